"""The gallery shows every component; its pages and the front page are accessible and light."""

import re
from decimal import Decimal
from pathlib import Path

import pytest
from django.template import engines

from core.numbers import NotANumber, parse_number, write_money

ROOT = Path(__file__).parent.parent.parent
COMPONENTS = sorted(path.name for path in (ROOT / "templates/components").glob("*.html"))


@pytest.fixture
def rendered(client, db, settings, monkeypatch):
    """The HTML of the gallery and the names of the components it was made of."""
    settings.DEMO = True
    seen = set()
    engine = engines["django"].engine
    find = engine.find_template
    monkeypatch.setattr(
        engine, "find_template", lambda name, *args, **kwargs: seen.add(name) or find(name, *args, **kwargs)
    )

    html = client.get("/ui/").content.decode()

    return html, {name.removeprefix("components/") for name in seen if name.startswith("components/")}


@pytest.mark.parametrize("component", COMPONENTS)
def test_every_component_is_in_the_gallery(rendered, component):
    assert component in rendered[1]


@pytest.mark.parametrize("component", COMPONENTS)
def test_every_component_names_its_parameters(component):
    first = (ROOT / "templates/components" / component).read_text().lstrip()

    assert first.startswith(("{#", "{% comment %}"))


def test_ids_are_unique(rendered):
    ids = re.findall(r'\sid="([^"]+)"', rendered[0])

    assert sorted(name for name in set(ids) if ids.count(name) > 1) == []


def test_what_a_field_is_described_by_exists(rendered):
    ids = set(re.findall(r'\sid="([^"]+)"', rendered[0]))
    described = " ".join(re.findall(r'aria-describedby="([^"]+)"', rendered[0])).split()

    assert described
    assert sorted(set(described) - ids) == []


def test_nothing_is_inline(rendered):
    assert re.findall(r"<script(?![^>]*\ssrc=)|<style|\sstyle=|\son[a-z]+=|javascript:", rendered[0]) == []


@pytest.mark.e2e
@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("address", ["/ui/", "/en/"])
def test_axe_finds_nothing_and_nothing_runs_over(page, live_server, settings, address, width):
    from axe_playwright_python.sync_playwright import Axe

    settings.DEMO = True
    complaints = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(live_server.url + address)

    found = Axe().run(page)

    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found.response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    assert complaints == []


@pytest.fixture
def gallery(page, live_server, settings):
    """The gallery in a real browser, in English."""
    settings.DEMO = True
    page.goto(f"{live_server.url}/ui/")
    return page


@pytest.mark.e2e
def test_words_are_counted_while_typing_and_the_limit_is_told(gallery):
    box = gallery.locator("[data-word-count-for=near_text]")

    gallery.fill("#near_text", "one two three")
    assert box.locator("[data-word-count-text]").inner_text() == "3 of 12 words"
    assert box.locator("[data-word-count-status]").inner_text() == ""

    gallery.fill("#near_text", "un mot ! " * 7)
    assert box.locator("[data-word-count-text]").inner_text() == "14 of 12 words: 2 too many"
    assert box.locator("[data-word-count-status]").inner_text() == "14 of 12 words: 2 too many"
    assert "near_text_words" in gallery.get_attribute("#near_text", "aria-describedby")


@pytest.mark.e2e
def test_the_error_summary_has_the_focus_and_leads_to_the_field(gallery):
    assert gallery.evaluate("document.activeElement.className") == "error-summary"

    gallery.get_by_role("link", name="Coverage: ").click()

    assert gallery.evaluate("location.hash.slice(1)") == "wrong_coverage_0"
    assert gallery.locator("#wrong_coverage_0").count() == 1


@pytest.mark.e2e
def test_leaving_a_changed_form_asks_first(gallery):
    asked = []
    gallery.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))

    gallery.locator("#wrong_title").click()
    gallery.keyboard.type("Changed")
    gallery.evaluate("setTimeout(() => location.assign('/en/'))")
    gallery.wait_for_event("dialog") if not asked else None

    assert asked == ["beforeunload"]
    assert gallery.url.split("#")[0].endswith("/ui/")


@pytest.mark.e2e
@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_the_browser_reads_and_writes_numbers_as_the_server_does(page, language):
    texts = [
        "1",
        "12",
        "1,5",
        "1.5",
        "1,234",
        "1.234",
        "1,234.56",
        "1.234,56",
        "1'234.56",
        "1 234,50",
        "1234567",
        "0,5",
    ]
    texts += [".5", "12.345.678", "1,23,4", "abc", "1e9", "-3", "0.05", "USD 99.90", "1\u202f234"]
    page.set_content(f'<html lang="{language}"></html>')
    page.add_script_tag(path=ROOT / "static/js/portal.js")

    read = page.evaluate("texts => texts.map(text => String(portal.parseHundredths(text)))", texts)
    written = page.evaluate("['0', '5', '123400', '123456789'].map(cents => portal.writeCents(BigInt(cents)))")

    assert dict(zip(texts, read, strict=True)) == {text: hundredths(text, language) for text in texts}
    assert written == [write_money(Decimal(cents) / 100, language=language) for cents in (0, 5, 123400, 123456789)]


def hundredths(text, language):
    """What the server reads, in hundredths; "null" for what it refuses (amounts are never negative)."""
    try:
        value = parse_number(text, language)
    except NotANumber:
        return "null"
    return str(int(value * 100)) if value >= 0 else "null"
