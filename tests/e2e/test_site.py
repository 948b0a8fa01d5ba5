"""The site's pages: read by everybody in every width, written and published by those who keep them."""

import re
import subprocess
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from .conftest import ROOT, manage

pytestmark = pytest.mark.e2e
KINDS = [  # one page of each kind that everybody can open
    "/", "/about/", "/guidelines/", "/guidelines/financial-guidelines/", "/faq/", "/donate/", "/facts-and-figures/",
    "/projects/", "/projects/PX.0009/", "/projects/PX.0009/cite/", "/projects/countries/", "/projects/countries/ME/",
    "/projects/stories/", "/lessons/", "/open-data/", "/open-data/api/", "/open-data/embed/", "/codelists/themes/",
    "/eligibility/", "/eligibility/check/who/", "/eligibility/states/", "/eligibility/countries/me/",
    "/eligibility/criteria/", "/eligibility/lists/", "/calls/", "/calls/national/", "/apply/questions/",
    "/receipts/", "/accounts/login/", "/accounts/signup/", "/apply/", "/news/", "/newsletter/", "/contact/", "/donate/pledge/",
    "/glossary/", "/help/", "/help/officers/", "/guidelines/project-cycle/", "/guidelines/project-templates/",
    "/documents/budget-form/", "/search/", "/search/?q=visa",
]  # fmt: skip
NEW_PART = "\n\n## Une nouvelle partie\n\nDes mots, et [un lien](/fr/nulle-part/).\n"


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("fr", 390)])
def test_public_pages_have_no_barrier(person, language, width):
    reader = person(language=language, width=width)
    for path in KINDS:
        reader.go(path).finds_no_barrier()
    reader.leave()


def written(officer):
    """The address of the edition whose page is open."""
    return re.search(r"(/workspace/site/pages/editions/\d+/)", officer.page.url)[1]


def begin(officer, page, language):
    """Go to a page of the site by its title, and open the draft of a language."""
    officer.go("/workspace/site/pages/").press(page)
    officer.page.locator(f"form[action$='/{language}/'] button").click()
    officer.page.wait_for_url("**/write/")


def learns_a_term(reader):
    """What a word means stands there for whoever points at it or has the focus on it, until Escape (WCAG 1.4.13)."""
    term = reader.page.locator("main a.term").first
    meaning = reader.page.locator(f"#{term.get_attribute('aria-describedby')}")
    reader.tabs_to(term)
    expect(meaning).to_be_visible()
    reader.finds_no_barrier().page.keyboard.press("Escape")
    expect(meaning).to_be_hidden()
    expect(term).to_be_focused()
    reader.page.keyboard.press("Tab")
    term.hover()
    expect(meaning).to_be_visible()
    meaning.hover()
    reader.page.wait_for_timeout(400)  # longer than the time to get from the word to its meaning
    expect(meaning).to_be_visible()
    reader.page.mouse.move(0, 0)
    expect(meaning).to_be_hidden()


def test_a_page_is_written_previewed_scheduled_published_and_restored(person, environment):
    officer = person(language="fr").sign_in("Sofia Marín")
    begin(officer, "Soutenir le Fonds", "fr")
    address, text = written(officer), officer.page.locator("[name=text]")
    text.fill(text.input_value() + NEW_PART)
    officer.sees_saved()
    officer.page.reload()
    assert text.input_value().endswith(NEW_PART.strip())
    officer.page.locator(".writing-help summary").click()
    officer.press("Aperçu")
    officer.page.locator("#preview h2", has_text="Une nouvelle partie").wait_for()
    officer.finds_no_barrier()
    officer.press("Enregistrer").sees("1 lien ne mène nulle part").sees("Une nouvelle partie").finds_no_barrier()
    officer.go("/workspace/site/pages/links/").sees("/fr/nulle-part/").finds_no_barrier()

    officer.go(f"{address}write/").fill(text=text.input_value().replace("/fr/nulle-part/", "/fr/projects/"))
    officer.press("Enregistrer").page.wait_for_url(f"**{address}")
    officer.sees("Une nouvelle partie")
    assert officer.page.get_by_text("nulle part").count() == 0
    officer.go(f"{address}schedule/")
    later = timezone.localtime() + timedelta(days=2)
    officer.fill(public_at=later.strftime("%Y-%m-%dT%H:%M"))
    officer.page.locator("main form button[type=submit]").click()
    officer.page.wait_for_url(f"**{address}")
    reader = person(language="fr")
    reader.go("/support/")
    assert reader.page.get_by_text("Une nouvelle partie").count() == 0
    code = "from content.services import publish_due; print(publish_due())"
    command = manage("shell", "-c", code, on=later + timedelta(minutes=1))
    assert subprocess.run(
        command, env=environment, cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.endswith("1\n")
    reader.go("/support/").sees("Une nouvelle partie").finds_no_barrier()
    learns_a_term(reader)

    officer.go("/workspace/site/pages/").press("Soutenir le Fonds")
    officer.page.get_by_role("link", name="Soutenir le Fonds · édition 1").click()
    officer.page.locator("a[href$='/restore/']").click()
    officer.page.locator("main form button[type=submit]").click()
    officer.page.wait_for_url("**/write/")
    restored = written(officer)
    officer.go(f"{restored}publish/")
    officer.page.locator("main form button[type=submit]").click()
    officer.page.wait_for_url(f"**{restored}")
    reader.go("/support/")
    assert reader.page.get_by_text("Une nouvelle partie").count() == 0
    reader.leave()
    officer.finds_no_barrier().leave()


def test_two_people_write_the_same_page_and_lose_nothing(person):
    first, second = person().sign_in("Sofia Marín"), person(width=390).sign_in("David Okello")
    begin(first, "Privacy", "en")
    second.go(f"{written(first)}write/")
    first.fill(text="## Ours\n\nWords of the first.").press("Save and go on writing").sees("Saved.")

    second.fill(text="## Ours\n\nWords of the second.").sees("Not saved: choose between the two texts")
    second.sees("How your text differs from what Sofia Marín saved").finds_no_barrier()
    asked = []
    second.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    second.page.mouse.click(5, 300)  # browsers ask only whoever did something on the page
    second.page.get_by_role("link", name="Back", exact=True).click()
    second.page.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    second.press("Keep mine").sees_saved()
    assert second.page.locator("[name=text]").input_value() == "## Ours\n\nWords of the second."
    second.leave()
    first.go(f"{written(first)}drop/")
    first.page.locator("main form button[type=submit]").click()
    first.page.wait_for_load_state()
    first.leave()


def test_a_page_is_written_without_scripts(person):
    officer = person(java_script_enabled=False).sign_in("Sofia Marín")
    begin(officer, "Accessibility", "en")
    officer.fill(text="## A part of its own\n\nWords.").press("Preview")
    officer.page.locator("#preview h2", has_text="A part of its own").wait_for()
    assert officer.page.locator("[name=text]").input_value().endswith("Words.")
    officer.press("Save").sees("A part of its own")
    officer.go(f"{written(officer)}drop/")
    officer.page.locator("main form button[type=submit]").click()
    officer.leave()
