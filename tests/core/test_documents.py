"""What all documents share: signs that fonts lack, rows that span, workbooks, and what Word cannot write."""

import io
import unicodedata
from datetime import UTC, datetime
from decimal import Decimal

import pytest
import typst
from docx import Document as WordFile
from openpyxl import load_workbook
from pypdf import PdfReader

from core.documents import Cell, Column, Document, Line, Part, Row, Table, written
from core.documents.files import file_of
from core.documents.glyphs import SHOWN
from core.documents.typesetting import shown
from core.spreadsheets import workbook_of

COLUMNS = (Column("Result"), Column("Indicator"), Column("Amount", is_number=True))


def document_with(*rows, **facts):
    facts = {
        "title": "Results", "subject": "Sujet", "language": "en", "written_in": "fr", "facts": (("Version", "1"),),
        "stamp": datetime(2026, 1, 2, tzinfo=UTC), "footer": "Version 1",
    } | facts  # fmt: skip
    return Document(parts=(Part("Matrix", Table("Matrix", COLUMNS, rows), empty="Nothing"),), **facts)


SPANNING = [
    Row((Cell.of("Output 1.1", rows=2), Cell.of(written("Trained"), ""), Cell((Line("1.50"),), Decimal("1.50")))),
    Row((None, Cell.of("Tested"), Cell((Line("2.00"),), Decimal("2.00")))),
    Row((Cell.of("Total"), Cell(), Cell((Line("3.50"),), Decimal("3.50"))), is_total=True),
]


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Zoë – Кирилл ◆ → ✓", "Zoë – Кирилл ◆ → ✓"),
        ("وزارة", "وزارة"),
        ("a🚀b", "a□b"),
        ("內政部", "□□□"),
        ("a\x00b\x0bc\x7f\ufffe", "abc"),
        ("one\ttwo\nthree", "one\ttwo\nthree"),
        ("\ue000\U0001f9ff", "□□"),
    ],
)
def test_signs_without_a_glyph_become_boxes_and_control_signs_go(text, seen):
    assert shown(text) == seen


def refuses(text):
    """Whether typst refuses to set ``text`` as PDF/UA."""
    source = b'#set document(title: "x")\n#sys.inputs.data'
    try:
        typst.compile(source, ignore_system_fonts=True, sys_inputs={"data": text}, pdf_standards=["ua-1"])
    except typst.TypstError:
        return True
    return False


def test_list_of_signs_agrees_with_the_fonts_of_typst():
    around = {code + step for code in SHOWN for step in (-1, 1)} - SHOWN
    beyond = [code for code in sorted(around) if unicodedata.category(chr(code))[0] != "C"]

    assert refuses("".join(f"a{chr(code)}" for code in sorted(SHOWN))) is False
    assert len(beyond) > 50
    assert [hex(code) for code in beyond if not refuses(f"a{chr(code)}")] == []


def test_any_script_can_be_set():
    """PDF/UA refuses a file with a sign that no font has."""
    signs = "".join(chr(code) for code in range(0xA0, 0x30000, 97) if not 0xD800 <= code <= 0xDFFF)
    row = Row((Cell.of(written(signs)), Cell.of(written(signs[::-1], "strong")), Cell()))

    content = file_of(document_with(row, subject=signs[:80]), "pdf")

    assert len(PdfReader(io.BytesIO(content)).pages) > 0


def test_word_leaves_out_what_xml_cannot_write():
    row = Row((Cell.of(written("a\x00b\x0bc\ufffe\nd")), Cell(), Cell()))

    table = WordFile(io.BytesIO(file_of(document_with(row), "docx"))).tables[0]

    assert table.cell(1, 0).text == "abc\nd"


def test_cells_span_rows_in_word_and_are_repeated_in_excel():
    document = document_with(*SPANNING)

    table = WordFile(io.BytesIO(file_of(document, "docx"))).tables[0]
    assert table.cell(1, 0)._tc is table.cell(2, 0)._tc
    assert [cell.text for cell in table.rows[3].cells] == ["Total", "", "3.50"]
    about, sheet = load_workbook(io.BytesIO(file_of(document, "xlsx"))).worksheets
    assert list(sheet.values) == [
        ("Result", "Indicator", "Amount"),
        ("Output 1.1", "Trained", 1.5),
        ("Output 1.1", "Tested", 2),
        ("Total", None, 3.5),
    ]
    assert list(about.values)[1:] == [(None, "Sujet"), ("Version", "1")]


@pytest.mark.parametrize("extension", ["pdf", "docx"])
def test_table_without_rows_says_so(extension):
    content = file_of(document_with(), extension)

    if extension == "pdf":
        text = PdfReader(io.BytesIO(content)).pages[0].extract_text()
    else:
        text = "\n".join(paragraph.text for paragraph in WordFile(io.BytesIO(content)).paragraphs)
    assert text.count("Nothing") == 1


@pytest.mark.parametrize("mark", ["", "Draft"])
def test_mark_stands_on_every_page(mark):
    rows = [Row((Cell.of(f"Row {number}"), Cell(), Cell())) for number in range(80)]

    pages = PdfReader(io.BytesIO(file_of(document_with(*rows, mark=mark), "pdf"))).pages

    assert len(pages) > 1
    assert [("Draft" in page.extract_text()) for page in pages] == [bool(mark)] * len(pages)


def test_sheets_have_names_that_excel_takes_and_text_is_never_a_formula():
    book = load_workbook(
        io.BytesIO(workbook_of([("Cost [USD]: a/b? " + "x" * 40, [["Head"], ["=1+1"]]), ("B", [["H"]])]))
    )

    assert book.sheetnames == ["Cost  USD   a b  xxxxxxxxxxxxxx", "B"]
    assert (book.worksheets[0]["A2"].value, book.worksheets[0]["A2"].data_type) == ("'=1+1", "s")
