"""Advice that needs more than one row: duplicates, crowds, outcomes that count products, work without money, open risks."""

from itertools import combinations

from .findings import Advice, Place
from .indicators import counts_products
from .reading import likeness, read

SIMILAR = 0.85  # of the stems: one indicator written twice
MOST_INDICATORS = 5  # of one result


def on_crowd(node, level):
    """Advice on a result with more indicators than anybody will collect."""
    count = len(node.get("indicators", []))
    if count > MOST_INDICATORS:
        yield Advice("TOO_MANY_INDICATORS", Place.of(node, level, node.get("statement", "")), {"count": count})


def on_outcome_indicators(outcome, language):
    """Advice on an outcome whose indicators all count workshops, copies or people taught."""
    titles = [read(row.get("title", ""), language) for row in outcome.get("indicators", [])]
    if titles and all(counts_products(title) for title in titles):
        yield Advice("PRODUCT_COUNTED", Place.of(outcome, "outcome", outcome.get("statement", "")))


def on_duplicates(nodes, language):
    """Advice on indicators that another one before them says in nearly the same words."""
    rows = [(row, node, read(row.get("title", ""), language)) for node in nodes for row in node.get("indicators", [])]
    told = set()
    for (_first, at, title), (row, node, other) in combinations(rows, 2):
        if id(row) not in told and title.text and likeness(title, other) >= SIMILAR:
            told.add(id(row))
            place = Place.of(row, "indicator", row["title"], code=node.get("code", ""))
            yield Advice("DUPLICATE_INDICATOR", place, {"other": at.get("code", "")})


def on_budget(activities, lines):
    """Advice on activities that no budget line follows, once there is a budget."""
    paid = {line.get("activity", "") for line in lines}
    for activity in activities if lines else []:
        if activity.get("code", "") not in paid:
            yield Advice("ACTIVITY_NOT_BUDGETED", Place.of(activity, "activity", activity.get("title", "")))


def on_risks(risks):
    """Advice on risks with no response."""
    for risk in risks:
        if not risk.get("response", "").strip():
            yield Advice("RISK_WITHOUT_RESPONSE", Place.of(risk, "risk", risk.get("description", "")))
