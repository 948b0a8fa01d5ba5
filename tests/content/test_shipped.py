import re

import pytest

from content.models import Page
from content.shipped import shipped_pages

LANGUAGES = ("en", "fr", "es")


@pytest.fixture(scope="module")
def pages():
    return shipped_pages()


def test_every_page_is_written_in_three_languages(pages):
    assert {page.path: sorted(page.words) for page in pages if sorted(page.words) != sorted(LANGUAGES)} == {}


def test_a_page_has_the_same_parts_in_every_language(pages):
    def parts(text):
        return (
            len(re.findall(r"^#+ ", text, re.MULTILINE)),
            len(re.findall(r"^- ", text, re.MULTILINE)),
            len(re.findall(r"\]\(", text)),
            re.findall(r"^\[\[.*\]\]$", text, re.MULTILINE),
        )

    found = {page.path: {parts(words["text"])[:3] for words in page.words.values()} for page in pages}
    assert {path: shapes for path, shapes in found.items() if len(shapes) > 1} == {}


def test_french_sets_a_space_that_does_not_break_before_high_marks(pages):
    wrong = [
        (page.path, match[0])
        for page in pages
        for match in re.finditer(r"\w* [:;!?»]|« ", page.words["fr"]["text"] + page.words["fr"]["lead"])
    ]

    assert wrong == []


def test_links_stay_in_the_language_and_lead_somewhere(client, reference, pages):
    links = {
        (code, link)
        for page in pages
        for code, words in page.words.items()
        for link in re.findall(r"\]\((/[^)]*)\)", words["text"])
    }

    assert [(code, link) for code, link in links if not link.startswith(f"/{code}/")] == []
    assert [link for _code, link in sorted(links) if client.get(link).status_code != 200] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_opens(client, reference, language):
    paths = Page.objects.public().values_list("path", flat=True)

    assert len(paths) >= 20
    assert [path for path in paths if client.get(f"/{language}/{path}/").status_code != 200] == []
