"""What the steps of a proposal do to its plan, in the same transaction; registered in ``apps.py``."""

from django.utils import timezone

from plans import services as plans


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
