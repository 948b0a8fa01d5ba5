"""The public news: list, article, feed, former addresses, sitemap."""

import re
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from lxml import etree

from content import services
from content.models import Article, Page
from content.selectors.pages import kept_pages
from content.services.articles import address_of
from core.errors import NotAllowed

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def text_of(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_an_empty_list_says_so_and_offers_the_newsletter(client, reference):
    page = client.get("/en/news/")

    assert (page.status_code, "No news yet" in text_of(page)) == (200, True)
    assert 'href="/en/newsletter/"' in page.content.decode()


def test_a_draft_is_not_to_be_found_anywhere(client, client_for, applicant, draft_article):
    draft_article("secret-plan", title="Secret plan")

    for who in (client, client_for(applicant)):
        assert who.get("/en/news/secret-plan/").status_code == 404
        assert "Secret plan" not in text_of(who.get("/en/news/"))
        assert "Secret plan" not in who.get("/en/news.atom").content.decode()
        assert "secret-plan" not in b"".join(who.get("/sitemaps/more-en-1.xml").streaming_content).decode()


def test_an_article_is_read_at_its_address_with_date_and_social_card(client, article, add_photo):
    add_photo(article(title="A study of labour"))

    page = client.get("/en/news/a-study/")

    text = page.content.decode()
    assert "A study of labour" in text_of(page)
    assert '<time datetime="2026-05-04">4 May 2026</time>' in text
    assert 'property="og:image:width" content="1200"' in text
    assert '<link rel="canonical" href="http://testserver/en/news/a-study/">' in text
    assert 'type="application/atom+xml"' in text


def test_a_language_that_is_missing_is_announced(client, article):
    article(title="A study")

    page = client.get("/fr/news/a-study/").content.decode()

    assert '<article class="news-article" lang="en">' in page
    assert 'lang="en">A study</a>' in client.get("/fr/news/").content.decode()


def test_articles_are_no_pages_in_the_list_of_pages(article):
    article()

    assert "news/a-study" not in [row.page.path for row in kept_pages()]
    assert Page.objects.filter(path="news/a-study").exists()


def test_the_newest_come_first_and_years_narrow(client, article):
    article("old", title="Old one", dated_on=date(2024, 1, 2))
    article("new", title="New one", dated_on=date(2026, 1, 2))

    both, one = client.get("/en/news/"), client.get("/en/news/?year=2024")

    assert [card.slug for card in both.context["page_obj"]] == ["new", "old"]
    assert [card.slug for card in one.context["page_obj"]] == ["old"]
    assert "Remove the filter" in text_of(one)


@pytest.mark.parametrize("query", ["year=1066", "year=x", "country=ZZ", "theme=%F0%9F%8E%89", "page=9999", "page=x"])
def test_what_means_nothing_narrows_nothing(client, article, query):
    article()

    page = client.get(f"/en/news/?{query}")

    assert (page.status_code, page.context["page_obj"].paginator.count) == (200, 1)


@pytest.mark.parametrize("number", [1, 12])
def test_the_list_costs_the_same_however_many_there_are(
    client, draft_article, publish, add_photo, number, django_assert_num_queries
):
    for place in range(number):
        found = draft_article(f"study-{place}")
        publish(found)
        if place >= number - 3:  # those on the first page
            add_photo(found)
    client.get("/en/news/")

    with django_assert_num_queries(9):
        client.get("/en/news/")


def test_an_article_costs_the_same_with_many_photos(client, article, add_photo, django_assert_num_queries):
    found = article()
    add_photo(found)
    client.get("/en/news/a-study/")
    with django_assert_num_queries(5):
        client.get("/en/news/a-study/")
    for _number in range(3):
        add_photo(found)

    with django_assert_num_queries(5):
        page = client.get("/en/news/a-study/")

    assert page.content.decode().count('loading="lazy"') == 3


def test_a_moved_article_is_found_at_its_former_address(client, article, officer):
    found = article()

    services.move_page(found.page, by=officer, path="news/a-better-name")

    answer = client.get("/fr/news/a-study/")
    assert (answer.status_code, answer["Location"]) == (301, "/fr/news/a-better-name/")
    assert client.get("/fr/news/a-better-name/").status_code == 200


@pytest.mark.parametrize("path", ["elsewhere", "news", "news/a/b", "about/x", "news/taken"])
def test_an_article_stays_right_below_the_news(article, draft_article, officer, path):
    found = article()
    draft_article("taken")

    with pytest.raises(ValidationError):
        services.move_page(found.page, by=officer, path=path)


@pytest.mark.parametrize("path", ["news/intruder", "news/a-study/below", "news", "newsletter"])
def test_a_page_that_is_no_article_does_not_stand_there(article, officer, path):
    article()

    with pytest.raises(ValidationError):
        services.keep_page(Page(path=path), by=officer)


def test_a_slug_is_made_from_the_title_and_taken_once(reference, officer):
    facts = {"by": officer, "language": "es", "dated_on": date(2026, 1, 1), "is_announced": False}

    edition = services.make_article(title="Migración y clima", **facts)

    assert edition.page.path == "news/migracion-y-clima"
    assert address_of("", "Report_2026") == "news/report-2026"
    assert address_of("My_Slug", "Report") == "news/my-slug"
    with pytest.raises(ValidationError):
        services.make_article(title="Migración y clima", **facts)
    with pytest.raises(ValidationError):
        services.make_article(title="移民", **facts)
    assert Article.objects.count() == 1


def test_the_feed_is_valid_atom_in_the_language_of_its_address(client, draft_article, publish, add_photo):
    found = draft_article(title="A <b>study</b> & more")
    publish(found, "en", title="A <b>study</b> & more")
    publish(found, "fr", title="Une étude")
    add_photo(found)

    for language, title in (("en", "A <b>study</b> & more"), ("fr", "Une étude"), ("es", "A <b>study</b> & more")):
        answer = client.get(f"/{language}/news.atom")
        tree = etree.fromstring(answer.content)
        entry = tree.find("a:entry", ATOM)

        assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
        assert tree.get("{http://www.w3.org/XML/1998/namespace}lang") == language
        assert [tree.findtext(f"a:{name}", namespaces=ATOM) is not None for name in ("id", "title", "updated")] == [
            True
        ] * 3
        assert tree.findtext("a:author/a:name", namespaces=ATOM)
        assert entry.findtext("a:title", namespaces=ATOM) == title
        assert entry.findtext("a:id", namespaces=ATOM) == f"tag:testserver,2026:{language}/news/{found.pk}"
        assert entry.findtext("a:published", namespaces=ATOM) == "2026-05-04T00:00:00+00:00"
        assert f"http://testserver/{language}/news/a-study/" in entry.xpath("a:link/@href", namespaces=ATOM)


def test_a_feed_without_entries_is_valid_too(client, reference):
    tree = etree.fromstring(client.get("/en/news.atom").content)

    assert tree.findtext("a:updated", namespaces=ATOM)


def test_public_articles_are_in_the_sitemap(client, article):
    article()

    assert b"/fr/news/a-study/" in b"".join(client.get("/sitemaps/more-fr-1.xml").streaming_content)


@pytest.mark.parametrize("name", ["applicant", "reviewer", "auditor", "endorser"])
def test_only_those_who_keep_the_site_keep_news(request, client_for, article, add_photo, name):
    found, person = article(), request.getfixturevalue(name)
    photo, client = add_photo(found), client_for(person)
    base = "/en/workspace/site/news"

    assert [client.get(f"{base}/{path}").status_code for path in ("", "new/")] == [403, 403]
    for path in (f"{found.pk}/", f"{found.pk}/photos/new/", f"photos/{photo.pk}/", f"photos/{photo.pk}/remove/"):
        assert client.get(f"{base}/{path}").status_code == 404
        assert client.post(f"{base}/{path}").status_code == 404
    assert client.post(f"{base}/photos/{photo.pk}/move/", {"way": "up"}).status_code == 404
    assert client.post(f"/en/workspace/projects/news/{found.pk}/subjects/").status_code == 404
    with pytest.raises(NotAllowed):
        services.keep_article(found, by=person, dated_on=found.dated_on, is_announced=False)


def test_an_article_is_made_written_and_published_through_the_pages(client_for, officer, reference, client):
    staff = client_for(officer)
    words = {"language": "fr", "title": "Une étude", "slug": "etude", "dated_on": "2026-03-02", "is_announced": "on"}

    made = staff.post("/en/workspace/site/news/new/", words)
    found = Article.objects.get()
    edition = found.page.editions.get()
    assert made["Location"] == f"/en/workspace/site/pages/editions/{edition.pk}/write/"
    staff.post(
        made["Location"],
        {"title": "Une étude", "lead": "", "text": "Des faits.", "note": "", "revision": edition.revision},
    )
    staff.post(f"/en/workspace/site/pages/editions/{edition.pk}/publish/")

    assert "Des faits." in text_of(client.get("/fr/news/etude/"))
    assert "Une étude" in text_of(staff.get("/en/workspace/site/news/"))
    assert staff.get(f"/en/workspace/site/pages/{found.page_id}/")["Location"] == f"/en/workspace/site/news/{found.pk}/"


def test_a_taken_address_is_said_beside_its_field_and_nothing_is_lost(client_for, officer, article):
    article("taken")
    words = {"language": "en", "title": "Another study", "slug": "taken", "dated_on": "2026-03-02"}

    answer = client_for(officer).post("/en/workspace/site/news/new/", words)

    assert list(answer.context["form"].errors) == ["slug"]
    assert 'value="Another study"' in answer.content.decode()


@pytest.mark.parametrize("number", [1, 25])
def test_the_list_of_those_who_keep_news_costs_the_same(
    client_for, officer, draft_article, number, django_assert_num_queries
):
    for place in range(number):
        draft_article(f"study-{place}")
    client = client_for(officer)
    client.get("/en/workspace/site/news/")

    with django_assert_num_queries(8):
        client.get("/en/workspace/site/news/")
