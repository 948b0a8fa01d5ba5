"""DOCX and XLSX: archives of XML. Nothing that runs, nothing from elsewhere, nothing that unpacks without end."""

import codecs
import re
import zipfile
import zlib

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

ACTIVE_OFFICE = re.compile(r"vbaProject|oleObject|externalLink|activeX", re.IGNORECASE)
OTHER_FILES = re.compile(r"(^|/)(embeddings|customUI)/|afchunk|\.(html?|exe|js|vbs|bin)$", re.IGNORECASE)
MACROS_INSIDE = re.compile(r"macroEnabled|vbaProject|ms-office\.activeX", re.IGNORECASE)
RELATION = re.compile(r"<(?:\w+:)?Relationship\b[^>]*>", re.IGNORECASE)
FIELD_THAT_RUNS = re.compile(r"(?:instrText|fldSimple)\b[^<]*?>?[^<]*\bDDE(?:AUTO)?\b|<(?:\w+:)?ddeLink\b")
DECLARED = re.compile(r"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
ZIP_PARTS, ZIP_BYTES, ZIP_RATIO = 2000, 200 * 1024 * 1024, 100
PRINTER = re.compile(r"printerSettings\d*\.bin$")
MARKS = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16", codecs.BOM_UTF8: "utf-8-sig"}


def judge_docx(upload):
    """Raise ValidationError unless the file is a plain Word document."""
    _judge(upload, "word/document.xml")


def judge_xlsx(upload):
    """Raise ValidationError unless the file is a plain workbook."""
    _judge(upload, "xl/workbook.xml")


def _judge(upload, main):
    upload.seek(0)
    try:
        with zipfile.ZipFile(upload) as archive:
            parts = archive.infolist()
            _judge_parts(parts, main)
            judge_unpacked(archive)
            for part in parts:
                if part.filename.lower().endswith((".xml", ".rels", ".vml")):
                    _judge_xml(part.filename, _text(archive.read(part)))
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise _damaged() from error


def _judge_parts(parts, main):
    names = [part.filename for part in parts]
    if main not in names or "[Content_Types].xml" not in names:
        raise ValidationError(
            _("The content of the file is not what its name says. Open it, save it as PDF and add that.")
        )
    unsafe = any(name.startswith("/") or "\\" in name or ".." in name.split("/") for name in names)
    if unsafe or len(set(map(str.lower, names))) < len(names):
        raise _damaged()
    if any(part.flag_bits & 1 for part in parts):
        raise ValidationError(_("The document is protected by a password. Save it without protection."))
    if any(ACTIVE_OFFICE.search(name) or (OTHER_FILES.search(name) and not PRINTER.search(name)) for name in names):
        raise _active()


def _text(content):
    """An XML part as text, in the encoding that its first bytes announce."""
    encoding = next((name for mark, name in MARKS.items() if content.startswith(mark)), None)
    if encoding is None and content[:2] in {b"<\x00", b"\x00<"}:
        encoding = "utf-16-le" if content[0] == ord("<") else "utf-16-be"
    return content.decode(encoding or "utf-8", errors="replace")


def _judge_xml(name, text):
    if DECLARED.search(text):
        raise _damaged()
    if name == "[Content_Types].xml" and MACROS_INSIDE.search(text):
        raise _active()
    if FIELD_THAT_RUNS.search(text):
        raise _active()
    if name.lower().endswith(".rels") and any(_leads_outside(relation) for relation in RELATION.findall(text)):
        raise ValidationError(_("The document loads parts from elsewhere. Save it as PDF and add that."))


def _leads_outside(relation):
    """Whether a part (not a link to click) comes from another place."""
    is_external = re.search(r"TargetMode\s*=\s*[\"']External", relation, re.IGNORECASE)
    is_link = re.search(r"Type\s*=\s*[\"'][^\"']*/hyperlink[\"']", relation, re.IGNORECASE)
    return bool(is_external and not is_link)


def judge_unpacked(archive, *, most=ZIP_BYTES):
    """Refuse an Office file that unpacks to far more than it is, or to more than ``most`` bytes.

    Counts real bytes, since sizes in the file can lie. Raises ValidationError.
    """
    parts = archive.infolist()
    too_large = ValidationError(
        _("The document unpacks to more than is allowed. Save it anew, with smaller pictures, and add that.")
    )
    if len(parts) > ZIP_PARTS:
        raise too_large
    total = 0
    for part in parts:
        with archive.open(part) as stream:
            while chunk := stream.read(1024 * 1024):
                total += len(chunk)
                if total > most or total > max(ZIP_RATIO * sum(p.compress_size for p in parts), 1024 * 1024):
                    raise too_large


def _active():
    return ValidationError(_("The document holds macros or other files. Save it as PDF and add that."))


def _damaged():
    return ValidationError(_("The file is damaged or protected by a password. Save it as PDF and add that."))
