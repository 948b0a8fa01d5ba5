"""Answering the checklist of a report's money (R10)."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit
from core.errors import DomainError, StateConflict

from ..models import ChecklistAnswer
from ..selectors.checklist import checklist_of
from .reports import editable

ANSWERED = audit.action("report.checked", _("answered an item of the checklist"))


@transaction.atomic
def answer_item(report, item, *, by, answer="", comment="", revision=0):
    """Save the answer to a ChecklistItem that the person opened at ``revision`` (0: never saved). Returns the row.

    Of items that the portal finds out, only the comment is kept. Raises NotAllowed, StateConflict when a newer answer was
    saved meanwhile, DomainError for an answer that does not exist and for a no without a comment.
    """
    report, comment = editable(report, by), comment.strip()
    if item.computed:
        answer = ""
    elif answer and answer not in ChecklistAnswer.Answer.values:
        raise DomainError(_("There is no such answer."))
    if answer == ChecklistAnswer.Answer.NO and not comment:
        raise DomainError(_("Say in a comment why this is not so."))
    row, _created = ChecklistAnswer.objects.get_or_create(report=report, item=item, defaults={"revision": 0})
    if row.revision != revision:
        raise StateConflict(_("This item was answered elsewhere while you had it open. Your entries are still below."))
    row.answer, row.comment, row.revision, row.answered_by = answer, comment, row.revision + 1, by
    row.full_clean()
    row.save()
    audit.record(ANSWERED, report, by=by, item=item.pk, answer=answer)
    return row


def keep_findings(report, *, by):
    """Keep what the portal found out, with its figures, as it stands when a report is certified. A step of certifying."""
    for item in checklist_of(report, is_live=True):
        if not item.is_computed:
            continue
        values = {"answer": item.answer, "figures": item.figures}
        ChecklistAnswer.objects.update_or_create(report=report, item=item.item, defaults=values)
