"""Files that people upload: judged by content, stored by hash outside the web root, served by one function.

The allow-list is short on purpose (PDF, DOCX, PNG, JPEG). A refusal says why, in words the person can act on.
"""

import hashlib
import os
import re
import unicodedata
import zipfile
from dataclasses import dataclass
from pathlib import Path

import filetype
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404
from django.utils.translation import gettext as _

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
}
ACTIVE_PDF = re.compile(rb"/(JavaScript|JS|Launch|EmbeddedFile|OpenAction\s*<<)\b")
ACTIVE_OFFICE = re.compile(r"vbaProject|oleObject|externalLink|activeX", re.IGNORECASE)
ZIP_PARTS, ZIP_BYTES, ZIP_RATIO = 2000, 200 * 1024 * 1024, 100


@dataclass(frozen=True)
class StoredFile:
    """A file in the store: path below MEDIA_ROOT, the name people see, type, size in bytes, SHA-256 (hex)."""

    path: str
    name: str
    content_type: str
    size: int
    sha256: str


def clean_name(name):
    """The last part of a name without control or direction characters, at most 120 characters, extension kept."""
    name = unicodedata.normalize("NFC", name.replace("\\", "/").rsplit("/", 1)[-1])
    name = "".join(char for char in name if unicodedata.category(char)[0] != "C").strip(" .") or "file"
    stem, dot, extension = name.rpartition(".")
    return f"{stem[:110]}{dot}{extension[:9]}" if dot else name[:120]


def judge(upload):
    """Check an uploaded file (size, type by content, nothing active inside) and return its content type.

    Raises ValidationError with the reason.
    """
    if upload.size == 0:
        raise ValidationError(_("The file is empty."))
    if upload.size > settings.UPLOAD_MAX_BYTES:
        most = settings.UPLOAD_MAX_BYTES // (1024 * 1024)
        raise ValidationError(_("The file is larger than %(n)d MB.") % {"n": most})
    extension = clean_name(upload.name).rpartition(".")[2].lower()
    if extension not in TYPES:
        raise ValidationError(_("This kind of file is not accepted. Use PDF, DOCX, PNG or JPEG."))
    upload.seek(0)
    found = filetype.guess(upload.read(8192))
    upload.seek(0)
    is_zip = extension == "docx" and zipfile.is_zipfile(upload)
    if not is_zip and (found is None or found.mime != TYPES[extension]):
        raise ValidationError(_("The content of the file is not what its name says."))
    if extension == "pdf":
        _judge_pdf(upload)
    if extension == "docx":
        _judge_docx(upload)
    upload.seek(0)
    return TYPES[extension]


def _judge_pdf(upload):
    upload.seek(0)
    content = upload.read()
    if b"/Encrypt" in content:
        raise ValidationError(_("The PDF is protected by a password. Save it without protection."))
    if ACTIVE_PDF.search(content):
        raise ValidationError(_("The PDF holds scripts or other files. Print it to a new PDF and add that."))


def _judge_docx(upload):
    upload.seek(0)
    try:
        with zipfile.ZipFile(upload) as archive:
            parts = archive.infolist()
            if "word/document.xml" not in archive.namelist():
                raise ValidationError(_("The content of the file is not what its name says."))
            if any(ACTIVE_OFFICE.search(part.filename) for part in parts):
                raise ValidationError(_("The document holds macros or other files. Save it as PDF and add that."))
            judge_unpacked(archive)
            _judge_relations(archive, parts)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError) as error:
        raise ValidationError(_("The file is damaged or protected by a password.")) from error


def judge_unpacked(archive, *, most=ZIP_BYTES):
    """Refuse an Office file that unpacks to far more than it is, or to more than ``most`` bytes.

    Counts real bytes, since sizes in the file can lie. Raises ValidationError.
    """
    parts = archive.infolist()
    too_large = ValidationError(_("The document unpacks to more than is allowed."))
    if len(parts) > ZIP_PARTS:
        raise too_large
    total = 0
    for part in parts:
        with archive.open(part) as stream:
            while chunk := stream.read(1024 * 1024):
                total += len(chunk)
                if total > most or total > max(ZIP_RATIO * sum(p.compress_size for p in parts), 1024 * 1024):
                    raise too_large


def _judge_relations(archive, parts):
    for part in parts:
        if part.filename.endswith(".rels"):
            relations = archive.read(part)
            if b"attachedTemplate" in relations and b'TargetMode="External"' in relations:
                raise ValidationError(_("The document loads a template from elsewhere. Save it as PDF and add that."))


def store(upload):
    """Judge and keep an uploaded file; the same content is kept once. Returns ``StoredFile``.

    Written to a temporary name, flushed to disk, then linked to its hash: a crash leaves no half file under a real name.
    """
    content_type = judge(upload)
    digest = hashlib.sha256()
    folder = Path(settings.MEDIA_ROOT) / "incoming"
    folder.mkdir(parents=True, exist_ok=True)
    temporary = folder / f"{os.getpid()}-{os.urandom(8).hex()}"
    try:
        with temporary.open("wb") as target:
            for chunk in upload.chunks():
                digest.update(chunk)
                target.write(chunk)
            target.flush()
            os.fsync(target.fileno())
        sha256 = digest.hexdigest()
        path = Path("sha256") / sha256[:2] / sha256
        final = Path(settings.MEDIA_ROOT) / path
        final.parent.mkdir(parents=True, exist_ok=True)
        if not final.exists():
            temporary.chmod(settings.FILE_UPLOAD_PERMISSIONS)
            temporary.replace(final)
    finally:
        temporary.unlink(missing_ok=True)
    return StoredFile(str(path), clean_name(upload.name), content_type, upload.size, sha256)


def serve(path, name, content_type):
    """Answer with a stored file as an attachment that no browser will run. The caller has checked who may read it."""
    full = Path(settings.MEDIA_ROOT) / path
    if not full.is_file():
        raise Http404
    response = FileResponse(full.open("rb"), as_attachment=True, filename=name, content_type=content_type)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    return response
