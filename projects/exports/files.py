"""Which files there are, and the answer that hands one out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.utils import timezone

from core.spreadsheets import TYPES

from . import feed, objects, places, table, workbook


@dataclass(frozen=True)
class About:
    """Where a file comes from. ``query``: the filters that were applied; ``page_url``: the list in the catalogue.

    ``chips``: the same filters as (label, value); ``feed_url``: the address of the feed itself.
    """

    query: str
    page_url: str
    feed_url: str
    chips: tuple
    generated_at: datetime


@dataclass(frozen=True)
class Format:
    """A kind of file: its name for people, its type, and ``write(selection, about)``: pieces of text, bytes or an open file."""

    label: str
    content_type: str
    write: Callable
    is_download: bool = True


FORMATS = {
    "csv": Format("CSV", TYPES["csv"], table.pieces),
    "xlsx": Format("Excel", TYPES["xlsx"], workbook.file),
    "json": Format("JSON", "application/json", objects.pieces),
    "geojson": Format("GeoJSON", "application/geo+json", places.pieces),
    "atom": Format("Atom", "application/atom+xml; charset=utf-8", feed.pieces, is_download=False),
}


def answer(selection, kind, about, *, is_head=False):
    """The answer with the file of ``kind``, one of ``FORMATS``; with ``is_head`` its headers alone, and nothing is read."""
    wanted = FORMATS[kind]
    content = [] if is_head else wanted.write(selection, about)  # streamed, as nobody knows how long the file would be
    if isinstance(content, bytes):
        response = HttpResponse(content, content_type=wanted.content_type)
    elif hasattr(content, "read"):
        response = FileResponse(content, content_type=wanted.content_type)
    else:
        response = StreamingHttpResponse(_begun(content), content_type=wanted.content_type)
    if wanted.is_download:
        day = timezone.localdate(about.generated_at).isoformat()
        response.headers["Content-Disposition"] = f'attachment; filename="projects-{day}.{kind}"'
    return response


def _begun(pieces):
    """The pieces, the first of them made already: what goes wrong at once is an error page, not half a file."""
    pieces = iter(pieces)
    return chain([next(pieces, "")], pieces)
