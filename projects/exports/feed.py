"""The newest projects of a list as an Atom feed (RFC 4287), in the language of its page."""

from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from core.addresses import site_host

from ..iati.words import clean
from ..models import Catalogue
from .columns import NAMES_OF_COLUMNS
from .facts import Reader, licence_sentence, moment

MOST = 50
SINCE = "2026"  # of the ids: a tag: URI names a year in which the name was ours (RFC 4151)


class Feed(Atom1Feed):
    """A feed without entries is as old as the catalogue's last change."""

    def latest_post_date(self):
        """The last change of an entry, or of the catalogue."""
        return max((item["updateddate"] for item in self.items), default=self.feed["changed_at"])

    def add_item_elements(self, handler, item):
        """An entry: as the library writes it, but for title and summary, which have languages of their own and are text."""
        for name in ("title", "summary"):
            if text := item[name]:
                handler.addQuickElement(name, text, {"xml:lang": item[f"{name}_language"]})
        handler.addQuickElement("link", "", {"href": item["link"], "rel": "alternate", "type": "text/html"})
        handler.addQuickElement("id", item["unique_id"])
        handler.addQuickElement("published", moment(item["pubdate"]))
        handler.addQuickElement("updated", moment(item["updateddate"]))
        for term in item["categories"]:
            handler.addQuickElement("category", "", {"term": term})


def pieces(selection, about):
    """The bytes of the feed."""
    reader = Reader()
    title = " – ".join([_("IOM Development Fund"), _("Projects"), *(value for _label, value in about.chips)])
    feed = Feed(
        title=clean(title),
        link=about.page_url,
        description=None,
        subtitle=_("The newest projects of the public catalogue"),
        language=reader.language,
        author_name=_("IOM Development Fund"),
        feed_url=about.feed_url,
        feed_copyright=licence_sentence(),
        feed_guid=_tag(reader.language, f"projects?{about.query}" if about.query else "projects"),
        changed_at=Catalogue.objects.filter(pk=1).values_list("changed_at", flat=True).first() or about.generated_at,
    )
    for row in selection.newest(reader.fields, MOST):
        _add(feed, dict(zip(NAMES_OF_COLUMNS, reader.of(row), strict=True)), reader.language)
    return feed.writeString("utf-8").encode()


def _add(feed, facts, language):
    feed.add_item(
        title=clean(facts["title"]),
        title_language=facts["title_language"],
        summary=clean(facts["summary"] or ""),
        summary_language=facts["summary_language"],
        description=None,
        link=facts["url"],
        unique_id=_tag(language, f"projects/{facts['address']}"),
        pubdate=facts["published_at"],
        updateddate=facts["changed_at"],
        categories=[
            clean(text) for text in (facts["region_name"], facts["theme_name"], *facts["country_names"]) if text
        ],
    )


def _tag(language, name):
    """An id that stays. Each language has its own: one that stood for three texts would hide two of them from readers."""
    return f"tag:{site_host()},{SINCE}:{language}/{name}"
