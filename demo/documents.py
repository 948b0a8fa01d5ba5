"""Invented downloads of the document templates, so that their place in the workspace has something to show."""

from datetime import timedelta

from django.utils import timezone

from content.models import DocumentDownload, DocumentVersion

DAYS = 21
USUAL = {"en": 5, "fr": 3, "es": 2}  # downloads on a working day


def ensure_downloads():
    """Counts of the last weeks, fewer at weekends; returns how many were created. Days that are counted stay."""
    today, rows = timezone.localdate(), []
    for version in DocumentVersion.objects.latest():
        for back in range(1, DAYS + 1):
            day = today - timedelta(days=back)
            count = (USUAL[version.language] + (len(version.key) + back) % 3) * (day.weekday() < 5)
            if count:
                rows.append(DocumentDownload(version=version, on=day, count=count))
    known = DocumentDownload.objects.count()
    DocumentDownload.objects.bulk_create(rows, ignore_conflicts=True)
    return DocumentDownload.objects.count() - known
