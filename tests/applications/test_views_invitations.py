"""From the link of the mail to the proposal: signed in, with another address, without account, too late."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.utils import timezone

from accounts.models import User
from applications.models import Invitation, Member
from applications.services.invitations import invite, revoke, send_again
from notifications.tasks import deliver_mail
from tests.accounts.conftest import PASSWORD, link_of, path_of

INVITED = "/en/workspace/applications/invited/"


@pytest.fixture
def invitation(draft, applicant, colleague):
    """To the colleague, who may write."""
    return invite(draft, by=applicant, email=colleague.email, right="EDIT")


@pytest.fixture
def link(invitation, colleague, link_to):
    """The path of its link."""
    return link_to(colleague.email)


def test_the_secret_leaves_the_address_at_once(visitor, link):
    response = visitor.get(link)

    assert response.headers["Location"] == INVITED
    assert "no-store" in response.headers["Cache-Control"]


def test_signed_in_with_the_address_a_button_accepts(client_for, colleague, draft, invitation, link):
    client = client_for(colleague)
    page = client.get(link, follow=True)
    assert page.redirect_chain[-1][0] == f"/en/workspace/applications/invitations/{invitation.pk}/"
    assert draft.title in page.content.decode()
    assert Member.objects.count() == 0

    done = client.post(page.redirect_chain[-1][0])

    assert done.headers["Location"] == draft.get_absolute_url()
    assert client.get(draft.get_absolute_url()).status_code == 200
    assert client.get(link, follow=True).redirect_chain[-1][0] == draft.get_absolute_url()


def test_the_invitation_stands_in_the_to_do_list_of_the_address(client_for, colleague, stranger, invitation):
    assert invitation.get_absolute_url() in client_for(colleague).get("/en/workspace/").content.decode()
    assert invitation.get_absolute_url() not in client_for(stranger).get("/en/workspace/").content.decode()


def test_with_another_address_a_sentence_and_a_way_to_switch(client_for, stranger, draft, link):
    client = client_for(stranger)
    page = client.get(link, follow=True).content.decode()
    assert "went to another address" in page
    assert draft.title not in page

    switched = client.post(f"{INVITED}switch/")

    assert switched.headers["Location"] == INVITED
    page = client.get(INVITED).content.decode()
    assert "/en/accounts/login/?next=/en/workspace/applications/invited/" in page


def test_somebody_elses_invitation_is_not_found(client_for, stranger, invitation):
    client = client_for(stranger)

    assert client.get(invitation.get_absolute_url()).status_code == 404
    assert client.post(invitation.get_absolute_url()).status_code == 404
    assert Member.objects.count() == 0


def test_without_account_the_page_says_nothing_of_the_proposal_or_the_address(
    visitor, draft, applicant, colleague, link
):
    page = visitor.get(link, follow=True).content.decode()

    assert [word for word in (draft.title, applicant.name, colleague.email) if word in page] == []


def test_without_account_signing_up_leads_back_to_the_acceptance(
    visitor, draft, applicant, link_to, django_capture_on_commit_callbacks
):
    invite(draft, by=applicant, email="nia@example.org", right="EDIT")
    page = visitor.get(link_to("nia@example.org"), follow=True).content.decode()
    assert "/en/accounts/signup/?next=/en/workspace/applications/invited/" in page
    answers = {
        "name": "Nia Novak", "email": "nia@example.org", "organisation_name": "Ministry",
        "organisation_kind": "GOVERNMENT", "password1": PASSWORD, "next": INVITED,
    }  # fmt: skip
    visitor.post("/en/accounts/signup/", answers)
    deliver_mail()
    message = next(one for one in mail.outbox if "confirm-email" in one.body)

    confirmed = visitor.post(path_of(link_of(message)))

    assert confirmed.headers["Location"] == INVITED
    page = visitor.get(INVITED, follow=True)
    assert draft.title in page.content.decode()
    visitor.post(page.redirect_chain[-1][0])
    assert Member.objects.get().user == User.objects.get(email="nia@example.org")


@pytest.mark.parametrize(
    ("become", "sentence"),
    [("accepted", "works once"), ("revoked", "taken back"), ("expired", "time is over"), ("replaced", "newer one")],
)
def test_what_no_longer_works_says_so_and_what_to_do(
    visitor, client_for, invitation, applicant, colleague, link, time_machine, become, sentence
):
    if become == "accepted":
        client_for(colleague).post(invitation.get_absolute_url())
    elif become == "revoked":
        revoke(invitation, by=applicant)
    elif become == "replaced":
        send_again(invitation, by=applicant)
    else:
        time_machine.move_to(timezone.now() + timedelta(days=15))

    page = visitor.get(link, follow=True)

    assert page.status_code == 404
    assert sentence in page.content.decode()


@pytest.mark.parametrize("token", ["x", "0" * 43, "é", "x" * 2000])
def test_unknown_and_malformed_secrets_say_the_same(visitor, db, token):
    page = visitor.get(f"{INVITED}{token}/", follow=True)

    assert page.status_code == 404
    assert "Open the whole link of the mail once more" in page.content.decode()


def test_the_page_without_a_link_says_what_to_do(visitor, db):
    assert visitor.get(INVITED).status_code == 404


def test_accepting_late_is_refused_with_a_page(client_for, colleague, applicant, invitation):
    client = client_for(colleague)
    revoke(invitation, by=applicant)

    refused = client.post(invitation.get_absolute_url())

    assert (refused.status_code, Member.objects.count()) == (409, 0)
    assert client.get(invitation.get_absolute_url()).status_code == 404


def test_an_unconfirmed_address_accepts_nothing(draft, applicant, visitor, invitation, colleague):
    """An account is signed in only after its address was confirmed: claiming the address of somebody else is no use."""
    EmailAddress.objects.create(user=colleague, email=colleague.email, primary=True, verified=False)
    colleague.set_password(PASSWORD)
    colleague.save()

    visitor.post("/en/accounts/login/", {"login": colleague.email, "password": PASSWORD})

    assert visitor.post(invitation.get_absolute_url()).status_code == 302
    assert Invitation.objects.get().accepted_at is None
