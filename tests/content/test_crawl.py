"""Every kind of public page, followed link by link in each language: found, valid, complete, in the language it says."""

import json
from collections import Counter, defaultdict
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from django.conf import settings
from django.urls import Resolver404, resolve, translate_url
from django.utils import timezone
from django.utils.translation import override

import projects
from accounts.services import ensure_demo_people
from content.models import Page
from core.languages import LANGUAGES
from demo.calls import ensure_calls
from demo.funds import ensure_funds
from demo.stories import ensure_stories
from monitoring.models import Lesson
from projects.models import Project
from projects.services import import_projects, refresh_missing
from tests.content.conftest import finish
from tests.reading import read, sentences, strange

DATA = Path(projects.__file__).parent / "data"
OF_A_KIND = 3  # pages of one kind, such as projects, that stand for all of them
WHOLE = {"page"}  # kinds of which every page is read
NOT_FOLLOWED = ("/admin/", "/api/", "/static/", "/media/")


@pytest.fixture
def portal(reference, client, settings, officer, second_officer):
    """A visitor of the demonstration: the real catalogue, people, money, calls, stories and a lesson."""
    settings.DEMO = True
    summaries = json.loads((DATA / "summaries.json").read_text(encoding="utf-8"))
    import_projects((DATA / "projects.csv").read_bytes(), summaries=summaries)
    ensure_demo_people()
    for ensure in (refresh_missing, ensure_funds, ensure_calls, ensure_stories):
        ensure()
    words = {"title_en": "Start with the registry", "text_en": "Offices that began with the registry lost less time."}
    facts = {"is_public": True, "published_by": officer, "published_at": timezone.now(), "written_by": second_officer}
    Lesson.objects.create(project=Project.objects.public().first(), kind=Lesson.Kind.LESSON, **words, **facts)
    return client


class Crawl:
    """What a visitor finds who follows every link from the home page in one language."""

    def __init__(self, client, language):
        self.client, self.language = client, language
        self.pages, self.broken, self.counts, self.left = {}, {}, Counter(), [(f"/{language}/", "")]
        self.left += [(f"/{language}/{path}/", "") for path in Page.objects.values_list("path", flat=True)]
        self.seen = set()
        while self.left:
            self._visit(*self.left.pop(0))

    def _visit(self, address, come_from):
        if address in self.seen or address.startswith(NOT_FOLLOWED):
            return
        self.seen.add(address)
        parts = urlsplit(address)
        try:
            with override(self.language):
                kind = resolve(parts.path).view_name
        except Resolver404:
            self.broken[address] = f"no such address, from {come_from}"
            return
        self.counts[kind, bool(parts.query)] += 1
        if kind not in WHOLE and self.counts[kind, bool(parts.query)] > OF_A_KIND:
            return
        answer = self.client.get(address)
        self._read(address, answer, come_from)
        finish(answer)

    def _read(self, address, answer, come_from):
        if answer.status_code in {301, 302}:
            self.left.append((urljoin(address, answer["Location"]), come_from))
        elif answer.status_code != 200:
            self.broken[address] = f"{answer.status_code} from {come_from}"
        elif answer["Content-Type"].startswith("text/html"):
            page = self.pages[address] = read(address, answer.content.decode())
            page.is_indexed = b'name="robots" content="noindex' not in answer.content
            self.left += [(target.partition("#")[0], address) for target in self.targets(page) if self._is_ours(target)]

    def targets(self, page):
        """Addresses on this portal that a page leads to."""
        full = [urlsplit(urljoin(f"http://testserver{page.address}", link)) for link in page.links]
        return [
            one._replace(scheme="", netloc="").geturl()
            for one in full
            if one.scheme == "http" and one.netloc == "testserver"
        ]

    def _is_ours(self, target):
        """Whether it is followed: in this language, or without one; what needs a person is not."""
        first = target.split("/")[1]
        return (first == self.language or first not in LANGUAGES) and "/workspace/" not in target


@pytest.fixture
def crawl(portal, request):
    """``crawl("fr")``: every kind of public page of a language, read."""
    return lambda language: Crawl(portal, language)


def _wrong_heads(crawl):
    """What the heads of the pages lack."""
    code, once = crawl.language, defaultdict(list)
    for page in crawl.pages.values():
        path = urlsplit(page.address).path
        if page.language != code and path.startswith(f"/{code}/"):
            yield f"{page.address}: lang={page.language!r}"
        if not (page.title and page.description):
            yield f"{page.address}: no title or no description"
        if not page.is_indexed:
            continue
        once[page.title, page.canonical].append(page.address)
        once[page.description, page.canonical].append(page.address)
        wanted = {one: settings.SITE_URL + translate_url(urlsplit(page.canonical).path, one) for one in LANGUAGES}
        wanted["x-default"] = wanted["en"]
        if page.alternates != wanted:
            yield f"{page.address}: alternates {page.alternates}"
        if page.canonical != settings.SITE_URL + translate_url(urlsplit(page.canonical).path, code):
            yield f"{page.address}: canonical {page.canonical}"
    words = Counter(words for words, _canonical in once)
    for (text, _canonical), addresses in once.items():
        if words[text] > 1:
            yield f"{addresses[:2]}: says what another page says: {text}"


def _lost_anchors(crawl):
    for page in crawl.pages.values():
        for target in crawl.targets(page):
            address, _mark, anchor = target.partition("#")
            if anchor and address in crawl.pages and anchor not in crawl.pages[address].anchors:
                yield f"{page.address}: {target}"


def _wrong_languages(crawl):
    """Sentences that are not in the language which the markup says."""
    for page in crawl.pages.values():
        for language, sentence in sentences(page.texts):
            if language in LANGUAGES and (other := strange(language, sentence)):
                yield f"{page.address}: in {other}, said to be in {language}: {sentence}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_public_pages_are_found_valid_and_in_their_language(crawl, language):
    found = crawl(language)

    assert len(found.pages) > 80
    assert found.broken == {}
    assert list(_lost_anchors(found)) == []
    assert {page.address: page.complaints for page in found.pages.values() if page.complaints} == {}
    assert list(_wrong_heads(found)) == []
    assert list(_wrong_languages(found)) == []
