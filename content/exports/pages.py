"""A page of the site as a tagged PDF: the same words and live parts as on the screen, with where and how old it is."""

import hashlib
import json

from django.core.cache import cache
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.addresses import absolute
from core.documents import typesetting
from core.templatetags.portal import colon

from .blocks import blocks_of

KEPT_FOR = 60 * 60  # seconds


def described(shown):
    """All that the file of a ``selectors.pages.Shown`` says, as plain data. Live parts cost what they cost on the page.

    Labels are in the active language, the text in that of the edition.
    """
    page, edition = shown.page, shown.edition
    address = absolute(edition.public_url)
    public_on = date_format(localtime(edition.public_at), "DATE_FORMAT")
    facts = [(_("Public since"), public_on)]
    if page.reviewed_on:
        facts.append((_("Last reviewed"), date_format(page.reviewed_on, "DATE_FORMAT")))
    facts.append((_("Kept by"), page.get_owner_display()))
    return {
        "fund": _("IOM Development Fund"),
        "title": edition.title,
        "lead": edition.lead,
        "language": edition.language,
        "spoken": (get_language() or "en")[:2],
        "page": _("Page {page} of {pages}"),
        "facts": [[colon(label), str(text)] for label, text in facts],
        "address": address,
        "address_label": colon(_("Always current at")),
        "blocks": [block for piece in shown.text.pieces for block in _blocks(piece, edition.language)],
    }


def _blocks(piece, language):
    if piece.panel is None:
        return _absolute(blocks_of(piece.html))
    with translation.override(language):
        return _absolute(blocks_of(render_to_string(piece.panel.template, {"panel": piece.panel.context})))


def _absolute(value):
    """Links as they work on paper and in a file; those within the page are none."""
    if isinstance(value, list):
        return [_absolute(one) for one in value]
    if not isinstance(value, dict):
        return value
    value = {name: _absolute(one) for name, one in value.items()}
    if "address" in value and not value["address"].startswith(("http://", "https://", "mailto:")):
        value["address"] = absolute(value["address"]) if value["address"].startswith("/") else ""
    return value


def fingerprint(edition, data):
    """What tells one state of the file from another: the edition, and what its live parts say now."""
    digest = hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()
    return f"{edition.pk}.{digest[:32]}"


def pdf(edition, data):
    """The page as PDF/UA-1: bytes, typeset at most once an hour for the same words."""
    return cache.get_or_set(
        f"page.pdf.{fingerprint(edition, data)}",
        lambda: typesetting.pdf("content/page.typ", data, stamp=edition.public_at),
        KEPT_FOR,
    )
