"""Projects that a reader of one may want to see too."""

from itertools import islice

from ..catalogue import memory
from ..models import PublicRecord
from .records import with_countries

MOST_LOOKED_AT = 60  # of each kind of likeness
COUNTRY, THEME, GOAL, REGION = 3, 2, 1, 1
MOST_OF_A_KIND = 2  # countries and goals that count: long lists would outweigh everything else


def related(record, *, limit=3, shown=None):
    """At most ``limit`` records that share countries, theme or goals with this one, the likest and newest first.

    ``shown``: the catalogue, where it was asked for already. Three queries, whatever it holds; two with it.
    """
    index = (shown or memory.current()).index
    keys = set()
    for facet, codes in (("theme", [record.theme_id]), ("country", record.country_codes)):
        keys |= set(islice(index.walk("newest", index.having(facet, codes)), MOST_LOOKED_AT))
    found = PublicRecord.objects.for_lists().in_bulk(keys - {record.pk})
    scored = [(likeness(record, one), one.start_year or 0, one.pk) for one in found.values()]
    best = sorted((row for row in scored if row[0] >= THEME), reverse=True)[:limit]
    return with_countries(found[key] for _score, _year, key in best)


def likeness(one, other):
    """How much two records have in common: shared countries and goals, theme, region."""

    def shared(name):
        return min(len(set(getattr(one, name)) & set(getattr(other, name))), MOST_OF_A_KIND)

    return (
        COUNTRY * shared("country_codes")
        + GOAL * shared("goal_codes")
        + THEME * (one.theme_id is not None and one.theme_id == other.theme_id)
        + REGION * (one.region_id is not None and one.region_id == other.region_id)
    )
