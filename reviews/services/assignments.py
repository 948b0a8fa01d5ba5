"""Reviewers: asking them, freeing them, and their declarations."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role
from accounts.selectors import people_in
from applications.selectors import round_of
from applications.services import authors_of
from core import audit
from core.access import allows
from core.errors import DomainError, NotAllowed, StateConflict
from notifications.services import notify

from ..models import Assignment
from ..selectors import rubric_for
from .screening import in_fund_review

ASSIGNED = audit.action("review.assigned", _("assigned a reviewer"), internal=True)
CANCELLED = audit.action("review.cancelled", _("cancelled a review"), internal=True)
DECLARED = audit.action("review.declared", _("declared no conflict of interest"), internal=True)
RECUSED = audit.action("review.recused", _("declared a conflict of interest"), internal=True)


def possible_reviewers(application):
    """Reviewers who may be asked: in office, never on the team, of another organisation than its people, not asked yet."""
    authors = authors_of(application)
    organisations = authors.exclude(organisation=None).values("organisation")
    people = people_in(Role.REVIEWER).exclude(pk__in=authors.values("pk")).exclude(organisation__in=organisations)
    codes = list(application.countries.values_list("pk", flat=True))
    people = people.exclude(organisation__country_code__in=codes)
    return people.exclude(assignments__submission__in=round_of(application))


@transaction.atomic
def assign(application, *, by, reviewer, due_on):
    """Ask a reviewer to assess a screened proposal. Raises DomainError for one who may not be asked."""
    application = in_fund_review(application, by, "reviews.assign")
    if not any(screening.passed for screening in application.screenings.filter(submission__in=round_of(application))):
        raise DomainError(_("Screen the proposal first; reviewers are asked when it passes."))
    if authors_of(application).filter(pk=reviewer.pk).exists():
        raise DomainError(_("This person works on the proposal, or once did: they cannot review it."))
    if not possible_reviewers(application).filter(pk=reviewer.pk).exists():
        raise DomainError(_("This person cannot review this proposal: same country or organisation, or asked already."))
    if due_on <= timezone.localdate():
        raise DomainError(_("Choose a due date in the future."))
    assignment = Assignment.objects.create(
        application=application,
        submission=application.submissions.order_by("-number").first(),
        reviewer=reviewer,
        assigned_by=by,
        due_on=due_on,
        rubric=rubric_for(application),
    )
    audit.record(ASSIGNED, application, by=by, reviewer=reviewer.pk, due_on=due_on.isoformat())
    notify("review.requested", assignment, to=[reviewer], actor=by, due_on=due_on.isoformat())
    return assignment


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


def own_assignment(assignment, by, rule):
    """The locked assignment, if ``by`` has ``rule`` on it. Raises NotAllowed."""
    locked = Assignment.objects.select_for_update().get(pk=assignment.pk)
    if not allows(by, rule, locked):
        raise NotAllowed(_("You may not do this."))
    return locked


@transaction.atomic
def declare(assignment, *, by, has_conflict, conflict=""):
    """Declare a conflict of interest or its absence; only its absence opens the text.

    A conflict may be declared at any time before the decision and closes everything at once; a review already written
    stays for the record and out of the mean.
    """
    assignment = own_assignment(assignment, by, "reviews.declare")
    if has_conflict and not conflict.strip():
        raise DomainError(_("Say what the conflict is, in a few words."))
    if not has_conflict and assignment.state != Assignment.State.INVITED:
        raise StateConflict(_("You have declared already."))
    assignment.state = Assignment.State.CONFLICT if has_conflict else Assignment.State.OPEN
    assignment.conflict, assignment.declared_at = conflict, timezone.now()
    assignment.save(update_fields=["state", "conflict", "declared_at"])
    audit.record(RECUSED if has_conflict else DECLARED, assignment.application, by=by)
    kind = "review.conflict" if has_conflict else "review.declared"
    notify(kind, assignment.application, to=[assignment.assigned_by], actor=by)
    return assignment
