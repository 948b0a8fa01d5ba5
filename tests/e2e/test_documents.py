"""Documents and letters: several files at once, and a government that answers by a link."""

import re

import pytest
from playwright.sync_api import expect

from tests.core.corpus import JPEG, PDF

pytestmark = pytest.mark.e2e
BAD = PDF + b"/Launch \n%%EOF"


@pytest.fixture
def files(tmp_path):
    """``files("mark")``: three files, of which one is bad; others than those of another mark."""

    def write(mark):
        contents = {
            f"terms {mark}.pdf": PDF + f"% {mark}\n".encode(),
            f"bad {mark}.pdf": BAD,
            f"photo {mark}.jpg": JPEG[:-2] + mark.encode() + JPEG[-2:],
        }
        for name, content in contents.items():
            (tmp_path / name).write_bytes(content)
        return [str(tmp_path / name) for name in contents]

    return write


def open_draft(person, **options):
    """A demo applicant at the documents of a draft."""
    applicant = person(**options).sign_in("Milena Kovač").go("/workspace/applications/")
    applicant.page.get_by_role("link", name=re.compile("common counter")).first.click()
    applicant.page.wait_for_url("**/applications/*/")
    applicant.page.goto(f"{applicant.page.url}documents/")
    return applicant


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("fr", 390)])
def test_three_files_are_sent_one_by_one_and_one_is_refused(person, files, language, width):
    applicant = open_draft(person, language=language, width=width)
    mark = f"js {language}"
    applicant.finds_no_barrier().page.locator("main [name=files]").set_input_files(files(mark))

    applicant.page.locator("[data-uploads] button[type=submit]").click()

    applicant.sees(f"bad {mark}.pdf").page.locator(".uploads .tone-danger").wait_for()
    applicant.page.locator("#document-list").get_by_role("link", name=f"photo {mark}.jpg").wait_for()
    expect(applicant.page.locator(".uploads .tone-success")).to_have_count(2)
    expect(applicant.page.locator("#document-list").get_by_text(f"bad {mark}")).to_have_count(0)
    applicant.finds_no_barrier().page.get_by_role("link", name=f"terms {mark}", exact=True).click()
    applicant.sees("Version 1").finds_no_barrier()
    applicant.leave()


def test_three_files_without_javascript(person, files):
    applicant = open_draft(person, java_script_enabled=False)
    applicant.page.locator("main [name=files]").set_input_files(files("plain"))

    applicant.press("Add files")

    applicant.sees("2 files are added.").sees("“bad plain.pdf”: The PDF holds scripts")
    applicant.press("Remove photo plain").sees("The document is removed.")
    applicant.leave()


def test_a_connection_that_breaks_is_told_beside_the_file(person, files):
    applicant = open_draft(person)
    applicant.page.route(
        "**/documents/", lambda route: route.abort() if route.request.method == "POST" else route.continue_()
    )
    applicant.page.locator("main [name=files]").set_input_files(files("lost")[:1])

    applicant.press("Add files").sees("Not added: the connection was lost.")

    applicant.complaints.clear()  # the browser notes the broken connection itself
    applicant.leave()


@pytest.mark.parametrize("width", [1280, 390])
def test_a_focal_point_sends_the_letter_by_the_link(person, files, width):
    applicant = open_draft(person, width=width)
    applicant.page.goto(applicant.page.url.replace("documents/", "letters/ask/"))
    applicant.fill(name="Marko Focal", ministry="Ministry", email=f"marko{width}@gov.example", language="fr")
    applicant.finds_no_barrier().press("Send the request").sees("Waiting for an answer").finds_no_barrier()
    letters = applicant.page.url
    applicant.go("/workspace/mailbox/").page.locator("main a", has_text=re.compile("lettre|letter")).first.click()
    link = applicant.page.locator("a[href*='/apply/letters/']").first.get_attribute("href")

    focal_point = person(language="fr", width=width, java_script_enabled=width > 400)
    focal_point.page.goto(link)
    if width > 400:  # the accessibility rules are a script
        focal_point.finds_no_barrier()
    focal_point.fill(signatory="M. Focal", dated_on="2026-01-15", language="fr", file=files(f"letter {width}")[0])
    focal_point.page.locator("main form button[type=submit]").last.click()
    focal_point.page.locator("main form").wait_for(state="detached")
    assert focal_point.page.goto(link).status == 404

    applicant.page.goto(letters)
    applicant.sees("From the focal point").finds_no_barrier()
    applicant.leave()
    focal_point.leave()
