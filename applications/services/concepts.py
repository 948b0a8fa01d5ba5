"""Concept notes: written, sent, answered, and carried over into a proposal."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import audit
from core.access import allows
from core.errors import DomainError, NotAllowed, StateConflict
from notifications.services import notify

from ..models import ConceptNote, ConceptState
from ..workflow import CONCEPT
from .carrying import record_carried
from .partners import change_contacts
from .people import endorsers_of, officers
from .proposals import change_cover, start
from .texts import write_section

WRITTEN = audit.action("concept_note.written", _("wrote the concept note"))
PROPOSAL_STARTED = audit.action("concept_note.proposal_started", _("started the proposal"))


@transaction.atomic
def keep_concept(note, *, by, revision=0, countries=(), focus_areas=(), **fields):
    """Save a concept note that the person opened at ``revision``; None as ``note`` begins one. Returns it.

    Amounts are USD. Texts over their limits are kept; they block only the sending.

    Raises:
        NotAllowed: ``by`` is not its author.
        StateConflict: it was sent, or saved elsewhere, meanwhile.
    """
    note = ConceptNote(author=by, revision=0) if note is None else _open(note, by)
    if note.pk and note.revision != revision:
        raise StateConflict(
            _("The concept note was saved elsewhere while you had it open. Your entries are still below.")
        )
    for name, value in fields.items():
        setattr(note, name, value)
    note.revision += 1
    note.save()
    note.countries.set(countries)
    note.focus_areas.set(focus_areas)
    audit.record(WRITTEN, note, by=by, revision=note.revision)
    return note


def _open(note, by):
    locked = ConceptNote.objects.select_for_update(of=("self",)).get(pk=note.pk)
    if not allows(by, "applications.write_concept", locked):
        raise NotAllowed(_("You may not change this concept note."))
    if locked.state != ConceptState.DRAFT:
        raise StateConflict(_("This concept note was sent meanwhile and can no longer be changed."))
    return locked


@transaction.atomic
def send_concept(note, *, by):
    """Send a concept note to the Regional Office of its countries and to the Fund, and tell both (P02, P03).

    Raises DomainError with a sentence for each thing that is missing.
    """
    first = note.countries.order_by("name").first()
    region = first.region if first else None
    note = CONCEPT.apply("send", note, by=by, region=region, sent_at=timezone.now())
    _tell_readers("concept_note.sent", note, actor=by)
    return note


@transaction.atomic
def invite_concept(note, *, by, comment="", call=None):
    """Invite the author to write the full proposal, for ``call`` if one is chosen, and tell them."""
    note = CONCEPT.apply("invite", note, by=by, comment=comment, answer=comment.strip(), call=call)
    notify("concept_note.invited", note, to=[note.author], actor=by, title=note.title, comment=comment)
    return note


@transaction.atomic
def decline_concept(note, *, by, comment):
    """Decline a concept note with a reason, and tell its author."""
    note = CONCEPT.apply("decline", note, by=by, comment=comment, answer=comment.strip())
    notify("concept_note.declined", note, to=[note.author], actor=by, title=note.title, comment=comment)
    return note


@transaction.atomic
def withdraw_concept(note, *, by, comment=""):
    """Withdraw a concept note; who had it to read is told."""
    note = CONCEPT.apply("withdraw", note, by=by, comment=comment)
    if note.sent_at:
        _tell_readers("concept_note.withdrawn", note, actor=by, comment=comment)
    return note


def _tell_readers(kind, note, *, actor, **params):
    readers = [*endorsers_of(note), *officers()]
    notify(kind, note, to=[one for one in readers if one != actor], actor=actor, title=note.title, **params)


@transaction.atomic
def start_from_concept(note, *, by):
    """Start the full proposal of an invited note with its texts; a second click gives the same proposal.

    The problem and the strategy become the rationale, the idea the summary. Eligibility is checked as of today.

    Raises:
        NotAllowed: ``by`` is not its author.
        StateConflict: it was not invited.
        DomainError: the countries are not eligible any more, or no call takes the proposal.
    """
    note = ConceptNote.objects.select_for_update(of=("self",)).get(pk=note.pk)
    if not allows(by, "applications.write_concept", note):
        raise NotAllowed(_("You may not do this."))
    if note.application_id:
        return note.application
    if note.state != ConceptState.INVITED:
        raise StateConflict(_("Only an invited concept note becomes a proposal."))
    if note.line is None:
        raise DomainError(_("Choose a funding line."))
    names = ("title", "language", "line", "coverage")
    application = start(
        by=by,
        countries=note.countries.order_by("name"),
        call=note.call,
        amount=note.rough_amount,
        **{name: getattr(note, name) for name in names},
    )
    note.application = application
    note.save(update_fields=["application"])
    _carry(note, application, by=by)
    audit.record(PROPOSAL_STARTED, note, by=by, application=application.key)
    return application


def _carry(note, application, *, by):
    application = change_cover(
        application,
        by=by,
        revision=application.revision,
        government_partner=note.government_partner,
        duration_months=note.duration_months,
        focus_areas=note.focus_areas.all(),
    )
    contact = {name: getattr(note, name) for name in ("contact_name", "contact_email", "contact_phone")}
    change_contacts(application, by=by, revision=application.revision, **contact)
    texts = {"rationale": "\n\n".join(text for text in (note.problem, note.strategy) if text), "summary": note.idea}
    for key, text in texts.items():
        write_section(application, key, by=by, text=text, revision=0)
    record_carried(
        application,
        by=by,
        source="concept",
        parts=[
            "title",
            "countries",
            "line",
            "focus_areas",
            "duration",
            "government_partner",
            "contact",
            "amount",
            *texts,
        ],
    )
