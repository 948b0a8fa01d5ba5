"""The results of a public record as pages read them: values in words, what is reached, when a report said so."""

from datetime import date
from decimal import Decimal

from plans.reading import Names, baseline_words, value_words

NAMES = Names()
HUNDRED = Decimal(100)


def shown_results(results):
    """Objective, outcomes and outputs in reading order, each a dict of level, code, statement, indicators (with words)."""
    nodes = [("objective", results["objective"])] if results.get("objective") else []
    for outcome in results.get("outcomes", []):
        nodes.append(("outcome", outcome))
        nodes += [("output", output) for output in outcome["outputs"]]
    return [
        {
            "level": level,
            "code": node["code"],
            "statement": node["statement"],
            "indicators": [_shown(one) for one in node["indicators"]],
        }
        for level, node in nodes
    ]


def is_reached(indicator):
    """Whether accepted reports say that the target is reached."""
    return indicator["percent"] is not None and Decimal(indicator["percent"]) >= HUNDRED


def _shown(row):
    baseline, target = row["baseline"], row["target"]
    last = row["actuals"][-1] if row["actuals"] else None
    known = {f"baseline_{name}": baseline[name] for name in ("state", "value", "year", "text")}
    percent = None if row["percent"] is None else Decimal(row["percent"])
    return {
        "title": row["title"],
        "baseline": baseline_words(row | known, NAMES),
        "target": target["text"] or value_words(row, target["value"], NAMES),
        "reached": value_words(row, row["reached"], NAMES),
        "percent": percent,
        "bar": str(min(max(percent, Decimal(0)), HUNDRED)) if percent is not None else "",
        "is_reached": is_reached(row),
        "is_sum": row["over_time"] == "SUM" and len(row["actuals"]) > 1,
        "last": _spell(last) | {"words": value_words(row, last["value"], NAMES)} if last else None,
    }


def _spell(row):
    return {
        "from": date.fromisoformat(row["from"]),
        "to": date.fromisoformat(row["to"]),
        "on": date.fromisoformat(row["on"]),
    }
