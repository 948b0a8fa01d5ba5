"""Word and Excel files as packages of parts: the same content gives the same bytes, and a hash that says so."""

import hashlib
import io
import re
import zipfile
from datetime import UTC, datetime

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)  # of what has no date of its own, and of all parts of a package
PROPERTIES = "docProps/core.xml"
SAVED_AT = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</)")


def steady(content, *, stamp=None):
    """A package with one time on all its parts: libraries write the time of day into them.

    With ``stamp`` its properties, too, say that time.
    """
    fixed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = zipfile.ZipInfo(name, LONG_AGO.timetuple()[:6])
            part.compress_type = zipfile.ZIP_DEFLATED
            data = source.read(name)
            if stamp and name == PROPERTIES:
                data = SAVED_AT.sub(rb"\g<1>" + stamp.strftime("%Y-%m-%dT%H:%M:%SZ").encode() + rb"\g<2>", data)
            target.writestr(part, data)
    return fixed.getvalue()


def fingerprint(content):
    """SHA-256 (hex) of what a package says: its parts but for its properties, whatever packed them and when."""
    digest = hashlib.sha256()
    with zipfile.ZipFile(io.BytesIO(content)) as source:
        for name in sorted(set(source.namelist()) - {PROPERTIES}):
            data = source.read(name)
            digest.update(f"{name}\n{len(data)}\n".encode() + data)
    return digest.hexdigest()
