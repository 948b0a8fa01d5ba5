"""Every screen of the workspace leads to a page that explains it, in words that the screens use themselves."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.conf import settings
from django.urls import get_resolver
from django.urls.resolvers import URLResolver

from content.shipped import shipped_pages
from core.help import declared

LANGUAGES = ("en", "fr", "es")
PAGES = {page.path: page for page in shipped_pages()}
HELP = [path for path in PAGES if path.split("/")[0] == "help"]


def screens(resolver=None, prefix="", namespace=""):
    """(URL name, namespace) of every address below the workspace."""
    for pattern in (resolver or get_resolver()).url_patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from screens(pattern, path, pattern.namespace or namespace)
        elif "workspace/" in path:
            yield (f"{namespace}:{pattern.name}" if namespace else pattern.name), namespace


def targets():
    """Every ``Help`` that any reader may be led to."""
    for found in declared().values():
        yield found
        yield from (other for _capability, other in found.instead)


def labels(language):
    """Every word of the interface in ``language``; of those with hidden words after them what is seen."""
    code = "fr" if language == "en" else language
    with Path(settings.BASE_DIR, "locale", code, "LC_MESSAGES", "django.po").open("rb") as file:
        found = read_po(file)
    for message in found:
        words = message.id if language == "en" else message.string
        for text in [words] if isinstance(words, str) else words:
            yield text.split("<span")[0]


def test_every_screen_has_its_help():
    found = declared()

    assert len(list(screens())) > 200
    assert [name for name, namespace in screens() if name not in found and namespace not in found] == []


def test_nothing_is_declared_for_screens_that_do_not_exist():
    known = {name for pair in screens() for name in pair} | {"accounts"}

    assert [name for name in declared() if name not in known] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_target_exists_in_each_language(language):
    anchors = {
        (path, anchor)
        for path in HELP
        for anchor in re.findall(r"\{#([\w-]+)\}$", PAGES[path].words[language]["text"], re.MULTILINE)
    }

    assert {(one.path, one.anchor) for one in targets()} - anchors == set()


def test_every_heading_of_the_help_has_the_same_anchor_in_each_language():
    for path in HELP:
        found = {
            code: [re.findall(r"\{#([\w-]+)\}$", line) for line in words["text"].splitlines() if line.startswith("#")]
            for code, words in PAGES[path].words.items()
        }
        assert all(all(anchors) for anchors in found.values()), path
        assert found["en"] == found["fr"] == found["es"], path


@pytest.mark.parametrize("language", LANGUAGES)
def test_quoted_labels_are_those_of_the_screens(language):
    known = set(labels(language))
    quoted = {
        (path, label) for path in HELP for label in re.findall(r"\*\*(.+?)\*\*", PAGES[path].words[language]["text"])
    }

    assert len(quoted) > 150
    assert sorted((path, label) for path, label in quoted if label not in known) == []


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("applicant", "help/applicants/#start"),
        ("officer", "help/officers/#review"),
        ("auditor", "help/officers/#review"),
    ],
)
def test_a_screen_leads_to_what_its_reader_does(client_for, reference, request, name, path):
    text = client_for(request.getfixturevalue(name)).get("/fr/workspace/applications/").content.decode()

    assert f'class="help-link" href="/fr/{path}"' in text


def test_headings_keep_their_anchors_on_the_page(client, reference):
    assert 'id="endorse"' in client.get("/es/help/endorsers/").content.decode()


def test_the_link_asks_no_database(client_for, applicant, django_assert_num_queries, rf):
    from core.help import help_url

    request = client_for(applicant).get("/en/workspace/").wsgi_request
    with django_assert_num_queries(0):
        assert help_url(request).endswith("/help/#to-do")
    assert help_url(rf.get("/en/")) == ""
