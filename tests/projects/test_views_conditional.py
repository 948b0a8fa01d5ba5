import pytest

from projects.models import Project
from projects.services import import_projects, refresh

ROW = "code,title,region,countries,theme\nPX.0009,Project 9,Europe,Montenegro,Counter Trafficking Projects\n"
PAGES = ["/en/projects/", "/fr/projects/?region=EUROPE", "/en/projects/PX.0009/"]


@pytest.fixture
def px_0009(reference):
    import_projects(ROW.encode())
    return Project.objects.get()


@pytest.mark.parametrize("path", PAGES)
def test_page_that_did_not_change_is_not_made_again(client, px_0009, django_assert_num_queries, path):
    tag = client.get(path).headers["ETag"]

    with django_assert_num_queries(1):
        response = client.get(path, headers={"If-None-Match": tag})

    assert (response.status_code, response.content, response.headers["ETag"]) == (304, b"", tag)
    assert response.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert response.headers["Vary"] == "Cookie, HX-Request, HX-History-Restore-Request"


@pytest.mark.parametrize("path", PAGES)
def test_page_is_made_again_after_a_change(client, px_0009, path):
    tag = client.get(path).headers["ETag"]
    refresh(px_0009)

    assert client.get(path, headers={"If-None-Match": tag}).status_code == 200


def test_each_language_address_part_and_day_has_a_tag_of_its_own(client, px_0009, time_machine):
    def tags():
        return [
            client.get("/en/projects/").headers["ETag"],
            client.get("/fr/projects/").headers["ETag"],
            client.get("/en/projects/?page=1").headers["ETag"],
            client.get("/en/projects/", headers={"HX-Request": "true"}).headers["ETag"],
        ]

    time_machine.move_to("2026-11-26T12:00:00+00:00")
    found = tags()
    time_machine.move_to("2026-11-27T12:00:00+00:00")

    assert len({*found, *tags()}) == 8


def test_page_is_made_again_when_the_fund_confirms_the_licence(client, px_0009, settings):
    tag = client.get("/en/open-data/").headers["ETag"]
    settings.OPEN_DATA_LICENCE_NAME = "CC BY 4.0"

    response = client.get("/en/open-data/", headers={"If-None-Match": tag})

    assert (response.status_code, "CC BY 4.0" in response.content.decode()) == (200, True)


def test_page_of_somebody_signed_in_has_no_tag_and_is_never_kept(client_for, px_0009, stranger):
    response = client_for(stranger).get("/en/projects/", headers={"If-None-Match": "*"})

    assert (response.status_code, "ETag" in response.headers) == (200, False)
    assert "no-store" in response.headers["Cache-Control"]


def test_page_for_somebody_with_messages_is_made(client, px_0009):
    tag = client.get("/en/projects/").headers["ETag"]
    client.cookies["messages"] = "anything"

    response = client.get("/en/projects/", headers={"If-None-Match": tag})

    assert (response.status_code, "ETag" in response.headers) == (200, False)


def test_what_is_not_there_has_no_tag(client, px_0009):
    response = client.get("/en/projects/PX.9999/")

    assert (response.status_code, "ETag" in response.headers) == (404, False)
