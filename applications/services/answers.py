"""Answering the questions of a call."""

from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit, uploads
from core.errors import DomainError
from core.questions import Kind

from ..models import Answer, Question
from ..models.answers import COLUMNS
from ..selectors.answers import long_answer, sheet_of
from .proposals import editable
from .versions import Trail, restore, write

ANSWERED = audit.action("application.questions_answered", _("answered questions of the call"))
JOINED = audit.action("application.answer_joined", _("answered a question of the call together with a colleague"))
RESTORED = audit.action("application.answer_restored", _("restored an earlier answer to a question of the call"))
NO_FILE = {"file_name": "", "file_path": "", "content_type": "", "size": 0, "sha256": ""}


@dataclass(frozen=True)
class Given:
    """An answer to keep: typed (an uploaded file for files, None to empty), the revision that the person had seen, and
    the name of the open ``page``, by which the texts of a long answer are known for its own.
    """

    question: Question
    value: object
    revision: int
    page: str = ""


@dataclass(frozen=True)
class Answered:
    """What became of answers: those ``kept``, those that somebody gave otherwise meanwhile (``newer``), and of long answers
    what was ``written`` (mapping key of the question → Written).
    """

    kept: list = field(default_factory=list)
    newer: list = field(default_factory=list)
    written: dict = field(default_factory=dict)


@transaction.atomic
def answer_questions(application, given, *, by):
    """Keep the answers ``given`` (a list of Given); returns Answered.

    An answer that somebody else changed since its revision is not replaced, and the others are kept. Long answers are texts
    in versions like the sections: two are joined (``versions.write``). A text over its limit is kept: it blocks only the
    submission. Raises NotAllowed, StateConflict, DomainError for a question or choice that is not the proposal's,
    ValidationError for a file or value that cannot be kept.
    """
    application = editable(application, by, "questions")
    existing = {answer.question_id: answer for answer in application.answers.select_related("changed_by", "question")}
    done = Answered()
    for one in given:
        _check(application, one)
        answer = existing.get(one.question.pk)
        answer = answer or Answer(application=application, question=one.question, kind=one.question.kind, changed_by=by)
        if answer.kind == Kind.LONG_TEXT:
            _write(answer, one, done, by=by)
        elif answer.revision == one.revision:
            _keep(answer, one.value, by=by)
            done.kept.append(answer)
        elif answer.value != one.value:
            done.newer.append(answer)
    if keys := sorted(answer.question.key for answer in done.kept if answer.kind != Kind.LONG_TEXT):
        audit.record(ANSWERED, application, by=by, questions=keys)
    return done


def _keep(answer, value, *, by):
    _fill(answer, value)
    answer.revision, answer.changed_by = answer.revision + 1, by
    # the database holds the rows to the constraint; asked beforehand, Django would take no choices for JSON's null
    answer.full_clean(validate_constraints=False)
    answer.save()


def _write(answer, one, done, *, by):
    """A long answer, in versions; its rows in the audit trail are one a sitting."""
    text = one.value or ""
    if answer.pk is None:
        if not text:
            return
        answer.save()
    written = write(answer, _trail(one.question), by=by, text=text, revision=one.revision, page=one.page)
    done.written[one.question.key] = written
    (done.newer if written.is_aside else done.kept).append(answer)


def _trail(question):
    return Trail(ANSWERED, JOINED, RESTORED, {"questions": [question.key]})


@transaction.atomic
def restore_answer(application, key, *, by, number):
    """Make an earlier text, by its ``number``, the long answer to the question ``key`` again; returns the Answer.

    The present text stays in the history. Raises DomainError for an unknown question or number, NotAllowed, StateConflict.
    """
    application = editable(application, by, "questions")
    answer = long_answer(application, key)
    if answer is None:
        raise DomainError(_("This question is not asked of this proposal."))
    return restore(answer, _trail(answer.question), by=by, number=number)


def copy_answers(source, copy, *, by):
    """Carry the answers of ``source`` to the same questions (key and kind) of ``copy``'s call, where they still fit.

    Returns (number of answers carried, questions of ``source`` whose answers were not). Only answers to questions that are
    asked count: the others are no part of the proposal.
    """
    before, now = sheet_of(source), sheet_of(copy)
    asked = {(question.key, question.kind): question for question in now.questions}
    carried, left = 0, []
    for question in before.shown:
        answer = before.answers.get(question.key)
        if answer is None or answer.value is None:
            continue
        same = asked.get((question.key, question.kind))
        if same is None or not _fits(same, answer):
            left.append(question)
            continue
        _copy(answer, Answer(application=copy, question=same, kind=same.kind, changed_by=by), by=by)
        carried += 1
    return carried, left


def _fits(question, answer):
    """Whether an answer may be given to ``question``, too: a later version may offer other choices or have other limits."""
    if answer.choices:
        return set(answer.choices) <= {choice.code for choice in question.choices.all()}
    number = next((found for found in (answer.number, answer.amount) if found is not None), None)
    if number is None:
        return True
    least, greatest = question.least, question.greatest
    return (least is None or number >= least) and (greatest is None or number <= greatest)


def _copy(answer, fresh, *, by):
    if fresh.kind == Kind.LONG_TEXT:
        fresh.save()
        write(fresh, _trail(fresh.question), by=by, text=answer.text, revision=0)
        return
    for column in (COLUMNS[Kind(fresh.kind)], *(NO_FILE if fresh.kind == Kind.FILE else ())):
        setattr(fresh, column, getattr(answer, column))
    fresh.revision = 1
    fresh.save()


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
