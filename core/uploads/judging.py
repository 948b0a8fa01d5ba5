"""What may be kept: by name, by size, by content. A refusal says why and what to do, in the reader's language."""

import re
import unicodedata
import zipfile

import filetype
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .images import judge_jpeg, judge_png
from .office import ACTIVE_OFFICE, judge_docx, judge_unpacked, judge_xlsx
from .pdf import judge_pdf

__all__ = ["ACTIVE_OFFICE", "TYPES", "accept", "clean_name", "judge", "judge_unpacked", "named"]

OFFICE = "application/vnd.openxmlformats-officedocument"
TYPES = {
    "pdf": "application/pdf",
    "docx": f"{OFFICE}.wordprocessingml.document",
    "xlsx": f"{OFFICE}.spreadsheetml.sheet",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
}
JUDGES = {
    "pdf": judge_pdf,
    "docx": judge_docx,
    "xlsx": judge_xlsx,
    "png": judge_png,
    "jpg": judge_jpeg,
    "jpeg": judge_jpeg,
}
FORMER_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # OLE: documents before 2007, and every encrypted one since
RUNNING = re.compile(
    r"\.(exe|com|scr|pif|bat|cmd|msi|jar|js|jse|vbs|vbe|wsf|hta|ps1|sh|app|apk|dll|lnk|iso|img"
    r"|html?|xhtml|svg|php|phtml|docm|dotm|xlsm|xltm|pptm|zip|rar|7z)\.[a-z0-9]+$",
    re.IGNORECASE,
)


def accept(*extensions):
    """The value of the attribute ``accept`` of a file field, for these extensions or all."""
    return ",".join(f".{extension}" for extension in extensions or TYPES)


def clean_name(name):
    """The last part of a name without control or direction characters, at most 120 characters, extension kept."""
    name = unicodedata.normalize("NFC", name.replace("\\", "/").rsplit("/", 1)[-1])
    name = "".join(char for char in name if unicodedata.category(char)[0] != "C").strip(" .") or "file"
    stem, dot, extension = name.rpartition(".")
    return f"{stem[:110]}{dot}{extension[:9]}" if dot else name[:120]


def named(upload, refusal):
    """The sentence of a refusal with the file it is about: "“scan.exe”: This kind of file …"."""
    words = {"name": clean_name(upload.name), "refusal": " ".join(refusal.messages)}
    return _("“%(name)s”: %(refusal)s") % words


def judge(upload, *, extensions=tuple(TYPES)):
    """Check an uploaded file: name, size, type by content, nothing active inside. Returns its content type.

    ``extensions``: those that are accepted at this place. Raises ValidationError that says why, and what to do.
    """
    if upload.size == 0:
        raise ValidationError(_("The file is empty. Save it again where you wrote it, and add it then."))
    if upload.size > settings.UPLOAD_MAX_BYTES:
        most = settings.UPLOAD_MAX_BYTES // (1024 * 1024)
        raise ValidationError(
            _("The file is larger than %(n)d MB. Make its pictures smaller or divide it.") % {"n": most}
        )
    name = clean_name(upload.name)
    extension = name.rpartition(".")[2].lower()
    if extension not in extensions:
        kinds = ", ".join(dict.fromkeys(one.upper().replace("JPEG", "JPG") for one in extensions))
        raise ValidationError(_("This kind of file is not accepted. Use one of these: %(kinds)s.") % {"kinds": kinds})
    if RUNNING.search(name):
        raise ValidationError(_("The name has two endings, as harmful files do. Give the file a plain name."))
    _judge_beginning(upload, extension)
    JUDGES[extension](upload)
    upload.seek(0)
    return TYPES[extension]


def _judge_beginning(upload, extension):
    """Refuse a file whose first bytes are of another kind than its name."""
    upload.seek(0)
    head = upload.read(8192)
    if extension in {"docx", "xlsx"}:
        if head.startswith(FORMER_OFFICE):
            raise ValidationError(
                _("The document is protected by a password, or of an older kind. Save it as PDF without protection.")
            )
        fits = head.startswith(b"PK\x03\x04") and zipfile.is_zipfile(upload)
    else:
        found = filetype.guess(head)
        fits = found is not None and found.mime == TYPES[extension]
    if not fits and TYPES[extension].startswith("image/"):  # a photo is wanted, which no PDF can be
        raise ValidationError(
            _("The content of the file is not what its name says. Open it, save it as JPEG or PNG and add that.")
        )
    if not fits:
        raise ValidationError(
            _("The content of the file is not what its name says. Open it, save it as PDF and add that.")
        )
