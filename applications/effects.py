"""What the steps of a proposal do to its plan, inside the same transaction; registered in ``apps.py``."""

from plans import services as plans


def reopen_plan(application, *, by, comment):
    """A returned proposal can be written again."""
    plans.reopen(application.plan.current, by=by)


def withdraw_plan(application, *, by, comment):
    """A withdrawn proposal closes its plan."""
    plans.withdraw(application.plan.current, by=by)


def approve_plan(application, *, by, comment):
    """An approved proposal freezes its plan."""
    plans.approve(application.plan.current, by=by)
