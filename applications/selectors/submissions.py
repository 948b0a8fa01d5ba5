"""What was handed in: its receipt, and what changed in a draft since a person read it."""

import hashlib
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from core import audit
from core.addresses import absolute
from core.models import AuditEvent
from funding.deadlines import in_words

from .. import snapshot
from ..models import Submission
from ..sections import OPENED_PARTS
from .parts import address_of

HANDED_IN = ("application.submit", "application.answer", "application.answer_region")
DIGITS = 16  # of a part's digest: enough to notice a change, and nobody gains by a forged one


def marks_of(data):
    """The parts of a proposal's data with a digest each, as one line: what the check page carries of what was read."""
    parts = snapshot.parts_of(data)
    return " ".join(f"{part}:{_digest(content)}" for part, content in parts.items())


def changed_since(marks, data):
    """The keys of the parts that are otherwise than a person read them (``marks_of`` then), in order; [] without marks."""
    read = dict(mark.partition(":")[::2] for mark in marks.split())
    now = {part: _digest(content) for part, content in snapshot.parts_of(data).items()}
    return [part for part, digest in now.items() if read and read.get(part) != digest]


def _digest(content):
    return hashlib.sha256(snapshot.canonical(content)[0].encode()).hexdigest()[:DIGITS]


@dataclass(frozen=True)
class ChangedPart:
    """A part that somebody changed while another person read: its title, where it is, who changed it last and when."""

    key: str
    title: str
    url: str
    changed_by: object | None
    changed_at: object | None


def changed_parts(application, keys):
    """The ChangedParts of ``keys``, with who and when where that is known."""
    sections = {section.key: section for section in application.sections.select_related("changed_by")}
    version = application.plan.current
    return [
        ChangedPart(
            key, str(OPENED_PARTS[key]), address_of(application, version, key),
            getattr(sections.get(key), "changed_by", None), getattr(sections.get(key), "changed_at", None),
        )
        for key in keys
    ]  # fmt: skip


def zones_of(application):
    """IANA names of the zones in which a receipt gives the time: the Fund's and, where it is another, the call's."""
    zones = [settings.TIME_ZONE, application.call.time_zone if application.call_id else settings.TIME_ZONE]
    return list(dict.fromkeys(zones))


def receipt_facts(submission):
    """(label, words) of a receipt in the active language: what page and PDF say."""
    application = submission.application
    times = [in_words(submission.received_at, zone) for zone in zones_of(application)]
    return [
        (_("Reference"), application.reference),
        (_("Submission"), str(submission.number)),
        (_("Project title"), application.title),
        (_("Call"), str(application.call or "–")),
        (_("Submitted by"), str(submission.submitted_by)),
        *((_("Reached the portal"), time) for time in times),
        (_("In universal time"), f"{submission.received_at:%Y-%m-%d %H:%M:%S} UTC"),
        (_("Fingerprint of the content (SHA-256)"), submission.sha256),
        (_("Can be checked at"), absolute(receipt_address(submission))),
    ]


def receipt_address(submission):
    """The public page that tells whether a submission's fingerprint is in the audit trail."""
    return reverse("receipts:receipt", kwargs={"sha256": submission.sha256})


@dataclass(frozen=True)
class Proof:
    """A row of the audit trail that holds a fingerprint: submission number, arrival, and whether the row still fits."""

    number: int
    received_at: object
    sequence: int
    holds: bool


def proofs_of(sha256):
    """The Proofs of a fingerprint (64 hex digits), oldest first; [] for one that was never handed in.

    They say nothing of who handed in what.
    """
    submissions = Submission.objects.filter(sha256=sha256).select_related("application").order_by("pk")
    return [proof for submission in submissions for proof in _proofs(submission)]


def _proofs(submission):
    rows = AuditEvent.objects.about(submission.application).filter(action__in=HANDED_IN).order_by("sequence")
    for number, event in enumerate(rows, 1):
        if number == submission.number and event.data.get("sha256") == submission.sha256:
            yield Proof(number, submission.received_at, event.sequence, audit.holds(event) and _is_whole(submission))


def _is_whole(submission):
    """Whether the content kept is the one that was fingerprinted."""
    return hashlib.sha256(submission.content.encode()).hexdigest() == submission.sha256
