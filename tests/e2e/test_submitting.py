"""From the check of a draft to its receipt by keyboard in French; a round of questions and answers without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.e2e


def test_a_draft_is_checked_and_submitted_by_keyboard_in_french(person, finished_draft):
    applicant = person(language="fr").sign_in("Aminata Diallo")
    page, key = applicant.page, finished_draft("aminata.diallo", "SN")
    applicant.go(f"/workspace/applications/{key}/").finds_no_barrier()

    applicant.follows("État de préparation")
    expect(page.get_by_role("heading", level=1)).to_have_text("État de préparation")
    applicant.finds_no_barrier()
    applicant.follows("Vérifier et soumettre")
    expect(page).to_have_url(re.compile("/submit/$"))
    applicant.finds_no_barrier()
    applicant.follows("Soumettre la proposition", "button")
    applicant.sees("Un problème est survenu").finds_no_barrier()
    for box in page.get_by_role("checkbox").all():
        applicant.tabs_to(box)
        page.keyboard.press("Space")
    applicant.follows("Soumettre la proposition", "button")

    expect(page).to_have_url(re.compile("/receipt/1/$"))
    applicant.finds_no_barrier()
    sha256 = re.search(r"\b[0-9a-f]{64}\b", page.inner_text("main")).group()
    with page.expect_download() as download:
        applicant.tabs_to(page.get_by_role("link", name="Accusé de réception en PDF"))
        page.keyboard.press("Enter")
    assert download.value.suggested_filename.endswith("-1-receipt.pdf")
    applicant.leave()

    visitor = person(language="fr", width=390).go("/receipts/")
    visitor.tabs_to(visitor.page.get_by_label("Empreinte (SHA-256)"))
    visitor.page.keyboard.type(sha256)
    visitor.page.keyboard.press("Enter")
    visitor.sees("La piste d’audit contient cette empreinte").finds_no_barrier()
    visitor.leave()


def test_questions_are_asked_and_answered_without_javascript(person, finished_draft):
    key = finished_draft("milena.kovac", "ME", submitted=True)
    endorser = person(java_script_enabled=False).sign_in("Jonas Weber")
    endorser.go(f"/workspace/applications/{key}/ask/")
    endorser.fill(part_1="summary", text_1="Who benefits?").press("Ask questions").sees("Questions asked")
    endorser.leave()

    applicant = person(java_script_enabled=False, width=390).sign_in("Milena Kovač")
    applicant.go(f"/workspace/applications/{key}/").press("Answer the questions").sees("Who benefits?")
    applicant.fill(answer_1="One hundred officials.").press("Save").sees("Nothing is sent yet.")
    applicant.page.get_by_role("link", name=re.compile("^Change")).click()
    applicant.fill(text="One hundred officials learn the procedure.").press("Save and return")
    applicant.go(f"/workspace/applications/{key}/sections/rationale/")  # no question names it
    expect(applicant.page).to_have_url(re.compile(f"/applications/{key}/$"))
    applicant.go(f"/workspace/applications/{key}/clarification/").press("Send the answers")
    expect(applicant.page).to_have_url(re.compile("/receipt/2/$"))
    applicant.leave()

    endorser = person(java_script_enabled=False).sign_in("Jonas Weber")
    endorser.go(f"/workspace/applications/{key}/").sees("With the Regional Office").sees("One hundred officials.")
    endorser.press("What changed").sees("One hundred officials learn the procedure.")
    endorser.leave()
