"""What must not be named and what was wrong: prepared by one officer, published by another, read by everybody (issue 7)."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.e2e

PROJECT, HIDDEN = "IB.0450", "State Border Committee"
CORRECTION = {
    "correction_en": "The amount was USD 300,000.",
    "correction_fr": "Le montant était de 300 000 USD.",
    "correction_es": "El importe era de 300.000 USD.",
}


def test_a_name_is_withheld_and_an_amount_corrected_by_two_officers(person):
    first = person().sign_in("Sofia Marín").go(f"/workspace/projects/{PROJECT}/").press("Correct the public page")
    first.fill(names=HIDDEN, amount="310,000", **CORRECTION).press("Show the preview")
    first.sees("Say why these names are withheld.")
    first.fill(reason="Threats").press("Show the preview")
    expect(first.page.locator(".preview-title")).to_have_text(re.compile(r"Capacity of the \[…\] of Belarus"))
    first.finds_no_barrier().press("Hand to a second person").sees("The publication is prepared.")
    expect(first.page.get_by_role("link", name="Publish", exact=True)).to_have_count(0)
    first.finds_no_barrier().leave()

    second = person(language="fr", width=390).sign_in("David Okello")
    second.press(f"Vérifier et publier {PROJECT}", exact=False).finds_no_barrier().press("Publier")
    expect(second.page.locator(".public-changes del").first).to_contain_text("State")
    second.finds_no_barrier()
    with second.page.expect_navigation():
        second.press("Publier dans le catalogue")
    second.finds_no_barrier().leave()

    visitor = person(language="es", width=390).go(f"/projects/{PROJECT}/")
    visitor.sees(CORRECTION["correction_es"])
    expect(visitor.page.get_by_role("heading", level=1)).to_contain_text("[…]")
    expect(visitor.page.locator("main")).not_to_contain_text(HIDDEN)
    visitor.finds_no_barrier().leave()
