"""What differs between two reports, from their data alone (``monitoring.snapshot.as_data``): no database is asked."""

from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from plans.comparison import text_change, words_change
from plans.comparison.fields import MONEY, NUMBER, number_change

from .models import Actual, Expenditure, Report
from .sections import sections_of

ADDED, REMOVED, CHANGED = "added", "removed", "changed"


@dataclass(frozen=True)
class Difference:
    """One section, indicator, line or the report itself that two reports say differently.

    ``target`` is what comments and the reading page call it ("section-summary", "indicator-…", "line-…", "report").
    """

    target: str
    name: str
    changes: tuple
    state: str = CHANGED

    @property
    def states(self):
        """As rows of ``plans.comparison`` say it."""
        return (self.state,)


def compare(old, new):
    """The Differences from one report's data to another's, in reading order."""
    return [*_facts(old, new), *_texts(old, new), *_results(old, new), *_money(old, new)]


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
    changes.append(words_change("ledger_on", _label(Report, "ledger_on"), *_both(before, after, "ledger_on")))
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


def _results(old, new):
    def changes(before, after):
        yield number_change("value", _label(Actual, "value"), NUMBER, before.get("value"), after.get("value"))
        yield text_change("comment", _label(Actual, "comment"), *_both(before, after, "comment"))

    return _rows(old.get("results", ()), new.get("results", ()), "indicator", changes)


def _money(old, new):
    label = _label(Expenditure, "amount")

    def changes(before, after):
        yield number_change("amount", label, MONEY, before.get("amount"), after.get("amount"))
        yield text_change("comment", _label(Expenditure, "comment"), *_both(before, after, "comment"))

    return _rows(old.get("money", ()), new.get("money", ()), "line", changes)


def _rows(old, new, kind, changes):
    """The Differences of rows that are joined by lineage."""
    before, after = ({row["lineage"]: row for row in rows} for rows in (old, new))
    found = []
    for lineage in dict.fromkeys([*after, *before]):
        pair = before.get(lineage), after.get(lineage)
        if differing := tuple(change for change in changes(*(row or {} for row in pair)) if change):
            title = (pair[1] or pair[0])["title"]
            found.append(Difference(f"{kind}-{lineage}", title, differing, _state(*pair)))
    return found
