"""Opening an uploaded workbook: judged before anything is unpacked, then read by a library without entities."""

import io
import re
import zipfile
import zlib
from math import inf

from django.utils.translation import gettext_lazy as _
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from core.errors import DomainError

PACKED_MOST = 5 * 1024 * 1024
UNPACKED_MOST = 10 * 1024 * 1024  # twenty times what the largest plan needs
PARTS_MOST, TAGS_MOST, MERGED_MOST = 200, 500_000, 10_000  # a reader works through these in seconds
ROWS_MOST, COLUMNS_MOST = 2000, 60
UNREADABLE = (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, RuntimeError, OSError, EOFError, ValueError)
ACTIVE = re.compile(r"vbaProject|oleObject|externalLink|activeX|embeddings", re.IGNORECASE)
OLD_OR_ENCRYPTED = bytes.fromhex("d0cf11e0a1b11ae1")  # begins .xls files, and any Office file under a password
MERGED = re.compile(rb"mergeCell(?!s)\b[^>]*")
MERGED_RANGE = re.compile(rb"\sref=\"([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})\"")

DAMAGED = _("The file is damaged or protected by a password.")
HOSTILE = _("The workbook holds macros, other files or links to other workbooks. Remove them.")
TOO_LARGE = _("The workbook unpacks to more than is allowed. Download a fresh one and fill that.")


def open_workbook(upload):
    """The workbook in an uploaded file (``name``, ``size``, ``read``), its formulas as formulas.

    Raises DomainError with a sentence for each reason to refuse it.
    """
    if upload.size > PACKED_MOST:
        raise DomainError(_("The file is larger than %(n)d MB.") % {"n": PACKED_MOST // (1024 * 1024)})
    content = upload.read()
    if not upload.name.lower().endswith(".xlsx") or not content.startswith((b"PK", OLD_OR_ENCRYPTED)):
        raise DomainError(_("Upload the workbook as an Excel file (.xlsx). In LibreOffice choose “Excel 2007–365”."))
    if content.startswith(OLD_OR_ENCRYPTED):
        raise DomainError(
            _("The file is protected by a password or of an old kind. Save it as .xlsx without password.")
        )
    _judge(content)
    try:
        return load_workbook(io.BytesIO(content), keep_links=False)
    except Exception as error:
        raise DomainError(DAMAGED) from error


def _judge(content):
    """Refuse by what the archive's directory says; Python never unpacks more of a part than the directory announces."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if len(parts) > PARTS_MOST or sum(part.file_size for part in parts) > UNPACKED_MOST:
                raise DomainError(TOO_LARGE)
            if any(ACTIVE.search(part.filename) for part in parts):
                raise DomainError(HOSTILE)
            for part in parts:
                _judge_part(archive.read(part))
    except UNREADABLE as error:
        raise DomainError(DAMAGED) from error


def _judge_part(content):
    if content.startswith((b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")):  # no program writes UTF-16 here
        raise DomainError(DAMAGED)
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content or b"macroEnabled" in content:
        raise DomainError(HOSTILE)
    if content.count(b"<") > TAGS_MOST or sum(map(_merged, MERGED.findall(content))) > MERGED_MOST:
        raise DomainError(TOO_LARGE)


def _merged(tag):
    """How many cells an element merges, since the library makes each of them; infinitely many when that cannot be read."""
    found = MERGED_RANGE.search(tag)
    if not found:
        return inf
    left, top, right, bottom = range_boundaries(found[1].decode())
    return (right - left + 1) * (bottom - top + 1)
