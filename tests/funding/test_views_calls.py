"""The public pages of calls, and following by mail."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from core import panels
from core.panels import Panel
from funding.models import Call, CallFollower
from funding.services import extensions, followers
from notifications.models import OutboxMail

NARROWED = "/en/calls/?kind=REGIONAL&line=1"
BUDGET = {"visitor": {"/en/calls/": 9, NARROWED: 10}, "applicant": {"/en/calls/": 12, NARROWED: 13}}
PEOPLE = ["applicant", "reviewer", "auditor", "officer"]


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.fixture
def call(noon, open_call):
    return open_call(
        deadline_at=datetime(2026, 6, 30, 15, tzinfo=UTC),
        grace_seconds=217,
        documents=[{"title_en": "Map", "title_fr": "Carte", "title_es": "Mapa", "is_required": True}],
    )


def test_list_shows_calls_by_phase_and_never_a_draft(call, call_draft, open_call, client, noon):
    call_draft("secret", title_en="Secret plans")
    open_call("soon", title_en="Coming", opens_at=noon + timedelta(days=1))

    page = client.get("/en/calls/")

    assert [one.slug for one in page.context["lists"].open] == ["regional", "national"]
    assert [one.slug for one in page.context["lists"].soon] == ["soon"]
    assert "Secret plans" not in page.content.decode()
    assert "Deadline 30 June 2026, 17:00 (Central European Summer Time)" in text_of(page)
    assert "29 days left" in text_of(page)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("kind=REGIONAL", ["regional"]),
        ("kind=NATIONAL", ["national"]),
        ("line=1", ["regional", "national"]),
        ("kind=REGIONAL&line=2", ["regional"]),
        ("kind=XX&line=7", ["regional", "national"]),
        ("line='&page=zz", ["regional", "national"]),
    ],
)
def test_list_is_narrowed_by_the_address(call, client, query, found):
    page = client.get(f"/en/calls/?{query}")

    assert [one.slug for one in page.context["lists"].open] == found


def test_list_says_so_when_nothing_is_open(reference, client):
    Call.objects.update(state="CLOSED")

    assert "No call is open" in text_of(client.get("/en/calls/"))


@pytest.mark.parametrize("path", ["/en/calls/", NARROWED])
@pytest.mark.parametrize("who", ["visitor", "applicant"])
def test_list_costs_the_same_at_1_and_25_calls(
    call, open_call, request, client_for, client, who, path, django_assert_num_queries
):
    browser = client if who == "visitor" else client_for(request.getfixturevalue(who))
    closed = open_call("closed", regions=["EUROPE"])
    Call.objects.filter(pk=closed.pk).update(state="CLOSED")
    browser.get(path)
    with django_assert_num_queries(BUDGET[who][path]):
        browser.get(path)
    for number in range(24):
        other = open_call(f"call-{number}", regions=["EUROPE", "AFRICA"])
        if who == "applicant":
            followers.follow(other, user=request.getfixturevalue(who))
        if number % 2:
            Call.objects.filter(pk=other.pk).update(state="CLOSED")

    with django_assert_num_queries(BUDGET[who][path]):
        page = browser.get(path)

    assert page.context["page"].paginator.count == 13


def test_page_says_everything_but_the_grace(call, client):
    page = client.get("/en/calls/regional/")

    words = text_of(page)
    for text in ["Regional en", "Text en", "Line 1", "Line 2", "All regions", "English, French", "Ella Contact", "Map"]:
        assert text in words
    for text in ["30 June 2026, 17:00", "Central European Summer Time", "(Europe/Zurich)", "30 June 2026, 15:00 UTC"]:
        assert text in words
    html = page.content.decode()
    assert 'data-own-time data-zone="Europe/Zurich" hidden' in html
    assert 'datetime="2026-06-30T15:00:00+00:00"' in html
    assert [trace for trace in ("217", "15:03", "17:03", "grace", "seconds") if trace in html.lower()] == []


@pytest.mark.parametrize("path", ["/en/calls/", "/en/calls/regional/", "/en/calls/regional/deadline.ics"])
def test_grace_is_shown_nowhere_even_while_it_runs(call, client, time_machine, path):
    time_machine.move_to(call.deadline_at + timedelta(seconds=5), tick=False)

    page = client.get(path).content.decode()

    assert [trace for trace in ("217", "15:03", "17:03", "grace") if trace in page.lower()] == []
    if path.endswith("/"):
        assert "Closed" in page
        assert "days left" not in page


def test_page_in_french_has_the_french_words_of_the_call(call, client):
    words = text_of(client.get("/fr/calls/regional/"))

    assert "Regional fr" in words
    assert "Text fr" in words
    assert "30 juin 2026, 17:00" in words
    assert "heure d’été d’Europe centrale" in words.replace("&#x27;", "’")
    assert "Carte" in words


def test_announcement_is_rendered_and_cleaned(open_call, client):
    open_call(
        text_en="## Aim\n\n- one\n\n[Guide](https://example.org/a?b=1&c=2) <script>alert(1)</script>"
        '<img src=x onerror=alert(2)> [bad](javascript:alert(3)) <a href="https://x.example" onclick="go()">x</a>'
    )

    html = client.get("/en/calls/regional/").content.decode()
    text = html[html.index("call-text") : html.index("At a glance")]

    assert "<h3>Aim</h3>" in text
    assert "<li>one</li>" in text
    assert 'href="https://example.org/a?b=1&amp;c=2"' in text
    assert [bad for bad in ("<script", "onerror", "javascript:", "onclick", "<img") if bad in text] == []


@pytest.mark.parametrize("name", PEOPLE)
def test_draft_is_seen_by_those_who_keep_or_audit_calls_only(call_draft, client_for, client, request, name):
    call_draft("secret", title_en="Secret plans")
    browser, sees_it = client_for(request.getfixturevalue(name)), name in {"officer", "auditor"}

    for path in ("/en/calls/secret/", "/en/calls/secret/deadline.ics"):
        response = browser.get(path)
        assert response.status_code == (200 if sees_it else 404)
        assert ("Secret plans" in response.content.decode()) == sees_it
        assert client.get(path).status_code == 404
    for path in ("/en/calls/secret/follow/", "/en/calls/secret/unfollow/"):
        if not sees_it:
            assert browser.post(path, {"email": "a@example.org"}).status_code == 404
    assert client.post("/en/calls/secret/follow/", {"email": "a@example.org"}).status_code == 404
    assert CallFollower.objects.count() == 0


def test_page_costs_the_same_with_much_and_little(
    call, client, open_call, officer, second_officer, django_assert_num_queries
):
    client.get("/en/calls/regional/")
    with django_assert_num_queries(5):
        client.get("/en/calls/regional/")
    for number in range(1, 6):
        later = call.deadline_at + timedelta(days=number)
        extension = extensions.propose_extension(call, by=officer, deadline_at=later, reason=f"Floods {number}")
        extensions.confirm_extension(extension, by=second_officer)

    with django_assert_num_queries(5):
        page = client.get("/en/calls/regional/")

    assert "Floods 5" in page.content.decode()


def test_history_shows_confirmed_extensions_with_reasons_and_no_names(call, client, officer, second_officer):
    later = call.deadline_at + timedelta(days=3)
    waiting = extensions.propose_extension(call, by=officer, deadline_at=later, reason="Floods in two countries")
    assert "Floods" not in client.get("/en/calls/regional/").content.decode()

    extensions.confirm_extension(waiting, by=second_officer)

    words = text_of(client.get("/en/calls/regional/"))
    assert "Floods in two countries" in words
    assert "3 July 2026, 17:00" in words
    assert [name for name in (officer.name, second_officer.name) if name in words] == []


def test_upper_apps_add_to_the_page(call, client, applicant, client_for, monkeypatch):
    def provider(about, user):
        return [Panel("components/notice.html", {})] if (about, user) == (call, applicant) else []

    monkeypatch.setitem(panels._providers, "call", [provider])

    assert client.get("/en/calls/regional/").context["panels"] == []
    assert len(client_for(applicant).get("/en/calls/regional/").context["panels"]) == 1


def test_one_click_follows_and_stops(call, applicant, client_for):
    browser = client_for(applicant)

    assert browser.get("/en/calls/regional/follow/").status_code == 405
    browser.post("/en/calls/regional/follow/")
    browser.post("/en/calls/regional/follow/")
    assert "You follow this call" in browser.get("/en/calls/").content.decode()
    assert CallFollower.objects.get().user == applicant
    browser.post("/en/calls/regional/unfollow/")

    assert CallFollower.objects.count() == 0
    assert "You follow this call" not in browser.get("/en/calls/").content.decode()


def test_answer_is_the_same_for_every_address(call, client, follower_of, applicant):
    follower_of(call, "known@example.org")

    def answer(email):
        response = client.post("/en/calls/regional/follow/", {"email": email}, follow=True)
        html = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", response.content.decode())
        return response.redirect_chain, re.sub(r"nonce|request-id[^<]*", "", html)

    answers = [answer(email) for email in ("known@example.org", "new@example.org", "new@example.org", applicant.email)]

    assert answers[1:] == answers[:1] * 3
    assert [mail.to for mail in OutboxMail.objects.order_by("created_at")] == ["new@example.org", applicant.email]


@pytest.mark.parametrize("email", ["", "nobody", "a@example.org\nBcc: b@example.org", "a" * 300 + "@example.org"])
def test_wrong_address_is_refused_beside_the_field(call, client, email):
    response = client.post("/en/calls/regional/follow/", {"email": email})

    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["email"]
    assert CallFollower.objects.count() == 0


def test_network_that_asks_too_often_is_refused(call, client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"follow_call": "2/m/ip"}

    statuses = [
        client.post("/en/calls/regional/follow/", {"email": f"p{number}@example.org"}).status_code
        for number in range(3)
    ]

    assert statuses == [302, 302, 429]
    assert OutboxMail.objects.count() == 2


def link_in(mail):
    return re.search(r"http://testserver(/\S+/following/\S+)", mail.text)[1]


def test_mail_scanner_confirms_and_stops_nothing(call, client):
    client.post("/fr/calls/regional/follow/", {"email": "new@example.org"})
    asked = OutboxMail.objects.get()
    confirm = link_in(asked)

    for method in (client.get, client.head, client.options):
        method(confirm)
    assert CallFollower.objects.get().confirmed_at is None
    page = client.post(confirm, follow=True)
    assert page.redirect_chain == [("/fr/calls/regional/", 302)]
    follower = CallFollower.objects.get()
    assert follower.confirmed_at is not None

    followers.tell("call.changed", call, actor=None, words=lambda: {"parts": "titre", "reason": "Erreur"})
    stop = link_in(OutboxMail.objects.exclude(pk=asked.pk).get())
    assert stop == f"/fr/following/{follower.token}/stop/"
    for method in (client.get, client.head, client.options):
        method(stop)
    assert CallFollower.objects.count() == 1
    client.post(stop)
    assert CallFollower.objects.count() == 0
    assert client.get(stop).status_code == client.post(stop).status_code == client.get(confirm).status_code == 404


def test_button_of_a_mail_program_stops_without_session_or_page(call, follower_of):
    follower = follower_of(call, "known@example.org")
    browser, stop = Client(enforce_csrf_checks=True), f"/fr/following/{follower.token}/stop/"

    answers = [browser.post(stop, {"List-Unsubscribe": "One-Click"}) for _turn in range(2)]  # some send it twice

    assert [(answer.status_code, answer["Content-Type"][:10]) for answer in answers] == [(200, "text/plain")] * 2
    assert CallFollower.objects.count() == 0


def test_link_that_nobody_has_is_explained(call, client):
    for path in ("/en/following/nothing/", "/en/following/nothing/stop/"):
        response = client.post(path)
        assert response.status_code == 404
        assert "This link no longer works" in response.content.decode()


def test_site_map_leads_to_calls(reference, client):
    assert 'href="/en/calls/"' in client.get("/en/about-nothing/").content.decode().partition("<footer")[2]
