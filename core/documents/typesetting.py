"""PDF by typst: tagged for assistive technology (PDF/UA-1), with fonts that are the same on every machine.

What people wrote is data to the templates, never source. A sign that typst's own fonts lack would have the whole file
refused, so it is shown as an empty box.
"""

import json
from functools import partial
from pathlib import Path

import typst
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from .glyphs import SHOWN

ROOT = Path(settings.BASE_DIR) / "templates"
BOX = "□"
CONTROL = dict.fromkeys([*range(9), 11, 12, *range(14, 32), *range(127, 160), 0xFFFE, 0xFFFF])
PICTURE = b'#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.data), format: "svg")'


def pdf(template, data, *, stamp):
    """``templates/<template>`` filled with ``data`` (a dict of plain values) as bytes; ``stamp``: the time it carries."""
    return typst.compile(
        str(ROOT / template),
        root=str(ROOT),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(_shown_all(data))},
        pdf_standards=["ua-1"],
        timestamp=int(stamp.timestamp()),
    )


def png(svg):
    """An SVG drawing as a picture for programs that know no SVG: bytes."""
    return typst.compile(PICTURE, ignore_system_fonts=True, sys_inputs={"data": shown(svg)}, format="png", ppi=144.0)


def picture_of(template, data):
    """``templates/<template>`` filled with ``data`` (a dict of plain values) as a PNG of its first page: bytes."""
    return typst.compile(
        str(ROOT / template),
        root=str(ROOT),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(_shown_all(data))},
        format="png",
        ppi=144.0,
    )


def shown(text):
    """``text`` with a box for each sign that the fonts lack, and without control signs."""
    missing = {ord(sign): BOX for sign in set(text) if ord(sign) not in SHOWN and sign not in "\t\n\r"}
    return text.translate(missing | CONTROL)


def _shown_all(value):
    """``shown`` for every text in plain data."""
    if isinstance(value, dict):
        return {name: _shown_all(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_shown_all(one) for one in value]
    return shown(value) if isinstance(value, str) else value


def of_document(document):
    """A ``content.Document`` as PDF: bytes."""
    with translation.override(document.language):
        words = {"fund": _("IOM Development Fund"), "page": _("Page {page} of {pages}")}
    line = partial(_line, document)
    data = words | {
        **{
            name: getattr(document, name)
            for name in ("title", "subject", "language", "written_in", "footer", "mark", "is_across")
        },
        "facts": [[label, text] for label, text in document.facts],
        "parts": [_part(part, line) for part in document.parts],
    }
    return pdf("documents/document.typ", data, stamp=document.stamp)


def _part(part, line):
    table = part.table
    return {
        "title": part.title,
        "note": part.note,
        "lines": [line(one) for one in part.lines],
        "pictures": [vars(picture) for picture in part.pictures],
        "empty": part.empty,
        "columns": [vars(column) for column in table.columns],
        "rows": [
            {"is_total": row.is_total, "cells": [_cell(column, cell, line) for _place, column, cell in cells]}
            for row, cells in table.laid_out()
        ],
    }


def _cell(column, cell, line):
    return {"lines": [line(one) for one in cell.lines], "rows": cell.rows, "is_number": column.is_number}


def _line(document, line):
    language = document.written_in if line.is_written else document.language
    return {"text": line.text, "language": language, "tone": line.tone}
