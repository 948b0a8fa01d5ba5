from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from accounts.models import Organisation, RoleGrant, User
from applications.models import Application, State
from core.errors import DomainError, NotAllowed, StateConflict
from funding.models import Country
from notifications.models import Notification
from plans.models import PlanVersion
from projects.models import Project
from reviews import services
from reviews.models import Assignment, Criterion, Decision, Recommendation, Rubric, ScaleStep, Score
from reviews.selectors import score_sheet

YES = {"is_eligible": True, "fits_focus_areas": True, "letters_are_right": True, "is_complete": True}
SOON = timedelta(days=14)


def assign(application, officer, reviewer):
    return services.assign(application, by=officer, reviewer=reviewer, due_on=timezone.localdate() + SOON)


def marks(value, comment=""):
    return dict.fromkeys(Criterion.objects.all(), (value, comment))


def test_endorse_by_the_applicant_is_refused(application_in, applicant):
    with pytest.raises(NotAllowed):
        services.endorse(application_in("submitted"), by=applicant)


def test_screen_before_endorsement_is_refused(application_in, officer):
    with pytest.raises(StateConflict):
        services.screen(application_in("submitted"), by=officer, **YES)


def test_assign_before_a_passed_screening_is_refused(application_in, officer, reviewer):
    application = application_in("endorsed")
    services.screen(application, by=officer, **{**YES, "is_complete": False})

    with pytest.raises(DomainError, match="Screen"):
        assign(application, officer, reviewer)


def test_assign_refuses_a_reviewer_of_the_applicants_organisation_or_country(
    application_in, officer, reviewer, reviewer2, applicant
):
    application = application_in("endorsed")
    services.screen(application, by=officer, **YES)
    applicant.organisation = reviewer.organisation = Organisation.objects.create(name="Ministry", kind="GOVERNMENT")
    reviewer2.organisation = Organisation.objects.create(name="IOM Podgorica", kind="COUNTRY_OFFICE", country_code="ME")
    for user in (applicant, reviewer, reviewer2):
        user.save()
    application = Application.objects.get(pk=application.pk)

    for user in (reviewer, reviewer2):
        with pytest.raises(DomainError, match="cannot review"):
            assign(application, officer, user)

    assert Assignment.objects.count() == 0


def test_declare_a_conflict_without_words_is_refused(application_in, reviewer2):
    assignment = application_in("reviewed").assignments.get(reviewer=reviewer2)

    with pytest.raises(DomainError):
        services.declare(assignment, by=reviewer2, has_conflict=True)

    assignment.refresh_from_db()
    assert assignment.state == Assignment.State.INVITED


def test_declare_for_somebody_else_is_refused(application_in, reviewer, reviewer2):
    assignment = application_in("reviewed").assignments.get(reviewer=reviewer2)

    with pytest.raises(NotAllowed):
        services.declare(assignment, by=reviewer, has_conflict=False)


def test_score_needs_every_mark_and_a_comment_at_the_extremes(application_in, reviewer2):
    assignment = application_in("reviewed").assignments.get(reviewer=reviewer2)
    services.declare(assignment, by=reviewer2, has_conflict=False)
    incomplete = marks(5)
    incomplete.pop(Criterion.objects.get(code="RISK"))

    with pytest.raises(DomainError) as refusal:
        services.hand_in(assignment, by=reviewer2, marks=incomplete)

    assert len(refusal.value.sentences) == Criterion.objects.count()
    assert Score.objects.filter(assignment=assignment).count() == 0


def test_score_is_handed_in_once(application_in, reviewer2):
    assignment = application_in("reviewed").assignments.get(reviewer=reviewer2)
    services.declare(assignment, by=reviewer2, has_conflict=False)
    services.hand_in(assignment, by=reviewer2, marks=marks(4))

    with pytest.raises(StateConflict):
        services.hand_in(assignment, by=reviewer2, marks=marks(2))

    assert set(assignment.scores.values_list("mark", flat=True)) == {4}


def test_score_sheet_is_the_weighted_mean_of_finished_reviews(application_in, reviewer2):
    application = application_in("reviewed")
    assignment = application.assignments.get(reviewer=reviewer2)
    rubric = Rubric.objects.create(number=2)
    for code, weight in (("FIT", 3), ("RISK", 1)):
        Criterion.objects.create(rubric=rubric, code=code, name=code, weight=weight)
    for mark in range(1, 6):
        ScaleStep.objects.create(rubric=rubric, mark=mark, name=str(mark))
    application.assignments.update(rubric=rubric)
    services.declare(assignment, by=reviewer2, has_conflict=False)
    fit, risk = rubric.criteria.order_by("code")
    services.hand_in(assignment, by=reviewer2, marks={fit: (5, "Right"), risk: (3, "")})

    sheet = score_sheet(application)

    # the first reviewer gave 4 and 3 by the shipped rubric: FIT (4 + 5) / 2 with weight 3, RISK (3 + 3) / 2 with weight 1
    assert [(row.criterion.code, row.marks, row.mean) for row in sheet.rows] == [
        ("FIT", [(4, ""), (5, "Right")], Decimal("4.5")),
        ("RISK", [(3, ""), (3, "")], Decimal(3)),
    ]
    assert sheet.mean == (Decimal("4.5") * 3 + 3) / 4


def test_score_sheet_leaves_out_a_review_with_a_conflict(application_in, reviewer):
    application = application_in("reviewed")
    services.declare(
        application.assignments.get(reviewer=reviewer), by=reviewer, has_conflict=True, conflict="A friend"
    )

    sheet = score_sheet(application)

    assert (sheet.reviewers, sheet.mean) == ([], None)


def test_recommend_while_reviews_are_open_is_refused(application_in, officer):
    with pytest.raises(DomainError, match="open"):
        services.recommend(application_in("reviewed"), by=officer, outcome="APPROVE", memo="Good")


def test_recommend_approval_after_a_failed_screening_is_refused(application_in, officer):
    application = application_in("endorsed")
    services.screen(application, by=officer, **{**YES, "is_eligible": False})

    with pytest.raises(DomainError, match="passed the screening"):
        services.recommend(application, by=officer, outcome="APPROVE", memo="Still good")

    services.recommend(application, by=officer, outcome="REJECT", memo="Not eligible")
    assert Application.objects.get(pk=application.pk).state == State.RECOMMENDED


def test_recommend_approval_of_a_regional_proposal_waits_for_its_letters(application_in, officer, reviewer2):
    application = application_in("reviewed")
    services.cancel(application.assignments.get(reviewer=reviewer2), by=officer)
    Application.objects.filter(pk=application.pk).update(coverage="REGIONAL")
    application = Application.objects.get(pk=application.pk)
    application.countries.set(Country.objects.filter(code__in=["ME", "AL"]))

    with pytest.raises(DomainError, match="1 of 2 letters"):
        services.recommend(application, by=officer, outcome="APPROVE", memo="Good")

    letter = application.letters.get()
    letter.pk, letter.country_id = None, "AL"
    letter.save()
    services.recommend(Application.objects.get(pk=application.pk), by=officer, outcome="APPROVE", memo="Good")
    assert Application.objects.get(pk=application.pk).state == State.RECOMMENDED


def test_recommend_rejection_of_a_regional_proposal_needs_no_letters(application_in, officer, reviewer2):
    application = application_in("reviewed")
    services.cancel(application.assignments.get(reviewer=reviewer2), by=officer)
    Application.objects.filter(pk=application.pk).update(coverage="REGIONAL")
    application = Application.objects.get(pk=application.pk)
    application.countries.set(Country.objects.filter(code__in=["ME", "AL"]))

    services.recommend(application, by=officer, outcome="REJECT", memo="Not good")

    assert Application.objects.get(pk=application.pk).state == State.RECOMMENDED


def test_cancel_frees_a_silent_reviewer_and_lets_the_officer_go_on(application_in, officer, reviewer2):
    application = application_in("reviewed")

    services.cancel(application.assignments.get(reviewer=reviewer2), by=officer)

    services.recommend(application, by=officer, outcome="APPROVE", memo="One review")
    assert Notification.objects.get(user=reviewer2, kind="review.cancelled").params["object"] == application.reference


def test_cancel_of_a_finished_review_is_refused(application_in, officer, reviewer):
    assignment = application_in("reviewed").assignments.get(reviewer=reviewer)

    with pytest.raises(StateConflict):
        services.cancel(assignment, by=officer)

    assignment.refresh_from_db()
    assert assignment.state == Assignment.State.DONE


def test_score_without_criteria_is_refused(application_in, reviewer2):
    assignment = application_in("reviewed").assignments.get(reviewer=reviewer2)
    Assignment.objects.filter(pk=assignment.pk).update(rubric=Rubric.objects.create(number=2))
    services.declare(assignment, by=reviewer2, has_conflict=False)

    with pytest.raises(DomainError, match="No criterion"):
        services.hand_in(assignment, by=reviewer2, marks={})


def test_decide_by_the_person_who_recommended_is_refused(application_in, officer):
    application = application_in("recommended")
    RoleGrant.objects.create(user=officer, role="APPROVER")

    with pytest.raises(DomainError, match="second person"):
        services.decide(application, by=User.objects.get(pk=officer.pk), outcome="APPROVE")

    assert Application.objects.get(pk=application.pk).state == State.RECOMMENDED


def test_database_refuses_a_decision_by_who_recommended(application_in, officer):
    recommendation = application_in("recommended").recommendations.get()

    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(
            application=recommendation.application,
            recommendation=recommendation,
            recommended_by=officer,
            decided_by=officer,
            outcome="APPROVE",
            amount=1,
        )


def test_decide_to_approve_freezes_the_plan_and_makes_the_project(application_in, approver, applicant, officer):
    application = application_in("approved")

    project = Project.objects.get(application=application)
    decision = application.decisions.get()
    assert application.plan.approved.status == PlanVersion.Status.APPROVED
    assert (project.state, project.amount, project.published_at) == ("ACTIVATION", Decimal("149700.00"), None)
    assert (decision.amount, decision.decided_by) == (project.amount, approver)
    assert "has approved your proposal with USD\u00a0149,700" in decision.letter.text
    told = Notification.objects.filter(kind="decision.made").values_list("user__email", flat=True)
    assert set(told) == {applicant.email, officer.email}


def test_decide_to_decline_needs_a_reason(application_in, approver):
    application = application_in("recommended")

    with pytest.raises(DomainError):
        services.decide(application, by=approver, outcome="REJECT", reason="")

    assert not Decision.objects.exists()
    assert Application.objects.get(pk=application.pk).state == State.RECOMMENDED


def test_reconsider_lets_the_officer_write_a_second_recommendation(application_in, approver, officer):
    application = application_in("recommended")
    services.reconsider(application, by=approver, comment="What of the letters?")

    services.recommend(application, by=officer, outcome="RETAIN", memo="No money this year")

    assert application.recommendations.count() == 2
    assert application.recommendations.first().outcome == Recommendation.Outcome.RETAIN


@pytest.mark.parametrize(
    "table", ["reviews_decision", "reviews_recommendation", "reviews_endorsement", "reviews_screening"]
)
def test_database_refuses_to_delete_what_was_decided(application_in, table):
    application_in("approved")

    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table}")
