"""The documents of a proposal, what its call asks for, and what of both stands in the way of its submission."""

from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import OuterRef, Subquery, Value
from django.utils import timezone
from django.utils.translation import gettext as _
from modeltranslation.utils import build_localized_fieldname, get_language

from core.models import StoredFile
from core.uploads import with_scans
from funding.models import CallDocument

from ..models import DocumentVersion
from ..models.documents import UNDO_WITHIN


@dataclass
class Asked:
    """A document that the call asks for, and what was added for it."""

    asked: CallDocument
    documents: list = field(default_factory=list)

    @property
    def is_missing(self):
        """Whether the call requires it and nothing was added."""
        return self.asked.is_required and not self.documents


@dataclass(frozen=True)
class Documents:
    """The documents of a proposal as its page shows them. Sizes in bytes."""

    present: list
    removed: list
    asked: list
    used: int
    most: int
    most_each: int

    @property
    def is_waiting(self):
        """Whether the scanner still owes an answer for one of them."""
        return any(document.newest.stored.scan == StoredFile.Scan.QUARANTINED for document in self.present)


def documents_of(application):
    """The Documents of a proposal: six queries, however many there are."""
    found = list(application.documents.with_files())
    present = [document for document in found if document.removed_at is None]
    since = timezone.now() - UNDO_WITHIN
    with_scans(version for document in present for version in document.versions.all())
    versions = sum(version.size for document in present for version in document.versions.all())
    return Documents(
        present=present,
        removed=[document for document in found if document.removed_at and document.removed_at > since],
        asked=_asked_by(application, present),
        used=versions + sum(letter.size for letter in application.letters.all()),
        most=settings.UPLOAD_MAX_BYTES_TOGETHER,
        most_each=settings.UPLOAD_MAX_BYTES,
    )


def _asked_by(application, documents):
    rows = [Asked(one) for one in application.call.documents.all()] if application.call_id else []
    for row in rows:
        row.documents = [document for document in documents if document.asked_id == row.asked.pk]
    return rows


def missing_documents(application):
    """Sentences for what the call requires and the proposal lacks, and for files with a virus: one query."""
    present = application.documents.present().order_by()
    asked = CallDocument.objects.rewrite(False).filter(call=application.call_id, is_required=True).order_by()
    lacking = asked.exclude(pk__in=present.exclude(asked=None).values("asked"))
    newest = DocumentVersion.objects.filter(document=OuterRef("pk")).order_by("-number")
    infected = present.annotate(sha256=Subquery(newest.values("sha256")[:1])).filter(
        sha256__in=StoredFile.objects.filter(scan=StoredFile.Scan.INFECTED).values("pk")
    )
    title = build_localized_fieldname("title", get_language())
    rows = lacking.values_list("position", "pk", title, Value(False)).union(
        infected.values_list(Value(0), "pk", "title", Value(True)), all=True
    )
    found = sorted(rows, key=lambda row: (row[3], *row))
    lacks, has_virus = (
        _("The call asks for the document “%(title)s”. Add it."),
        _("A virus was found in “%(title)s”. Remove the document or replace its file."),
    )
    return [(has_virus if is_infected else lacks) % {"title": title} for _place, _pk, title, is_infected in found]
