"""The pages by which somebody follows projects, and the links of the mails."""

import re

import pytest
from django.test import Client

from content.models import Subscriber
from content.services import newsletter
from core.models import AuditEvent
from notifications.models import OutboxMail
from projects.catalogue import memory
from projects.models import Follower
from projects.selectors.following import Followed
from projects.services import followers, telling
from tests.projects.test_services_followers import asked

PAGE = "/en/projects/follow/?country=ME"
LINK = re.compile(r"http://testserver(/\S+/)")


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def ask(client, email="new@example.org", page=PAGE):
    return client.post(page, {"email": email, "frequency": "WEEKLY"}, follow=True)


@pytest.mark.parametrize(
    ("path", "link"),
    [
        ("/en/projects/", "/en/projects/follow/"),
        ("/en/projects/?country=ME&status=ACTIVE", "/en/projects/follow/?country=ME&amp;status=ACTIVE"),
        ("/en/projects/PX.0009/", "/en/projects/follow/?project=PX.0009"),
        ("/en/projects/countries/ME/", "/en/projects/follow/?country=ME"),
    ],
)
def test_lists_and_projects_lead_to_following(public, client, path, link):
    public(code="PX.0009", address="PX.0009")

    assert f'href="{link}"' in client.get(path).content.decode()


def test_page_says_in_words_what_is_followed(public, client):
    record = public("Return of experts", code="PX.0009", address="PX.0009")

    assert "Projects: Montenegro" in text_of(client.get(PAGE + "&page=3"))
    page = client.get("/fr/projects/follow/?project=PX.0009")
    assert "PX.0009 Return of experts" in text_of(page)
    assert '<meta name="robots" content="noindex">' in page.content.decode()
    record.delete()

    assert client.get("/fr/projects/follow/?project=PX.0009").status_code == 404


def test_page_costs_the_same_with_many_projects(public, client, django_assert_num_queries):
    public()
    client.get(PAGE)
    with django_assert_num_queries(2):
        client.get(PAGE)
    for number in range(24):
        public(f"Number {number}")
    client.get(PAGE)  # the process reads what is new

    with django_assert_num_queries(2):
        client.get(PAGE)


def test_answer_is_the_same_for_every_address(public, client, follower, applicant):
    public()
    follower("known@example.org", query="country=ME")

    answers = []
    for email in ("known@example.org", "new@example.org", "new@example.org", applicant.email):
        response = ask(client, email)
        answers.append((response.redirect_chain, response.content.replace(response.get("X-Request-ID").encode(), b"")))

    assert answers[1:] == answers[:1] * 3
    assert answers[0][0] == [("/en/projects/follow/asked/?country=ME", 302)]
    assert {mail.to for mail in OutboxMail.objects.all()} == {"new@example.org", applicant.email}


@pytest.mark.parametrize("email", ["", "nobody", "a@example.org\nBcc: b@example.org", "a" * 300 + "@example.org"])
def test_wrong_address_is_refused_beside_the_field(public, client, email):
    public()

    response = ask(client, email)

    assert (response.status_code, list(response.context["form"].errors)) == (200, ["email"])
    assert Follower.objects.count() == 0


def test_search_that_is_too_long_is_refused_in_words(public, client):
    response = ask(client, page=f"/en/projects/follow/?q={'é' * 400}")

    assert (response.status_code, Follower.objects.count()) == (200, 0)
    assert "too many words" in text_of(response)


def test_network_that_asks_too_often_is_refused(public, client, settings):
    public()
    settings.ACCOUNT_RATE_LIMITS = {"follow_projects": "2/m/ip"}

    assert [ask(client, f"p{number}@example.org").status_code for number in range(3)] == [200, 200, 429]
    assert OutboxMail.objects.count() == 2


def test_mail_scanner_confirms_and_stops_nothing(public, client):
    public()
    ask(client)
    confirm = LINK.search(OutboxMail.objects.get().text)[1]

    for method in (client.get, client.head, client.options):
        method(confirm)
    assert Follower.objects.get().confirmed_at is None
    page = client.post(confirm, follow=True)

    row = Follower.objects.get()
    assert row.confirmed_at is not None
    assert page.redirect_chain == [(f"/en/projects/followed/{row.key}/", 302)]
    assert page["Cache-Control"].count("no-cache") == 1
    for path in (f"/en/projects/following/{row.token}/stop/", f"/en/projects/followed/{row.key}/stop/"):
        for method in (client.get, client.head, client.options):
            method(path)
    assert Follower.objects.count() == 1


def test_page_of_what_one_follows_changes_and_stops_each(public, client, follower, open_call):
    public()
    first = follower("a@example.org", query="country=ME")
    second = follower("a@example.org", query="", key=first.key)
    follower("b@example.org", query="q=other")
    open_call().followers.create(email="a@example.org", language="en", confirmed_at=first.confirmed_at)
    page = f"/en/projects/followed/{first.key}/"

    words = text_of(client.get(page))
    for name in ("Projects: Montenegro", "All projects", "Regional en", "a@example.org"):
        assert name in words
    assert "other" not in words
    client.post(f"/en/projects/following/{first.token}/frequency/", {"frequency": "MONTHLY"})
    client.post(f"/en/projects/following/{second.token}/frequency/", {"frequency": "HOURLY"})
    assert [row.frequency for row in (Follower.objects.get(pk=one.pk) for one in (first, second))] == [
        "MONTHLY",
        "AT_ONCE",
    ]
    assert client.post(f"/en/projects/following/{first.token}/stop/").url == page
    assert client.post(f"/en/projects/followed/{first.key}/stop/").url == "/en/projects/"

    assert [row.email for row in Follower.objects.all()] == ["b@example.org"]
    for path in (page, f"{page}stop/", f"/en/projects/following/{first.token}/stop/"):
        for method in (client.get, client.post):
            assert method(path).status_code == 404


@pytest.mark.parametrize("path", ["following/x/confirm/", "following/x/stop/", "following/x/frequency/", "followed/x/"])
def test_link_that_nobody_has_is_explained(client, db, path):
    response = client.post(f"/en/projects/{path}")

    assert (response.status_code, "This link no longer works" in text_of(response)) == (404, True)


def test_request_that_was_not_confirmed_opens_no_page(public, client):
    row = asked()

    assert client.get(f"/en/projects/followed/{row.key}/").status_code == 404
    assert telling.tell_followers() == 0


def test_button_of_a_mail_program_stops_all_without_session_or_page(public, follower):
    row = follower("a@example.org", query="country=ME")
    follower("a@example.org", query="", key=row.key)
    browser, stop = Client(enforce_csrf_checks=True), f"/fr/projects/followed/{row.key}/stop/"

    answers = [browser.post(stop, {"List-Unsubscribe": "One-Click"}) for _turn in range(2)]  # some send it twice

    assert [(answer.status_code, answer["Content-Type"][:10]) for answer in answers] == [(200, "text/plain")] * 2
    assert Follower.objects.count() == 0


def test_signed_in_person_follows_without_a_mail_and_sees_it_in_the_workspace(
    public, applicant, client_for, stranger, follower
):
    public()
    follower(stranger.email, query="q=secret", user=stranger)
    browser = client_for(applicant)

    assert "email" not in browser.get(PAGE).context["form"].fields
    page = browser.post(PAGE, {"frequency": "MONTHLY"}, follow=True)

    assert page.redirect_chain == [("/en/workspace/projects/followed/", 302)]
    words = text_of(page)
    assert ("Projects: Montenegro" in words, "secret" in words) == (True, False)
    row = Follower.objects.get(user=applicant)
    assert (row.frequency, OutboxMail.objects.count()) == ("MONTHLY", 0)
    assert browser.post(f"/en/projects/following/{row.token}/stop/").url == "/en/workspace/projects/followed/"
    assert "You follow no projects" in text_of(browser.get("/en/workspace/projects/followed/"))
    followers.follow(Followed(), user=applicant, frequency="WEEKLY")
    key = Follower.objects.get(user=applicant).key
    assert browser.post(f"/en/projects/followed/{key}/stop/").url == "/en/workspace/projects/followed/"


def test_own_page_costs_the_same_for_1_and_25_things(
    public, applicant, client_for, follower, django_assert_num_queries
):
    browser = client_for(applicant)
    follower(applicant.email, project_id=public("Number 0").pk)
    browser.get("/en/workspace/projects/followed/")
    with django_assert_num_queries(8):
        browser.get("/en/workspace/projects/followed/")
    for number in range(24):
        follower(applicant.email, project_id=public(f"Number {number + 1}").pk)
        follower(applicant.email, query=f"q=Number+{number}")
    memory.current()

    with django_assert_num_queries(8):
        page = browser.get("/en/workspace/projects/followed/")

    assert len(page.context["rows"]) == 49


def test_what_i_follow_lists_the_newsletter_with_the_way_to_stop(client_for, applicant, stranger):
    newsletter.subscribe(user=applicant, language="fr", wants_news=True, wants_calls=True)
    row, browser, page = Subscriber.objects.get(), client_for(applicant), "/en/workspace/projects/followed/"
    stop = f"/en/newsletter/{row.token}/stop/"

    assert f'href="{stop}"' in browser.get(page).content.decode()
    assert "News of the Fund, calls for proposals that open" in text_of(browser.get(page))
    assert stop not in client_for(stranger).get(page).content.decode()

    assert browser.post(stop).status_code == 302
    assert stop not in browser.get(page).content.decode()
    event = AuditEvent.objects.get(action="newsletter.unfollowed")
    assert (event.actor, event.summary()) == (applicant, f"stopped the newsletter {row}")
