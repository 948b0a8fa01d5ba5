import re

import pytest

from core.models import AuditEvent
from projects import services
from projects.models import Project, Story
from projects.services import import_projects

HEADER = "code,title,region,countries,theme,type,status,amount_usd,year,start,end\n"
ROW = "PX.0009,Nine,Europe,Montenegro,Counter Trafficking Projects,National,Active,1,2018,2018,2019"


@pytest.fixture
def told(reference, officer):
    """A public story of PX.0009, in English and French."""
    import_projects((HEADER + ROW).encode())
    words = {"title_en": "By the coast", "title_fr": "La côte", "lead_en": "A lead", "lead_fr": "Un chapeau"}
    story = Story(project=Project.objects.get(), is_public=True, text_en="# Head\n\nText of [one](/en/).", **words)
    return services.keep_story(story, by=officer, changed=["title_en"])


def test_a_story_has_its_page_in_three_languages(client, told):
    pages = [client.get(f"/{code}/projects/stories/by-the-coast/") for code in ("en", "fr", "es")]

    heads = [
        re.findall(r'<article class="story" lang="(\w+)">.*?<h1>(.*?)</h1>', page.content.decode(), re.DOTALL)
        for page in pages
    ]
    assert heads == [[("en", "By the coast")], [("fr", "La côte")], [("en", "By the coast")]]
    assert "<h2>Head</h2>" in pages[0].content.decode()


@pytest.mark.parametrize("path", ["/en/", "/en/facts-and-figures/", "/en/projects/stories/"])
def test_stories_are_shown_where_there_are_any(client, told, path):
    assert 'href="/en/projects/stories/by-the-coast/"' in client.get(path).content.decode()

    told.is_public = False
    services.keep_story(told, by=AuditEvent.objects.latest("sequence").actor)

    assert "by-the-coast" not in client.get(path).content.decode()
    assert client.get("/en/projects/stories/by-the-coast/").status_code == 404


def test_the_story_of_a_project_that_is_no_longer_public_is_closed(client, told, officer):
    services.unpublish(told.project, by=officer, comment="For safety")

    assert client.get("/en/projects/stories/by-the-coast/").status_code == 404


def test_stories_cost_the_same_for_1_and_3(client, told, officer, django_assert_num_queries):
    client.get("/en/projects/stories/")
    with django_assert_num_queries(4):
        client.get("/en/projects/stories/")
    for number in (2, 3):
        services.keep_story(
            Story(project=told.project, is_public=True, title_en=f"T {number}", lead_en="L"), by=officer
        )

    with django_assert_num_queries(4):
        page = client.get("/en/projects/stories/")

    assert [story.title for story in page.context["stories"]] == ["By the coast", "T 2", "T 3"]
