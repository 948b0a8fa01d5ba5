"""Every address of the team: who gets what. A refusal has data behind it that could have leaked."""

import re

import pytest
from django.urls import reverse

from applications.models import Invitation
from applications.services import comments, handovers, invitations
from reviews import services as reviews
from reviews.models import Screening

NAMES = ["applicant", "reader", "writer", "submitter", "leaver", "stranger", "endorser", "officer", "approver"]
OWNER, TEAM = {"applicant"}, {"applicant", "reader", "writer", "submitter"}
COLLEAGUES, WRITERS = TEAM - OWNER, TEAM - {"reader"}
ADDRESSES = {  # name → (who opens it, what it needs besides the key, whether GET opens it)
    "people": (TEAM, "", True),
    "member": (OWNER, "member", True),
    "remove_member": (OWNER, "member", False),
    "offer": (OWNER, "member", False),
    "cancel_offer": (OWNER, "", False),
    "send_again": (OWNER, "invitation", False),
    "revoke": (OWNER, "invitation", False),
    "leave": (COLLEAGUES, "", True),
    "divide": (WRITERS, "", True),
    "comments": (TEAM, "", True),
    "comments_on": (TEAM, "part", True),
    "answer": (TEAM, "thread", False),
    "resolve": (TEAM, "thread", False),
    "reopen": (TEAM, "thread", False),
}


@pytest.fixture
def furnished(team, applicant, writer):
    """The team's draft with an open invitation and a thread: (application, arguments by what an address needs)."""
    invitation = invitations.invite(team, by=applicant, email="new@example.org", right="VIEW")
    thread = comments.comment_on(team, "cover", by=writer, text="A secret remark").thread
    arguments = {
        "": {},
        "member": {"pk": team.members.get(user=writer).pk},
        "invitation": {"pk": invitation.pk},
        "part": {"part": "cover"},
        "thread": {"pk": thread.pk},
    }
    return team, arguments


@pytest.mark.parametrize("name", ADDRESSES)
def test_each_address_opens_for_exactly_whom_it_should(furnished, client_for, request, name):
    application, arguments = furnished
    allowed, needs, by_get = ADDRESSES[name]
    address = reverse(f"applications:{name}", kwargs={"key": application.key, **arguments[needs]})
    opened = set()
    for person in NAMES if by_get else [who for who in NAMES if who not in allowed]:
        client = client_for(request.getfixturevalue(person))
        response = client.get(address) if by_get else client.post(address, {"text": "x"})
        assert response.status_code in {200, 404}
        if response.status_code == 200:
            opened.add(person)
        else:
            assert application.title not in response.content.decode()

    assert opened == (allowed if by_get else set())


@pytest.mark.parametrize("name", [name for name, row in ADDRESSES.items() if not row[2]])
def test_what_changes_something_needs_a_post_and_then_does_it(furnished, applicant, client_for, name):
    application, arguments = furnished
    address = reverse(f"applications:{name}", kwargs={"key": application.key, **arguments[ADDRESSES[name][1]]})
    client = client_for(applicant)

    assert client.get(address).status_code == 405
    assert client.post(address, {"text": "An answer"}).status_code == 302


def test_submitted_the_fund_sees_the_text_but_no_people_and_no_comments(
    application_in, join, writer, officer, endorser, approver, auditor, reviewer, client_for
):
    application = application_in("reviewed")
    join(application, writer)
    comments.comment_on(application, "cover", by=writer, text="A secret remark")

    for user in (officer, endorser, approver, auditor, reviewer):
        client = client_for(user)
        page = client.get(application.get_absolute_url())
        assert "A secret remark" not in page.content.decode()
        assert "commented" not in page.content.decode()
        for name in ("people", "comments"):
            assert client.get(reverse(f"applications:{name}", kwargs={"key": application.key})).status_code == 404
    assert "A secret remark" in client_for(writer).get(f"{application.get_absolute_url()}comments/").content.decode()


def test_the_comment_of_another_proposal_is_not_reached_through_ones_own(furnished, other_draft, stranger, client_for):
    _application, arguments = furnished
    address = reverse("applications:answer", kwargs={"key": other_draft.key, **arguments["thread"]})

    assert client_for(stranger).post(address, {"text": "x"}).status_code == 404


def test_people_takes_the_same_queries_for_2_and_15_people(
    team, applicant, client_for, join, django_assert_num_queries
):
    from tests.factories import UserFactory

    client, address = client_for(applicant), f"{team.get_absolute_url()}people/"
    client.get(address)
    with django_assert_num_queries(9):
        client.get(address)
    for number in range(12):
        join(team, UserFactory(email=f"more{number}@example.org"))
        Invitation.objects.create(
            application=team, email=f"i{number}@example.org", digest=str(number), invited_by=applicant,
            expires_at="2099-01-01T00:00:00Z",
        )  # fmt: skip

    with django_assert_num_queries(9):
        page = client.get(address)
    assert page.content.decode().count("@example.org") >= 12


def test_inviting_keeps_what_was_typed_when_it_is_refused(team, applicant, writer, client_for):
    address = f"{team.get_absolute_url()}people/"
    client = client_for(applicant)

    page = client.post(address, {"email": writer.email, "right": "SUBMIT"})
    assert page.context["form"].non_field_errors() == ["This person works on the proposal already."]
    assert page.context["form"]["email"].value() == writer.email
    assert set(client.post(address, {"email": "no", "right": "OWN"}).context["form"].errors) == {"email", "right"}
    assert client.post(address, {"email": "x@example.org", "right": "VIEW"}).status_code == 302


def test_a_colleague_cannot_invite_by_posting_to_the_page(team, submitter, client_for):
    page = client_for(submitter).post(f"{team.get_absolute_url()}people/", {"email": "x@example.org", "right": "EDIT"})

    assert page.status_code == 200
    assert Invitation.objects.count() == 0


def test_right_removing_and_leaving_by_the_pages(team, applicant, writer, reader, client_for):
    client, people = client_for(applicant), f"{team.get_absolute_url()}people/"
    writer_pk = team.members.get(user=writer).pk
    client.post(f"{people}{writer_pk}/", {"right": "SUBMIT"})
    assert team.members.get(user=writer).right == "SUBMIT"

    client.post(f"{people}{writer_pk}/remove/")
    gone = client_for(reader).post(f"{people}leave/")

    assert not team.members.filter(user__in=[writer, reader]).exists()
    assert gone.headers["Location"] == "/en/workspace/applications/"
    assert client.post(f"{people}{writer_pk}/remove/").status_code == 404


def test_handing_over_by_the_pages(team, applicant, writer, client_for):
    people = f"{team.get_absolute_url()}people/"
    client_for(applicant).post(f"{people}{team.members.get(user=writer).pk}/hand-over/")
    client = client_for(writer)
    assert "Take over" in client.get("/en/workspace/").content.decode()
    assert "Become the applicant" in client.get(f"{people}hand-over/").content.decode()

    client.post(f"{people}hand-over/", {"answer": "accept"})

    team.refresh_from_db()
    assert team.owner == writer
    assert client_for(applicant).get(f"{people}hand-over/").headers["Location"] == people


def test_only_the_colleague_who_was_asked_answers(team, applicant, writer, reader, client_for):
    handovers.offer(team.members.get(user=writer), by=applicant)

    refused = client_for(reader).post(f"{team.get_absolute_url()}people/hand-over/", {"answer": "accept"})

    assert refused.status_code == 409
    team.refresh_from_db()
    assert team.owner == applicant


def test_assigning_says_who_is_left_out(application_in, officer, join, reviewer, client_for):
    application = application_in("endorsed")
    reviews.screen(application, by=officer, **dict.fromkeys(Screening.QUESTIONS, True))
    join(application, reviewer, "VIEW")

    page = client_for(officer).get(reverse("reviews:assign", kwargs={"key": application.key}))

    assert re.search(f"{reviewer.name}.*works on the proposal, or once did", page.content.decode(), re.DOTALL)


def test_an_officer_who_left_the_team_still_does_not_screen_it(application_in, officer, join, client_for):
    application = application_in("endorsed")
    from applications.services import members

    join(application, officer, "VIEW")
    members.leave(application, by=officer)

    assert application.title in client_for(officer).get(application.get_absolute_url()).content.decode()
    for name in ("screen", "assign", "recommend", "decide"):
        assert client_for(officer).get(reverse(f"reviews:{name}", kwargs={"key": application.key})).status_code == 404
    assert application.title not in client_for(officer).get(reverse("reviews:queue")).content.decode()
