"""Regions and countries as an upper app keeps them, for forms and routing: pairs of code and name, in the active language."""

from core.panels import collect


def regions():
    """(code, name) of the Fund's regions, in their order. One query."""
    return collect("regions")


def countries():
    """(code, name, code of the region or "") of all countries, by name. One query."""
    return collect("countries")


def region_of(country_code):
    """The code of the region of a country; "" for none."""
    return next((region for code, _name, region in countries() if code == country_code), "") if country_code else ""
