"""Reminders of reviews that are due: one message a person and day, about all of them together."""

from collections import defaultdict
from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.models import State as Proposal
from core import audit
from core.models import AuditEvent
from notifications.services import notify

from ..models import Assignment

REMINDED = audit.action("review.reminded", _("reminded a reviewer"), internal=True)
STEPS = (7, 2, 0, -1, -7)  # days before the due date, and after it
WAITING = (Assignment.State.INVITED, Assignment.State.OPEN)


@dataclass(frozen=True)
class Desk:
    """What a reminder is about: no single review, but all that waits on a person's list."""

    def __str__(self):
        return ""

    def get_absolute_url(self):
        """The list."""
        return reverse("reviews:mine")


def step_of(due_on, today):
    """The nearest of ``STEPS`` that has come; None before the first. A task that was late catches up."""
    left = (due_on - today).days
    return min((step for step in STEPS if left <= step), default=None)


def remind_of_reviews(today=None):
    """Remind reviewers 7 and 2 days before, on the day, and 1 and 7 days after it; returns how many people were told.

    Each step of each review once. Only reviews of proposals that are with the Fund, and only its reviewer's own.
    """
    today, waiting = today or timezone.localdate(), defaultdict(list)
    found = Assignment.objects.filter(state__in=WAITING, application__state=Proposal.FUND_REVIEW)
    for assignment in found.select_related("reviewer", "application").order_by("due_on", "pk"):
        if (step := step_of(assignment.due_on, today)) is not None:
            waiting[assignment.reviewer].append((assignment, step))
    return sum(_remind(person, due, today) for person, due in waiting.items())


@transaction.atomic
def _remind(person, due, today):
    """One message, if a step came that the person was not told of; it names all that is near or over."""
    told = list(AuditEvent.objects.filter(action=REMINDED, data__reviewer=person.pk).values_list("data", flat=True))
    steps = {(data["assignment"], data["step"], data["due_on"]) for data in told}
    fresh = [(one, step) for one, step in due if (one.pk, step, one.due_on.isoformat()) not in steps]
    if not fresh or any(data["on"] == today.isoformat() for data in told):  # what came since waits for tomorrow
        return False
    for assignment, step in fresh:
        facts = {
            "assignment": assignment.pk,
            "step": step,
            "due_on": assignment.due_on.isoformat(),
            "on": today.isoformat(),
        }
        audit.record(REMINDED, assignment.application, by=None, reviewer=person.pk, **facts)
    first = due[0][0].due_on
    notify(
        "review.reminder",
        Desk(),
        to=[person],
        once=f"reviews.reminder:{today.isoformat()}",
        references=[assignment.application.reference for assignment, _step in due],
        n=len(due),
        is_over=first < today,
        due_on=first.isoformat(),
    )
    return True
