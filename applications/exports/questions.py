"""The questions of the form as files: PDF to read and print, DOCX to draft in.

Both are made from the outline alone, are the same to the byte for the same outline, and are kept for an hour, so that a
public address costs no typesetting. What people or staff wrote is data to both, never source.
"""

from datetime import UTC, datetime

from django.core.cache import cache
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from core.addresses import absolute
from core.documents import CONTENT_TYPES as ALL_TYPES
from core.documents import blanks, typesetting, word

KEPT_FOR = 60 * 60  # seconds
CONTENT_TYPES = {extension: ALL_TYPES[extension] for extension in ("pdf", "docx")}


def file_of(outline, extension):
    """The bytes of the outline as "pdf" or "docx", made at most once an hour for the same outline."""
    make = {"pdf": pdf, "docx": docx}[extension]
    return cache.get_or_set(f"questions.{extension}.{outline.fingerprint}", lambda: make(outline), KEPT_FOR)


def file_name(outline, extension):
    """``iom-development-fund-questions-fr.pdf``"""
    of_call = f"{outline.call}-" if outline.call else ""
    return f"iom-development-fund-questions-{of_call}{outline.language}.{extension}"


def _words(outline):
    """What the files say besides the questions, in the outline's language whatever the active one is."""
    with translation.override(outline.language):
        return {
            "language": outline.language,
            "title": outline.title,
            "fund": _("IOM Development Fund"),
            "lead": _("What the application form asks, in its order, so that you can prepare before you register."),
            "summary": outline.summary,
            "rules": outline.rules,
            "rules_title": _("Rules of the Fund"),
            "source": _("Source:"),
            "contents": _("Parts of the form"),
            "address_label": _("Always current at"),
            "address": absolute(_address(outline)),
            "columns": [_("No."), _("Question"), _("Answer")],
            "page": _("Page {page} of {pages}"),
            "draft": _(
                "This document is for drafting only. Proposals are submitted in the portal; copy your answers there."
            ),
        }


def _address(outline):
    return reverse("questions:call", kwargs={"slug": outline.call}) if outline.call else reverse("questions:list")


# PDF


def pdf(outline):
    """The questions as a tagged PDF (PDF/UA-1): bytes."""
    data = _words(outline) | {"parts": [_part(part) for part in outline.parts]}
    return typesetting.pdf("applications/questions.typ", data, stamp=_moment(outline))


def _part(part):
    groups = [
        {
            "title": group.title,
            "note": group.note,
            "questions": [_asked(number, question) for number, question in numbered],
        }
        for group, numbered in part.numbered
    ]
    rules = [vars(rule) for rule in part.rules]
    return {"number": part.number, "title": part.title, "intro": part.intro, "groups": groups, "rules": rules}


def _asked(number, question):
    names = ("label", "help", "answer", "limit", "need", "choices", "source")
    return {"number": number} | {name: getattr(question, name) for name in names}


def _moment(outline):
    """The time that files carry: the beginning of the day on which their rules were published."""
    day = outline.published_on
    return datetime(day.year, day.month, day.day, tzinfo=UTC) if day else word.LONG_AGO


# DOCX


def docx(outline):
    """The questions as a Word document with room for the answers: bytes."""
    words = _words(outline)
    return blanks.docx(
        blanks.Blank(
            language=outline.language,
            title=words["title"],
            subject=words["rules"],
            lead=words["lead"],
            lines=(words["summary"], words["draft"], f"{words['rules']}. {words['address_label']} {words['address']}"),
            parts=outline.parts,
            stamp=_moment(outline),
        )
    )
