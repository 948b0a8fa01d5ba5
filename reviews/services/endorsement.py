"""The Regional Office's part (P04): endorsing, standing in for a colleague, asking Headquarters for advice."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Organisation, User
from applications.models import Application, State
from applications.progress import told
from applications.services import officers, team_of
from applications.workflow import PROPOSAL
from core import audit
from core.access import allows
from core.errors import DomainError, NotAllowed, StateConflict
from notifications.services import notify

from ..models import Advice, Delegation, Endorsement

DELEGATED = audit.action("endorsement.delegated", gettext_lazy("asked a colleague to stand in"), internal=True)
ENDED = audit.action("endorsement.delegation_ended", gettext_lazy("ended a colleague's standing in"), internal=True)
ASKED = audit.action("endorsement.advice_asked", gettext_lazy("asked for advice"), internal=True)
ADVISED = audit.action("endorsement.advice_given", gettext_lazy("gave advice"), internal=True)
UNDER_REVIEW = {State.REGIONAL_REVIEW, State.FUND_REVIEW}


@transaction.atomic
def endorse(application, *, by, comment=""):
    """Endorse a submission for the Regional Office (P04). Tells the applicant and the Fund's officers."""
    application = PROPOSAL.apply("endorse", application, by=by, comment=comment)
    endorsement = Endorsement.objects.create(
        application=application,
        submission=application.submissions.order_by("-number").first(),
        endorsed_by=by,
        comment=comment,
    )
    people = [*team_of(application), *officers()]
    notify("application.endorsed", application, to=people, actor=by, title=application.title, **told(application))
    return endorsement


def _under_review(application, by, rule):
    """The locked application, if ``by`` has ``rule`` on it and it is reviewed. Raises NotAllowed or StateConflict."""
    locked = Application.objects.select_for_update().get(pk=application.pk)
    if not allows(by, rule, locked):
        raise NotAllowed(_("You may not do this."))
    if locked.state not in UNDER_REVIEW:
        raise StateConflict(_("This proposal is not under review."))
    return locked


def possible_delegates(application, by):
    """Colleagues of the same office who may stand in for ``by`` on a proposal: active, not of its team, not asked yet."""
    if not by.organisation_id:
        return User.objects.none()
    asked = application.delegations.filter(ended_at=None).values("delegate")
    people = (
        User.objects.filter(organisation=by.organisation_id, is_active=True).exclude(pk=by.pk).exclude(pk__in=asked)
    )
    return people.exclude(pk__in=[person.pk for person in team_of(application)]).order_by("name")


@transaction.atomic
def delegate(application, *, by, to, note=""):
    """Let a colleague of the same office act for the Regional Office on one proposal. Tells the colleague.

    Raises DomainError for somebody who may not stand in.
    """
    application = _under_review(application, by, "reviews.delegate")
    if not possible_delegates(application, by).filter(pk=to.pk).exists():
        raise DomainError(_("Choose a colleague of your own office who has no part in this proposal."))
    delegation = Delegation.objects.create(application=application, delegate=to, delegated_by=by, note=note)
    audit.record(DELEGATED, application, by=by, comment=note, delegate=to.pk)
    notify("endorsement.delegated", application, to=[to], actor=by, title=application.title, comment=note)
    return delegation


@transaction.atomic
def end_delegation(delegation, *, by):
    """End a colleague's standing in; ended already it stays so."""
    locked = Delegation.objects.select_for_update().get(pk=delegation.pk)
    if not allows(by, "reviews.delegate", locked.application):
        raise NotAllowed(_("You may not do this."))
    if locked.ended_at is None:
        locked.ended_at = timezone.now()
        locked.save(update_fields=["ended_at"])
        audit.record(ENDED, locked.application, by=by, delegate=locked.delegate_id)
    return locked


def possible_advisers(application, by):
    """People of departments at Headquarters who may be asked: active, not of the team, without an open question."""
    asked = application.advice.filter(answered_at=None).values("asked_of")
    people = User.objects.filter(organisation__kind=Organisation.Kind.HEADQUARTERS, is_active=True)
    people = people.exclude(pk=by.pk).exclude(pk__in=asked).select_related("organisation")
    return people.exclude(pk__in=[person.pk for person in team_of(application)]).order_by("name")


@transaction.atomic
def ask_advice(application, *, by, of, question, due_on):
    """Ask a person at Headquarters for advice on a proposal (HQ_REVIEW of the brief, when needed). Tells them.

    Raises DomainError for a person who may not be asked or a date that is not in the future.
    """
    application = _under_review(application, by, "reviews.ask_advice")
    if not possible_advisers(application, by).filter(pk=of.pk).exists():
        raise DomainError(_("This person cannot be asked: not at Headquarters, of the team, or asked already."))
    if due_on <= timezone.localdate():
        raise DomainError(_("Choose a due date in the future."))
    advice = Advice.objects.create(
        application=application, submission=application.submissions.order_by("-number").first(), asked_of=of,
        asked_by=by, question=question, due_on=due_on,
    )  # fmt: skip
    audit.record(ASKED, application, by=by, adviser=of.pk, due_on=due_on.isoformat())
    notify(
        "advice.requested", advice, to=[of], actor=by, title=application.title, due_on=due_on.isoformat(),
        comment=question,
    )  # fmt: skip
    return advice


@transaction.atomic
def give_advice(advice, *, by, verdict, answer):
    """Answer a request for advice, for good. Tells who asked.

    Raises NotAllowed for another person and StateConflict when it is answered.
    """
    locked = Advice.objects.select_for_update(of=("self",)).get(pk=advice.pk)
    if not allows(by, "reviews.give_advice", locked):
        raise NotAllowed(_("You may not do this."))
    if locked.answered_at is not None:
        raise StateConflict(_("You have answered already."))
    locked.verdict, locked.answer, locked.answered_at = verdict, answer, timezone.now()
    locked.save(update_fields=["verdict", "answer", "answered_at"])
    audit.record(ADVISED, locked.application, by=by, verdict=verdict)
    notify("advice.given", locked.application, to=[locked.asked_by], actor=by, title=locked.application.title)
    return locked
