import io
import zipfile
from datetime import date

import openpyxl
import pytest

from funding import importing
from funding.importing import Report, Unreadable, read, vocabulary

NAMES = {"ME": "Montenegro", "AL": "Albania", "CI": "Côte d'Ivoire", "NE": "Niger", "NG": "Nigeria"}
SPELLINGS = {"ME": ["MNE", "Monténégro"], "CI": ["CIV", "Ivory Coast"], "AL": ["ALB", "Albanie"]}
WORDS = vocabulary([(code, [name, *SPELLINGS.get(code, [])]) for code, name in NAMES.items()], NAMES)


def report(data, name="states.csv"):
    data = data.encode() if isinstance(data, str) else data
    return read(data, name, WORDS, line=2, day=date(2024, 8, 1))


def found(data, name="states.csv"):
    """(line, code or the reason of refusal) of every row."""
    return [(row.line, row.problem or row.code) for row in report(data, name).rows]


def sheet(*rows, before=0):
    book = openpyxl.Workbook()
    for _number in range(before):
        book.create_sheet(index=0)
    for row in rows:
        book.worksheets[-1].append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def archive(**parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in parts.items():
            zipped.writestr(name.replace("__", "/") + ".xml", content)
    return file.getvalue()


@pytest.mark.parametrize(
    "text",
    [
        "Country\nMontenegro\nAlbania\n",
        "Pays;Région\nMonténégro;Europe\nAlbanie;Europe\n",
        "iso3\tname\nmne\tx\nALB\ty\n",
    ],
)
def test_states_are_read_by_any_name_heading_and_delimiter(text):
    assert found(text) == [(2, "ME"), (3, "AL")]


def test_file_without_heading_is_read_by_its_first_column():
    assert found("Montenegro\n\nCôte d’Ivoire\n") == [(1, "ME"), (3, "CI")]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_accents_are_read_in_the_usual_encodings(encoding):
    assert found("Pays\nCôte d'Ivoire\n".encode(encoding)) == [(2, "CI")]


def test_accents_of_another_encoding_refuse_their_row():
    assert found("Country\nCôte d'Ivoire\nNiger\n".encode("mac-roman"))[0][1].startswith("No country that the portal")
    broken = b"\xef\xbb\xbfCountry\nC\xf4te d'Ivoire\n"
    assert found(broken) == [(2, "Some characters cannot be read. Save the file as CSV UTF-8 and import it again.")]


def test_every_row_that_is_wrong_says_why_with_its_line():
    text = (
        "Code,Country,Line,Effective from,Eligible\n"
        "ME,Montenegro,2,2024-08-01,yes\n"
        ",Nigerr,2,,yes\n"
        "AL,Niger,2,,yes\n"
        "AL,,1,,yes\n"
        "AL,,two,,yes\n"
        "AL,,Ligne 2,01/08/2024,oui\n"
        "NE,,,2023-08-01,yes\n"
        "NG,,,,perhaps\n"
        'NG,"=HYPERLINK(""x"")",,,yes\n'
    )

    assert found(text) == [
        (2, "ME"),
        (3, "No country that the portal knows. Is it Niger, Nigeria?"),
        (4, "The row names different countries: Albania, Niger."),
        (5, "Says line “1”, but this is a list of Line 2."),
        (6, "Says line “two”, but this is a list of Line 2."),
        (7, "AL"),
        (8, "Says “2023-08-01”, but this list begins on 1 August 2024."),
        (9, "“perhaps” says neither yes nor no in the column “eligible”."),
        (10, "Holds a formula. Paste the names as values and import again."),
    ]
    assert report(text).codes == ["ME", "AL"]


def test_state_that_stands_twice_counts_once_and_says_so():
    read_twice = report("Country\nMontenegro\nAlbania\nMNE\n")

    assert read_twice.codes == ["ME", "AL"]
    assert [(row.line, row.warnings) for row in read_twice.doubtful] == [
        (4, ("Stands in line 2 already; it counts once.",))
    ]


def test_rows_marked_as_not_eligible_are_counted_and_left_out():
    read_partly = report("code,eligible\nME,yes\nAL,no\nNE,unknown\nNG,\n")

    assert (read_partly.codes, read_partly.passed_over) == (["ME"], 3)


def test_quotation_marks_that_do_not_match_are_a_fault_of_their_line():
    [row] = report('Country\n"Montenegro\nAlbania\n').rows

    assert (row.line, bool(row.problem)) == (2, True)


def test_workbook_is_read_from_its_first_sheet_with_rows():
    assert found(sheet(["State"], ["Montenegro"], [None], ["Niger"], before=1), "s.xlsx") == [(2, "ME"), (4, "NE")]


def test_formula_in_a_workbook_refuses_its_row():
    assert found(sheet(["State"], ["=A3"], ["Niger"]), "s.xlsx") == [
        (2, "Holds a formula. Paste the names as values and import again."),
        (3, "NE"),
    ]


def test_warnings_are_added_by_country():
    warned = report("Country\nMontenegro\nNiger\n").with_warnings({"ME": ["Odd."]})

    assert [(row.code, row.warnings) for row in warned.rows] == [("ME", ("Odd.",)), ("NE", ())]


OLD = "The file is of an old format or protected by a password. Save it as XLSX without password."
BOMB = archive(xl__workbook="<a/>", xl__sheet="<a>" + " " * (20 * 1024 * 1024) + "</a>")
ENTITIES = archive(
    xl__workbook='<!DOCTYPE a [<!ENTITY x "xxxxxxxxxx"><!ENTITY y "&x;&x;&x;">]><a>&y;</a>',
)


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"", "s.csv", "The file is empty. Choose a file with one state in each row."),
        (b" \n\n", "s.csv", "The file is empty. Choose a file with one state in each row."),
        (b"Country\n", "s.csv", "The file names no state. Put one state in each row, below a heading such as “Country”."),
        (b"a" * (importing.MOST_BYTES + 1), "s.csv", "The file is larger than 2 MB."),
        (b"Niger\n" * 10_000, "s.csv", "The file has more than 2000 rows. A list of states has one row for each."),
        (b"Niger", "s.pdf", "This kind of file is not accepted. Use CSV or XLSX."),
        (b"%PDF-1.4", "s.csv", "The content of the file is not what its name says."),
        (b"Country\nNiger", "s.xlsx", "The content of the file is not what its name says."),
        (archive(word__document="<a/>"), "s.xlsx", "The content of the file is not what its name says."),
        (b"\xd0\xcf\x11\xe0old", "s.xls", OLD),
        (b"PK\x03\x04broken", "s.xlsx", "The file is damaged. Open it in a spreadsheet program and save it again."),
        (archive(xl__workbook="<a>"), "s.xlsx", "The file is damaged. Open it in a spreadsheet program and save it again."),
        (ENTITIES, "s.xlsx", "The file is damaged. Open it in a spreadsheet program and save it again."),
        (archive(xl__workbook="<a/>", xl__vbaProject="<a/>"), "s.xlsx",
         "The workbook holds macros or links to other files. Save it as CSV and import that."),
        (BOMB, "s.xlsx", "The document unpacks to more than is allowed. Save it anew, with smaller pictures, and add that."),
    ],
)  # fmt: skip
def test_file_that_cannot_be_a_list_is_refused_with_what_to_do(data, name, reason):
    with pytest.raises(Unreadable) as refusal:
        report(data, name)

    assert str(refusal.value) == reason


def test_workbook_of_ten_thousand_rows_is_refused():
    with pytest.raises(Unreadable) as refusal:
        report(sheet(*(["Niger"] for _number in range(10_000))), "s.xlsx")

    assert str(refusal.value) == "The file has more than 2000 rows. A list of states has one row for each."


def test_report_of_nothing_names_nobody():
    assert (Report(()).codes, Report(()).problems, Report(()).doubtful) == ([], [], [])
