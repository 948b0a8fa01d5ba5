"""A comparison in a few sentences: how many rows of each kind came, went or changed, and what the budget does."""

from collections import Counter

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.numbers import write_money

from . import rows
from .changes import ADDED, MOVED, REMOVED

TARGETS = {"target_value", "target_text", "split_targets"}
BASELINES = {"baseline_state", "baseline_value", "baseline_year", "baseline_text", "baseline_due_month"}
MONEY_FIELDS = {"amount", "quantity", "periods", "unit_cost", "share_percent", "phases", "category"}
WORDINGS = {"statement", "title", "description"}


def counts(comparison):
    """How many rows there are of each kind of change: Counter of keys such as ("added", "activity") and ("targets",)."""
    found = Counter()
    for row in comparison.rows:
        state = row.states[0] if row.states else ""
        if state in {ADDED, REMOVED}:
            found[state, row.row.kind] += 1
            continue
        names = {change.name for change in row.changes}
        found["targets",] += bool(names & TARGETS)
        found["baselines",] += bool(names & BASELINES)
        found["milestones",] += "milestones" in names
        found["reworded",] += bool(names & WORDINGS)
        found["details",] += bool(names - TARGETS - BASELINES - MONEY_FIELDS - WORDINGS - {"milestones"})
        found["moved",] += MOVED in row.states
    found["amounts",] = sum(any(change.name == "amount" for change in row.changes) for row in comparison.lines)
    return +found


def summary(comparison):
    """Translated phrases in order of weight: "3 targets changed", "1 activity added", "budget + USD 4,000 on 2 lines"."""
    found = counts(comparison)
    phrases = [words(found[key]) % {"n": found[key]} for key, words in WORDS.items() if found[key]]
    if comparison.duration:
        months = {"old": comparison.old_duration or "–", "new": comparison.new_duration or "–"}
        phrases.append(_("duration %(old)s → %(new)s months") % months)
    if found["amounts",]:
        phrases.append(_budget(comparison.total.difference, found["amounts",]))
    return phrases


def _budget(difference, lines):
    if not difference:
        words = ngettext("budget moved on %(n)d line, same total", "budget moved on %(n)d lines, same total", lines)
        return words % {"n": lines}
    amount = f"{'+' if difference > 0 else '−'}\u00a0{write_money(abs(difference))}"
    words = ngettext("budget %(amount)s on %(n)d line", "budget %(amount)s on %(n)d lines", lines)
    return words % {"amount": amount, "n": lines}


WORDS = {
    ("targets",): lambda n: ngettext("%(n)d target changed", "%(n)d targets changed", n),
    ("baselines",): lambda n: ngettext("%(n)d baseline changed", "%(n)d baselines changed", n),
    ("milestones",): lambda n: ngettext(
        "milestones of %(n)d indicator changed", "milestones of %(n)d indicators changed", n
    ),
    (ADDED, rows.RESULT): lambda n: ngettext("%(n)d result added", "%(n)d results added", n),
    (REMOVED, rows.RESULT): lambda n: ngettext("%(n)d result removed", "%(n)d results removed", n),
    (ADDED, rows.INDICATOR): lambda n: ngettext("%(n)d indicator added", "%(n)d indicators added", n),
    (REMOVED, rows.INDICATOR): lambda n: ngettext("%(n)d indicator removed", "%(n)d indicators removed", n),
    (ADDED, rows.ACTIVITY): lambda n: ngettext("%(n)d activity added", "%(n)d activities added", n),
    (REMOVED, rows.ACTIVITY): lambda n: ngettext("%(n)d activity removed", "%(n)d activities removed", n),
    (ADDED, rows.LINE): lambda n: ngettext("%(n)d budget line added", "%(n)d budget lines added", n),
    (REMOVED, rows.LINE): lambda n: ngettext("%(n)d budget line removed", "%(n)d budget lines removed", n),
    (ADDED, rows.RISK): lambda n: ngettext("%(n)d risk added", "%(n)d risks added", n),
    (REMOVED, rows.RISK): lambda n: ngettext("%(n)d risk removed", "%(n)d risks removed", n),
    (ADDED, rows.MARKER): lambda n: ngettext("%(n)d concern added", "%(n)d concerns added", n),
    (REMOVED, rows.MARKER): lambda n: ngettext("%(n)d concern removed", "%(n)d concerns removed", n),
    ("reworded",): lambda n: ngettext("%(n)d row reworded", "%(n)d rows reworded", n),
    ("details",): lambda n: ngettext("other details of %(n)d row changed", "other details of %(n)d rows changed", n),
    ("moved",): lambda n: ngettext("%(n)d row moved", "%(n)d rows moved", n),
}
