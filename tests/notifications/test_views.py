from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core import panels
from core.panels import Task
from notifications import services
from notifications.models import Notification, OutboxMail

LIST = "/en/workspace/messages/"
QUERIES = 4  # person, number, page, unread


def notifications_for(user, number=1, kind="sample.done", **params):
    return Notification.objects.bulk_create(
        Notification(
            user=user,
            kind=kind,
            path="/projects/",
            created_at=timezone.make_aware(datetime(2026, 11, 1, 9)) + timedelta(minutes=n),
            params={"object": f"IDF-{n}", "actor": "Eve", "title": "A plan", "comment": "", **params},
        )
        for n in range(number)
    )


@pytest.fixture
def tasks(monkeypatch):
    """Set what the apps have a person do."""

    def register(*found):
        monkeypatch.setattr(panels, "_providers", panels._providers | {"tasks": [lambda user: list(found)]})

    return register


def test_home_orders_tasks_by_due_date_with_undated_ones_last(client_for, applicant, tasks):
    tasks(
        Task("Whenever", "/en/"),
        Task("In December", "/en/", due_on=date(2026, 12, 1)),
        Task("In November", "/en/", due_on=date(2026, 11, 1)),
    )

    found = client_for(applicant).get(reverse("workspace:home")).context["tasks"]

    assert [task.title for task in found] == ["In November", "In December", "Whenever"]


def test_home_without_tasks_offers_the_next_step(client_for, applicant, tasks):
    tasks()

    text = client_for(applicant).get(reverse("workspace:home")).content.decode()

    assert "Nothing waits for you" in text
    assert reverse("applications:start") in text


def test_home_shows_the_last_eight_of_ones_own(client_for, applicant, stranger, sample):
    notifications_for(applicant, 9)
    notifications_for(stranger, 1, object="SECRET-1")

    response = client_for(applicant).get(reverse("workspace:home"))

    assert [line.subject for line in response.context["lines"]] == [f"IDF-{n} is done" for n in range(8, 0, -1)]
    assert "SECRET-1" not in response.content.decode()


def test_inbox_has_25_a_page_newest_first_and_nobody_elses(client_for, applicant, stranger, sample):
    notifications_for(applicant, 26)
    notifications_for(stranger, 3, object="SECRET-1")
    client = client_for(applicant)

    first, second = client.get(LIST), client.get(LIST, {"page": 2})

    assert [line.subject for line in first.context["lines"]] == [f"IDF-{n} is done" for n in range(25, 0, -1)]
    assert [line.subject for line in second.context["lines"]] == ["IDF-0 is done"]
    assert "SECRET-1" not in first.content.decode() + second.content.decode()


@pytest.mark.parametrize("number", [1, 25])
def test_inbox_costs_the_same_for_one_and_for_many(
    client_for, applicant, stranger, sample, monkeypatch, django_assert_num_queries, number
):
    monkeypatch.setattr(panels, "_providers", {})  # the other apps' navigation has budgets of its own
    notifications_for(applicant, number)
    notifications_for(stranger, 200)
    client = client_for(applicant)
    client.get(LIST)

    with django_assert_num_queries(QUERIES):
        client.get(LIST)


def test_inbox_is_in_the_language_of_the_page(client_for, applicant, kinds):
    kinds(**{"sample.lang": "{% get_current_language as code %}In {{ code }}\n\nText."})
    notifications_for(applicant, 1, kind="sample.lang")

    found = client_for(applicant).get("/fr/workspace/messages/").context["lines"]

    assert [line.subject for line in found] == ["In fr"]


def test_looking_writes_nothing(client_for, applicant, sample):
    [found] = notifications_for(applicant)
    client = client_for(applicant)

    client.get(LIST)
    client.get(reverse("workspace:home"))
    refused = client.get(reverse("workspace:notification", kwargs={"pk": found.pk}))

    assert refused.status_code == 405
    assert Notification.objects.unread().count() == 1


def test_opening_marks_as_read_and_leads_there_in_the_language_of_the_page(client_for, applicant, sample):
    first, second = notifications_for(applicant, 2)

    response = client_for(applicant).post(f"/es/workspace/messages/{first.pk}/")

    assert (response.status_code, response["Location"]) == (302, "/es/projects/")
    assert list(Notification.objects.unread()) == [second]


def test_opening_somebody_elses_is_404_and_leaves_it_unread(client_for, applicant, stranger, sample):
    [theirs] = notifications_for(stranger)

    response = client_for(applicant).post(reverse("workspace:notification", kwargs={"pk": theirs.pk}))

    assert response.status_code == 404
    assert Notification.objects.unread().count() == 1


def test_marking_all_as_read_spares_others(client_for, applicant, stranger, sample):
    notifications_for(applicant, 2)
    notifications_for(stranger)

    response = client_for(applicant).post(LIST, follow=True)

    assert "2 messages are marked as read." in response.content.decode()
    assert list(Notification.objects.unread().values_list("user", flat=True)) == [stranger.pk]


@pytest.mark.parametrize("address", [LIST, "/en/workspace/", f"{LIST}1/"])
def test_visitors_are_sent_to_sign_in(visitor, db, address):
    response = visitor.get(address)

    assert (response.status_code, response["Location"]) == (302, f"/en/accounts/login/?next={address}")


def mail_with(text="See http://testserver/en/x/ and https://evil.example/", **fields):
    return services.enqueue(to="ana@example.org", subject="<b>Subject</b>", text=text, html="<p>HTML</p>", **fields)


def test_mailbox_does_not_exist_outside_a_demonstration(visitor, client_for, administrator, settings):
    found = mail_with()
    assert settings.DEMO is False

    for client in (visitor, client_for(administrator)):
        for address in ("/en/workspace/mailbox/", f"/en/workspace/mailbox/{found.pk}/"):
            response = client.get(address)
            assert response.status_code == 404
            assert "ana@example.org" not in response.content.decode()


def test_mailbox_shows_the_newest_hundred_to_everybody_in_a_demonstration(visitor, db, settings):
    settings.DEMO = True
    for _turn in range(101):
        mail_with()

    found = visitor.get("/en/workspace/mailbox/").context["mails"]

    newest = OutboxMail.objects.order_by("-created_at")[:100]
    assert [mail.pk for mail in found] == [mail.pk for mail in newest]


def test_mail_of_the_mailbox_is_shown_safely(visitor, db, settings):
    settings.DEMO = True
    found = mail_with()

    text = visitor.get(f"/en/workspace/mailbox/{found.pk}/").content.decode()

    assert '<a href="http://testserver/en/x/">' in text
    assert 'href="https://evil.example' not in text
    assert "&lt;b&gt;Subject&lt;/b&gt;" in text
    assert "<b>Subject" not in text
    assert "&lt;p&gt;HTML&lt;/p&gt;" in text
