"""Questions about a submission: only what they name opens, answers make the next submission, nobody is reminded twice."""

from datetime import timedelta

import pytest
from django.utils import timezone

from applications import services
from applications.models import Application, State
from applications.selectors import changes_of, readiness
from core.access import allows
from core.errors import DomainError, NotAllowed, StateConflict
from notifications.models import Notification, OutboxMail
from plans import services as plans
from reviews import services as reviews


@pytest.fixture
def asked(application_in, cast):
    """``asked("summary", stage="endorsed")``: a proposal with one question about each part named."""

    def make(*parts, stage="endorsed"):
        application = application_in(stage)
        by = cast.endorser if stage == "submitted" else cast.officer
        due_on = timezone.localdate() + timedelta(days=10)
        services.ask(application, by=by, due_on=due_on, questions=[(part, f"What of {part}?") for part in parts])
        return Application.objects.get(pk=application.pk)

    return make


def answers(application):
    return {question.position: "Our answer" for question in application.open_clarification.questions.all()}


def test_ask_tells_the_team_what_opens_and_until_when(asked, applicant):
    application = asked("summary", "letters")

    text = OutboxMail.objects.get(to=applicant.email, subject__startswith="Questions about").text
    assert application.state == State.CLARIFICATION
    assert "You can change: Summary, Letters" in text
    assert "You answer the questions and may change the parts that they name." in text


@pytest.mark.parametrize(
    ("questions", "days", "reason"),
    [
        ([], 5, "at least one question"),
        ([("summary", "  ")], 5, "at least one question"),
        ([("decision", "Why?")], 5, "no part"),
        ([("summary", "Why?")], 0, "in the future"),
    ],
)
def test_ask_refuses_what_nobody_could_answer(application_in, officer, questions, days, reason):
    application = application_in("endorsed")

    with pytest.raises(DomainError, match=reason):
        services.ask(application, by=officer, due_on=timezone.localdate() + timedelta(days=days), questions=questions)

    assert Application.objects.get(pk=application.pk).state == State.FUND_REVIEW


@pytest.mark.parametrize("name", ["applicant", "stranger", "reviewer", "approver", "auditor"])
def test_ask_is_for_officer_and_regional_office(application_in, request, name):
    with pytest.raises(NotAllowed):
        services.ask(
            application_in("submitted"), by=request.getfixturevalue(name),
            due_on=timezone.localdate() + timedelta(days=5), questions=[("summary", "Why?")],
        )  # fmt: skip


def test_only_the_parts_that_are_named_open(asked, applicant):
    application = asked("summary")

    services.write_section(application, "summary", by=applicant, text="A new summary", revision=1)
    for change in (
        lambda: services.write_section(application, "rationale", by=applicant, text="x", revision=1),
        lambda: services.remove_letter(application.letters.get(), by=applicant),
        lambda: plans.set_duration(application.plan.current, by=applicant, duration_months=20),
    ):
        with pytest.raises(DomainError):
            change()

    assert application.sections.get(key="summary").text == "A new summary"


def test_plan_reopens_only_if_a_question_names_it(asked, applicant):
    assert not asked("summary").plan.current.is_editable


def test_plan_named_by_a_question_can_be_written(asked, applicant):
    application = asked("plan")

    assert application.plan.current.is_editable
    assert allows(applicant, "plans.edit", application.plan.current)


@pytest.mark.parametrize(
    ("stage", "parts", "back"),
    [
        ("submitted", ["summary"], State.REGIONAL_REVIEW),
        ("endorsed", ["summary"], State.FUND_REVIEW),
        ("endorsed", ["plan", "letters"], State.FUND_REVIEW),
    ],
)
def test_answers_lead_back_with_the_next_submission_and_its_difference(asked, applicant, stage, parts, back):
    application = asked(*parts, stage=stage)
    if "summary" in parts:
        services.write_section(application, "summary", by=applicant, text="A new summary", revision=1)

    submission = services.answer(application, by=applicant, answers=answers(application))

    application = Application.objects.get(pk=application.pk)
    assert (application.state, submission.number) == (back, 2)
    assert not application.plan.current.is_editable
    assert [change.name for change in changes_of(submission).fields] == [part for part in parts if part == "summary"]
    assert submission.clarification == application.clarifications.get()


def test_answers_missing_are_named_and_nothing_is_sent_but_what_was_written_is_not_lost_by_saving(asked, applicant):
    application = asked("summary", "letters")
    services.write_answers(application, by=applicant, answers={1: "Half an answer"})

    with pytest.raises(DomainError, match="Answer question 2"):
        services.answer(application, by=applicant, answers={1: "An answer"})

    texts = list(application.clarifications.get().questions.values_list("answer", flat=True))
    assert texts == ["Half an answer", ""]
    assert Application.objects.get(pk=application.pk).state == State.CLARIFICATION


def test_answers_that_break_a_rule_are_refused(asked, applicant):
    application = asked("summary")
    services.write_section(application, "summary", by=applicant, text="word " * 400, revision=1)

    with pytest.raises(DomainError, match="P05"):
        services.answer(application, by=applicant, answers=answers(application))


def test_answers_sent_twice_make_one_submission(asked, applicant):
    application = asked("summary")
    texts = answers(application)
    services.answer(application, by=applicant, answers=texts)

    with pytest.raises(StateConflict):
        services.answer(application, by=applicant, answers=texts)

    assert application.submissions.count() == 2


def test_declarations_of_the_submission_before_stand(asked, applicant):
    application = asked("summary")
    before = application.submissions.get()

    submission = services.answer(application, by=applicant, answers=answers(application))

    declared = [finding for finding in readiness(application).findings if finding.target == "submit"]
    assert submission.facts.count('"declarations":["B03"') == before.facts.count('"declarations":["B03"') == 1
    assert len(declared) == 4


def test_a_passed_screening_and_a_finished_review_stand_after_answers(asked, applicant, officer, cast):
    application = asked("summary", stage="reviewed")
    services.answer(application, by=applicant, answers=answers(application))
    waiting = application.assignments.get(state="INVITED")
    reviews.cancel(waiting, by=officer)

    reviews.recommend(application, by=officer, outcome="APPROVE", memo="Answered well")

    assert Application.objects.get(pk=application.pk).state == State.RECOMMENDED


@pytest.mark.parametrize("step", ["return", "withdraw"])
def test_a_proposal_with_open_questions_can_be_returned_or_withdrawn(asked, applicant, officer, step):
    application = asked("plan")

    if step == "return":
        services.send_back(application, by=officer, comment="Rewrite it")
    else:
        services.withdraw(application, by=applicant, comment="Merged")

    application = Application.objects.get(pk=application.pk)
    assert application.open_clarification is None
    assert application.clarifications.get().closed_at is not None
    assert application.plan.current.is_editable == (step == "return")


def test_reminders_come_before_the_date_once_each_and_once_after_it(asked, applicant, officer):
    application = asked("summary")
    due_on = application.open_clarification.due_on

    for days in (9, 7, 7, 4, 2, 1, 0, -1, -1, -5):
        services.remind_of_questions(due_on - timedelta(days=days))

    told = Notification.objects.filter(kind__startswith="clarification.")
    count = {
        (kind, user): told.filter(kind=kind, user__email=user).count()
        for kind, user in set(told.values_list("kind", "user__email"))
    }
    assert count == {
        ("clarification.asked", applicant.email): 1,
        ("clarification.reminder", applicant.email): 3,
        ("clarification.overdue", applicant.email): 1,
        ("clarification.overdue", officer.email): 1,
    }


def test_answered_questions_are_not_reminded_of(asked, applicant):
    application = asked("summary")
    due_on = application.open_clarification.due_on
    services.answer(application, by=applicant, answers=answers(application))

    assert services.remind_of_questions(due_on) == 0
