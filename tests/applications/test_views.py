import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from applications.models import Application, State
from applications.sections import SECTIONS
from applications.services import write_section
from demo import proposals
from funding.evaluator import DECLARATIONS


def test_list_costs_the_same_at_1_and_25_proposals(client_for, applicant, draft, django_assert_num_queries):
    client = client_for(applicant)
    client.get("/en/workspace/applications/")
    with django_assert_num_queries(6):
        client.get("/en/workspace/applications/")
    for number in range(24):
        proposals.start(applicant, title=f"Proposal {number}", country="ME", finished=False)

    with django_assert_num_queries(6):
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
    sent = filled(client.get(address)) | dict.fromkeys(DECLARATIONS, "on")

    first, second = client.post(address, sent), client.post(address, sent)

    assert first.headers["Location"] == second.headers["Location"]
    assert first.headers["Location"].endswith("/receipt/1/")
    assert draft.submissions.count() == 1


def filled(page):
    """What the hidden fields of the check page carry."""
    form = page.context["form"]
    return {name: form[name].value() for name in ("form_key", "read")}


def test_stale_form_after_the_submission_says_that_it_was_submitted(client_for, applicant, draft):
    client, address = client_for(applicant), f"/en/workspace/applications/{draft.key}/submit/"
    tabs = [filled(client.get(address)) | dict.fromkeys(DECLARATIONS, "on") for _tab in range(2)]
    client.post(address, tabs[0])

    page = client.post(address, tabs[1])

    assert "was submitted meanwhile" in page.content.decode()
    assert draft.submissions.count() == 1


def test_submit_of_a_draft_that_a_colleague_changed_names_the_part_and_who_and_then_goes_through(
    client_for, applicant, colleague, draft
):
    draft.members.create(user=colleague, added_by=applicant)
    client, address = client_for(applicant), f"/en/workspace/applications/{draft.key}/submit/"
    sent = filled(client.get(address)) | dict.fromkeys(DECLARATIONS, "on")
    write_section(draft, "summary", by=colleague, text="A colleague's summary", revision=1)

    page = client.post(address, sent)

    assert [(part.key, part.changed_by) for part in page.context["changed"]] == [("summary", colleague)]
    assert "Changed while you read: Summary." in page.content.decode()
    assert "A colleague&#x27;s summary" in page.content.decode()
    assert client.post(address, filled(page) | dict.fromkeys(DECLARATIONS, "on")).status_code == 302


def test_check_page_shows_the_whole_proposal_with_a_way_to_change_each_part(client_for, applicant, draft):
    page = client_for(applicant).get(f"/en/workspace/applications/{draft.key}/submit/").content.decode()

    for part in ("cover/", "letters/", *(f"sections/{key}/" for key in SECTIONS)):
        assert f'href="/en/workspace/applications/{draft.key}/{part}">Change' in page
    assert draft.sections.get(key="rationale").text.split(".")[0] in page


def test_colleague_who_may_not_submit_can_check_but_finds_no_button(client_for, applicant, colleague, draft):
    draft.members.create(user=colleague, added_by=applicant)
    client, address = client_for(colleague), f"/en/workspace/applications/{draft.key}/submit/"

    page = client.get(address)
    answer = client.post(address, filled(page) | dict.fromkeys(DECLARATIONS, "on"))

    assert "Your right on this proposal does not include submitting." in page.content.decode()
    assert answer.status_code == 200
    assert draft.submissions.count() == 0


def test_readiness_leads_from_everything_missing_to_where_it_is_mended(client_for, applicant, reference):
    application = proposals.start(applicant, title="New", country="ME", finished=False)
    key, version = application.key, application.plan.current.pk

    page = client_for(applicant).get(f"/en/workspace/applications/{key}/readiness/")

    found = {item.url for item in page.context["ready"].to_mend}
    assert found == {
        f"/en/workspace/plans/{version}/results/",
        f"/en/workspace/plans/{version}/budget/",
        f"/en/workspace/applications/{key}/letters/",
        *(
            f"/en/workspace/applications/{key}/sections/{name}/"
            for name in list(SECTIONS)[2:]
            if SECTIONS[name].is_required
        ),
    }
    assert [url for url in found if f'href="{url}"' not in page.content.decode()] == []


def test_readiness_leads_to_the_field_of_the_cover(client_for, applicant, draft):
    Application.objects.filter(pk=draft.pk).update(theme=None)

    page = client_for(applicant).get(f"/en/workspace/applications/{draft.key}/readiness/")

    (item,) = page.context["ready"].to_mend
    assert item.url == f"/en/workspace/applications/{draft.key}/cover/#div_id_theme"


@pytest.mark.parametrize("page", ["readiness/", "submit/"])
def test_check_pages_cost_the_same_whatever_the_size(client_for, applicant, draft, django_assert_max_num_queries, page):
    from plans import services as plans

    client, address = client_for(applicant), f"/en/workspace/applications/{draft.key}/{page}"
    client.get(address)
    with CaptureQueriesContext(connection) as before:
        client.get(address)
    output = draft.plan.current.nodes.get(level="OUTPUT")
    for number in range(10):
        plans.add_activity(
            output, by=applicant, title=f"Activity {number}", responsible_party="IOM", start_month=1, end_month=2
        )

    with django_assert_max_num_queries(len(before)):
        client.get(address)


@pytest.mark.parametrize("copied", ["{}", " {} ", "{}\n"])
def test_anybody_can_check_a_receipt_and_learns_nothing_of_whose_it_is(client_for, visitor, application_in, copied):
    application = application_in("submitted")
    sha256 = application.submissions.get().sha256

    lead = visitor.get("/en/receipts/", {"sha256": copied.format(sha256.upper()).strip("\n")})
    page = visitor.get(lead.headers["Location"]).content.decode()

    assert lead.headers["Location"] == f"/en/receipts/{sha256}/"
    assert "The audit trail holds this fingerprint" in page
    for secret in (application.reference, application.title, application.owner.name, "Montenegro"):
        assert secret not in page


def test_a_fingerprint_that_was_never_handed_in_is_told_so(visitor, reference):
    page = visitor.get(f"/fr/receipts/{'0' * 64}/")

    assert page.status_code == 200
    assert page.context["proofs"] == []


@pytest.mark.parametrize("typed", ["", "abc", "z" * 64, "0" * 65, "\u00e9" * 64])
def test_what_is_no_fingerprint_is_said_beside_the_field_and_kept(visitor, reference, typed):
    page = visitor.get("/en/receipts/", {"sha256": typed})

    assert page.status_code == 200
    assert list(page.context["form"].errors) == ["sha256"]
    assert page.context["form"]["sha256"].value() == typed


def test_checking_receipts_is_limited(visitor, reference, settings):
    settings.ACCOUNT_RATE_LIMITS = {"check_receipt": "2/m/ip"}

    answers = [visitor.get(f"/en/receipts/{'0' * 64}/").status_code for _turn in range(3)]

    assert answers == [200, 200, 429]


def test_receipt_shows_reference_and_fingerprint(client_for, applicant, application_in):
    application = application_in("submitted")

    page = client_for(applicant).get(f"/en/workspace/applications/{application.key}/receipt/").content.decode()

    assert application.reference in page
    assert application.submissions.get().sha256 in page


@pytest.mark.parametrize(
    "page",
    [
        "",
        "read/",
        "cover/",
        "sections/summary/",
        "letters/",
        "submit/",
        "receipt/",
        "withdraw/",
        "return/",
        "readiness/",
        "decline/",
        "ask/",
        "questions/",
        "messages/",
    ],
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
