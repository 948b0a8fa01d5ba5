"""Columns over time and bars beside names. Widths are percentages, so that a chart fills its place and its words keep
their size; what a template writes into attributes is text, which no language formats."""

from dataclasses import dataclass
from decimal import Decimal

HEIGHT = 200  # of the columns, in px
TOP = 24  # above the highest column, for its value
FOOT = 26  # under the columns, for the years
LABELS = 6  # as many columns are named at most, so that the names stand apart on a telephone
HUNDRED = Decimal(100)
HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True)
class Column:
    """One column: ``x`` and ``width`` in percent of the chart, ``y`` and ``height`` in px; ``middle`` for its words."""

    label: str
    value: object
    x: str
    middle: str
    width: str
    y: int
    height: int
    is_named: bool
    is_highest: bool


@dataclass(frozen=True)
class Columns:
    """A chart of columns."""

    columns: tuple
    height: int = HEIGHT + TOP + FOOT
    base: int = HEIGHT + TOP
    foot: int = HEIGHT + TOP + 18

    @property
    def highest(self):
        """The column with the largest value, the first of several; None in an empty chart."""
        return next((column for column in self.columns if column.is_highest), None)


def columns(rows):
    """The ``Columns`` for ``rows`` of (label, value), in their order. Values are positive or zero."""
    rows = list(rows)
    most = max((value for _label, value in rows), default=0)
    if not most:
        return Columns(())
    step = HUNDRED / len(rows)
    width = min(step * Decimal("0.72"), Decimal(9))
    every = -(-len(rows) // LABELS)
    found, marked = [], False
    for number, (label, value) in enumerate(rows):
        height = _height(value, most)
        middle = step * number + step / 2
        is_highest = value == most and not marked
        marked = marked or is_highest
        found.append(
            Column(
                label=label,
                value=value,
                x=_text(middle - width / 2),
                middle=_text(middle),
                width=_text(width),
                y=TOP + HEIGHT - height,
                height=height,
                is_named=number % every == 0,
                is_highest=is_highest,
            )
        )
    return Columns(tuple(found))


def share(value, most):
    """``value`` as percent of ``most``, as text for an attribute: a bar's width. What is not nothing can be seen."""
    if not value or not most:
        return "0"
    return _text(max(Decimal(value) * HUNDRED / Decimal(most), Decimal("0.6")))


def _height(value, most):
    if not value:
        return 0
    return max(int((Decimal(value) * HEIGHT / Decimal(most)).to_integral_value()), 2)


def _text(number):
    return str(number.quantize(HUNDREDTH))
