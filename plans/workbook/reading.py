"""Reading an uploaded workbook back into rows; what cannot be taken is named by sheet and address, never guessed."""

import re
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from core.errors import DomainError
from core.spreadsheets import restored

from .columns import BadCell, Number, code_of, shorten, tidy
from .opening import COLUMNS_MOST, ROWS_MOST, open_workbook
from .rows import OBJECTIVE, Row
from .sheets import SHEETS, Lists
from .writing import FORMAT, HIDDEN

UNESCAPED = re.compile(r"_x005F_(?=x[0-9A-Fa-f]{4}_)")
SPACES = re.compile(r"[\s\u00a0\u202f'’]")
RESULT_NUMBER = re.compile(r"[1-9]\d?(\.[1-9]\d?)?")
ACTIVITY_NUMBER = re.compile(r"[1-9]\d?\.[1-9]\d?\.[1-9]\d?")


@dataclass(frozen=True)
class Remark:
    """A sentence about a place ("Budget!H12"), or about the whole file."""

    place: str
    sentence: str


@dataclass
class Read:
    """What a file or a pasted table holds. ``base``: {(sheet, key): fingerprint when it was written}."""

    rows: list = field(default_factory=list)
    problems: list = field(default_factory=list)
    notes: list = field(default_factory=list)
    base: dict = field(default_factory=dict)
    lists: Lists = None
    written_at: object = None

    def refuse(self, place, sentence):
        """Note a problem."""
        self.problems.append(Remark(place, str(sentence)))

    def take(self, column, cell, place, otherwise):
        """The value of a field in a cell of a workbook or in pasted text; a problem leaves ``otherwise``."""
        try:
            raw = cell if isinstance(cell, str) else content_of(cell)
            value = column.read(raw, self.lists)
        except BadCell as error:
            self.refuse(place, error)
            return otherwise
        if isinstance(column, Number) and isinstance(raw, str) and value is not None:
            shown = column.show(value, self.lists)
            if SPACES.sub("", raw) not in {value, plain_mark(shown), SPACES.sub("", shown)}:
                facts = {"text": shorten(raw), "number": shown}
                self.notes.append(Remark(place, _("“%(text)s” is read as %(number)s.") % facts))
        return value


def content_of(cell):
    """What a cell of a workbook holds. Raises BadCell for formulas and errors."""
    if cell.data_type == "f":
        raise BadCell(_("A formula stands here. Write its value."))
    if cell.data_type == "e":
        raise BadCell(_("The cell shows the error %(text)s.") % {"text": shorten(cell.value)})
    return UNESCAPED.sub("_", restored(cell.value)) if isinstance(cell.value, str) else cell.value


def plain_mark(shown):
    """A number without the marks between thousands."""
    whole, mark, decimals = re.fullmatch(r"(.*?)(?:([.,])(\d+))?", SPACES.sub("", shown)).groups()
    return re.sub(r"[.,]", "", whole) + (mark or "") + (decimals or "")


def read(upload, plan):
    """The rows of an uploaded workbook of the version in ``plan`` (``PlanRows``), as ``Read``.

    Raises DomainError when it is no workbook of this version at all.
    """
    book = open_workbook(upload)
    found = Read(lists=Lists(plan.lists.data, dict(plan.lists.numbers)))
    numbers = _recognise(book, plan.version, found)
    pages = {}
    for page in book.worksheets:
        pages.setdefault(_key_of(page), []).append(page)
    for key, sheet in SHEETS.items():
        match pages.get(key, []):
            case []:
                facts = {"title": sheet.title}
                found.refuse("", _("The sheet “%(title)s” is missing. Download a fresh workbook.") % facts)
            case [page]:
                present = {row.key: row for row in plan.of(key)}
                _SheetReader(page, sheet, found, present, numbers).read()
            case [first, *copies]:
                for copy in copies:
                    sentence = _("This sheet is a copy of “%(title)s”. Keep one of them.")
                    found.refuse(copy.title, sentence % {"title": first.title})
    return found


def _recognise(book, version, found):
    """Hold the hidden sheet against the version; returns {(sheet, key): number as written}."""
    page = next((page for page in book.worksheets if page.title == HIDDEN), None)
    if page is None:
        raise DomainError(_("This is not a workbook of the portal. Download one here and fill that."))
    rows = [
        [str(value) for value in row if value is not None]
        for row in page.iter_rows(max_row=min(page.max_row, ROWS_MOST), max_col=5, values_only=True)
    ]
    facts = {row[0]: row[1] for row in rows if len(row) == 2}
    if facts.get("format") != FORMAT:
        raise DomainError(_("This workbook is of an older kind. Download a fresh one and copy your changes into it."))
    if facts.get("plan") != str(version.plan_id):
        raise DomainError(_("This workbook belongs to another plan. Nothing was read."))
    if facts.get("version") != str(version.pk):
        numbers = {"theirs": shorten(facts.get("number", "?")), "ours": version.number}
        raise DomainError(
            _("This workbook is of version %(theirs)s of the plan; here is version %(ours)s. Download a fresh one.")
            % numbers
        )
    found.written_at = _moment(facts.get("written_at", ""))
    identities = [row[1:] for row in rows if row[:1] == ["row"] and len(row) == 5]
    found.base = {(sheet, key): fingerprint for sheet, key, _number, fingerprint in identities}
    return {(sheet, key): number for sheet, key, number, _fingerprint in identities}


def _moment(text):
    """The time in a text, with its zone, or None."""
    try:
        moment = parse_datetime(text)
    except ValueError:
        return None
    return moment if moment and timezone.is_aware(moment) else None


def _key_of(page):
    """Which sheet of the plan a page is, by the mark in its first column; None for others."""
    for row in page.iter_rows(min_row=1, max_row=20, max_col=1, values_only=True):
        if isinstance(row[0], str) and row[0].startswith("key:"):
            return row[0].removeprefix("key:")
    return None


class _SheetReader:
    """One sheet of an uploaded workbook."""

    def __init__(self, page, sheet, found, present, numbers):
        self.page, self.sheet, self.found, self.present, self.numbers = page, sheet, found, present, numbers
        self.places = {}

    def read(self):
        """Add the rows of the sheet to what was found, or say why not."""
        if self.page.max_row > ROWS_MOST or self.page.max_column > COLUMNS_MOST:
            self.found.refuse(self.page.title, _("The sheet has too many rows or columns. Download a fresh workbook."))
            return
        for merged in self.page.merged_cells.ranges:
            self.found.refuse(f"{self.page.title}!{merged.coord}", _("These cells are merged. Split them."))
        first = self._find_columns()
        if first is None:
            return
        filled = [at for at in range(first, self.page.max_row + 1) if self._is_filled(at)]
        keys = {at: self._key(at) for at in filled}
        self._tell_copies_apart(keys)
        numbers = {at: self._number(at, keys[at]) for at in filled}
        good = [at for at in filled if numbers[at] is not None]
        if self.sheet.key == "results":  # an outcome comes before its outputs, wherever it was written
            good.sort(key=lambda at: [int(part) for part in numbers[at].split(".")])
        for at in good:
            self._read_row(at, keys[at], numbers[at])

    def _find_columns(self):
        """Learn where each column is; the first row of the plan, or None when a column is missing."""
        marked = f"key:{self.sheet.key}"
        keys_row = next(at for at in range(1, 21) if self.page.cell(at, 1).value == marked)
        for cell in self.page[keys_row]:
            self.places.setdefault(str(cell.value), cell.column)
        self.places["key"] = 1
        missing = [column for column in self.sheet.columns if column.name not in self.places]
        for column in missing:
            facts = {"title": column.label}
            self.found.refuse(
                self.page.title, _("The column “%(title)s” is missing. Download a fresh workbook.") % facts
            )
        return None if missing or "number" not in self.places else keys_row + 2

    def _cell(self, at, name):
        return self.page.cell(at, self.places[name])

    def _place(self, at, name):
        return f"{self.page.title}!{self._cell(at, name).coordinate}"

    def _is_filled(self, at):
        names = [column.name for column in self.sheet.columns]
        if str(self._cell(at, "number").value) == OBJECTIVE:
            return True  # it has its row even before it has words
        if self.sheet.has_own_numbers and not self._cell(at, "key").value:
            names.append("number")
        return any(tidy(value) for name in names if (value := self._cell(at, name).value) is not None)

    def _key(self, at):
        """The key of a row that the plan had when the workbook was written, else a new one."""
        key = str(self._cell(at, "key").value or "")
        return key if (self.sheet.key, key) in self.found.base else f"new-{self.sheet.key}-{at}"

    def _tell_copies_apart(self, keys):
        """A row that was copied brings the key along: the first keeps it, the others are new."""
        seen = set()
        for at, key in keys.items():
            if key in seen:
                keys[at] = f"new-{self.sheet.key}-{at}"
            seen.add(key)

    def _read_row(self, at, key, number):
        row = Row(self.sheet.key, key, number, {}, {"number": self._place(at, "number")})
        if self.sheet.key == "results":
            row.values["parent"] = self._parent(at, number)
        for column in self.sheet.columns:
            row.places[column.name] = place = self._place(at, column.name)
            known = self.present.get(key)
            otherwise = known.values[column.name] if known else column.empty
            row.values[column.name] = self.found.take(column, self._cell(at, column.name), place, otherwise)
        self.found.rows.append(row)

    def _number(self, at, key):
        """The number of a row; None after a problem with it."""
        written = self.numbers.get((self.sheet.key, key))
        if not self.sheet.has_own_numbers:
            return written or ""
        place = self._place(at, "number")
        try:
            number = code_of(content_of(self._cell(at, "number")))
        except BadCell as error:
            self.found.refuse(place, error)
            return None
        if problem := self._wrong_number(number, written):
            self.found.refuse(place, problem)
            return None
        if number:
            self.found.lists.know(self.sheet.key, key, number)
        return number

    def _wrong_number(self, number, written):
        """What is wrong with the number of a row, or None."""
        if written is not None:
            sentence = _("The number of a row cannot be changed here. It was %(number)s.") % {"number": written}
            return sentence if number != written else None
        if self.found.lists.key_of(self.sheet.key, number):
            return _("The number %(number)s stands here twice.") % {"number": number}
        if self.sheet.key == "activities":
            is_good, example = not number or ACTIVITY_NUMBER.fullmatch(number), "1.1.2"
        else:
            is_good, example = RESULT_NUMBER.fullmatch(number), "1.2"
        return None if is_good else _("Give the row a number such as %(example)s.") % {"example": example}

    def _parent(self, at, number):
        """The key of the result above; a problem when there is none."""
        if number == OBJECTIVE:
            return ""
        above = number.rpartition(".")[0] or OBJECTIVE
        key = self.found.lists.key_of("results", above)
        if key is None:
            self.found.refuse(
                self._place(at, "number"), _("There is no row with the number %(number)s.") % {"number": above}
            )
        return key or ""
