"""What steps of a proposal do here, inside the same transaction; registered in ``apps.py``."""

from django.utils.translation import gettext_lazy as _

from accounts.roles import Role
from accounts.selectors import people_in
from core.errors import StateConflict
from funding.services import ledger
from notifications.services import notify
from projects import services as projects

from .models import Assignment, Decision, Letter, Recommendation
from .selectors import Reserve, number_in_reserve


def award_project(application, *, by, comment):
    """An approved proposal becomes a project."""
    projects.award(application, by=by)


def free_reviewers(application, *, by, comment):
    """A withdrawn or returned proposal needs no reviews; who had not finished is told."""
    waiting = application.assignments.filter(state__in=[Assignment.State.INVITED, Assignment.State.OPEN])
    told = [assignment.reviewer for assignment in waiting.select_related("reviewer")]
    waiting.update(state=Assignment.State.CANCELLED)
    notify("review.cancelled", application, to=told, actor=by)


def refuse_when_decided(application, *, by, comment):
    """A recommendation that is decided on stays as it is."""
    if hasattr(application.recommendations.first(), "decision"):
        raise StateConflict(_("This is decided already."))


def drop_decision(application, *, by, comment):
    """A proposal withdrawn before its decision was made known gets no letter, and its money goes back to the line."""
    decision = Decision.objects.filter(application=application).exclude(pk__in=Decision.objects.released()).first()
    if decision is None:
        return
    if letter := Letter.objects.filter(decision=decision).select_related("release").first():
        letter.release.dropped.add(application)
        letter.delete()
    if decision.outcome in Recommendation.FUNDED:
        ledger.release(by=by, reference=application.reference, amount=decision.amount, source=comment)


def tell_of_reserve(entry, *, by):
    """Money booked for a line: officers are told when proposals of the line wait in reserve for it (C06)."""
    if number := number_in_reserve(entry.line):
        facts = {"number": number, "amount": str(entry.amount), "year": entry.year}
        notify("reserve.funded", Reserve(entry.line), to=people_in(Role.OFFICER), actor=by, **facts)
