"""Somebody reads what the form asks and takes it along, before having an account."""

import pytest

pytestmark = pytest.mark.e2e


@pytest.mark.parametrize("language", ["en", "fr", "es"])
@pytest.mark.parametrize("width", [1280, 390])
def test_questions_are_read_without_a_barrier(person, language, width):
    visitor = person(language=language, width=width)

    visitor.go("/apply/questions/").finds_no_barrier()

    visitor.page.locator(".outline-jump a").last.click()
    assert visitor.page.evaluate("location.hash") == "#declarations"
    visitor.leave()


@pytest.mark.parametrize("extension", ["pdf", "docx"])
def test_the_file_is_taken_along_without_javascript(person, extension):
    visitor = person(language="fr", java_script_enabled=False)
    visitor.go("/apply/questions/")

    with visitor.page.expect_download() as download:
        visitor.page.locator(f".outline-files a[href$='.{extension}']").click()

    assert download.value.suggested_filename == f"iom-development-fund-questions-fr.{extension}"
    visitor.leave()
