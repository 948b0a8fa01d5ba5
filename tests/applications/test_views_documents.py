import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from applications import services
from applications.models import Document, LetterRequest
from core.models import StoredFile
from funding.models import CallDocument
from notifications.models import OutboxMail
from tests.core.corpus import JPEG, PDF

from .test_services_documents import upload
from .test_services_letters import PERSON, letter

BAD = PDF + b"/Launch \n%%EOF"


@pytest.fixture
def address(draft):
    return f"/en/workspace/applications/{draft.key}/documents/"


@pytest.fixture
def client(client_for, applicant):
    return client_for(applicant)


def three():
    return [upload("one.pdf"), SimpleUploadedFile("bad.pdf", BAD), SimpleUploadedFile("photo.jpg", JPEG)]


def test_of_three_files_two_are_kept_and_one_is_refused_with_name_reason_and_remedy(client, draft, address):
    page = client.post(address, {"what": "STUDY", "files": three()})
    sizes = re.search(r'data-most="(\d+)"', page.content.decode())[1]

    assert [(one.title, one.kind_id) for one in draft.documents.all()] == [("one", "STUDY"), ("photo", "STUDY")]
    text = " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())
    assert "“bad.pdf”: The PDF holds scripts, forms or other files. Print it to a new PDF and add that." in text
    assert "2 files are added." in text
    assert sizes == "20971520"
    assert page.context["form"]["what"].value() == "STUDY"


def test_files_that_are_all_good_lead_back_to_the_page(client, draft, address):
    response = client.post(address, {"what": "OTHER", "files": [upload()]})

    assert (response.status_code, response.headers["Location"]) == (302, address)


def test_by_script_each_file_gets_its_verdict_as_a_part_of_the_page(client, draft, address):
    good = client.post(address, {"what": "CV", "files": upload()}, headers={"HX-Request": "true"}).content.decode()
    bad = client.post(
        address, {"what": "CV", "files": SimpleUploadedFile("bad.pdf", BAD)}, headers={"HX-Request": "true"}
    ).content.decode()
    none = client.post(address, {"what": "CV"}, headers={"HX-Request": "true"}).content.decode()

    assert "“one.pdf”" not in good
    assert ("“study.pdf” is added." in good, "<html" in good) == (True, False)
    assert "“bad.pdf” was not added. The PDF holds scripts" in bad
    assert 'class="upload"' in none


@pytest.mark.parametrize(
    "data", [{"x": "1"}, {"what": "asked-999"}, {"what": "STUDY"}, {"what": "\x00", "files": "no file"}]
)
def test_an_upload_without_files_or_of_an_unknown_kind_says_so(client, draft, address, data):
    page = client.post(address, data)

    assert page.context["form"].errors
    assert draft.documents.count() == 0


def test_checklist_shows_what_the_call_asks_for(client, draft, address):
    asked = CallDocument.objects.create(call=draft.call, title="Workplan of the ministry")
    before = client.get(address).content.decode()
    client.post(address, {"what": f"asked-{asked.pk}", "files": upload()})
    after = client.get(address)

    assert client.get(address).context["form"]["what"].value() == "OTHER"
    assert (before.count("Required"), f"?what=asked-{asked.pk}#add" in before) == (1, True)
    assert [row.is_missing for row in after.context["documents"].asked] == [False]
    assert after.context["documents"].present[0].what == "Workplan of the ministry"
    chosen = client.get(f"{address}?what=asked-{asked.pk}").context["form"]["what"].value()
    assert chosen == f"asked-{asked.pk}"


def test_a_document_is_described_replaced_removed_and_put_back(client, draft, address):
    client.post(address, {"what": "OTHER", "files": upload()})
    document = draft.documents.get()
    page = f"{address}{document.pk}/"

    client.post(page, {"title": "Study of 2026", "what": "STUDY"})
    client.post(f"{page}replace/", {"file": upload("new.pdf", "two")})
    versions = client.get(page).content.decode()
    wrong = client.post(f"{page}replace/", {"file": SimpleUploadedFile("bad.pdf", BAD)}).content.decode()
    client.post(f"{page}remove/")
    removed = client.get(address).content.decode()
    gone = client.get(page)
    client.post(f"{page}restore/")

    document.refresh_from_db()
    assert (document.title, document.kind_id, document.removed_at) == ("Study of 2026", "STUDY", None)
    assert ("Version 2" in versions, "study.pdf" in versions) == (True, True)
    assert "“bad.pdf”: The PDF holds scripts" in wrong
    assert ("Put back" in removed, gone.status_code) == (True, 404)


def test_a_file_in_quarantine_is_shown_with_its_state_and_asked_for_again(client, draft, address):
    version = services.add_document(draft, by=draft.owner, file=upload())
    StoredFile.objects.update(scan=StoredFile.Scan.QUARANTINED)
    download = f"/en/workspace/applications/documents/{version.pk}/"

    waiting = client.get(address, headers={"HX-Request": "true"}).content.decode()
    refused = client.get(download)
    StoredFile.objects.update(scan=StoredFile.Scan.CLEAN)
    clean = client.get(address, headers={"HX-Request": "true"}).content.decode()

    assert ("every 4s" in waiting, "Being checked for viruses" in waiting, download in waiting) == (True, True, False)
    assert (refused.status_code, "still being checked" in refused.content.decode()) == (409, True)
    assert ("every 4s" in clean, "No virus found" in clean, download in clean) == (False, True, True)


def test_a_document_is_served_as_an_attachment_that_cannot_run(client, client_for, draft, stranger, endorser):
    version = services.add_document(draft, by=draft.owner, file=upload())
    download = f"/en/workspace/applications/documents/{version.pk}/"

    response = client.get(download)

    assert b"".join(response.streaming_content) == PDF + b"% one\n"
    headers = ("Content-Disposition", "Content-Security-Policy", "X-Content-Type-Options", "Content-Type")
    assert [response.headers[name] for name in headers] == [
        'attachment; filename="study.pdf"', "sandbox; default-src 'none'", "nosniff", "application/pdf",
    ]  # fmt: skip
    assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert [client_for(person).get(download).status_code for person in (stranger, endorser)] == [404, 404]


@pytest.mark.parametrize("page", ["", "replace/", "remove/", "restore/"])
def test_a_document_of_somebody_else_is_not_found_under_ones_own_proposal(
    client, draft, other_draft, stranger, address, page
):
    foreign = services.add_document(other_draft, by=stranger, file=upload()).document

    response = client.post(f"{address}{foreign.pk}/{page}", {"title": "Mine", "what": "CV", "file": upload("x.pdf")})

    assert response.status_code == 404
    assert (foreign.versions.count(), Document.objects.get(pk=foreign.pk).title) == (1, "study")


def test_page_of_documents_costs_the_same_at_1_and_25(client, draft, address, django_assert_num_queries):
    services.add_document(draft, by=draft.owner, file=upload())
    client.get(address)
    with django_assert_num_queries(QUERIES):
        client.get(address)
    for number in range(24):
        services.add_document(draft, by=draft.owner, file=upload(mark=str(number)))

    with django_assert_num_queries(QUERIES):
        client.get(address)


QUERIES = 12


@pytest.fixture
def link(draft, applicant):
    """The address that a focal point gets."""
    services.request_letter(draft, by=applicant, country=draft.countries.get(), **PERSON)
    text = OutboxMail.objects.get(to=PERSON["email"]).text
    return re.search(r"/fr(/apply/letters/\S+)", text)[1]


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_the_page_of_a_link_shows_title_country_and_what_the_letter_must_say(visitor, draft, link, language):
    page = visitor.get(f"/{language}{link}")
    text = page.content.decode()

    assert (page.status_code, draft.title in text) == (200, True)
    assert [word in text for word in (draft.key, draft.owner.name, "Rationale")] == [False, False, False]
    assert "no-store" in page.headers["Cache-Control"]


def test_a_letter_by_the_link_is_marked_and_the_link_then_shows_nothing(visitor, client, draft, link):
    thanks = visitor.post(f"/en{link}", letter())
    again = visitor.get(f"/en{link}")
    letters = client.get(f"/en/workspace/applications/{draft.key}/letters/").content.decode()

    assert "The letter has arrived" in thanks.content.decode()
    assert (again.status_code, draft.title in again.content.decode()) == (404, False)
    assert "From the focal point" in letters


def test_a_letter_in_quarantine_is_asked_for_again(client, draft):
    page = f"/en/workspace/applications/{draft.key}/letters/"
    StoredFile.objects.update(scan=StoredFile.Scan.QUARANTINED)
    waiting = client.get(page).content.decode()
    StoredFile.objects.update(scan=StoredFile.Scan.CLEAN)

    assert ["every 4s" in text for text in (waiting, client.get(page).content.decode())] == [True, False]


def test_a_wrong_letter_by_the_link_is_refused_beside_its_field(visitor, draft, link):
    wrong = letter(dated_on=date(2999, 1, 1), file=SimpleUploadedFile("a.pdf", BAD), language="", signatory="")

    page = visitor.post(f"/en{link}", wrong)

    assert set(page.context["form"].errors) == {"signatory", "dated_on", "language", "file"}
    assert page.context["form"]["ministry"].value() == "Ministry of Interior"
    assert LetterRequest.objects.get().answered_at is None


@pytest.mark.parametrize("token", ["x", "a" * 43, "…"])
def test_a_link_that_nobody_has_is_not_found(visitor, db, token):
    assert visitor.get(f"/en/apply/letters/{token}/").status_code == 404
    assert visitor.post(f"/en/apply/letters/{token}/", letter()).status_code == 404


def test_requests_are_sent_again_and_revoked_on_the_page_of_letters(client, draft, link):
    asked, page = LetterRequest.objects.get(), f"/en/workspace/applications/{draft.key}/letters/"

    again = client.post(f"{page}ask/{asked.pk}/again/", follow=True).content.decode()
    revoked = client.post(f"{page}ask/{asked.pk}/revoke/", follow=True).content.decode()

    assert "Waiting for an answer" in again
    assert ("Revoked" in revoked, "Send again" in revoked) == (True, False)


def test_a_bad_request_for_a_letter_keeps_what_was_typed(client, draft):
    page = client.post(
        f"/en/workspace/applications/{draft.key}/letters/ask/",
        {"country": "DE", "name": "M", "ministry": "", "email": "no address", "language": "de"},
    )

    assert set(page.context["form"].errors) == {"country", "ministry", "email", "language"}
    assert page.context["form"]["email"].value() == "no address"


def test_letters_come_after_the_submission_on_their_own_page(client, client_for, application_in, endorser, reviewer):
    application = application_in("submitted")
    address = f"/en/workspace/applications/{application.key}/"

    added = client.post(f"{address}letters/later/", letter(country="ME"), follow=True).content.decode()
    seen = client_for(endorser).get(address).content.decode()

    assert "The letter is added." in added
    assert ("Letters after the submission" in seen, "M. Focal" in seen) == (True, True)
    assert client.get(f"{address}letters/").headers["Location"] == address


def test_later_letters_of_a_draft_are_its_letters(client, draft):
    address = f"/en/workspace/applications/{draft.key}/letters/"

    assert client.get(f"{address}later/").headers["Location"] == address
    refused = client.post(f"{address}later/", letter(country="ME")).content.decode()
    assert "That is over" in refused or "Letters can be added until" in refused
