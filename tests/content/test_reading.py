"""The strict reader finds what it is there for."""

import pytest

from tests.reading import read, sentences, strange

FRAME = (
    '<!DOCTYPE html><html lang="fr"><head><title>Titre</title><meta name="description" content="x"></head>'
    "<body>{}</body></html>"
)


def complaints(body):
    return read("/fr/", FRAME.format(body)).complaints


def wrong(body):
    found = sentences(read("/fr/", FRAME.format(body)).texts)
    return [sentence for language, sentence in found if strange(language, sentence)]


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ("<h1>A</h1><p>a<div>b</div></p>", "unexpected-end-tag"),
        ('<h1 id="a">A</h1><p id="a">b</p>', "id 'a' 2 times"),
        ('<h1>A</h1><label for="b">B</label>', "<label> for='b' names nothing"),
        ('<h1>A</h1><a href="/"><button>b</button></a>', "<button> within <a>"),
        ('<h1>A</h1><img src="a.png">', "image without words"),
        ("<h1>A</h1><h1>B</h1>", "2 headings of the first level"),
        ("<h1>A</h1><h3>B</h3>", "heading of level 3 after one of level 1"),
        ('<h1>A</h1><input name="a">', "field without a label: a"),
        ('<h1>A</h1><a href="/"></a>', "<a> without words"),
    ],
)
def test_a_fault_is_named(body, complaint):
    assert [one for one in complaints(body) if one.startswith(complaint)]


def test_a_faultless_page_has_no_complaint():
    assert complaints('<h1>A</h1><label for="b">B</label><input id="b"><h2>C</h2>') == []


def test_a_sentence_in_another_language_is_found_unless_it_is_marked():
    english, french = "The Fund pays for the start of projects.", "Le Fonds paie le démarrage des projets."

    assert wrong(f"<p>{french} {english}</p>") == [english]
    assert wrong(f'<p>{french} <span lang="en">{english}</span></p>') == []
    assert wrong(f'<p>{french}</p><img alt="{english}">') == [english]
    assert wrong(f'<p lang="en">{french}</p>') == [french]
