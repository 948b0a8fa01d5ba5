"""What a first visit has to fetch, as it is served: texts compressed, fonts as they are. Many readers have slow lines."""

import gzip
import json
import re
from functools import cache
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image, ImageFilter

import projects
from content.services import add_photo, make_article, publish_edition, write_edition
from projects import services

DATA = Path(projects.__file__).parent / "data"
MOST = 150_000  # bytes
COMPRESSED, PICTURES = {".css", ".js", ".svg"}, ".svg"
FONT_FACE = re.compile(r"@font-face\s*{[^}]*?url\(\"\.\./([^\"]+)\"\)[^}]*?unicode-range:\s*([^;]+);")
PAGES = ["", "projects/", "projects/PX.0009/"]


@pytest.fixture
def shipped(reference):
    """The real records with their summaries, so that the pages are as long as they are."""
    summaries = json.loads((DATA / "summaries.json").read_text(encoding="utf-8"))
    services.import_projects((DATA / "projects.csv").read_bytes(), summaries=summaries)


@pytest.mark.parametrize("language", ["en", "fr", "es"])
@pytest.mark.parametrize("path", [*PAGES, "projects/?region=EUROPE"])
def test_first_visit_of_a_page_is_light_with_its_pictures(client, shipped, language, path):
    weights = fetched(client, f"/{language}/{path}")

    assert {Path(name).suffix for name in weights} >= {".html", ".css", ".js", ".woff2", ".svg"}
    assert sum(weights.values()) <= MOST, weights


def test_first_visit_of_the_news_is_light_with_all_its_photos(client, shipped, officer, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    for number in range(7):
        _article_with_photo(officer, number)

    page = client.get("/en/news/").content.decode()
    served = [client.get(path) for path in re.findall(r'<img class="news-card-photo" src="([^"]+)"', page)]
    weights = fetched(client, "/en/news/")

    assert len(served) == 6
    assert sum(weights.values()) + sum(len(b"".join(photo.streaming_content)) for photo in served) <= MOST


def _article_with_photo(officer, number):
    """An article with a photo as full of detail as any: clouds of noise."""
    edition = make_article(
        by=officer, title=f"News {number}", language="en", dated_on=timezone.localdate(), is_announced=False
    )
    words = {"title": f"News {number}", "lead": "What is new, in a sentence or two. " * 4, "text": "Facts."}
    edition = write_edition(edition, by=officer, revision=edition.revision, **words)
    publish_edition(edition, by=officer)
    target = BytesIO()
    noise = Image.effect_noise((800, 450), 200).filter(ImageFilter.GaussianBlur(3)).convert("RGB")
    noise.save(target, "JPEG")
    alts = {f"alt_{code}": "Noise" for code in ("en", "fr", "es")}
    file = SimpleUploadedFile("noise.jpg", target.getvalue())
    add_photo(edition.page.article, by=officer, file=file, **alts)


def test_first_visit_of_three_pages_is_light_without_pictures(client, shipped):
    weights = {}
    for path in PAGES:
        weights |= fetched(client, f"/en/{path}")

    shown = {name: weight for name, weight in weights.items() if not name.endswith(PICTURES)}
    assert sum(name.endswith(".html") for name in shown) == 3
    assert sum(shown.values()) <= MOST, shown


def fetched(client, path):
    """name → bytes of the page and of every file that a browser without any asks for because of it."""
    page = client.get(path)
    assert page.status_code == 200
    text = page.content.decode()
    names = set(re.findall(rf"(?:href|src)=\"{re.escape(settings.STATIC_URL)}([^\"#?]+)", text)) | fonts_for(text)
    weights = {name: weight(name) for name in sorted(names)}
    return {f"{path}page.html": len(gzip.compress(page.content, 6)), **weights}


@cache
def weight(name):
    """Bytes of a file as WhiteNoise hands it out."""
    content = Path(finders.find(name)).read_bytes()
    return len(gzip.compress(content)) if Path(name).suffix in COMPRESSED else len(content)


def fonts_for(html):
    """The font files that browsers fetch for the page's text: for each sign the last face whose range holds it."""
    signs = {ord(sign) for sign in unescape(re.sub(r"<[^>]+>", " ", html))}
    css = Path(finders.find("css/portal.css")).read_text(encoding="utf-8")
    faces = [(name, [_span(one) for one in ranges.split(",")]) for name, ranges in reversed(FONT_FACE.findall(css))]
    assert len(faces) == 2
    found = (next((name for name, spans in faces if any(sign in one for one in spans)), None) for sign in signs)
    return set(found) - {None}


def _span(text):
    first, _dash, last = text.strip().removeprefix("U+").partition("-")
    return range(int(first, 16), int(last or first, 16) + 1)
