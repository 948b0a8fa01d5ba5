"""A plan as an Excel workbook with formulas, protection, lists, and what it takes to read it back.

Row ``KEYS`` of each sheet (hidden) names the columns in every language, column A (hidden) the rows. A sheet that nobody
sees holds the version and the fingerprint of each row as it was written, so that an upload can tell whose change is whose.
"""

import io
import re

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties

from core.documents import sheets
from core.spreadsheets import neutral

from ..models import BudgetLine
from . import instructions
from .columns import Choice, Number, Reference, Text, Whole
from .entries import Milestones, Phases, SplitTargets
from .rows import OBJECTIVE, PlanRows, level_of, rows_of
from .sheets import AMOUNT_LABEL, SHEETS, Lists

FORMAT = "iom-fund-plan-1"
HIDDEN = "_plan"
KEYS, LABELS, FIRST = 7, 8, 9  # rows: names of the columns, headings, first row of the plan; totals stand above
PAPER, LINE_HEIGHT = 240, 15  # characters across a page; points. LibreOffice makes no room for wrapped text by itself
OPEN = Protection(locked=False)
GREY, NAVY = PatternFill("solid", fgColor="E9EDF5"), PatternFill("solid", fgColor="001A4D")
WRAPPED = Alignment(wrap_text=True, vertical="top")
ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
EXAMPLES = {Milestones: "6: 40; 12: 120", SplitTargets: "sex.women: 60; sex.men: 60", Phases: "1: 5000; 2: 2500"}


def write(version, *, title=""):
    """The workbook of ``version`` in the active language, as bytes; ``title`` of what holds it. Constant number of queries."""
    plan, book = rows_of(version), Workbook()
    _instruct(book.active, title)
    pages = {key: book.create_sheet(str(sheet.title)) for key, sheet in SHEETS.items()}
    ranges = _write_lists(book.create_sheet(_("Lists")), plan.lists)
    for key, sheet in SHEETS.items():
        _Writer(pages[key], sheet, plan, ranges).write(sheet)
    _identify(book.create_sheet(HIDDEN), plan)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def write_blank(keys, *, title, lines, rules, edition=""):
    """A workbook of empty rows of the sheets ``keys``, tied to no plan, in the active language, as bytes.

    Its headings are those of the portal, so that its rows can be pasted there. Constant number of queries.
    """
    plan, book = PlanRows(None, None, [], Lists.load()), Workbook()
    language = (get_language() or "en")[:2]
    sheets.instruct(book.active, sheets.Book(title, language, lines, rules, (), edition))
    pages = {key: book.create_sheet(str(SHEETS[key].title)) for key in keys}
    ranges = _write_lists(book.create_sheet(_("Lists")), plan.lists, keys)
    for key in keys:
        _Writer(pages[key], SHEETS[key], plan, ranges, keys).write(SHEETS[key])
    return sheets.saved(book, title, language)


def _finish(page):
    """Locked but for open cells, without password: for mistakes, not people. On paper no wider than can be read."""
    page.protection.sheet = True
    page.protection.formatColumns = page.protection.formatRows = page.protection.formatCells = False
    width = sum(column.width for column in page.column_dimensions.values())
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", page.PAPERSIZE_A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1 + int(width // PAPER), 0  # 0: as many as there are rows
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _instruct(page, title):
    page.title = _("Instructions")
    page.append([neutral(title)])
    page["A1"].font = Font(bold=True, size=16)
    for language, _name in settings.LANGUAGES:
        with override(language):
            page.append([instructions.heading()])
            page.cell(page.max_row, 1).font = Font(bold=True, size=14)
            for sentence in instructions.lines():
                page.append([sentence])
                page.cell(page.max_row, 1).alignment = WRAPPED
                page.row_dimensions[page.max_row].height = LINE_HEIGHT * _lines(sentence, 120)
        page.append([])
    page.column_dimensions["A"].width = 110
    _finish(page)


def _write_lists(page, lists, keys=tuple(SHEETS)):
    """The lists that cells choose from, and the codes they may name; returns {column name: range}."""
    ranges = {}
    columns = [column for key in keys for column in SHEETS[key].columns if isinstance(column, Choice)]
    for at, column in enumerate(columns, 1):
        labels = list(column.options(lists).values())
        _write_list(page, at, str(column.label), labels)
        letter = get_column_letter(at)
        ranges[column.name] = f"{quote_sheetname(page.title)}!${letter}$2:${letter}${len(labels) + 1}"
    titles = {"axes": _("Split by"), "parts": _("Parts of a split"), "goals": _("Contributes to")}
    for place, (source, title) in enumerate(titles.items() if "indicators" in keys else ()):
        at, names = len(columns) + 1 + 2 * place, lists.names(source)
        _write_list(page, at, title, list(names))
        _write_list(page, at + 1, _("Name"), list(names.values()))
    page.freeze_panes = "A2"
    _finish(page)
    return ranges


def _write_list(page, at, title, values):
    for row, value in enumerate([title, *values], 1):
        page.cell(row, at, neutral(value))
    page.cell(1, at).font = Font(bold=True)
    page.column_dimensions[get_column_letter(at)].width = min(max(map(len, [title, *values])) + 2, 60)


class _Writer:
    """One sheet of the plan."""

    def __init__(self, page, sheet, plan, ranges, keys=tuple(SHEETS)):
        self.page, self.sheet, self.plan, self.ranges, self.keys = page, sheet, plan, ranges, keys
        self.names = ["key", "number", *(column.name for column in sheet.columns)]
        if sheet.key == "results":
            self.names.insert(2, "level")
        if sheet.key == "lines":
            self.names.insert(self.names.index("calculation_note"), "amount")
        self.rows = plan.of(sheet.key)
        self.last = FIRST + len(self.rows) + sheet.spare - 1

    def write(self, sheet):
        """Headings, rows, empty rows, checks, totals, protection."""
        self._headings()
        for at in range(FIRST, self.last + 1):
            self._row(at, self.rows[at - FIRST] if at - FIRST < len(self.rows) else None)
        for column in sheet.columns:
            self._check(column)
        if sheet.key == "lines":
            self._totals()
        self.page.freeze_panes = self.page.cell(FIRST, 4 if sheet.key == "results" else 3)
        self.page.column_dimensions["A"].hidden = self.page.row_dimensions[KEYS].hidden = True
        self.page.print_title_rows, self.page.print_title_cols = f"{LABELS}:{LABELS}", "B:B"
        if sheet.key != "lines":  # only the budget has totals above its headings
            for row in range(3, KEYS):
                self.page.row_dimensions[row].hidden = True
        _finish(self.page)

    def letter(self, name):
        """The letter of a column."""
        return get_column_letter(self.names.index(name) + 1)

    def span(self, name):
        """All cells of a column, as an absolute range."""
        return f"${self.letter(name)}${FIRST}:${self.letter(name)}${self.last}"

    def _headings(self):
        self.page.cell(1, 2, str(self.sheet.title)).font = Font(bold=True, size=14)
        fixed = {"key": "", "number": self.sheet.number, "level": _("Level"), "amount": AMOUNT_LABEL}
        for at, name in enumerate(self.names, 1):
            column = self.sheet.column(name)
            self.page.cell(KEYS, at, f"key:{self.sheet.key}" if name == "key" else name)
            cell = self.page.cell(LABELS, at, str(column.label if column else fixed[name]))
            cell.font, cell.fill, cell.alignment = Font(bold=True, color="FFFFFF"), NAVY, WRAPPED
            width = {"number": 8, "level": 11, "amount": 15}.get(name, column.width if column else 8)
            self.page.column_dimensions[get_column_letter(at)].width = width
        self.page.row_dimensions[LABELS].height = 3 * LINE_HEIGHT

    def _row(self, at, row):
        numbered = self.sheet.has_own_numbers and row is None
        for place, name in enumerate(self.names, 1):
            cell, column = self.page.cell(at, place), self.sheet.column(name)
            cell.alignment = WRAPPED
            if column is None:
                cell.value, cell.fill = self._fixed(name, at, row), GREY
                cell.number_format = "#,##0.00" if name == "amount" else "@"
                if name == "number" and numbered:
                    cell.protection, cell.fill = OPEN, PatternFill()
            elif name == "assumptions" and row is not None and row.number == OBJECTIVE:
                cell.fill = GREY
            else:
                value = column.cell(row.values[name], self.plan.lists) if row else None
                _put(cell, value, column.number_format)
        if row:
            self.page.row_dimensions[at].height = LINE_HEIGHT * max(
                _lines(cell.value, self.sheet.column(name).width)
                for name, cell in zip(self.names, self.page[at], strict=True)
                if self.sheet.column(name)
            )

    def _fixed(self, name, at, row):
        if name == "amount":
            quantity, periods, cost, share = (
                f"{self.letter(one)}{at}" for one in ("quantity", "periods", "unit_cost", "share_percent")
            )
            product = f'{quantity}*IF({periods}="",1,{periods})*{cost}*IF({share}="",100,{share})/100'
            return f'=IF({quantity}="","",ROUND({product},2))'
        if row is None:
            is_counted = name == "number" and self.plan.version is None and not self.sheet.has_own_numbers
            return at - FIRST + 1 if is_counted else None
        return str(level_of(row.number).label) if name == "level" else getattr(row, name)

    def _check(self, column):
        """Have the spreadsheet refuse what the upload would refuse, where it can."""
        check = DataValidation(allow_blank=True, showErrorMessage=True, errorTitle=_("Please check"))
        if isinstance(column, Choice):
            check.type, check.formula1 = "list", self.ranges[column.name]
            check.error = _("Choose from the list.")
        elif isinstance(column, Reference) and column.sheet in self.keys:
            target = SHEETS[column.sheet]
            last = FIRST + len(self.plan.of(target.key)) + target.spare - 1
            check.type, check.formula1 = "list", f"{quote_sheetname(str(target.title))}!$B${FIRST}:$B${last}"
            check.error = _("Choose from the list.")
        elif isinstance(column, Whole):
            check.type, check.operator, check.formula1, check.formula2 = "whole", "between", column.least, column.most
            check.error = _("Write a whole number from %(least)d to %(most)d.") % {
                "least": column.least, "most": column.most,
            }  # fmt: skip
        elif isinstance(column, Number) and not column.may_be_negative:
            check.type, check.operator, check.formula1 = "decimal", "greaterThanOrEqual", 0
            check.error = _("Write a number that is not negative.")
        elif isinstance(column, Text):
            check.type, check.operator, check.formula1 = "textLength", "lessThanOrEqual", column.most
            check.error = _("At most %(most)d characters fit.") % {"most": column.most}
        elif type(column) in EXAMPLES:
            check.showInputMessage, check.promptTitle = True, str(column.label)[:32]
            check.prompt = _("For example: %(example)s") % {"example": EXAMPLES[type(column)]}
        check.add(f"{self.letter(column.name)}{FIRST}:{self.letter(column.name)}{self.last}")
        self.page.add_data_validation(check)

    def _totals(self):
        """Sums above the amounts: each part of the budget, the total, and the shares that rules look at (B02, B11)."""
        label, value = self.letter("share_percent"), self.letter("amount")
        part = {
            code: f'SUMIF({self.span("part")},"{words}",{self.span("amount")})'
            for code, words in self.sheet.column("part").options(self.plan.lists).items()
        }
        staff, office, evaluation = part["STAFF"], part["OFFICE"], part["EVALUATION"]
        rows = [
            (_("Total (USD)"), f"SUM({self.span('amount')})", "#,##0.00"),
            (BudgetLine.Category.STAFF.label, staff, "#,##0.00"),
            (BudgetLine.Category.OFFICE.label, office, "#,##0.00"),
            (BudgetLine.Category.OPERATIONAL.label, f"{part['OPERATIONAL']}+{evaluation}", "#,##0.00"),
            (_("Staff and office, share"), f"IF({value}1=0,0,({staff}+{office})/{value}1)", "0.0%"),
            (_("Evaluation, share"), f"IF({value}1=0,0,{evaluation}/{value}1)", "0.0%"),
        ]
        for at, (title, formula, number_format) in enumerate(rows, 1):
            head, cell = self.page[f"{label}{at}"], self.page[f"{value}{at}"]
            head.value, head.alignment = str(title), Alignment(horizontal="right")
            cell.value, cell.number_format, cell.font = f"={formula}", number_format, Font(bold=True)


def _lines(value, width):
    """How many lines a text takes in a column of ``width`` characters."""
    return sum(max(1, -(-len(line) // width)) for line in str(value or "").split("\n"))


def _put(cell, value, number_format):
    """Write a value of a person into an open cell; text never becomes a formula."""
    cell.protection, cell.number_format = OPEN, number_format
    if isinstance(value, str):
        cell.value = ESCAPED.sub("_x005F_", neutral(value)) or None
        if cell.value is not None:
            cell.data_type = "s"
    else:
        cell.value = value


def _identify(page, plan):
    """Which version this is, and each row as it was written."""
    version = plan.version
    page.append(["format", FORMAT])
    page.append(["plan", str(version.plan_id)])
    page.append(["version", str(version.pk)])
    page.append(["number", version.number])
    page.append(["written_at", timezone.now().isoformat()])
    page.append(["language", get_language()])
    for row in plan.rows:
        page.append(["row", row.sheet, row.key, row.number, row.fingerprint])
    page.sheet_state = "veryHidden"
    _finish(page)
