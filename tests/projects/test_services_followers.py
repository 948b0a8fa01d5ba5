import re
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.errors import DomainError, StateConflict
from core.models import AuditEvent
from funding.services import followers as calls
from notifications.models import OutboxMail
from notifications.services import following
from projects.models import Catalogue, Follower
from projects.selectors.following import Followed
from projects.services import followers, telling

MONTENEGRO = Followed("country=ME")


def asked(followed=MONTENEGRO, email="New@Example.org ", language="fr", frequency="WEEKLY"):
    followers.follow_by_email(followed, email=email, language=language, frequency=frequency)
    return Follower.objects.filter(email=email.strip().lower(), **followed.fields).first()


def test_address_is_asked_first_in_its_language_with_a_secret_link(public):
    public()

    row = asked()

    mail = OutboxMail.objects.get()
    assert (row.email, row.query, row.project, row.confirmed_at) == ("new@example.org", "country=ME", None, None)
    assert (mail.to, mail.language, mail.holds_secret, mail.stop_url) == ("new@example.org", "fr", True, "")
    assert f"http://testserver/fr/projects/following/{row.token}/confirm/" in mail.text
    assert "Monténégro" in mail.subject
    assert AuditEvent.objects.about(row).count() == 0


def test_project_is_asked_for_by_its_name(public):
    record = public("Return of experts", code="PX.0009")

    row = asked(Followed(record=record))

    assert (row.query, row.project_id) == ("", record.pk)
    assert "PX.0009 Return of experts" in OutboxMail.objects.get().text


def test_title_that_looks_like_a_link_is_no_link_in_the_question(public):
    asked(Followed(record=public("Visit https://evil.example/ now")))

    mail = OutboxMail.objects.get()
    assert "evil.example" not in mail.text + mail.subject


def test_confirmation_counts_once_begins_now_and_leaves_no_address_in_the_trail(public):
    row = asked()
    public()

    first = followers.confirm(row.token)
    second = followers.confirm(row.token)

    assert first.confirmed_at == second.confirmed_at
    assert first.told_revision == Catalogue.objects.get().revision == 1
    event = AuditEvent.objects.about(row).get()
    assert (event.action, event.actor) == ("catalogue.followed", None)
    assert [word for word in ("new@", "country") if word in f"{event.object_label} {event.data} {event.comment}"] == []


def test_address_cannot_be_flooded_over_searches_projects_and_calls(noon, time_machine, public, open_call):
    record = public()
    for number in range(following.MOST_QUESTIONS - 2):
        asked(Followed(f"q=word{number}"))
    asked(Followed(record=record))
    calls.follow_by_email(open_call(), email="new@example.org", language="en")
    assert OutboxMail.objects.count() == following.MOST_QUESTIONS

    for _turn in range(2):
        asked(Followed("q=more"))
        calls.follow_by_email(open_call("other"), email="new@example.org", language="en") if _turn else None
    assert OutboxMail.objects.count() == following.MOST_QUESTIONS
    time_machine.shift(timedelta(hours=24, seconds=1))
    asked(Followed("q=more"))

    assert OutboxMail.objects.count() == following.MOST_QUESTIONS + 1
    assert asked(email="other@example.org") is not None


def test_address_that_follows_already_gets_nothing_and_the_answer_is_the_same(public, follower):
    follower("known@example.org", query="country=ME")

    answers = [
        followers.follow_by_email(MONTENEGRO, email=email, language="en", frequency="WEEKLY")
        for email in ("known@example.org", "new@example.org", "new@example.org")
    ]

    assert answers == [None, None, None]
    assert [mail.to for mail in OutboxMail.objects.all()] == ["new@example.org"]


def test_signed_in_person_follows_at_once_changes_how_often_and_stops(public, applicant):
    public()
    followers.follow(MONTENEGRO, user=applicant, frequency="WEEKLY")
    followers.follow(MONTENEGRO, user=applicant, frequency="MONTHLY")

    row = Follower.objects.get()
    assert (row.user, row.email, row.frequency, row.told_revision) == (applicant, applicant.email, "MONTHLY", 1)
    assert row.confirmed_at is not None
    followers.stop(row.token, by=applicant)

    assert (Follower.objects.count(), OutboxMail.objects.count()) == (0, 0)
    events = AuditEvent.objects.filter(object_type="projects.follower").order_by("sequence")
    assert [(event.action, event.actor) for event in events] == [
        ("catalogue.followed", applicant),
        ("catalogue.unfollowed", applicant),
    ]


def test_following_signed_in_makes_an_earlier_request_by_mail_ones_own_from_now_on(public, applicant):
    asked(email=applicant.email)
    public()

    followers.follow(MONTENEGRO, user=applicant, frequency="AT_ONCE")

    row = Follower.objects.get()
    assert (row.user, row.confirmed_at is not None, row.told_revision) == (applicant, True, 1)


def test_all_that_one_address_follows_has_one_key_and_is_stopped_by_it(public, follower):
    first, second = asked(), asked(Followed("theme=PX"))
    other = asked(email="other@example.org")
    for row in (first, second, other):
        followers.confirm(row.token)
    assert first.key == second.key != other.key

    assert followers.stop_all(first.key) == 2

    assert [row.email for row in Follower.objects.all()] == ["other@example.org"]
    assert followers.stop_all(first.key) == 0
    for act in (followers.stop, followers.confirm):
        with pytest.raises(StateConflict):
            act(first.token)


def test_too_much_is_refused(public, follower, applicant, monkeypatch):
    monkeypatch.setattr(followers, "MOST_FOLLOWED", 2)
    for email in (applicant.email, "full@example.org"):
        for number in range(2):
            follower(email, query=f"q={number}")

    with pytest.raises(DomainError, match="You follow 2 searches"):
        followers.follow(MONTENEGRO, user=applicant, frequency="WEEKLY")
    assert asked(email="full@example.org") is None
    with pytest.raises(DomainError, match="too many words"):
        asked(Followed("q=" + "a" * 500))

    assert OutboxMail.objects.count() == 0
    assert followers.follow(Followed("q=1"), user=applicant, frequency="MONTHLY").frequency == "MONTHLY"


def test_unconfirmed_address_is_forgotten_after_a_week(noon, time_machine, public, follower):
    asked()
    follower("yes@example.org", query="country=ME")
    time_machine.shift(timedelta(days=7, seconds=1))

    assert followers.forget_unconfirmed() == 1

    assert [row.email for row in Follower.objects.all()] == ["yes@example.org"]


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["ask", "confirm", "stop", "publish", "tell", "forget"]),
        st.integers(0, 2),
        st.sampled_from(["", "country=ME", "q=project"]),
    ),
    max_size=12,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_nobody_unconfirmed_is_ever_mailed_anything_but_the_one_question(public, db, steps):
    Follower.objects.all().delete()
    OutboxMail.objects.all().delete()
    wanted = set()
    for number, (step, person, query) in enumerate(steps):
        email, followed = f"p{person}@example.org", Followed(query)
        row = Follower.objects.filter(email=email, query=query).first()
        if step == "ask":
            followers.follow_by_email(followed, email=email, language="en", frequency="AT_ONCE")
        elif step == "confirm" and row:
            followers.confirm(row.token)
            wanted.add(email)
        elif step == "stop" and row:
            followers.stop(row.token)
        elif step == "publish":
            public(f"Project {number}")
        elif step == "forget":
            followers.forget_unconfirmed()
        elif step == "tell":
            Follower.objects.update(told_at="2020-01-01T00:00:00Z")
            telling.tell_followers()

    questions = OutboxMail.objects.exclude(dedupe_key__startswith=telling.KEY)
    news = OutboxMail.objects.filter(dedupe_key__startswith=telling.KEY)
    assert {mail.to for mail in news} <= wanted
    assert all(re.search(r"/following/[^/]+/confirm/", mail.text) for mail in questions)
    once = [mail.dedupe_key for mail in questions]
    assert len(once) == len(set(once))
