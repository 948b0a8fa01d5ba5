"""What differs between two reports, from their data alone (``monitoring.snapshot.as_data``): no database is asked."""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from plans.comparison import text_change, words_change
from plans.comparison.fields import MONEY, NUMBER, number_change

from .models import (
    ActivityProgress,
    Actual,
    ChecklistAnswer,
    Evidence,
    Expenditure,
    Report,
    RiskUpdate,
)
from .sections import sections_of

ADDED, REMOVED, CHANGED = "added", "removed", "changed"


@dataclass(frozen=True)
class Difference:
    """One section, indicator, line or the report itself that two reports say differently.

    ``target`` is what comments and the reading page call it ("section-summary", "indicator-…", "risk-…", "report").
    """

    target: str
    name: str
    changes: tuple
    state: str = CHANGED

    @property
    def states(self):
        """As rows of ``plans.comparison`` say it."""
        return (self.state,)


def compare(old, new, names=None):
    """The Differences from one report's data to another's, in reading order.

    ``names``: the words for codes of parts ("sex.women") and of items of the checklist; without them the codes stand.
    """
    names = names or {}
    found = [*_facts(old, new), *_texts(old, new), *_results(old, new, names)]
    for part, kind, changes in (
        ("activities", "activity", _activity),
        ("risks", "risk", _risk),
        ("evidence", "evidence", _evidence),
        ("money", "line", _line),
        ("checklist", "item", _item),
    ):
        found += _rows(old.get(part, ()), new.get(part, ()), kind, changes, names)
    return found


def _label(model, name):
    return capfirst(str(model._meta.get_field(name).verbose_name))


def _facts(old, new):
    before, after = old["facts"], new["facts"]
    changes = []
    for name, choices in (("rating", Report.Rating), ("basis", Report.Basis)):
        words = [str(choices(facts[name]).label) if facts.get(name) else "" for facts in (before, after)]
        changes.append(words_change(name, _label(Report, name), *words))
    changes.append(
        text_change("rating_reason", _label(Report, "rating_reason"), *_both(before, after, "rating_reason"))
    )
    changes.append(_day(Report, "ledger_on", before, after))
    found = tuple(change for change in changes if change)
    return [Difference("report", _("The report"), found)] if found else []


def _both(before, after, name):
    return before.get(name, ""), after.get(name, "")


def _texts(old, new):
    before, after = old.get("texts", {}), new.get("texts", {})
    labels = {key: section.label for key, section in sections_of(new["duty"][1]).items()}
    found = []
    for key in dict.fromkeys([*labels, *before, *after]):
        label = str(labels.get(key, key))
        if change := text_change(key, _("Text"), before.get(key, ""), after.get(key, "")):
            found.append(Difference(f"section-{key}", label, (change,), _state(before.get(key), after.get(key))))
    return found


def _state(before, after):
    if not before:
        return ADDED
    return CHANGED if after else REMOVED


def _text(model, name, before, after):
    return text_change(name, _label(model, name), *_both(before, after, name))


def _number(model, name, before, after, form=NUMBER):
    return number_change(name, _label(model, name), form, before.get(name), after.get(name))


def _choice(model, name, before, after):
    """A code in the words of the field's choices."""
    choices = {None: "", "": "", **dict(model._meta.get_field(name).flatchoices)}
    codes = (row.get(name) for row in (before, after))
    return words_change(name, _label(model, name), *(str(choices.get(code, code)) for code in codes))


def _mark(model, name, before, after):
    """Yes or no, of a row that is there."""
    words = [{True: _("Yes"), False: _("No")}[bool(row.get(name))] if row else "" for row in (before, after)]
    return words_change(name, _label(model, name), *words) if before.get(name) or after.get(name) else None


def _day(model, name, before, after):
    days = (date.fromisoformat(row[name]) if row.get(name) else None for row in (before, after))
    return words_change(name, _label(model, name), *(date_format(day, "DATE_FORMAT") if day else "" for day in days))


def _results(old, new, names):
    def changes(before, after):
        for name in ("value", "numerator", "denominator"):
            yield _number(Actual, name, before, after)
        yield from _splits(before.get("splits", {}), after.get("splits", {}), names)
        yield _choice(Actual, "rating", before, after)
        yield _text(Actual, "comment", before, after)
        yield _text(Actual, "unavailable_reason", before, after)
        yield _day(Actual, "data_on", before, after)
        yield _text(Actual, "collected_by", before, after)

    return _rows(old.get("results", ()), new.get("results", ()), "indicator", changes)


def _splits(old, new, names):
    """A part of a percentage has two numbers beside its value; the value alone would hide a change of both."""
    for code in dict.fromkeys([*new, *old]):
        label, before, after = str(names.get(code, code)), old.get(code, {}), new.get(code, {})
        yield number_change(code, label, NUMBER, before.get("value"), after.get("value"))
        for name in ("numerator", "denominator"):
            words = f"{label} – {_label(Actual, name)}"
            yield number_change(f"{code}.{name}", words, NUMBER, before.get(name), after.get(name))


def _activity(before, after):
    yield _choice(ActivityProgress, "status", before, after)
    yield _number(ActivityProgress, "percent", before, after)
    yield _day(ActivityProgress, "revised_end", before, after)
    yield _text(ActivityProgress, "comment", before, after)


def _risk(before, after):
    titles = (row.get("title", "") for row in (before, after))
    yield text_change("description", _label(RiskUpdate, "description"), *titles)
    yield _number(RiskUpdate, "likelihood", before, after)
    yield _number(RiskUpdate, "impact", before, after)
    yield _choice(RiskUpdate, "status", before, after)
    yield _text(RiskUpdate, "response", before, after)


def _evidence(before, after):
    titles = (row.get("title", "") for row in (before, after))
    yield text_change("title", _label(Evidence, "title"), *titles)
    yield _choice(Evidence, "kind", before, after)
    yield _day(Evidence, "on", before, after)
    yield _choice(Evidence, "language", before, after)
    yield _text(Evidence, "file_name", before, after)
    yield _text(Evidence, "url", before, after)
    for name in ("is_public", "shows_people", "has_consent"):
        yield _mark(Evidence, name, before, after)


def _line(before, after):
    yield _number(Expenditure, "amount", before, after, MONEY)
    yield _number(Expenditure, "commitments", before, after, MONEY)
    yield _text(Expenditure, "comment", before, after)


def _item(before, after):
    yield _choice(ChecklistAnswer, "answer", before, after)
    yield _text(ChecklistAnswer, "comment", before, after)


def target_of(kind, key):
    """The anchor of a row: kind and lineage, or a short form of a key that is no lineage."""
    return f"{kind}-{sha256(key.encode()).hexdigest()[:12] if kind == 'evidence' else key}"


def _rows(old, new, kind, changes, names=None):
    """The Differences of rows that are joined by lineage."""
    before, after = ({row["lineage"]: row for row in rows} for rows in (old, new))
    found = []
    for lineage in dict.fromkeys([*after, *before]):
        pair = before.get(lineage), after.get(lineage)
        if differing := tuple(change for change in changes(*(row or {} for row in pair)) if change):
            title = (pair[1] or pair[0])["title"]
            title = str((names or {}).get(title, title)) if kind == "item" else title
            found.append(Difference(target_of(kind, lineage), title, differing, _state(*pair)))
    return found
