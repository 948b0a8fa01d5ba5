"""Reading a list of eligible states from a CSV or XLSX file. Pure: bytes, names and what the list is in, a report out.

One state a row, named in any of the three languages, by an old name or a code. Generous with form (encoding, delimiter,
labels), strict with content: a row that names no country, another line or another day, or holds a formula, refuses the
whole file. What only looks doubtful is a warning, since the Fund's own list wins (rule E08).
"""

import io
import re
import warnings
import zipfile
from dataclasses import dataclass, replace
from difflib import get_close_matches
from itertools import islice

import openpyxl
from defusedxml.ElementTree import iterparse
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.reading import INVISIBLE, UNREADABLE, by_name, csv_rows, decode, delimiter, label_index, normalise, quoted
from core.uploads import ACTIVE_OFFICE, judge_unpacked

MEGABYTE = 1024 * 1024
MOST_BYTES = 2 * MEGABYTE
MOST_UNPACKED = 12 * MEGABYTE  # of XML in a workbook; a list of states has a hundredth
MOST_ROWS, MOST_COLUMNS = 2000, 60
LAST_LINE = 1_048_576  # of a sheet; a file may claim more
MOST_SUGGESTED = 25  # rows for which close names are looked up: each costs a comparison with every name
LONGEST_NAME = 120  # characters
OLD_OFFICE = b"\xd0\xcf\x11\xe0"  # Excel before 2007, and everything with a password
NO_TEXT = (b"PK", b"%PDF", b"\x89PNG", b"\xff\xd8\xff")
LABELS = label_index(
    code="Code|ISO|ISO2|ISO 2|ISO3|ISO 3|ISO code|Country code|ISO alpha-2|ISO alpha-3|Code pays|Code du pays|Code ISO"
    "|Código|Código ISO|Código del país",
    name="Country|Countries|State|States|Member State|Member States|Eligible Member State|Eligible Member States|Name"
    "|Country name|name_en|name_fr|name_es|Pays|Nom|Nom du pays|État|État Membre|États Membres|País|Países|Nombre|Estado"
    "|Estado Miembro|Estados Miembros",
    eligible="Eligible|Éligible|Admissible|Elegible|Admisible",
    line="Line|Funding line|Ligne|Ligne de crédit|Línea|Línea presupuestaria",
    day="Effective from|effective_from|In force from|Valid from|En vigueur à partir du|Valable à partir du|En vigor desde"
    "|Vigente desde",
)
YES = {"yes", "y", "x", "1", "true", "oui", "vrai", "si", "verdadero"}
NO = {"no", "n", "0", "false", "unknown", "non", "faux", "inconnu", "falso", "desconocido", ""}
NUMBER_OF_LINE = re.compile(r"(?:line|ligne|linea)? ?(\d{1,2})", re.ASCII)


class Unreadable(Exception):
    """The file as a whole cannot be read; the message says why and what to do."""


@dataclass(frozen=True)
class Vocabulary:
    """Normalised name → code, and code → the name shown."""

    codes: dict
    names: dict


@dataclass(frozen=True)
class Row:
    """One row of the report: line of the file, text as written, country found (code and name), or why it is refused."""

    line: int
    text: str
    code: str = ""
    name: str = ""
    problem: str = ""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Report:
    """What a file says, row by row; ``passed_over`` counts rows marked as not eligible."""

    rows: tuple[Row, ...]
    passed_over: int = 0

    @property
    def codes(self):
        """ISO codes of the countries found, each once, in the order of the file."""
        return list(dict.fromkeys(row.code for row in self.rows if not row.problem))

    @property
    def problems(self):
        """Rows that are refused, and with them the file."""
        return [row for row in self.rows if row.problem]

    @property
    def doubtful(self):
        """Rows that are taken with a warning."""
        return [row for row in self.rows if row.warnings and not row.problem]

    def with_warnings(self, told):
        """The same with the sentences that ``told`` has for a country's code."""
        rows = (replace(row, warnings=(*row.warnings, *told.get(row.code, ()))) for row in self.rows)
        return replace(self, rows=tuple(rows))


def vocabulary(rows, names):
    """A Vocabulary from pairs (code, spellings) and the mapping code → name shown."""
    return Vocabulary(by_name(rows), names)


def read(data, file_name, words, *, line, day):
    """The Report on a file (bytes) as the list of a line (number) from a day on. Raises Unreadable, nothing else."""
    if len(data) > MOST_BYTES:
        raise Unreadable(_("The file is larger than %(n)d MB.") % {"n": MOST_BYTES // MEGABYTE})
    rows = _rows_of(data, file_name) if data.strip() else []
    if not rows:
        raise Unreadable(_("The file is empty. Choose a file with one state in each row."))
    if len(rows) > MOST_ROWS:
        text = _("The file has more than %(n)s rows. A list of states has one row for each.")
        raise Unreadable(text % {"n": MOST_ROWS})
    report = _recognise(rows, _Reader(_columns(rows[0][1]), words, line, day))
    if not report.rows:
        raise Unreadable(_("The file names no state. Put one state in each row, below a heading such as “Country”."))
    return report


def _rows_of(data, file_name):
    """[(line, cells, fault)] of the rows that are not blank, one more than allowed at most."""
    extension = file_name.rpartition(".")[2].lower()
    if data.startswith(OLD_OFFICE):
        raise Unreadable(
            _("The file is of an old format or protected by a password. Save it as XLSX without password.")
        )
    if extension == "xlsx" and data.startswith(b"PK"):
        return _workbook(data)
    if extension in {"csv", "tsv", "txt"} and not data.startswith(NO_TEXT):
        text = INVISIBLE.sub("", decode(data))
        return _first(csv_rows(text, delimiter(text, LABELS)))
    if extension in {"csv", "tsv", "txt", "xlsx"}:
        raise Unreadable(_("The content of the file is not what its name says."))
    raise Unreadable(_("This kind of file is not accepted. Use CSV or XLSX."))


def _first(rows):
    return [(line, cells[:MOST_COLUMNS], fault) for line, cells, fault in islice(rows, MOST_ROWS + 1)]


def _workbook(data):
    """Rows of the first sheet that has any."""
    damaged = _("The file is damaged. Open it in a spreadsheet program and save it again.")
    try:
        _judge_workbook(data)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of every part that it leaves out
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
            return next(filter(None, (_first(_sheet_rows(sheet)) for sheet in book.worksheets)), [])
    except ValidationError as refusal:
        raise Unreadable(" ".join(refusal.messages)) from refusal
    except Unreadable:
        raise
    except Exception as error:
        raise Unreadable(damaged) from error


def _judge_workbook(data):
    """Refuse what is no plain workbook: other archives, macros, too much inside, declarations of entities."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
        if "xl/workbook.xml" not in archive.namelist():
            raise Unreadable(_("The content of the file is not what its name says."))
        if any(ACTIVE_OFFICE.search(part.filename) for part in parts):
            raise Unreadable(_("The workbook holds macros or links to other files. Save it as CSV and import that."))
        judge_unpacked(archive, most=MOST_UNPACKED)
        for part in parts:
            if part.filename.endswith((".xml", ".rels")):
                for _event, element in iterparse(archive.open(part), forbid_dtd=True):
                    element.clear()


def _sheet_rows(sheet):
    """Formulas come as they are written, so that they are seen and refused."""
    sheet.reset_dimensions()  # a file may claim a million columns
    cells = sheet.iter_rows(max_row=LAST_LINE, max_col=MOST_COLUMNS, values_only=True)
    for line, row in enumerate(cells, 1):
        if row.count(None) == len(row):
            continue  # up to a million of them, so without looking at each cell
        texts = ["" if cell is None else INVISIBLE.sub("", str(cell)).strip() for cell in row]
        if any(texts):
            yield line, texts, ""


def _columns(heading):
    """Mapping field → indexes of its columns, those of codes first; empty when the first row is no heading."""
    fields = [LABELS.get(normalise(label[:LONGEST_NAME]), "") for label in heading]
    found = {field: [index for index, own in enumerate(fields) if own == field] for field in set(fields) - {""}}
    names = found.pop("code", []) + found.pop("name", [])
    return found | {"names": names or [0]} if names or found else {}


def _recognise(rows, reader):
    """The Report on raw rows; the first one may be the heading."""
    found, seen, passed_over = [], {}, 0
    for line, cells, fault in rows[1:] if reader.columns else rows:
        if not fault and not reader.is_eligible(cells):
            passed_over += 1
        elif row := reader.row(line, cells, fault):
            first = seen.setdefault(row.code, line) if row.code else line
            text = _("Stands in line %(line)s already; it counts once.") % {"line": first}
            found.append(row if first == line else replace(row, warnings=(text,)))
    return Report(tuple(found), passed_over)


class _Reader:
    """Reads the rows of one file; knows its columns and what the list is."""

    def __init__(self, columns, words, line, day):
        self.columns, self.words, self.line, self.day = columns, words, line, day
        self.suggested = 0

    def _cell(self, cells, field):
        index = self.columns.get(field, [MOST_COLUMNS])[0]
        return cells[index] if index < len(cells) else ""

    def is_eligible(self, cells):
        """Whether the row is one of the list; rows marked with "no" or nothing are not."""
        return "eligible" not in self.columns or normalise(self._cell(cells, "eligible")) not in NO

    def row(self, line, cells, fault):
        """The Row that ``cells`` give, None where no column names anything."""
        texts = [cells[index] for index in self.columns.get("names", [0]) if index < len(cells) and cells[index]]
        if not texts and not fault:
            return None
        text = quoted(" / ".join(dict.fromkeys(texts[:2])))
        if problem := fault or self._problem(cells, texts):
            return Row(line, text, problem=problem)
        [code] = {self.words.codes[name] for name in self._names(texts)}
        return Row(line, text, code, self.words.names[code])

    def _names(self, texts):
        """Those of ``texts``, normalised, that name a country."""
        return [name for text in texts if (name := normalise(text[:LONGEST_NAME])) in self.words.codes]

    def _problem(self, cells, texts):
        """Why a row is refused, or ""."""
        if any(cell.startswith("=") for cell in cells):
            return _("Holds a formula. Paste the names as values and import again.")
        if any(UNREADABLE in text for text in texts):
            return _("Some characters cannot be read. Save the file as CSV UTF-8 and import it again.")
        if (answer := self._cell(cells, "eligible")) and normalise(answer) not in YES:
            return _("“%(value)s” says neither yes nor no in the column “eligible”.") % {"value": quoted(answer)}
        codes = dict.fromkeys(self.words.codes[name] for name in self._names(texts))
        if len(codes) > 1:
            both = ", ".join(self.words.names[code] for code in codes)
            return _("The row names different countries: %(countries)s.") % {"countries": both}
        return self._other_list(cells) if codes else self._unknown(texts[-1])

    def _other_list(self, cells):
        """Why a row belongs to another list, or ""."""
        value = self._cell(cells, "line")
        number = NUMBER_OF_LINE.fullmatch(normalise(value))
        if value and (number is None or int(number[1]) != self.line):
            facts = {"value": quoted(value), "line": self.line}
            return _("Says line “%(value)s”, but this is a list of Line %(line)s.") % facts
        value, day = self._cell(cells, "day"), self.day
        if value and value.split()[0] not in {day.isoformat(), f"{day:%d/%m/%Y}", f"{day:%d.%m.%Y}"}:
            facts = {"value": quoted(value), "day": date_format(day, "DATE_FORMAT")}
            return _("Says “%(value)s”, but this list begins on %(day)s.") % facts
        return ""

    def _unknown(self, text):
        """What to say of a name that nobody knows, with names that look like it."""
        problem, self.suggested = _("No country that the portal knows."), self.suggested + 1
        if self.suggested > MOST_SUGGESTED:
            return problem
        close = get_close_matches(normalise(text[:LONGEST_NAME]), self.words.codes, n=6, cutoff=0.7)
        names = [self.words.names[code] for code in dict.fromkeys(self.words.codes[name] for name in close)][:3]
        if names:
            problem = " ".join([problem, _("Is it %(names)s?") % {"names": ", ".join(names)}])
        return problem
