"""Reads of the news: the list and the articles for readers, all of them for those who keep them."""

from dataclasses import dataclass, field

from django.db.models import Count, Prefetch
from django.db.models.functions import ExtractYear

from core.panels import collect

from ..markup import Rendered, render
from ..models import Article, Edition, Page, Photo, PhotoSize, Subscriber
from .pages import rows_of

ON_A_PAGE = 6  # with their photos the page stays within 150 KB (content.services.photos)


@dataclass(frozen=True)
class Filter:
    """A way to narrow the list: the name of its parameter, its label, (code, label) of its choices, the code chosen or "".

    ``articles``: the keys of those that fit the choice, as a queryset; None while nothing is chosen.
    """

    name: str
    label: str
    choices: list
    chosen: str = ""
    articles: object = None

    @property
    def value(self):
        """The label of what is chosen."""
        return dict(self.choices).get(self.chosen, "")


@dataclass(frozen=True)
class Subjects:
    """What upper apps say an article is about, under the place "news_subjects": (name, address) of places, names of themes."""

    article: int
    places: tuple = ()
    themes: tuple = ()


@dataclass
class Listing:
    """The list as a reader asked for it: the articles that fit, and the ways to narrow them."""

    articles: object
    filters: list = field(default_factory=list)

    @property
    def chips(self):
        """The filters in use, for ``components/chips.html``."""
        return [{"name": one.name, "label": one.label, "value": one.value} for one in self.filters if one.chosen]


def listing(parameters, labels):
    """The ``Listing`` that the parameters of an address (a QueryDict) mean; what they do not mean narrows nothing.

    ``labels``: the words for "year". Upper apps give further filters under the place "news_filters".
    """
    found = Article.objects.public()
    years = found.order_by("-dated_on__year").values_list(ExtractYear("dated_on"), flat=True).distinct()
    choices = [(str(year), str(year)) for year in years]
    year = parameters.get("year") if (parameters.get("year"), parameters.get("year")) in choices else ""
    filters = [Filter("year", labels["year"], choices, year), *collect("news_filters", parameters)]
    if year:
        found = found.filter(dated_on__year=int(year))
    for one in filters:
        if one.articles is not None:
            found = found.filter(pk__in=one.articles)
    return Listing(found, filters)


def for_cards(articles):
    """Articles as a list, each with what its card shows: edition, lead photo, ``subjects``. Constant queries."""
    public = Edition.objects.filter(state=Edition.State.PUBLIC).defer("text")
    articles = articles.select_related("page").prefetch_related(
        Prefetch("page__editions", public), Prefetch("photos", Photo.objects.prefetch_related("sizes"))
    )
    articles = list(articles)
    subjects = {one.article: one for one in collect("news_subjects", articles)}
    for article in articles:
        article.subjects = subjects.get(article.pk)
    return articles


def newest(limit):
    """The newest public articles, ready for cards."""
    return for_cards(Article.objects.public()[:limit])


@dataclass
class ShownArticle:
    """An article as a reader gets it: its edition, the text of that, its photos in order."""

    article: Article
    edition: Edition
    text: Rendered
    photos: list

    @property
    def languages(self):
        """Codes of the languages in which it is public."""
        return {one.language for one in self.article.page.editions.all()}


def shown_article(slug):
    """The public article with this address as ``ShownArticle``; None where there is none. Four queries."""
    public = Prefetch("page__editions", Edition.objects.filter(state=Edition.State.PUBLIC))
    found = Article.objects.filter(page__path=f"news/{slug}").select_related("page")
    article = found.prefetch_related(public, "photos__sizes").first()
    if article is None or article.edition is None:
        return None
    return ShownArticle(article, article.edition, render(article.edition.text), list(article.photos.all()))


def photo_size(pk, digest, kind, user):
    """The size of a photo at an address, if ``user`` may see its article; None otherwise."""
    sizes = PhotoSize.objects.filter(photo__pk__exact=pk, kind=kind, sha256__startswith=digest)
    return sizes.filter(photo__article__in=Article.objects.visible_to(user)).first()


def is_public(size):
    """Whether everybody may see the article of a photo."""
    return Article.objects.public().filter(photos=size.photo_id).exists()


@dataclass(frozen=True)
class KeptArticle:
    """An article in the list of those who keep it. ``languages``: as in ``selectors.pages.Row``."""

    article: Article
    title: str
    languages: list
    photos: int


def kept_articles(articles):
    """``KeptArticle`` for each of a page of ``articles``. Two queries."""
    articles = list(articles)
    pages = Page.objects.filter(article__in=articles)
    rows = {row.page.pk: row for row in rows_of(pages)}
    found = []
    for article in articles:
        row = rows[article.page_id]
        title = row.page.edition.title if row.page.edition else ""
        found.append(KeptArticle(article, title, row.languages, article.number_of_photos))
    return found


def articles_to_keep():
    """Every article, the newest first, with the number of its photos and its page."""
    found = Article.objects.select_related("page").annotate(number_of_photos=Count("photos"))
    return found.order_by("-dated_on", "-pk")


def audience(article):
    """{language: how many read the news in it} of those whom this article is, or was, for."""
    readers = Subscriber.objects.told().filter(wants_news=True)
    if article.published_at:
        readers = readers.filter(confirmed_at__lte=article.published_at)
    counted = readers.order_by().values_list("language").annotate(number=Count("pk"))
    return dict(counted)
