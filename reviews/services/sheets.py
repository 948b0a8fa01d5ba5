"""Score sheets in the making: every mark and text is kept as it is typed. Nobody but its reviewer reads it."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit
from core.errors import DomainError, NotAllowed, StateConflict

from ..models import Assignment, Criterion, Score
from ..selectors.rights import rights_of
from .declarations import own_assignment

BEGUN = audit.action("review.begun", _("began a review"), internal=True)
MARK, COMMENT, SUMMARY, NOTE = "mark", "comment", "summary", "private_note"
MOST_CHARACTERS = {COMMENT: 2000, SUMMARY: 4000, NOTE: 8000}


@dataclass(frozen=True)
class Entry:
    """A field of a sheet as its reviewer left it: ``name`` is MARK or COMMENT of a ``criterion``, SUMMARY or NOTE of none.

    ``value`` is a mark (None for none) or a text; ``was`` what the page showed before, as ``plain`` text.
    """

    name: str
    value: object
    was: str
    criterion: Criterion | None = None


def plain(value):
    """A mark or text as a page carries it."""
    return "" if value is None else str(value).replace("\r\n", "\n")


def write_score(assignment, criterion, *, by, name, value, was):
    """Keep one mark or comment; as ``write_sheet``."""
    return write_sheet(assignment, [Entry(name, value, was, criterion)], by=by)


def write_note(assignment, *, by, text, was):
    """Keep the private note; as ``write_sheet``. It leaves nothing in the audit trail."""
    return write_sheet(assignment, [Entry(NOTE, text, was)], by=by)


@transaction.atomic
def write_sheets(sheets, *, by):
    """Keep [(Assignment, entries)] of several sheets, all or none; raises as ``write_sheet``."""
    for assignment, entries in sorted(
        sheets, key=lambda sheet: sheet[0].pk
    ):  # in one order, so that nobody waits in a circle
        write_sheet(assignment, entries, by=by)


@transaction.atomic
def write_sheet(assignment, entries, *, by):
    """Keep the ``entries`` (a list of Entry) of a sheet, all or none, and return the Assignment.

    Writing again what stands there changes nothing. The first row of a sheet leaves one in the audit trail, without words.

    Raises:
        NotAllowed: ``by`` is not the reviewer, or declared a conflict.
        StateConflict: scoring is over, or a field was changed elsewhere to something else (a sentence each).
        DomainError: a mark is not of the scale, a text too long, a criterion of another rubric.
    """
    assignment = own_assignment(assignment, by, "reviews.keep_sheet")
    now = rights_of(assignment)
    if not (now.scores or now.changes):
        raise StateConflict(_("This review is closed."))
    scores = {score.criterion_id: score for score in assignment.scores.all()}
    scale = {None, *assignment.rubric.steps.values_list("mark", flat=True)}
    criteria = {criterion.pk for criterion in assignment.rubric.criteria.all()}
    changed, elsewhere = {}, []
    for entry in entries:
        _check(entry, scale, criteria)
        row = _row_of(entry, assignment, scores)
        present = plain(getattr(row, entry.name))
        if plain(entry.value) == present:
            continue
        if present != entry.was:
            elsewhere.append(_changed_elsewhere(entry, present))
        setattr(row, entry.name, entry.value)
        changed.setdefault(id(row), (row, []))[1].append(entry.name)
    if elsewhere:
        raise StateConflict(elsewhere)
    if any(isinstance(row, Score) for row, _names in changed.values()) and not any(one.pk for one in scores.values()):
        audit.record(BEGUN, assignment.application, by=by)
    for row, names in changed.values():
        row.revision = row.revision + 1 if row.pk else 1
        row.save(update_fields=[*names, "revision"] if row.pk else None)
    return assignment


def _row_of(entry, assignment, scores):
    if entry.criterion is None:
        return assignment
    return scores.setdefault(entry.criterion.pk, Score(assignment=assignment, criterion=entry.criterion))


def _check(entry, scale, criteria):
    if entry.name not in ({MARK, COMMENT} if entry.criterion else {SUMMARY, NOTE}):
        raise NotAllowed(_("You may not do this."))
    if entry.criterion and entry.criterion.pk not in criteria:
        raise DomainError(_("This criterion is not of the rubric of this review."))
    if entry.name == MARK and entry.value not in scale:
        raise DomainError(_("Choose a mark of the scale."))
    if entry.name != MARK and len(entry.value) > MOST_CHARACTERS[entry.name]:
        raise DomainError(_("Write at most %(n)d characters.") % {"n": MOST_CHARACTERS[entry.name]})


def _changed_elsewhere(entry, present):
    label = entry.criterion.name if entry.criterion else Assignment._meta.get_field(entry.name).verbose_name
    facts = {"label": label, "value": present or "–"}
    return _("“%(label)s” was changed elsewhere while you had it open. There stands now: %(value)s") % facts
