"""By what the catalogue can be narrowed, and which values of it a public record has. Pure."""

from bisect import bisect_right
from typing import NamedTuple
from zlib import crc32

from core.reading import fold

FACETS = (
    *("region", "country", "theme", "coverage", "status", "year", "amount", "line"),
    *("sdg", "gcm", "results", "evaluation"),
)
NONE = "none"  # the value of a record for which nothing is stated
NOT_STATED, YES, NO = (NONE,), ("yes",), ("no",)
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
LIMITS = [limit for _code, _least, limit in BANDS if limit is not None]


class Place(NamedTuple):
    """What decides where a record stands. ``cents``: amount in hundredths of USD, or None; ``title``: its checksum."""

    pk: int
    year: int | None
    cents: int | None
    title: int


class Entry(NamedTuple):
    """A record for the index: its place, and facet → its codes."""

    place: Place
    values: dict


def entry_of(row):
    """The ``Entry`` of a record read as ``COLUMNS``."""
    (
        pk,
        region,
        countries,
        theme,
        coverage,
        state,
        funded,
        amount,
        line,
        goals,
        results,
        evaluation,
        starts,
        year,
        title,
    ) = row
    cents = None if amount is None else int(amount * 100)
    values = {
        "region": _stated(region),
        "country": tuple(countries) or NOT_STATED,
        "theme": _stated(theme),
        "coverage": _stated(coverage),
        "status": (state,),
        "year": _stated(funded),
        "amount": (band_of(cents),),
        "line": _stated(line),
        "sdg": tuple(goals_within(goals, "SDG-")) if goals else (),
        "gcm": tuple(goals_within(goals, "GCM-")) if goals else (),
        "results": YES if results else NO,
        "evaluation": YES if evaluation else NO,
    }
    return Entry(Place(pk, starts.year if starts else year, cents, crc32(fold(title).encode())), values)


def band_of(cents):
    """The code of the band in which an amount lies."""
    if cents is None:
        return NONE
    return BANDS[bisect_right(LIMITS, cents)][0]


def goals_within(codes, prefix):
    """Numbers of goals: of "SDG-10.7" the target "10.7" and its goal "10", each once."""
    numbers = [code.removeprefix(prefix) for code in codes if code.startswith(prefix)]
    return dict.fromkeys(part for number in numbers for part in (number.partition(".")[0], number))


def _stated(value):
    return NOT_STATED if value is None or value == "" else (str(value),)
