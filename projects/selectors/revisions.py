"""What an amendment changes: how money moves between budget lines, and whether only what is asked is changed."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from core.numbers import write_money
from core.panels import collect
from plans.comparison import compare
from plans.comparison.changes import Comparison
from plans.comparison.rows import ACTIVITY, LINE
from plans.selectors import Framework, whole
from plans.snapshot import data_of

from ..models import Amendment

ZERO = Decimal("0.00")
MOST_NAMED = 5
# What more time may change although nothing else is asked: months of activities, and the half-years that follow from them.
BY_TIME = {ACTIVITY: {"start_month", "end_month", "milestone_month"}, LINE: {"phases"}}


@dataclass(frozen=True)
class Transfer:
    """A budget line in the approved and in the amended version, joined by lineage. USD; None where it is not there.

    ``spent``: what accepted reports say was spent on it, below which it cannot go.
    """

    lineage: str
    number: str
    description: str
    category: str
    old: Decimal | None
    new: Decimal | None
    spent: Decimal = ZERO
    is_evaluation: bool = False
    activity: str = ""

    @property
    def change(self):
        """By how much it grows; negative where it gives."""
        return (self.new or ZERO) - (self.old or ZERO)

    @property
    def is_retired(self):
        """Whether it is reduced to what was spent: nothing more will be, and the line stays for the accounts."""
        return self.change < 0 and self.spent > 0 and self.new == self.spent

    @property
    def standing(self):
        """What happens to it, in a word; empty for a line that stays."""
        if self.old is None:
            return _("New line")
        if self.new is None:
            return _("Removed line")
        return _("Retired: only what was spent stays") if self.is_retired else ""

    @property
    def obstacle(self):
        """Why it cannot be so: more was spent already (or it is gone)."""
        if self.new is None and self.spent:
            text = _("“%(line)s” was removed, but %(spent)s was spent on it. Bring it back with at least that amount.")
        elif self.new is not None and self.new < self.spent:
            text = _("“%(line)s”: %(spent)s was spent already. The line cannot be lower than that.")
        else:
            return ""
        return text % {"line": self.description, "spent": write_money(self.spent)}


def spent_by_line(project):
    """What accepted reports say was spent on each budget line, in USD: {lineage as text: Decimal}."""
    found = {}
    for amounts in collect("spent_by_line", project):
        found |= {str(lineage): amount for lineage, amount in amounts.items()}
    return found


@dataclass(frozen=True)
class Pair:
    """An amendment and the version it is based on, read once: both whole, the amendment's data, and what differs."""

    new: Framework
    old: Framework
    data: dict
    comparison: Comparison


def pair_of(version):
    """The ``Pair`` of an amendment. A constant number of queries."""
    new, old = whole(version), whole(version.based_on)
    data = data_of(new)
    return Pair(new, old, data, compare(data_of(old), data))


def transfers_of(comparison, spent):
    """A ``Transfer`` for every budget line of either version, in their order."""
    return tuple(_transfer(row, spent.get(row.row.lineage, ZERO)) for row in comparison.lines)


def _transfer(row, spent):
    amounts = [Decimal(found.data["amount"]) if found else None for found in (row.old, row.new)]
    data = row.row.data
    activity = data["activity"][1] if data["activity"] else ""
    return Transfer(
        row.row.lineage,
        row.row.number,
        row.row.title,
        data["category"],
        *amounts,
        spent,
        data["is_evaluation"],
        activity,
    )


def moves(transfers):
    """The lines whose amounts change, and how much moves between them in USD: what some gain and others give."""
    moved = [transfer for transfer in transfers if transfer.change]
    return moved, sum((transfer.change for transfer in moved if transfer.change > 0), ZERO)


def beyond_what_is_asked(comparison, amendment):
    """Sentences for what an amendment changes although its request does not say so."""
    kinds, found = amendment.kinds, []
    if Amendment.Kind.FRAMEWORK not in kinds:
        rows = (*comparison.results, *comparison.risks, *comparison.markers)
        text = _("Results, activities and risks stay as approved, because their change is not asked: %(rows)s. Undo it "
                 "there, or ask for it too.")  # fmt: skip
        found += _refusal(text, rows, amendment)
    if Amendment.Kind.BUDGET not in kinds:
        text = _("The budget stays as approved, because its revision is not asked: %(rows)s. Undo it there, or ask for "
                 "it too.")  # fmt: skip
        found += _refusal(text, comparison.lines, amendment)
    return found


def _refusal(text, rows, amendment):
    names = [row.name if row.row.number else f"{row.name} “{row.title}”" for row in rows if _differs(row, amendment)]
    more = "" if len(names) <= MOST_NAMED else " …"
    return [text % {"rows": ", ".join(names[:MOST_NAMED]) + more}] if names else []


def _differs(row, amendment):
    """Whether a row is added, removed, moved or changed otherwise than more time alone brings about."""
    if row.old is None or row.new is None or row.is_moved:
        return True
    by_time = BY_TIME.get(row.row.kind, set()) if amendment.extends else set()
    return any(change.name not in by_time for change in row.changes)
