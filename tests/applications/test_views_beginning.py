"""The door for those who want to apply."""

import pytest

from core.navigation import PUBLIC, entries
from funding.models import Call

pytestmark = pytest.mark.django_db


def test_visitor_finds_the_way_to_an_account_and_is_told_when_no_call_is_open(client, reference):
    Call.objects.update(state=Call.State.CLOSED)

    page = client.get("/fr/apply/").content.decode()

    assert "Demander un financement</h1>" in page
    assert 'href="/fr/accounts/signup/"' in page
    assert 'href="/fr/workspace/applications/new/"' in page
    assert "Aucun appel n’est ouvert" in page


def test_open_call_stands_there_with_its_deadline(client, open_call):
    call = open_call()

    page = client.get("/en/apply/").content.decode()

    assert f'href="/en/calls/{call.slug}/"' in page
    assert "Deadline" in page


def test_writer_finds_their_drafts_and_nobody_else_does(client_for, applicant, stranger, draft):
    assert draft.get_absolute_url() in client_for(applicant).get("/en/apply/").content.decode()
    assert draft.get_absolute_url() not in client_for(stranger).get("/en/apply/").content.decode()


def test_submitted_proposal_is_no_draft(client_for, applicant, application_in):
    application = application_in("submitted")

    assert application.get_absolute_url() not in client_for(applicant).get("/en/apply/").content.decode()


@pytest.mark.parametrize("path", ["/en/apply/", "/en/calls/", "/en/eligibility/", "/en/eligibility/criteria/"])
def test_apply_is_marked_in_the_menu_on_all_that_it_covers(path):
    assert [str(entry.label) for entry in entries(PUBLIC, path) if entry.is_current] == ["Apply"]


def test_no_more_queries_with_more_calls(client, open_call, django_assert_num_queries):
    open_call("one")
    client.get("/en/apply/")
    with django_assert_num_queries(3):
        client.get("/en/apply/")
    open_call("two")
    with django_assert_num_queries(3):
        client.get("/en/apply/")
