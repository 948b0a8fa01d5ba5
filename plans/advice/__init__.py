"""Advice on the quality of a results framework: pure, from a plan's data; it never blocks anything.

``advise`` reads what ``plans.snapshot.as_data`` writes. Words are judged in the plan's language and spoken in the reader's.
What a word list says of a sentence may be wrong; how often is measured by ``tests/plans/data/statements.json``.
"""

from .findings import Advice, Place
from .indicators import on_indicator
from .results import on_activity, on_result
from .whole import on_budget, on_crowd, on_duplicates, on_outcome_indicators, on_risks
from .words import WORDS

__all__ = ["WORDS", "Advice", "Place", "advise"]


def advise(plan):
    """Advice on ``plan`` (a dict of ``plans.snapshot.as_data``), rows in reading order; what is missing counts as not said."""
    language, found = plan.get("language", "en"), []
    rows = _results(plan)
    nodes = [node for node, _level in rows]
    activities = [activity for node in nodes for activity in node.get("activities", [])]
    for node, level in rows:
        found += [*on_result(node, level, language), *on_crowd(node, level)]
        if level == "outcome":
            found += on_outcome_indicators(node, language)
        for indicator in node.get("indicators", []):
            found += on_indicator(indicator, node, language)
    for activity in activities:
        found += on_activity(activity, language)
    found += on_duplicates(nodes, language)
    found += on_budget(activities, plan.get("lines", []))
    found += on_risks(plan.get("risks", []))
    order = _reading_order(nodes)
    return tuple(sorted(found, key=lambda advice: order.get(advice.place.lineage, len(order))))


def _results(plan):
    rows = [(plan["objective"], "objective")] if plan.get("objective") else []
    for outcome in plan.get("outcomes", []):
        rows += [(outcome, "outcome"), *((output, "output") for output in outcome.get("outputs", []))]
    return rows


def _reading_order(nodes):
    """Where each row stands in the plan; rows of other lists, such as risks, come last."""
    rows = [row for node in nodes for row in (node, *node.get("indicators", []), *node.get("activities", []))]
    return {row.get("lineage", ""): number for number, row in enumerate(rows)}
