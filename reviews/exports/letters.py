"""A decision letter as PDF, in the language of its proposal: the text that people read and change, laid out as a letter."""

from django.http import HttpResponse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from core.documents.typesetting import pdf
from core.documents.word import LONG_AGO


def file_of(letter):
    """The PDF of a Letter: bytes. Dated when it was sent; before that it is marked as a draft on every page."""
    application, sent_at = letter.decision.application, letter.release.released_at
    with override(application.language):
        data = {
            "title": _("Letter on %(reference)s") % {"reference": application.reference},
            "fund": _("IOM Development Fund"),
            "page": _("Page {page} of {pages}"),
            "language": application.language,
            "reference": application.reference,
            "day": date_format(localtime(sent_at), "DATE_FORMAT") if sent_at else "",
            "to": [str(application.owner), str(application.owner.organisation or "")],
            "mark": "" if sent_at else _("Draft"),
            "paragraphs": [
                block.splitlines() for block in letter.text.replace("\r\n", "\n").split("\n\n") if block.strip()
            ],
        }
    return pdf("reviews/letter.typ", data, stamp=sent_at or LONG_AGO)


def download(letter):
    """The answer that hands out the PDF of a letter."""
    name = f"{letter.decision.application.reference}-letter-{letter.decision_id}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(file_of(letter), content_type="application/pdf", headers=headers)
