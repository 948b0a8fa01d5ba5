"""The world map of the catalogue, and the part of it around the countries of a project."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from core.numbers import write_money
from funding.models import Country

from ..drawing import world
from .places import KINDS, rows_of

MEASURES = ("projects", "amount")
ROOMY = (130, 90)  # a shape so wide and high, in units of the map, has room for its number


@dataclass(frozen=True)
class Marked:
    """A country on a map: where, in which shade, what it says and where it leads."""

    spot: world.Spot
    label: str
    url: str = ""
    shade: int = 0
    figure: str = ""


@dataclass(frozen=True)
class Map:
    """A map as a template draws it. ``legend``: (shade, words); ``rows``: the same as a list."""

    countries: tuple
    section: world.Section
    legend: tuple = ()
    rows: tuple = ()

    @property
    def disclaimer(self):
        """What stands under every map: IOM's own wording where it is configured."""
        return settings.MAP_DISCLAIMER or _(
            "The boundaries and names shown and the designations used on this map do not imply official endorsement or"
            " acceptance by the United Nations or by IOM."
        )


def world_map(found, *, measure="projects", sort="", around=False):
    """The ``Map`` for ``Figures``: shaded by number of projects or by amount; ``around`` their countries only.

    One query. Countries without shape and point are in the list alone.
    """
    kind = KINDS["country"]
    rows = rows_of(kind, found, sort=sort or measure)
    spots = _spots(row.code for row in rows)
    values = {row.code: row.amount if measure == "amount" else row.number for row in rows}
    limits = world.bounds(values.values())
    marked = tuple(
        Marked(spots[row.code], label_of(row), row.url, world.shade(values[row.code], limits), _figure(row, measure))
        for row in rows
        if row.code in spots
    )
    section = world.section([one.spot for one in marked]) if around else world.WHOLE
    return Map(marked, section, tuple(_legend(limits, measure)), tuple(rows))


def locate(countries):
    """The ``Map`` around the countries of a project, each marked with its name."""
    found = [(country, world.spot(country)) for country in countries]
    marked = tuple(Marked(spot, country.name, shade=world.SHADES) for country, spot in found if spot)
    return Map(marked, world.section([one.spot for one in marked]))


def label_of(row):
    """ "Montenegro: 3 projects, USD 300,000" """
    text = ngettext("%(name)s: %(n)s project", "%(name)s: %(n)s projects", row.number)
    parts = [text % {"name": row.label, "n": row.number}]
    return ", ".join([*parts, write_money(row.known)] if row.known is not None else parts)


def _spots(codes):
    countries = Country.objects.filter(pk__in=list(codes))
    return {country.pk: spot for country in countries if (spot := world.spot(country))}


def _figure(row, measure):
    """The number that stands on a shape with room for it."""
    box = world.boxes().get(row.code)
    if measure != "projects" or row.number < 2 or box is None:
        return ""
    return str(row.number) if box.has_room(*ROOMY) else ""


def _legend(limits, measure):
    """Words for each class: "1", "2–3" projects; "up to USD 100,000"."""
    below = 0
    for number, limit in enumerate(limits, 1):
        if measure == "amount":
            yield number, pgettext("amount", "up to %(limit)s") % {"limit": write_money(limit)}
        else:
            yield number, str(limit) if limit == below + 1 else f"{below + 1}–{limit}"
        below = limit
