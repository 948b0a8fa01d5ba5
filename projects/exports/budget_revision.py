"""The budget revision form (R09): the approved budget, what was spent, the revised budget and the change of each line."""

from decimal import Decimal

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.documents import Cell, Column, Line, Part, Row, Table, written
from core.numbers import write_number
from core.panels import collect
from plans.exports.frame import framed
from plans.models import BudgetLine

from ..selectors.revisions import pair_of, spent_by_line, transfers_of

TITLE = gettext_lazy("Budget revision form")


def document(version):
    """The form of an amendment as a ``core.documents.Document``, in the active language."""
    pair = pair_of(version)
    transfers = transfers_of(pair.comparison, spent_by_line(version.plan.project))
    parts = [_lines(transfers), _sums(pair.comparison), _request(version)]
    return framed(TITLE, pair.new, pair.data, parts, next(iter(collect("plan_holder", version)), None))


def _amount(value, *, signed=False):
    if value is None:
        return Cell.of("–")
    sign = ("+" if signed and value > 0 else "") or ("−" if value < 0 else "")
    return Cell((Line(sign + write_number(abs(value), places=2)),), value=value)


def _amounts(*labels):
    return tuple(Column(label, 3, is_number=True) for label in labels)


def columns():
    """The columns of the form's lines, filled in or blank."""
    return (
        Column(_("No."), 1), Column(_("Part"), 3), Column(_("Description"), 6),
        *_amounts(_("Approved (USD)"), _("Spent (USD)"), _("Revised (USD)"), _("Change (USD)")),
    )  # fmt: skip


def note():
    """What holds for the lines."""
    return _("A line cannot be lower than what accepted reports say was spent on it. The changes add up to zero.")


def _lines(transfers):
    rows = [_line(transfer) for transfer in transfers]
    sums = [
        sum((getattr(one, name) or Decimal(0) for one in transfers), Decimal("0.00"))
        for name in ("old", "spent", "new", "change")
    ]
    rows.append(Row((Cell(), Cell.of(_("Total")), Cell(), *map(_amount, sums)), is_total=True))
    title = _("Budget lines")
    return Part(title, Table(title, columns(), tuple(rows)), note=note())


def _line(transfer):
    evaluation = _("Evaluation") if transfer.is_evaluation else ""
    category = str(BudgetLine.Category(transfer.category).label)
    return Row((
        Cell.of(transfer.number),
        Cell.of(category, Line(evaluation, tone="soft")),
        Cell.of(written(transfer.description), Line(transfer.standing, tone="soft")),
        _amount(transfer.old),
        _amount(transfer.spent),
        _amount(transfer.new),
        _amount(transfer.change, signed=True),
    ))  # fmt: skip


def _sums(compared):
    labels = _amounts(_("Approved (USD)"), _("Revised (USD)"), _("Change (USD)"))
    rows = [
        Row(
            (Cell.of(one.label), _amount(one.old), _amount(one.new), _amount(one.difference, signed=True)),
            is_total=one is compared.total,
        )
        for one in compared.sums
    ]
    title = _("Totals by part")
    return Part(title, Table(title, (Column(_("Part"), 6), *labels), tuple(rows)))


def _request(version):
    columns = (Column(_("Question"), 3), Column(_("Answer"), 8))
    rows = tuple(Row((Cell.of(label), Cell.of(answer))) for label, answer in _answers(version) if answer)
    title = _("The request")
    return Part(title, Table(title, columns, rows))


def _day(day):
    return date_format(day, "DATE_FORMAT") if day else ""


def _answers(version):
    amendment = version.amendment
    government, months = amendment.agreement, amendment.extends_by_months
    yield _("What is asked"), ", ".join(str(kind.label) for kind in amendment.kinds)
    yield _("Reason"), written(version.reason)
    yield _("End last agreed"), _day(amendment.agreed_ends_on)
    if months:
        yield _("New end"), _day(amendment.new_ends_on)
        yield _("Longer by"), ngettext("%(n)s month", "%(n)s months", months) % {"n": months}
    yield _("First submitted on"), _day(amendment.requested_on)
    yield _("Last day for the request (R08)"), _day(amendment.last_day)
    yield _("Why the Fund allows it late"), written(amendment.override_reason) if amendment.override_reason else ""
    if government:
        yield _("Government (R07)"), written(f"{government.name}, {government.office}, {_day(government.agreed_on)}")
    if amendment.is_confirmed:
        day = _day(localtime(amendment.confirmed_at))
        yield _("Regional Office (R07)"), f"{amendment.confirmed_by}, {day}"
