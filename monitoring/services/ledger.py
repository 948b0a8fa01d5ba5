"""Booking a project's money: what accepted reports say was spent."""

from collections import defaultdict
from decimal import Decimal

from django.db.models import Sum
from django.utils import timezone

from ..models import ProjectEntry

ZERO = Decimal("0.00")


def book_expenditure(report, *, by):
    """Book what an accepted report says was spent, line by line, less what is booked for its duty already.

    A step of acceptance, in its transaction; a correction so books the difference. Returns the new entries. USD.
    """
    booked = ProjectEntry.objects.filter(report__duty=report.duty_id).values_list("lineage").annotate(Sum("amount"))
    change = defaultdict(lambda: ZERO, {lineage: -amount for lineage, amount in booked})
    for lineage, amount in report.expenditures.values_list("lineage", "amount"):
        change[lineage] += amount
    facts = {"project": report.duty.project, "kind": ProjectEntry.Kind.EXPENDITURE, "report": report, "booked_by": by}
    today = timezone.localdate()
    rows = [
        ProjectEntry(lineage=lineage, amount=amount, on=today, **facts) for lineage, amount in change.items() if amount
    ]
    return ProjectEntry.objects.bulk_create(rows)
