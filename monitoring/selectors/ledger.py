"""Reads of a project's money: what was promised, paid, spent and returned. USD, two places."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Sum

from core.numbers import to_cents
from funding.ledger import balance
from funding.models import LedgerEntry
from plans.models import BudgetLine

from ..models import ProjectEntry

ZERO = Decimal("0.00")
Kind = ProjectEntry.Kind


@dataclass(frozen=True)
class Account:
    """The money of one project: its ``amount`` and the sums of its entries."""

    amount: Decimal
    disbursed: Decimal = ZERO
    spent: Decimal = ZERO
    returned: Decimal = ZERO

    @property
    def to_disburse(self):
        """What may still be paid to the office."""
        return self.amount - self.returned - self.disbursed

    @property
    def left(self):
        """What the budget leaves: below zero when more is spent than there is."""
        return self.amount - self.spent

    @property
    def unspent(self):
        """What is neither spent nor returned: what a closure returns (R15)."""
        return self.amount - self.spent - self.returned

    @property
    def on_hand(self):
        """What the office holds; below zero when it spent more than it was paid.

        Returned money counts as what was never paid first, then as paid back by the office.
        """
        paid_back = max(self.returned - (self.amount - self.disbursed), ZERO)
        return self.disbursed - self.spent - paid_back


def account_of(project):
    """The ``Account`` of a project. One query."""
    sums = defaultdict(lambda: ZERO)
    rows = ProjectEntry.objects.filter(project=project).order_by().values_list("kind").annotate(Sum("amount"))
    sums.update({kind: to_cents(amount) for kind, amount in rows})
    return Account(project.amount or ZERO, sums[Kind.DISBURSEMENT], sums[Kind.EXPENDITURE], sums[Kind.RETURN])


def held_for(project):
    """What the funding line has committed to the project and not released."""
    if not project.application_id:
        return ZERO
    kinds = [LedgerEntry.Kind.COMMITMENT, LedgerEntry.Kind.RELEASE]
    entries = LedgerEntry.objects.filter(reference=project.application.reference, kind__in=kinds)
    return balance(entries).engaged


def releasable(project):
    """What the line holds for the project beyond what it has spent and returned: what a cancellation releases."""
    account = account_of(project)
    return held_for(project) - account.spent - account.returned


@dataclass
class LineSpent:
    """What was spent on one budget line, by report; ``line`` is the newest row of its lineage."""

    line: object
    by_duty: dict = field(default_factory=lambda: defaultdict(lambda: ZERO))

    @property
    def total(self):
        """All that was spent on it."""
        return sum(self.by_duty.values(), ZERO)

    @property
    def left(self):
        """What the budget in force leaves; a line that is no longer in it has no budget."""
        return (self.line.amount if self.line.is_in_force else ZERO) - self.total


def spent_by_line(project):
    """(duties with accepted reports, [LineSpent]) of a project in the order of its budget. Three queries."""
    entries = ProjectEntry.objects.filter(project=project, kind=Kind.EXPENDITURE).select_related("report__duty")
    entries = list(entries.order_by("report__duty__ends_on", "pk"))
    duties = list(dict.fromkeys(entry.report.duty for entry in entries))
    version = project.plan.approved if project.plan_id else None
    lines = {}
    for line in BudgetLine.objects.filter(version__plan=project.plan_id).order_by("version__number", "position"):
        line.is_in_force = version is not None and line.version_id == version.pk
        lines[line.lineage] = LineSpent(line)
    for entry in entries:
        lines[entry.lineage].by_duty[entry.report.duty] += entry.amount
    rows = [row for row in lines.values() if row.line.is_in_force or row.by_duty]
    rows.sort(key=lambda row: (not row.line.is_in_force, row.line.position))
    for row in rows:
        row.cells = [row.by_duty.get(duty, ZERO) for duty in duties]
    return duties, rows


def entries_of(project):
    """The entries of a project, newest first, with what their list shows."""
    entries = ProjectEntry.objects.filter(project=project).select_related("report__duty", "booked_by", "reversed_by")
    return entries.order_by("-on", "-pk")


def last_entry(project):
    """The number of the project's last entry, 0 without one: what a form remembers against double clicks."""
    return ProjectEntry.objects.filter(project=project).order_by("-pk").values_list("pk", flat=True).first() or 0
