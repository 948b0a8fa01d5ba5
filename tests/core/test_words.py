import json
from pathlib import Path

import pytest

from core.words import count_words

HERE = Path(__file__).parent
PORTAL_JS = HERE.parent.parent / "static" / "js" / "portal.js"
VECTORS = json.loads((HERE / "word_vectors.json").read_text())


@pytest.mark.parametrize(("text", "expected"), VECTORS)
def test_count_words_of(text, expected):
    assert count_words(text) == expected


def test_there_are_vectors_enough():
    assert len(VECTORS) == len({text for text, _expected in VECTORS}) >= 300


def test_nothing_has_no_words():
    assert count_words(None) == 0


def test_joining_two_texts_adds_their_words():
    texts = [text for text, _expected in VECTORS]

    assert count_words("\n".join(texts)) == sum(expected for _text, expected in VECTORS)


def test_counting_takes_time_in_proportion_to_the_text():
    for hostile in ("<" * 100_000, "<a " * 50_000, "<a b=" * 40_000, "<a" + " b=c" * 40_000, "\u00a00" * 50_000):
        assert count_words(hostile) >= 0


@pytest.mark.e2e
def test_the_browser_counts_alike(page):
    page.add_script_tag(path=PORTAL_JS)

    counted = page.evaluate("texts => texts.map(portal.countWords)", [text for text, _expected in VECTORS])

    assert dict(zip((text for text, _ in VECTORS), counted, strict=True)) == dict(VECTORS)
