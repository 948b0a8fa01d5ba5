"""Handing in."""

from django.db import transaction
from django.utils import timezone

from core.errors import DomainError
from funding.evaluator import as_data
from notifications.services import notify
from plans import services as plans

from .. import snapshot
from ..models import ReferenceCounter, Submission
from ..selectors import readiness
from ..workflow import PROPOSAL
from .documents import hand_in_documents
from .people import endorsers_of, team_of
from .proposals import editable


@transaction.atomic
def submit(application, *, by, declarations):
    """Hand in a proposal: check it against the rules, freeze it, give it a reference and a receipt.

    A second call by a double click finds the application submitted and raises StateConflict; nothing is handed in twice.
    Tells the applicant and the endorsers of the region. Raises DomainError with every obstacle, and returns the Submission.
    """
    application = editable(application, by)
    ready = readiness(application, declarations=declarations)
    obstacles = ready.obstacles + [
        finding.sentence for finding in ready.findings if finding.state == "NOT_MET" and finding.target == "submit"
    ]
    if obstacles:
        raise DomainError(obstacles)
    now = timezone.now()
    content, sha256 = snapshot.canonical(snapshot.as_data(application))
    plans.submit(application.plan.current, by=by)
    hand_in_documents(application, at=now)
    application = PROPOSAL.apply(
        "submit",
        application,
        by=by,
        data={"sha256": sha256, "declarations": sorted(declarations)},
        reference=application.reference or next_reference(now.year),
        submitted_at=application.submitted_at or now,
    )
    submission = Submission.objects.create(
        application=application,
        number=application.submissions.count() + 1,
        submitted_by=by,
        submitted_at=now,
        content=content,
        sha256=sha256,
        rule_set=ready.rulebook.rule_set,
        facts=snapshot.canonical(as_data(ready.facts))[0],
        findings=snapshot.canonical([finding.as_data() for finding in ready.findings])[0],
    )
    notify(
        "application.submitted", application, to=team_of(application), actor=by, title=application.title, sha256=sha256
    )
    notify("endorsement.requested", application, to=endorsers_of(application), actor=by, title=application.title)
    return submission


def next_reference(year):
    """The next reference of a year, without gaps: IDF-2026-0001. Holds the counter's lock until commit."""
    ReferenceCounter.objects.get_or_create(year=year)
    counter = ReferenceCounter.objects.select_for_update().get(year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return f"IDF-{year}-{counter.last:04d}"
