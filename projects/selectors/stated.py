"""Totals that the Fund itself has stated, each with its year and source (domain brief, section 1): not computed here."""

import json
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from django.utils.translation import get_language

FILE = Path(__file__).parent.parent / "data/stated_figures.json"


@dataclass(frozen=True)
class Stated:
    """More than so many projects in so many countries; ``amount`` in USD or None; ``is_about``: the year is not exact."""

    projects: Decimal
    countries: Decimal
    amount: Decimal | None
    year: str
    is_about: bool
    source: str


@dataclass(frozen=True)
class StatedResults:
    """What projects achieved ``since`` a year: ``rows`` of (number, words)."""

    since: str
    year: str
    source: str
    rows: tuple


@lru_cache(maxsize=1)
def _data():
    return json.loads(FILE.read_text(encoding="utf-8"))


def stated_totals():
    """The ``Stated`` totals, the newest first."""
    language = (get_language() or "en")[:2]
    return [
        Stated(
            projects=Decimal(row["projects"]),
            countries=Decimal(row["countries"]),
            amount=Decimal(row["amount"]) if row["amount"] else None,
            year=row["year"],
            is_about=row["is_about"],
            source=row[f"source_{language}"],
        )
        for row in reversed(_data()["totals"])
    ]


def stated_results():
    """The ``StatedResults``."""
    language, found = (get_language() or "en")[:2], _data()["results"]
    rows = tuple((Decimal(row["number"]), row[language]) for row in found["rows"])
    return StatedResults(found["since"], found["year"], found[f"source_{language}"], rows)
