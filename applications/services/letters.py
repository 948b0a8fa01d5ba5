"""The governments' letters."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit, uploads
from core.errors import DomainError

from ..models import EndorsementLetter
from .proposals import editable

LETTER_ADDED = audit.action("application.letter_added", _("added a letter"))
LETTER_REMOVED = audit.action("application.letter_removed", _("removed a letter"))


@transaction.atomic
def add_letter(application, *, by, file, country, **fields):
    """Add a government's letter (L01, L04). The file is judged by content; raises ValidationError or DomainError."""
    application = editable(application, by, "letters")
    if not application.countries.filter(pk=country.pk).exists():
        raise DomainError(_("The letter is of a country that the project does not have."))
    stored = uploads.store(file)
    letter = EndorsementLetter.objects.create(
        application=application,
        country=country,
        file_name=stored.name,
        file_path=stored.path,
        content_type=stored.content_type,
        size=stored.size,
        sha256=stored.sha256,
        uploaded_by=by,
        **fields,
    )
    audit.record(LETTER_ADDED, application, by=by, country=country.pk, file=stored.name, sha256=stored.sha256)
    return letter


@transaction.atomic
def remove_letter(letter, *, by):
    """Take a letter out of the draft. Its file stays in the store for the submissions that name it."""
    application = editable(letter.application, by, "letters")
    audit.record(LETTER_REMOVED, application, by=by, file=letter.file_name, sha256=letter.sha256)
    letter.delete()
