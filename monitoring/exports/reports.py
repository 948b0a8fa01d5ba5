"""A report as a document in the language of its project: what the reading page says, for PDF, Word and Excel."""

from datetime import UTC, datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from core.documents import Cell, Column, Document, Line, Part, Row, Table, written
from core.numbers import write_number, write_percent

from ..models import Report
from ..selectors.heads import facts_of
from ..selectors.reading import reading_of
from .rows import activities, checklist, evidence, risks

State = Report.State
UNDATED = datetime(2000, 1, 1, tzinfo=UTC)  # a draft: the same content gives the same file at any time
DRAFTS = frozenset({State.DRAFT, State.RETURNED, State.CERTIFYING})


def document(report):
    """The report as a ``Document``; it wants ``duty.project``, ``version.plan`` and its signatories loaded.

    One that is not accepted is marked on every page; an accepted one names its number and content hash.
    """
    language = report.version.plan.language
    with override(language):
        reading = reading_of(report)
        footer = (report.duty.project.code, str(report.duty), _("Number %(number)s") % {"number": report.number})
        mark = mark_of(report)
        return Document(
            title=str(report.duty),
            subject=report.duty.project.title,
            language=language,
            written_in=language,
            facts=tuple(_facts(report)),
            parts=tuple(part(reading) for part in PARTS),
            stamp=report.accepted_at or UNDATED,
            footer=" · ".join(filter(None, (*footer, mark, report.content_hash[:12]))),
            mark=mark,
        )


def mark_of(report):
    """What stands on every page: "Draft", "Not yet accepted", "Replaced by a correction"; "" for an accepted report."""
    if report.state == State.ACCEPTED:
        return ""
    if report.state in DRAFTS:
        return _("Draft")
    return _("Not yet accepted") if report.state in Report.WITH_READERS else report.get_state_display()


def _facts(report):
    yield _("State"), report.get_state_display()
    yield from ((label, text) for label, text in facts_of(report) if text)
    yield _("How the project stands"), report.get_rating_display() or _("Not stated")
    if report.readers_rating:
        yield _("How the reader sees it"), report.get_readers_rating_display()
    if report.is_correction:
        yield _("What is corrected and why"), report.correction_reason
    if report.content_hash:
        yield _("Content hash (SHA-256)"), report.content_hash


def _narrative(reading):
    columns = (Column(_("Section"), 3), Column(_("Text"), 12))
    nothing = [Line(_("Not provided"), tone="soft")]
    rows = [Row((Cell.of(str(text.section.label)), Cell.of(*(_lines(text.text) or nothing)))) for text in reading.texts]
    title = _("Narrative")
    return Part(title, Table(title, columns, tuple(rows)))


def _lines(text):
    return [written(line) for line in text.splitlines() if line.strip()]


def _results(reading):
    columns = (
        Column(_("Result"), 5), Column(_("Indicator"), 5), Column(_("Baseline"), 3), Column(_("Target"), 3),
        Column(_("This period"), 3, is_number=True), Column(_("To date"), 3, is_number=True),
        Column(_("Achievement"), 3, is_number=True), Column(_("How it stands"), 3), Column(_("Comment"), 6),
    )  # fmt: skip
    rows = []
    for node, results in reading.nodes:
        for place, one in enumerate(results):
            name = Cell.of(Line(str(node), tone="strong"), written(node.statement), rows=len(results))
            rows.append(Row((name if place == 0 else None, *_result(one))))
    title = _("Results")
    return Part(title, Table(title, columns, tuple(rows)), empty=_("No indicator yet"))


def _result(one):
    notes = [Line(_("%(label)s: %(text)s") % vars(note), is_written=note.is_written, tone="soft") for note in one.notes]
    unit = Line(one.indicator.unit, is_written=True, tone="soft")
    title = Cell.of(written(one.indicator.title, "strong"), unit, *notes)
    percent = None if one.percent is None else one.percent / 100
    return (
        title,
        Cell.of(one.baseline or "–"),
        Cell.of(one.goal or "–"),
        _value(one.value, one.figures["value"]),
        _value(one.reached, one.figures["reached"]),
        Cell.of("–") if percent is None else Cell((Line(write_percent(percent)),), value=percent),
        Cell.of(str(one.light.label)),
        Cell.of(*_lines(one.comment)),
    )


def _value(words, number):
    return Cell((Line(words or "–"),), value=number)


def _money(reading):
    columns = (
        Column(_("No."), 1), Column(_("Budget line"), 6), Column(_("Budget"), 3, is_number=True),
        Column(_("Before"), 3, is_number=True), Column(_("This period"), 3, is_number=True),
        *([Column(_("Committed"), 3, is_number=True)] if reading.has_commitments else []),
        Column(_("To date"), 3, is_number=True), Column(_("Left"), 3, is_number=True),
        Column(_("Share spent"), 2, is_number=True), Column(_("Comment"), 5),
    )  # fmt: skip
    rows, committed = [], reading.has_commitments
    for block, lines in reading.blocks:
        rows += [_line(one, committed) for one in lines]
        rows.append(_sum(block, block.title, committed))
    rows.append(_sum(reading.total, _("Total"), committed))
    title = _("Expenditure")
    return Part(title, Table(title, columns, tuple(rows)), note=_("In US dollars."), empty=_("No budget lines yet"))


def _line(one, committed):
    number = Cell((Line(str(one.line.position)),), value=one.line.position)
    return Row((number, Cell.of(written(one.title)), *_amounts(one, committed), Cell.of(*_lines(one.comment))))


def _sum(one, title, committed):
    return Row((Cell(), Cell.of(title), *_amounts(one, committed), Cell()), is_total=True)


def _amounts(one, committed):
    commitments = (one.commitments,) if committed else ()
    amounts = (one.budget, one.before, one.amount, *commitments, one.reached, one.left)
    share = Cell.of("–") if one.share is None else Cell((Line(write_percent(one.share)),), value=one.share)
    return (*(Cell((Line(write_number(amount, places=2)),), value=amount) for amount in amounts), share)


PARTS = (_narrative, _results, activities, risks, evidence, _money, checklist)
