"""Handing in."""

from datetime import UTC

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import allows
from core.errors import DomainError, StateConflict
from funding.deadlines import in_words
from funding.evaluator import as_data
from funding.selectors import closed
from notifications.services import notify
from plans import services as plans

from .. import snapshot
from ..models import Application, ReferenceCounter, Submission
from ..progress import told
from ..sections import OPENED_PARTS
from ..selectors import changed_since, readiness, zones_of
from ..workflow import PROPOSAL
from .documents import hand_in_documents
from .people import endorsers_of, team_of
from .proposals import editable


@transaction.atomic
def submit(application, *, by, declarations, arrived_at=None, form_key="", read=""):
    """Hand in a proposal: check it against the rules, freeze it, give it a reference and a receipt.

    ``arrived_at``: when the request reached the portal, which the deadline and its silent grace are held to (C04).
    ``form_key``: of the form sent; sent twice (double click, back button, lost answer) it hands in once, and the second
    call returns the first one's Submission. ``read``: the ``marks_of`` what the person read.
    Tells the team and the endorsers of the region.

    Raises:
        StateConflict: handed in meanwhile by another form, or a part is otherwise than the person read it.
        DomainError: every obstacle; for one that is late also when it arrived and what can be done.
    """
    application = Application.objects.select_for_update().get(pk=application.pk)
    if (sent := _sent_before(application, form_key)) and allows(by, "applications.edit", application):
        return sent
    application, arrived_at = editable(application, by), arrived_at or timezone.now()
    data = snapshot.as_data(application)
    if changed := changed_since(read, data):
        names = ", ".join(str(OPENED_PARTS[part]) for part in changed)
        raise StateConflict(
            _("Changed while you read: %(parts)s. Read it again below, then submit.") % {"parts": names}
        )
    ready = readiness(application, declarations=declarations, at=arrived_at)
    obstacles = ready.obstacles + [
        finding.sentence for finding in ready.findings if finding.state == "NOT_MET" and finding.target == "submit"
    ]
    if obstacles:
        raise DomainError([*obstacles, *_what_can_be_done(application, arrived_at)])
    plans.submit(application.plan.current, by=by)
    submission = hand_in(application, "submit", by=by, ready=ready, data=data, arrived_at=arrived_at, form_key=form_key)
    tell_handed_in(submission, by=by)
    notify(
        "endorsement.requested", submission.application, to=endorsers_of(application), actor=by, title=application.title
    )
    return submission


def _sent_before(application, form_key):
    """The submission that the same form made already, or None."""
    return application.submissions.filter(form_key=form_key).first() if form_key else None


def _what_can_be_done(application, arrived_at):
    """For a proposal that came too late: when it arrived, that nothing is lost, and whom to ask."""
    call = application.call
    if call is None or application.submitted_at or not closed(call, arrived_at):
        return []
    names = {
        "arrived": in_words(arrived_at, call.time_zone), "exact": f"{arrived_at.astimezone(UTC):%H:%M:%S}",
        "contact": call.contact_name, "email": call.contact_email,
    }  # fmt: skip
    return [
        _("Your submission reached us on %(arrived)s, at %(exact)s UTC. All that you wrote is kept as a draft.")
        % names,
        _("If the portal was at fault, or you cannot use the next call, write to %(contact)s, %(email)s.") % names,
    ]


def hand_in(application, step, *, by, ready, data, arrived_at, form_key="", clarification=None):
    """Take a step of the workflow with a frozen copy of the proposal: the new Submission, its hash in the audit trail.

    The caller is a service that has locked the proposal and found it ready (``ready``: its Readiness; ``data``: its snapshot).
    """
    now, number = timezone.now(), application.submissions.count() + 1
    hand_in_documents(application, at=now)
    content, sha256 = snapshot.canonical(data)
    details = {"sha256": sha256, "number": number, "arrived_at": arrived_at.isoformat()}
    application = PROPOSAL.apply(
        step,
        application,
        by=by,
        data=details | {"declarations": sorted(ready.facts.declarations)},
        reference=application.reference or next_reference(now.year),
        submitted_at=application.submitted_at or now,
    )
    return Submission.objects.create(
        application=application,
        number=number,
        submitted_by=by,
        submitted_at=now,
        arrived_at=arrived_at,
        form_key=form_key or None,
        clarification=clarification,
        content=content,
        sha256=sha256,
        rule_set=ready.rulebook.rule_set,
        facts=snapshot.canonical(as_data(ready.facts))[0],
        findings=snapshot.canonical([finding.as_data() for finding in ready.findings])[0],
    )


def tell_handed_in(submission, *, by):
    """The receipt, to everybody of the team."""
    application = submission.application
    notify(
        "application.submitted",
        application,
        to=team_of(application),
        actor=by,
        title=application.title,
        number=submission.number,
        sha256=submission.sha256,
        arrived=submission.received_at.isoformat(),
        zones=zones_of(application),
        **told(application),
    )


def next_reference(year):
    """The next reference of a year, without gaps: IDF-2026-0001. Holds the counter's lock until commit."""
    ReferenceCounter.objects.get_or_create(year=year)
    counter = ReferenceCounter.objects.select_for_update().get(year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return f"IDF-{year}-{counter.last:04d}"
