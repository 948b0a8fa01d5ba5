"""What colleagues say to each other: who may, for how long, who is told, and that nobody else learns of it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from applications.models import Comment, Thread
from applications.selectors import discussion_on, work_on
from applications.services import comments, responsibilities
from applications.snapshot import as_data
from core import audit
from core.errors import DomainError, NotAllowed, StateConflict
from core.models import AuditEvent
from notifications.models import Notification, OutboxMail
from notifications.tasks import deliver_mail


@pytest.fixture
def said(team, writer):
    """The writer's comment on the rationale."""
    return comments.comment_on(team, "rationale", by=writer, text="Which figures?")


def told():
    return [(row.user.name, row.kind) for row in Notification.objects.order_by("pk").select_related("user")]


@pytest.mark.parametrize("name", ["applicant", "reader", "writer", "submitter"])
@pytest.mark.parametrize("part", ["cover", "summary", "results", "budget", "letters"])
def test_everybody_of_the_team_comments_on_every_part(team, request, name, part):
    user = request.getfixturevalue(name)

    comment = comments.comment_on(team, part, by=user, text=" Well said. ")

    assert (comment.author, comment.text, comment.thread.part) == (user, "Well said.", part)


@pytest.mark.parametrize("name", ["leaver", "stranger", "endorser", "officer", "reviewer"])
def test_nobody_else_comments_answers_or_resolves(team, said, request, name):
    user = request.getfixturevalue(name)

    for attempt in (
        lambda: comments.comment_on(team, "cover", by=user, text="x"),
        lambda: comments.answer(said.thread, by=user, text="x"),
        lambda: comments.resolve(said.thread, by=user),
        lambda: comments.reopen(said.thread, by=user),
        lambda: comments.change(said, by=user, text="x"),
        lambda: comments.delete(said, by=user),
    ):
        with pytest.raises(NotAllowed):
            attempt()
    assert Comment.objects.get().text == "Which figures?"


@pytest.mark.parametrize(("part", "text"), [("cover", " \n "), ("cover", "x" * 4001), ("appendix", "x")])
def test_empty_long_and_misplaced_comments_are_refused(team, writer, part, text):
    with pytest.raises(DomainError):
        comments.comment_on(team, part, by=writer, text=text)

    assert Thread.objects.count() == 0


def test_a_second_click_says_nothing_twice(team, said, applicant, writer):
    assert comments.comment_on(team, "rationale", by=writer, text="Which figures?") == said
    first = comments.answer(said.thread, by=applicant, text="Those of 2025.")

    assert comments.answer(said.thread, by=applicant, text="Those of 2025.") == first
    assert Comment.objects.count() == 2


def test_an_answer_opens_a_resolved_thread_again(said, applicant, writer):
    comments.resolve(said.thread, by=applicant)
    assert Thread.objects.unresolved().count() == 0

    comments.answer(said.thread, by=writer, text="Not yet.")

    thread = Thread.objects.get()
    assert (thread.resolved_at, thread.resolved_by) == (None, None)


def test_resolving_and_reopening_twice_is_recorded_once(said, applicant, writer):
    for step in (comments.resolve, comments.resolve, comments.reopen, comments.reopen):
        step(said.thread, by=applicant)

    actions = AuditEvent.objects.about(said.thread).order_by("sequence").values_list("action", flat=True)
    assert list(actions) == ["comment.written", "comment.resolved", "comment.reopened"]


def test_ones_own_comment_is_changed_within_a_quarter_of_an_hour(said, writer, time_machine):
    time_machine.move_to(timezone.now() + timedelta(minutes=14))
    assert comments.change(said, by=writer, text="Which figures, please?").changed_at is not None
    time_machine.move_to(timezone.now() + timedelta(minutes=2))

    with pytest.raises(NotAllowed):
        comments.change(said, by=writer, text="Too late")
    with pytest.raises(NotAllowed):
        comments.delete(said, by=writer)
    assert Comment.objects.get().text == "Which figures, please?"


def test_the_applicant_cannot_change_what_a_colleague_said(said, applicant):
    with pytest.raises(NotAllowed):
        comments.change(said, by=applicant, text="I agree with everything")


def test_deleting_the_only_comment_ends_the_thread(said, writer):
    comments.delete(said, by=writer)

    assert Thread.objects.count() == 0
    with pytest.raises(StateConflict):
        comments.answer(said.thread, by=writer, text="x")


def test_an_answered_comment_stays(said, applicant, writer):
    comments.answer(said.thread, by=applicant, text="Those of 2025.")

    with pytest.raises(StateConflict, match="answered since"):
        comments.delete(said, by=writer)


def test_a_full_thread_takes_no_more(said, writer, monkeypatch):
    monkeypatch.setattr(comments, "MOST_ANSWERS", 1)

    with pytest.raises(DomainError, match="full"):
        comments.answer(said.thread, by=writer, text="One more")


def test_who_is_meant_is_told_at_once_and_who_is_concerned_later(team, applicant, writer, reader, submitter):
    responsibilities.divide(team, by=applicant, changes={"budget": (submitter, None)})
    Notification.objects.all().delete()

    comments.comment_on(team, "budget", by=writer, text="Too much?", mentioned=[reader, writer])

    assert sorted(told()) == [
        ("Ana Applicant", "comment.new"), ("Rosa Reader", "comment.mentioned"), ("Sue Submitter", "comment.new"),
    ]  # fmt: skip


def test_somebody_outside_the_team_is_never_told(team, writer, stranger, leaver):
    comment = comments.comment_on(team, "budget", by=writer, text="Look", mentioned=[stranger, leaver])

    assert [row.user.name for row in Notification.objects.all()] == ["Ana Applicant"]
    assert comment.mentioned.count() == 0


def test_ten_comments_within_minutes_are_one_mail_each_after_ten_minutes(team, writer, applicant, time_machine):
    for number in range(10):
        comments.comment_on(team, "budget" if number % 2 else "cover", by=writer, text=f"Point {number}")
    mails = OutboxMail.objects.filter(to=applicant.email)
    assert (mails.count(), mails.due().count()) == (1, 0)

    time_machine.move_to(timezone.now() + timedelta(minutes=11))
    assert deliver_mail() == 1

    comments.comment_on(team, "budget", by=writer, text="One more, later")
    assert mails.count() == 2
    assert "Point" not in mails.first().text


def test_the_history_of_the_proposal_and_its_submission_say_nothing_of_comments(team, said, applicant):
    comments.resolve(said.thread, by=applicant)

    actions = [event.action for event in audit.history(team, internal=True)]
    assert [action for action in actions if action.startswith("comment")] == []
    assert "Which figures?" not in str(as_data(team))
    assert [row for row in AuditEvent.objects.values() if "figures" in str(row)] == []


def test_parts_are_noted_in_one_query_whatever_is_said(team, applicant, writer, django_assert_num_queries):
    responsibilities.divide(team, by=applicant, changes={"rationale": (writer, None)})
    comments.comment_on(team, "rationale", by=writer, text="One")
    version = team.plan.current
    with django_assert_num_queries(1):
        assert work_on(team, version, besides=applicant).notes == {"rationale": "Wim Writer · 1 open comment"}
    for number in range(24):
        comments.comment_on(team, "rationale", by=writer, text=f"No. {number}")

    with django_assert_num_queries(1):
        assert work_on(team, version, besides=applicant).notes == {"rationale": "Wim Writer · 25 open comments"}


def test_a_discussion_takes_the_same_queries_for_1_and_20_threads(team, applicant, writer, django_assert_num_queries):
    comments.comment_on(team, "cover", by=writer, text="First", mentioned=[applicant])
    with django_assert_num_queries(4):
        discussion_on(team, "cover")
    for number in range(21):
        comment = comments.comment_on(team, "cover", by=writer, text=f"No. {number}", mentioned=[applicant])
        comments.answer(comment.thread, by=applicant, text=f"Yes to {number}")

    with django_assert_num_queries(4):
        found = discussion_on(team, "cover")
    assert (len(found.threads), found.page.has_next()) == (20, True)


def test_open_threads_come_first(team, writer, applicant):
    first = comments.comment_on(team, "cover", by=writer, text="First")
    second = comments.comment_on(team, "cover", by=writer, text="Second")
    comments.resolve(second.thread, by=applicant)

    assert discussion_on(team, "cover").threads == [first.thread, second.thread]
