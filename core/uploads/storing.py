"""Keeping files by their hash, and handing them out."""

import hashlib
import os
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import FileResponse, Http404
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..errors import StateConflict
from ..models import StoredFile
from . import scanning
from .images import rewritten
from .judging import TYPES, clean_name, judge


def store(upload, *, extensions=tuple(TYPES)):
    """Judge and keep an uploaded file; the same content is kept once. Returns the fields of a ``KeptFile``, as a dict.

    Pictures are written anew. Written to a temporary name, flushed to disk, then moved to its hash: a crash leaves no half
    file under a real name. Call inside the transaction that makes the row which names the file: the lock on the
    content's row keeps the reaper off until then. Raises ValidationError.
    """
    content_type = judge(upload, extensions=extensions)
    picture = rewritten(content_type, upload.read()) if content_type.startswith("image/") else None
    return _kept([picture] if picture is not None else upload.chunks(), clean_name(upload.name), content_type)


def keep(content, *, name, content_type):
    """Keep bytes that the portal made itself, such as a smaller picture; otherwise like ``store``."""
    return _kept([content], name, content_type)


def _kept(chunks, name, content_type):
    """Write to disk and to the row of the content; the fields of a ``KeptFile``, as a dict."""
    folder = Path(settings.MEDIA_ROOT) / "incoming"
    folder.mkdir(parents=True, exist_ok=True)
    temporary = folder / f"{os.getpid()}-{os.urandom(8).hex()}"
    try:
        sha256, size = _write(chunks, temporary)
        stored = _take_in(temporary, sha256, size)
    finally:
        temporary.unlink(missing_ok=True)
    return {
        "file_name": name,
        "file_path": stored.path,
        "content_type": content_type,
        "size": size,
        "sha256": sha256,
    }


def _write(chunks, temporary):
    """Write to disk; (SHA-256 in hex, bytes)."""
    digest, size = hashlib.sha256(), 0
    with temporary.open("wb") as target:
        for chunk in chunks:
            digest.update(chunk)
            size += len(chunk)
            target.write(chunk)
        target.flush()
        os.fsync(target.fileno())
    return digest.hexdigest(), size


@transaction.atomic
def _take_in(temporary, sha256, size):
    """Give a content its place and its row, whose lock is held until the caller's transaction ends."""
    row, _is_new = StoredFile.objects.select_for_update().get_or_create(
        sha256=sha256, defaults={"size": size, "scan": scanning.first_state()}
    )
    if row.scan == StoredFile.Scan.INFECTED:
        raise ValidationError(
            gettext("A virus was found in this file. Clean your computer before you add files from it.")
        )
    row.unnamed_since = None
    row.save(update_fields=["unnamed_since"])
    final = Path(settings.MEDIA_ROOT) / row.path
    if not final.exists():
        final.parent.mkdir(parents=True, exist_ok=True)
        temporary.chmod(settings.FILE_UPLOAD_PERMISSIONS)
        temporary.replace(final)
    if row.scan == StoredFile.Scan.QUARANTINED:
        transaction.on_commit(lambda: scanning.wake(sha256), robust=True)
    return row


def with_scans(files):
    """The files as a list, each with ``stored``: what is known of its content. One query."""
    files = list(files)
    known = StoredFile.objects.in_bulk({file.sha256 for file in files})
    for file in files:
        file.stored = known.get(file.sha256) or StoredFile(sha256=file.sha256)
    return files


def serve(file):
    """Answer with a ``KeptFile`` as an attachment that no browser will run. The caller has checked who may read it.

    Raises StateConflict while the scanner has not answered, and for good when it found something.
    """
    stored = StoredFile.objects.filter(sha256=file.sha256).first()
    if stored and stored.scan == StoredFile.Scan.QUARANTINED:
        raise StateConflict(_("This file is still being checked for viruses. Try again in a few minutes."))
    if stored and stored.scan == StoredFile.Scan.INFECTED:
        raise StateConflict(_("A virus was found in this file. It cannot be opened."))
    full = Path(settings.MEDIA_ROOT) / file.file_path
    if not full.is_file():
        raise Http404
    response = FileResponse(
        full.open("rb"), as_attachment=True, filename=file.file_name, content_type=file.content_type
    )
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    return response
