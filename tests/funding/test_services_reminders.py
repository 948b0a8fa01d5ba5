"""Reminders before a deadline: when, whom, and once each."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from core.models import AuditEvent
from funding.models import Call
from funding.services import calls, extensions, followers, reminders
from funding.tasks import keep_calls_on_time
from notifications.models import Notification, OutboxMail

SECOND = timedelta(seconds=1)


@pytest.fixture
def call(noon, open_call):
    """It closes on 30 June 2026, 17:00 in Zürich."""
    return open_call(deadline_at=datetime(2026, 6, 30, 15, tzinfo=UTC))


@pytest.fixture
def at(time_machine):
    """``at(moment)``: what is sent when the clock stands there."""

    def run(moment):
        time_machine.move_to(moment, tick=False)
        return reminders.remind_of_deadlines()

    return run


def kinds():
    return list(
        Notification.objects.filter(kind="call.closing").order_by("pk").values_list("user__name", "params__days")
    )


def test_followers_and_authors_of_drafts_are_told_seven_days_and_one_day_before(
    call, at, audience, applicant, stranger, follower_of
):
    audience(applicant)
    followers.follow(call, user=stranger)
    follower_of(call, "somebody@example.org", "fr")
    seven, one = call.deadline_at - timedelta(days=7), call.deadline_at - timedelta(days=1)

    sent = [at(moment) for moment in (seven - SECOND, seven, seven + SECOND, one - SECOND, one, one + SECOND)]

    assert sent == [0, 1, 0, 0, 1, 0]
    assert sorted(kinds()) == [
        ("Ana Applicant", 1), ("Ana Applicant", 7), ("Stella Stranger", 1), ("Stella Stranger", 7),
    ]  # fmt: skip
    assert OutboxMail.objects.filter(to="somebody@example.org").count() == 2
    assert AuditEvent.objects.about(call).filter(action="call.reminded").count() == 2


def test_words_say_how_long_and_until_when(call, at, follower_of):
    follower_of(call, "somebody@example.org")

    at(call.deadline_at - timedelta(days=1))

    mail = OutboxMail.objects.get(to="somebody@example.org")
    assert mail.subject == "Regional en: the call closes tomorrow"
    assert "The deadline is 30 June 2026, 17:00 (Central European Summer Time)." in mail.text


def test_who_follows_and_writes_a_draft_is_told_once(call, at, audience, applicant):
    audience(applicant)
    followers.follow(call, user=applicant)

    at(call.deadline_at - timedelta(days=7))

    assert kinds() == [("Ana Applicant", 7)]


def test_an_address_that_was_not_confirmed_hears_nothing(call, at):
    followers.follow_by_email(call, email="new@example.org", language="en")
    asked = OutboxMail.objects.count()

    at(call.deadline_at - timedelta(days=7))

    assert OutboxMail.objects.count() == asked


@pytest.mark.parametrize(
    ("zone", "deadline", "days", "due"),
    [
        # clocks forward on 29 March 2026 at 2:00 (Zürich): 17:00 stays 17:00, the seven days have 167 hours
        ("Europe/Zurich", datetime(2026, 4, 1, 15, tzinfo=UTC), 7, datetime(2026, 3, 25, 16, tzinfo=UTC)),
        ("Europe/Zurich", datetime(2026, 3, 29, 15, tzinfo=UTC), 1, datetime(2026, 3, 28, 16, tzinfo=UTC)),
        # clocks back on 25 October 2026: 25 hours
        ("Europe/Zurich", datetime(2026, 10, 25, 16, tzinfo=UTC), 1, datetime(2026, 10, 24, 15, tzinfo=UTC)),
        # 2:30 does not exist on 29 March: 3:30
        ("Europe/Zurich", datetime(2026, 3, 30, 0, 30, tzinfo=UTC), 1, datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),
        # 2:30 comes twice on 25 October: the first
        ("Europe/Zurich", datetime(2026, 10, 26, 1, 30, tzinfo=UTC), 1, datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        ("America/New_York", datetime(2026, 11, 2, 4, 59, tzinfo=UTC), 1, datetime(2026, 11, 1, 3, 59, tzinfo=UTC)),
        ("Asia/Kathmandu", datetime(2026, 6, 30, 11, 15, tzinfo=UTC), 7, datetime(2026, 6, 23, 11, 15, tzinfo=UTC)),
    ],
)
def test_days_are_those_of_the_calls_place(zone, deadline, days, due):
    assert reminders.due_at(Call(time_zone=zone, deadline_at=deadline), days) == due


def test_the_hour_of_the_clocks_counts_over_the_end_of_summer_time(noon, open_call, at, follower_of):
    call = open_call(deadline_at=datetime(2026, 10, 25, 16, tzinfo=UTC))  # 17:00 winter time
    follower_of(call, "somebody@example.org")
    due = datetime(2026, 10, 24, 15, tzinfo=UTC)  # 17:00 summer time

    assert [at(due - SECOND), at(due), at(due + timedelta(hours=1))] == [0, 1, 0]
    assert OutboxMail.objects.get(to="somebody@example.org").subject == "Regional en: the call closes tomorrow"


def test_a_reminder_missed_for_a_day_is_not_sent_any_more(call, at):
    assert at(call.deadline_at - timedelta(days=6)) == 0


def test_after_the_deadline_nobody_is_reminded_although_the_grace_runs(call, at):
    assert [at(call.deadline_at), at(call.deadline_at + SECOND)] == [0, 0]


def test_what_was_due_before_the_opening_is_left_out(noon, open_call, at):
    call = open_call(opens_at=noon + timedelta(days=1), deadline_at=noon + timedelta(days=5))

    assert at(call.opens_at) == 0
    assert at(call.deadline_at - timedelta(days=1)) == 1


def test_a_later_deadline_has_its_own_reminders(call, at, officer, second_officer, follower_of):
    follower_of(call, "somebody@example.org")
    at(call.deadline_at - timedelta(days=7))
    later = extensions.propose_extension(
        call, by=officer, deadline_at=call.deadline_at + timedelta(days=7), reason="Floods"
    )
    extensions.confirm_extension(later, by=second_officer)

    assert [at(call.deadline_at - timedelta(days=1)), at(call.deadline_at)] == [0, 1]
    subjects = list(
        OutboxMail.objects.filter(to="somebody@example.org").order_by("pk").values_list("subject", flat=True)
    )
    assert [subject for subject in subjects if "closes" in subject] == ["Regional en: the call closes in 7 days"] * 2


@pytest.mark.parametrize(("days", "sent"), [([], [0, 0, 0]), ([3], [0, 1, 0]), ([7, 3, 1], [1, 1, 1])])
def test_the_call_says_how_many_days_before(noon, open_call, at, days, sent):
    call = open_call(deadline_at=noon + timedelta(days=20), reminder_days=days)

    assert [at(call.deadline_at - timedelta(days=before)) for before in (7, 3, 1)] == sent


def test_drafts_and_closed_calls_remind_of_nothing(noon, call_draft, at):
    draft = call_draft(deadline_at=noon + timedelta(days=20))

    assert at(draft.deadline_at - timedelta(days=7)) == 0


def test_the_task_reminds(call, time_machine, follower_of):
    follower_of(call, "somebody@example.org")
    time_machine.move_to(call.deadline_at - timedelta(days=7), tick=False)

    keep_calls_on_time()

    assert OutboxMail.objects.filter(subject="Regional en: the call closes in 7 days").count() == 1


@pytest.mark.parametrize("days", [[0], [91], [7, 7], ["7"], [True], 7, [1, 2, 3, 4, 5, 6], [1.5]])
def test_days_that_cannot_be_are_refused(call_draft, officer, days):
    draft = call_draft()

    with pytest.raises(ValidationError):
        calls.keep_call(draft, by=officer, revision=draft.revision, reminder_days=days)

    draft.refresh_from_db()
    assert draft.reminder_days == [7, 1]
