"""Rights, removing, leaving and handing over."""

import pytest
from django.core.exceptions import ValidationError

from applications.models import Application, FormerMember, Handover, Member, Responsibility
from applications.services import handovers, members, write_section
from core.access import allows
from core.errors import NotAllowed, StateConflict
from core.models import AuditEvent
from notifications.models import Notification
from projects.models import Project


def told():
    return [(row.user.name, row.kind) for row in Notification.objects.order_by("pk").select_related("user")]


def test_a_right_is_changed_and_the_colleague_told(team, applicant, writer):
    Responsibility.objects.create(application=team, part="budget", person=writer, given_by=applicant)

    members.change_right(team.members.get(user=writer), by=applicant, right="VIEW")

    with pytest.raises(NotAllowed):
        write_section(team, "summary", by=writer, text="x", revision=1)
    assert told() == [("Wim Writer", "team.right_changed")]
    assert Responsibility.objects.count() == 0
    event = AuditEvent.objects.get(action="application.right_changed")
    assert event.data == {"person": writer.pk, "before": "EDIT", "after": "VIEW"}


def test_the_same_right_again_changes_nothing(team, applicant, writer):
    members.change_right(team.members.get(user=writer), by=applicant, right="EDIT")

    assert (told(), AuditEvent.objects.filter(action="application.right_changed").count()) == ([], 0)


def test_an_unknown_right_is_refused(team, applicant, writer):
    with pytest.raises(ValidationError):
        members.change_right(team.members.get(user=writer), by=applicant, right="OWN")


@pytest.mark.parametrize("name", ["reader", "writer", "submitter", "stranger", "officer"])
def test_only_the_applicant_changes_and_removes(team, request, name):
    user, member = request.getfixturevalue(name), team.members.first()

    with pytest.raises(NotAllowed):
        members.change_right(member, by=user, right="SUBMIT")
    with pytest.raises(NotAllowed):
        members.remove(member, by=user)
    with pytest.raises(NotAllowed):
        handovers.offer(member, by=user)

    assert team.members.count() == 3


def test_removed_a_colleague_is_told_and_never_assesses_it(team, applicant, writer):
    member = team.members.get(user=writer)
    members.remove(member, by=applicant)

    assert told() == [("Wim Writer", "team.removed")]
    assert Notification.objects.get().path == "/workspace/applications/"
    assert FormerMember.objects.filter(user=writer).count() == 1
    assert not Application.objects.visible_to(writer).exists()
    with pytest.raises(StateConflict):
        members.remove(member, by=applicant)


def test_leaving_tells_the_applicant(team, submitter):
    members.leave(team, by=submitter)

    assert told() == [("Ana Applicant", "team.left")]
    assert not allows(submitter, "applications.see_team", team)


@pytest.mark.parametrize("name", ["applicant", "stranger", "leaver"])
def test_the_applicant_and_outsiders_cannot_leave(team, request, name):
    with pytest.raises(NotAllowed):
        members.leave(team, by=request.getfixturevalue(name))


def test_a_handover_changes_nothing_until_it_is_accepted(team, applicant, reader):
    handovers.offer(team.members.get(user=reader), by=applicant)

    team.refresh_from_db()
    assert (team.owner, told()) == (applicant, [("Rosa Reader", "team.handover_offered")])


def test_accepted_the_colleague_is_the_applicant_and_the_old_one_writes_and_submits(team, applicant, reader):
    handovers.offer(team.members.get(user=reader), by=applicant)

    handovers.answer(team, by=reader, accepts=True)

    team = Application.objects.get(pk=team.pk)
    assert team.owner == reader
    assert dict(team.members.values_list("user__name", "right")) == {
        "Ana Applicant": "SUBMIT", "Wim Writer": "EDIT", "Sue Submitter": "SUBMIT",
    }  # fmt: skip
    assert {name for name, kind in told() if kind == "team.handed_over"} == {
        "Ana Applicant", "Rosa Reader", "Sue Submitter", "Wim Writer",
    }  # fmt: skip
    actions = AuditEvent.objects.about(team).order_by("sequence").values_list("action", flat=True)
    assert list(actions)[-2:] == ["application.handover_offered", "application.handover_accepted"]
    with pytest.raises(NotAllowed):
        handovers.offer(team.members.get(user=applicant), by=applicant)


def test_declined_everything_stays(team, applicant, reader):
    handovers.offer(team.members.get(user=reader), by=applicant)

    handovers.answer(team, by=reader, accepts=False)

    team.refresh_from_db()
    assert (team.owner, team.members.get(user=reader).right) == (applicant, "VIEW")
    assert told()[-1] == ("Ana Applicant", "team.handover_declined")
    with pytest.raises(StateConflict):
        handovers.answer(team, by=reader, accepts=True)


def test_an_offer_that_was_taken_back_replaced_or_left_is_not_accepted(team, applicant, reader, writer, submitter):
    handovers.offer(team.members.get(user=reader), by=applicant)
    handovers.cancel(team, by=applicant)
    handovers.offer(team.members.get(user=writer), by=applicant)
    handovers.offer(team.members.get(user=submitter), by=applicant)
    members.leave(team, by=submitter)

    for user in (reader, writer):
        with pytest.raises(StateConflict):
            handovers.answer(team, by=user, accepts=True)
    with pytest.raises(NotAllowed):
        handovers.answer(team, by=submitter, accepts=True)
    assert set(Handover.objects.values_list("answer", flat=True)) == {"CANCELLED"}


def test_an_approved_proposal_is_handed_over_with_its_project(application_in, join, applicant, writer):
    application = application_in("approved")
    join(application, writer)
    handovers.offer(application.members.get(user=writer), by=applicant)

    handovers.answer(application, by=writer, accepts=True)

    project = Project.objects.get(application=application)
    for user in (applicant, writer):
        assert project in Project.objects.worked_on_by(user)
        assert allows(user, "projects.work_on", project)


def test_one_membership_a_person(team, writer, applicant):
    from django.db import IntegrityError, transaction

    with pytest.raises(IntegrityError), transaction.atomic():
        Member.objects.create(application=team, user=writer, right="VIEW", added_by=applicant)
