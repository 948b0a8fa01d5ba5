"""How often the word lists are right, on statements that were labelled before the lists were written or mended for them.

``data/statements.json`` holds language, level, text and the expected labels; ``of`` is the result an indicator belongs to,
``result`` that result's statement. Half of the set, chosen by a hash of the text, is held out: lists are mended on the
development half only, so that the held-out half shows how they do with sentences nobody mended them for.
"""

import hashlib
import json
import sys
from collections import Counter, defaultdict
from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest

from plans.advice import WORDS, advise

STATEMENTS = json.loads((Path(__file__).parent / "data" / "statements.json").read_text())
LANGUAGES = ("en", "fr", "es")
LABELS = {label for row in STATEMENTS for label in row["labels"]}


def half(row):
    digest = hashlib.sha256(f"{row['language']}{row['level']}{row['text']}".encode()).digest()
    return "held out" if digest[0] % 2 else "development"


def plan_of(row):
    """A plan in which only the labelled statement says anything."""
    indicators, statement = [], row["text"]
    if row["level"] in ("indicator", "source"):
        is_title, statement = row["level"] == "indicator", row.get("result", "")
        indicators = [
            {
                "title": row["text"] if is_title else "",
                "kind": row.get("kind", "NUMBER"),
                "source_and_method": "" if is_title else row["text"],
                "counts_people": row.get("counts_people", False),
            }
        ]
    node = {"lineage": "row", "code": "1", "statement": statement, "indicators": indicators}
    empty = {"lineage": "other", "code": "1.1", "statement": ""}
    level = row.get("of", "output") if indicators else row["level"]
    if level == "objective":
        return {"language": row["language"], "objective": node}
    if level == "outcome":
        return {"language": row["language"], "outcomes": [node]}
    if level == "output":
        return {"language": row["language"], "outcomes": [empty | {"outputs": [node]}]}
    activity = {"lineage": "row", "code": "1.1.1", "title": statement}
    return {"language": row["language"], "outcomes": [empty | {"outputs": [empty | {"activities": [activity]}]}]}


def judged(row):
    """Labels of ``row``, those found and those expected."""
    found = {advice.code for advice in advise(plan_of(row))} & LABELS
    if row.get("result"):  # the statement is there for its indicator
        found -= {"OUTPUT_AS_ACTIVITY"}
    return found, set(row["labels"])


def counts(rows, key):
    """``key(row, label)`` → Counter of hits, wrong and missed."""
    totals = defaultdict(Counter)
    for row in rows:
        found, expected = judged(row)
        for kind, labels in (("hit", found & expected), ("wrong", found - expected), ("missed", expected - found)):
            for label in labels:
                totals[key(row, label)][kind] += 1
    return totals


def share(hits, others):
    return Fraction(hits, hits + others) if hits + others else Fraction(1)


def precision(count):
    return share(count["hit"], count["wrong"])


def recall(count):
    return share(count["hit"], count["missed"])


HALVES = ("development", "held out")


def test_the_set_is_large_and_has_every_label_with_its_opposite_in_each_language():
    levels = {label: {row["level"] for row in STATEMENTS if label in row["labels"]} for label in LABELS}

    assert set(WORDS) >= LABELS
    assert len({(row["language"], row["level"], row.get("result"), row["text"]) for row in STATEMENTS}) == len(
        STATEMENTS
    )
    assert [language for language in LANGUAGES if sum(row["language"] == language for row in STATEMENTS) < 120] == []
    assert {label for label, found in levels.items() if len(found) > 1} == {"RESULT_VAGUE"}
    for label, language in product(sorted(LABELS), LANGUAGES):
        rows = [row for row in STATEMENTS if row["language"] == language and row["level"] in levels[label]]
        with_label = sum(label in row["labels"] for row in rows)
        assert with_label >= 2, (label, language)
        assert len(rows) - with_label >= 3, (label, language)


@pytest.mark.parametrize("which", HALVES)
def test_advice_on_words_is_right_nine_times_in_ten(which):
    """In each language, on either half; recall may be lower: advice that is missing harms less than advice that is wrong."""
    totals = counts([row for row in STATEMENTS if half(row) == which], lambda row, label: row["language"])

    show(totals, which)
    assert sorted(totals) == sorted(LANGUAGES)
    assert {key: count for key, count in totals.items() if precision(count) < Fraction(9, 10)} == {}
    assert {key: count for key, count in totals.items() if recall(count) < Fraction(8, 10)} == {}


def test_each_check_is_right_nine_times_in_ten():
    totals = counts(STATEMENTS, lambda row, label: label)

    show(totals, "all")
    assert set(totals) == LABELS
    assert {key: count for key, count in totals.items() if precision(count) < Fraction(9, 10)} == {}
    assert {key: count for key, count in totals.items() if recall(count) < Fraction(7, 10)} == {}


def show(totals, which):
    """Write the figures where ``pytest -rP`` shows them."""
    for key, count in sorted(totals.items()):
        rates = f"precision {float(precision(count)):.2f}, recall {float(recall(count)):.2f}"
        sys.stdout.write(f"{which:12} {key:20} {rates} {dict(count)}\n")
