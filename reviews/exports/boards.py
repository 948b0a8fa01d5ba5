"""A ranking as a table for spreadsheets, and the minutes of a board as a document."""

from datetime import UTC, datetime

from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from core.documents import Cell, Column, Document, Line, Part, Row, Table, written
from core.numbers import write_money, write_number

from ..standing import LEAVES, TIE_RULES, TIE_WORDS, lines, rounded

UNDATED = datetime(2000, 1, 1, tzinfo=UTC)  # an open board: the same content gives the same file at any time


def table(standing, shown):
    """The header, then one row for each of the ``shown`` lines; figures as such, nothing of a reader's own proposals."""
    yield [
        _("Place"), _("Reference"), _("Title"), _("Countries"), _("Region"), _("Amount (USD)"),
        *(str(criterion) for criterion in standing.criteria), _("Score"), _("Lowest review"), _("Highest review"),
        _("Normalised score"), _("Placed"), _("Result"), _("Moved to"), _("Reason of the move"),
    ]  # fmt: skip
    rows = {row.reference: row for row in standing.selection.rows}
    for line in shown:
        ranked = rows[line.application.reference].ranked
        about = [line.application.reference, line.application.title, line.countries, line.region, ranked.entry.amount]
        if line.is_own:
            yield [line.place, *about, *[None] * (len(standing.criteria) + 8)]
            continue
        means = [rounded(ranked.means.get(criterion.code)) for criterion in standing.criteria]
        figures = [rounded(value) for value in (ranked.score, ranked.low, ranked.high, ranked.normalised)]
        placed = str(TIE_WORDS[ranked.decided_by]) if ranked.decided_by else ""
        move = [line.move.place, line.move.reason] if line.move else [None, ""]
        yield [line.place, *about, *means, *figures, placed, str(line.result), *move]


def minutes(standing, seats, leaving):
    """The minutes of a board: who was there, what was said, the ranked list with the moves, who left the room."""
    board, selection = standing.board, standing.selection
    shown = lines(standing)
    sections = [
        _people(seats),
        _texts(board),
        _ranking(standing, shown),
        _moves(shown),
        _rooms(standing, leaving),
    ]
    return Document(
        title=_("Minutes"),
        subject=board.title,
        language=(get_language() or "en")[:2],
        written_in=(get_language() or "en")[:2],
        facts=tuple(_facts(board, selection)),
        parts=tuple(sections),
        stamp=board.closed_at or UNDATED,
        footer=board.title,
        mark="" if not board.is_open else _("Draft"),
    )


def _facts(board, selection):
    yield _("Funding line"), str(board.line)
    yield _("Funding year"), str(board.funding_year)
    if board.call:
        yield _("Call"), str(board.call)
    if board.meets_on:
        yield _("Day of the meeting"), date_format(board.meets_on, "DATE_FORMAT")
    yield _("Rubric"), _("Version %(number)s") % {"number": board.rubric.number}
    if selection.funded:
        text = ngettext("%(n)s proposal", "%(n)s proposals", len(selection.funded)) % {"n": len(selection.funded)}
        yield _("Within the money"), f"{text}, {write_money(selection.used)}"
    yield _("Money of the board"), write_money(selection.money.total)


def _people(seats):
    columns = (Column(_("Person"), 4), Column(_("Part"), 2), Column(_("Present"), 2))
    rows = tuple(
        Row(
            (
                Cell.of(str(seat.user)),
                Cell.of(seat.get_part_display()),
                Cell.of(_("yes") if seat.was_present else _("no")),
            )
        )
        for seat in seats
    )
    return Part(
        _("Members"), Table(_("Members"), columns, rows), empty=_("Nobody sits on this board yet."),
    )  # fmt: skip


def _texts(board):
    columns = (Column(_("Part"), 2), Column(_("Text"), 8))
    named = [(_("Agenda"), board.agenda), (_("Minutes"), board.minutes)]
    rows = tuple(Row((Cell.of(label), Cell.of(*map(written, text.splitlines())))) for label, text in named if text)
    return Part(_("Meeting"), Table(_("Meeting"), columns, rows), empty=_("Nothing is written yet."))


def _ranking(standing, shown):
    columns = (
        Column(_("Place"), 1, is_number=True), Column(_("Proposal"), 6), Column(_("Amount (USD)"), 2, is_number=True),
        Column(_("Score"), 1, is_number=True), Column(_("Reviews from–to"), 2, is_number=True),
        Column(_("Normalised"), 2, is_number=True), Column(_("Result"), 4),
    )  # fmt: skip
    rows = {row.reference: row for row in standing.selection.rows}
    found = []
    for line in shown:
        entry = rows[line.application.reference].ranked.entry
        about = Cell.of(
            Line(line.application.reference, tone="strong"), written(line.application.title),
            Line(f"{line.countries} · {line.region}", tone="soft"),
        )  # fmt: skip
        moved = _("Moved to this place: %(reason)s") % {"reason": line.move.reason} if line.move else ""
        amount = Cell((Line(write_number(entry.amount, 2)),), entry.amount)
        place = Cell((Line(str(line.place)),), line.place)
        result = _("You work on this proposal.") if line.is_own else str(line.result)
        texts = [Cell.of(text) for text in (line.score, line.spread, line.normalised)]
        found.append(Row((place, about, amount, *texts, Cell.of(result, str(line.tie), moved))))
    note = _("Of equal scores this comes first, in this order: %(rules)s.") % {
        "rules": "; ".join(str(rule) for rule in TIE_RULES[1:])
    }
    return Part(_("Ranking"), Table(_("Ranking"), columns, tuple(found)), note=note, empty=_("No proposals yet."))


def _moves(shown):
    columns = (Column(_("Proposal"), 2), Column(_("Place"), 1), Column(_("Reason"), 5), Column(_("By"), 2))
    rows = tuple(
        Row(
            (
                Cell.of(line.application.reference),
                Cell.of(str(line.move.place)),
                Cell.of(written(line.move.reason)),
                Cell.of(str(line.move.moved_by)),
            )
        )
        for line in shown
        if line.move
    )
    return Part(_("Moves by hand"), Table(_("Moves by hand"), columns, rows), empty=_("Nothing was moved by hand."))


def _rooms(standing, leaving):
    columns = (Column(_("Proposal"), 2), Column(_("Leaves the room"), 6))
    rows = tuple(
        Row((Cell.of(reference), Cell.of(*(f"{seat.user} ({LEAVES[reason]})" for seat, reason in leaving[reference]))))
        for reference in sorted(leaving)
    )
    return Part(
        _("Leaves the room"), Table(_("Leaves the room"), columns, rows), empty=_("Nobody has to leave the room."),
    )  # fmt: skip
