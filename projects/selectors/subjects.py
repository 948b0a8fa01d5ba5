"""What news are about, for pages of the news; and which news are about a project, a country or a theme."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from content.models import Article
from content.selectors.news import Filter, Subjects
from funding.models import Country, Theme

from ..models import ArticleSubjects, PublicRecord
from .records import with_countries


@dataclass(frozen=True)
class About:
    """What one article is about: (name, address of the news of it) of places and themes, records of its public projects."""

    places: list
    themes: list
    records: list


def about(article):
    """The ``About`` of an article, or None where nothing was said. At most five queries."""
    subjects = ArticleSubjects.objects.filter(article=article).prefetch_related("countries", "themes").first()
    if subjects is None:
        return None
    records = PublicRecord.objects.for_lists().filter(project__in=subjects.projects.all())
    return About(
        _links("country", subjects.countries.all()), _links("theme", subjects.themes.all()), with_countries(records)
    )


def _links(name, rows):
    return [(str(row), f"{reverse('news')}?{name}={row.pk}") for row in rows]


def subjects_of(articles):
    """``content.selectors.news.Subjects`` of each of ``articles`` that has any. Three queries."""
    rows = ArticleSubjects.objects.filter(article__in=articles).prefetch_related("countries", "themes")
    return [
        Subjects(
            row.pk,
            tuple(_links("country", row.countries.all())),
            tuple(str(theme) for theme in row.themes.all()),
        )
        for row in rows
    ]


def filters(parameters):
    """The ways to narrow the list of news by place and theme, with the choices that find something. Two queries."""
    return [
        _filter(parameters, "country", _("Country"), Country, "countries"),
        _filter(parameters, "theme", _("Theme"), Theme, "themes"),
    ]


def _filter(parameters, name, label, model, field):
    public = ArticleSubjects.objects.filter(article__in=Article.objects.public())
    rows = model.objects.filter(Exists(public.filter(**{field: OuterRef("pk")})))
    choices = [(str(row.pk), str(row)) for row in rows]
    chosen = parameters.get(name, "")
    if chosen not in dict(choices):
        return Filter(name, label, choices)
    return Filter(name, label, choices, chosen, public.filter(**{field: chosen}).values("article"))
