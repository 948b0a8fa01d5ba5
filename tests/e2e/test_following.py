"""A visitor follows a country in French, confirms by mail, is told of less, and stops (issue 7)."""

import pytest

pytestmark = pytest.mark.e2e
ADDRESS = "fatou.diallo@example.org"


def test_country_is_followed_by_mail_and_stopped(person):
    visitor = person(language="fr", width=390)
    page = visitor.go("/projects/?country=ME").page
    page.locator("main a[href*='/projects/follow/']").click()
    visitor.finds_no_barrier().sees("Monténégro").fill(email=ADDRESS, frequency="AT_ONCE")
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/fr/projects/follow/asked/?country=ME")
    visitor.finds_no_barrier()

    visitor.go("/workspace/mailbox/")
    page.locator("tr", has_text=ADDRESS).get_by_role("link").click()
    page.locator("a[href*='/following/']").click()
    visitor.finds_no_barrier().press("Oui, suivre")
    page.wait_for_url("**/fr/projects/followed/*/")
    visitor.finds_no_barrier().fill(frequency="MONTHLY")
    page.locator("main form button[type=submit]").click()
    visitor.sees("Enregistrement effectué.")
    assert page.locator("[name=frequency]").input_value() == "MONTHLY"

    page.locator("main a[href*='/followed/'][href$='/stop/']").click()
    visitor.finds_no_barrier()
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/fr/projects/")
    visitor.go("/workspace/mailbox/")
    page.locator("tr", has_text=ADDRESS).get_by_role("link").click()
    page.locator("a[href*='/following/']").click()
    visitor.finds_no_barrier().leave()
