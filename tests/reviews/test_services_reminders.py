"""Reminding reviewers, and forgetting their notes."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from applications.models import Application
from notifications.models import Notification, OutboxMail
from reviews import services, tasks
from reviews.models import Assignment, Round
from reviews.services.reminders import step_of

DAY = timedelta(days=1)


def due_in(assignment, days):
    Assignment.objects.filter(pk=assignment.pk).update(due_on=timezone.localdate() + days * DAY)


def told():
    return [
        (one.user.name.split()[0], one.params["n"], one.params["is_over"])
        for one in Notification.objects.filter(kind="review.reminder").order_by("pk")
    ]


@pytest.mark.parametrize(
    ("left", "step"), [(8, None), (7, 7), (3, 7), (2, 2), (1, 2), (0, 0), (-1, -1), (-6, -1), (-7, -7), (-90, -7)]
)
def test_the_step_is_the_nearest_that_has_come(left, step):
    today = timezone.localdate()

    assert step_of(today + left * DAY, today) == step


@pytest.mark.parametrize(
    ("days", "expected"), [(8, []), (7, [("Raul", 1, False)]), (0, [("Raul", 1, False)]), (-1, [("Raul", 1, True)])]
)
def test_a_reviewer_is_reminded_once_a_step(reviewed, reviewer2, days, expected):
    due_in(reviewed.assignments.get(reviewer=reviewer2), days)
    before = OutboxMail.objects.count()

    tasks.remind_of_reviews()
    tasks.remind_of_reviews()

    assert told() == expected  # and never Rita, who is done
    assert OutboxMail.objects.count() - before == len(expected)


def test_the_next_step_is_told_on_its_day_and_the_same_one_never_again(reviewed, reviewer2):
    due_in(reviewed.assignments.get(reviewer=reviewer2), 7)
    today = timezone.localdate()

    counts = [services.remind_of_reviews(today + days * DAY) for days in range(16)]

    assert [day for day, count in enumerate(counts) if count] == [0, 5, 7, 8, 14]


def test_one_message_tells_of_all_and_names_no_title(reviewed, other_draft, reviewer2, officer, cast):
    from demo import proposals

    other = proposals.carry_on(other_draft, "reviewed", cast)
    for application in (reviewed, other):
        due_in(application.assignments.get(reviewer=reviewer2), 2)

    services.remind_of_reviews()

    message = OutboxMail.objects.get(subject="2 reviews are due soon")
    assert message.to == reviewer2.email
    assert all(application.reference in message.text for application in (reviewed, other))
    assert reviewed.title not in message.text
    assert mail.outbox == []


def test_nobody_is_reminded_of_a_proposal_that_has_gone_on(reviewed, reviewer2):
    due_in(reviewed.assignments.get(reviewer=reviewer2), 2)
    Application.objects.filter(pk=reviewed.pk).update(state="RECOMMENDED")

    assert services.remind_of_reviews() == 0


@pytest.mark.parametrize(
    ("state", "assignment_state", "round_closes", "is_kept"),
    [
        ("FUND_REVIEW", "DONE", None, True),
        ("RECOMMENDED", "DONE", None, True),
        ("APPROVED", "DONE", None, False),
        ("WITHDRAWN", "DONE", None, False),
        ("FUND_REVIEW", "CONFLICT", None, False),
        ("FUND_REVIEW", "DONE", -1, False),
        ("FUND_REVIEW", "DONE", 1, True),
    ],
)
def test_a_private_note_ends_with_its_round(done, reviewer, state, assignment_state, round_closes, is_kept):
    services.write_note(done, by=reviewer, text="Mine alone", was="")
    Application.objects.filter(pk=done.application_id).update(state=state)
    Assignment.objects.filter(pk=done.pk).update(state=assignment_state)
    if round_closes:
        now = timezone.now()
        Round.objects.create(name="One", opens_at=now - 9 * DAY, closes_at=now + round_closes * DAY)

    count = tasks.forget_private_notes()

    done.refresh_from_db()
    assert (done.private_note, count) == (("Mine alone", 0) if is_kept else ("", 1))


def test_a_note_stays_while_another_round_is_to_come(done, reviewer):
    services.write_note(done, by=reviewer, text="Mine alone", was="")
    now = timezone.now()
    Round.objects.create(name="Over", opens_at=now - 9 * DAY, closes_at=now - DAY)
    Round.objects.create(name="To come", position=2, opens_at=now + DAY)

    assert services.forget_private_notes() == 0
