import pytest

from applications.models import Application, State
from applications.services import write_section
from demo import proposals
from funding.evaluator import DECLARATIONS


def test_list_costs_the_same_at_1_and_25_proposals(client_for, applicant, draft, django_assert_num_queries):
    client = client_for(applicant)
    client.get("/en/workspace/applications/")
    with django_assert_num_queries(10):
        client.get("/en/workspace/applications/")
    for number in range(24):
        proposals.start(applicant, title=f"Proposal {number}", country="ME", finished=False)

    with django_assert_num_queries(10):
        page = client.get("/en/workspace/applications/")

    assert page.context["page"].paginator.count == 25


def test_start_keeps_what_was_typed_when_the_country_is_not_eligible(client_for, applicant, reference):
    answers = {"title": "A counter", "coverage": "NATIONAL", "countries": "HR", "line": "2", "language": "en"}

    page = client_for(applicant).post("/en/workspace/applications/new/", answers)

    assert "Croatia: a member of the European Union." in page.content.decode()
    assert page.context["form"]["title"].value() == "A counter"
    assert Application.objects.count() == 0


def test_start_refuses_a_country_that_does_not_exist(client_for, applicant, reference):
    answers = {"title": "\x00", "coverage": "GLOBAL", "countries": "ZZ", "line": "9", "language": "de"}

    page = client_for(applicant).post("/en/workspace/applications/new/", answers)

    assert set(page.context["form"].errors) == {"title", "coverage", "countries", "line", "language"}


def test_section_saved_in_another_tab_shows_both_texts(client_for, applicant, draft):
    write_section(draft, "summary", by=applicant, text="From the first tab", revision=1)
    address = f"/en/workspace/applications/{draft.key}/sections/summary/"

    page = client_for(applicant).post(address, {"text": "From the second tab", "revision": 1}).content.decode()

    assert "Keep mine" in page
    assert "From the first tab" in page
    assert "From the second tab" in page
    assert draft.sections.get(key="summary").text == "From the first tab"


def test_double_click_on_submit_hands_in_once_and_says_so(client_for, applicant, draft):
    client, address = client_for(applicant), f"/en/workspace/applications/{draft.key}/submit/"
    declared = dict.fromkeys(DECLARATIONS, "on")

    first, second = client.post(address, declared), client.post(address, declared)

    assert first.headers["Location"].endswith("/receipt/")
    assert "was submitted meanwhile" in second.content.decode()
    assert draft.submissions.count() == 1


def test_receipt_shows_reference_and_fingerprint(client_for, applicant, application_in):
    application = application_in("submitted")

    page = client_for(applicant).get(f"/en/workspace/applications/{application.key}/receipt/").content.decode()

    assert application.reference in page
    assert application.submissions.get().sha256 in page


@pytest.mark.parametrize(
    "page", ["", "read/", "cover/", "sections/summary/", "letters/", "submit/", "receipt/", "withdraw/", "return/"]
)
@pytest.mark.parametrize("name", ["stranger", "colleague", "reviewer"])
def test_pages_of_somebody_elses_application_are_not_found(client_for, request, application_in, page, name):
    application = application_in("submitted")

    response = client_for(request.getfixturevalue(name)).get(f"/en/workspace/applications/{application.key}/{page}")

    assert response.status_code == 404
    assert application.title not in response.content.decode()


@pytest.mark.parametrize("page", ["cover/", "sections/summary/", "letters/", "submit/"])
def test_writing_pages_of_a_submitted_proposal_lead_to_its_own_page(client_for, applicant, application_in, page):
    application = application_in("submitted")

    response = client_for(applicant).get(f"/en/workspace/applications/{application.key}/{page}")

    assert response.headers["Location"] == f"/en/workspace/applications/{application.key}/"


def test_letter_is_served_as_an_attachment_that_cannot_run(client_for, applicant, stranger, other_draft, draft):
    draft.letters.update(id=900)  # no application has this number
    address = "/en/workspace/applications/letters/900/"

    response = client_for(applicant).get(address)

    assert b"".join(response.streaming_content) == proposals.LETTER
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert client_for(stranger).get(address).status_code == 404


def test_get_of_a_step_changes_nothing(client_for, applicant, application_in):
    application = application_in("submitted")

    client_for(applicant).get(f"/en/workspace/applications/{application.key}/withdraw/")

    application.refresh_from_db()
    assert application.state == State.REGIONAL_REVIEW
