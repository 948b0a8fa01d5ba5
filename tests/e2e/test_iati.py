"""What keeps a project out of the IATI file: an officer looks for it, sees where it is mended, and the file itself."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.e2e


def test_officer_sees_what_iati_lacks_in_two_languages_without_a_barrier(person):
    officer = person(language="en").sign_in("Sofia Marín").press("IATI").finds_no_barrier()
    with officer.page.expect_navigation():
        officer.press("Blocks (", exact=False)
    expect(officer.page.locator("main tbody tr").first).to_contain_text("Nothing describes the project")
    officer.leave()

    officer = person(language="fr", width=390).sign_in("Sofia Marín")
    officer.go("/workspace/projects/PX.9001/iati/").finds_no_barrier()
    expect(officer.page.locator("pre.source")).to_contain_text("XM-DAC-47066-PX.9001")
    mend = officer.page.locator(".iati-findings a").first
    expect(mend).to_have_attribute("href", re.compile("/fr/workspace/projects/PX.9001/publication/"))
    officer.leave()
