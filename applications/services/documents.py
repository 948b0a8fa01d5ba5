"""Documents added to a proposal, and their versions."""

import json
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core import audit, uploads
from core.errors import DomainError, StateConflict
from notifications.services import notify

from ..models import Application, Document, DocumentKind, DocumentVersion
from ..models.documents import UNDO_WITHIN
from .people import team_of
from .proposals import editable

DOCUMENT_ADDED = audit.action("application.document_added", _("added a document"))
DOCUMENT_REPLACED = audit.action("application.document_replaced", _("replaced a document"))
DOCUMENT_DESCRIBED = audit.action("application.document_described", _("described a document"))
DOCUMENT_REMOVED = audit.action("application.document_removed", _("removed a document"))
DOCUMENT_RESTORED = audit.action("application.document_restored", _("put a document back"))
VIRUS_FOUND = audit.action("application.virus_found", _("found a virus in a file"))
MOST_DOCUMENTS = 100


@transaction.atomic
def load_document_kinds():
    """Create the shipped kinds of documents that are missing; what staff edited stays. Returns how many were created."""
    rows = json.loads((Path(__file__).parent.parent / "data" / "document_kinds.json").read_text(encoding="utf-8"))
    known = set(DocumentKind.objects.values_list("code", flat=True))
    missing = [DocumentKind(**row) for row in rows if row["code"] not in known]
    return len(DocumentKind.objects.bulk_create(missing))


@transaction.atomic
def add_document(application, *, by, file, kind=DocumentKind.OTHER, asked=None, title=""):
    """Add a document with its first file; without ``title`` it is called as the file is. Returns the DocumentVersion.

    ``kind`` is the code of a DocumentKind, ``asked`` a document that the proposal's call asks for.

    Raises ValidationError for a file that is not accepted, that the proposal has already, or for which it has no room,
    and DomainError.
    """
    application = editable(application, by, "documents")
    if asked is not None and asked.call_id != application.call_id:
        raise DomainError(_("The call of this proposal does not ask for that document."))
    if application.documents.present().count() >= MOST_DOCUMENTS:
        raise ValidationError(
            gettext("The proposal has %(n)d documents, more are not possible.") % {"n": MOST_DOCUMENTS}
        )
    kept = uploads.store(file)
    _see_that_it_is_new(application, kept["sha256"])
    _see_that_it_fits(application, kept["size"])
    title = title or kept["file_name"].rpartition(".")[0] or kept["file_name"]
    document = Document.objects.create(application=application, title=title[:150], kind_id=kind, asked=asked)
    version = DocumentVersion.objects.create(document=document, number=1, uploaded_by=by, **kept)
    audit.record(DOCUMENT_ADDED, application, by=by, file=version.file_name, sha256=version.sha256)
    return version


@transaction.atomic
def replace_document(document, *, by, file):
    """Add a new file to a document; the earlier ones stay with who added them and when. Returns the DocumentVersion."""
    application = editable(document.application, by, "documents")
    document = _present(document)
    kept = uploads.store(file)
    _see_that_it_is_new(application, kept["sha256"])
    _see_that_it_fits(application, kept["size"])
    number = document.versions.aggregate(last=Max("number"))["last"] + 1
    version = DocumentVersion.objects.create(document=document, number=number, uploaded_by=by, **kept)
    audit.record(DOCUMENT_REPLACED, application, by=by, file=version.file_name, sha256=version.sha256, number=number)
    return version


@transaction.atomic
def describe_document(document, *, by, title, kind, asked=None):
    """Say what a document is; ``kind`` is the code of a DocumentKind."""
    application = editable(document.application, by, "documents")
    document = _present(document)
    if asked is not None and asked.call_id != application.call_id:
        raise DomainError(_("The call of this proposal does not ask for that document."))
    document.title, document.kind_id, document.asked = title, kind, asked
    document.full_clean()
    document.save(update_fields=["title", "kind", "asked"])
    audit.record(DOCUMENT_DESCRIBED, application, by=by, title=title)
    return document


@transaction.atomic
def remove_document(document, *, by):
    """Take a document out of the draft; until ``UNDO_WITHIN`` it can be put back. Submissions keep what they name."""
    application = editable(document.application, by, "documents")
    document = _present(document)
    document.removed_at = timezone.now()
    document.save(update_fields=["removed_at"])
    audit.record(DOCUMENT_REMOVED, application, by=by, title=document.title)
    return document


@transaction.atomic
def restore_document(document, *, by):
    """Put a removed document back. Raises StateConflict when it is there, or too long gone."""
    application = editable(document.application, by, "documents")
    document = Document.objects.select_for_update().get(pk=document.pk)
    if document.removed_at is None:
        raise StateConflict(_("The document is in the proposal already."))
    if document.removed_at < timezone.now() - UNDO_WITHIN:
        raise StateConflict(_("The document was removed too long ago. Add its file again."))
    _see_that_it_fits(application, document.versions.aggregate(sum=Sum("size"))["sum"])
    document.removed_at = None
    document.save(update_fields=["removed_at"])
    audit.record(DOCUMENT_RESTORED, application, by=by, title=document.title)
    return document


def hand_in_documents(application, *, at):
    """Mark the newest version of each document as submitted: from now on the proposal's other readers may open it."""
    newest = [document.newest.pk for document in application.documents.present().with_files()]
    DocumentVersion.objects.filter(pk__in=newest, handed_in_at=None).update(handed_in_at=at)


@transaction.atomic
def tell_of_virus(stored):
    """Tell the teams of the proposals that have a file in which the scanner found something (a ``StoredFile``)."""
    places = ("letters", "documents__versions", "answers")
    named = Q(*((f"{place}__sha256", stored.pk) for place in places), _connector=Q.OR)
    for application in Application.objects.filter(named).distinct():
        audit.record(VIRUS_FOUND, application, by=None, sha256=stored.pk, threat=stored.threat)
        notify("application.virus_found", application, to=team_of(application), title=application.title)


def _present(document):
    locked = Document.objects.select_for_update().get(pk=document.pk)
    if locked.removed_at:
        raise StateConflict(_("This document was removed meanwhile."))
    return locked


def _versions(application):
    return DocumentVersion.objects.filter(document__application=application, document__removed_at=None)


def _see_that_it_is_new(application, sha256):
    same = _versions(application).filter(sha256=sha256).select_related("document").first()
    if same:
        words = {"title": same.document.title, "number": same.number}
        raise ValidationError(gettext("This file is here already: it is “%(title)s”, version %(number)d.") % words)


def _see_that_it_fits(application, size):
    """The proposal's documents with all their versions, and its letters, have a limit together."""
    used = sum(files.aggregate(sum=Sum("size"))["sum"] or 0 for files in (_versions(application), application.letters))
    if used + size > settings.UPLOAD_MAX_BYTES_TOGETHER:
        megabyte = 1024 * 1024
        words = {"n": settings.UPLOAD_MAX_BYTES_TOGETHER // megabyte, "used": -(-used // megabyte)}
        raise ValidationError(
            gettext(
                "All files of a proposal have %(n)d MB together, and %(used)d are used. "
                "Remove what is not needed, or make the file smaller."
            )
            % words
        )
