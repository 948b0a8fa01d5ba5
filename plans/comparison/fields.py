"""What a row says, field by field, with the words of the models and of their choices."""

from dataclasses import dataclass
from decimal import Decimal

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.rewording import is_same_text, word_pieces

from ..models import Activity, BudgetLine, CrossCutting, Indicator, ResultNode, Risk
from ..snapshot import ACTIVITY as ACTIVITY_FIELDS
from ..snapshot import INDICATOR as INDICATOR_FIELDS
from ..snapshot import LINE as LINE_FIELDS
from ..snapshot import RISK as RISK_FIELDS
from . import rows

CALENDAR = {"baseline_year"}  # a year is a name, not an amount
TEXT, NUMBER, MONEY, WORDS = "text", "number", "money", "words"
PLACES = {"code", "position"}  # a row's place is said with the row
FIELDS = {
    rows.RESULT: (ResultNode, ("statement", "assumptions")),
    rows.INDICATOR: (Indicator, (*INDICATOR_FIELDS, "split_targets", "milestones", "axes", "goals")),
    rows.ACTIVITY: (Activity, ACTIVITY_FIELDS),
    rows.LINE: (BudgetLine, ("activity", *LINE_FIELDS, "phases")),
    rows.RISK: (Risk, RISK_FIELDS),
    rows.MARKER: (CrossCutting, ("marker", "explanation")),
}


@dataclass(frozen=True)
class Change:
    """One field, or one part of it (a milestone, a half-year), that two versions say differently.

    ``form``: text (with ``pieces``), number or money (Decimal or None), words (of a choice, a list).
    """

    name: str
    label: str
    form: str
    old: object
    new: object
    pieces: tuple = ()

    @property
    def difference(self):
        """New minus old of two numbers, else None."""
        is_number = self.form in {NUMBER, MONEY} and self.old is not None and self.new is not None
        return self.new - self.old if is_number else None


def changes_of(kind, old, new, names):
    """All changes from row data ``old`` to ``new``; None stands for a row that is not there.

    A field that only one of two versions knows is left out: the older data are silent, not different.
    ``names``: the words for codes of axes, parts, goals and scales.
    """
    model, known = FIELDS[kind]
    found = []
    for name in known:
        absent = [data for data in (old, new) if data is not None and name not in data]
        if name not in PLACES and not absent:
            before, after = (None if data is None else data[name] for data in (old, new))
            found += [change for change in _compared(model, name, before, after, names) if change]
    return found


def _compared(model, name, old, new, names):
    """The changes of one field; empty values of all forms are the same nothing."""
    several = {"milestones": _milestones, "split_targets": _parts, "phases": _phases, "activity": _followed}
    if name in several:
        return several[name](old, new, names)
    field = model._meta.get_field(name)
    label = capfirst(str(field.verbose_name))
    if in_words := _in_words(field, names):
        return [words_change(name, label, in_words(old), in_words(new))]
    if isinstance(field, models.DecimalField | models.IntegerField):
        is_money = isinstance(field, models.DecimalField) and (field.max_digits, field.decimal_places) == (15, 2)
        return [number_change(name, label, MONEY if is_money else NUMBER, old, new)]
    return [text_change(name, label, old, new)]


def _in_words(field, names):
    """How a value of ``field`` that is a code is written in words; None for texts and numbers."""
    if field.many_to_many:
        return lambda codes: ", ".join(names.get(code, code) for code in codes or ())
    if field.flatchoices:
        choices = {None: "", **dict(field.flatchoices)}
        return lambda code: str(choices.get(code, code))
    if isinstance(field, models.BooleanField):
        return {True: _("Yes"), False: _("No"), None: _("No")}.get
    if isinstance(field, models.ForeignKey) or field.name in CALENDAR:
        return lambda value: names.get(value, str(value or ""))
    return None


def words_change(name, label, old, new):
    """The Change of something said in fixed words, or None."""
    return Change(name, label, WORDS, old, new) if old != new else None


def number_change(name, label, form, old, new):
    """The Change of a number (NUMBER or MONEY; given as Decimal, text or None), or None."""
    old, new = (None if value in (None, "") else Decimal(value) for value in (old, new))
    return Change(name, label, form, old, new) if old != new else None


def text_change(name, label, old, new):
    """The Change of a text with its pieces, or None when the words are the same."""
    old, new = old or "", new or ""
    return None if is_same_text(old, new) else Change(name, label, TEXT, old, new, word_pieces(old, new))


def _followed(old, new, names):
    (old_key, before), (new_key, after) = old or ("", ""), new or ("", "")
    label = capfirst(str(BudgetLine._meta.get_field("activity").verbose_name))
    return [Change("activity", label, WORDS, before, after)] if old_key != new_key else []


def _milestones(old, new, names):
    before, after = ({row["month"]: row for row in rows or ()} for rows in (old, new))
    for month in sorted(before.keys() | after.keys()):
        first, second = before.get(month) or {}, after.get(month) or {}
        label = _("Milestone of month %(month)d") % {"month": month}
        yield number_change("milestones", label, NUMBER, first.get("value"), second.get("value"))
        yield text_change("milestones", label, first.get("text"), second.get("text"))


def _parts(old, new, names):
    old, new = old or {}, new or {}
    for code in sorted(old.keys() | new.keys()):
        label = _("Target for %(part)s") % {"part": names.get(code, code)}
        yield number_change("split_targets", label, NUMBER, old.get(code), new.get(code))


def _phases(old, new, names):
    old, new = old or [], new or []
    for place in range(max(len(old), len(new))):
        label = _("Half-year %(number)d") % {"number": place + 1}
        yield number_change("phases", label, MONEY, *(dict(enumerate(amounts)).get(place) for amounts in (old, new)))
