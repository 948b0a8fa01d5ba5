import csv
import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.reading import LONGEST_CELL
from projects.importing import ProjectRecord, Rejection, Vocabulary, parse, vocabulary

ROOT = Path(__file__).resolve().parents[2]
WORDS = vocabulary(
    countries=[
        ("BO", ["BOL", "Bolivia (Plurinational State of)", "Bolivie (État plurinational de)", "Bolivia"]),
        ("CD", ["COD", "Democratic Republic of the Congo", "Congo, Democratic Republic of the", "Zaire"]),
        ("CG", ["COG", "Congo"]),
        ("CI", ["CIV", "Côte d'Ivoire", "Ivory Coast"]),
        ("FM", ["FSM", "Micronesia (Federated States of)", "Micronésie (États fédérés de)"]),
        ("IR", ["IRN", "Iran (Islamic Republic of)", "Iran, Islamic Republic of", "Iran"]),
        ("ME", ["MNE", "Montenegro", "Monténégro"]),
        ("ML", ["MLI", "Mali", "Malí"]),
        ("SH", ["SHN", "Saint Helena, Ascension and Tristan da Cunha", "Saint Helena"]),
        ("SZ", ["SWZ", "Eswatini", "Swaziland"]),
        ("VE", ["VEN", "Venezuela (Bolivarian Republic of)", "Venezuela, Bolivarian Republic of", None]),
    ],
    themes=[
        ("LM", ["Labour Migration", "Migration de main-d'œuvre", "Migración laboral"]),
        ("PX", ["Protection and Assistance to Vulnerable Migrants"]),
    ],
    regions=[("AFRICA", ["Africa", "Afrique", "África"]), ("EUROPE", ["Europe", "Europe", "Europa"])],
)
FULL = (
    "code,prima_id,title,region,countries,theme,coverage,status,amount,year,start,end,source_url\n"
    "PX.0009,ME10P0003,Enhancing Capacities,Europe,Montenegro,Protection and Assistance to Vulnerable Migrants,"
    "National,Completed,100000,2017,2018,2019,https://iom.int/project/enhancing-capacities\n"
)
RECORD = ProjectRecord(
    line=2,
    code="PX.0009",
    prima_id="ME10P0003",
    title="Enhancing Capacities",
    region="EUROPE",
    countries=("ME",),
    theme="PX",
    coverage="NATIONAL",
    status="COMPLETED",
    amount=Decimal(100000),
    funding_year=2017,
    start_year=2018,
    end_year=2019,
    source_url="https://iom.int/project/enhancing-capacities",
)


def bare(line, title, **values):
    """A record that has a title and what is named, nothing else."""
    texts = dict.fromkeys(["code", "prima_id", "region", "theme", "coverage", "status", "source_url"], "")
    numbers = dict.fromkeys(["amount", "funding_year", "start_year", "end_year"])
    return ProjectRecord(**{"line": line, "title": title, "countries": (), **texts, **numbers, **values})


def read(text):
    return parse(text.encode(), WORDS)


def read_cell(column, cell):
    """What comes of a row with a title and one more cell, whatever characters the cell has."""
    doubled = cell.replace('"', '""')
    return read(f'Title,{column}\nA title,"{doubled}"\n')


def accepted(column, cell):
    records, rejections = read_cell(column, cell)
    assert rejections == []
    return records[0]


# Names


def test_vocabulary_maps_names_and_codes():
    words = vocabulary(countries=[("ML", ["MLI", "Mali", "", None])], themes=[("LM", ["Labour Migration"])], regions=[])

    assert words == Vocabulary(
        countries={"ml": "ML", "mli": "ML", "mali": "ML"}, themes={"lm": "LM", "labour migration": "LM"}, regions={}
    )


def test_vocabulary_forgets_a_name_of_two_things():
    words = vocabulary(countries=[("CG", ["Congo", "Congo"]), ("CD", ["Congo", "Zaire"])], themes=[], regions=[])

    assert words.countries == {"cg": "CG", "cd": "CD", "zaire": "CD"}


# Encodings

ACCENTED = "Title;Pays\r\nÉlaboration d’un outil – Pérou;Côte d’Ivoire\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_parse_in_an_encoding(encoding):
    expected = [bare(2, "Élaboration d’un outil – Pérou", countries=("CI",))]

    assert parse(ACCENTED.encode(encoding), WORDS) == (expected, [])


def test_parse_refuses_characters_that_cannot_be_read():
    data = b"\xef\xbb\xbfTitle,Status\nPer\xfa,Active\nMali,Active\n"

    records, rejections = parse(data, WORDS)

    assert records == [bare(3, "Mali", status="ACTIVE")]
    assert rejections == [
        Rejection(2, "Title", "Some characters cannot be read. Save the file as CSV UTF-8 and import it again.")
    ]


# Shape of the file


def test_parse_reads_every_column():
    assert read(FULL) == ([RECORD], [])


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_parse_finds_delimiter_and_line_ending(delimiter, ending):
    text = FULL.replace(",", delimiter).replace("\n", ending)

    assert read(text) == ([RECORD], [])


def test_parse_decides_the_delimiter_by_the_header_alone():
    text = 'Title;"Budget Amount, total, USD";Status\nOne, two, three;x;Active\n'

    assert read(text) == ([bare(2, "One, two, three", status="ACTIVE")], [])


def test_parse_of_a_single_column():
    assert read("Titre\nUn\nDeux\n") == ([bare(2, "Un"), bare(3, "Deux")], [])


def test_parse_takes_columns_in_any_order_and_ignores_unknown_ones():
    text = "Notes,END DATE,title,Other Countries Benefiting at Time of Allocation\nx,2019,A title,Atlantis\n"

    assert read(text) == ([bare(2, "A title", end_year=2019)], [])


def test_parse_skips_blank_lines_and_counts_them():
    text = "\n\r\n ,\nTitle,Status\n\nOne,\n,\n  ,\u00a0\nTwo,Active"

    assert read(text) == ([bare(6, "One"), bare(9, "Two", status="ACTIVE")], [])


def test_parse_names_the_physical_line_where_a_row_begins():
    text = 'Title,Status\n"One\nand\r\nmore",Active\n"Two\n",Lost\nThree,Lost\n'

    records, rejections = read(text)

    assert records == [bare(2, "One and more", status="ACTIVE")]
    assert [(rejection.line, rejection.column) for rejection in rejections] == [(5, "Status"), (7, "Status")]


def test_parse_fills_up_a_short_row():
    assert read("Title,Status,Year\nOne\nTwo,Active\n") == ([bare(2, "One"), bare(3, "Two", status="ACTIVE")], [])


@pytest.mark.parametrize("row", ["One,Active,2018", "One,Active,", 'One,"Active",x,y'])
def test_parse_refuses_a_row_with_more_cells_than_the_header(row):
    cells = row.count(",") + 1

    assert read(f"Title,Status\n{row}\nTwo,Active\n") == (
        [bare(3, "Two", status="ACTIVE")],
        [Rejection(2, "", f"The row has {cells} cells, the header 2. Put texts that hold a delimiter in quotes.")],
    )


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b"\n\r\n", b" , ,\n,,\n", b"\x00\x00", b"\xff\xfe"])
def test_parse_of_an_empty_file(data):
    reason = "The file is empty. Choose a CSV file whose first line names the columns."

    assert parse(data, WORDS) == ([], [Rejection(1, "", reason)])


def test_parse_of_a_header_alone():
    assert read("Title,Status\n") == ([], [])


@pytest.mark.parametrize("text", ["Status,Year\nActive,2018\n", "\n\nStatus\n", "no header at all", "1,2,3\n4,5,6\n"])
def test_parse_without_a_column_of_titles(text):
    reason = "The first line names no column of titles. Name one “Title”, “Titre” or “Título”."

    assert read(text) == ([], [Rejection(1, "title", reason)])


def test_parse_refuses_two_columns_for_the_same_thing():
    reason = "“Title” and “TITRE” mean the same column. Keep one of them."

    assert read("Title,Status,TITRE\nOne,Active,Un\n") == ([], [Rejection(1, "TITRE", reason)])


def test_parse_goes_on_after_quotation_marks_that_do_not_match():
    reason = "The quotation marks do not match, so lines 2 to 2 were not read. Close or double them."

    assert read('Title\n"Open" skies\nTwo\n') == ([bare(3, "Two")], [Rejection(2, "", reason)])


def test_parse_says_which_lines_an_open_quotation_mark_swallowed():
    reason = "The quotation marks do not match, so lines 3 to 5 were not read. Close or double them."

    assert read('Title,Notes\nOne,\nTwo,"open\nThree,\nFour,\n') == ([bare(2, "One")], [Rejection(3, "", reason)])


def test_parse_of_a_header_with_an_open_quotation_mark():
    reason = "The quotation marks do not match, so lines 1 to 2 were not read. Close or double them."

    assert read('"Title\nOne\n') == ([], [Rejection(1, "", reason)])


def test_parse_keeps_quotation_marks_inside_a_title():
    assert read('Title\n"The ""Open"" project"\nA "second" one\n') == (
        [bare(2, 'The "Open" project'), bare(3, 'A "second" one')],
        [],
    )


def test_parse_refuses_a_cell_larger_than_the_limit():
    text = f"Title,Notes\nOne,{'x' * (LONGEST_CELL + 1)}\nTwo,short\n"

    assert read(text) == (
        [bare(3, "Two")],
        [Rejection(2, "", "A cell has more than 5242880 characters. Shorten it.")],
    )


def test_parse_takes_a_cell_larger_than_the_limit_of_python():
    assert read(f"Title,Notes\nOne,{'x' * 200_000}\n") == ([bare(2, "One")], [])


# Labels


@pytest.mark.parametrize(
    "header",
    [
        "code,prima_id,title,region,countries,theme,type,status,amount_usd,year,start,end,source_url",
        (
            "Projects ID,Prima ID,Title,IDF Region,Benefiting Member States,Project Type,Coverage,Project Status,"
            "Budget Amount (USD),Year,Start Date,End Date,Source"
        ),
        (
            "PROJET ID,PRIMA ID,TITRE,REGION,ETAT(S) MEMBRE(S) BENEFICIAIRES REMPLISSANT LES CONDITIONS REQUISES,"
            "TYPE DE PROJET,COUVERTURE,STATUT DU PROJET,MONTANT,ANNEE,DATE DE DEBUT,DATE DE FIN,LIEN"
        ),
        (
            "Proyecto ID,Prima ID,Título,Región,Estados Miembros Beneficiarios que Reúnen los Requisitos,"
            "Tipo de proyecto,Cobertura geográfica,Estado del proyecto,Importe (USD),Año,Fecha de inicio,"
            "Fecha de finalización,Enlace"
        ),
        (
            'Project code,PRIMA,Project title,Région,"Benefiting\nMember States",Thème,Couverture,Statut,'
            "Montant (USD),Année de financement,Début,Fin,URL"
        ),
    ],
)
def test_parse_understands_the_labels_of_the_pages(header):
    row = FULL.splitlines()[1]

    records, rejections = read(f"{header}\n{row}\n")

    assert rejections == []
    assert [replace(record, line=2) for record in records] == [RECORD]


def test_parse_understands_the_spanish_page_that_labels_two_things_alike():
    text = "Título;Tipo de proyecto;Tipo de proyecto\nUno;Finalizado;Migración laboral\n"

    assert read(text) == ([bare(2, "Uno", status="COMPLETED", theme="LM")], [])


def test_parse_refuses_the_spanish_label_a_third_time():
    records, rejections = read("Título;Tipo de proyecto;Tipo de proyecto;Tipo de proyecto\nUno;;;\n")

    assert (records, [(rejection.line, rejection.column) for rejection in rejections]) == (
        [],
        [(1, "Tipo de proyecto")],
    )


# Title


@pytest.mark.parametrize("title", ["", "  ", "\u00a0", "\x00", "\u200b\ufeff"])
def test_title_missing(title):
    assert read(f"Title,Status\n{title},Active\n") == ([], [Rejection(2, "Title", "Give the project a title.")])


def test_parse_takes_nuls_out_before_it_looks_for_quotation_marks():
    data = 'Title,Status\n"One, two",Active\n'.encode("utf-16-le")

    assert parse(data, WORDS) == ([bare(2, "One, two", status="ACTIVE")], [])


def test_title_of_the_greatest_length():
    assert read(f"Title\n{'é' * 500}\n") == ([bare(2, "é" * 500)], [])


def test_title_too_long():
    reason = "The title has 501 characters, 500 are allowed. Shorten it."

    assert read(f"Titre\n{'é' * 501}\n") == ([], [Rejection(2, "Titre", reason)])


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("  Open   South\n America ", "Open South America"),
        ("Open\x00 South\x07 America\x7f", "Open South America"),
        ("Open\u202e South\u200b America", "Open South America"),
        ("Phase\u00a01\u202f: études", "Phase\u00a01\u202f: études"),
        ("=1+1", "=1+1"),
        ("100 % of %(value)s {x}", "100 % of %(value)s {x}"),
    ],
)
def test_title_is_kept_but_for_breaks_and_what_cannot_be_seen(written, title):
    assert read(f'Title\n"{written}"\n') == ([bare(2, title)], [])


# Codes


@pytest.mark.parametrize(
    ("cell", "code"),
    [("PX.0009", "PX.0009"), (" px.0009 ", "PX.0009"), ("Q36-805", "Q36-805"), ("tb2-805", "TB2-805"), ("", "")],
)
def test_code_accepted(cell, code):
    assert accepted("Code", cell) == bare(2, "A title", code=code)


@pytest.mark.parametrize(
    "cell",
    [
        "PX.009",
        "PX.00091",
        "PX0009",
        "P1.0009",
        "PXX.0009",
        "Q36-806",
        "Q3-805",
        "PX.٠٠٠٩",
        "ß.0009",
        "PX.0009 PX.0010",
    ],
)
def test_code_refused(cell):
    reason = f"“{cell}” is no project code. Write one like PX.0009."

    assert read_cell("Code", cell) == ([], [Rejection(2, "Code", reason)])


@pytest.mark.parametrize(
    ("cell", "prima_id"), [("ME10P0003", "ME10P0003"), ("\tar99p0518", "AR99P0518"), ("", ""), (" ", "")]
)
def test_prima_id_accepted(cell, prima_id):
    assert accepted("Prima ID", cell) == bare(2, "A title", prima_id=prima_id)


@pytest.mark.parametrize("cell", ["ME11P0003", "ME10P003", "ME10Q0003", "M10P0003", "ME10P00031", "n/a"])
def test_prima_id_refused(cell):
    reason = f"“{cell}” is no PRIMA ID. Write one like ME10P0003."

    assert read_cell("Prima ID", cell) == ([], [Rejection(2, "Prima ID", reason)])


def test_code_twice_in_a_file():
    text = "Code,Title\nPX.0009,One\nPX.0010,Two\npx.0009,Three\nPX.0009,Four\n,Five\n,Six\n"
    reason = "Line 2 has “PX.0009” already. Keep one of the two rows or correct one."

    assert read(text) == (
        [bare(2, "One", code="PX.0009"), bare(3, "Two", code="PX.0010"), bare(6, "Five"), bare(7, "Six")],
        [Rejection(4, "Code", reason), Rejection(5, "Code", reason)],
    )


def test_code_twice_although_the_first_row_was_refused():
    records, rejections = read("Code,Title\nPX.0009,\nPX.0009,Two\n")

    assert records == []
    assert [(rejection.line, rejection.column) for rejection in rejections] == [(2, "Title"), (3, "Code")]


def test_prima_id_twice_in_a_file():
    text = "Prima ID,Title\nME10P0003,One\nME10P0003,Two\n"
    reason = "Line 2 has “ME10P0003” already. Keep one of the two rows or correct one."

    assert read(text) == ([bare(2, "One", prima_id="ME10P0003")], [Rejection(3, "Prima ID", reason)])


# Names of regions, themes, coverages, statuses


@pytest.mark.parametrize(
    ("column", "cell", "field", "key"),
    [
        ("Region", "Africa", "region", "AFRICA"),
        ("Région", "afrique", "region", "AFRICA"),
        ("Region", "África", "region", "AFRICA"),
        ("Region", "EUROPE", "region", "EUROPE"),
        ("Region", "", "region", ""),
        ("Theme", "Labour  migration", "theme", "LM"),
        ("Theme", "Migration de main-d’œuvre", "theme", "LM"),
        ("Theme", "Migration de main-d'oeuvre", "theme", "LM"),
        ("Theme", "Migracion laboral", "theme", "LM"),
        ("Theme", "PX", "theme", "PX"),
        ("Type", "National", "coverage", "NATIONAL"),
        ("Type", "Nacional", "coverage", "NATIONAL"),
        ("Type", "Régional", "coverage", "REGIONAL"),
        ("Type", "Multi-Regional", "coverage", "MULTI_REGIONAL"),
        ("Type", "multirégional", "coverage", "MULTI_REGIONAL"),
        ("Type", "MULTI_REGIONAL", "coverage", "MULTI_REGIONAL"),
        ("Type", "Mundial", "coverage", "GLOBAL"),
        ("Type", "Global", "coverage", "GLOBAL"),
        ("Statut", "Achevé", "status", "COMPLETED"),
        ("Statut", "Actif", "status", "ACTIVE"),
        ("Status", "completed", "status", "COMPLETED"),
        ("Status", "Finalizado", "status", "COMPLETED"),
        ("Status", "ACTIVE", "status", "ACTIVE"),
        ("Status", "Activo", "status", "ACTIVE"),
        ("Status", "  ", "status", ""),
    ],
)
def test_name_understood(column, cell, field, key):
    assert accepted(column, cell) == bare(2, "A title", **{field: key})


@pytest.mark.parametrize(
    ("column", "cell", "reason"),
    [
        ("Region", "Atlantis", "“Atlantis” is not in the list of regions."),
        ("Project Type", "Fishing", "“Fishing” is not in the list of project types."),
        ("Couverture", "Local", "“Local” is no coverage. Write National, for example."),
        ("Statut du projet", "Perdu\n%s", "“Perdu %s” is no project status. Write Active or Completed."),
        ("Status", "?", "“?” is no project status. Write Active or Completed."),
    ],
)
def test_name_unknown(column, cell, reason):
    assert read_cell(column, cell) == ([], [Rejection(2, column, reason)])


def test_a_refused_value_is_shortened():
    reason = f"“{'x' * 59}…” is no project status. Write Active or Completed."

    assert read_cell("Status", "x" * 61) == ([], [Rejection(2, "Status", reason)])


# Countries


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("", ()),
        (" ; , |\n", ()),
        ("Mali", ("ML",)),
        ("Mali; Eswatini", ("ML", "SZ")),
        ("Eswatini, Mali", ("SZ", "ML")),
        ("Mali|Swaziland\nMonténégro\r\nIvory Coast", ("ML", "SZ", "ME", "CI")),
        ("ML, swz; me", ("ML", "SZ", "ME")),
        ("Malí; MALI; ml; MLI", ("ML",)),
        ("Swaziland; Mali; Eswatini", ("SZ", "ML")),
        ("Micronesia (Federated States of), Bolivia (Plurinational State of)", ("FM", "BO")),
        ("Micronésie (États fédérés de); Bolivie (Etat plurinational de)", ("FM", "BO")),
        ("Congo", ("CG",)),
        ("Congo, Democratic Republic of the", ("CD",)),
        ("Congo, Democratic Republic of the, Congo, Mali", ("CD", "CG", "ML")),
        ("Congo, Democratic Republic of the Congo", ("CG", "CD")),
        ("Mali,Congo,Democratic Republic of the,Iran,Islamic Republic of", ("ML", "CD", "IR")),
        ("Iran (Islamic Republic of); Venezuela, Bolivarian Republic of", ("IR", "VE")),
        ("Saint Helena, Ascension and Tristan da Cunha, Mali", ("SH", "ML")),
        ("Saint Helena, Mali", ("SH", "ML")),
        ("Côte d’Ivoire,,Mali,", ("CI", "ML")),
    ],
)
def test_countries_understood(cell, codes):
    assert accepted("Benefiting Member States", cell) == bare(2, "A title", countries=codes)


def test_countries_unknown_are_each_named_once():
    sentence = "“%s” is no country that the portal knows. Write its name or its ISO code."

    assert read_cell("Pays", "Atlantis, Mali; Lemuria; Atlantis") == (
        [],
        [Rejection(2, "Pays", sentence % "Atlantis"), Rejection(2, "Pays", sentence % "Lemuria")],
    )


def test_countries_are_not_joined_across_semicolons():
    reason = "“Democratic Republic of the” is no country that the portal knows. Write its name or its ISO code."

    assert read_cell("Pays", "Congo; Democratic Republic of the") == ([], [Rejection(2, "Pays", reason)])


def test_countries_too_many():
    reason = "The list has more than 300 names. Shorten it."

    assert accepted("Pays", ";".join(["Mali"] * 300)).countries == ("ML",)
    assert read_cell("Pays", "x," * 100_000) == ([], [Rejection(2, "Pays", reason)])


# Amounts


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("100000", "100000"),
        ("100,000", "100000"),
        ("100.000", "100000"),
        ("100 000", "100000"),
        ("100\u00a0000", "100000"),
        ("100\u202f000", "100000"),
        ("100'000", "100000"),
        ("100’000", "100000"),
        ("100,000.00", "100000"),
        ("100.000,00", "100000"),
        ("100 000,50", "100000.50"),
        ("100'000.5", "100000.50"),
        ("1,234,567", "1234567"),
        ("1.234.567,89", "1234567.89"),
        ("1,234", "1234"),
        ("64240.25", "64240.25"),
        ("64240,25", "64240.25"),
        ("120000.0", "120000"),
        ("12,5", "12.50"),
        ("0", "0"),
        ("0.50", "0.50"),
        ("USD 100,000", "100000"),
        ("100 000 USD", "100000"),
        ("usd\u00a0100.000,00", "100000"),
        ("US$100,000", "100000"),
        ("$ 100", "100"),
        ("9999999999999.99", "9999999999999.99"),
        ("9,999,999,999,999", "9999999999999"),
    ],
)
def test_amount_understood(cell, amount):
    assert accepted("Budget Amount (USD)", cell) == bare(2, "A title", amount=Decimal(amount))


REFUSED_AMOUNTS = [
    "-100", "−100", "(100)", "+100", "NaN", "Infinity", "inf", "1e9", "0x10", "abc", "n/a", "-", "$", "USD",
    "100.001.00", "1,00,000", "1,234,56", "1234,567", "100.0001", "0.123", "0,500", "1.2345", "12.345,678",
    "1 00 000", "1,234.567", "1,234 567", "5.", ".5", "1..2", "100 EUR", "€100", "100%", "١٢٣", "１２３", "²",
    "10000000000000", "10,000,000,000,000.00", "100 000 - 200 000", "100,000 / 200,000",
]  # fmt: skip


@pytest.mark.parametrize("cell", REFUSED_AMOUNTS)
def test_amount_refused(cell):
    reason = f"“{cell}” is no amount in US dollars. Write one like 100000 or 100000.50, below 10 trillion."

    assert read_cell("Montant", cell) == ([], [Rejection(2, "Montant", reason)])


@given(st.integers(0, 10**13 - 1), st.integers(0, 99), st.sampled_from([",.", ".,", " .", "\u202f,", "'.", "’,"]))
def test_amount_is_what_was_written(whole, cents, marks):
    thousands, decimal = marks
    cell = f"{whole:,}".replace(",", thousands) + f"{decimal}{cents:02d}"

    assert accepted("Amount", cell).amount == whole + Decimal(cents).scaleb(-2)


# Years


@pytest.mark.parametrize(
    ("cell", "year"),
    [
        ("2018", 2018),
        (" 2001 ", 2001),
        ("2100", 2100),
        ("2018.0", 2018),
        ("2018-05-01", 2018),
        ("2018-05", 2018),
        ("2018/5/1", 2018),
        ("2018-05-01T00:00:00Z", 2018),
        ("2018-05-01 00:00", 2018),
        ("01/05/2018", 2018),
        ("31.12.2018", 2018),
        ("12/31/2018", 2018),
        ("05/2018", 2018),
        ("May 2018", 2018),
        ("1 May 2018", 2018),
        ("May 1, 2018", 2018),
        ("Sept. 2018", 2018),
        ("1er août 2018", 2018),
        ("Décembre\u00a02018", 2018),
        ("juillet 2018", 2018),
        ("mayo de 2018", 2018),
        ("1 de enero del 2018", 2018),
        ("", None),
    ],
)
@pytest.mark.parametrize(("column", "field"), [("Year", "funding_year"), ("Début", "start_year"), ("Fin", "end_year")])
def test_year_understood(column, field, cell, year):
    assert accepted(column, cell) == bare(2, "A title", **{field: year})


REFUSED_YEARS = [
    "2000", "2101", "18", "0", "0000", "20188", "-2018", "2018-", "2018-2019", "2018/19", "2018-13", "2018-05-32",
    "01/05/18", "32/01/2018", "13/2018", "circa 2018", "2018 or 2019", "n/a", "MMXVIII", "2018 May May",
]  # fmt: skip


@pytest.mark.parametrize("cell", REFUSED_YEARS)
def test_year_refused(cell):
    reason = f"“{cell}” is no year from 2001 to 2100. Write four digits, such as 2018."

    assert read_cell("Année", cell) == ([], [Rejection(2, "Année", reason)])


def test_years_in_one_year():
    assert read("Title,Start,End\nOne,2018,2018\n") == ([bare(2, "One", start_year=2018, end_year=2018)], [])


def test_years_in_the_wrong_order():
    reason = "The project ends in 2018, before it starts in 2019. Correct one of the years."

    assert read("Title,Start,End\nOne,2019,2018\n") == ([], [Rejection(2, "End", reason)])


# Address of the source


@pytest.mark.parametrize("cell", ["", "https://iom.int/fr/node/187146", "http://iom.int", "HTTPS://IOM.INT/?a=1#b"])
def test_source_url_accepted(cell):
    assert accepted("Source", cell) == bare(2, "A title", source_url=cell)


@pytest.mark.parametrize(
    "cell",
    [
        *("javascript:alert(1)", "iom.int/project", "https://", "https:///x", "ftp://iom.int", "https://iom.int/a b"),
        *('https://iom.int/"onclick=', "https://iom.int/<b>", "data:text/html,x"),
    ],
)
def test_source_url_refused(cell):
    reason = f"“{cell}” is no address of a page. Begin with https://."

    assert read_cell("Source", cell) == ([], [Rejection(2, "Source", reason)])


def test_source_url_too_long():
    records, rejections = read_cell("Source", f"https://iom.int/{'x' * 485}")

    assert (records, len(rejections)) == ([], 1)
    assert accepted("Source", f"https://iom.int/{'x' * 484}").source_url == f"https://iom.int/{'x' * 484}"


# Whole rows


def test_parse_names_all_faults_of_a_row_at_once():
    text = (
        "code,prima_id,title,region,countries,theme,type,status,amount_usd,year,start,end,source_url\n"
        "X,Y,,Z,Atlantis,Q,Local,Lost,-1,1999,2019,2018,nowhere\n"
    )

    records, rejections = read(text)

    assert records == []
    assert {rejection.line for rejection in rejections} == {2}
    assert [rejection.column for rejection in rejections] == [
        *("code", "prima_id", "title", "region", "countries", "theme", "type", "status", "amount_usd", "year"),
        *("source_url", "end"),
    ]


def test_parse_keeps_the_order_of_the_file():
    titles = ["Zambia", "Albania", "", "Mali", "Albania"]

    records, rejections = read("Title,Status\n" + "".join(f"{title},Active\n" for title in titles))

    assert [(record.line, record.title) for record in records] == [
        (2, "Zambia"),
        (3, "Albania"),
        (5, "Mali"),
        (6, "Albania"),
    ]
    assert [rejection.line for rejection in rejections] == [4]


def check(data):
    """What holds for any file: no exception, order kept, nothing both taken and refused, nothing unclean taken."""
    records, rejections = parse(data, WORDS)

    lines, refused = [record.line for record in records], [rejection.line for rejection in rejections]
    assert lines == sorted(set(lines))
    assert refused == sorted(refused)
    assert set(lines) & set(refused) == set()
    assert all(0 < len(record.title) <= 500 and "\x00" not in record.title for record in records)
    assert all(rejection.reason and len(rejection.column) <= 60 for rejection in rejections)


@given(st.binary())
def test_parse_of_any_bytes(data):
    check(data)


@given(st.binary())
def test_parse_of_any_bytes_after_a_header(data):
    check(FULL.splitlines()[0].encode() + b"\n" + data)


@given(st.text(alphabet='",;|\t\r\n\x00\u00a0\ufffd.-$0123456789PXMali(é', max_size=300))
def test_parse_of_text_made_of_marks(text):
    check(f"{FULL.splitlines()[0]}\n{text}".encode())


@given(st.lists(st.lists(st.text(max_size=12), max_size=15), max_size=6))
def test_parse_of_any_cells(rows):
    lines = [";".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]

    check("\n".join([FULL.splitlines()[0].replace(",", ";"), *lines]).encode("utf-8", "replace"))


@given(st.text(max_size=40))
def test_parse_of_any_value_in_any_column(value):
    header = FULL.splitlines()[0].split(",")
    cell = value.replace('"', '""')

    check("\n".join([FULL.splitlines()[0], ",".join([f'"{cell}"'] * len(header))]).encode("utf-8", "replace"))


# The file we ship


def _shipped(name):
    return json.loads((ROOT / "funding" / "data" / f"{name}.json").read_text(encoding="utf-8"))


def _pairs(name, key):
    for row in _shipped(name):
        names = [row["name_en"], row["name_fr"], row["name_es"], *row.get("aliases", [])]
        yield row[key] or "MMS", [*names, row.get("code3")]


@pytest.fixture(scope="module")
def shipped():
    words = vocabulary(
        countries=_pairs("countries", "code"), themes=_pairs("themes", "prefix"), regions=_pairs("regions", "code")
    )
    data = (ROOT / "projects" / "data" / "projects.csv").read_bytes()
    return parse(data, words)


def test_shipped_file_is_read_completely(shipped):
    records, rejections = shipped
    with (ROOT / "projects" / "data" / "projects.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    assert rejections == []
    assert (len(records), len(rows)) == (54, 54)
    assert [(record.code, record.prima_id, record.title, record.source_url) for record in records] == [
        (row["code"], row["prima_id"], row["title"], row["source_url"]) for row in rows
    ]
    assert [len(record.countries) for record in records] == [len(row["countries"].split(";")) for row in rows]


def test_shipped_file_has_the_record_of_montenegro(shipped):
    records, _rejections = shipped

    assert [record for record in records if record.code == "PX.0009"] == [
        ProjectRecord(
            line=26,
            code="PX.0009",
            prima_id="ME10P0003",
            title="Enhancing Counter Smuggling and Trafficking Capacities of National Institutions in Montenegro",
            region="EUROPE",
            countries=("ME",),
            theme="PX",
            coverage="NATIONAL",
            status="COMPLETED",
            amount=Decimal(100000),
            funding_year=2018,
            start_year=2018,
            end_year=2019,
            source_url=(
                "https://iom.int/project/"
                "enhancing-counter-smuggling-and-trafficking-capacities-national-institutions-montenegro"
            ),
        )
    ]


def test_shipped_file_has_names_with_parentheses(shipped):
    records, _rejections = shipped

    assert next(record.countries for record in records if record.code == "IB.0214") == (
        *("AR", "BO", "BR", "CO", "EC", "GY", "PY", "PE", "SR", "VE"),
    )


SUMMARIES = json.loads((ROOT / "projects" / "data" / "summaries.json").read_text(encoding="utf-8"))


def test_shipped_summaries_are_of_shipped_projects(shipped):
    codes = {record.code for record in shipped[0]}

    assert sorted(set(SUMMARIES) - codes) == []
    assert len(SUMMARIES) >= 20


@pytest.mark.parametrize("code", SUMMARIES)
def test_shipped_summary_has_three_languages_of_a_fair_length(code):
    lengths = {language: len(text.split()) for language, text in SUMMARIES[code].items()}

    assert list(lengths) == ["en", "fr", "es"]
    assert {language: length for language, length in lengths.items() if not 60 <= length <= 110} == {}


@pytest.mark.parametrize("code", SUMMARIES)
def test_shipped_french_summary_keeps_to_its_typography(code):
    text = SUMMARIES[code]["fr"]

    assert "'" not in text
    assert [mark for mark in ":;?!%" if text.count(mark) != text.count(f"\u00a0{mark}")] == []


def test_shipped_summary_of_montenegro_speaks_of_trafficking():
    assert "trafficking in persons" in SUMMARIES["PX.0009"]["en"]
    assert "traite des personnes" in SUMMARIES["PX.0009"]["fr"]
    assert "trata de personas" in SUMMARIES["PX.0009"]["es"]
