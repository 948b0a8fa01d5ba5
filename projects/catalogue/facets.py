"""By what the catalogue can be narrowed, and which values of it a public record has. Pure."""

from typing import NamedTuple

from core.reading import fold

FACETS = (
    *("region", "country", "theme", "coverage", "status", "year", "amount", "line"),
    *("sdg", "gcm", "results", "evaluation"),
)
NONE = "none"  # the value of a record for which nothing is stated
STATED = frozenset({"region", "country", "theme", "coverage", "year", "amount", "line"})  # those that offer NONE
COLUMNS = (
    *("pk", "region_id", "country_codes", "theme_id", "coverage", "state", "funding_year", "amount", "line_id"),
    *("goal_codes", "has_results", "has_evaluation", "starts_on", "start_year", "title"),
)
BANDS = (  # code, from and to in USD cents; what is exactly on a border belongs above it, but for the Fund's limit
    ("0-50000", 0, 5_000_000),
    ("50000-100000", 5_000_000, 10_000_000),
    ("100000-200000", 10_000_000, 20_000_000),
    ("200000-300000", 20_000_000, 30_000_001),
    ("300000-", 30_000_001, None),
)


class Place(NamedTuple):
    """What decides where a record stands in a list. ``cents``: amount in hundredths of USD, or None; ``title`` folded."""

    pk: int
    year: int | None
    cents: int | None
    title: str


class Entry(NamedTuple):
    """A record for the index: its place, and facet → its codes."""

    place: Place
    values: dict


def entry_of(row):
    """The ``Entry`` of a record read as ``COLUMNS``."""
    facts = dict(zip(COLUMNS, row, strict=True))
    cents = None if facts["amount"] is None else int(facts["amount"] * 100)
    values = {
        "region": _stated(facts["region_id"]),
        "country": tuple(facts["country_codes"]) or (NONE,),
        "theme": _stated(facts["theme_id"]),
        "coverage": _stated(facts["coverage"]),
        "status": (facts["state"],),
        "year": _stated(facts["funding_year"]),
        "amount": (band_of(cents),),
        "line": _stated(facts["line_id"]),
        "sdg": tuple(goals_within(facts["goal_codes"], "SDG-")),
        "gcm": tuple(goals_within(facts["goal_codes"], "GCM-")),
        "results": ("yes" if facts["has_results"] else "no",),
        "evaluation": ("yes" if facts["has_evaluation"] else "no",),
    }
    year = facts["starts_on"].year if facts["starts_on"] else facts["start_year"]
    return Entry(Place(facts["pk"], year, cents, fold(facts["title"])), values)


def band_of(cents):
    """The code of the band in which an amount lies."""
    if cents is None:
        return NONE
    return next(code for code, _least, limit in BANDS if limit is None or cents < limit)


def goals_within(codes, prefix):
    """Numbers of goals: of "SDG-10.7" the target "10.7" and its goal "10", each once."""
    numbers = [code.removeprefix(prefix) for code in codes if code.startswith(prefix)]
    return dict.fromkeys(part for number in numbers for part in (number.partition(".")[0], number))


def _stated(value):
    return (NONE,) if value in (None, "") else (str(value),)
