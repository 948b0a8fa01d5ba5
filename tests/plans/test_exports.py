"""Results matrix, work plan and budget as pages, PDF, Word and Excel: each says what the plan says."""

import io
import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from docx import Document as WordFile
from openpyxl import load_workbook
from pypdf import PdfReader

from core.documents.files import file_of
from core.panels import collect
from plans import services
from plans.exports import DOCUMENTS
from plans.models import PlanVersion
from plans.selectors import whole
from plans.snapshot import content_hash

from .conftest import LONG, SIGNS, crowd

pytestmark = pytest.mark.once  # the files are the same, whatever the database

NAMES = list(DOCUMENTS)
EXTENSIONS = ["pdf", "docx", "xlsx"]


def document_of(version, name):
    version = PlanVersion.objects.get(pk=version.pk)
    return DOCUMENTS[name](whole(version), collect("plan_holder", version)[0])


def joined(text):
    """Text without white space, for finding a sentence wherever its lines were broken."""
    return re.sub(r"\s+", "", text)


def text_of(content, extension):
    if extension == "pdf":
        return joined("".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages))
    if extension == "docx":
        body = WordFile(io.BytesIO(content)).element.body
        return joined("".join(node.text or "" for node in body.iter("{*}t")))
    sheets = load_workbook(io.BytesIO(content)).worksheets
    return joined("".join(str(cell) for sheet in sheets for row in sheet.values for cell in row if cell is not None))


def texts_of(document):
    """Everything that a file must say, numbers apart: Excel keeps them as numbers."""
    yield from (document.title, document.subject)
    for label, text in document.facts:
        yield from (label, text)
    for part in document.parts:
        for column in part.table.columns if part.table.rows else ():
            yield column.label
        for row in part.table.rows:
            for cell in row.cells:
                if cell is not None and cell.value is None:
                    yield from (line.text for line in cell.lines)


def cells_of(document, part):
    """The texts of one table, row by row; empty where a cell from above spans."""
    return [[cell.text if cell else "" for cell in row.cells] for row in document.parts[part].table.rows]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("extension", EXTENSIONS)
def test_every_word_is_in_the_file(full, name, extension, language):
    with translation.override(language):
        document = document_of(full, name)
        text = text_of(file_of(document, extension), extension)

    assert [words for words in texts_of(document) if joined(words) not in text] == []


def test_results_matrix_says_all_of_an_indicator(full):
    document = document_of(full, "results")
    rows = {row[1].split("\n")[0]: row for row in cells_of(document, 0)}

    assert [column.label for column in document.parts[0].table.columns] == [
        *("Result", "Indicator", "Source and method", "Baseline", "Target", "Milestones", "Split", "Assumptions")
    ]
    assert rows["Officers trained"][2:7] == [
        "Registers\nEvery year",
        "0 persons (2025)",
        "120 persons",
        "Month 6: 40 persons\nMonth 12: 120 persons",
        "Sex – Women and girls 60",
    ]
    assert rows["Officers trained"][1].split("\n")[1] == "Number"
    assert [text[:7] for text in rows["Officers trained"][1].split("\n")[2:]] == ["GCM 10 ", "SDG 10."]
    assert rows["Cases closed"][3:6] == ["0% (2025)", "62.5%", ""]
    assert rows["Capacity of the unit"][3] == "To be determined by month 3"
    assert rows["Capacity of the unit"][4].startswith("4 – ")
    assert rows["Law in force"][3:5] == ["No (2025)", "Yes"]
    assert rows["Quality of referral"][3:6] == [
        "Not applicable",
        "Partners refer without being asked",
        "Month 12: First referrals",
    ]


def test_results_matrix_in_french_writes_numbers_as_french_does(full):
    with translation.override("fr"):
        rows = {row[1].split("\n")[0]: row for row in cells_of(document_of(full, "results"), 0)}

    assert rows["Cases closed"][4] == "62,5\u00a0%"
    assert rows["Law in force"][4] == "Oui"


def test_result_spans_the_rows_of_its_indicators(full):
    table = document_of(full, "results").parts[0].table
    output = next(row for row in table.rows if row.cells[0] and row.cells[0].text.startswith("Output 1.1"))
    place = table.rows.index(output)
    count = full.nodes.get(level="OUTPUT").indicators.count()

    assert (output.cells[0].rows, output.cells[7].rows) == (count, count)
    assert [row.cells[0] for row in table.rows[place + 1 : place + count]] == [None] * (count - 1)
    sheet = load_workbook(io.BytesIO(file_of(document_of(full, "results"), "xlsx"))).worksheets[1]
    assert [row[0] for row in sheet.values].count(output.cells[0].text) == count


def test_risks_and_markers_are_in_the_results_matrix(full):
    document = document_of(full, "results")

    assert cells_of(document, 1) == [["1", "Staff leave", "", "3", "4", "Medium", "Train two each", ""]]
    assert cells_of(document, 2) == [["Gender equality", "1 – a significant aim", "Half are women"]]


def test_work_plan_says_months_party_and_milestone(full, applicant):
    activity = full.nodes.get(level="OUTPUT").activities.order_by("position").first()
    services.change(
        activity, by=applicant, revision=activity.revision, milestone="Curriculum agreed", milestone_month=2
    )
    activity.refresh_from_db()

    document = document_of(full, "workplan")
    first = cells_of(document, 0)[0]

    assert first[1:] == [
        f"1.1.1\n{activity.title}", activity.responsible_party, str(activity.start_month), str(activity.end_month),
        str(activity.end_month - activity.start_month + 1), "◆ month 2\nCurriculum agreed",
    ]  # fmt: skip
    (picture,) = document.parts[0].pictures
    assert picture.svg.count("<polygon") == 2  # what the sign means, and the milestone
    assert picture.words.startswith("Work plan: 2 activities over 18 months. Each bar")


def test_budget_adds_up_by_part_result_and_half_year(full):
    document = document_of(full, "budget")
    tree = whole(full)
    _lines, by_part, by_result, by_half_year, _phases = (
        [row.cells for row in part.table.rows] for part in document.parts
    )

    total = sum(line.amount for line in full.lines.all())
    assert {cells[-2].value for cells in (by_part[-1], by_result[-1], by_half_year[-1])} == {total}
    assert sum(cells[1].value for cells in by_part[:3]) == total
    assert sum(cells[2].value for cells in by_half_year[:-1]) == total
    outcome, output, rest, _total = (cells[1].value for cells in by_result)
    assert outcome == output == sum(line.amount for line in tree.lines if line.activity_id)
    assert outcome + rest == total
    assert outcome > 0 < rest


def test_budget_line_says_how_it_was_worked_out(full):
    line = full.lines.get(category="STAFF")
    row = cells_of(document_of(full, "budget"), 0)[0]

    assert row[4] == f"{line.quantity.normalize():f} {line.unit} × 1 × {line.unit_cost:,.0f}"
    assert row[5:] == [line.calculation_note, f"{line.amount:,.2f}"]


def test_amounts_are_numbers_in_the_workbook(full):
    book = load_workbook(io.BytesIO(file_of(document_of(full, "budget"), "xlsx")))
    amounts = [row[-1] for row in book["Budget lines"].iter_rows(min_row=2)]

    assert sum(Decimal(str(cell.value)) for cell in amounts[:-1]) == Decimal(str(amounts[-1].value))
    assert {(cell.data_type, cell.number_format) for cell in amounts} == {("n", "#,##0.00")}


@pytest.mark.parametrize("name", NAMES)
def test_pdf_is_tagged_in_the_reader_s_language_and_carries_its_title(full, name):
    with translation.override("es"):
        document = document_of(full, name)
        reader = PdfReader(io.BytesIO(file_of(document, "pdf")))
    catalogue = reader.trailer["/Root"]

    assert catalogue["/MarkInfo"]["/Marked"].value is True
    assert catalogue["/Lang"] == "es"
    assert "pdfuaid:part>1<" in catalogue["/Metadata"].get_data().decode()
    assert reader.metadata.title == document.title
    assert reader.pages[0].mediabox.width > reader.pages[0].mediabox.height


def test_drawing_has_its_words_in_pdf_and_word(full):
    document = document_of(full, "workplan")
    words = document.parts[0].pictures[0].words

    shapes = WordFile(io.BytesIO(file_of(document, "docx"))).inline_shapes
    assert [shape._inline.docPr.get("descr") for shape in shapes] == [words]
    tags = str(list(_structure(PdfReader(io.BytesIO(file_of(document, "pdf"))))))
    assert "'/Figure'" in tags
    assert words in tags


def _structure(reader):
    """(kind, alternative text) of every element in the tree of tags."""
    waiting = [reader.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        entry = waiting.pop().get_object()
        if isinstance(entry, list):
            waiting += entry
        elif isinstance(entry, dict):
            yield str(entry.get("/S", "")), str(entry.get("/Alt", ""))
            if "/K" in entry:
                waiting.append(entry["/K"])


def test_word_marks_what_people_wrote_with_its_language(full):
    full.plan.language = "es"
    full.plan.save()

    body = WordFile(io.BytesIO(file_of(document_of(full, "results"), "docx"))).element.body
    spoken = {run.text: run.xpath("w:rPr/w:lang/@w:val")[0] for run in body.xpath("//w:r[w:rPr/w:lang]") if run.text}

    assert spoken["Officers trained"] == "es-ES"
    assert spoken["Every year"] == "en-GB"


@pytest.mark.parametrize("extension", ["pdf", "docx"])
def test_draft_says_so_on_every_page_and_an_approved_plan_does_not(full, approver, extension):
    def heads(content):
        if extension == "pdf":
            return [joined(page.extract_text()).count("Draft") > 0 for page in PdfReader(io.BytesIO(content)).pages]
        return ["Draft" in WordFile(io.BytesIO(content)).sections[0].header.paragraphs[0].text]

    assert set(heads(file_of(document_of(full, "results"), extension))) == {True}

    services.submit(full, by=full.plan.application.owner)
    approved = services.approve(full, by=approver)
    document = document_of(approved, "results")

    assert set(heads(file_of(document, extension))) == {False}
    assert dict(document.facts)["Content hash (SHA-256)"] == approved.content_hash == content_hash(full)
    assert dict(document.facts)["Status"].startswith("Approved, approved on ")


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_same_content_gives_the_same_words_at_any_time(full, time_machine, extension):
    time_machine.move_to("2031-02-03 04:05:06")
    first = file_of(document_of(full, "workplan"), extension)
    time_machine.move_to("2032-03-04 05:06:07")
    second = file_of(document_of(full, "workplan"), extension)

    assert text_of(second, extension) == text_of(first, extension)
    assert extension == "xlsx" or second == first


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("extension", EXTENSIONS)
def test_empty_plan_says_that_nothing_was_written(version, name, extension):
    version.lines.all().delete()
    version.nodes.exclude(level="OBJECTIVE").filter(level="OUTPUT").delete()
    version.nodes.all().delete()
    document = document_of(version, name)

    assert [part.table.rows for part in document.parts] == [()] * len(document.parts)
    text = text_of(file_of(document, extension), extension)
    assert joined(document.title) in text
    if extension != "xlsx":
        assert [part.empty for part in document.parts if joined(part.empty) not in text] == []


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("extension", EXTENSIONS)
def test_crowded_plan_with_other_scripts_breaks_nothing(full, name, extension):
    crowd(full)
    document = document_of(full, name)
    text = text_of(file_of(document, extension), extension)

    assert text.count(joined(LONG[:120])) > 0
    if extension == "pdf":  # signs that its fonts lack are boxes; nothing people wrote was run
        assert text.count(joined("Zoë & <b>co</b> #panic() \\ $x$")) >= 25
    else:
        assert text.count(joined(SIGNS)) >= 25


@pytest.mark.parametrize(("name", "queries"), [("results", 22), ("workplan", 18), ("budget", 18)])
def test_documents_cost_the_same_for_few_and_many_rows(full, name, queries):
    counts = []
    for size in (0, 25):
        if size:
            crowd(full, activities=size, lines=size)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            document_of(full, name)
        counts.append(len(captured))

    assert counts == [queries, queries]


@pytest.mark.parametrize(
    ("stage", "standing", "mark"),
    [
        ("draft", "Draft", "Draft"),
        ("returned", "Returned for changes", "Draft"),
        ("submitted", "With the Regional Office", "Submitted"),
        ("recommended", "Waiting for the decision", "Submitted"),
        ("rejected", "Not approved", "Not approved"),
        ("retained", "Kept for later funding", "Kept for later funding"),
        ("withdrawn", "Withdrawn", "Withdrawn"),
        ("approved", "Approved", ""),
    ],
)
def test_documents_say_how_the_proposal_stands(application_in, stage, standing, mark):
    document = document_of(application_in(stage).plan.current, "results")

    assert dict(document.facts)["Status"].partition(",")[0] == standing
    assert document.footer.endswith(f" · {standing}")
    assert document.mark == mark
