import random

import pytest

from accounts.models import RoleGrant, User
from applications.models import Application, FormerMember, Invitation, Member, Thread
from applications.services import comments, invitations, team_of
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


TEAM_RIGHTS = {
    "applications.edit": {"EDIT", "SUBMIT", "OWNER"},
    "applications.submit": {"SUBMIT", "OWNER"},
    "applications.see_team": {"VIEW", "EDIT", "SUBMIT", "OWNER"},
    "applications.comment": {"VIEW", "EDIT", "SUBMIT", "OWNER"},
    "applications.leave_team": {"VIEW", "EDIT", "SUBMIT"},
    "applications.manage_team": {"OWNER"},
    "applications.withdraw": {"OWNER"},
}
ASSESSING = [
    "applications.endorse", "applications.screen", "applications.recommend", "applications.decide",
    "applications.return", "applications.view_internal", "reviews.assign",
]  # fmt: skip


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("stage", ["draft", "endorsed"])
def test_lists_and_rules_agree_for_any_team(application_in, request, stage, seed):
    """Random people of all roles with random rights, some of whom left: what is listed, what is allowed, what never is."""
    chance, application = random.Random(seed), application_in(stage)
    people = {name: request.getfixturevalue(name) for name in PEOPLE}
    people = {name: User.objects.get(pk=user.pk) for name, user in people.items()}
    rights = {"applicant": "OWNER"}
    for name, user in people.items():
        if name == "applicant":
            continue
        rights[name] = chance.choice(["", "", "LEFT", *Member.Right.values])
        if chance.random() < 0.3:
            RoleGrant.objects.create(user=user, role=chance.choice(["OFFICER", "APPROVER", "REVIEWER"]))
        if rights[name] in Member.Right.values:
            Member.objects.create(application=application, user=user, right=rights[name], added_by=application.owner)
        elif rights[name]:
            FormerMember.objects.create(application=application, user=user)
    thread = comments.comment_on(application, "cover", by=application.owner, text="Seen?").thread
    application = Application.objects.get(pk=application.pk)

    for name, user in people.items():
        listed = {
            "visible": Application.objects.visible_to(user).filter(pk=application.pk).exists(),
            "written": Application.objects.written_by(user).filter(pk=application.pk).exists(),
            "worked_on": Application.objects.worked_on_by(user).filter(pk=application.pk).exists(),
            "thread": Thread.objects.visible_to(user).filter(pk=thread.pk).exists(),
        }
        allowed = {rule for rule, of in TEAM_RIGHTS.items() if allows(user, rule, application)}
        assert allowed == {rule for rule, of in TEAM_RIGHTS.items() if rights[name] in of}, name
        assert listed["visible"] == allows(user, "applications.view", application)
        assert listed["written"] == listed["thread"] == allows(user, "applications.see_team", application)
        assert listed["worked_on"] == bool(rights[name])
        assert listed["written"] == (user in team_of(application))
        if rights[name]:
            assert [rule for rule in ASSESSING if allows(user, rule, application)] == [], name


def test_list_and_rule_agree_on_who_answers_an_invitation(draft, applicant, colleague, stranger):
    invitation = invitations.invite(draft, by=applicant, email=colleague.email, right="EDIT")

    found = {
        user.name: (
            invitation in Invitation.objects.visible_to(user),
            allows(user, "applications.answer_invitation", invitation),
        )
        for user in (applicant, colleague, stranger)
    }

    assert found == {
        "Ana Applicant": (True, False), "Carlo Colleague": (True, True), "Stella Stranger": (False, False),
    }  # fmt: skip
