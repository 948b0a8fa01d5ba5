"""The sitemap: an index of parts, each a list of addresses of one kind in one language with their translations.

Django's own sitemaps make addresses of the request's host and ask for them one by one; these are made of ``SITE_URL``
and written as they are read, so that 100,000 projects cost a page no more memory than one.
"""

from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from django.urls import reverse
from django.utils.translation import override

from core import navigation
from core.addresses import absolute
from core.languages import LANGUAGES
from funding.models import Country

from .catalogue import memory
from .models import PublicRecord, Story
from .selectors.figures import figures
from .selectors.places import KINDS

ON_A_PAGE = 10_000
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
SECTIONS = ("pages", "projects", "places", "stories", "countries")


@dataclass(frozen=True)
class Part:
    """One file of the sitemap."""

    section: str
    language: str
    number: int
    changed_on: str = ""

    @property
    def url(self):
        """Its absolute address."""
        name = f"{self.section}-{self.language}"
        return absolute(reverse("sitemap_part", kwargs={"section": name, "number": self.number}))


def parts():
    """Every ``Part`` that holds something."""
    shown = memory.current()
    projects, newest = len(shown.index), shown.changed_at
    for language in LANGUAGES:
        for section in SECTIONS:
            pages = max(-(-projects // ON_A_PAGE), 1) if section == "projects" else 1
            changed_on = newest.date().isoformat() if newest and section in {"projects", "places"} else ""
            for number in range(1, pages + 1):
                yield Part(section, language, number, changed_on)


def index():
    """The index of all parts, piece by piece."""
    yield f'{HEAD}<sitemapindex xmlns="{SITEMAP}">\n'
    for part in parts():
        changed = f"<lastmod>{part.changed_on}</lastmod>" if part.changed_on else ""
        yield f"<sitemap><loc>{escape(part.url)}</loc>{changed}</sitemap>\n"
    yield "</sitemapindex>\n"


def find(name, number):
    """The ``Part`` that a section's name ("projects-fr") and a number mean; None for one that is not there."""
    return next((one for one in parts() if (f"{one.section}-{one.language}", one.number) == (name, number)), None)


def addresses(part):
    """A part's list of addresses, piece by piece."""
    yield f'{HEAD}<urlset xmlns="{SITEMAP}" xmlns:xhtml="{XHTML}">\n'
    for path, changed_on in PATHS[part.section](part):
        yield _entry(path, changed_on, part.language)
    yield "</urlset>\n"


def _entry(path, changed_on, language):
    """``path``: the address without its language, such as "projects/PX.0009/"."""
    places = {code: absolute(f"/{code}/{path}") for code in LANGUAGES}
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang="{code}" href={quoteattr(places[language_code])}/>'
        for code, language_code in (*zip(LANGUAGES, LANGUAGES, strict=True), ("x-default", "en"))
    )
    changed = f"<lastmod>{changed_on}</lastmod>" if changed_on else ""
    return f"<url><loc>{escape(places[language])}</loc>{changed}{links}</url>\n"


def _projects(part):
    start = (part.number - 1) * ON_A_PAGE
    records = PublicRecord.objects.order_by("pk").values_list("address", "changed_at")
    for address, changed_at in records[start : start + ON_A_PAGE].iterator(chunk_size=2000):
        yield f"projects/{address}/", changed_at.date().isoformat()


def _pages(part):
    """Every entry of the public menus that has an address, and the home page."""
    items = [*navigation.PUBLIC, *navigation.FOOTER, *navigation.FOOTER_APPLY, *navigation.FOOTER_DATA]
    with override("en"):
        found = [reverse("home"), *(navigation.address_of(item.url_name) for item in items)]
    return [(url.removeprefix("/en/"), "") for url in dict.fromkeys(found) if url]


def _places(part):
    found = figures()
    with override("en"):
        for kind in KINDS.values():
            yield kind.index_url.removeprefix("/en/"), ""
            for code in sorted(map(str, getattr(found, kind.sums))):
                yield kind.url(code).removeprefix("/en/"), ""


def _stories(part):
    for slug, changed_at in Story.objects.shown().values_list("slug", "changed_at"):
        yield f"projects/stories/{slug}/", changed_at.date().isoformat()


def _countries(part):
    """The pages about the eligibility of states."""
    with override("en"):
        for country in Country.objects.filter(region__isnull=False).only("code"):
            yield country.get_absolute_url().removeprefix("/en/"), ""


PATHS = {"pages": _pages, "projects": _projects, "places": _places, "stories": _stories, "countries": _countries}
