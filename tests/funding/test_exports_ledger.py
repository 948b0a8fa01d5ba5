"""Files of the ledger as a spreadsheet reads them."""

import csv
import io
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from core.spreadsheets import neutral
from funding.models import FundingLine
from funding.services import ledger

FORMULAS = ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\tx", "\rx"]


@pytest.fixture
def files(client_for, auditor):
    """``files("?line=2")``: the rows of the CSV file and of the workbook of 2030."""

    def read(query=""):
        client = client_for(auditor)
        text = client.get(f"/en/workspace/funds/2030/entries.csv{query}").content.decode("utf-8-sig")
        book = load_workbook(io.BytesIO(client.get(f"/en/workspace/funds/2030/entries.xlsx{query}").content))
        return list(csv.reader(io.StringIO(text))), list(book.active.values)

    return read


def test_files_have_every_entry_of_the_year_with_its_effect(files, allocate, commit, officer, auditor):
    entry = allocate("1000.50")
    back = ledger.reverse(entry, by=officer, reason="Typed twice")
    held = commit("400")
    allocate("7", year=2031)

    rows, sheet = files()

    expected = [
        [held.pk, "Committed to a project", Decimal(400), Decimal(-400), "Africa", "IDF-2030-0001", None, None],
        [back.pk, "Allocation", Decimal("1000.50"), Decimal("-1000.50"), "", "", entry.pk, None],
        [entry.pk, "Allocation", Decimal("1000.50"), Decimal("1000.50"), "", "", None, back.pk],
    ]
    columns = [0, 3, 4, 5, 6, 7, 9, 10]
    assert [[row[column] for column in columns] for row in rows[1:]] == [
        [f"{cell:.2f}" if isinstance(cell, Decimal) else "" if cell is None else str(cell) for cell in row]
        for row in expected
    ]
    numbers = [[row[column] for column in (0, 4, 5, 9, 10)] for row in sheet[1:]]
    assert numbers == [[row[0], row[2], row[3], row[6], row[7]] for row in expected]
    assert rows[0] == list(sheet[0])
    assert rows[0][:6] == ["Entry", "Line", "Funding year", "Kind", "Amount (USD)", "Effect (USD)"]
    assert sum(Decimal(row[5]) for row in rows[1:]) == -400


def test_files_of_one_line_leave_the_others_out(files, allocate):
    allocate("10")
    allocate("20", line=FundingLine.objects.get(number=1))

    assert [[row[1] for row in rows[1:]] for rows in files("?line=1")] == [["1"], [1]]
    assert [len(rows) for rows in files()] == [3, 3]


@pytest.mark.parametrize("formula", FORMULAS)
def test_text_that_begins_like_a_formula_is_neutralised(formula):
    assert neutral(formula) == f"'{formula}"


@pytest.mark.parametrize("formula", ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)"])
def test_files_hold_no_formula(files, allocate, officer, formula):
    officer.name = formula
    officer.save()
    allocate("10", source=formula, reference=formula)

    rows, sheet = files()

    assert [rows[1][column] for column in (7, 8, 11)] == [f"'{formula}"] * 3
    assert [sheet[1][column] for column in (7, 8, 11)] == [f"'{formula}"] * 3


def test_characters_that_a_workbook_cannot_hold_are_left_out(files, allocate):
    allocate("10", source="Gift\x0b of\x01 2030")

    rows, sheet = files()

    assert (rows[1][8], sheet[1][8]) == ("Gift of 2030", "Gift of 2030")


@pytest.mark.parametrize(
    ("path", "name", "kind"),
    [
        ("entries.csv?line=2", "funds-2030-line-2.csv", "text/csv; charset=utf-8"),
        ("entries.csv", "funds-2030.csv", "text/csv; charset=utf-8"),
        ("entries.xlsx", "funds-2030.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ],
)
def test_files_have_their_names_and_types(client_for, officer, reference, path, name, kind):
    response = client_for(officer).get(f"/fr/workspace/funds/2030/{path}")

    assert response.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert response.headers["Content-Type"] == kind
