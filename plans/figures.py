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
    """Sums of one version's lines: each part of the budget, and the evaluation line."""

    by_category: dict = field(default_factory=lambda: defaultdict(lambda: ZERO))
    evaluation: Decimal = ZERO

    @property
    def total(self):
        """Sum of all lines."""
        return sum(self.by_category.values(), ZERO)


def budget_totals(lines):
    """Totals of ``lines`` (any objects with category, amount, is_evaluation)."""
    totals = BudgetTotals()
    for line in lines:
        totals.by_category[line.category] += line.amount
        if line.is_evaluation:
            totals.evaluation += line.amount
    return totals
