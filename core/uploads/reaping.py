"""Taking away files that no row names any more: found on one day, looked at again and removed on a later one."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from ..models import StoredFile
from ..panels import collect

WAIT = timedelta(hours=24)
HASH = re.compile(r"[0-9a-f]{64}")


def named(hashes):
    """Those of ``hashes`` that a row of any app names, as a set; apps answer under the place "files_named"."""
    return set(collect("files_named", sorted(hashes))) if hashes else set()


def reap(*, dry_run=False, now=None):
    """Remove contents that nobody has named for ``WAIT``, and uploads that broke off; returns their names, sorted.

    In two steps a day apart: what nobody names is marked; what is still marked and not named a day later goes. Between
    the two every upload of the same content takes the mark away, under the lock of the row (``store``). With ``dry_run``
    nothing is marked or removed.
    """
    now = now or timezone.now()
    marked = StoredFile.objects.filter(unnamed_since__lte=now - WAIT).values_list("pk", flat=True)
    gone = [sha256 for sha256 in marked if dry_run or _remove(sha256, now)]
    gone = sorted(set(gone) - named(gone)) if dry_run else gone
    if not dry_run:
        _mark(now)
    return sorted(gone) + _broken_off(now, dry_run=dry_run)


@transaction.atomic
def _mark(now):
    """Mark what nobody names, rows and files without row alike; take the mark off what is named again."""
    on_disk = {path.name: path for path in Path(settings.MEDIA_ROOT).glob("sha256/??/*") if HASH.fullmatch(path.name)}
    for sha256 in set(on_disk) - set(StoredFile.objects.values_list("pk", flat=True)):
        size, since = on_disk[sha256].stat().st_size, now - _age(on_disk[sha256], now)
        StoredFile.objects.get_or_create(sha256=sha256, defaults={"size": size, "kept_at": since})
    rows = StoredFile.objects.in_bulk()
    used = named({sha256 for sha256, row in rows.items() if now - row.kept_at > WAIT or row.unnamed_since})
    for row in rows.values():
        if row.pk in used and row.unnamed_since:
            StoredFile.objects.filter(pk=row.pk).update(unnamed_since=None)
        elif row.pk not in used and not row.unnamed_since and now - row.kept_at > WAIT:
            StoredFile.objects.filter(pk=row.pk, unnamed_since=None).update(unnamed_since=now)


@transaction.atomic
def _remove(sha256, now):
    """Remove one content if it is still marked and not named; whoever stores it anew waits for the row's lock."""
    row = StoredFile.objects.select_for_update().filter(pk=sha256, unnamed_since__lte=now - WAIT).first()
    if row is None or named([sha256]):
        return False
    (Path(settings.MEDIA_ROOT) / row.path).unlink(missing_ok=True)
    row.delete()
    return True


def _broken_off(now, *, dry_run):
    """Temporary files that a crash left behind."""
    found = [path for path in Path(settings.MEDIA_ROOT).glob("incoming/*") if _age(path, now) > WAIT]
    for path in found if not dry_run else ():
        path.unlink(missing_ok=True)
    return sorted(f"incoming/{path.name}" for path in found)


def _age(path, now):
    return now - datetime.fromtimestamp(path.stat().st_mtime, tz=UTC)
