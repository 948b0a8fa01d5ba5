"""The newest articles as an Atom feed (RFC 4287), in the language of its page."""

from datetime import UTC, datetime, time

from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, rfc3339_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.addresses import absolute, site_host

SINCE = "2026"  # of the ids: a tag: URI names a year in which the name was ours (RFC 4151)


class NewsFeed(Atom1Feed):
    """Entries whose words may be in another language than the feed's; a feed without any is as old as the portal's day."""

    def latest_post_date(self):
        """The last change of an entry."""
        return max((item["updateddate"] for item in self.items), default=_midnight(timezone.localdate()))

    def add_item_elements(self, handler, item):
        """An entry; title and summary say which language they are in."""
        for name in ("title", "summary"):
            if text := item[name]:
                handler.addQuickElement(name, text, {"xml:lang": item["words_in"]})
        handler.addQuickElement("link", "", {"href": item["link"], "rel": "alternate", "type": "text/html"})
        if size := item["photo"]:
            attributes = {"href": absolute(size.get_absolute_url()), "rel": "enclosure", "type": size.content_type}
            handler.addQuickElement("link", "", attributes | {"length": str(size.size)})
        handler.addQuickElement("id", item["unique_id"])
        handler.addQuickElement("published", rfc3339_date(item["pubdate"]))
        handler.addQuickElement("updated", rfc3339_date(item["updateddate"]))
        for term in item["categories"]:
            handler.addQuickElement("category", "", {"term": term})


def feed(articles):
    """The bytes of the feed of ``articles``, as ``selectors.news.for_cards`` gives them."""
    language = get_language()
    found = NewsFeed(
        title=" – ".join([_("IOM Development Fund"), _("News")]),
        link=absolute(reverse("news")),
        description=None,
        subtitle=_("What is new at the Fund and in its projects"),
        language=language,
        author_name=_("IOM Development Fund"),
        feed_url=absolute(reverse("news_feed")),
        feed_guid=_tag(language, "news"),
    )
    for article in articles:
        _add(found, article, language)
    return found.writeString("utf-8").encode()


def _add(found, article, language):
    edition, photo, subjects = article.edition, article.lead_photo, article.subjects
    places = [name for name, _url in subjects.places] if subjects else []
    found.add_item(
        title=edition.title,
        summary=edition.lead,
        words_in=edition.language,
        description=None,
        link=absolute(article.get_absolute_url()),
        unique_id=_tag(language, f"news/{article.pk}"),
        pubdate=_midnight(article.dated_on),
        updateddate=max(edition.public_at, _midnight(article.dated_on)),
        photo=photo.social if photo else None,
        categories=[*places, *(subjects.themes if subjects else [])],
    )


def _midnight(day):
    return datetime.combine(day, time(), UTC)


def _tag(language, name):
    """An id that stays. Each language has its own: one that stood for three texts would hide two of them from readers."""
    return f"tag:{site_host()},{SINCE}:{language}/{name}"
