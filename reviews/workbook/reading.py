"""Reading an uploaded workbook back into fields; what cannot be taken is named by sheet and address, never guessed."""

from dataclasses import dataclass, field

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from core.errors import DomainError
from plans.workbook.columns import BadCell, folded, shorten, tidy, words_of
from plans.workbook.opening import ROWS_MOST, open_workbook
from plans.workbook.reading import Remark, content_of

from ..selectors.sheets import marks_of
from ..services.sheets import COMMENT, MARK, MOST_CHARACTERS, SUMMARY, plain
from .writing import COMMENT_COLUMN, FIRST, FORMAT, HIDDEN, KEY_COLUMN, KEYS, MARK_COLUMN, fingerprint


@dataclass(frozen=True)
class Difference:
    """A field that the workbook has otherwise than the portal; ``criterion`` is a pk or None."""

    assignment: int
    name: str
    criterion: int | None
    old: object
    new: object
    label: str = ""
    old_text: str = ""
    new_text: str = ""


@dataclass
class Read:
    """What a workbook would change: [(reference, Differences)], those that the portal changed meanwhile, and problems."""

    differences: list = field(default_factory=list)
    conflicts: list = field(default_factory=list)
    problems: list = field(default_factory=list)

    @property
    def may_apply(self):
        """Whether there is something to confirm, and nothing to mend."""
        return bool(self.differences) and not self.problems


def read(upload, assignments, person):
    """What an uploaded workbook of ``person`` would change in ``assignments`` (their open ones), as ``Read``.

    Raises DomainError when it is no workbook of this person at all.
    """
    book = open_workbook(upload)
    base = _recognise(book, person)
    found, present, seen = Read(), {str(one.pk): one for one in assignments}, set()
    for page in book.worksheets:
        key = page.cell(KEYS, KEY_COLUMN).value
        if not (isinstance(key, str) and key.startswith("review:")):
            continue
        pk = key.removeprefix("review:")
        if pk in seen:
            found.problems.append(Remark(page.title, _("This sheet is a copy of another one. Keep one of them.")))
        elif pk not in present:
            found.problems.append(Remark(page.title, _("This review is not open to you any more. Delete the sheet.")))
        else:
            _read_sheet(page, present[pk], base, found)
        seen.add(pk)
    if not seen:
        raise DomainError(_("This workbook holds no score sheet. Download a fresh one."))
    return found


def _recognise(book, person):
    """{(review, field): fingerprint as written}; DomainError for what is no workbook of this person."""
    page = next((page for page in book.worksheets if page.title == HIDDEN), None)
    if page is None:
        raise DomainError(_("This is not a workbook of the portal. Download one here and fill that."))
    rows = [
        [str(value) for value in row if value is not None]
        for row in page.iter_rows(max_row=min(page.max_row, ROWS_MOST), max_col=4, values_only=True)
    ]
    facts = {row[0]: row[1] for row in rows if len(row) == 2}
    if facts.get("format") != FORMAT:
        raise DomainError(_("This workbook is of an older kind. Download a fresh one and copy your changes into it."))
    if facts.get("person") != str(person.pk):
        raise DomainError(_("This workbook belongs to another reviewer. Nothing was read."))
    return {(row[1], row[2]): row[3] for row in rows if len(row) == 4 and row[0] == "field"}


def _read_sheet(page, assignment, base, found):
    marks = marks_of(assignment)
    criteria = {str(criterion.pk): criterion for criterion in marks}
    known = _known_marks(assignment.rubric)
    labels = {step.mark: str(step) for step in assignment.rubric.steps.all()}
    kept = []
    for at in range(FIRST, min(page.max_row, FIRST + len(criteria) + 50) + 1):
        key = words_of(page.cell(at, KEY_COLUMN).value)
        mark_cell, comment_cell = page.cell(at, MARK_COLUMN), page.cell(at, COMMENT_COLUMN)
        if criterion := criteria.pop(key, None):
            old_mark, old_comment = marks[criterion]
            kept.append(
                (MARK, criterion, old_mark, _take(found, page, mark_cell, lambda raw: _mark(raw, known, labels)))
            )
            kept.append((COMMENT, criterion, old_comment, _take(found, page, comment_cell, _text(COMMENT))))
        elif key == SUMMARY:
            kept.append((SUMMARY, None, assignment.summary, _take(found, page, comment_cell, _text(SUMMARY))))
        elif mark_cell.value is not None or comment_cell.value is not None:
            sentence = _(
                "This row is none of the criteria. Its entries would be lost: move them to a row of the sheet."
            )
            found.problems.append(Remark(f"{page.title}!{comment_cell.coordinate}", sentence))
    for criterion in criteria.values():
        sentence = _("The row of “%(criterion)s” is missing. Download a fresh workbook.")
        found.problems.append(Remark(page.title, sentence % {"criterion": criterion.name}))
    changed, conflicts = _compared(assignment, kept, base, labels)
    if changed:
        found.differences.append((assignment, changed))
    if conflicts:
        found.conflicts.append((assignment, conflicts))


MISSING = object()  # what a cell holds that cannot be read: a problem says so, and nothing is compared


def _take(found, page, cell, reader):
    try:
        return reader(content_of(cell))
    except BadCell as error:
        found.problems.append(Remark(f"{page.title}!{cell.coordinate}", str(error)))
        return MISSING


def _compared(assignment, kept, base, labels):
    """(changed in the workbook alone, changed here meanwhile too) as Differences."""
    changed, conflicts = [], []
    for name, criterion, old, new in kept:
        if new is MISSING or (tidy(plain(new)) == tidy(plain(old))):
            continue
        written = base.get((str(assignment.pk), f"{name}:{criterion.pk if criterion else ''}"))
        if written == fingerprint(new):  # left as it was downloaded; the portal is ahead
            continue
        difference = Difference(
            assignment.pk, name, criterion.pk if criterion else None, old, new, _label(name, criterion),
            *(labels.get(value, "") if name == MARK else value for value in (old, new)),
        )  # fmt: skip
        (changed if written == fingerprint(old) else conflicts).append(difference)
    return changed, conflicts


def _label(name, criterion):
    if criterion is None:
        return _("Overall judgement")
    label = _("Mark") if name == MARK else _("Comment")
    return f"{criterion.name} – {label}"


def _text(name):
    def reader(raw):
        text, most = tidy(words_of(raw)), MOST_CHARACTERS[name]
        if len(text) > most:
            sentence = _("The text has %(n)d characters; at most %(most)d fit.")
            raise BadCell(sentence % {"n": len(text), "most": most})
        return text

    return reader


def _known_marks(rubric):
    """{number, name, or both as the list shows them, of any language, folded: mark}"""
    found = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            for step in rubric.steps.all():
                found |= {folded(text): step.mark for text in (step.mark, step.name, step)}
    return found


def _mark(raw, known, labels):
    text = tidy(words_of(raw))
    if not text:
        return None
    if (mark := known.get(folded(text))) is None:
        facts = {"text": shorten(raw), "allowed": ", ".join(labels.values())}
        raise BadCell(_("“%(text)s” is not on the list. Choose one of: %(allowed)s.") % facts)
    return mark
