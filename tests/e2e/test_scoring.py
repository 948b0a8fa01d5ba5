"""A reviewer scores by keyboard on a page that saves by itself, then reads and discusses on a telephone without scripts."""

import pytest

pytestmark = pytest.mark.e2e


def test_a_review_from_the_declaration_to_the_discussion(person):
    reviewer = person()
    page = reviewer.sign_in("Kofi Mensah").page
    reviewer.go("/workspace/reviews/mine/").finds_no_barrier()
    page.get_by_role("row").filter(has_text="Declaration awaited").get_by_role("link").first.click()
    reviewer.fill(has_conflict="False").press("Declare")
    scores_by_keys(reviewer)
    address = page.url.split("/en")[1]
    reviewer.go(address).finds_no_barrier()
    assert page.locator(".marks input:checked").count() == 9

    reviewer.press("Check and hand in").sees("has a mark without a reason").finds_no_barrier()
    reviewer.press("Hand in review").sees("Thank you").leave()

    reader = person(language="fr", width=390, java_script_enabled=False)
    reader.sign_in("Kofi Mensah").go(address)
    reader.press("Les autres examens et la discussion")
    reader.fill(text="Le risque me paraît élevé.").press("Écrire la remarque").sees("Le risque me paraît élevé.")
    assert "Ingrid" not in reader.page.content()
    reader.leave()


def scores_by_keys(reviewer):
    """A mark for each criterion with the number keys, and a word on the first; every one is saved by itself."""
    page = reviewer.page
    groups = page.locator(".marks")
    groups.first.wait_for()
    for number in range(groups.count()):
        group = groups.nth(number)
        group.locator("input").first.focus()
        page.keyboard.press("4" if number % 2 else "3")
        group.get_by_text("Saved").wait_for()
    page.locator("textarea").first.fill("Letters and plan agree with each other")
    page.locator("textarea").first.blur()
    page.locator(".criterion").first.get_by_text("Saved").nth(1).wait_for()
    reviewer.sees("9 of 9 criteria have a mark")
