"""Making the document templates anew where their forms changed, counting downloads, noting things about them."""

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from core import audit
from core.addresses import absolute
from core.documents.packages import fingerprint
from core.errors import StateConflict
from core.uploads import store

from ..document_templates import document_templates
from ..models import DocumentDownload, DocumentNote, DocumentVersion
from ..models.documents import latest_address
from .pages import require_keeper

RENEWED = audit.action("document.renewed", gettext_lazy("made a new version of the template"))
NOTED = audit.action("document.noted", gettext_lazy("noted about the template"))


def renew_documents():
    """Make each template anew whose form, rules or words changed since its last version; returns the new versions."""
    made = []
    for template in document_templates():
        for language, _name in settings.LANGUAGES:
            with override(language):
                made += [version for one in template.formats if (version := _renew(template, language, one))]
    return made


@transaction.atomic
def _renew(template, language, extension):
    """A new version of one file in the active language, or None where the last one says the same."""
    definition = fingerprint(template.write(extension, ""))
    versions = DocumentVersion.objects.select_for_update().filter(key=template.key, language=language, format=extension)
    last = versions.order_by("-number").first()
    if last and last.definition == definition:
        return None
    number, now = last.number + 1 if last else 1, timezone.now()
    words = {
        "number": number,
        "date": date_format(timezone.localtime(now), "DATE_FORMAT"),
        "address": absolute(latest_address(template.key, extension, language)),
    }
    edition = _("Version %(number)s, %(date)s. Always current at %(address)s") % words
    name = f"iom-development-fund-{template.key}-{language}-v{number}.{extension}"
    kept = store(ContentFile(template.write(extension, edition), name=name), extensions=(extension,))
    version = DocumentVersion.objects.create(
        key=template.key, language=language, format=extension, number=number, definition=definition, made_at=now, **kept
    )
    audit.record(RENEWED, version, by=None, number=number, definition=definition)
    return version


@transaction.atomic
def count_download(version):
    """Count one download of a version today."""
    today = DocumentDownload.objects.get_or_create(version=version, on=timezone.localdate())[0]
    DocumentDownload.objects.filter(pk=today.pk).update(count=F("count") + 1)


@transaction.atomic
def note_document(key, *, by, revision, text=""):
    """Keep what colleagues shall know about a template; returns the note.

    Raises NotAllowed; StateConflict when somebody else noted something since ``revision``.
    """
    require_keeper(by)
    note, _is_new = DocumentNote.objects.select_for_update().get_or_create(key=key, defaults={"revision": 0})
    if note.revision != revision:
        raise StateConflict(gettext_lazy("A colleague saved another note meanwhile. Your text is still below."))
    note.text, note.revision = text, revision + 1
    note.full_clean()
    note.save()
    audit.record(NOTED, note, by=by)
    return note
