"""The results matrix (domain brief 3c): one row for each indicator, under the result it measures."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.documents import Cell, Column, Line, Part, Row, Table, written

from ..reading import Names, readable
from ..snapshot import data_of
from .frame import framed

TITLE = gettext_lazy("Results matrix")


def document(tree, holder=None):
    """The results matrix of ``selectors.whole`` with risks and cross-cutting concerns."""
    data = data_of(tree)
    plan = readable(data, Names.load())
    return framed(TITLE, tree, data, [_matrix(plan), _risks(plan), _markers(plan)], holder)


def _matrix(plan):
    columns = (
        Column(_("Result"), 5), Column(_("Indicator"), 5), Column(_("Source and method"), 4), Column(_("Baseline"), 3),
        Column(_("Target"), 3), Column(_("Milestones"), 4), Column(_("Split"), 3), Column(_("Assumptions"), 4),
    )  # fmt: skip
    rows = [row for title, node in _results(plan) for row in _rows(title, node)]
    return Part(_("Results with their indicators"), Table(str(TITLE), columns, tuple(rows)), empty=_("No results yet"))


def _results(plan):
    """(words of the level, data) of objective, outcomes and outputs in reading order."""
    if plan["objective"]:
        yield _("Objective"), plan["objective"]
    for outcome in plan["outcomes"]:
        yield f"{_('Outcome')} {outcome['code']}", outcome
        for output in outcome["outputs"]:
            yield f"{_('Output')} {output['code']}", output


def _rows(title, node):
    """The rows of a result: one for each of its indicators, at least one."""
    indicators = node["indicators"]
    span = max(1, len(indicators))
    result = Cell.of(Line(title, tone="strong"), written(node["statement"]), rows=span)
    assumptions = Cell.of(written(node.get("assumptions", "")), rows=span)
    if not indicators:
        none = Cell.of(Line(_("No indicator yet"), tone="soft"))
        return [Row((result, none, *[Cell()] * 5, assumptions))]
    middle = [_indicator(indicator) for indicator in indicators]
    first, *more = middle
    return [Row((result, *first, assumptions)), *(Row((None, *cells, None)) for cells in more)]


def _indicator(data):
    """The six cells of an indicator."""
    words = data["words"]
    responsible = data.get("responsible", "")
    return (
        Cell.of(
            written(data["title"], "strong"), written(data.get("definition", "")), Line(words["kind"], tone="soft"),
            *(Line(step, tone="soft") for step in words["scale"]), *(Line(goal, tone="soft") for goal in words["goals"]),
        ),
        Cell.of(written(data["source_and_method"]), Line(words["frequency"], tone="soft"), written(responsible)),
        Cell.of(written(words["baseline"]) if data.get("baseline_text") else words["baseline"]),
        Cell.of(written(words["target"]) if data.get("target_text") else words["target"]),
        Cell.of(*(line for one in words["milestones"] for line in _milestone(one))),
        Cell.of(*words["split"]),
    )  # fmt: skip


def _milestone(one):
    words = _("Month %(month)s: %(words)s") % one
    return [written(words) if one["is_written"] else Line(words)]


def _risks(plan):
    columns = (
        Column(_("No."), 1), Column(_("Risk"), 6), Column(_("Cause"), 5),
        Column(_("Likelihood (1–5)"), 3, is_number=True), Column(_("Impact (1–5)"), 3, is_number=True),
        Column(_("Level"), 2), Column(_("Response"), 6), Column(_("Who watches it"), 4),
    )  # fmt: skip
    rows = [
        Row((
            _number(risk["position"]), Cell.of(written(risk["description"])), Cell.of(written(risk["cause"])),
            _number(risk["likelihood"]), _number(risk["impact"]), Cell.of(risk["level"]),
            Cell.of(written(risk["response"])), Cell.of(written(risk["owner"])),
        ))
        for risk in plan["risks"]
    ]  # fmt: skip
    return Part(_("Risks"), Table(_("Risks"), columns, tuple(rows)), empty=_("No risks are named."))


def _number(value):
    return Cell((Line(str(value)),), value=value)


def _markers(plan):
    columns = (Column(_("Concern"), 3), Column(_("Marker"), 3), Column(_("How"), 8))
    rows = [
        Row((
            Cell.of(marker["theme_label"]), Cell.of(marker["marker_label"]), Cell.of(written(marker["explanation"])),
        ))
        for marker in plan["cross_cutting"]
    ]  # fmt: skip
    title = _("Cross-cutting concerns")
    return Part(title, Table(title, columns, tuple(rows)), empty=_("No cross-cutting concern is marked."))
