"""A plan version as plain data: what is hashed at approval, kept with a submission, and read by pages and exports."""

import hashlib
import json
from decimal import Decimal
from uuid import UUID

from .models import ResultNode
from .selectors import whole


def as_data(version):
    """The whole version as a JSON-ready dict in reading order; numbers as text. Constant number of queries."""
    tree = whole(version)
    return {
        "currency": version.currency,
        "duration_months": version.duration_months,
        "objective": _node(tree.objective) if tree.objective else None,
        "outcomes": [
            _node(outcome) | {"outputs": [_node(output) | _activities(output) for output in outcome.outputs]}
            for outcome in tree.outcomes
        ],
        "lines": [_line(line) for line in tree.lines],
        "risks": [_row(risk, *RISK) for risk in tree.risks],
        "cross_cutting": [_row(marker, "theme", "marker", "explanation") for marker in tree.markers],
    }


def content_hash(version):
    """SHA-256 (hex) of the canonical form of ``as_data``."""
    return hash_of(as_data(version))


def hash_of(data):
    """The same for data at hand."""
    text = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _text(value):
    return None if value is None else str(value)


def _node(node):
    data = {"lineage": str(node.lineage), "code": node.code, "statement": node.statement}
    if node.level != ResultNode.Level.OBJECTIVE:
        data["assumptions"] = node.assumptions
    return data | {"indicators": [_indicator(indicator) for indicator in node.indicator_rows]}


INDICATOR = (
    *("title", "definition", "kind", "scale_id", "unit", "direction", "over_time"),
    *("baseline_state", "baseline_value", "baseline_year", "baseline_text", "baseline_due_month"),
    *("target_value", "target_text", "may_exceed_100"),
    *("source_and_method", "frequency", "responsible", "counts_people"),
)
ACTIVITY = ("code", "title", "responsible_party", "start_month", "end_month", "milestone", "milestone_month")
LINE = (
    *("position", "category", "description", "unit", "quantity", "periods", "unit_cost", "share_percent", "amount"),
    *("calculation_note", "is_evaluation"),
)
RISK = ("position", "description", "cause", "likelihood", "impact", "response", "owner")


def _row(row, *names):
    data = {name: getattr(row, name) for name in ("lineage", *names)}
    return {name: str(value) if isinstance(value, Decimal | UUID) else value for name, value in data.items()}


def _indicator(row):
    milestones = [{"month": one.month, "value": _text(one.value), "text": one.text} for one in row.milestones.all()]
    parts = sorted((f"{one.part.axis_id}.{one.part.code}", _text(one.value)) for one in row.split_targets.all())
    return _row(row, *INDICATOR) | {
        "axes": sorted(axis.pk for axis in row.axes.all()),
        "goals": sorted(goal.pk for goal in row.goals.all()),
        "milestones": milestones,
        "split_targets": dict(parts),
    }


def _activities(output):
    return {"activities": [_row(row, *ACTIVITY) for row in output.activity_rows]}


def _line(line):
    phases = [_text(amount) for amount in line.phases]
    return _row(line, *LINE) | {"activity": line.activity.code if line.activity else "", "phases": phases}
