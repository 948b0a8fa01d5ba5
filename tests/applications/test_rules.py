import pytest

from applications.models import Application
from core import audit
from core.access import allows

PEOPLE = [
    "applicant",
    "colleague",
    "endorser",
    "reviewer",
    "officer",
    "approver",
    "auditor",
    "project_manager",
    "stranger",
]
SEEN = {
    "draft": {"applicant"},
    "submitted": {"applicant", "endorser", "officer", "approver", "auditor"},
    "reviewed": {"applicant", "endorser", "officer", "approver", "auditor", "reviewer"},
}


@pytest.mark.parametrize("stage", SEEN)
def test_list_and_rule_agree_on_who_sees_an_application(application_in, request, stage):
    application = application_in(stage)
    people = {name: request.getfixturevalue(name) for name in PEOPLE}

    in_list = {name for name, user in people.items() if application in Application.objects.visible_to(user)}
    by_rule = {name for name, user in people.items() if allows(user, "applications.view", application)}

    assert in_list == by_rule == SEEN[stage]


def test_reviewer_sees_the_text_only_between_declaration_and_conflict(application_in, reviewer2, cast):
    from reviews import services

    application = application_in("reviewed")  # reviewer2 was asked and has not declared
    assignment = application.assignments.get(reviewer=reviewer2)
    seen = [allows(reviewer2, "applications.view", application)]
    services.declare(assignment, by=reviewer2, has_conflict=False)
    seen.append(allows(reviewer2, "applications.view", application))
    services.declare(assignment, by=reviewer2, has_conflict=True, conflict="I advised the ministry")
    seen.append(allows(reviewer2, "applications.view", application))

    assert seen == [False, True, False]


def test_endorser_of_another_region_sees_nothing(application_in, stranger):
    from accounts.models import RoleGrant

    application = application_in("submitted")
    RoleGrant.objects.create(user=stranger, role="ENDORSER", region_code="AFRICA")

    assert list(Application.objects.visible_to(stranger)) == []
    assert application.region_id == "EUROPE"


def test_history_tells_an_applicant_nothing_of_reviewers_or_recommendations(application_in, officer):
    application = application_in("recommended")

    told = [event.action for event in audit.history(application)]
    internal = [event.action for event in audit.history(application, internal=True)]

    assert told[-2:] == ["application.submit", "application.endorse"]
    assert internal[-1] == "application.recommend"
    assert {"review.assigned", "review.scored", "review.screened"} <= set(internal)


@pytest.mark.parametrize("name", ["applicant", "endorser"])
def test_page_of_an_application_names_no_reviewer_to_outsiders(
    application_in, request, client_for, name, reviewer, reviewer2
):
    application = application_in("recommended")

    page = client_for(request.getfixturevalue(name)).get(application.get_absolute_url()).content.decode()

    assert [person.name for person in (reviewer, reviewer2) if person.name in page] == []
    assert application.title in page
