from contextlib import contextmanager

import pytest
from django.core.cache import cache
from django.db import InterfaceError, OperationalError, connection
from django.http import HttpResponse
from django.test import Client
from django.urls import path

from core.access import public
from iomfund.urls import urlpatterns as portal_urls


@public
def broken(request):
    raise ZeroDivisionError("a secret in the trace")


@public
def take(request):
    return HttpResponse("taken")


urlpatterns = [path("broken/", broken), path("take/", take), *portal_urls]
handler400, handler403 = "core.views.bad_request", "core.views.forbidden"
handler404, handler500 = "core.views.not_found", "core.views.server_error"


@contextmanager
def failing(error):
    """Have every statement fail as when the database is down."""

    def cursor(*args, **kwargs):
        raise error

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connection, "cursor", cursor)
        yield


def test_healthz_answers_without_a_single_query(client, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/healthz")

    assert (response.status_code, response.json()) == (200, {"status": "ok"})
    assert "no-store" in response["Cache-Control"]


def test_healthz_answers_when_the_database_is_down(client, db):
    with failing(OperationalError("connection refused")):
        assert client.get("/healthz").json() == {"status": "ok"}


def test_readyz_says_that_all_answers(client, db):
    response = client.get("/readyz")

    assert response.status_code == 200
    assert response.json() == {"status": "ok", "checks": {"database": True, "cache": True}}
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("error", [OperationalError("connection refused"), InterfaceError("connection closed")])
def test_readyz_says_that_the_database_is_down(client, db, error):
    with failing(error):
        response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json() == {"status": "unavailable", "checks": {"database": False, "cache": True}}


@pytest.mark.parametrize("error", [ConnectionError("no Redis"), TimeoutError()])
def test_readyz_without_the_cache_is_ready_and_says_so(client, db, monkeypatch, error):
    def fail(*args, **kwargs):
        raise error

    monkeypatch.setattr(cache, "set", fail)

    response = client.get("/readyz")

    assert response.status_code == 200
    assert response.json() == {"status": "ok", "checks": {"database": True, "cache": False}}


def test_readyz_notices_a_cache_that_forgets(client, db, monkeypatch):
    monkeypatch.setattr(cache, "get", lambda *args: None)

    assert client.get("/readyz").json()["checks"]["cache"] is False


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_probes_are_not_sent_to_https(client, db, settings, address):
    settings.SECURE_SSL_REDIRECT = True

    assert client.get(address).status_code == 200
    assert client.get("/en/").status_code == 301


def test_gallery_is_for_staff_and_development(client, person, settings):
    assert client.get("/ui/").status_code == 404
    client.force_login(person)
    assert client.get("/ui/").status_code == 404

    person.is_staff = True
    person.save()
    assert client.get("/ui/").status_code == 200

    client.logout()
    settings.DEMO = True
    assert client.get("/ui/").status_code == 200


@pytest.mark.urls(__name__)
def test_an_unknown_address_has_our_page(client, db):
    response = client.get("/en/nowhere/")

    assert (response.status_code, response.templates[0].name) == (404, "errors/404.html")


@pytest.mark.urls(__name__)
def test_a_fault_has_our_page_with_the_request_id_and_no_trace(db):
    response = Client(raise_request_exception=False).get("/broken/")

    assert (response.status_code, response.templates[0].name) == (500, "errors/500.html")
    assert response.context["request_id"] == response["X-Request-ID"]
    assert "secret" not in response.content.decode()


@pytest.mark.urls(__name__)
def test_a_fault_has_our_page_even_when_the_database_is_down(person):
    """Reading who is signed in fails too, before any view or page; still nothing of the fault gets out."""
    client = Client(raise_request_exception=False)
    client.force_login(person)
    cache.clear()

    with failing(OperationalError("connection refused")):
        response = client.get("/broken/")

    assert response.status_code == 500
    assert response.content != b""
    assert b"connection refused" not in response.content


@pytest.mark.urls(__name__)
def test_a_fault_of_the_frame_itself_leaves_plain_words(db, monkeypatch):
    def fail(*args, **kwargs):
        raise OperationalError("connection refused")

    monkeypatch.setattr("core.views.render", fail)

    response = Client(raise_request_exception=False).get("/broken/")

    assert (response.status_code, response["Content-Type"]) == (500, "text/plain; charset=utf-8")
    assert response.content == b"The portal cannot answer right now. Please try again in a few minutes."


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_a_form_without_its_token_has_our_page(db, language):
    response = Client(enforce_csrf_checks=True, headers={"accept-language": language}).post("/take/")

    assert (response.status_code, response.templates[0].name) == (403, "errors/csrf.html")
    assert response.content != b"taken"
