"""The work plan as bars over months: where each thing stands in the drawing. Pure geometry, whole units.

One drawing holds so many rows that it can be read on one printed page; longer work plans get several.
"""

from dataclasses import dataclass

LABELS = 380  # width of the names beside the bars
MONTHS = 720  # width of the months, at least
NARROWEST = 8  # a month
HALF_YEAR = 6
ROW, BAR, HEAD = 24, 12, 52
MARGIN = 10  # room for a diamond at the end of the last month
FIRST_ROWS, MOST_ROWS = 14, 22  # above the first drawing the printed page has its title
LONGEST_LABEL = 56  # signs that surely fit beside the bars


@dataclass(frozen=True)
class Mark:
    """A bar with its name, from the first to the last month; ``diamond`` are the corners of its milestone, or empty."""

    label: str
    top: int
    x: int
    y: int
    width: int
    height: int
    diamond: str
    is_heading: bool = False


@dataclass(frozen=True)
class Band:
    """A half-year or a month on the time axis."""

    number: int
    x: int
    middle: int
    width: int
    is_named: bool = True


@dataclass(frozen=True)
class Chart:
    """One drawing."""

    width: int
    height: int
    half_years: tuple
    months: tuple
    marks: tuple
    top: int = HEAD
    row: int = ROW
    baseline: int = ROW - 8  # of a name, from the top of its row
    labels: int = LABELS - 8  # names are cut off here, whatever font shows them

    @property
    def right(self):
        """Where the months end."""
        return self.width - MARGIN

    @property
    def bottom(self):
        """Where the rows end."""
        return self.height - MARGIN


def months_of(activities, duration):
    """How many months the drawing has: the project's, or as many as its activities need."""
    return max([duration or 1, *(activity.end_month for activity in activities)])


def charts(groups, duration):
    """The drawings of a work plan.

    ``groups``: (heading, activities) in reading order; activities have code, title, start_month, end_month, milestone
    and milestone_month. ``duration``: months of the project, or None. Nothing to draw gives no drawing.
    """
    activities = [activity for _heading, rows in groups for activity in rows]
    if not activities:
        return []
    months = months_of(activities, duration)
    month = max(NARROWEST, MONTHS // months)
    rows = []
    for heading, members in groups:
        if members:
            rows += [heading, *members]
    return [_chart(rows[start:end], months, month) for start, end in _pages(rows)]


def _pages(rows):
    """(first, after the last) row of each drawing; no drawing ends with a heading."""
    start = 0
    while start < len(rows):
        end = min(start + (MOST_ROWS if start else FIRST_ROWS), len(rows))
        if end < len(rows) and isinstance(rows[end - 1], str):
            end -= 1
        yield start, end
        start = end


def _chart(rows, months, month):
    width = LABELS + months * month + MARGIN
    named = 1 if month >= 18 else 3 if month >= NARROWEST else 6
    return Chart(
        width=width,
        height=HEAD + ROW * len(rows) + MARGIN,
        half_years=tuple(
            _band(place + 1, start, min(HALF_YEAR, months - start), month)
            for place, start in enumerate(range(0, months, HALF_YEAR))
        ),
        months=tuple(
            _band(number, number - 1, 1, month, is_named=number % named == 0) for number in range(1, months + 1)
        ),
        marks=tuple(_mark(row, place, month) for place, row in enumerate(rows)),
    )


def _band(number, start, count, month, *, is_named=True):
    x, width = LABELS + start * month, count * month
    return Band(number, x, x + width // 2, width, is_named)


def _mark(row, place, month):
    y = HEAD + ROW * place
    if isinstance(row, str):
        return Mark(shortened(row), y, LABELS, y, 0, ROW, "", is_heading=True)
    x = LABELS + (row.start_month - 1) * month
    width = (row.end_month - row.start_month + 1) * month
    return Mark(
        label=shortened(f"{row.code} {row.title}"),
        top=y, x=x, y=y + (ROW - BAR) // 2, width=width, height=BAR, diamond=_diamond(row, y, month),
    )  # fmt: skip


def milestone_month(activity):
    """The month in which the milestone of an activity is due, or None if it has none."""
    return (activity.milestone_month or activity.end_month) if activity.milestone else None


def _diamond(row, y, month):
    """Corners of the milestone at the end of its month."""
    due = milestone_month(row)
    if due is None:
        return ""
    x, middle, half = LABELS + due * month, y + ROW // 2, BAR // 2 + 2
    return f"{x},{middle - half} {x + half},{middle} {x},{middle + half} {x - half},{middle}"


def shortened(text):
    """One line that fits beside the bars; the whole text stands in the table."""
    text = " ".join(text.split())
    return text if len(text) <= LONGEST_LABEL else f"{text[: LONGEST_LABEL - 1].rstrip()}…"
