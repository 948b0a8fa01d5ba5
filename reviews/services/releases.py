"""Releases: letters of recorded decisions, prepared by one person and sent by another, all or none."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.models import Application, State
from applications.progress import told
from applications.services import team_of
from applications.workflow import PROPOSAL
from core import audit
from core.access import allows
from core.errors import DomainError, NotAllowed, StateConflict
from notifications.services import notify

from ..letters import letter_text
from ..models import Decision, Letter, Recommendation, Release

Outcome = Recommendation.Outcome
PREPARED = audit.action("decision.release_prepared", _("prepared the letter of the decision"), internal=True)
CHANGED = audit.action("decision.letter_changed", _("changed the letter of the decision"), internal=True)
CANCELLED = audit.action("decision.release_cancelled", _("took back the letter of the decision"), internal=True)
STEP_OF = {
    Outcome.APPROVE: "approve",
    Outcome.CONDITIONS: "approve",
    Outcome.REVISE: "revise",
    Outcome.REJECT: "reject",
    Outcome.RETAIN: "retain",
}


@transaction.atomic
def prepare_release(decisions, *, by):
    """Write the letters of recorded decisions, each in the language of its proposal; nothing is sent yet.

    Raises:
        NotAllowed: ``by`` may not release one of them.
        DomainError: no decision was chosen.
        StateConflict: one of them has a letter already, or its proposal went on without it.
    """
    keys = [decision.pk for decision in decisions]
    found = Decision.objects.select_for_update(of=("self",)).filter(pk__in=keys).select_related("application")
    found = list(found.order_by("pk"))
    if not found:
        raise DomainError(_("Choose at least one decision."))
    if not all(allows(by, "applications.release", decision.application) for decision in found):
        raise NotAllowed(_("You may not do this."))
    if not all(_is_waiting(decision) for decision in found):
        raise StateConflict(_("One of these decisions is being released already. Look at the list again."))
    release = Release.objects.create(prepared_by=by)
    for decision in found:
        Letter.objects.create(release=release, decision=decision, text=_letter(decision))
        audit.record(PREPARED, decision.application, by=by, release=release.pk)
    return release


def _is_waiting(decision):
    """Whether a decision has no letter yet and its proposal still waits for it."""
    return not hasattr(decision, "letter") and decision.application.state == State.RECOMMENDED


@transaction.atomic
def change_letter(letter, *, by, text, revision):
    """Write a letter otherwise before it is released. Raises StateConflict when it was sent or changed meanwhile."""
    found = Letter.objects.select_for_update(of=("self",)).select_related("release", "decision__application")
    if (letter := found.filter(pk=letter.pk).first()) is None:
        raise StateConflict(_("This letter was taken back, or its proposal withdrawn."))
    if not allows(by, "applications.release", letter.decision.application):
        raise NotAllowed(_("You may not do this."))
    if letter.release.released_at is not None or letter.revision != revision:
        raise StateConflict(_("This has changed since you opened it. Look at its present state and try again."))
    if not text.strip():
        raise DomainError(_("A letter needs a text."))
    letter.text, letter.revision = text.strip(), revision + 1
    letter.save(update_fields=["text", "revision"])
    audit.record(CHANGED, letter.decision.application, by=by)
    return letter


@transaction.atomic
def cancel_release(release, *, by):
    """Take letters that were not sent back; their decisions wait for others. Returns how many there were.

    Raises:
        NotAllowed: ``by`` may not release one of them.
        StateConflict: the letters were sent, or taken back by somebody else.
    """
    release = _unsent(release)
    applications = list(Application.objects.filter(decisions__letter__release=release).order_by("pk"))
    if not allows(by, "reviews.prepare_release") or not _may_release(by, applications):
        raise NotAllowed(_("You may not do this."))
    release.letters.all().delete()
    release.delete()
    for application in applications:
        audit.record(CANCELLED, application, by=by)
    return len(applications)


@transaction.atomic
def release(release, *, by, letters=None):
    """Make the decisions of a release known, all or none: each proposal takes its step, and its team is told.

    ``letters``: pairs (key, revision) of the letters as ``by`` read them; another letter or text since then is refused. An
    approved proposal becomes a project (``effects``). The mail of a letter has a key of its own, so that it goes out once.

    Raises:
        NotAllowed: ``by`` prepared it (four eyes), or may not release one of them.
        StateConflict: it was sent or taken back already, or a letter was changed since ``by`` read it.
        DomainError: all its proposals were withdrawn.
    """
    release = _unsent(release)
    if release.prepared_by_id == by.pk:
        raise NotAllowed(_("Who prepared the letters cannot send them: a second person must."))
    held = Application.objects.select_for_update(of=("self",)).filter(decisions__letter__release=release)
    applications = list(held.order_by("pk"))  # from here on nobody withdraws one of them
    if not _may_release(by, applications):
        raise NotAllowed(_("You may not do this."))
    sent = list(release.letters.select_related("decision__application", "decision__recommended_by"))
    if not sent:
        raise DomainError(_("No letter is left to send."))
    if letters is not None and {(letter.pk, letter.revision) for letter in sent} != set(letters):
        raise StateConflict(_("A letter has changed since you read it. Read the letters again before you send them."))
    for one in sent:
        _make_known(one.decision, by)
    release.released_by, release.released_at = by, timezone.now()
    release.save(update_fields=["released_by", "released_at"])
    return release


def _unsent(release):
    """The locked release. Its key stays free, so that a proposal withdrawn meanwhile can still be noted."""
    locked = Release.objects.select_for_update(no_key=True).filter(pk=release.pk).first()
    if locked is None:
        raise StateConflict(_("These letters were taken back."))
    if locked.released_at is not None:
        raise StateConflict(_("These decisions are released already."))
    return locked


def _may_release(by, applications):
    return all(allows(by, "applications.release", application) for application in applications)


def _make_known(decision, by):
    step = STEP_OF[Outcome(decision.outcome)]
    comment = decision.reason or decision.conditions
    application = PROPOSAL.apply(step, decision.application, by=by, comment=comment, decided_at=timezone.now())
    notify(
        "decision.made", application, to=[*team_of(application), decision.recommended_by], actor=by,
        once=f"decision:{decision.pk}", title=application.title, outcome=decision.outcome, reason=decision.reason,
        **told(application),
    )  # fmt: skip


def _letter(decision):
    facts = {name: getattr(decision, name) for name in ("reason", "conditions", "amount")}
    return letter_text(decision.application, decision.outcome, **facts)
