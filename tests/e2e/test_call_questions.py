"""An officer asks three questions in a call; an applicant answers in French without JavaScript, also the conditional one."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.e2e
CALL = "Demonstration: regional projects"
ROAD = ("Is there a road?", "Y a-t-il une route\u00a0?", "¿Hay una carretera?")
LENGTH = ("How long is it?", "Quelle est sa longueur\u00a0?", "¿Qué longitud tiene?")
SURFACE = ("What surface?", "Quel revêtement\u00a0?", "¿Qué superficie?")


def test_questions_of_a_call_are_asked_and_answered(person):
    officer_asks(person())
    applicant_answers(person(language="fr", width=390, java_script_enabled=False))


def in_three_languages(name, texts):
    return {f"{name}_{code}": text for code, text in zip(("en", "fr", "es"), texts, strict=True)}


def officer_asks(officer):
    officer.sign_in("Sofia Marín").go("/workspace/calls/").press(CALL).press("Keep the questions")
    officer.press("Begin a new version").press("Add a question").finds_no_barrier()
    officer.fill(kind="YES_NO", need="always", **in_three_languages("text", ROAD)).press("Save and add another")
    officer.fill(kind="NUMBER", need="always", asked_subject="is_there_a_road", asked_value="yes")
    officer.fill(**in_three_languages("text", LENGTH)).press("Save and add another")
    officer.fill(kind="CHOICE", need="never", **in_three_languages("text", SURFACE))
    for number, label in enumerate(("Asphalt", "Gravel")):
        officer.fill(**in_three_languages(f"choices-{number}-label", (label, f"{label} FR", f"{label} ES")))
    officer.press("Save").sees("Asked only if: “Is there a road?” is “Yes”")
    officer.press("Preview as an applicant").finds_no_barrier().press("French").sees(ROAD[1]).press("Back")
    officer.press("Check and publish").finds_no_barrier().press("Publish the questions")
    officer.sees("The questions are published.").leave()


def applicant_answers(applicant):
    page = applicant.sign_in("Aminata Diallo").page
    applicant.go(
        "/workspace/applications/new/?call=demonstration-regional&country=SN&country=BJ&coverage=REGIONAL&line=2"
    )
    applicant.fill(title="Une route commune", language="fr")
    page.locator("main form button[type='submit']").click()
    questions = page.locator(".task-list a[href$='/questions/']")
    questions.click()
    expect(page.get_by_text(LENGTH[1])).to_have_count(0)

    applicant.fill(**{"q-is_there_a_road": "true", "q-what_surface": "gravel"})
    page.locator("#answers button[type='submit']").click()
    assert page.url.endswith("/questions/#ask-how_long_is_it")
    applicant.fill(**{"q-how_long_is_it": "douze"})
    page.locator("#answers button[type='submit']").click()
    assert LENGTH[1] in page.locator(".error-summary").inner_text()
    assert page.locator("[name='q-how_long_is_it']").input_value() == "douze"
    applicant.fill(**{"q-how_long_is_it": "12,5"})
    page.locator("#answers button[type='submit']").click()
    questions.click()

    assert page.locator("[name='q-how_long_is_it']").input_value() == "12,5"
    assert page.locator("[name='q-what_surface'][value='gravel']").is_checked()
    applicant.leave()
