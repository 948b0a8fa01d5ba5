"""Results of an IATI activity from the tree of a public record. Pure.

A result without an indicator is left out, as the standard demands one; a baseline that is not known has no element.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from . import codes
from .words import clean, texts

OUTPUT, OUTCOME, OTHER = "1", "2", "9"  # the objective is "other": the Fund promises no impact


@dataclass(frozen=True)
class Measured:
    """A value, or words where the indicator is in words."""

    value: Decimal | None
    words: dict


@dataclass(frozen=True)
class Part:
    """The share of one part in what was reached; ``dimension``: (name, value)."""

    dimension: tuple[str, str]
    value: Decimal


@dataclass(frozen=True)
class Period:
    """What is aimed at or reached in a span of days, with its ``parts``."""

    starts_on: date
    ends_on: date
    target: Measured | None = None
    actual: Measured | None = None
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True)
class Indicator:
    """``ascending``: "1", "0" or "" where it should stay; ``adds_up``: periods hold increments."""

    titles: dict
    descriptions: dict
    measure: str
    ascending: str
    adds_up: bool
    baseline: Measured | None
    baseline_year: int | None
    periods: tuple[Period, ...]


@dataclass(frozen=True)
class Result:
    """An objective, outcome or output with at least one indicator."""

    type: str
    titles: dict
    indicators: tuple[Indicator, ...]


def results_of(record):
    """The ``Result``\\ s in reading order; results whose statement or indicators are missing are left out."""
    outcomes = record.results.get("outcomes", [])
    nodes = [(OTHER, record.results.get("objective"))]
    for outcome in outcomes:
        nodes += [(OUTCOME, outcome), *((OUTPUT, output) for output in outcome["outputs"])]
    for kind, node in nodes:
        titles = texts([(record.title_language, (node or {}).get("statement", ""))])
        if titles and (indicators := tuple(_indicators(node, record))):
            yield Result(kind, titles, indicators)


def _indicators(node, record):
    for row in node["indicators"]:
        if titles := texts([(record.title_language, row["title"])]):
            yield _indicator(row, titles, record)


def _indicator(row, titles, record):
    language, adds_up = record.title_language, row["over_time"] == "SUM"
    in_words = row["kind"] == "QUALITATIVE"
    baseline = row["baseline"]
    year = baseline["year"] if baseline["state"] == "KNOWN" else None
    return Indicator(
        titles=titles,
        descriptions=texts([(language, _how_to_read(row, language, in_words, adds_up))]),
        measure=codes.MEASURES[row["kind"]],
        ascending=codes.ASCENDING.get(row["direction"], ""),
        adds_up=adds_up,
        baseline=_measured(baseline, language, in_words) if year else None,
        baseline_year=year,
        periods=tuple(_periods(row, record, in_words)),
    )


def _how_to_read(row, language, in_words, adds_up):
    unit = clean(row["unit"])
    parts = [codes.UNIT[language].format(unit)] if unit else []
    if not in_words:
        parts.append((codes.ADDS_UP if adds_up else codes.LATEST_COUNTS)[language])
    return " ".join(parts)


def _periods(row, record, in_words):
    """What is aimed at by milestones and the end, what accepted reports say was reached: in order, together where they meet."""
    aims = {(one.starts_on, one.ends_on): one for one in _targets(row, record, in_words)}
    found = []
    for period in _actuals(row, record.title_language):
        aim = aims.pop((period.starts_on, period.ends_on), None)
        found.append(replace(period, target=aim.target) if aim else period)
    return sorted([*aims.values(), *found], key=lambda one: (one.starts_on, one.ends_on))


def _targets(row, record, in_words):
    """A period to each milestone before the end and one from the last of them to the end, with the target.

    Of a sum each holds what is to be added, as the actual values do; else the level at its end.
    """
    if not (record.starts_on and record.ends_on):
        return
    aims = [(date.fromisoformat(one["on"]), one) for one in row.get("milestones", []) if one["on"]]
    aims = [(on, one) for on, one in aims if record.starts_on <= on < record.ends_on]
    starts_on, before = record.starts_on, Decimal(0)
    for ends_on, aim in [*aims, (record.ends_on, row["target"])]:
        if target := _measured(aim, record.title_language, in_words):
            if row["over_time"] == "SUM":
                target, before = replace(target, value=target.value - before), target.value
            yield Period(starts_on, ends_on, target=target)
            starts_on = ends_on + timedelta(days=1)


def _actuals(row, language):
    """Each accepted report with what it reached: an increment, or the level; in words where the indicator is in words."""
    for spell in row["actuals"]:
        starts_on, ends_on = date.fromisoformat(spell["from"]), date.fromisoformat(spell["to"])
        if spell["value"] is not None:
            yield Period(starts_on, ends_on, actual=Measured(Decimal(spell["value"]), {}), parts=_parts(spell))
        elif words := texts([(language, spell.get("words"))]):
            yield Period(starts_on, ends_on, actual=Measured(None, words))


def _parts(spell):
    """The parts of a value by the words that readers of the standard know, else by the Fund's codes."""
    known = codes.DIMENSIONS
    splits = [((one["axis"], one["part"]), one["value"]) for one in spell.get("splits", [])]
    return tuple(Part(known.get(key, key), Decimal(value)) for key, value in splits)


def _measured(data, language, in_words):
    """A number needs its value, words need none: without what it needs there is nothing to say (rules 8.8–8.10)."""
    words = texts([(language, data.get("text"))])
    if in_words:
        return Measured(None, words) if words else None
    return None if data.get("value") is None else Measured(Decimal(data["value"]), words)
