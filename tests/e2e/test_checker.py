"""Somebody without an account, without JavaScript and in French finds out whether a project could be funded (issue 3)."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.e2e


def answers(visitor, *labels):
    """Choose what is called ``labels`` on the page, and go on."""
    for label in labels:
        visitor.page.get_by_label(label).check()
    visitor.page.get_by_role("button", name="Continuer").click()


@pytest.mark.parametrize("width", [1280, 390])
def test_the_check_leads_to_an_answer_in_french_without_javascript(person, width):
    visitor = person(language="fr", width=width, java_script_enabled=False)
    page = visitor.go("/eligibility/").page
    page.get_by_role("link", name="Commencer la vérification").click()

    answers(visitor)  # nothing chosen: refused beside the field
    expect(page.locator(".error-summary")).to_have_count(1)
    answers(visitor, "Un gouvernement (ministère, organisme ou mission permanente)")
    answers(visitor, "Plusieurs pays (régional)")
    page.locator("[name='countries']").select_option(["ME", "AL", "HR"])
    answers(visitor)
    answers(visitor, "Je ne sais pas\u00a0: vérifier les deux")
    page.locator("[name='theme']").select_option("PX")
    answers(visitor)
    page.locator("[name='amount']").fill("250\u202f000,50")
    answers(visitor)
    answers(visitor)

    assert page.locator("h1").inner_text() == "Résultat de la vérification"
    assert [badge.inner_text().strip() for badge in page.locator("section .badge").all()] == [
        "Vous pouvez présenter une demande",
        "Vous pouvez présenter une demande",
    ]
    assert "Croatie" in page.locator("main").inner_text()
    assert "250\u00a0000,50\u00a0USD" in page.locator("dl.facts").inner_text().replace("\u202f", "\u00a0")

    page.get_by_role("link", name="Modifier").nth(2).click()
    expect(page.locator("[name='countries'] option:checked")).to_have_count(3)
    visitor.leave()


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_pages_of_the_check_have_no_barrier(person, language):
    visitor = person(language=language)
    given = "who=OFFICE&coverage=NATIONAL&countries=ME&line=0&amount=400000"

    for address in ["", *[f"check/{step}/?{given}" for step in ("who", "countries", "excluded")], f"result/?{given}"]:
        visitor.go(f"/eligibility/{address}").finds_no_barrier()
    visitor.leave()
