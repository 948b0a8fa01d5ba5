"""What people do with a workbook, done with openpyxl in the place of Excel and LibreOffice."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from plans import services
from plans.workbook import shown
from plans.workbook.writing import FIRST, KEYS, write

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def upload(content, name="plan.xlsx"):
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, content, TYPE)


class Desk:
    """A downloaded workbook on somebody's desk."""

    def __init__(self, version):
        self.version = version
        self.book = load_workbook(io.BytesIO(write(version)))

    def page(self, key):
        """A sheet by its key."""
        return next(page for page in self.book.worksheets if page.cell(KEYS, 1).value == f"key:{key}")

    def cell(self, key, name, row=0):
        """The cell of a column in the ``row``-th row of the plan, from 0."""
        page = self.page(key)
        column = next(cell.column for cell in page[KEYS] if cell.value == name)
        return page.cell(FIRST + row, column)

    def rows(self, key):
        """How many rows of the plan a sheet has."""
        page = self.page(key)
        return sum(page.cell(at, 1).value is not None for at in range(FIRST, page.max_row + 1))

    def add(self, key, **values):
        """Fill the next empty row; returns its place among the rows."""
        row = self.rows(key)
        while any(self.cell(key, name, row).value is not None for name in values):
            row += 1
        for name, value in values.items():
            self.cell(key, name, row).value = value
        return row

    def empty(self, key, row):
        """Empty the white cells of a row, as people remove rows from a protected sheet."""
        page = self.page(key)
        for cell in page[FIRST + row]:
            if not cell.protection.locked:
                cell.value = None

    def file(self):
        """The saved workbook as an upload."""
        content = io.BytesIO()
        self.book.save(content)
        return upload(content.getvalue())

    def differences(self):
        """What the upload shows."""
        return shown.of_upload(self.file(), self.version)


def told(found):
    """Differences as short text: [(kind, row, {field: (old, new)})]."""
    rows = (*found.differences.rows, *found.differences.removals, *found.differences.conflicts)
    return [(row.kind, row.label, {cell.name: (cell.old_text, cell.new_text) for cell in row.cells}) for row in rows]


def problems(found):
    """Problems as {place: sentence}."""
    return {problem.place: problem.sentence for problem in found.differences.problems}


def apply(found, version, by, removals=()):
    """Confirm what was shown."""
    found = shown.brought_back(found.token(version, by), version, by)
    return services.apply_differences(version, found.differences.changes(removals), by=by, seen=found.seen)
