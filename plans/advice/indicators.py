"""Advice on single indicators: their words, and their figures against one another."""

import re
from decimal import Decimal
from itertools import pairwise

from .findings import Advice, Place
from .reading import likeness, read

SAME = 0.75  # of the stems: an indicator that says its result again
COUNTED = ("NUMBER", "PERCENTAGE", "SCALE")
PERCENT_UNIT = re.compile(r"%|per ?cent|pour ?cent|por ?ciento|percentage|pourcentage|porcentaje", re.IGNORECASE)
NUMBER = re.compile(r"\d")


def on_indicator(row, node, language):
    """Advice on the indicator ``row`` of the result ``node``."""
    place = Place.of(row, "indicator", row.get("title", ""), code=node.get("code", ""))
    title = read(row.get("title", ""), language)
    for code in _on_words(row, title, read(node.get("statement", ""), language)):
        yield Advice(code, place)
    source = row.get("source_and_method", "").strip()
    if not source:
        yield Advice("SOURCE_MISSING", place)
    elif is_vague_source(read(source, language)):
        yield Advice("SOURCE_VAGUE", place)
    for code, figures in (*_on_values(row), *_on_milestones(row)):
        yield Advice(code, place, figures)
    if row.get("counts_people") and "axes" in row and "sex" not in row["axes"]:
        yield Advice("SEX_SPLIT_MISSING", place)


def _on_words(row, title, result):
    kind = row.get("kind", "NUMBER")
    if names_target(title):
        yield "TARGET_IN_TITLE"
    if kind == "NUMBER" and not measures(title) and title.has("change"):
        yield "NOT_MEASURABLE"
    if result.text and not title.has("measure") and likeness(title, result) >= SAME:
        yield "REPEATS_RESULT"
    if kind == "PERCENTAGE" and not row.get("definition") and not names_whole(title):
        yield "PERCENT_OF_WHAT"
    if kind in ("NUMBER", "PERCENTAGE") and not row.get("counts_people") and counts_people(title):
        yield "PEOPLE_UNMARKED"
    if kind == "NUMBER" and not row.get("unit"):
        yield "UNIT_MISSING"


def names_target(title):
    """Whether the title begins with the number to be reached."""
    core = title.core
    least = title.words.at_least.match(core)
    after = core[least.end() :].lstrip() if least else core
    opens_with_numeral = title.words.numeral.match(title.text)
    return bool(NUMBER.match(after) or title.words.numeral.match(after) or opens_with_numeral)


def measures(title):
    """Whether it says how something is counted or judged."""
    return title.has("measure") or bool(NUMBER.search(title.text)) or "%" in title.text


def names_whole(title):
    """Whether a percentage says of what: at least two words with weight besides "percentage" and the like."""
    return len([word for word in title.content if word != "%" and not title.words.percentage.match(word)]) > 1


def counts_people(title):
    """Whether what is counted are people: "officers trained", not "training sessions for officers"."""
    return bool(title.words.people.search(read_counted(title).head))


def read_counted(title):
    """The title without what says how it is counted: "Number of", "At least 50", "80 % of the"."""
    core = title.core
    skipped = [title.words.measure, title.words.at_least, title.words.numeral, title.words.empty, COUNT]
    while found := next((match for pattern in skipped if (match := pattern.match(core)) and match.end()), None):
        core = core[found.end() :].lstrip()
    return type(title)(title.text, core, title.words)


COUNT = re.compile(r"(?:[\d.,]+|%)(?!\S)")


def counts_products(title):
    """Whether it counts what the project makes or whom it teaches, and nothing that anybody does with it."""
    if title.has("practice"):
        return False
    return bool(title.words.product.search(read_counted(title).head)) or title.says("made")


def is_vague_source(source):
    """Whether a source names no document, office or method that somebody could go to."""
    return all(source.words.vague_source.match(word) for word in source.content)


def _value(text):
    return None if text in (None, "") else Decimal(text)


def _on_values(row):
    """Pairs of code and figures: target and baseline against direction, unit and sum."""
    baseline, target = _value(row.get("baseline_value")), _value(row.get("target_value"))
    if row.get("kind", "NUMBER") in COUNTED and target is None and not row.get("target_text"):
        yield "TARGET_MISSING", {}
    if row.get("baseline_state") == "TBD" and not row.get("baseline_due_month"):
        yield "BASELINE_OPEN", {}
    if row.get("kind") == "NUMBER" and row.get("over_time") == "SUM" and PERCENT_UNIT.search(row.get("unit", "")):
        yield "PERCENT_SUMMED", {}
    if baseline is not None and target is not None and row.get("direction") in ("INCREASE", "DECREASE"):
        figures = {"baseline": baseline, "target": target}
        if baseline == target:
            yield "TARGET_IS_BASELINE", figures
        elif (target > baseline) != (row["direction"] == "INCREASE"):
            yield "TARGET_WRONG_SIDE", figures


def _on_milestones(row):
    steps = sorted(row.get("milestones", []), key=lambda step: step["month"])
    values = [value for step in steps if (value := _value(step.get("value"))) is not None]
    if row.get("direction") == "INCREASE" and any(later < earlier for earlier, later in pairwise(values)):
        yield "MILESTONES_WAVER", {}
    if row.get("direction") == "DECREASE" and any(later > earlier for earlier, later in pairwise(values)):
        yield "MILESTONES_WAVER", {}
    target = _value(row.get("target_value"))
    if values and target is not None and values[-1] != target:
        yield "LAST_MILESTONE_NOT_TARGET", {"milestone": values[-1], "target": target}
