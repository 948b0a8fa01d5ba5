"""The governments' letters: in the draft, and further ones while the proposal is under review."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import audit, uploads
from core.access import allows
from core.errors import DomainError, NotAllowed, StateConflict
from notifications.services import notify

from ..models import Application, EndorsementLetter, State
from ..models.letters import TOO_OLD_AFTER
from .people import endorsers_of, officers, team_of
from .proposals import editable

LETTER_ADDED = audit.action("application.letter_added", _("added a letter"))
LETTER_REMOVED = audit.action("application.letter_removed", _("removed a letter"))
LETTER_ARRIVED = audit.action("application.letter_arrived", _("received the letter that a government was asked for"))
LETTER_RESTORED = audit.action("application.letter_restored", _("put a letter back"))
LATER = frozenset({State.REGIONAL_REVIEW, State.FUND_REVIEW})  # while further letters count (L03)
EXTENSIONS = ("pdf", "docx", "png", "jpg", "jpeg")


@transaction.atomic
def add_letter(application, *, by, file, country, **fields):
    """Add a government's letter (L01, L04). The file is judged by content; raises ValidationError or DomainError."""
    return _keep(editable(application, by), by=by, file=file, country=country, **fields)


@transaction.atomic
def add_later_letter(application, *, by, file, country, **fields):
    """Add a letter while the proposal is under review (L03). The submission stays as it is; readers see it beside.

    Tells the Regional Office and the Fund. Raises NotAllowed, StateConflict, ValidationError or DomainError.
    """
    application = Application.objects.select_for_update().get(pk=application.pk)
    if not allows(by, "applications.edit", application):
        raise NotAllowed(_("You may not change this proposal."))
    if application.state not in LATER:
        raise StateConflict(_("Letters can be added until the Fund makes its recommendation. That is over."))
    letter = _keep(application, by=by, file=file, country=country, **fields)
    _tell_reviewers(letter, by=by)
    return letter


@transaction.atomic
def remove_letter(letter, *, by):
    """Take a letter out of the draft; it can be put back. Its file stays for the submissions that name it."""
    application = editable(letter.application, by)
    letter = EndorsementLetter.objects.select_for_update().get(pk=letter.pk)
    if letter.removed_at:
        raise StateConflict(_("This letter was removed meanwhile."))
    letter.removed_at = timezone.now()
    letter.save(update_fields=["removed_at"])
    audit.record(LETTER_REMOVED, application, by=by, file=letter.file_name, sha256=letter.sha256)
    return letter


@transaction.atomic
def restore_letter(letter, *, by):
    """Put a removed letter back into the draft."""
    application = editable(letter.application, by)
    letter = EndorsementLetter.objects.select_for_update().get(pk=letter.pk)
    if letter.removed_at is None:
        raise StateConflict(_("The letter is in the proposal already."))
    letter.removed_at = None
    letter.save(update_fields=["removed_at"])
    audit.record(LETTER_RESTORED, application, by=by, file=letter.file_name, sha256=letter.sha256)
    return letter


def take_in(application, *, request, file, **fields):
    """Keep the letter that a government's focal point sent by the link of ``request``, whatever the team is doing.

    The application is locked. Raises StateConflict when it takes no letters any more, ValidationError or DomainError.
    """
    if not (application.is_editable or application.state in LATER):
        raise StateConflict(_("This project takes no letters any more. Write to the person who asked you."))
    letter = _keep(application, by=None, file=file, country=request.country, action=LETTER_ARRIVED, **fields)
    if application.state in LATER:
        _tell_reviewers(letter, by=None)
    return letter


def _keep(application, *, by, file, country, action=LETTER_ADDED, **fields):
    if not application.countries.filter(pk=country.pk).exists():
        raise DomainError(_("The letter is of a country that the project does not have."))
    check_date(fields["dated_on"])
    kept = uploads.store(file, extensions=EXTENSIONS)
    if application.letters.filter(sha256=kept["sha256"], country=country).exists():
        raise DomainError(_("This letter is here already."))
    letter = EndorsementLetter.objects.create(
        application=application, country=country, uploaded_by=by, **kept, **fields
    )
    audit.record(action, application, by=by, country=country.pk, file=letter.file_name, sha256=letter.sha256)
    return letter


def check_date(dated_on):
    """Raise DomainError for a date on which no letter for this project can have been written."""
    if dated_on > timezone.localdate():
        raise DomainError(_("The date of the letter is in the future. Write the date that stands on the letter."))
    if dated_on < timezone.localdate() - TOO_OLD_AFTER:
        raise DomainError(_("The date of the letter is more than five years ago. Check the year."))


def _tell_reviewers(letter, *, by):
    application = letter.application
    told = [*endorsers_of(application), *officers()]
    team = {person.pk for person in team_of(application)}
    notify(
        "letter.added",
        application,
        to=[person for person in told if person.pk not in team],
        actor=by,
        title=application.title,
        ministry=letter.ministry,
    )
