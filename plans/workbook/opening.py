"""Opening an uploaded workbook: judged before anything is unpacked, then read by a library without entities."""

import io
import re
import zipfile
import zlib

from django.utils.translation import gettext as _
from openpyxl import load_workbook

from core.errors import DomainError

PACKED_MOST = 5 * 1024 * 1024
UNPACKED_MOST = 10 * 1024 * 1024  # twenty times what the largest plan needs; a reader works through this in seconds
PARTS_MOST = 200
ROWS_MOST, COLUMNS_MOST = 2000, 60
UNREADABLE = (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, RuntimeError, OSError, EOFError, ValueError)
ACTIVE = re.compile(r"vbaProject|oleObject|externalLink|activeX|embeddings", re.IGNORECASE)


def open_workbook(upload):
    """The workbook in an uploaded file (``name``, ``size``, ``read``), its formulas as formulas.

    Raises DomainError with a sentence for each reason to refuse it.
    """
    if upload.size > PACKED_MOST:
        raise DomainError(_("The file is larger than %(n)d MB.") % {"n": PACKED_MOST // (1024 * 1024)})
    if not upload.name.lower().endswith(".xlsx"):
        raise DomainError(_("Upload the workbook as an Excel file (.xlsx). In LibreOffice choose “Excel 2007–365”."))
    content = upload.read()
    _judge(content)
    try:
        return load_workbook(io.BytesIO(content), keep_links=False)
    except Exception as error:
        raise DomainError(_("The file is damaged or protected by a password.")) from error


def _judge(content):
    """Refuse by what the archive's directory says; Python never unpacks more of a part than the directory announces."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if len(parts) > PARTS_MOST or sum(part.file_size for part in parts) > UNPACKED_MOST:
                raise DomainError(
                    _("The workbook unpacks to more than is allowed. Download a fresh one and fill that.")
                )
            if any(ACTIVE.search(part.filename) for part in parts):
                raise DomainError(_("The workbook holds macros, other files or links to other workbooks. Remove them."))
            for part in parts:
                _judge_part(archive.read(part))
    except UNREADABLE as error:
        raise DomainError(_("The file is damaged or protected by a password.")) from error


def _judge_part(content):
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content or b"macroEnabled" in content:
        raise DomainError(_("The workbook holds macros, other files or links to other workbooks. Remove them."))
