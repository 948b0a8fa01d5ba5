"""The budget (domain brief 3e): lines with how each was worked out, and every sum, computed from the lines."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.documents import Cell, Column, Line, Part, Row, Table, written
from core.numbers import write_number, write_percent

from ..figures import by_half_year, by_result, half_years, share_of
from ..models import BudgetLine
from ..snapshot import data_of
from .frame import framed

TITLE = gettext_lazy("Budget")
MOST_HALF_YEARS = 8  # a page has no room for more columns


def document(tree, holder=None):
    """The budget of ``selectors.whole``: lines, then sums by part, by outcome and output, and by half-year."""
    parts = [_lines(tree), _by_part(tree), _by_result(tree), _by_half_year(tree)]
    if half_years(tree.version.duration_months) <= MOST_HALF_YEARS:
        parts.append(_lines_by_half_year(tree))
    return framed(TITLE, tree, data_of(tree), parts, holder)


def _amount(value):
    """An amount in USD as read and as added up."""
    return Cell((Line(write_number(value, places=2)),), value=value)


def _number(value):
    """A number that names a row, so that a spreadsheet sorts 10 after 9."""
    return Cell((Line(str(value)),), value=value)


def _share(part, whole):
    share = share_of(part, whole)
    return Cell.of("–" if share is None else write_percent(share))


def _amount_column(width=3):
    return Column(_("Amount (USD)"), width, is_number=True)


def _part_of(title, columns, rows, note=""):
    return Part(title, Table(title, columns, tuple(rows)), note=note, empty=_("No budget lines yet"))


def _lines(tree):
    columns = (
        Column(_("No."), 1), Column(_("Part"), 4), Column(_("Activity"), 2), Column(_("Description"), 6),
        Column(_("Calculation"), 5), Column(_("How it was worked out"), 9), _amount_column(),
    )  # fmt: skip
    rows = [_line(line) for line in tree.lines]
    if rows:
        blank = [Cell()] * 4
        rows.append(Row((Cell(), Cell.of(_("Total")), *blank, _amount(tree.totals.total)), is_total=True))
    note = _("In US dollars. Quantity × times or months × unit cost × share charged, rounded to the cent.")
    return _part_of(_("Budget lines"), columns, rows, note)


def _line(line):
    evaluation = _("Evaluation") if line.is_evaluation else ""
    return Row((
        _number(line.position),
        Cell.of(line.get_category_display(), Line(evaluation, tone="soft")),
        Cell.of(line.activity.code if line.activity else ""),
        Cell.of(written(line.description)),
        Cell.of(written(calculation(line))),
        Cell.of(written(line.calculation_note)),
        _amount(line.amount),
    ))  # fmt: skip


def calculation(line):
    """ "12 month × 2 × 1,500.50 × 50%" """
    factors = [f"{write_number(line.quantity)} {line.unit}", write_number(line.periods), write_number(line.unit_cost)]
    if line.share_percent != 100:
        factors.append(write_percent(line.share_percent / 100))
    return " × ".join(factors)


def _by_part(tree):
    totals = tree.totals
    columns = (Column(_("Part"), 8), _amount_column(), Column(_("Share of the total"), 3, is_number=True))
    rows = []
    for category in BudgetLine.Category:
        amount = totals.by_category.get(category, 0 * totals.total)
        rows.append(Row((Cell.of(str(category.label)), _amount(amount), _share(amount, totals.total))))
    rows += [
        Row((Cell.of(_("of which evaluation")), _amount(totals.evaluation), _share(totals.evaluation, totals.total))),
        Row((Cell.of(_("Total")), _amount(totals.total), _share(totals.total, totals.total)), is_total=True),
    ]
    return _part_of(_("Totals by part"), columns, rows if tree.lines else [])


def _by_result(tree):
    sums, totals = by_result(tree.outcomes, tree.totals.by_activity), tree.totals
    columns = (Column(_("Result"), 8), _amount_column(), Column(_("Share of the total"), 3, is_number=True))
    rows = []
    for outcome in tree.outcomes:
        for node, tone in [(outcome, "strong"), *((output, "") for output in outcome.outputs)]:
            name = Cell.of(Line(str(node), tone=tone), written(node.statement))
            rows.append(Row((name, _amount(sums[node]), _share(sums[node], totals.total))))
    rest = totals.total - sum(sums[outcome] for outcome in tree.outcomes)
    none = Cell.of(_("Staff, office and other lines without an activity"))
    rows += [
        Row((none, _amount(rest), _share(rest, totals.total))),
        Row((Cell.of(_("Total")), _amount(totals.total), _share(totals.total, totals.total)), is_total=True),
    ]
    note = _("An outcome's amount is that of its outputs; it is not added a second time.")
    return _part_of(_("Totals by outcome and output"), columns, rows if tree.lines else [], note)


def _by_half_year(tree):
    """The sum of each half-year."""
    sums = by_half_year(tree.lines)
    columns = (
        Column(_("Half-year"), 3),
        Column(_("Months"), 3),
        _amount_column(),
        Column(_("Share of the total"), 3, is_number=True),
    )
    last = tree.version.duration_months or 6 * len(sums)
    rows = [
        Row((
            _number(place), Cell.of(f"{6 * place - 5}–{min(6 * place, last)}"), _amount(amount),
            _share(amount, tree.totals.total),
        ))
        for place, amount in enumerate(sums, 1)
    ]  # fmt: skip
    if rows:
        total = tree.totals.total
        rows.append(Row((Cell.of(_("Total")), Cell(), _amount(total), _share(total, total)), is_total=True))
    return _part_of(_("Totals by half-year"), columns, rows)


def _lines_by_half_year(tree):
    """Each line against half-years."""
    sums = by_half_year(tree.lines)
    halves = [
        Column(_("Half-year %(number)d") % {"number": place}, 2, is_number=True)
        for place in range(1, half_years(tree.version.duration_months) + 1)
    ]
    columns = (Column(_("No."), 1), Column(_("Description"), 5), *halves, Column(_("Total"), 3, is_number=True))
    rows = [
        Row((
            _number(line.position), Cell.of(written(line.description)), *map(_amount, line.phases),
            _amount(line.amount),
        ))
        for line in tree.lines
    ]  # fmt: skip
    if rows:
        rows.append(Row((Cell(), Cell.of(_("Total")), *map(_amount, sums), _amount(tree.totals.total)), is_total=True))
    note = _("In US dollars. As typed, else spread over the months of the line's activity.")
    return _part_of(_("Budget lines by half-year"), columns, rows, note)
