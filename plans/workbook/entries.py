"""Columns whose cells hold several entries: milestones, targets of parts, half-years ("6: 40; 12: 120")."""

import re
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from core.numbers import write_number

from .columns import BadCell, Column, Number, folded, plain, shorten, tidy, typed_number, words_of

ENTRY = re.compile(r'([^:;\n"]+):((?:"(?:[^"]|"")*"|[^";\n])*)(?:[;\n][;\s]*|$)')
VALUE = re.compile(r'([^"]*)(?:"((?:[^"]|"")*)")?')
FIGURE = Number("value", "", digits=18, places=4, may_be_negative=True)
AMOUNT = Number("amount", "", digits=15, places=2)


def entries_of(raw):
    """[(what stands before the colon, number or words, words in quotes)] of a cell. Raises BadCell."""
    text, found, at = tidy(words_of(raw)), [], 0
    while at < len(text):
        entry = ENTRY.match(text, at)
        value = VALUE.fullmatch(entry[2].strip()) if entry else None
        if value is None:
            sentence = _("“%(text)s” cannot be read. Write, for example, 6: 40; 12: 120.")
            raise BadCell(sentence % {"text": shorten(text[at:])})
        bare, quoted = value.groups(default="")
        found.append((entry[1].strip(), bare.strip(), quoted.replace('""', '"').strip()))
        at = entry.end()
    names = [folded(name) for name, _bare, _quoted in found]
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise BadCell(_("“%(text)s” stands here twice.") % {"text": twice})
    return found


def whole_in(text, least, most):
    """A month or half-year before a colon."""
    if not re.fullmatch(r"\d{1,4}", text, re.ASCII) or not least <= int(text) <= most:
        facts = {"text": shorten(text), "least": least, "most": most}
        raise BadCell(_("“%(text)s” is not a number from %(least)d to %(most)d.") % facts)
    return int(text)


@dataclass(frozen=True)
class Milestones(Column):
    """[[month, number or None, words]], in the order of months."""

    empty = ()

    def of(self, row):
        """By month, as the model orders them."""
        return [[one.month, plain(one.value), tidy(one.text)] for one in row.milestones.all()]

    def cell(self, value, lists):
        """Words stand in quotes, so that they may hold any mark."""
        return "; ".join(_milestone(month, number, text) for month, number, text in value)

    def read(self, raw, lists):
        """What is no number and stands without quotes is taken as words."""
        found = []
        for name, bare, quoted in entries_of(raw):
            month = whole_in(name, 1, 120)
            is_number = not bare or re.match(r"[-+−]?[\d.,]", bare)
            number, text = (FIGURE.read(bare, lists), quoted) if is_number else (None, bare)
            if len(text) > 300:
                raise BadCell(_("The text has %(n)d characters; at most %(most)d fit.") % {"n": len(text), "most": 300})
            if number is None and not text:
                raise BadCell(_("A milestone of month %(month)d says nothing.") % {"month": month})
            found.append([month, number, text])
        return sorted(found, key=lambda one: one[0])

    def for_service(self, value):
        """[(month, Decimal or None, words)]"""
        return [(month, FIGURE.for_service(number), text) for month, number, text in value]


def _milestone(month, number, text):
    words = '"{}"'.format(text.replace('"', '""')) if text else ""
    figure = typed_number(number) if number is not None else ""
    return f"{month}: {' '.join(filter(None, [figure, words]))}"


@dataclass(frozen=True)
class SplitTargets(Column):
    """[[part such as "sex.women", number]], sorted by part."""

    empty = ()

    def of(self, row):
        """Sorted by part."""
        return sorted([f"{one.part.axis_id}.{one.part.code}", plain(one.value)] for one in row.split_targets.all())

    def cell(self, value, lists):
        """Codes and numbers."""
        return "; ".join(f"{part}: {typed_number(number)}" for part, number in value)

    def read(self, raw, lists):
        """Parts are named by their codes."""
        known = {folded(code): code for code in lists.names("parts")}
        found = []
        for name, bare, quoted in entries_of(raw):
            if folded(name) not in known:
                facts = {"text": shorten(name), "allowed": ", ".join(known.values())}
                raise BadCell(_("“%(text)s” is not on the list. Choose one of: %(allowed)s.") % facts)
            number = FIGURE.read(bare, lists)
            if number is None or quoted:
                raise BadCell(_("“%(text)s” needs a number.") % {"text": name})
            found.append([known[folded(name)], number])
        return sorted(found)

    def for_service(self, value):
        """{part: Decimal}"""
        return {part: Decimal(number) for part, number in value}


@dataclass(frozen=True)
class Phases(Column):
    """[amount of the first half-year, of the second …]; empty when the months of the activity decide."""

    empty = ()

    def of(self, row):
        """As typed, without the zeros that end the list."""
        return trimmed([plain(one.amount) for one in row.phase_amounts.all()])

    def cell(self, value, lists):
        """Half-years with their amounts."""
        return "; ".join(f"{phase}: {typed_number(amount)}" for phase, amount in enumerate(value, 1))

    def show(self, value, lists):
        """Amounts as the language writes them."""
        return "; ".join(f"{phase}: {write_number(Decimal(amount), places=2)}" for phase, amount in enumerate(value, 1))

    def read(self, raw, lists):
        """Half-years that are left out get nothing."""
        amounts = {}
        for phase, bare, quoted in entries_of(raw):
            amount = AMOUNT.read(bare, lists)
            if amount is None or quoted:
                raise BadCell(_("“%(text)s” needs a number.") % {"text": phase})
            amounts[whole_in(phase, 1, 20)] = amount
        return trimmed([amounts.get(phase, "0") for phase in range(1, max(amounts, default=0) + 1)])

    def for_service(self, value):
        """[Decimal]; None to follow the activity."""
        return [Decimal(amount) for amount in value] or None


def trimmed(amounts):
    """Without zeros at the end."""
    while amounts and amounts[-1] == "0":
        amounts = amounts[:-1]
    return amounts
