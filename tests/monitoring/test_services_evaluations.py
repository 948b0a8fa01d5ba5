from datetime import timedelta

import pytest
from dateutil.relativedelta import relativedelta
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from core.errors import DomainError, NotAllowed, StateConflict
from demo import endings
from monitoring import services
from monitoring.models import Duty, Evaluation, FollowUp, ProjectDocument, Recommendation
from monitoring.selectors.evaluations import public_documents, window_of
from notifications.models import Notification
from projects.models import PublicRecord


def sentences(refusal):
    return [str(one) for one in refusal.value.sentences]


def told(kind):
    return set(Notification.objects.filter(kind=kind).values_list("user__name", flat=True))


def test_the_preferred_time_is_six_to_twelve_months_after_the_end(ended_project):
    end = ended_project.ends_on

    assert window_of(ended_project) == (end + relativedelta(months=6), end + relativedelta(months=12))


@pytest.mark.parametrize("months", [5, 13])
def test_a_time_outside_the_preferred_one_needs_a_reason(ended_project, cast, months):
    on = ended_project.ends_on + relativedelta(months=months)

    with pytest.raises(DomainError) as refusal:
        endings.plan(ended_project, cast, planned_on=on)

    assert sentences(refusal) == ["Say why the evaluation is earlier or later than the preferred time (R12)."]
    assert Evaluation.objects.count() == 0
    planned = endings.plan(ended_project, cast, planned_on=on, timing_reason="The evaluator is free then.")
    assert (planned.state, planned.language, planned.scale_id) == ("PLANNED", "en", "evaluation")
    assert told("evaluation.planned") == {"Paula Manager", "Emil Endorser"}


def test_a_project_is_evaluated_once_and_not_by_strangers(evaluation_in, ended_project, cast, applicant):
    with pytest.raises(NotAllowed):
        services.plan_evaluation(ended_project, by=applicant, kind="INTERNAL", planned_on=timezone.localdate())
    evaluation_in("PLANNED")

    with pytest.raises(StateConflict):
        endings.plan(ended_project, cast)


def test_starting_needs_evaluator_and_terms_and_settles_the_planning(ended_project, cast):
    evaluation = endings.plan(ended_project, cast, evaluator_name="")
    with pytest.raises(DomainError) as refusal:
        services.commission_evaluation(evaluation, by=cast.manager)
    services.change_evaluation(evaluation, by=cast.manager, revision=1, evaluator_name="Mirela Dervishi")
    endings.add(ended_project, cast, "TERMS_OF_REFERENCE", "Terms")

    started = services.commission_evaluation(evaluation, by=cast.manager)

    assert sentences(refusal) == ["Say who evaluates.", "Add the terms of reference."]
    assert started.started_on == timezone.localdate()
    duty = ended_project.duties.get(kind=Duty.Kind.EVALUATION_PLAN)
    assert (duty.done_on, duty.done_by) == (timezone.localdate(), cast.manager)


def test_a_change_opened_before_another_save_is_refused(evaluation_in, cast):
    evaluation = evaluation_in("PLANNED")
    services.change_evaluation(evaluation, by=cast.manager, revision=1, evaluator_name="A")

    with pytest.raises(StateConflict):
        services.change_evaluation(evaluation, by=cast.officer, revision=1, evaluator_name="B")

    assert Evaluation.objects.get().evaluator_name == "A"


def test_a_report_names_all_that_it_lacks(evaluation_in, cast):
    evaluation = evaluation_in("COMMISSIONED")

    with pytest.raises(DomainError) as refusal:
        services.report_evaluation(evaluation, by=cast.manager)

    assert sentences(refusal) == [
        "Add the evaluation report as a file.",
        "Write the summary.",
        *(
            f"Rate the criterion “{name}”."
            for name in ("Relevance", "Coherence", "Effectiveness", "Efficiency", "Impact", "Sustainability")
        ),
        "Add at least one finding.",
    ]


def test_a_rating_needs_its_reason_and_a_step_of_the_scale(evaluation_in, cast):
    evaluation = evaluation_in("COMMISSIONED")
    evaluation.refresh_from_db()
    step = evaluation.scale.steps.first()
    other = type(step).objects.exclude(scale=evaluation.scale).first()

    for given in ((step, " "), (other, "Because")):
        with pytest.raises(DomainError):
            services.write_ratings(
                evaluation, by=cast.manager, revision=evaluation.revision, summary="S", ratings={"IMPACT": given}
            )

    assert evaluation.ratings.count() == 0
    assert Evaluation.objects.get().summary == ""


def test_each_recommendation_is_answered_before_the_fund_reads(evaluation_in, cast):
    evaluation = evaluation_in("REPORTED")
    first, _second = evaluation.recommendations.all()
    with pytest.raises(DomainError) as refusal:
        services.respond_evaluation(evaluation, by=cast.manager)
    with pytest.raises(DomainError):
        services.answer(first, by=cast.manager, revision=1, response="ACCEPTED", response_text="", action="")
    with pytest.raises(DomainError):
        services.answer(first, by=cast.manager, revision=1, response="REJECTED", response_text="")

    assert sentences(refusal) == ["Answer recommendation 1.", "Answer recommendation 2."]
    assert list(Recommendation.objects.values_list("response", flat=True)) == ["", ""]
    assert told("evaluation.reported") == {"Paula Manager", "Otto Officer", "Olga Officer"}


def test_the_report_is_not_written_while_it_is_answered(evaluation_in, cast):
    evaluation = evaluation_in("REPORTED")

    for write in (services.keep_finding, services.keep_recommendation):
        with pytest.raises(StateConflict):
            write(evaluation, by=cast.manager, text="More")


def test_returned_it_can_be_written_again_and_its_signatures_are_gone(evaluation_in, cast):
    evaluation = services.return_evaluation(evaluation_in("RESPONDED"), by=cast.officer, comment="Say more on impact")

    assert (evaluation.state, evaluation.reported_by, evaluation.responded_by) == ("COMMISSIONED", None, None)
    assert services.keep_finding(evaluation, by=cast.manager, text="One more").pk
    assert told("evaluation.returned") == {"Paula Manager"}


def test_a_returned_response_leaves_the_report_as_it_was(evaluation_in, cast):
    evaluation = services.return_response(evaluation_in("RESPONDED"), by=cast.officer, comment="By when?")

    assert (evaluation.state, evaluation.reported_by) == ("REPORTED", cast.manager)


def test_who_handed_in_or_answered_does_not_accept(evaluation_in, cast):
    evaluation = evaluation_in("REPORTED")
    endings.answer(evaluation, cast)
    evaluation = services.respond_evaluation(evaluation, by=cast.officer)

    with pytest.raises(NotAllowed):
        services.accept_evaluation(evaluation, by=cast.officer)

    assert services.accept_evaluation(evaluation, by=cast.second_officer).is_accepted


def test_accepted_it_settles_its_duty_and_its_public_documents_are_in_the_record(evaluation_in, ended_project, cast):
    evaluation_in("ACCEPTED")

    record = PublicRecord.objects.get(pk=ended_project.pk)
    duty = ended_project.duties.get(kind=Duty.Kind.EVALUATION)
    assert duty.done_on == timezone.localdate()
    assert record.has_evaluation
    assert [(one["title"], one["category"], one["format"]) for one in record.documents] == [
        ("Evaluation of the register of residence permits", "A07", "application/pdf"),
        ("The evaluation on two pages", "A07", "application/pdf"),
    ]
    assert told("evaluation.accepted") == {"Paula Manager", "Emil Endorser"}


def test_nothing_is_public_before_nor_where_it_is_not_to_be(evaluation_in, ended_project, cast):
    evaluation = evaluation_in("RESPONDED")
    services_record = PublicRecord.objects.get(pk=ended_project.pk)
    assert (services_record.documents, public_documents(ended_project).count()) == ([], 0)
    evaluation = services.accept_evaluation(evaluation, by=cast.second_officer)

    services.show_evaluation(evaluation, by=cast.officer, is_public=False)

    record = PublicRecord.objects.get(pk=ended_project.pk)
    assert (record.documents, record.has_evaluation, public_documents(ended_project).count()) == ([], False, 0)
    with pytest.raises(NotAllowed):
        services.show_evaluation(evaluation, by=cast.manager, is_public=True)


def test_a_document_added_after_acceptance_is_not_public_and_those_before_stay(evaluation_in, ended_project, cast):
    evaluation_in("ACCEPTED")
    late = endings.add(ended_project, cast, "EVALUATION_REPORT", "Another report", is_public=True)
    kept = ProjectDocument.objects.get(kind="BRIEF")

    with pytest.raises(StateConflict):
        services.remove_document(kept, by=cast.manager)

    assert late.pk not in public_documents(ended_project).values_list("pk", flat=True)
    assert public_documents(ended_project).count() == 2


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE monitoring_evaluation SET summary = 'better'",
        "DELETE FROM monitoring_evaluation",
        "UPDATE monitoring_evaluationrating SET text = 'better'",
        "DELETE FROM monitoring_finding",
        "UPDATE monitoring_recommendation SET response = 'REJECTED'",
        "UPDATE monitoring_followup SET text = 'done'",
    ],
)
def test_database_refuses_to_change_an_accepted_evaluation(evaluation_in, cast, statement):
    evaluation = evaluation_in("ACCEPTED")
    services.follow_up(evaluation.recommendations.first(), by=cast.manager, text="Begun")

    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_follow_ups_go_on_until_it_is_done(evaluation_in, cast, stranger, ended_project):
    row = evaluation_in("RESPONDED").recommendations.first()
    with pytest.raises(StateConflict):
        services.follow_up(row, by=cast.manager, text="Begun")
    services.accept_evaluation(row.evaluation, by=cast.second_officer)
    with pytest.raises(NotAllowed):
        services.follow_up(row, by=stranger, text="Begun")
    with pytest.raises(DomainError):
        services.follow_up(row, by=cast.manager, text=" ")

    services.follow_up(row, by=cast.manager, text="Begun")
    was_open = Recommendation.objects.get(pk=row.pk).is_open
    services.follow_up(row, by=cast.officer, text="Done", is_done=True)

    assert (was_open, Recommendation.objects.get(pk=row.pk).is_open) == (True, False)
    assert list(FollowUp.objects.values_list("text", "is_done")) == [("Begun", False), ("Done", True)]


def test_a_promise_is_overdue_the_day_after(evaluation_in, time_machine):
    row = evaluation_in("ACCEPTED").recommendations.first()

    on_the_day = row.is_overdue
    time_machine.move_to(timezone.now() + timedelta(days=41))

    assert (on_the_day, row.is_overdue) == (False, True)
