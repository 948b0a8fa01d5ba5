from datetime import timedelta

import pytest
from django.utils import timezone

from core.errors import NotAllowed, StateConflict
from core.models import AuditEvent
from funding.models import Call, CallFollower
from funding.services import followers
from notifications.models import OutboxMail
from notifications.services import following


@pytest.fixture
def call(open_call):
    return open_call()


def asked(call, email="New@Example.org ", language="fr"):
    followers.follow_by_email(call, email=email, language=language)
    return CallFollower.objects.filter(call=call, email=email.strip().lower()).first()


def test_signed_in_person_follows_with_one_act_and_may_stop(call, applicant):
    followers.follow(call, user=applicant)
    followers.follow(call, user=applicant)

    row = CallFollower.objects.get()
    assert (row.user, row.email, row.confirmed_at is not None) == (applicant, applicant.email, True)
    assert AuditEvent.objects.about(row).get().action == "call.followed"
    followers.stop_following(call, user=applicant)
    assert CallFollower.objects.count() == 0
    assert OutboxMail.objects.count() == 0


def test_following_makes_an_earlier_request_by_mail_ones_own(call, applicant):
    asked(call, applicant.email)

    followers.follow(call, user=applicant)

    row = CallFollower.objects.get()
    assert (row.user, row.confirmed_at is not None) == (applicant, True)


def test_draft_cannot_be_followed_by_outsiders(call_draft, applicant):
    draft = call_draft()

    with pytest.raises(NotAllowed):
        followers.follow(draft, user=applicant)
    with pytest.raises(NotAllowed):
        followers.follow_by_email(draft, email="a@example.org", language="en")

    assert CallFollower.objects.count() == 0
    assert OutboxMail.objects.count() == 0


def test_address_is_asked_first_in_its_language_with_a_secret_link(call):
    row = asked(call)

    mail = OutboxMail.objects.get()
    assert (row.email, row.confirmed_at, row.user) == ("new@example.org", None, None)
    assert (mail.to, mail.language, mail.holds_secret) == ("new@example.org", "fr", True)
    assert f"http://testserver/fr/following/{row.token}/" in mail.text
    assert "Regional fr" in mail.subject
    assert AuditEvent.objects.about(row).count() == 0


def test_address_cannot_be_flooded_for_one_call(noon, time_machine, call):
    for _turn in range(5):
        assert followers.follow_by_email(call, email="new@example.org", language="en") is None
    assert OutboxMail.objects.count() == 1
    time_machine.shift(timedelta(hours=24, seconds=1))

    asked(call)

    assert OutboxMail.objects.count() == 2
    assert CallFollower.objects.count() == 1


def test_address_cannot_be_flooded_over_many_calls(open_call):
    calls = [open_call(f"call-{number}") for number in range(7)]

    for call in calls:
        asked(call)

    assert OutboxMail.objects.count() == following.MOST_QUESTIONS
    assert asked(calls[0], "other@example.org") is not None


def test_address_that_follows_already_gets_nothing_and_the_answer_is_the_same(call, follower_of):
    follower_of(call, "known@example.org")

    answers = [
        followers.follow_by_email(call, email=email, language="en")
        for email in ("known@example.org", "new@example.org", "new@example.org")
    ]

    assert answers == [None, None, None]
    assert [mail.to for mail in OutboxMail.objects.all()] == ["new@example.org"]


def test_confirmation_counts_once_and_leaves_no_address_in_the_trail(call):
    row = asked(call)

    first = followers.confirm_following(row.token).confirmed_at
    second = followers.confirm_following(row.token).confirmed_at

    assert first == second
    event = AuditEvent.objects.about(row).get()
    assert (event.action, event.actor) == ("call.followed", None)
    assert "new@example.org" not in f"{event.object_label} {event.data} {event.comment}"


def test_stopping_by_mail_erases_the_address(call, follower_of):
    row = follower_of(call, "gone@example.org")
    follower_of(call, "stays@example.org")

    followers.unfollow(row.token)

    assert [one.email for one in CallFollower.objects.all()] == ["stays@example.org"]
    for act in (followers.unfollow, followers.confirm_following):
        with pytest.raises(StateConflict):
            act(row.token)


def test_address_that_never_confirmed_is_told_nothing_and_forgotten(noon, time_machine, call, follower_of):
    asked(call)
    follower_of(call, "yes@example.org")
    OutboxMail.objects.all().delete()

    followers.tell("call.changed", call, actor=None, words=lambda: {"parts": "title", "reason": "Because"})
    assert [mail.to for mail in OutboxMail.objects.all()] == ["yes@example.org"]
    time_machine.shift(timedelta(days=7, seconds=1))

    assert followers.forget_unconfirmed() == 1
    assert [one.email for one in CallFollower.objects.all()] == ["yes@example.org"]


def test_title_that_looks_like_a_link_is_no_link_in_mails(open_call, follower_of):
    call = open_call(title_en="Visit https://evil.example/ now")
    follower_of(call, "yes@example.org")

    words = {"parts": "title", "reason": "<script>alert(1)</script> see www.evil.example"}
    followers.tell("call.changed", call, actor=None, words=lambda: words)

    mail = OutboxMail.objects.get()
    assert "evil.example" not in mail.text + mail.html + mail.subject
    assert "<script>" not in mail.html


def test_inactive_person_is_not_told(call, applicant):
    followers.follow(call, user=applicant)
    applicant.is_active = False
    applicant.save()

    followers.tell("call.changed", call, actor=None, words=lambda: {"parts": "title", "reason": "x"})

    assert OutboxMail.objects.count() == 0


def test_rows_are_named_without_the_address(call, follower_of):
    row = follower_of(call, "secret@example.org")

    assert str(row) == f"{call.pk}: {row.pk}"
    assert Call.objects.filter(followers=row).get() == call
    assert timezone.now() >= row.confirmed_at


def test_mail_program_can_stop_a_call_and_waiting_mails_go_with_the_follower(call, follower_of):
    row = follower_of(call, "yes@example.org", "fr")
    follower_of(call, "other@example.org")
    followers.tell("call.changed", call, actor=None, words=lambda: {"parts": "title", "reason": "x"})

    mail = OutboxMail.objects.get(to="yes@example.org")
    assert mail.stop_url == f"http://testserver/fr/following/{row.token}/stop/"
    followers.unfollow(row.token)

    assert [mail.to for mail in OutboxMail.objects.all()] == ["other@example.org"]
