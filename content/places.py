"""The places where staff keep the site: its pages, news, notices, words. Upper apps add theirs under "site_places"."""

from dataclasses import dataclass

from core.panels import collect


@dataclass(frozen=True)
class SitePlace:
    """One place: its name, what is kept there, the URL name, and how much waits there for somebody (0: nothing)."""

    title: str
    detail: str
    url_name: str
    icon: str
    waiting: int = 0


def site_places(user):
    """Every ``SitePlace`` that ``user`` may open."""
    return collect("site_places", user)
