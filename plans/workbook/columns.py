"""Kinds of columns: how each writes a value into a cell, reads it back, and shows it to people.

Values between those steps are plain JSON (text, whole numbers, True/False, None, lists), with numbers as text, so that
they compare, hash and travel exactly. A column's ``read`` raises ``BadCell`` with a sentence that a person can act on.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from math import isfinite

from django.conf import settings
from django.utils.functional import lazy
from django.utils.text import capfirst
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from core.numbers import DECIMAL_MARK, NotANumber, parse_number, write_number

from ..forms import LineForm

EXACT_DIGITS = 15  # what a spreadsheet keeps of a number
LANGUAGES = [code for code, _name in settings.LANGUAGES]


class BadCell(ValueError):
    """What is in the cell cannot be taken; the message is a translated sentence."""


def plain(value):
    """A Decimal as text without trailing zeros; None stays None."""
    if value is None:
        return None
    text = format(value, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def tidy(text):
    """Text as a workbook can hold it: one kind of line end, no control characters, no white space around."""
    return ILLEGAL_CHARACTERS_RE.sub("", str(text).replace("\r\n", "\n").replace("\r", "\n")).strip()


def typed_number(value):
    """A number as people type it into a list: no thousands marks, the active language's decimal mark; read alike in all."""
    shown = plain(Decimal(value))
    if len(shown.partition(".")[2]) == 3:  # "1.234" could be read in two ways
        shown += "0"
    return shown.replace(".", DECIMAL_MARK.get(get_language() or "en", "."))


@dataclass(frozen=True)
class Column:
    """A column of a sheet. ``name``: key in every language and field of the services; ``width`` in characters."""

    name: str
    label: object
    width: int = 14
    is_required: bool = False

    empty = ""
    number_format = "@"  # text, so that "1.10" stays "1.10"

    def of(self, row):
        """The value of a row of the plan."""
        return getattr(row, self.name)

    def cell(self, value, lists):
        """What is written into a cell."""
        return value

    def read(self, raw, lists):
        """The value of what a cell or a pasted field holds."""
        raise NotImplementedError

    def show(self, value, lists):
        """The value in words for the page of differences."""
        return str(self.cell(value, lists) or "")

    def for_service(self, value):
        """The value as the services take it."""
        return value


@dataclass(frozen=True)
class Text(Column):
    """Words of at most ``most`` characters."""

    most: int = 300

    def of(self, row):
        """Tidied, so that only another text counts as a difference."""
        return tidy(getattr(row, self.name))

    def read(self, raw, lists):
        """Numbers and dates typed where words belong are taken as they are written."""
        text = tidy(words_of(raw))
        if len(text) > self.most:
            sentence = _("The text has %(n)d characters; at most %(most)d fit.")
            raise BadCell(sentence % {"n": len(text), "most": self.most})
        return text


@dataclass(frozen=True)
class Number(Column):
    """A number with at most ``digits`` digits, ``places`` of them decimals."""

    digits: int = 15
    places: int = 2
    may_be_negative: bool = False

    empty = None

    @property
    def number_format(self):
        """Two decimals always; four as far as there are some."""
        return "#,##0.00" if self.places == 2 else "#,##0.####"

    def of(self, row):
        """As text without trailing zeros."""
        return plain(getattr(row, self.name))

    def cell(self, value, lists):
        """A number; text when it has more digits than a spreadsheet keeps."""
        if value is None:
            return None
        number = Decimal(value)
        return number if len(number.as_tuple().digits) <= EXACT_DIGITS else write_number(number, places=self.places)

    def show(self, value, lists):
        """As the language writes it."""
        return "" if value is None else write_number(Decimal(value), places=2 if self.places == 2 else None)

    def read(self, raw, lists):
        """Exact to the column's decimals; nothing is rounded."""
        number = number_of(raw)
        if number is None:
            return None
        if number < 0 and not self.may_be_negative:
            raise BadCell(_("“%(text)s” is negative.") % {"text": shorten(raw)})
        if len(plain(number).partition(".")[2]) > self.places:
            raise BadCell(_("At most %(n)d decimals fit here.") % {"n": self.places})
        if number and number.adjusted() >= self.digits - self.places:
            raise BadCell(_("“%(text)s” is too large.") % {"text": shorten(raw)})
        return plain(number)

    def for_service(self, value):
        """A Decimal or None."""
        return None if value is None else Decimal(value)


@dataclass(frozen=True)
class Whole(Column):
    """A whole number from ``least`` to ``most``."""

    least: int = 1
    most: int = 120

    empty = None
    number_format = "0"

    def show(self, value, lists):
        """Digits without marks: years and months."""
        return "" if value is None else str(value)

    def read(self, raw, lists):
        """None for an empty cell."""
        number = number_of(raw)
        if number is None:
            return None
        if number != number.to_integral_value() or not self.least <= number <= self.most:
            facts = {"least": self.least, "most": self.most}
            raise BadCell(_("Write a whole number from %(least)d to %(most)d.") % facts)
        return int(number)


@dataclass(frozen=True)
class Choice(Column):
    """One of the codes of ``choices`` (TextChoices), shown by its label; labels of all languages and codes are read."""

    choices: type = None

    def options(self, lists):
        """{code: label in the active language}"""
        return {code: str(label) for code, label in self.choices.choices}

    def known(self, lists):
        """{code or label of any language, folded: code}"""
        found = {}
        for language in LANGUAGES:
            with override(language):
                found |= {folded(label): code for code, label in self.options(lists).items()}
        return found | {folded(code): code for code in self.options(lists)}

    def cell(self, value, lists):
        """The label."""
        return self.options(lists).get(value, value) if value else None

    def read(self, raw, lists):
        """The code; empty for an empty cell."""
        text = tidy(words_of(raw))
        if not text:
            return self.empty
        code = self.known(lists).get(folded(text))
        if code is None:
            facts = {"text": shorten(text), "allowed": ", ".join(self.options(lists).values())}
            raise BadCell(_("“%(text)s” is not on the list. Choose one of: %(allowed)s.") % facts)
        return code


@dataclass(frozen=True)
class Scale(Choice):
    """A rating scale; its names are reference data."""

    def of(self, row):
        """The code."""
        return row.scale_id or ""

    def options(self, lists):
        """{code: name}"""
        return lists.names("scales")


@dataclass(frozen=True)
class Part(Choice):
    """The part of the budget; the evaluation counts as one, as in the form of a line."""

    def of(self, row):
        """The code."""
        return LineForm.part_of(row)

    def options(self, lists):
        """{code: label in the active language}"""
        return {code: str(label) for code, label in LineForm.PARTS}


@dataclass(frozen=True)
class YesNo(Choice):
    """Yes or no."""

    empty = False

    def options(self, lists):
        """In the active language."""
        return {"1": _("Yes"), "0": _("No")}

    def cell(self, value, lists):
        """The word."""
        return _("Yes") if value else _("No")

    def read(self, raw, lists):
        """True or False; an empty cell means no."""
        return raw if isinstance(raw, bool) else super().read(raw, lists) == "1"


@dataclass(frozen=True)
class Codes(Column):
    """Codes of reference data, separated by commas; ``source`` names the list."""

    source: str = ""

    empty = ()

    def of(self, row):
        """Sorted."""
        return sorted(found.pk for found in getattr(row, self.name).all())

    def cell(self, value, lists):
        """The codes in one cell."""
        return ", ".join(value)

    def read(self, raw, lists):
        """Sorted, each once."""
        known = {folded(code): code for code in lists.names(self.source)}
        found = set()
        for text in re.split(r"[,;\n]", tidy(words_of(raw))):
            if text.strip() and folded(text) not in known:
                facts = {"text": shorten(text.strip()), "allowed": ", ".join(known.values())}
                raise BadCell(_("“%(text)s” is not on the list. Choose one of: %(allowed)s.") % facts)
            if text.strip():
                found.add(known[folded(text)])
        return sorted(found)


@dataclass(frozen=True)
class Reference(Column):
    """The number of a row of another sheet ("1.2"); the value is that row's key. ``only_outputs`` of the results."""

    sheet: str = ""
    only_outputs: bool = False

    def of(self, row):
        """The key of the row it points to."""
        target = getattr(row, self.name)
        return str(target.lineage) if target else ""

    def cell(self, value, lists):
        """Its number."""
        return lists.number_of(value)

    def read(self, raw, lists):
        """The key; numbers are those of the file itself."""
        number = code_of(raw)
        if not number:
            return ""
        found = lists.key_of(self.sheet, number)
        if found is None:
            raise BadCell(_("There is no row with the number %(number)s.") % {"number": shorten(number)})
        if self.only_outputs and "." not in number:
            raise BadCell(_("Activities belong to outputs."))
        if isinstance(raw, float) and lists.key_of(self.sheet, f"{number}0"):
            sentence = _("This can be %(number)s or %(number)s0. Set the cell to text and write the number again.")
            raise BadCell(sentence % {"number": number})
        return found


def field_label(model, name):
    """The label of a model field, in the language of the moment."""
    return lazy_text(lambda: capfirst(str(model._meta.get_field(name).verbose_name)))


def lazy_text(function):
    """Text that is worked out each time it is shown."""
    return lazy(function, str)()


def folded(text):
    """Text as lists are searched: without case, white space and the kind of apostrophe or dash."""
    return re.sub(r"\s+", " ", str(text).replace("’", "'").replace("–", "-")).strip().casefold()


def shorten(raw):
    """At most 40 characters of what was typed, for a sentence."""
    text = words_of(raw)
    return f"{text[:40]}…" if len(text) > 40 else text


def words_of(raw):
    """What a cell holds, as text."""
    if raw is None:
        return ""
    if isinstance(raw, bool):
        return _("Yes") if raw else _("No")
    if isinstance(raw, float) and isfinite(raw):
        return plain(exact(raw))
    if isinstance(raw, datetime) and raw.time() == time():
        return raw.date().isoformat()
    return raw.isoformat() if isinstance(raw, date | datetime | time) else str(raw)


def exact(value):
    """A spreadsheet's number as the Decimal that the spreadsheet shows."""
    return Decimal(format(value, f".{EXACT_DIGITS}g"))


def number_of(raw):
    """The Decimal in a cell, or None for an empty one. Raises BadCell."""
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        return None
    if isinstance(raw, bool | date | datetime | time | timedelta) or (isinstance(raw, float) and not isfinite(raw)):
        raise BadCell(_("“%(text)s” is not a number.") % {"text": shorten(raw)})
    if isinstance(raw, int | Decimal):
        return Decimal(raw)
    if isinstance(raw, float):
        return exact(raw)
    try:
        return parse_number(raw)
    except NotANumber as error:
        raise BadCell(str(error)) from error


def code_of(raw):
    """A number such as "1.2" from a cell; a spreadsheet may have made a figure of it."""
    if isinstance(raw, bool | date | datetime | time | timedelta):
        raise BadCell(
            _("“%(text)s” is a date. Set the cell to text and write the number again.") % {"text": shorten(raw)}
        )
    return tidy(words_of(raw)).rstrip(".")
