"""What news are about: kept by staff, filters of the news, and the way from projects and places to their news."""

from datetime import date

import pytest

from content import services
from content.models import Article
from core.errors import NotAllowed
from core.models import AuditEvent
from funding.models import Country, Theme
from projects.models import ArticleSubjects, Project
from projects.services.subjects import keep_subjects

from .test_views import bring


@pytest.fixture
def article(reference, officer):
    """A public article about nothing yet."""
    edition = services.make_article(
        by=officer, title="A study", language="en", slug="a-study", dated_on=date(2026, 5, 4), is_announced=False
    )
    edition = services.write_edition(edition, by=officer, revision=edition.revision, title="A study", text="Facts.")
    services.publish_edition(edition, by=officer)
    return Article.objects.get()


@pytest.fixture
def about(article, officer):
    """The same, about Montenegro, counter-trafficking and a public project."""
    bring(9, 10)
    themes, projects = [Project.objects.get().theme], list(Project.objects.all())
    keep_subjects(article, by=officer, countries=[Country.objects.get(pk="ME")], themes=themes, projects=projects)
    return article


def test_subjects_are_kept_through_the_page(client_for, officer, article):
    bring(9, 10)
    path = f"/en/workspace/projects/news/{article.pk}/subjects/"

    answer = client_for(officer).post(path, {"countries": ["ME", "AL"], "themes": ["CT"], "projects": "px.0009"})

    assert answer["Location"] == f"/en/workspace/site/news/{article.pk}/"
    kept = ArticleSubjects.objects.get()
    assert sorted(kept.countries.values_list("pk", flat=True)) == ["AL", "ME"]
    assert [project.code for project in kept.projects.all()] == ["PX.0009"]
    assert AuditEvent.objects.filter(action="article.subjects_kept").count() == 1
    assert "PX.0009" in client_for(officer).get(path).content.decode()


@pytest.mark.parametrize(
    ("values", "field"),
    [({"projects": "XX.9999"}, "projects"), ({"countries": ["ZZ"]}, "countries"), ({"themes": ["NOTHING"]}, "themes")],
)
def test_what_is_unknown_is_said_beside_its_field(client_for, officer, article, values, field):
    answer = client_for(officer).post(f"/en/workspace/projects/news/{article.pk}/subjects/", values)

    assert list(answer.context["form"].errors) == [field]
    assert not ArticleSubjects.objects.exists()


def test_others_may_not(article, applicant):
    with pytest.raises(NotAllowed):
        keep_subjects(article, by=applicant, countries=[], themes=[], projects=[])


def test_the_article_shows_its_projects_and_its_project_shows_the_article(client, about):
    assert 'href="/en/projects/PX.0009/"' in client.get("/en/news/a-study/").content.decode()

    for path in ("/fr/projects/PX.0009/", "/en/projects/countries/ME/"):
        assert "/news/a-study/" in client.get(path).content.decode()
    assert "/news/a-study/" not in client.get("/en/projects/countries/AL/").content.decode()


def test_a_withdrawn_article_is_no_longer_led_to(client, about, officer):
    assert "/news/a-study/" in client.get("/en/projects/PX.0009/").content.decode()

    services.withdraw_edition(about.page.editions.get(state="PUBLIC"), by=officer, comment="A slip")

    assert "/news/a-study/" not in client.get("/en/projects/PX.0009/").content.decode()


def test_the_list_is_narrowed_by_place_and_theme(client, about):
    theme = Theme.objects.get(pk=Project.objects.get().theme_id)

    for query, number in ((f"country=ME&theme={theme.pk}", 1), ("country=ME&year=2025", 1), ("country=AL", 1)):
        page = client.get(f"/en/news/?{query}")
        assert (
            page.context["page_obj"].paginator.count == number
        )  # what finds nothing is no choice, so it narrows nothing
    assert "Montenegro" in client.get("/en/news/?country=ME").content.decode()


def test_a_project_costs_no_query_more_with_news(client, about, django_assert_num_queries):
    client.get("/en/projects/PX.0009/")

    with django_assert_num_queries(6):
        client.get("/en/projects/PX.0009/")
