"""A whole proposal as a document in its own language: every question of the form, also those without an answer."""

import json
from decimal import Decimal

from django.conf import settings
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override

from core.documents import Cell, Column, Document, Line, Part, Row, Table
from core.documents.word import LONG_AGO
from core.numbers import write_money
from funding.deadlines import in_words

from .. import snapshot
from ..outline import outline
from ..selectors import read_draft, reading_of, zones_of
from .answers import Answered, answers_of

EXTENSIONS = ("pdf", "docx")


def draft(application):
    """The proposal as it stands now, for its team, marked as a draft on every page."""
    with override(application.language):
        return _document(application, read_draft(application, everything=True), (), mark=_("Draft"))


def submitted(submission, *, everything=False, blind=False):
    """What a submission froze, with its reference, its time with zones and its hash.

    Without ``everything`` the answers that are not for reviewers are left out; ``blind`` as in ``selectors.read``.
    """
    application = submission.application
    with override(application.language):
        content = json.loads(submission.content)
        reading = reading_of(application, content, submission, everything=everything, blind=blind)
        return _document(application, reading, snapshot.declared_in(submission))


def draft_name(application):
    """``draft-one-procedure-for-victims``: the file's name."""
    return f"draft-{slugify(application.title)[:60].strip('-') or application.key}"


def _document(application, reading, declarations, mark=""):
    submission, data = reading.submission, reading.data
    answers = answers_of(application, reading, declarations)
    parts = [
        _part(part, group, numbered, answers) for part in outline().of_proposal for group, numbered in part.numbered
    ]
    if reading.answers:
        parts.insert(-1, _part_of_call(reading.answers))
    reference = application.reference if submission else ""
    number = _("Submission %(number)s") % {"number": submission.number} if submission else ""
    footer = " · ".join(text for text in (reference, number, mark) if text)
    return Document(
        title=_("Project proposal"),
        subject=data["title"],
        language=application.language,
        written_in=data["language"],
        facts=tuple(_facts(application, reading)),
        parts=tuple(parts),
        stamp=submission.submitted_at if submission else LONG_AGO,
        footer=footer,
        mark=mark,
        is_across=False,
    )


def _facts(application, reading):
    if submission := reading.submission:
        yield _("Reference"), application.reference
        yield _("Submission"), str(submission.number)
        for zone in zones_of(application):
            yield _("Submitted"), in_words(submission.received_at, zone)
        yield _("Fingerprint of the content (SHA-256)"), submission.sha256
    if application.call:
        yield _("Call"), str(application.call)
    if not reading.is_blind:
        yield _("Applicant"), str(application.owner)
    yield _("Language of the texts"), str(dict(settings.LANGUAGES)[reading.data["language"]])
    yield _("Budget"), write_money(sum((Decimal(line["amount"]) for line in reading.data["plan"]["lines"]), Decimal(0)))


def _part(part, group, numbered, answers):
    """A group of questions as a table of questions and answers; each row of a repeated group under its name."""
    key = numbered[0][1].id.partition(".")[0] if numbered else ""
    found = answers.get(key) or [Answered()]
    rows = [row for answered in found for row in _rows(group, numbered, answered)]
    columns = (Column(_("No."), 1), Column(_("Question"), 4), Column(_("Answer"), 9))
    name = f"{part.title} – {group.title}" if group.title else part.title
    return Part(f"{part.number}. {name}", Table(name, columns, tuple(rows)), empty=_("Not provided"))


def _part_of_call(answers):
    """What the call of the proposal asked besides, as the proposal keeps it."""
    nothing = [Line(_("Not provided"), tone="soft")]
    rows = [
        Row((Cell(), Cell.of(one.question), Cell.of(*(_lines(one.words, is_written=one.is_prose) or nothing))))
        for one in answers
    ]
    columns = (Column(_("No."), 1), Column(_("Question"), 4), Column(_("Answer"), 9))
    title = _("Questions of the call")
    return Part(title, Table(title, columns, tuple(rows)))


def _lines(text, *, is_written):
    return [Line(line, is_written=is_written) for line in text.splitlines() if line.strip()]


def _rows(group, numbered, answered):
    if answered.title:
        name = f"{group.title} {answered.title}".strip()
        yield Row((Cell(), Cell.of(Line(name)), Cell()), is_total=True)
    nothing = [Line(_("Not provided"), tone="soft")]
    for number, question in numbered:
        lines = answered.answers.get(question.id.partition(".")[2]) or nothing
        yield Row((Cell.of(Line(number, tone="soft")), Cell.of(question.label), Cell.of(*lines)))
