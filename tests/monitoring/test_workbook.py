import io
import re
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override
from openpyxl import load_workbook

from core.errors import DomainError
from monitoring import services
from monitoring.selectors.money import sheet_of
from monitoring.workbook import FIRST, read, write

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def filled(report, **cells):
    """The workbook of a report with these cells filled, as an upload."""
    book = load_workbook(io.BytesIO(write(sheet_of(report))))
    for address, value in cells.items():
        book.worksheets[0][address] = value
    return as_upload(book)


def as_upload(book):
    file = io.BytesIO()
    book.save(file)
    return SimpleUploadedFile("money.xlsx", file.getvalue(), XLSX)


def refusal(report, upload):
    with pytest.raises(DomainError) as found:
        read(upload, sheet_of(report))
    return [str(sentence) for sentence in found.value.sentences]


def test_an_untouched_workbook_changes_nothing(written_report):
    assert read(filled(written_report), sheet_of(written_report)) == []


def test_workbook_has_a_row_for_each_line_and_no_formula(written_report):
    book = load_workbook(io.BytesIO(write(sheet_of(written_report))))
    page = book.worksheets[0]

    rows = [[cell.value for cell in row[1:8]] for row in page.iter_rows(min_row=FIRST)]
    assert rows[2] == [
        "1.1.1 Train officials in six workshops", "Workshops for officials", 72000, 24000, 48000, 24000, 0,
    ]  # fmt: skip
    assert len(rows) == 5
    assert [cell.coordinate for row in page.iter_rows() for cell in row if cell.data_type == "f"] == []
    assert (page.protection.sheet, page["G5"].protection.locked, page["D5"].protection.locked) == (True, False, True)
    assert book["portal"].sheet_state == "veryHidden"


def test_filled_cells_become_changes(next_report):
    upload = filled(next_report, G7=1000.5, H7="1,250.25", I7=" Three workshops ", G5=0)

    changes = read(upload, sheet_of(next_report))

    assert [(one.row.line.description, one.amount, one.commitments, one.comment) for one in changes] == [
        ("Project officer", Decimal("0.00"), Decimal("0.00"), ""),
        ("Workshops for officials", Decimal("1000.50"), Decimal("1250.25"), "Three workshops"),
    ]


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ({"G7": "many"}, "Cell G7: “many” is not a number. Write digits only, for example 1,234.50."),
        ({"G7": "=1+1"}, "Cell G7: “=1+1” is not a number. Write digits only, for example 1,234.50."),
        ({"G7": 1.005}, "Cell G7: an amount has two decimals at most."),
        ({"G7": 10**14}, "Cell G7: the amount is too large."),
        ({"G7": 1, "H7": -1}, "Cell H7: the amount is below zero."),
        ({"I7": "Only words"}, "Cell G7: write an amount, 0 if nothing was spent."),
        ({"G7": 1, "I7": "x" * 501}, "Cell I7: at most 500 characters fit."),
    ],
)
def test_cells_that_cannot_be_read_are_named(next_report, cells, sentence):
    assert refusal(next_report, filled(next_report, **cells)) == [sentence]


def test_workbook_of_another_report_is_refused(accepted_report, next_report):
    assert refusal(next_report, filled(accepted_report)) == [
        "This workbook is of another report. Open that report and upload it there."
    ]


def test_rows_that_were_moved_added_or_removed_are_refused(next_report):
    for change in ("delete_rows", "insert_rows"):
        book = load_workbook(io.BytesIO(write(sheet_of(next_report))))
        getattr(book.worksheets[0], change)(FIRST)
        if change == "insert_rows":
            book.worksheets[0]["A5"], book.worksheets[0]["G5"] = "something", 5
        assert len(refusal(next_report, as_upload(book))) == 1


def test_a_foreign_workbook_is_refused(next_report):
    book = load_workbook(io.BytesIO(write(sheet_of(next_report))))
    del book["portal"]

    assert refusal(next_report, as_upload(book)) == [
        "This is not a workbook of the portal. Download it here and fill that in."
    ]


@pytest.mark.parametrize("language", ["fr", "es"])
def test_a_workbook_downloaded_in_another_language_is_read(next_report, language):
    with override(language):
        upload = filled(next_report, G7=12)

    assert [one.amount for one in read(upload, sheet_of(next_report))] == [Decimal("12.00")]


def test_upload_shows_differences_and_saves_what_is_confirmed(client_for, project_manager, next_report):
    client, path = client_for(project_manager), f"/en/workspace/reports/{next_report.key}/money/"

    page = client.post(f"{path}upload/", {"file": filled(next_report, G7=1000.5)}).content.decode()

    assert next_report.expenditures.count() == 0
    entries = dict(re.findall(r'<input type="hidden" name="(line-[^"]+)" value="([^"]*)"', page))
    assert sorted(entries.values()) == ["", "0", "0.00", "1,000.50"]
    assert client.post(path, entries)["Location"] == path
    assert [(row.amount, row.line.description) for row in next_report.expenditures.all()] == [
        (Decimal("1000.50"), "Workshops for officials")
    ]


def test_a_line_changed_since_the_download_is_not_overwritten(client_for, project_manager, next_report):
    client, path = client_for(project_manager), f"/en/workspace/reports/{next_report.key}/money/"
    upload = filled(next_report, G7=1000.5)
    line = next_report.version.lines.get(description__startswith="Workshops")
    services.write_expenditure(next_report, line, by=project_manager, amount=Decimal(3))

    page = client.post(f"{path}upload/", {"file": upload}).content.decode()
    entries = dict(re.findall(r'<input type="hidden" name="(line-[^"]+)" value="([^"]*)"', page))
    answer = client.post(path, entries)

    assert "Saved meanwhile" in answer.content.decode()
    assert next_report.expenditures.get().amount == 3


@pytest.mark.parametrize(("name", "status"), [("project_manager", 200), ("applicant", 404), ("stranger", 404)])
def test_writers_upload(client_for, request, next_report, name, status):
    client = client_for(request.getfixturevalue(name))

    assert client.get(f"/en/workspace/reports/{next_report.key}/money/upload/").status_code == status


def test_a_file_that_is_no_workbook_is_refused(client_for, project_manager, next_report):
    client = client_for(project_manager)
    file = SimpleUploadedFile("money.xlsx", b"PK\x03\x04 nothing")

    response = client.post(f"/en/workspace/reports/{next_report.key}/money/upload/", {"file": file})

    assert response.status_code == 200
    assert "There is a problem" in response.content.decode()
