"""Frames for other sites, and the page that gives the code for them."""

import pytest

from .published import bring, numbered


@pytest.mark.parametrize(
    "path", ["/en/embed/projects/?region=AFRICA", "/fr/embed/projects/PX.0009/", "/es/embed/projects/PX.9999/"]
)
def test_frame_may_be_shown_anywhere_and_knows_nobody(client_for, catalogue, officer, path):
    page = client_for(officer).get(path)

    assert "X-Frame-Options" not in page.headers
    assert "frame-ancestors *;" in page.headers["Content-Security-Policy"] + ";"
    assert page.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert page.headers["Cross-Origin-Embedder-Policy"] == "require-corp"
    assert (list(page.cookies), page.headers.get("Vary")) == ([], None)
    assert officer.name not in page.content.decode()


@pytest.mark.parametrize(
    "path", ["/en/projects/", "/en/open-data/", "/en/open-data/embed/", "/en/projects.csv", "/api/v1/projects"]
)
def test_no_other_page_may_be_framed(client, catalogue, path):
    page = client.get(path)

    assert page.headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]


def test_embedded_list_has_the_first_cards_and_leads_to_the_whole(client, catalogue, django_assert_num_queries):
    client.get("/en/embed/projects/")
    with django_assert_num_queries(4):
        client.get("/en/embed/projects/?region=EUROPE")
    bring(numbered(100, 121))
    client.get("/en/embed/projects/")
    with django_assert_num_queries(4):
        page = client.get("/en/embed/projects/?region=EUROPE&page=2").content.decode()

    assert page.count("<article") == 20
    assert '<a href="/en/projects/?region=EUROPE" target="_blank" rel="noopener">' in page
    assert "<script" not in page


def test_embedded_list_leads_to_what_it_shows(client, catalogue):
    page = client.get("/en/embed/projects/?region=ATLANTIS&theme=CT&utm_source=x").content.decode()

    assert page.count("<article") == 1
    assert '<a href="/en/projects/?theme=CT" target="_blank" rel="noopener">' in page


def test_embedded_project_that_is_not_public_says_so(client, catalogue):
    page = client.get("/en/embed/projects/PX.9999/")

    assert (page.status_code, page.content.decode().count("<article")) == (404, 0)
    assert "This project is not in the public catalogue." in page.content.decode()


@pytest.mark.parametrize(
    ("query", "frame"),
    [
        ("", "/en/embed/projects/"),
        ("theme=CT&theme=LM&page=3", "/en/embed/projects/?theme=CT&amp;theme=LM"),
        ("theme=CT&region=ATLANTIS&utm_source=x", "/en/embed/projects/?theme=CT"),
        ("project=PX.0009", "/en/embed/projects/PX.0009/"),
        ("address=http://testserver/fr/projects/%3Fq%3Dtraite&height=400", "/fr/embed/projects/?q=traite"),
        ("address=/es/projects/PX.0009/%3Futm%3D1&height=400", "/es/embed/projects/PX.0009/"),
    ],
)
def test_builder_gives_the_code(client, catalogue, query, frame):
    page = client.get(f"/en/open-data/embed/?{query}")

    assert page.context["code"].startswith(f'<iframe src="http://testserver{frame}" title="')
    assert "frame-src 'self'" in page.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("address", "height"),
    [
        ("https://elsewhere.example/en/projects/", "400"),
        ("http://testserver/en/accounts/login/", "400"),
        ("javascript:alert(1)", "400"),
        ("http://[x/", "400"),
        ("http://testserver/en/projects/", "10"),
        ("", ""),
    ],
)
def test_builder_refuses_what_is_no_list_or_project_here(client, catalogue, address, height):
    page = client.get("/en/open-data/embed/", {"address": address, "height": height})

    assert (page.status_code, page.context["code"]) == (200, None)
    assert page.context["form"].errors != {}


@pytest.mark.parametrize("address", ["a/b", "PX.9999", "?"])
def test_builder_for_a_project_that_is_not_there_says_so(client, catalogue, address):
    page = client.get("/en/open-data/embed/", {"project": address})

    assert (page.status_code, page.context["code"]) == (200, None)
    assert list(page.context["form"].errors) == ["address"]
