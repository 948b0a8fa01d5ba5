"""Reads of the document templates: the newest files for everybody, versions and downloads for those who keep the site."""

from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby

from django.conf import settings
from django.db.models import F, Q, Sum, Window
from django.db.models.functions import Lag
from django.utils import timezone
from django.utils.translation import get_language

from ..document_templates import DocumentTemplate, document_templates
from ..models import DocumentDownload, DocumentNote, DocumentVersion

DAYS = 30


@dataclass(frozen=True)
class Shelf:
    """A template with its files in the reader's language, and those in the other languages."""

    template: DocumentTemplate
    files: list
    others: list


def shelves(language=None):
    """``Shelf`` of each template that has a file. One query."""
    language = language or (get_language() or "en")[:2]
    found = {}
    for version in DocumentVersion.objects.latest():
        found.setdefault(version.key, []).append(version)
    order = [code for code, _name in settings.LANGUAGES]
    rows = []
    for template in document_templates():
        files = sorted(found.get(template.key, ()), key=lambda one: (one.format, order.index(one.language)))
        if files:
            own = [one for one in files if one.language == language]
            rows.append(Shelf(template, own, [one for one in files if one.language != language]))
    return rows


def template_of(key):
    """The template with a key, or None."""
    return next((one for one in document_templates() if one.key == key), None)


def file_at(key, extension, number=None):
    """The version that an address of the active language names – the newest without ``number`` – or None. One query."""
    versions = DocumentVersion.objects.filter(key=key, language=(get_language() or "en")[:2], format=extension)
    return (versions if number is None else versions.filter(number=number)).order_by("-number").first()


def versions_of(key, language=None):
    """All versions of a template, the newest first, each with ``grown`` (bytes more than the one before, None for the
    first), ``downloads`` and ``is_newest``; those in ``language`` alone if given. One query."""
    versions = DocumentVersion.objects.filter(key=key)
    if language:
        versions = versions.filter(language=language)
    before = Window(Lag("size"), partition_by=[F("language"), F("format")], order_by="number")
    rows = list(versions.with_downloads().annotate(size_before=before).order_by("language", "format", "-number"))
    for _kind, group in groupby(rows, key=lambda one: (one.language, one.format)):
        for place, one in enumerate(group):
            one.is_newest = place == 0
            one.grown = None if one.size_before is None else one.size - one.size_before
    return rows


@dataclass(frozen=True)
class Kept:
    """A template as those who keep the site see it: newest files, downloads in all and lately, the note."""

    template: DocumentTemplate
    files: list
    downloads: int
    lately: int
    note: str


def kept_documents():
    """``Kept`` for every template. Three queries."""
    since = timezone.localdate() - timedelta(days=DAYS)
    sums = DocumentDownload.objects.values("version__key").annotate(
        every=Sum("count"), lately=Sum("count", filter=Q(on__gt=since))
    )
    counted = {row["version__key"]: row for row in sums.order_by()}
    notes = dict(DocumentNote.objects.values_list("key", "text"))
    newest = {}
    for version in DocumentVersion.objects.latest():
        newest.setdefault(version.key, []).append(version)
    rows = []
    for template in document_templates():
        counts = counted.get(template.key, {})
        every, lately = counts.get("every") or 0, counts.get("lately") or 0
        rows.append(Kept(template, newest.get(template.key, []), every, lately, notes.get(template.key, "")))
    return rows


def note_of(key):
    """The note about a template; an unsaved, empty one while there is none."""
    return DocumentNote.objects.filter(key=key).first() or DocumentNote(key=key, revision=0)


def days_of(key):
    """(day, downloads) of a template within the last days, the newest first. One query."""
    since = timezone.localdate() - timedelta(days=DAYS)
    rows = DocumentDownload.objects.filter(version__key=key, on__gt=since).values("on")
    return list(rows.annotate(downloads=Sum("count")).order_by("-on").values_list("on", "downloads"))
