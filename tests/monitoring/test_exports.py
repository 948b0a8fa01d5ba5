import io

import pytest
from docx import Document as Word
from openpyxl import load_workbook

from core.documents.files import file_of
from monitoring.exports.reports import document, mark_of
from monitoring.models import Report

from .reported import certified, next_report


@pytest.fixture
def accepted(running_project):
    return running_project.duties.get(kind="INTERIM", sequence=1).report


def sheet(book, name):
    return [list(row) for row in book[name].iter_rows(values_only=True)]


def workbook_of(report):
    return load_workbook(io.BytesIO(file_of(document(report), "xlsx")))


def test_workbook_has_results_and_money_as_numbers(running_project):
    book = workbook_of(certified(running_project))

    assert book.sheetnames == [
        "Interim report 2", "Narrative", "Results", "Activities", "Risks", "Evidence", "Expenditure",
        "Financial checklist",
    ]  # fmt: skip
    results, money = sheet(book, "Results"), sheet(book, "Expenditure")
    assert [(row[4], row[5], row[6]) for row in results[1:]] == [(40, 80, 0.4), (58, 116, 0.967)]
    assert money[1][2:8] == [32400, 10800, 10800, 21600, 10800, 0.666667]
    assert money[-1][1:7] == ["Total", 149700, 47400, 47400, 94800, 54900]


def test_an_accepted_report_names_number_and_hash(accepted):
    found = document(accepted)

    assert found.mark == ""
    assert dict(found.facts)["Content hash (SHA-256)"] == accepted.content_hash
    assert dict(found.facts)["Number of the report"] == "1"
    assert found.footer == f"PX.9001 · Interim report 1 · Number 1 · {accepted.content_hash[:12]}"


@pytest.mark.parametrize(
    ("state", "mark"),
    [
        ("DRAFT", "Draft"), ("CERTIFYING", "Draft"), ("RETURNED", "Draft"), ("SUBMITTED", "Not yet accepted"),
        ("ENDORSED", "Not yet accepted"), ("ACCEPTED", ""), ("SUPERSEDED", "Replaced by a correction"),
        ("DROPPED", "Dropped"),
    ],
)  # fmt: skip
def test_what_is_not_accepted_is_marked(state, mark):
    assert mark_of(Report(state=state)) == mark


def test_a_draft_has_no_hash_and_is_the_same_file_twice(running_project):
    report = next_report(running_project)
    found = document(report)

    assert (found.mark, "Content hash (SHA-256)" in dict(found.facts)) == ("Draft", False)
    assert file_of(found, "pdf") == file_of(document(Report.objects.get(pk=report.pk)), "pdf")


def test_files_speak_the_language_of_the_project(client_for, officer, accepted):
    plan = accepted.version.plan
    type(plan).objects.filter(pk=plan.pk).update(language="fr")

    response = client_for(officer).get(f"/es/workspace/reports/{accepted.key}/report.docx")

    word = Word(io.BytesIO(response.content))
    headings = [one.text for one in word.paragraphs if one.style.name.startswith(("Heading", "Title"))]
    assert "Résultats" in headings
    assert response.headers["Content-Disposition"] == 'attachment; filename="px-9001-interim-1-1.docx"'


def test_pdf_is_tagged(accepted):
    assert file_of(document(accepted), "pdf").startswith(b"%PDF-1.7")


def test_other_kinds_of_files_do_not_exist(client_for, officer, accepted):
    assert client_for(officer).get(f"/en/workspace/reports/{accepted.key}/report.exe").status_code == 404
