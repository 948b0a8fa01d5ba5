"""A plan version as plain data: what is hashed at approval, kept with a submission, and read by pages and exports."""

import hashlib
import json

from .models import ResultNode
from .selectors import framework


def as_data(version):
    """The whole version as a JSON-ready dict in reading order; numbers as text. Constant number of queries."""
    tree = framework(version)
    return {
        "currency": version.currency,
        "duration_months": version.duration_months,
        "objective": _node(tree.objective) if tree.objective else None,
        "outcomes": [
            _node(outcome) | {"outputs": [_node(output) | _activities(output) for output in outcome.outputs]}
            for outcome in tree.outcomes
        ],
        "lines": [_line(line) for line in tree.lines],
    }


def content_hash(version):
    """SHA-256 (hex) of the canonical form of ``as_data``."""
    text = json.dumps(as_data(version), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _text(value):
    return None if value is None else str(value)


def _node(node):
    data = {"lineage": str(node.lineage), "code": node.code, "statement": node.statement}
    if node.level != ResultNode.Level.OBJECTIVE:
        data["assumptions"] = node.assumptions
    return data | {"indicators": [_indicator(indicator) for indicator in node.indicator_rows]}


def _indicator(row):
    names = ("title", "kind", "unit", "direction", "over_time", "baseline_state", "baseline_year", "target_text")
    data = {name: getattr(row, name) for name in (*names, "source_and_method", "counts_people")}
    values = {name: _text(getattr(row, name)) for name in ("baseline_value", "target_value", "lineage")}
    return data | values


def _activities(output):
    names = ("code", "title", "responsible_party", "start_month", "end_month", "milestone")
    return {
        "activities": [
            {name: getattr(row, name) for name in names} | {"lineage": str(row.lineage)} for row in output.activity_rows
        ]
    }


def _line(line):
    names = ("position", "category", "description", "unit", "calculation_note", "is_evaluation")
    data = {name: getattr(line, name) for name in names}
    data |= {
        name: _text(getattr(line, name))
        for name in ("quantity", "periods", "unit_cost", "share_percent", "amount", "lineage")
    }
    return data | {"activity": line.activity.code if line.activity else ""}
