"""Answering the questions of a call."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit, uploads
from core.errors import DomainError
from core.questions import Kind

from ..models import Answer, Question
from ..models.answers import COLUMNS
from .proposals import editable

ANSWERED = audit.action("application.questions_answered", _("answered questions of the call"))


NO_FILE = {"file_name": "", "file_path": "", "content_type": "", "size": 0, "sha256": ""}


@dataclass(frozen=True)
class Given:
    """An answer to keep: typed (an uploaded file for files, None to empty), and the revision that the person had seen."""

    question: Question
    value: object
    revision: int


@transaction.atomic
def answer_questions(application, given, *, by):
    """Keep the answers ``given`` (a list of Given); returns (Answers that were kept, Answers that were newer).

    An answer that somebody else changed since its revision is not replaced: it comes back in the second list, and the
    others are kept. A text over its limit is kept: it blocks only the submission. Raises NotAllowed, StateConflict,
    DomainError for a question or choice that is not the proposal's, ValidationError for a file or value that cannot be kept.
    """
    application = editable(application, by, "questions")
    existing = {answer.question_id: answer for answer in application.answers.select_related("changed_by", "question")}
    kept, newer = [], []
    for one in given:
        _check(application, one)
        answer = existing.get(one.question.pk)
        answer = answer or Answer(application=application, question=one.question, kind=one.question.kind, changed_by=by)
        if answer.revision != one.revision:
            if answer.value != one.value:
                newer.append(answer)
            continue
        _fill(answer, one.value)
        answer.revision, answer.changed_by = answer.revision + 1, by
        # the database holds the rows to the constraint; asked beforehand, Django would take no choices for JSON's null
        answer.full_clean(validate_constraints=False)
        answer.save()
        kept.append(answer)
    if kept:
        keys = sorted(answer.question.key for answer in kept)
        audit.record(ANSWERED, application, by=by, questions=keys)
    return kept, newer


def _check(application, one):
    if one.question.question_set_id != application.question_set_id:
        raise DomainError(_("This question is not asked of this proposal."))
    if one.value is None or one.question.kind not in {Kind.CHOICE, Kind.CHOICES}:
        return
    codes = {choice.code for choice in one.question.choices.all()}
    given = [one.value] if one.question.kind == Kind.CHOICE else one.value
    if set(given) - codes:
        raise DomainError(_("Choose among the answers that are offered."))


def _fill(answer, value):
    """Put a typed value into the column of its kind."""
    if answer.kind == Kind.FILE:
        for name, fact in (uploads.store(value) if value else NO_FILE).items():
            setattr(answer, name, fact)
    elif answer.kind == Kind.CHOICE:
        answer.choices = [value] if value else None
    elif answer.kind == Kind.CHOICES:
        answer.choices = list(value) if value else None
    elif answer.kind == Kind.COUNTRY:
        answer.country_id = value
    else:
        column = COLUMNS[Kind(answer.kind)]
        setattr(answer, column, "" if column == "text" and value is None else value)
