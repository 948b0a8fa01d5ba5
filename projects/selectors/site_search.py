"""What the search across the site finds of projects: their records, through the catalogue's own search, and stories."""

from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from content.search import Document, Hit, Tab, ranked, snippet
from content.selectors.site_search import hit_of
from core.numbers import write_money, write_whole

from ..models import PublicRecord
from .catalogue import in_order, record_of_code, select
from .listing import meant
from .records import with_countries
from .stories import stories

LONG = ("partners", "results", "money", "documents", "corrections")


def found_projects(search):
    """The tab of projects: the best matches, and the way to all of them with filters."""
    selection = select(QueryDict(urlencode({"q": search.text})))
    other, record = meant(selection), record_of_code(search.text)

    def hits(start, stop):
        rows = PublicRecord.objects.select_related("theme", "region").defer(*LONG)
        return [_hit(search, one) for one in with_countries(in_order(rows, selection.keys_between(start, stop)))]

    label = _("All %(n)s in the catalogue, with filters") % {"n": write_whole(selection.count)}
    return [
        Tab(
            "projects",
            _("Projects"),
            10,
            selection.count,
            hits,
            all_url=f"{reverse('projects:list')}?{selection.query}",
            all_label=label,
            meant=other["words"] if other else "",
            exact=record.get_absolute_url() if record else "",
        )
    ]


def _hit(search, record):
    facts = [
        record.code,
        ", ".join(str(country) for country in record.countries[:3]),
        record.years,
        write_money(record.amount) if record.amount is not None else "",
    ]
    # a summary in another language than the reader's would need a mark of its own: the title's line says enough
    text = record.summary if record.summary_language == record.title_language else ""
    return Hit(
        record.title,
        record.get_absolute_url(),
        record.title_language,
        snippet(search, text) if text else "",
        " · ".join(str(fact) for fact in facts if fact),
    )


def found_stories(search):
    """The tab of stories: few, so all are read."""
    documents = [Document(one.title, one.lead, one.text, one) for one in stories()]
    found = ranked(search, documents)

    def hits(start, stop):
        return [hit_of(search, one, one.source.get_absolute_url()) for one in found[start:stop]]

    return [Tab("stories", _("Stories"), 60, len(found), hits)]
