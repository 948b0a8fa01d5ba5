"""What the steps of a proposal do to its plan and to the line's money, in the same transaction; registered in ``apps.py``."""

from django.utils import timezone

from funding.services import ledger
from plans import services as plans
from plans.selectors import framework


def reopen_plan(application, *, by, comment):
    """A returned proposal can be written again."""
    if not application.plan.current.is_editable:  # questions may have opened it already
        plans.reopen(application.plan.current, by=by)


def close_clarification(application, *, by, comment):
    """A returned or withdrawn proposal needs no answers any more."""
    application.clarifications.waiting().update(closed_at=timezone.now())


def withdraw_plan(application, *, by, comment):
    """A withdrawn proposal, or one that is not endorsed, closes its plan."""
    plans.withdraw(application.plan.current, by=by)


def approve_plan(application, *, by, comment):
    """An approved proposal freezes its plan."""
    plans.approve(application.plan.current, by=by)


def commit_funds(application, *, by, comment):
    """An approved proposal holds the money of its budget; DomainError with the figures when it does not suffice (C06)."""
    ledger.commit(
        by=by,
        line=application.line,
        year=application.funding_year,
        region=application.region,
        amount=framework(application.plan.approved).totals.total,
        reference=application.reference,
    )
