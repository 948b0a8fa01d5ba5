"""What cannot be taken from a workbook or a pasted table is said by place, and nothing is applied."""

import io
import zipfile
from datetime import date, datetime
from decimal import Decimal

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.formula import ArrayFormula

from core.errors import DomainError, NotAllowed, StateConflict
from core.models import AuditEvent
from plans import services
from plans.models import ResultNode, Risk
from plans.snapshot import content_hash
from plans.workbook import opening, shown
from plans.workbook.rows import rows_of
from plans.workbook.writing import write

from .workbooks import Desk, apply, problems, told, upload

pytestmark = pytest.mark.once  # the files are the same, whatever the database


def repacked(content, change):
    """The workbook with its parts changed by ``change(name, bytes)``."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(part.filename, change(part.filename, old.read(part)))
    return file.getvalue()


@pytest.mark.parametrize(
    ("sheet", "name", "value", "sentence"),
    [
        ("lines", "unit_cost", "NaN", "“NaN” is not a number. Write digits only, for example 1,234.50."),
        ("lines", "unit_cost", "1e9", "“1e9” is not a number. Write digits only, for example 1,234.50."),
        ("lines", "unit_cost", "1.234", None),
        ("lines", "unit_cost", "12 apples", "“12 apples” is not a number. Write digits only, for example 1,234.50."),
        ("lines", "unit_cost", 1e300, None),
        ("lines", "unit_cost", 10**13, "“10000000000000” is too large."),
        ("lines", "unit_cost", 9_999_999_999_999, "The amount of the line is too large."),
        ("lines", "unit_cost", "=1+1", "A formula stands here. Write its value."),
        ("lines", "unit_cost", ArrayFormula("I9", "=SUM(G9:H9)"), "A formula stands here. Write its value."),
        ("lines", "unit_cost", "#DIV/0!", "The cell shows the error #DIV/0!."),
        ("lines", "unit_cost", True, "“Yes” is not a number."),
        ("lines", "quantity", -1, "“-1” is negative."),
        ("lines", "quantity", "-1", "“-1” is negative."),
        ("lines", "quantity", 1.234, "At most 2 decimals fit here."),
        ("lines", "quantity", 0, "This must be more than 0."),
        ("lines", "quantity", None, "This is needed."),
        ("lines", "share_percent", 101, "A share is at most 100."),
        ("lines", "unit_cost", date(2026, 1, 2), "“2026-01-02” is not a number."),
        ("lines", "unit_cost", "1." + "0" * 40 + "1", "At most 2 decimals fit here."),
        ("lines", "calculation_note", None, "This is needed."),
        ("lines", "part", "Travel", None),
        ("activities", "output", "1", "Activities belong to outputs."),
        ("activities", "start_month", datetime(2026, 2, 1), "“2026-02-01” is not a number."),
        ("activities", "output", date(2026, 2, 1),
         "“2026-02-01” is a date. Set the cell to text and write the number again."),
        ("lines", "activity", "9.9.9", "There is no row with the number 9.9.9."),
        ("lines", "activity", "1.1.1", "Only operational lines follow an activity."),
        ("lines", "phases", "1: 5", None),
        ("lines", "phases", "first half", "“first half” cannot be read. Write, for example, 6: 40; 12: 120."),
        ("lines", "description", "x" * 301, "The text has 301 characters; at most 300 fit."),
        ("activities", "end_month", 19, "The project lasts 18 months; the activity ends later."),
        ("activities", "end_month", 1.5, "Write a whole number from 1 to 120."),
        ("indicators", "goals", "SDG-99", None),
        ("indicators", "milestones", "6: 40; 6: 50", "“6” stands here twice."),
        ("indicators", "milestones", "40: 1", "The project lasts 18 months; a milestone lies later."),
        ("indicators", "milestones", "6: 4e2", None),
        ("indicators", "split_targets", "sex.wmen: 4", None),
        ("indicators", "baseline_year", 1899, "Write a whole number from 1990 to 2100."),
        ("risks", "impact", 6, "Write a whole number from 1 to 5."),
        ("results", "statement", "", "This is needed."),
    ],
)  # fmt: skip
def test_bad_cell_is_named_and_nothing_can_be_applied(full, sheet, name, value, sentence):
    before, desk = content_hash(full), Desk(full)
    cell = desk.cell(sheet, name)
    cell.value = value
    desk.cell("risks", "cause").value = "A good change beside it"

    found = desk.differences()

    ((place, said),) = [(place, said) for place, said in problems(found).items()][:1]
    assert place == f"{desk.page(sheet).title}!{cell.coordinate}"
    assert sentence in (None, said)
    assert (found.differences.may_apply, content_hash(full)) == (False, before)


def test_number_of_another_language_is_shown_as_it_was_read(full):
    desk = Desk(full)
    desk.cell("lines", "unit_cost").value = "1.234,56"

    found = desk.differences()

    assert [(note.place, note.sentence) for note in found.differences.notes] == [
        ("Budget!I9", "“1.234,56” is read as 1,234.56.")
    ]
    assert told(found)[0][2]["unit_cost"][1] == "1,234.56"


def test_not_a_number_in_the_file_itself_is_refused(full):
    desk = Desk(full)
    desk.cell("lines", "quantity").value = 987654
    content = repacked(
        desk.file().read(),
        lambda name, part: part.replace(b"<v>987654</v>", b"<v>NaN</v>") if "sheet5" in name else part,
    )

    with pytest.raises(DomainError, match="damaged"):
        shown.of_upload(upload(content), full)


def test_merged_cells_are_named(full):
    desk = Desk(full)
    desk.page("lines").merge_cells("E9:E10")

    assert problems(desk.differences())["Budget!E9:E10"] == "These cells are merged. Split them."


@pytest.mark.parametrize(("number", "sentence"), [
    ("1", "The number 1 stands here twice."),
    ("3.1", "There is no row with the number 3."),
    ("one", "Give the row a number such as 1.2."),
])  # fmt: skip
def test_bad_number_of_a_new_result_is_named(full, number, sentence):
    desk = Desk(full)
    row = desk.add("results", number=number, statement="New")

    assert problems(desk.differences()) == {f"Results!{desk.cell('results', 'number', row).coordinate}": sentence}


def test_changed_number_of_a_result_is_refused(full):
    desk = Desk(full)
    desk.cell("results", "number", 2).value = "1.9"

    assert "The number of a row cannot be changed here. It was 1.1." in problems(desk.differences()).values()


def test_missing_sheet_and_column_are_named(full):
    desk = Desk(full)
    del desk.book["Risks"]
    desk.page("lines").delete_cols(9)

    found = desk.differences()

    assert [problem.sentence for problem in found.differences.problems] == [
        "The column “Unit cost (USD)” is missing. Download a fresh workbook.",
        "The sheet “Risks” is missing. Download a fresh workbook.",
    ]
    assert found.differences.may_apply is False


def test_workbook_of_another_plan_is_refused(full, other_draft):
    theirs = upload(write(other_draft.plan.current))

    with pytest.raises(DomainError, match="another plan"):
        shown.of_upload(theirs, full)


def test_workbook_of_an_older_version_is_refused(full, approver, officer, monkeypatch):
    old = upload(write(full))
    services.submit(full, by=full.plan.application.owner)
    services.approve(full, by=approver)
    monkeypatch.setattr("plans.services.versions.allows", lambda *_args: True)
    draft = services.amend(full, by=officer, reason="More posts")

    with pytest.raises(DomainError, match="version 1 of the plan; here is version 2"):
        shown.of_upload(old, draft)


def test_foreign_workbook_is_refused(full):
    content = io.BytesIO()
    Workbook().save(content)

    with pytest.raises(DomainError, match="not a workbook of the portal"):
        shown.of_upload(upload(content.getvalue()), full)


def test_zip_bomb_is_refused_without_inflating(full, monkeypatch):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/bomb.xml", "w") as part:
        for _megabyte in range(200):
            part.write(b" " * 1024 * 1024)
    monkeypatch.setattr(zipfile.ZipFile, "read", None)
    monkeypatch.setattr(zipfile.ZipFile, "open", None)

    with pytest.raises(DomainError, match="unpacks to more"):
        shown.of_upload(upload(content.getvalue()), full)


def test_bomb_that_lies_about_its_size_is_refused(full):
    content = bytearray(
        repacked(write(full), lambda name, part: b" " * 30_000_000 if name.endswith("sheet1.xml") else part)
    )
    for at in range(len(content) - 4):
        if content[at : at + 4] == (30_000_000).to_bytes(4, "little"):
            content[at : at + 4] = (1000).to_bytes(4, "little")

    with pytest.raises(DomainError, match="damaged"):
        shown.of_upload(upload(bytes(content)), full)


ENTITIES = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"No.;Statement\n1;x", "plan.xlsx", "Excel file"),
        (b"", "plan.xlsx", "Excel file"),
        (b"PK\x03\x04 cut off", "plan.xlsx", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 EncryptedPackage", "plan.xlsx", "protected by a password"),
        (b"PK", "plan.xlsm", "Excel file"),
        (b"whatever", "plan.xls", "Excel file"),
        (b"x" * (opening.PACKED_MOST + 1), "plan.xlsx", "larger than 5 MB"),
    ],
)
def test_file_that_is_no_workbook_is_refused(full, content, name, sentence):
    with pytest.raises(DomainError, match=sentence):
        shown.of_upload(upload(content, name), full)


def test_workbook_with_macros_or_entities_is_refused(full):
    content = io.BytesIO(write(full))
    with zipfile.ZipFile(content, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macro")
    hostile = repacked(write(full), lambda name, part: ENTITIES if name.endswith("sheet2.xml") else part)

    for bad in (content.getvalue(), hostile):
        with pytest.raises(DomainError, match="macros"):
            shown.of_upload(upload(bad), full)


def test_far_away_cells_of_the_hidden_sheet_are_not_walked_through(full):
    desk = Desk(full)
    desk.book["_plan"]["XFD1900"] = "x"

    assert told(desk.differences()) == []


@pytest.mark.parametrize("reference", [b'ref="A1:XFD1048576"', b'ref="&#65;1:XFD1048576"', b"ref='A1:XFD1048576'"])
def test_sheet_that_merges_millions_of_cells_is_refused(full, reference):
    merged = b"</sheetData><mergeCells><mergeCell " + reference + b"/></mergeCells>"
    content = repacked(
        write(full), lambda name, part: part.replace(b"</sheetData>", merged) if "sheet2" in name else part
    )

    with pytest.raises(DomainError, match="unpacks to more"):
        shown.of_upload(upload(content), full)


def test_sheet_of_millions_of_empty_cells_is_refused(full):
    cells = b"<row>" + b"<c/>" * 600_000 + b"</row></sheetData>"
    content = repacked(
        write(full), lambda name, part: part.replace(b"</sheetData>", cells) if "sheet2" in name else part
    )

    with pytest.raises(DomainError, match="unpacks to more"):
        shown.of_upload(upload(content), full)


def test_part_in_utf_16_is_refused(full):
    wide = ENTITIES.replace(b'"1.0"', b'"1.0" encoding="UTF-16"').decode().encode("utf-16")
    content = repacked(write(full), lambda name, part: wide if "sheet2" in name else part)

    with pytest.raises(DomainError, match="damaged"):
        shown.of_upload(upload(content), full)


@pytest.mark.parametrize("text", ["6" + " " * 200_000 + "x", "6: " + " " * 200_000 + '"', "6: " + '"' * 100_001])
def test_long_cell_of_entries_is_refused_at_once(full, text):
    desk = Desk(full)
    desk.cell("indicators", "milestones").value = text

    assert len(problems(desk.differences())) == 1


def test_copied_sheet_is_named(full):
    desk = Desk(full)
    desk.book.copy_worksheet(desk.page("risks"))

    assert problems(desk.differences()) == {"Risks Copy": "This sheet is a copy of “Risks”. Keep one of them."}


@pytest.mark.parametrize("moment", ["2026-13-45T99:00:00", "2026-11-20T09:00:00", "yesterday"])
def test_workbook_that_says_no_time_is_read(full, moment):
    desk = Desk(full)
    desk.book["_plan"]["B5"] = moment

    assert told(desk.differences()) == []


def test_figure_that_may_be_two_numbers_is_not_guessed(full, applicant):
    outcome = full.nodes.get(level=ResultNode.Level.OUTCOME)
    for number in range(9):
        services.add_result(outcome, by=applicant, statement=f"Output {number}")
    desk = Desk(full)
    desk.cell("activities", "output").value = 1.1

    assert problems(desk.differences()) == {
        "Activities!C9": "This can be 1.1 or 1.10. Set the cell to text and write the number again."
    }


def test_target_is_a_step_of_the_scale(full):
    desk = Desk(full)
    at = [row.values["kind"] for row in rows_of(full).of("indicators")].index("SCALE")
    desk.cell("indicators", "target_value", at).value = 17

    assert list(problems(desk.differences()).values()) == ["Give the number of a step of the scale."]


def test_baseline_to_be_determined_has_no_value(full):
    desk = Desk(full)
    at = [row.values["baseline_state"] for row in rows_of(full).of("indicators")].index("TBD")
    desk.cell("indicators", "baseline_year", at).value = 2024

    assert list(problems(desk.differences()).values()) == ["Only a known baseline has a value and a year."]


def test_sheet_with_far_away_cells_is_refused(full):
    desk = Desk(full)
    desk.page("lines")["A1048576"] = "x"

    assert problems(desk.differences()) == {
        "Budget": "The sheet has too many rows or columns. Download a fresh workbook."
    }


def test_apply_is_refused_when_the_plan_changed_since_it_was_shown(full, applicant):
    desk = Desk(full)
    desk.cell("risks", "cause").value = "Pay"
    found = desk.differences()
    services.add_risk(full, by=applicant, description="Flood", likelihood=1, impact=1)

    with pytest.raises(StateConflict):
        apply(found, full, applicant)

    assert Risk.objects.filter(version=full, cause="Pay").count() == 0


def test_nothing_chosen_is_refused(full, applicant):
    desk = Desk(full)
    desk.empty("risks", 0)

    with pytest.raises(DomainError, match="Nothing was chosen"):
        apply(desk.differences(), full, applicant)


def test_apply_is_all_or_nothing(full, applicant):
    before = content_hash(full)
    activity = services.RowChange(
        "removed", "activities", str(full.nodes.get(level="OUTPUT").activities.first().lineage), "1.1.1 Course"
    )
    risk = services.RowChange("changed", "risks", str(full.risks.get().lineage), "1 Staff leave", {"cause": "Pay"})
    seen = AuditEvent.objects.count()

    with pytest.raises(DomainError, match=r"1\.1\.1 Course – Budget lines follow these activities"):
        services.apply_differences(full, [risk, activity], by=applicant, seen=before)

    assert (content_hash(full), AuditEvent.objects.count()) == (before, seen)


def test_apply_leaves_one_row_in_the_trail(full, applicant):
    desk = Desk(full)
    desk.cell("risks", "cause").value = "Pay"
    desk.cell("lines", "quantity").value = 3
    apply(desk.differences(), full, applicant)

    event = AuditEvent.objects.last()
    assert (event.action, event.actor, event.data) == (
        "plan.differences_applied", applicant, {"added": 0, "changed": 2, "removed": 0}
    )  # fmt: skip


@pytest.mark.parametrize("name", ["stranger", "officer", "colleague"])
def test_others_cannot_apply(full, request, name):
    desk = Desk(full)
    desk.cell("risks", "cause").value = "Pay"
    somebody = request.getfixturevalue(name)

    with pytest.raises(NotAllowed):
        apply(desk.differences(), full, somebody)

    assert full.risks.get().cause == ""


def test_token_of_somebody_else_or_altered_is_refused(full, applicant, stranger):
    desk = Desk(full)
    desk.cell("risks", "cause").value = "Pay"
    token = desk.differences().token(full, applicant)

    for bad, by in [(token, stranger), (token[:-1], applicant), ("", applicant)]:
        with pytest.raises(DomainError, match="no longer valid"):
            shown.brought_back(bad, full, by)


LINE = ["Staff", "", "Guide", "month", "2", "3", "100.50", "50", "Scale"]


def paste(version, rows, kind="line", **where):
    return shown.of_paste("\n".join("\t".join(row) for row in rows), version, kind, **where)


def test_pasted_rows_are_added(full, applicant):
    found = paste(full, [LINE, ["Operational", "1.1.2", *LINE[2:]]])

    assert problems(found) == {}
    assert apply(found, full, applicant) == {"added": 2, "changed": 0, "removed": 0}
    assert [line.amount for line in full.lines.all()][-2:] == [Decimal("301.50")] * 2


def test_pasted_numbers_say_which_rows_change(full, applicant):
    found = paste(full, [["2", *LINE], ["", *LINE]])

    assert [row.kind for row in found.differences.rows] == ["changed", "added"]


def test_pasted_header_orders_the_columns(full):
    found = paste(full, [["Coût unitaire (USD)", "description", "No."], ["77,5", "Renamed", "1"]])

    ((kind, _label, cells),) = told(found)
    assert (kind, {name: new for name, (_old, new) in cells.items()}) == (
        "changed", {"unit_cost": "77.50", "description": "Renamed"}
    )  # fmt: skip


def test_paste_into_a_grid_starts_where_the_cursor_stood(full):
    last = full.lines.count()

    found = paste(full, [["5", "6"], ["7", "8"]], start=str(last - 1), column="quantity")

    changed = [(row.kind, [(cell.name, cell.new) for cell in row.cells]) for row in found.differences.rows]
    assert [kind for kind, _cells in changed] == ["changed", "changed"]
    assert changed[1][1] == [("quantity", "7"), ("periods", "8")]


@pytest.mark.parametrize(("kind", "row"), [
    ("risk", ["Flood", "", "2", "3"]),
    ("activity", ["1.1", "Print", "IOM", "1", "2"]),
    ("indicator", ["1.1", "Copies", "", "Number", "", "copies", "", "", "Known", "0", "2025", "", "", "10", "", "", "", "",
                   "Count"]),
])  # fmt: skip
def test_rows_of_all_kinds_are_pasted(full, applicant, kind, row):
    found = paste(full, [row], kind)

    assert problems(found) == {}
    assert apply(found, full, applicant)["added"] == 1


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([LINE] * 400, "You pasted 400 rows; at most 200 fit at a time. Use the workbook for more."),
        ([[*LINE, "", "x", "y"]], "The table has 12 columns; here are 10. Add a first row with their names."),
        ([[" "]], "Paste at least one row."),
        ([["x" * 200_001]], "The text is too long. Paste fewer rows, or use the workbook."),
    ],
)
def test_table_that_cannot_be_read_is_refused(full, rows, sentence):
    with pytest.raises(DomainError) as refusal:
        paste(full, rows)

    assert str(refusal.value) == sentence


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (["99", *LINE], {"row 1": "There is no row with the number 99."}),
        ([*LINE[:6], "-5", *LINE[7:]], {"row 1, Unit cost (USD)": "“-5” is negative."}),
        ([*LINE[:4], "1e9", *LINE[5:]],
         {"row 1, Quantity": "“1e9” is not a number. Write digits only, for example 1,234.50."}),
        (["Operational", *LINE[1:]],
         {"row 1, Activity (number)": "Choose the activity that this operational line pays for (rule B06)."}),
    ],
)  # fmt: skip
def test_bad_field_of_a_pasted_row_is_named(full, row, said):
    assert problems(paste(full, [row])) == said


def test_row_pasted_twice_is_refused(full):
    found = paste(full, [["1", *LINE], ["1", *LINE]])

    assert problems(found) == {"row 2": "The number 1 stands here twice."}


def test_empty_rows_of_a_pasted_column_keep_the_others_in_their_places(full):
    found = paste(full, [[""], ["5"], [""], ["7"]], start="1", column="quantity")

    assert [row.label.split()[0] for row in found.differences.rows] == ["2", "4"]


def test_header_pasted_into_a_grid_is_not_counted(full):
    found = paste(full, [["Quantity"], ["5"]], start="2", column="quantity")

    assert [row.label.split()[0] for row in found.differences.rows] == ["2"]


def test_problem_below_a_header_names_the_pasted_row(full):
    assert list(problems(paste(full, [["No.", "Quantity"], ["1", "-5"]]))) == ["row 2, Quantity"]


@pytest.mark.parametrize(("text", "titles"), [
    ('"Best" practice\nother', ['"Best" practice', "other"]),
    ('"open\nother', ['"open', "other"]),
    ('"two\nlines, ""so"""\nother', ['two\nlines, "so"', "other"]),
    ('"Best"\nother', ['"Best"', "other"]),
])  # fmt: skip
def test_quotation_marks_are_those_of_the_writer(full, text, titles):
    found = shown.of_paste(text, full, "line", start="1", column="description")

    assert [row.cells[0].new for row in found.differences.rows] == titles


def test_paste_below_a_result_that_is_gone_is_refused(full):
    with pytest.raises(DomainError, match=r"no row with the number 4\.4"):
        paste(full, [["Title"]], "indicator", start="1", column="title", under="4.4")
