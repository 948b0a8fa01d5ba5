"""Visitors search the catalogue in three languages, narrow it, and are never left without a way on (issue 7)."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.e2e


def test_catalogue_is_searched_and_narrowed_in_three_languages(person):
    visitor = person()
    page = visitor.go("/projects/").finds_no_barrier().page
    page.locator("#facet-region > summary").click()
    page.locator("#facet-country > summary").click()
    page.locator("#region-AFRICA").check()
    said = page.locator("#catalogue-said")
    expect(said).to_have_text("22 projects")
    expect(page.locator("#region-AFRICA")).to_be_focused()
    expect(page.locator("#facet-country")).to_have_attribute("open", "")  # what was open stays open
    page.locator("[data-facet-search=facet-country]").fill("zimb")
    expect(page.locator("#facet-country li:visible")).to_have_count(1)
    page.locator("#country-ZW").check()
    expect(said).to_have_text("2 projects")
    page.locator("#sort").select_option("amount_high")
    expect(page).to_have_url(f"{visitor.portal}/en/projects/?region=AFRICA&country=ZW&sort=amount_high")
    visitor.finds_no_barrier()
    with page.expect_navigation():
        page.get_by_role("link", name="Remove the filter Country Zimbabwe").click()
    expect(page.locator(".result-count")).to_have_text("22 projects")
    visitor.leave()

    reader = person(language="fr", width=390)
    page = reader.go("/projects/?q=diasporra&region=EUROPE").finds_no_barrier().page
    with page.expect_navigation():
        page.locator(".did-you-mean a").click()
    expect(page.locator(".project-card")).to_have_count(1)
    page.locator("#filters > summary").click()
    expect(page.locator("#facet-region")).to_be_visible()
    page.locator("#q").fill("px.0009")
    page.locator("#q").press("Enter")
    page.wait_for_url("**/fr/projects/PX.0009/")
    reader.leave()

    plain = person(language="es", java_script_enabled=False)
    page = plain.go("/projects/?q=trata").page
    page.locator("#facet-theme > summary").click()
    page.locator("#theme-CT").check()
    page.locator("#filters button[type=submit]").click()
    expect(page.locator(".project-card")).to_have_count(3)
    expect(page.locator(".chips strong")).to_have_text(["trata", "Lucha contra la trata"])
    plain.leave()
