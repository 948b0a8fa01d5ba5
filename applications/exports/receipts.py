"""The receipt of a submission as a PDF, in the reader's language: the same words as its page."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.documents import Cell, Column, Document, Line, Part, Row, Table

from ..progress import progress_of
from ..selectors import receipt_facts


def document(submission):
    """The receipt of a submission: what was received and when, its fingerprint, and what happens next."""
    application = submission.application
    rows = tuple(Row((Cell.of(Line(label, tone="soft")), Cell.of(text))) for label, text in receipt_facts(submission))
    columns = (Column(_("Of the submission"), 3), Column(_("As received"), 7))
    now = progress_of(application)
    after = tuple(Line(text) for text in (now.next, now.until) if text)
    return Document(
        title=_("Receipt"),
        subject=application.title,
        language=(get_language() or "en")[:2],
        written_in=application.language,
        facts=(),
        parts=(
            Part(_("What we received"), Table(_("Receipt"), columns, rows)),
            Part(_("What happens next"), Table(_("What happens next"), columns, ()), lines=after),
        ),
        stamp=submission.submitted_at,
        footer=f"{application.reference} · {submission.number}",
        is_across=False,
    )
