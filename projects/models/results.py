"""The results of a public record as pages read them: values in words, how they stand, when a report said so."""

from datetime import date
from decimal import Decimal

from django.utils.translation import pgettext_lazy

from plans.reading import Names, baseline_words, value_words

NAMES = Names()
HUNDRED = Decimal(100)
LIGHTS = {  # how an indicator stands, as a code of accepted reports → words, tone, icon; the reader's words are monitoring's, too
    "NOT_DUE": (pgettext_lazy("light", "Not due"), "neutral", "dash-circle"),
    "NO_DATA": (pgettext_lazy("light", "No data"), "neutral", "question-circle"),
    "REACHED": (pgettext_lazy("light", "Reached"), "info", "trophy"),
    "ON_TRACK": (pgettext_lazy("light", "On track"), "success", "check-circle-fill"),
    "BEHIND": (pgettext_lazy("light", "Behind"), "warning", "exclamation-triangle-fill"),
    "OFF_TRACK": (pgettext_lazy("light", "Off track"), "danger", "x-circle-fill"),
}


def shown_results(results, names=NAMES):
    """Objective, outcomes and outputs in reading order, each a dict of level, code, statement, indicators (with words).

    ``names``: words for the codes of axes, their parts and steps of scales.
    """
    nodes = [("objective", results["objective"])] if results.get("objective") else []
    for outcome in results.get("outcomes", []):
        nodes.append(("outcome", outcome))
        nodes += [("output", output) for output in outcome["outputs"]]
    return [
        {
            "level": level,
            "code": node["code"],
            "statement": node["statement"],
            "indicators": [_shown(one, names) for one in node["indicators"]],
        }
        for level, node in nodes
    ]


def is_reached(indicator):
    """Whether accepted reports say that the target is reached."""
    if indicator.get("light"):
        return indicator["light"] == "REACHED"
    return indicator["percent"] is not None and Decimal(indicator["percent"]) >= HUNDRED


def _shown(row, names):
    row = row | {"scale_id": row.get("scale")}
    baseline, target = row["baseline"], row["target"]
    periods = [_period(row, one, names) for one in row["actuals"]]
    milestones = [_milestone(row, one, names) for one in row.get("milestones", [])]
    last = periods[-1] if periods else None
    known = {f"baseline_{name}": baseline[name] for name in ("state", "value", "year", "text")}
    percent = None if row["percent"] is None else Decimal(row["percent"])
    return {
        "title": row["title"],
        "baseline": baseline_words(row | known, names),
        "target": target["text"] or value_words(row, target["value"], names),
        "reached": value_words(row, row["reached"], names),
        "percent": percent,
        "bar": str(min(max(percent, Decimal(0)), HUNDRED)) if percent is not None else "",
        "is_reached": is_reached(row),
        "light": _light(row.get("light")),
        "is_sum": row["over_time"] == "SUM" and len(periods) > 1,
        "is_in_words": row["kind"] == "QUALITATIVE",
        "last": last,
        "periods": periods,
        "milestones": milestones,
        "has_more": len(periods) > 1 or bool(milestones) or any(one["splits"] for one in periods),
    }


def _light(code):
    """Words, tone and icon of a light or of a rating, which uses the same codes; None without one."""
    if code not in LIGHTS:
        return None
    label, tone, icon = LIGHTS[code]
    return {"code": code, "label": label, "tone": tone, "icon": icon}


def _period(row, one, names):
    return {
        "from": date.fromisoformat(one["from"]),
        "to": date.fromisoformat(one["to"]),
        "on": date.fromisoformat(one["on"]),
        "words": value_words(row, one["value"], names),
        "text": one.get("words", ""),
        "rating": _light(one.get("rating")),
        "splits": _splits(row, one.get("splits", []), names),
        "is_corrected": one.get("corrected", False),
    }


def _splits(row, splits, names):
    """(name of an axis, [(name of a part, value in words)]) in the order of the record."""
    found = {}
    unitless = row | {"unit": ""}  # the value beside it names the unit
    for one in splits:
        part = names.parts.get(f"{one['axis']}.{one['part']}", one["part"])
        found.setdefault(one["axis"], []).append((part, value_words(unitless, one["value"], names)))
    return [(names.axes.get(axis, axis), parts) for axis, parts in found.items()]


def _milestone(row, one, names):
    return {
        "on": date.fromisoformat(one["on"]) if one["on"] else None,
        "month": one["month"],
        "words": value_words(row, one["value"], names),
        "text": one["text"],
    }
