import pytest

from demo import proposals
from reviews import services
from reviews.models import Assignment, Criterion, Rubric


def test_queue_costs_the_same_at_1_and_10_proposals(
    client_for, officer, applicant, cast, application_in, django_assert_num_queries
):
    application_in("reviewed")
    client = client_for(officer)
    client.get("/en/workspace/reviews/")
    with django_assert_num_queries(8):
        client.get("/en/workspace/reviews/")
    for number in range(9):
        proposals.carry_on(proposals.start(applicant, title=f"Proposal {number}", country="ME"), "submitted", cast)

    with django_assert_num_queries(8):
        page = client.get("/en/workspace/reviews/")

    assert page.context["page"].paginator.count == 10


@pytest.mark.parametrize("name", ["applicant", "reviewer", "endorser", "project_manager"])
def test_queue_is_closed_to_those_outside_the_fund(client_for, request, application_in, name):
    application = application_in("submitted")

    response = client_for(request.getfixturevalue(name)).get("/en/workspace/reviews/")

    assert response.status_code == 403
    assert application.reference not in response.content.decode()


def test_text_is_closed_until_the_declaration(client_for, reviewer2, application_in):
    assignment = application_in("reviewed").assignments.get(reviewer=reviewer2)
    client = client_for(reviewer2)

    before = client.get(assignment.get_absolute_url()).content.decode()
    client.post(assignment.get_absolute_url(), {"has_conflict": "False"})
    after = client.get(assignment.get_absolute_url()).content.decode()

    text = "Cases are recorded in different ways by different services"
    assert [text in page for page in (before, after)] == [False, True]


def test_pages_of_the_fund_are_not_found_by_the_applicant(client_for, applicant, application_in):
    application = application_in("recommended")
    client = client_for(applicant)

    found = {name: client.get(f"/en/workspace/reviews/{application.key}/{name}/").status_code for name in
             ("endorse", "screen", "assign", "recommend", "decide", "reconsider")}  # fmt: skip

    assert set(found.values()) == {404}


def test_stale_decision_form_is_refused_with_a_sentence(client_for, approver, application_in):
    application = application_in("approved")

    page = client_for(approver).post(
        f"/en/workspace/reviews/{application.key}/decide/", {"outcome": "REJECT", "reason": "Late"}
    )

    assert "has changed since you opened it" in page.content.decode()
    application.refresh_from_db()
    assert application.state == "APPROVED"


def test_declared_conflict_leads_back_to_the_list(client_for, reviewer, application_in):
    assignment = application_in("reviewed").assignments.get(reviewer=reviewer)
    services.declare(assignment, by=reviewer, has_conflict=True, conflict="A friend works there")

    response = client_for(reviewer).get(assignment.get_absolute_url())

    assert response.headers["Location"] == "/en/workspace/reviews/mine/"


def test_guidance_kept_by_staff_is_shown_as_text(client_for, reviewer2, application_in):
    assignment = application_in("reviewed").assignments.get(reviewer=reviewer2)
    services.declare(assignment, by=reviewer2, has_conflict=False)
    rubric = Rubric.objects.create(number=2)
    Criterion.objects.create(rubric=rubric, code="FIT", name="Fit", guidance_en="<script>alert(1)</script>")
    Assignment.objects.filter(pk=assignment.pk).update(rubric=rubric)

    page = client_for(reviewer2).get(assignment.get_absolute_url()).content.decode()

    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page
