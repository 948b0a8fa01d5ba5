import base64
import hashlib
import re
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from core.languages import titled, woven
from core.templatetags import portal

ROOT = Path(__file__).parent.parent.parent
SPRITE = ROOT / "static" / "vendor" / "icons" / "icons.svg"
NARROW, FIXED = "\u202f", "\u00a0"


def render(source, **context):
    return Template(source).render(Context(context)).strip()


def named_icons():
    """(file, name) of each icon that a template or a menu entry asks for by a literal name."""
    for path in sorted(ROOT.glob("templates/**/*.html")):
        text = path.read_text()
        for name in re.findall(r'{% icon "([^"]+)"', text) + re.findall(r'components/[^%]*\bicon="([^"]+)"', text):
            yield f"{path.relative_to(ROOT)}", name
    for path in [ROOT / "core/navigation.py", *sorted(ROOT.glob("*/panels.py"))]:
        for name in re.findall(r'NavItem\([^()]*\([^()]*\), "[^"]+", "([^"]+)"', path.read_text()):
            yield f"{path.relative_to(ROOT)}", name
    for name in portal.TONE_ICONS.values():
        yield "core/templatetags/portal.py", name


@pytest.mark.parametrize(
    ("language", "money", "number", "percent"),
    [
        ("en", "USD\u00a01,234,567.50", "1,234.5", "30.5%"),
        ("fr", f"1{NARROW}234{NARROW}567,50\u00a0USD", f"1{NARROW}234,5", f"30,5{FIXED}%"),
        ("es", "1.234.567,50\u00a0USD", "1.234,5", f"30,5{FIXED}%"),
    ],
)
def test_amounts_are_written_as_the_language_does(language, money, number, percent):
    with translation.override(language):
        assert render("{{ x|money }}", x=Decimal("1234567.50")) == money
        assert render("{{ x|number }}", x=Decimal("1234.5")) == number
        assert render("{{ x|percent }}", x=Decimal("0.305")) == percent
        assert render("{{ x|percent:100 }}", x=Decimal("30.5")) == percent


@pytest.mark.parametrize("name", ["money", "number", "percent"])
@pytest.mark.parametrize("nothing", [None, ""])
def test_nothing_is_written_as_nothing(name, nothing):
    assert render(f"[{{{{ x|{name} }}}}]", x=nothing) == "[]"


def test_number_with_places():
    assert render("{{ x|number:2 }}", x=Decimal("2.005")) == "2.01"


def test_words():
    assert render("{{ x|words }}", x="l’eau potable !") == "2"


@pytest.mark.parametrize("tone", portal.TONE_ICONS)
def test_state_badge_says_the_state_in_words_tone_and_icon(tone):
    obj = SimpleNamespace(get_state_display=lambda: "In <review>", state_tone=tone)

    html = render("{% state_badge obj %}", obj=obj)

    assert f'<span class="badge tone-{tone}">' in html
    assert f"icons.svg#{portal.TONE_ICONS[tone]}" in html
    assert "In &lt;review&gt;" in html


def test_state_badge_of_a_status_without_tone_is_neutral():
    html = render("{% state_badge obj %}", obj=SimpleNamespace(get_status_display=lambda: "Active"))

    assert 'class="badge tone-neutral"' in html
    assert "Active" in html


def test_icon_is_hidden_unless_it_has_a_label():
    plain, speaking = render('{% icon "check2" %}'), render('{% icon "check2" label %}', label='Do"ne')

    assert 'aria-hidden="true"' in plain
    assert "role=" not in plain
    assert 'role="img" aria-label="Do&quot;ne"' in speaking
    assert "aria-hidden" not in speaking


def test_without_removes_one_parameter_and_the_page():
    request = RequestFactory().get("/en/projects/", {"region": "AF", "q": "data & more", "page": "3"})

    assert render('{% without "region" %}', request=request) == "?q=data+%26amp%3B+more".replace("%26amp%3B", "%26")
    assert render('{% without "other" %}', request=request) == "?region=AF&amp;q=data+%26+more"


def test_without_the_last_parameter_leads_to_the_bare_page():
    request = RequestFactory().get("/en/projects/", {"q": "x", "page": "2"})

    assert render('{% without "q" %}', request=request) == "/en/projects/"


def test_in_state_keeps_order_and_newest_first_turns_it():
    findings = [SimpleNamespace(state=state) for state in ("MET", "NOT_MET", "TO_CHECK", "MET")]

    assert [finding.state for finding in portal.in_state(findings, "MET,TO_CHECK")] == ["MET", "TO_CHECK", "MET"]
    assert portal.newest_first([1, 2, 3]) == [3, 2, 1]
    assert portal.in_state(None, "MET") == portal.newest_first(None) == []


def test_the_sprite_has_every_icon_that_is_asked_for():
    there = set(re.findall(r'<symbol id="([^"]+)"', SPRITE.read_text()))

    assert sorted({(where, name) for where, name in named_icons() if name not in there}) == []


def test_the_sprite_has_no_icon_twice():
    names = re.findall(r'<symbol id="([^"]+)"', SPRITE.read_text())

    assert len(names) == len(set(names))


def test_script_carries_the_digest_of_what_is_served():
    digest = base64.b64encode(hashlib.sha384((ROOT / "static/js/portal.js").read_bytes()).digest()).decode()

    assert render('{% script "js/portal.js" %}') == (
        f'<script src="/static/js/portal.js" integrity="sha384-{digest}" defer></script>'
    )


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("one\n\ntwo", "<p>one</p>\n<p>two</p>"),
        ("# A\n\n## B\n\n###### C", "<h2>A</h2>\n<h3>B</h3>\nC"),
        ("[a](https://x.example/?a=1&b=2)", '<p><a href="https://x.example/?a=1&amp;b=2" rel="noopener">a</a></p>'),
        ("[a](javascript:alert(1))", '<p><a rel="noopener">a</a></p>'),
        ("<script>alert(1)</script>", ""),
        ("x <b onclick='x()'>b</b>", "<p>x b</p>"),
        ('<h2 id="main" class="x" style="color:red">t</h2>', "<h2>t</h2>"),
        ("", ""),
        (None, ""),
    ],
)
def test_markdown_leaves_only_harmless_html(text, html):
    assert render("{{ text|markdown }}", text=text) == html


@pytest.mark.parametrize(
    ("language", "zone", "month", "name"),
    [
        ("en", "Europe/Zurich", 6, "Central European Summer Time"),
        ("en", "Europe/Zurich", 1, "Central European Standard Time"),
        ("fr", "Europe/Zurich", 6, "heure d’été d’Europe centrale"),
        ("es", "America/Bogota", 6, "hora estándar de Colombia"),
        ("en", "Asia/Kathmandu", 6, "GMT+05:45"),
    ],
)
def test_zone_name_is_that_of_the_moment_in_the_readers_language(language, zone, month, name):
    with translation.override(language):
        assert portal.zone_name(datetime(2026, month, 15, 12, tzinfo=UTC), zone) == name


def test_titles_say_the_language_in_which_people_wrote_them():
    thing = SimpleNamespace(title="Más <salud>", title_language="es")

    assert render("{{ thing|titled }}", thing=thing) == '<span lang="es">Más &lt;salud&gt;</span>'
    assert (
        woven("“%(title)s” & %(person)s", title=titled(thing), person="<Ana>")
        == '“<span lang="es">Más &lt;salud&gt;</span>” &amp; &lt;Ana&gt;'
    )


@pytest.mark.parametrize(("code", "text"), [("PX.0009", "PX.0009 "), (None, "")])
def test_projects_stand_by_their_code_as_soon_as_they_have_one(code, text):
    thing = SimpleNamespace(code=code, title="Más <salud>", title_language="es")

    assert render("{{ thing|coded }}", thing=thing) == f'{text}<span lang="es">Más &lt;salud&gt;</span>'
