import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.urls import path

from core import audit
from core.access import public, signed_in
from core.errors import DomainError, NotAllowed, StateConflict
from core.models import AuditEvent
from iomfund.urls import urlpatterns as portal_urls

REFUSALS = {
    "domain": DomainError(["Too late.", "Too dear."]),
    "notallowed": NotAllowed("Not yours."),
    "conflict": StateConflict("It has changed."),
    "forbidden": PermissionDenied(),
}


@public
def refuse(request, name):
    raise REFUSALS[name]


@public
def plain(request):
    return HttpResponse("plain")


@public
def form(request):
    return HttpResponse(get_token(request))


@public
def remember(request):
    request.session["seen"] = True
    return HttpResponse("remembered")


@signed_in
def mine(request):
    return HttpResponse("mine")


@public
def note(request):
    audit.record("sample.note", request.user, by=request.user)
    return HttpResponse("noted")


urlpatterns = [
    path("refuse/<str:name>/", refuse),
    path("plain/", plain),
    path("form/", form),
    path("remember/", remember),
    path("mine/", mine),
    path("note/", note),
    *portal_urls,
]
handler403 = "core.views.forbidden"
pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]


@pytest.mark.parametrize(
    "address",
    [
        "/plain/?q=%00",
        "/plain/?q=a&q=b%00",
        "/plain/?a%00=1",
        "/plain/?q=%1b",
        "/plain/?q=%08",
        "/plain/%00",
        "/en/%01/",
    ],
)
def test_control_characters_in_the_address_are_refused(client, address):
    response = client.get(address)

    assert response.status_code == 400
    assert response.content == b"The address holds characters that are not allowed."
    assert response["Content-Type"] == "text/plain"


@pytest.mark.parametrize("query", ["", "q=%C3%A9", "q=%09tab", "q=line%0D%0Abreak", "q=%7F", "q=%FF", "q=+"])
def test_what_people_type_is_let_through(client, query):
    assert client.get(f"/plain/?{query}").content == b"plain"


@pytest.mark.parametrize("address", ["/plain/", "/plain/?q=%00", "/nowhere/", "/refuse/domain/", "/static/no.css"])
def test_every_answer_has_the_security_headers(client, address):
    response = client.get(address)

    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response["Cross-Origin-Embedder-Policy"] == "require-corp"
    assert response["Permissions-Policy"].startswith("camera=(), microphone=(), geolocation=()")


@pytest.mark.parametrize("address", ["/plain/", "/nowhere/", "/refuse/domain/"])
def test_pages_allow_no_foreign_code_and_no_frame(client, address):
    response = client.get(address)
    policy = response["Content-Security-Policy"]
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";") if " " in part.strip())

    assert response["X-Frame-Options"] == "DENY"
    assert directives["default-src"] == "'none'"
    assert directives["script-src"] == "'self'"
    assert directives["style-src"] == "'self'"
    assert directives["frame-ancestors"] == "'none'"
    assert "unsafe" not in policy


def test_each_answer_names_its_request(client):
    first, second = client.get("/plain/")["X-Request-ID"], client.get("/plain/")["X-Request-ID"]

    assert len(first) == 36
    assert first != second


@pytest.mark.parametrize("foreign", ["abc-123", "x" * 65, "<script>", "é"])
def test_a_request_id_from_outside_is_not_taken(client, foreign):
    """Anybody may send one; in logs and audit rows it would pass for ours."""
    answered = client.get("/plain/", headers={"X-Request-ID": foreign})["X-Request-ID"]

    assert len(answered) == 36
    assert answered != foreign


def test_the_audit_row_has_the_request_id_of_the_answer(client, person, declare_action):
    declare_action("sample.note", "noted")
    client.force_login(person)

    response = client.get("/note/")

    assert AuditEvent.objects.values_list("request_id", flat=True).get() == response["X-Request-ID"]


def test_a_signed_in_persons_pages_are_stored_nowhere(client, person):
    client.force_login(person)

    for address in ("/mine/", "/plain/", "/nowhere/", "/refuse/domain/"):
        directives = set(client.get(address)["Cache-Control"].split(", "))
        assert directives == {"max-age=0", "no-cache", "no-store", "must-revalidate", "private"}


@pytest.mark.parametrize("address", ["/form/", "/remember/"])
def test_a_page_that_sets_a_cookie_is_stored_nowhere(client, address):
    response = client.get(address)

    assert len(response.cookies) == 1
    assert {"no-store", "private"} <= set(response["Cache-Control"].split(", "))


def test_a_public_page_without_a_cookie_may_be_stored(client):
    response = client.get("/plain/")

    assert response.cookies == {}
    assert "Cache-Control" not in response


@pytest.mark.parametrize(
    ("name", "status", "sentences"),
    [
        ("domain", 409, ["Too late.", "Too dear."]),
        ("conflict", 409, ["It has changed."]),
        ("notallowed", 403, ["Not yours."]),
    ],
)
def test_a_refusal_that_no_view_handled_is_a_page(client, name, status, sentences):
    response = client.get(f"/refuse/{name}/")

    assert response.status_code == status
    assert response.templates[0].name == "errors/refused.html"
    assert response.context["sentences"] == sentences
    for sentence in sentences:
        assert sentence in response.content.decode()


def test_other_exceptions_keep_their_own_page(client):
    response = client.get("/refuse/forbidden/")

    assert response.status_code == 403
    assert response.templates[0].name == "errors/403.html"


def test_visitors_are_sent_to_sign_in(client):
    response = client.get("/mine/")

    assert (response.status_code, response["Location"]) == (302, "/en/accounts/login/?next=/mine/")
