"""The public news by what they are about, as plain data: pages of projects, countries and themes lead to them.

Read once for each state of the catalogue (``memory.Shown.articles``), so that no page asks for them.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import get_language

from content.models import Article, Edition
from core.languages import LANGUAGES

from ..models import ArticleSubjects

MOST_READ = 500  # the newest; older ones are found by the list of the news
MOST_SHOWN = 4


@dataclass(frozen=True)
class Entry:
    """A public article. ``titles``: (language, title) of its public editions, in the order in which readers get them."""

    path: str
    dated_on: date
    titles: tuple

    @property
    def url(self):
        """Its page in the active language."""
        return reverse("page", kwargs={"path": self.path})

    @property
    def language(self):
        """The language in which its title is shown."""
        found = dict(self.titles)
        return get_language() if get_language() in found else self.titles[0][0]

    @property
    def title(self):
        """Its title in the active language, or in the first there is."""
        return dict(self.titles)[self.language]


def read():
    """{(kind, key): entries, the newest first}: kinds are "country", "theme" (codes) and "project" (primary keys)."""
    found = defaultdict(list)
    entries = _entries()
    through = {
        "country": (ArticleSubjects.countries.through, "country_id"),
        "theme": (ArticleSubjects.themes.through, "theme_id"),
        "project": (ArticleSubjects.projects.through, "project_id"),
    }
    for kind, (model, column) in through.items():
        pairs = defaultdict(list)
        for article, key in model.objects.values_list("articlesubjects_id", column):
            pairs[article].append(key)
        for article, entry in entries.items():
            for key in pairs[article]:
                if len(found[kind, key]) < MOST_SHOWN:
                    found[kind, key].append(entry)
    return dict(found)


def _entries():
    public = Edition.objects.filter(state=Edition.State.PUBLIC).only("page", "language", "title", "state")
    articles = Article.objects.public().exclude(kept_subjects=None).select_related("page")
    rows = articles.prefetch_related(Prefetch("page__editions", public))[:MOST_READ]
    return {row.pk: Entry(row.page.path, row.dated_on, _titles(row)) for row in rows}


def _titles(article):
    found = {one.language: one.title for one in article.page.editions.all()}
    return tuple((code, found[code]) for code in LANGUAGES if code in found)
