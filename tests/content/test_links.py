"""Links of the site's pages: which lead nowhere, within the portal and to other sites."""

import ipaddress
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from content import outside, services
from content.models import BrokenLink, Page
from content.outside import Asker, Refused, is_public, public_address
from content.selectors.links import broken_links
from core.errors import NotAllowed

LIST = "/en/workspace/site/pages/links/"


@pytest.fixture
def edition(reference, officer):
    """The draft of a page that is not public yet."""
    return services.begin_edition(services.keep_page(Page(path="guidelines/links"), by=officer), "en", by=officer)


def written(edition, text, by):
    edition.refresh_from_db()
    return services.write_edition(edition, by=by, revision=edition.revision, title="Links", text=text)


def checked(edition, text, by, **helpers):
    return [(one.address, one.reason) for one in services.check_edition(written(edition, text, by), **helpers)]


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("/en/about/", ""),
        ("/en/about/#how-it-began", ""),
        ("/en/about/#nowhere", "NO_PLACE"),
        ("#first", ""),
        ("#second", "NO_PLACE"),
        ("../faq/", "NO_PAGE"),
        ("../how-to-apply/", ""),
        ("/about/", ""),
        ("/en/nowhere/", "NO_PAGE"),
        ("/en/projects/XX.0000/", "NO_PAGE"),
        ("/en/projects/?q=x", ""),
        ("https://testserver/en/nowhere/", "NO_PAGE"),
        ("/en/workspace/", ""),
        ("/fr/guidelines/", ""),
        ("mailto:fund@example.org", ""),
        ("//[nowhere/", "NO_SITE"),
    ],
)
def test_a_link_within_the_portal_is_tried_as_a_visitor_would(edition, officer, settings, address, reason):
    settings.SITE_URL = "https://testserver"

    found = checked(edition, f"## First\n\n[there]({address})", officer)

    assert found == ([(address, reason)] if reason else [])


def test_a_check_replaces_what_the_last_one_found(edition, officer):
    checked(edition, "[a](/en/nowhere/)", officer)
    checked(edition, "[a](/en/about/)", officer)

    assert not BrokenLink.objects.exists()


def test_other_sites_are_not_asked_unless_that_is_allowed(edition, officer, monkeypatch, settings):
    asked = []
    monkeypatch.setattr(Asker, "reason", lambda self, address: asked.append(address) or BrokenLink.Reason.GONE)
    edition = written(edition, "[a](https://example.org/gone)", officer)
    monkeypatch.setattr("content.services.links.editions_to_check", lambda: [edition])

    assert (services.check_links(), asked) == (0, [])
    settings.LINK_CHECK_OUTSIDE = True
    assert (services.check_links(), asked) == (1, ["https://example.org/gone"])
    assert services.check_links_now(by=officer) == 1  # what is known of other sites stays
    assert len(asked) == 1


class Site(BaseHTTPRequestHandler):
    """Another site: answers by the path."""

    def do_HEAD(self):
        self.server.asked.append((self.command, self.path))
        if self.path == "/moved":
            self.send_response(302)
            self.send_header("Location", "/there")
        elif self.path == "/inside":
            self.send_response(302)
            self.send_header("Location", "http://169.254.169.254/latest/")
        elif self.path == "/round":
            self.send_response(302)
            self.send_header("Location", "/round")
        else:
            status = {
                "/d%C3%A9part": 410,
                "/gone": 410,
                "/missing": 404,
                "/whole": 405 if self.command == "HEAD" else 200,
                "/ill": 503,
            }
            self.send_response(status.get(self.path, 200))
        self.end_headers()

    do_GET = do_HEAD  # noqa: N815 – the library's name

    def log_message(self, *words):
        """Say nothing."""


@pytest.fixture
def site(monkeypatch):
    """A server of this machine that passes for another site; any other inner address stays refused."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.asked = []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setattr(outside, "PAUSE", 0)
    monkeypatch.setattr(outside, "allowed_ports", lambda: {80, 443, server.server_port})
    monkeypatch.setattr(outside, "is_public", lambda one: one == ipaddress.ip_address("127.0.0.1") or is_public(one))
    server.address = f"http://127.0.0.1:{server.server_port}"
    yield server
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/there", ""),
        ("/moved", ""),
        ("/whole", ""),
        ("/ill", ""),
        ("/gone", "GONE"),
        ("/missing#part", "GONE"),
        ("/départ", "GONE"),
        ("/round", "NO_ANSWER"),
        ("/inside", ""),
    ],
)
def test_another_site_is_asked_for_its_status_alone(site, path, reason):
    assert Asker().reason(f"{site.address}{path}") == reason


def test_an_address_is_asked_for_once(site):
    asker = Asker()
    for _turn in range(3):
        asker.reason(f"{site.address}/there#{_turn}")

    assert site.asked == [("HEAD", "/there")]


def test_a_site_is_given_time_between_two_questions(site, monkeypatch):
    pauses, asker = [], Asker()
    monkeypatch.setattr(outside, "PAUSE", 5.0)
    monkeypatch.setattr(outside.time, "sleep", pauses.append)

    asker.reason(f"{site.address}/one")
    asker.reason(f"{site.address}/two")

    assert [round(pause) for pause in pauses] == [5]


def test_a_site_that_is_not_there_is_told_apart(monkeypatch):
    def unknown(*args, **kwargs):
        raise socket.gaierror

    monkeypatch.setattr(outside.socket, "getaddrinfo", unknown)
    assert Asker().reason("https://nowhere.example/") == "NO_SITE"


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/", "http://[::1]/", "http://10.0.0.8/", "http://192.168.1.1/", "http://169.254.169.254/",
        "http://[::ffff:127.0.0.1]/", "http://0.0.0.0/", "http://100.64.0.1/", "http://localhost/", "http://[fd00::1]/",
        "http://8.8.8.8:6379/", "ftp://8.8.8.8/", "http://2130706433/",
    ],
)  # fmt: skip
def test_one_s_own_network_is_never_asked(address, monkeypatch):
    opened = []
    monkeypatch.setattr(outside.socket, "create_connection", lambda *args, **kwargs: opened.append(args))

    Asker().reason(address)

    assert opened == []


def test_a_name_with_one_inner_address_is_refused(monkeypatch):
    both = [(2, 1, 6, "", ("8.8.8.8", 0)), (2, 1, 6, "", ("10.0.0.8", 0))]
    monkeypatch.setattr(outside.socket, "getaddrinfo", lambda *args, **kwargs: both)

    with pytest.raises(Refused):
        public_address("two.example")


def test_saving_says_at_once_what_leads_nowhere(client_for, officer, edition):
    client = client_for(officer)
    words = {"title": "Links", "text": "[a](/en/nowhere/) [b](/en/about/)", "revision": 1}

    page = client.post(f"/en/workspace/site/pages/editions/{edition.pk}/write/", words, follow=True).content.decode()

    assert "1 link leads nowhere" in page
    assert "There is no such page here." in page


def test_broken_links_stand_at_their_place_and_on_the_list(client_for, officer, edition):
    checked(edition, "[a](/en/nowhere/)", officer)
    services.publish_edition(edition, by=officer)
    client = client_for(officer)

    assert "/en/nowhere/" in client.get(LIST).content.decode()
    assert "1 broken link<" in client.get("/en/workspace/site/pages/").content.decode()
    assert "1 waits here" in client.get("/en/workspace/site/").content.decode()


def test_links_of_a_replaced_edition_concern_nobody(edition, officer):
    checked(edition, "[a](/en/nowhere/)", officer)
    services.drop_edition(edition, by=officer)

    assert not broken_links().exists()


def test_links_are_checked_at_a_wish(client_for, officer, edition):
    written(edition, "[a](/en/nowhere/)", officer)

    page = client_for(officer).post(f"{LIST}check/", follow=True).content.decode()

    assert "1 link leads nowhere." in page


@pytest.mark.parametrize("name", ["applicant", "reviewer", "auditor"])
def test_only_those_who_keep_pages_see_and_check_links(request, reference, client_for, name):
    person = request.getfixturevalue(name)

    assert client_for(person).get(LIST).status_code == 403
    assert client_for(person).post(f"{LIST}check/").status_code == 403
    with pytest.raises(NotAllowed):
        services.check_links_now(by=person)
    assert not BrokenLink.objects.visible_to(person).exists()


@pytest.mark.parametrize("count", [1, 20])
def test_the_list_asks_as_much_however_many_there_are(client_for, officer, edition, count, django_assert_num_queries):
    checked(edition, " ".join(f"[a](/en/nowhere-{number}/)" for number in range(count)), officer)
    client = client_for(officer)
    client.get(LIST)

    with django_assert_num_queries(6):
        client.get(LIST)


def test_shipped_pages_have_no_broken_link(reference):
    assert services.check_links() == 0
