"""The newsletter: opt-in by mail, choices, stopping, and who is told of what, once."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.core.cache import cache

from content import services
from content.models import Subscriber
from core.models import AuditEvent
from notifications.models import OutboxMail
from notifications.tasks import deliver_mail

NOW = datetime(2027, 2, 1, 9, tzinfo=UTC)
FORM = {"email": "New@Example.org", "wants_news": "on", "language": "fr", "website": ""}


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()
    yield
    cache.clear()


def link_in(text):
    return re.search(r"http://testserver(/\S+)", text)[1]


def sent():
    deliver_mail()
    return mail.outbox


def news_mails():
    return OutboxMail.objects.filter(dedupe_key__startswith="newsletter.article:")


def told():
    return sorted((one.to, one.language) for one in news_mails())


def test_signing_up_takes_two_steps_and_stopping_one(client, reference):
    answer = client.post("/en/newsletter/", FORM)
    assert answer["Location"] == "/en/newsletter/asked/"
    (question,) = sent()
    assert (question.to, Subscriber.objects.get().confirmed_at) == (["new@example.org"], None)
    confirm = link_in(question.body)
    assert confirm.startswith("/fr/newsletter/")

    client.get(confirm)
    assert Subscriber.objects.confirmed().count() == 0  # mail scanners follow links
    choices = client.post(confirm)["Location"]
    assert (Subscriber.objects.confirmed().count(), client.get(choices).status_code) == (1, 200)
    stop = choices + "stop/"
    assert (client.get(stop).status_code, Subscriber.objects.count()) == (200, 1)
    client.post(stop)

    assert Subscriber.objects.count() == 0
    assert [client.get(path).status_code for path in (stop, choices, confirm)] == [404, 404, 404]
    assert "new@example.org" not in str(list(AuditEvent.objects.values_list("object_label", "data", "comment")))


def test_nobody_learns_who_gets_it_and_nobody_is_asked_twice(client, subscriber):
    subscriber("known@example.org")
    before = OutboxMail.objects.count()

    known = client.post("/en/newsletter/", FORM | {"email": "known@example.org"})
    new = client.post("/en/newsletter/", FORM)
    client.post("/en/newsletter/", FORM)

    assert known["Location"] == new["Location"]
    assert OutboxMail.objects.count() == before + 1


def test_programs_that_fill_in_everything_get_the_same_answer_and_nothing_else(client, reference):
    answer = client.post("/en/newsletter/", FORM | {"website": "https://spam.example"})

    assert answer["Location"] == "/en/newsletter/asked/"
    assert (Subscriber.objects.count(), OutboxMail.objects.count()) == (0, 0)


def test_the_number_of_attempts_is_limited(client, reference, settings):
    settings.ACCOUNT_RATE_LIMITS = {"newsletter": "10/m/ip"}
    answers = [client.post("/en/newsletter/", FORM | {"email": f"a{n}@example.org"}).status_code for n in range(12)]

    assert (answers[:10], answers[-1]) == ([302] * 10, 429)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"email": "nobody"}, "email"),
        ({"email": ""}, "email"),
        ({"wants_news": ""}, "wants_news"),
        ({"language": "xx"}, "language"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(client, reference, change, field):
    values = {name: value for name, value in (FORM | change).items() if value}

    answer = client.post("/en/newsletter/", values)

    assert list(answer.context["form"].errors) == [field]
    assert Subscriber.objects.count() == 0


def test_a_signed_in_person_needs_no_mail_and_changes_their_choices(client_for, applicant):
    client = client_for(applicant)

    client.post("/en/newsletter/", {"wants_news": "on", "language": "es"})
    client.post("/en/newsletter/", {"wants_calls": "on", "language": "fr"})

    row = Subscriber.objects.get()
    assert (row.user, row.language, row.wants_news, row.wants_calls) == (applicant, "fr", False, True)
    assert row.confirmed_at
    assert OutboxMail.objects.count() == 0


def test_choices_change_by_the_link_of_a_mail(client, subscriber):
    row = subscriber()

    client.post(f"/en/newsletter/{row.token}/", {"wants_news": "on", "wants_calls": "on", "language": "es"})

    row.refresh_from_db()
    assert (row.language, row.wants_news, row.wants_calls) == ("es", True, True)


def test_mail_programs_stop_with_one_post_without_a_session(subscriber, article, client):
    row = subscriber()
    article()
    *_before, message = sent()
    header = message.extra_headers["List-Unsubscribe"]
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert row.token in header
    path = link_in(header.strip("<>"))

    answers = [client.post(path, {"List-Unsubscribe": "One-Click"}).status_code for _turn in range(2)]

    assert (answers, Subscriber.objects.count()) == ([200, 200], 0)


def test_publishing_tells_each_reader_in_their_language_once(subscriber, draft_article, publish):
    subscriber("en@example.org", "en"), subscriber("fr@example.org", "fr")
    subscriber("calls@example.org", "en", wants_news=False, wants_calls=True)
    services.subscribe_by_email(email="unsure@example.org", language="en", wants_news=True, wants_calls=False)
    found = draft_article()

    publish(found, "en", title="A study")
    assert told() == [("en@example.org", "en")]
    publish(found, "fr", title="Une étude")
    publish(found, "en", title="A corrected study")
    publish(found, "es", title="Un estudio")

    assert told() == [("en@example.org", "en"), ("fr@example.org", "fr")]
    assert sorted(news_mails().values_list("subject", flat=True)) == ["A study", "Une étude"]
    found.refresh_from_db()
    assert found.told_at
    assert services.tell_late_readers() == 0
    bodies = "".join(news_mails().values_list("text", flat=True))
    assert "http://testserver/fr/news/a-study/" in bodies
    assert "/stop/" in bodies


def test_publishing_by_schedule_tells_once(subscriber, draft_article, officer):
    with time_machine.travel(NOW, tick=False):
        subscriber()
        found = draft_article()
        edition = found.page.editions.get()
        edition = services.write_edition(edition, by=officer, revision=edition.revision, title="A study", text="Facts.")
        services.schedule_edition(edition, by=officer, public_at=NOW + timedelta(hours=2))
        assert told() == []
    with time_machine.travel(NOW + timedelta(hours=2, minutes=1), tick=False):
        assert [services.publish_due(), services.publish_due()] == [1, 0]
        assert told() == [("reader@example.org", "en")]
    with time_machine.travel(NOW + timedelta(hours=9), tick=False):
        assert services.tell_late_readers() == 0

    assert told() == [("reader@example.org", "en")]


def test_readers_of_a_language_that_does_not_come_are_told_after_an_hour(subscriber, draft_article, publish):
    with time_machine.travel(NOW, tick=False):
        subscriber("es@example.org", "es")
        found = draft_article()
        publish(found, "en", title="A study")
        assert (services.tell_late_readers(), told()) == (0, [])
    with time_machine.travel(NOW + timedelta(minutes=61), tick=False):
        assert [services.tell_late_readers(), services.tell_late_readers()] == [1, 0]
        publish(found, "es", title="Un estudio")

    assert told() == [("es@example.org", "es")]
    assert (news_mails().get().subject, 'lang="en"' in news_mails().get().html) == ("A study", True)


def test_who_asks_later_is_not_told_of_old_news(subscriber, draft_article, publish):
    with time_machine.travel(NOW, tick=False):
        found = draft_article()
        publish(found, "en")
    with time_machine.travel(NOW + timedelta(minutes=5), tick=False):
        subscriber("late@example.org", "fr")
        publish(found, "fr")
        publish(found, "en", title="Corrected")

    assert told() == []


def test_old_news_for_the_archive_tell_nobody(subscriber, article):
    subscriber()

    article(is_announced=False)

    assert (told(), services.tell_late_readers()) == ([], 0)


def test_mails_of_an_article_that_left_the_site_do_not_leave(subscriber, article, officer):
    subscriber()
    found = article()
    assert told() == [("reader@example.org", "en")]

    services.withdraw_edition(found.page.editions.get(state="PUBLIC"), by=officer, comment="A slip")

    assert told() == []


def test_somebody_whose_account_is_closed_is_told_nothing(client_for, applicant, article):
    client_for(applicant).post("/en/newsletter/", {"wants_news": "on", "language": "en"})
    applicant.is_active = False
    applicant.save(update_fields=["is_active"])

    article()

    assert told() == []


@pytest.mark.parametrize("number", [1, 25])
def test_telling_costs_the_same_however_many_are_told(subscriber, article, number, django_assert_num_queries):
    for place in range(number):
        subscriber(f"reader{place}@example.org")
    found = article(is_announced=False)
    found.is_announced = True
    found.save()

    with django_assert_num_queries(14):
        assert services.tell_of_article(found) == number


def test_a_call_that_opens_is_told_to_those_who_want_calls_and_know_not_already(subscriber, open_call, applicant):
    from funding.services import calls, followers

    subscriber("calls@example.org", "fr", wants_news=False, wants_calls=True)
    subscriber("news@example.org", "en")
    call = open_call()
    followers.follow(call, user=applicant)
    calls.announce_openings()

    found = OutboxMail.objects.filter(dedupe_key__startswith="newsletter.call:")
    assert [one.to for one in found] == ["calls@example.org"]
    assert "/fr/newsletter/" in found.get().stop_url


def test_addresses_that_nobody_confirmed_are_forgotten(reference):
    with time_machine.travel(NOW, tick=False):
        services.subscribe_by_email(email="a@example.org", language="en", wants_news=True, wants_calls=False)
    with time_machine.travel(NOW + timedelta(days=8), tick=False):
        assert services.forget_unconfirmed() == 1

    assert Subscriber.objects.count() == 0
