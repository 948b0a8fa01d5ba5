"""PDF: no password, no scripts, no other files inside, no second kind of file around it.

No full parser: names are looked for wherever a reader could find them, in the file as it stands (names may be written
with #xx) and in its compressed object streams. What cannot be looked into is refused.
"""

import re
import zipfile
import zlib

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

END_OF_NAME = rb"(?=[\s/<>\[\](){}%]|$)"
ACTIVE = re.compile(rb"/(?:JavaScript|Launch|EmbeddedFiles?|RichMedia|XFA|ImportData|SubmitForm|GoToE)" + END_OF_NAME)
SCRIPT = re.compile(rb"/JS" + END_OF_NAME)  # too short to be looked for in compressed bytes
PROTECTED = re.compile(rb"/Encrypt" + END_OF_NAME)
OBJECT_STREAM = re.compile(rb"/ObjStm" + END_OF_NAME)
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
STREAM = re.compile(rb"\bstream\r?\n(.*?)endstream", re.DOTALL)
PAGE_OF_THE_WEB = re.compile(rb"<\s*(?:script|html|body|iframe|svg|!doctype)\b", re.IGNORECASE)
UNPACKED_MOST = 100 * 1024 * 1024  # bytes, all object streams together
END_WITHIN = 2048  # bytes from the end in which %%EOF stands


def judge_pdf(upload):
    """Raise ValidationError unless the file is a plain PDF. Reads it whole: at most ``UPLOAD_MAX_BYTES``."""
    upload.seek(0)
    content = upload.read()
    plain = _names_as_written(content)
    around = STREAM.sub(b"", plain)
    if PROTECTED.search(plain):
        raise ValidationError(_("The PDF is protected by a password. Save it without protection."))
    inside = b"\n".join(_object_streams(content, expected=len(OBJECT_STREAM.findall(plain))))
    if any(ACTIVE.search(part) for part in (plain, inside)) or any(SCRIPT.search(part) for part in (around, inside)):
        raise ValidationError(_("The PDF holds scripts, forms or other files. Print it to a new PDF and add that."))
    if zipfile.is_zipfile(upload) or PAGE_OF_THE_WEB.search(around):
        raise ValidationError(_("The file is of two kinds at once. Print it to a new PDF and add that."))
    if b"%%EOF" not in content[-END_WITHIN:]:
        raise ValidationError(_("The PDF is not complete. Save it again and add that."))


def _names_as_written(content):
    """The bytes with every #xx of a name resolved: /J#61vaScript is /JavaScript."""
    return ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), content) if b"#" in content else content


def _object_streams(content, *, expected):
    """The unpacked object streams, ``expected`` of them. Raises ValidationError if one cannot be looked into."""
    found, room, last = [], UNPACKED_MOST, 0
    for stream in STREAM.finditer(content) if expected else ():
        before = _names_as_written(content[last : stream.start()])
        last = stream.end()
        dictionary = before[max(before.rfind(b"endobj"), 0) :]
        if OBJECT_STREAM.search(dictionary):
            found.append(_names_as_written(_unpack(stream[1], dictionary, room)))
            room -= len(found[-1])
    if len(found) != expected:
        raise _unreadable()
    return found


def _unpack(packed, dictionary, room):
    filters = re.findall(rb"/(\w+Decode)\b", dictionary)
    if not filters:
        return packed
    if filters != [b"FlateDecode"] or b"/Predictor" in dictionary:
        raise _unreadable()
    try:
        unpacked = zlib.decompressobj().decompress(packed, room + 1)
    except zlib.error as error:
        raise _unreadable() from error
    if len(unpacked) > room:
        raise ValidationError(_("The PDF unpacks to more than is allowed. Print it to a new PDF and add that."))
    return unpacked


def _unreadable():
    return ValidationError(_("The PDF is damaged, or written in a way that cannot be checked. Print it to a new PDF."))
