"""Sums over budgets, computed, never typed. USD, Decimal, two places."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from core.numbers import to_cents

ZERO = Decimal("0.00")


def line_amount(quantity, periods, unit_cost, share_percent):
    """Amount of a line: quantity × periods × unit cost × share, rounded half up once, at the end."""
    return to_cents(quantity * periods * unit_cost * share_percent / 100)


@dataclass
class BudgetTotals:
    """Sums of one version's lines, and the shares that the rules ask for (B02, B11)."""

    by_category: dict = field(default_factory=lambda: defaultdict(lambda: ZERO))
    by_outcome: dict = field(default_factory=lambda: defaultdict(lambda: ZERO))
    evaluation: Decimal = ZERO

    @property
    def total(self):
        """Sum of all lines."""
        return sum(self.by_category.values(), ZERO)

    @property
    def support(self):
        """Staff and office together."""
        return self.by_category["STAFF"] + self.by_category["OFFICE"]

    def share(self, amount):
        """``amount`` as a share of the total, or None for an empty budget."""
        return amount / self.total if self.total else None

    @property
    def support_share(self):
        """Staff and office as a share of the total."""
        return self.share(self.support)

    @property
    def evaluation_share(self):
        """The evaluation line as a share of the total."""
        return self.share(self.evaluation)


def budget_totals(lines):
    """Totals of ``lines`` (any objects with category, amount, is_evaluation, activity)."""
    totals = BudgetTotals()
    for line in lines:
        totals.by_category[line.category] += line.amount
        if line.activity:
            totals.by_outcome[line.activity.code.split(".")[0]] += line.amount
        if line.is_evaluation:
            totals.evaluation += line.amount
    return totals
