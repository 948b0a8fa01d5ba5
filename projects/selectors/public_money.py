"""The money of a public record: budget by years, the commitment, and what was paid and spent where that is cleared."""

from decimal import Decimal

from dateutil.relativedelta import relativedelta

from plans.models import PlanVersion
from plans.selectors import phases_of

DAY = relativedelta(days=1)


def money_of(project, tree, facts, *, shows_spent):
    """The record's ``money``; ``tree``: of the plan in force, or None; ``facts``: [PublicFacts]. Amounts in USD, as text.

    ``original_budgets``: those first approved, only while an amendment says otherwise.
    """
    money = {"budgets": [], "original_budgets": [], "commitments": [], "spent": [], "disbursed": []}
    if tree and project.starts_on:
        money["budgets"] = _budgets([line.phases for line in tree.lines], project.starts_on, project.ends_on)
        original = _original(project, tree.version)
        money["original_budgets"] = original if original != money["budgets"] else []
    if project.application_id and project.application.decided_at and project.amount:
        on = project.application.decided_at.date()
        money["commitments"] = [{"on": str(on), "value": str(project.amount)}]
    if shows_spent:
        money["spent"] = [spell.as_data() for part in facts for spell in part.spent]
        money["disbursed"] = [payment.as_data() for part in facts for payment in part.disbursed]
    return money


def _budgets(phases, starts_on, ends_on):
    """The half-years of all lines by years of the project, each at most a year."""
    halves = [sum(amounts, Decimal(0)) for amounts in zip(*phases, strict=True)]
    found = []
    for year, first in enumerate(range(0, len(halves), 2)):
        start = starts_on + relativedelta(years=year)
        end = min(start + relativedelta(years=1) - DAY, ends_on)
        if amount := sum(halves[first : first + 2], Decimal(0)):
            found.append({"from": str(start), "to": str(end), "value": str(amount)})
    return found


def _original(project, version):
    """The budgets of the plan that was approved first; none unless the one in force is an amendment of it. Three queries."""
    if version.origin != PlanVersion.Origin.AMENDMENT:
        return []
    first = project.plan.versions.filter(status__in=PlanVersion.FROZEN).order_by("number").first()
    lines = first.lines.select_related("activity").prefetch_related("phase_amounts")
    phases = [phases_of(line, first.duration_months) for line in lines]
    return _budgets(phases, project.starts_on, project.starts_on + relativedelta(months=first.duration_months) - DAY)
