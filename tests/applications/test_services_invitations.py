"""Inviting colleagues: who, how many, how long, and that nobody learns who has an account."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from accounts.models import User
from applications.models import FormerMember, Invitation, Member
from applications.services.invitations import accept, invite, revoke, send_again
from core.errors import DomainError, NotAllowed, StateConflict
from core.models import AuditEvent
from notifications.models import Notification, OutboxMail
from reviews import services as reviews
from reviews.models import Screening
from reviews.selectors.exclusions import Exclusions
from tests.factories import UserFactory


@pytest.fixture
def invitation(draft, applicant, colleague):
    """To the colleague, who may write."""
    return invite(draft, by=applicant, email=colleague.email, right="EDIT")


def test_the_mail_says_who_and_what_and_holds_nothing_that_was_typed_for_it(draft, applicant, colleague):
    applicant.name = "Ana http://evil.example Applicant\nBcc: all@example.org"
    applicant.save()

    invite(draft, by=applicant, email="  Carlo@Example.ORG ", right="EDIT")

    mail = OutboxMail.objects.get()
    assert (mail.to, mail.language, mail.holds_secret) == ("carlo@example.org", draft.language, True)
    assert "evil" not in mail.subject + mail.text
    assert "\n" not in mail.subject
    assert draft.title in mail.text
    assert mail.text.count("http") == 1
    assert "http://testserver/en/workspace/applications/invited/" in mail.text


def test_only_the_hash_of_the_secret_is_kept(invitation, colleague, link_to):
    token = link_to(colleague.email).rstrip("/").rpartition("/")[2]

    stored = Invitation.objects.values().get()
    assert len(token) == 43
    assert [name for name, value in stored.items() if token in str(value)] == []
    assert [
        event for event in AuditEvent.objects.values() if token in str(event) or colleague.email in str(event)
    ] == []


def test_known_unknown_and_inactive_addresses_are_invited_alike(draft, applicant, colleague, stranger):
    User.objects.filter(pk=stranger.pk).update(is_active=False)

    for email in (colleague.email, stranger.email, "nobody@example.org"):
        invite(draft, by=applicant, email=email, right="VIEW")

    mails = OutboxMail.objects.all()
    told = {mail.text.split("/invited/")[0] + mail.text.split("/invited/")[1][43:] for mail in mails}
    assert (len(mails), len(told), {mail.language for mail in mails}) == (3, 1, {"en"})
    assert Notification.objects.count() == 0


@pytest.mark.parametrize("name", ["stranger", "reader", "writer", "submitter", "leaver", "officer", "endorser"])
def test_only_the_applicant_invites(team, request, name):
    with pytest.raises(NotAllowed):
        invite(team, by=request.getfixturevalue(name), email="x@example.org", right="EDIT")

    assert (Invitation.objects.count(), OutboxMail.objects.count()) == (0, 0)


@pytest.mark.parametrize("name", ["applicant", "writer"])
def test_who_works_on_it_already_is_not_invited(team, applicant, request, name):
    with pytest.raises(DomainError, match="works on the proposal already"):
        invite(team, by=applicant, email=request.getfixturevalue(name).email.upper(), right="EDIT")


def test_a_second_invitation_to_the_same_address_says_that_one_waits(draft, applicant, invitation):
    with pytest.raises(DomainError, match="waits for its answer"):
        invite(draft, by=applicant, email=invitation.email, right="SUBMIT")

    assert Invitation.objects.count() == 1


@pytest.mark.parametrize("fields", [{"email": "no address"}, {"right": "OWN"}, {"email": f"{'x' * 250}@example.org"}])
def test_bad_addresses_and_rights_are_refused(draft, applicant, fields):
    with pytest.raises(ValidationError):
        invite(draft, by=applicant, **{"email": "x@example.org", "right": "EDIT"} | fields)

    assert OutboxMail.objects.count() == 0


def test_accepting_makes_a_member_once_and_tells_the_applicant(draft, applicant, colleague, invitation):
    member = accept(invitation, by=colleague)

    assert (member.user, member.right, member.added_by) == (colleague, "EDIT", applicant)
    told = Notification.objects.get()
    assert (told.user, told.kind, told.params["actor"]) == (applicant, "team.joined", "Carlo Colleague")
    with pytest.raises(StateConflict, match="accepted already"):
        accept(invitation, by=colleague)
    assert Member.objects.count() == 1


def test_somebody_else_cannot_accept(invitation, stranger):
    with pytest.raises(NotAllowed):
        accept(invitation, by=stranger)

    assert Member.objects.count() == 0


def test_an_expired_invitation_is_not_accepted_and_can_be_sent_again(invitation, applicant, colleague, time_machine):
    time_machine.move_to(timezone.now() + timedelta(days=14, minutes=1))
    with pytest.raises(StateConflict, match="expired"):
        accept(invitation, by=colleague)

    newer = send_again(invitation, by=applicant)

    assert accept(newer, by=colleague).right == "EDIT"
    assert [row.state for row in Invitation.objects.order_by("pk")] == ["REVOKED", "ACCEPTED"]


def test_an_expired_address_can_be_invited_anew(draft, invitation, applicant, time_machine):
    time_machine.move_to(timezone.now() + timedelta(days=15))

    newer = invite(draft, by=applicant, email=invitation.email, right="VIEW")

    assert Invitation.objects.open().get() == newer


def test_the_time_of_an_invitation_is_a_setting(draft, applicant, settings):
    settings.INVITATION_DAYS = 3

    invitation = invite(draft, by=applicant, email="x@example.org", right="EDIT")

    assert invitation.expires_at - invitation.invited_at == timedelta(days=3)


def test_sent_again_the_old_link_is_dead(invitation, applicant, colleague, link_to):
    old = link_to(colleague.email)

    newer = send_again(invitation, by=applicant)

    assert link_to(colleague.email) != old
    with pytest.raises(StateConflict, match="sent again"):
        accept(invitation, by=colleague)
    assert newer.right == invitation.right


def test_taken_back_it_cannot_be_accepted_nor_taken_back_again(invitation, applicant, colleague):
    revoke(invitation, by=applicant)

    with pytest.raises(StateConflict):
        accept(invitation, by=colleague)
    with pytest.raises(StateConflict):
        revoke(invitation, by=applicant)
    assert AuditEvent.objects.filter(action="application.invitation_revoked").count() == 1


def test_twenty_people_at_most_with_those_invited(draft, applicant, join, settings):
    for number in range(17):
        join(draft, UserFactory(email=f"many{number}@example.org"))
    invite(draft, by=applicant, email="a@example.org", right="VIEW")
    invite(draft, by=applicant, email="b@example.org", right="VIEW")

    with pytest.raises(DomainError, match="At most 20 people"):
        invite(draft, by=applicant, email="c@example.org", right="VIEW")

    send_again(Invitation.objects.open().first(), by=applicant)  # takes no further place
    assert Invitation.objects.open().count() == 2


def test_invitations_of_a_day_are_limited_for_a_person_and_for_an_address(
    draft, other_draft, applicant, stranger, settings
):
    settings.MOST_INVITATIONS_A_DAY, settings.MOST_INVITATIONS_TO_AN_ADDRESS_A_DAY = 3, 2
    for email in ("a@example.org", "b@example.org", "c@example.org"):
        invite(draft, by=applicant, email=email, right="VIEW")
    with pytest.raises(DomainError, match="Try again tomorrow"):
        invite(draft, by=applicant, email="d@example.org", right="VIEW")
    invitation = invite(other_draft, by=stranger, email="a@example.org", right="VIEW")
    with pytest.raises(DomainError, match="Try again tomorrow"):
        send_again(invitation, by=stranger)

    Invitation.objects.update(
        invited_at=timezone.now() - timedelta(hours=25), expires_at=timezone.now() + timedelta(days=9)
    )
    assert invite(draft, by=applicant, email="d@example.org", right="VIEW").state == "OPEN"


@pytest.mark.parametrize("stage", ["approved", "rejected", "withdrawn"])
def test_nobody_joins_a_proposal_that_is_decided_or_withdrawn(application_in, applicant, colleague, invitation, stage):
    application = application_in(stage)

    with pytest.raises(StateConflict, match="decided or withdrawn"):
        accept(invitation, by=colleague)
    with pytest.raises(StateConflict, match="decided or withdrawn"):
        invite(application, by=applicant, email="x@example.org", right="VIEW")


def test_a_proposal_in_review_takes_colleagues_but_none_who_assess_it(
    application_in, applicant, colleague, reviewer, reviewer2, endorser, officer
):
    application = application_in("reviewed")
    for user in (reviewer, reviewer2, endorser, officer):
        invitation = invite(application, by=applicant, email=user.email, right="VIEW")
        with pytest.raises(DomainError, match="assess this proposal"):
            accept(invitation, by=user)

    accept(invite(application, by=applicant, email=colleague.email, right="VIEW"), by=colleague)

    assert [member.user for member in Member.objects.all()] == [colleague]


def test_a_reviewer_on_the_team_or_once_on_it_cannot_be_asked(application_in, join, officer, reviewer, reviewer2):
    application = application_in("endorsed")
    reviews.screen(application, by=officer, **dict.fromkeys(Screening.QUESTIONS, True))
    join(application, reviewer, "VIEW")
    FormerMember.objects.create(application=application, user=reviewer2)

    found = Exclusions([application], [reviewer, reviewer2])
    assert all("TEAM" in found.found(application, one) for one in (reviewer, reviewer2))
    for user in (reviewer, reviewer2):
        with pytest.raises(DomainError, match="works on the proposal, or once did"):
            reviews.assign(application, by=officer, reviewer=user, due_on=timezone.localdate() + timedelta(days=9))


def test_reviewers_of_a_colleagues_organisation_are_left_out(application_in, join, writer, reviewer):
    application = application_in("endorsed")
    join(application, writer)
    reviewer.organisation = writer.organisation
    reviewer.save()

    assert "ORGANISATION" in Exclusions([application], [reviewer]).found(application, reviewer)


def at_once(number, attempt):
    """How many of ``number`` simultaneous attempts were not refused."""

    def one(turn):
        try:
            attempt(turn)
        except DomainError:
            return False
        else:
            return True
        finally:
            connection.close()

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(one, range(number))).count(True)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_accepted_by_eight_clicks_at_once_it_makes_one_member(invitation, colleague):
    assert at_once(8, lambda _turn: accept(invitation, by=colleague)) == 1

    assert (Member.objects.count(), Notification.objects.count()) == (1, 1)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_invited_at_once_nobody_gets_two_mails_and_the_team_not_too_large(draft, applicant, settings):
    assert at_once(6, lambda _turn: invite(draft, by=applicant, email="a@example.org", right="VIEW")) == 1
    settings.MOST_PEOPLE_ON_A_PROPOSAL = 4

    assert at_once(6, lambda turn: invite(draft, by=applicant, email=f"b{turn}@example.org", right="VIEW")) == 2

    assert OutboxMail.objects.filter(holds_secret=True).count() == 3
