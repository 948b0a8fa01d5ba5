"""An officer opens a call; a visitor elsewhere reads its deadline on their own clock, in French, and follows it (issue 3)."""

import pytest

pytestmark = pytest.mark.e2e
ADDRESS = "awa.ndiaye@example.org"
WORDS = {
    "title_en": "Regional projects 2031",
    "title_fr": "Projets régionaux 2031",
    "title_es": "Proyectos regionales 2031",
    **{f"text_{code}": "## 1\n\nTwo *or* more." for code in ("en", "fr", "es")},
    "contact_name": "Sofia Marín",
    "contact_email": "fund@example.org",
}


def test_call_is_opened_read_on_ones_own_clock_and_followed_by_mail(person):
    officer_opens_a_call(person())
    visitor_follows_it_by_mail(person(language="fr", width=390, timezone_id="America/Bogota"))


def officer_opens_a_call(officer):
    officer.sign_in("Sofia Marín").go("/workspace/calls/").press("New call")
    officer.finds_no_barrier().fill(kind="REGIONAL", lines="2", opens="2026-01-01T09:00", **WORDS)
    officer.fill(deadline="2031-03-30T02:30").press("Save draft")  # the clocks of Zurich go forward over it
    refusal = officer.page.locator(".error-summary").inner_text()
    assert "30 March 2031, 02:30 does not exist in Europe/Zurich" in refusal
    officer.finds_no_barrier().fill(deadline="2031-03-31T17:00").press("Save draft")
    officer.finds_no_barrier().press("Open the call").finds_no_barrier().press("Open the call")
    officer.sees("opened the call").finds_no_barrier().leave()


def visitor_follows_it_by_mail(visitor):
    page = visitor.go("/calls/").finds_no_barrier().page
    visitor.press("Projets régionaux 2031").sees("31 mars 2031, 17:00")
    assert page.locator("[data-own-time] time").inner_text() == "31 mars 2031 à 10:00 (America/Bogota)"
    with page.expect_download() as download:
        visitor.press("Ajouter la date limite à votre agenda")
    assert download.value.suggested_filename == "regional-projects-2031-deadline.ics"
    visitor.finds_no_barrier().fill(email=ADDRESS).press("Suivre").sees("Consultez votre messagerie")

    visitor.go("/workspace/mailbox/").press("Confirmez que vous suivez", exact=False)
    page.locator("a[href*='/following/']").click()
    visitor.finds_no_barrier().press("Oui, suivre").sees("Vous suivez cet appel")
    visitor.leave()
