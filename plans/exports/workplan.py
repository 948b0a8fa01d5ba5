"""The work plan (domain brief 3d): who does what in which months, drawn and as a table."""

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.documents import Cell, Column, Line, Part, Picture, Row, Table, written

from ..gantt import charts, milestone_month, months_of
from ..snapshot import data_of
from .frame import framed

TITLE = gettext_lazy("Work plan")


def document(tree, holder=None):
    """The work plan of ``selectors.framework`` or ``whole``."""
    return framed(TITLE, tree, data_of(tree), [part(tree)], holder)


def part(tree):
    """Drawings and table; the table says the same to those who cannot see the drawings."""
    language = tree.version.plan.language
    pictures = [
        Picture(
            render_to_string(
                "plans/_gantt.html", {"chart": chart, "words": words, "number": number, "language": language}
            ),
            f"{words['title']}. {words['description']}",
        )
        for number, chart, words in drawings(tree)
    ]
    table = Table(str(TITLE), _columns(), tuple(_rows(tree)))
    return Part(_("Activities by month"), table, pictures=tuple(pictures), empty=_("No activities yet"))


def drawings(tree):
    """(number, ``gantt.Chart``, what it says in words) of each drawing."""
    groups = [
        (f"{output.code} {output.statement}", output.activity_rows)
        for outcome in tree.outcomes
        for output in outcome.outputs
    ]
    found = charts(groups, tree.version.duration_months)
    return [(number, chart, _words(tree, number, len(found))) for number, chart in enumerate(found, 1)]


def _words(tree, number, count):
    months = months_of(tree.activities, tree.version.duration_months)
    title = ngettext(
        "Work plan: %(count)s activity over %(months)s months",
        "Work plan: %(count)s activities over %(months)s months",
        len(tree.activities),
    ) % {"count": len(tree.activities), "months": months}
    if count > 1:
        title = _("%(title)s (drawing %(number)s of %(count)s)") % {"title": title, "number": number, "count": count}
    return {
        "title": title,
        "description": _(
            "Each bar runs from the first to the last month of an activity; a diamond marks a milestone. "
            "The table says the same."
        ),
        "activity": _("Activity"),
        "milestone": _("Milestone"),
        "half_year": _("Half-year"),
        "month": _("Month"),
    }


def _columns():
    return (
        Column(_("Output"), 5), Column(_("Activity"), 7), Column(_("Responsible party"), 4),
        Column(_("First month"), 2, is_number=True), Column(_("Last month"), 2, is_number=True),
        Column(_("Months"), 2, is_number=True), Column(_("Milestone"), 5),
    )  # fmt: skip


def _rows(tree):
    for output in tree.outputs:
        name = Cell.of(
            Line(output.code, tone="strong"), written(output.statement), rows=max(1, len(output.activity_rows))
        )
        for place, activity in enumerate(output.activity_rows):
            yield Row((name if place == 0 else None, *_cells(activity)))


def _cells(activity):
    length = activity.end_month - activity.start_month + 1
    due = milestone_month(activity)
    when = _("◆ month %(month)s") % {"month": due} if due else ""
    return (
        Cell.of(Line(activity.code, tone="strong"), written(activity.title)),
        Cell.of(written(activity.responsible_party)),
        *(_number(value) for value in (activity.start_month, activity.end_month, length)),
        Cell.of(when, written(activity.milestone)),
    )


def _number(value):
    return Cell((Line(str(value)),), value=value)
