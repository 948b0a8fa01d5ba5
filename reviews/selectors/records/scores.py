"""Scores computed from a record alone."""

from decimal import Decimal

from ...models import Assignment
from .moments import as_text


def scores_in(record):
    """Means and spreads from the marks and weights of ``record`` alone: four decimals as text, None where there is no mark.

    Of each reviewer the last version counts, and none of those who declared a conflict or are not done.
    """
    done = {row["key"] for row in record["reviewers"] if row["state"] == Assignment.State.DONE}
    counted = {row["reviewer"]: row["marks"] for row in record["reviews"] if row["reviewer"] in done}
    weights = {row["code"]: Decimal(row["weight"]) for row in record["rubric"]["criteria"]}
    marks = {code: [Decimal(given[code]) for given in counted.values() if given.get(code)] for code in weights}
    means = {code: sum(given) / len(given) for code, given in marks.items() if given}
    each = {
        key: _weighted({code: Decimal(given[code]) for code in weights if given.get(code)}, weights)
        for key, given in counted.items()
    }
    known = [mean for mean in each.values() if mean is not None]
    return {
        "criteria": [
            {"code": code, "mean": as_text(means.get(code)), "spread": int(max(given) - min(given)) if given else None}
            for code, given in marks.items()
        ],
        "reviewers": [{"reviewer": key, "mean": as_text(mean)} for key, mean in each.items()],
        "mean": as_text(_weighted(means, weights)),
        "spread": as_text(max(known) - min(known) if known else None),
    }


def _weighted(values, weights):
    weight = sum(weights[code] for code in values)
    return sum(value * weights[code] for code, value in values.items()) / weight if weight else None
