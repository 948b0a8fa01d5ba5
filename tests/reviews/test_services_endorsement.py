"""The Regional Office: declining, standing in for a colleague, asking Headquarters; and feedback after the decision."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from accounts.models import Organisation
from applications import services as applications
from applications.models import Application, State
from core.access import allows
from core.errors import DomainError, NotAllowed, StateConflict
from core.models import AuditEvent
from notifications.models import OutboxMail
from reviews import services
from reviews.models import Advice
from reviews.selectors import summary_of
from tests.factories import UserFactory

SOON = timedelta(days=7)


@pytest.fixture
def office(endorser):
    """The endorser's organisation."""
    endorser.organisation = Organisation.objects.create(name="IOM Vienna", kind="REGIONAL_OFFICE")
    endorser.save()
    return endorser.organisation


@pytest.fixture
def deputy(office):
    """A colleague of the endorser, without a role."""
    return UserFactory(name="Dora Deputy", email="dora@example.org", organisation=office)


@pytest.fixture
def adviser(db):
    """Somebody at Headquarters, without a role."""
    department = Organisation.objects.create(name="IOM Labour Mobility", kind="HEADQUARTERS")
    return UserFactory(name="Hugo Headquarters", email="hugo@example.org", organisation=department)


def test_decline_closes_the_proposal_and_tells_team_and_fund_why(application_in, endorser, applicant, cast):
    application = application_in("submitted")

    applications.decline(application, by=endorser, comment="Outside the regional strategy")

    application = Application.objects.get(pk=application.pk)
    assert (application.state, application.plan.current.status) == (State.NOT_ENDORSED, "WITHDRAWN")
    mails = OutboxMail.objects.filter(subject__endswith="is not endorsed")
    assert set(mails.values_list("to", flat=True)) == {applicant.email, cast.officer.email, cast.second_officer.email}
    assert "Outside the regional strategy" in mails[0].text
    assert "This proposal is closed." in mails[0].text


def test_decline_needs_a_reason_and_comes_before_the_endorsement(application_in, endorser):
    application = application_in("submitted")
    with pytest.raises(DomainError, match="Say why"):
        applications.decline(application, by=endorser, comment=" ")
    services.endorse(application, by=endorser)

    with pytest.raises(StateConflict):
        applications.decline(application, by=endorser, comment="Too late")


def test_a_colleague_of_the_office_stands_in_for_one_proposal_only(
    application_in, other_draft, endorser, deputy, stranger
):
    from funding.evaluator import DECLARATIONS

    application = application_in("submitted")
    applications.submit(other_draft, by=stranger, declarations=frozenset(DECLARATIONS))
    before = list(Application.objects.visible_to(deputy))

    services.delegate(application, by=endorser, to=deputy, note="I am away")

    assert (before, list(Application.objects.visible_to(deputy))) == ([], [application])
    assert not allows(deputy, "reviews.delegate", application)
    services.endorse(application, by=deputy, comment="For Emil")
    assert application.endorsements.get().endorsed_by == deputy


def test_standing_in_ends_at_once(application_in, endorser, deputy):
    application = application_in("submitted")
    delegation = services.delegate(application, by=endorser, to=deputy)
    services.end_delegation(delegation, by=endorser)

    with pytest.raises(NotAllowed):
        services.endorse(application, by=deputy)
    assert list(Application.objects.visible_to(deputy)) == []


@pytest.mark.parametrize("name", ["stranger", "applicant", "officer"])
def test_only_colleagues_of_the_same_office_stand_in(application_in, endorser, office, request, name):
    with pytest.raises(DomainError, match="your own office"):
        services.delegate(application_in("submitted"), by=endorser, to=request.getfixturevalue(name))


def test_the_team_of_a_proposal_never_stands_in(application_in, endorser, deputy, applicant):
    application = application_in("submitted")
    application.members.create(user=deputy, added_by=applicant)

    with pytest.raises(DomainError):
        services.delegate(application, by=endorser, to=deputy)


def test_headquarters_is_asked_reads_and_answers_once(application_in, endorser, adviser):
    application = application_in("submitted")
    advice = services.ask_advice(
        application, by=endorser, of=adviser, question="Does it fit?", due_on=timezone.localdate() + SOON
    )
    assert list(Application.objects.visible_to(adviser)) == [application]
    assert not allows(adviser, "applications.endorse", application)

    services.give_advice(advice, by=adviser, verdict=Advice.Verdict.ENDORSES, answer="It does.")

    with pytest.raises(StateConflict):
        services.give_advice(advice, by=adviser, verdict=Advice.Verdict.OBJECTS, answer="No.")
    assert AuditEvent.objects.get(action="endorsement.advice_given").data == {"verdict": "ENDORSES"}
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE reviews_advice SET answer = 'No.'")


@pytest.mark.parametrize("name", ["stranger", "reviewer", "applicant"])
def test_only_headquarters_is_asked_for_advice(application_in, endorser, request, name):
    with pytest.raises(DomainError, match="cannot be asked"):
        services.ask_advice(
            application_in("submitted"), by=endorser, of=request.getfixturevalue(name), question="Well?",
            due_on=timezone.localdate() + SOON,
        )  # fmt: skip


def test_advice_is_given_by_the_person_asked(application_in, endorser, adviser, officer):
    advice = services.ask_advice(
        application_in("submitted"), by=endorser, of=adviser, question="Well?", due_on=timezone.localdate() + SOON
    )

    with pytest.raises(NotAllowed):
        services.give_advice(advice, by=officer, verdict=Advice.Verdict.ENDORSES, answer="Yes")


def test_feedback_shows_means_but_no_reviewer(application_in, officer, applicant, client_for, reviewer, reviewer2):
    application = application_in("rejected")

    feedback = services.release_feedback(application, by=officer, text="Show who benefits.", with_summary=True)

    page = client_for(applicant).get(application.get_absolute_url()).content.decode()
    assert len(summary_of(feedback)) == application.assignments.first().scores.count()
    assert "Show who benefits." in page
    assert [person.name for person in (reviewer, reviewer2) if person.name in page] == []


def test_feedback_without_release_shows_no_mark(application_in, officer, applicant, client_for):
    application = application_in("rejected")
    services.release_feedback(application, by=officer, text="Show who benefits.", with_summary=False)

    page = client_for(applicant).get(application.get_absolute_url()).content.decode()

    assert "Mean of the reviewers" not in page


def test_feedback_comes_once_and_after_the_decision(application_in, officer):
    application = application_in("recommended")
    with pytest.raises(StateConflict):
        services.release_feedback(application, by=officer, text="Early", with_summary=False)


@pytest.mark.parametrize("name", ["applicant", "stranger", "endorser", "reviewer", "approver"])
def test_feedback_is_released_by_officers(application_in, request, name):
    with pytest.raises(NotAllowed):
        services.release_feedback(
            application_in("rejected"), by=request.getfixturevalue(name), text="Mine", with_summary=True
        )
