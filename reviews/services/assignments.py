"""Asking reviewers – one by one, in bulk, from a list or by balance – and freeing them."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from applications.models import Application
from core import audit
from core.access import allows
from core.errors import DomainError, NotAllowed, StateConflict
from notifications.services import notify

from ..models import Assignment
from ..selectors import rubric_for
from ..selectors.exclusions import Exclusions, obstacles
from .screening import in_fund_review

ASSIGNED = audit.action("review.assigned", _("assigned a reviewer"), internal=True)
CANCELLED = audit.action("review.cancelled", _("cancelled a review"), internal=True)


@dataclass(frozen=True)
class Wish:
    """One proposal for one reviewer, until when, and why this one."""

    application: Application
    reviewer: User
    due_on: date
    reason: str = ""


@dataclass(frozen=True)
class Asked:
    """What became of wishes: the assignments made, and (wish, why not) of those refused."""

    made: list
    refused: list


def sort_out(wishes, *, by):
    """(wishes that can be fulfilled, [(wish, why not)]) in their order, each counted before the next; writes nothing."""
    applications = {wish.application.pk: wish.application for wish in wishes}
    people = {wish.reviewer.pk: wish.reviewer for wish in wishes}
    closed = obstacles(list(applications.values()), by)
    exclusions = Exclusions(applications.values(), people.values())
    fit, refused = [], []
    for wish in wishes:
        if why := closed.get(wish.application.pk) or _refusal(wish, by, exclusions):
            refused.append((wish, why))
            continue
        fit.append(wish)
        exclusions.note(wish.application, wish.reviewer)
    return fit, refused


def _refusal(wish, by, exclusions):
    if wish.due_on <= timezone.localdate():
        return _("Choose a due date in the future.")
    if wish.reviewer.pk == by.pk:
        return _("nobody asks themselves")
    return exclusions.why(wish.application, wish.reviewer, wish.due_on)


@transaction.atomic
def ask(wishes, *, by, source=Assignment.Source.LIST):
    """Ask reviewers to assess proposals: every wish (``Wish``) that can be fulfilled now; returns Asked.

    Proposals and people are locked, so that nobody is asked twice or beyond their capacity. Raises NotAllowed for somebody
    who does not assign; what stands against a single wish is told with it.
    """
    if not allows(by, "reviews.assign"):
        raise NotAllowed(_("You may not do this."))
    keys, people = {wish.application.pk for wish in wishes}, {wish.reviewer.pk for wish in wishes}
    locked = {one.pk: one for one in Application.objects.select_for_update().filter(pk__in=keys).order_by("pk")}
    for_update = User.objects.select_for_update(no_key=True, of=("self",)).select_related("organisation")
    present = {one.pk: one for one in for_update.filter(pk__in=people).order_by("pk")}
    current = [
        Wish(locked[one.application.pk], present[one.reviewer.pk], one.due_on, one.reason)
        for one in wishes
        if one.application.pk in locked and one.reviewer.pk in present
    ]
    fit, refused = sort_out(current, by=by)
    return Asked([_ask(wish, by, source) for wish in fit], refused)


def _ask(wish, by, source):
    application, due_on = wish.application, wish.due_on.isoformat()
    assignment = Assignment.objects.create(
        application=application,
        submission=application.submissions.order_by("-number").first(),
        reviewer=wish.reviewer,
        assigned_by=by,
        due_on=wish.due_on,
        rubric=rubric_for(application),
        source=source,
        choice_reason=wish.reason[: Assignment.choice_reason.field.max_length],
    )
    audit.record(ASSIGNED, application, by=by, reviewer=wish.reviewer.pk, due_on=due_on, source=str(source))
    notify("review.requested", assignment, to=[wish.reviewer], actor=by, due_on=due_on)
    return assignment


@transaction.atomic
def assign(application, *, by, reviewer, due_on):
    """Ask one reviewer to assess a screened proposal.

    Raises:
        NotAllowed: ``by`` does not assign, or works on the proposal.
        StateConflict: it is not with the Fund.
        DomainError: it is not screened, the day is past, or the reviewer is left out; with all reasons.
    """
    application = in_fund_review(application, by, "reviews.assign")
    asked = ask([Wish(application, reviewer, due_on)], by=by, source=Assignment.Source.BY_HAND)
    for wish, why in asked.refused:
        if application.pk in obstacles([application], by) or due_on <= timezone.localdate():
            raise DomainError(why)
        facts = {"name": wish.reviewer, "why": why}
        raise DomainError(_("%(name)s cannot review this proposal: %(why)s.") % facts)
    return asked.made[0]


@transaction.atomic
def cancel(assignment, *, by):
    """Free a reviewer who has not finished. Raises StateConflict for a finished, refused or cancelled review."""
    locked = Assignment.objects.select_for_update().get(pk=assignment.pk)
    if not allows(by, "reviews.assign", locked.application):
        raise NotAllowed(_("You may not do this."))
    if locked.state not in {Assignment.State.INVITED, Assignment.State.OPEN}:
        raise StateConflict(_("This review is finished or cancelled already."))
    locked.state = Assignment.State.CANCELLED
    locked.save(update_fields=["state"])
    audit.record(CANCELLED, locked.application, by=by, reviewer=locked.reviewer_id)
    notify("review.cancelled", locked.application, to=[locked.reviewer], actor=by)
    return locked
