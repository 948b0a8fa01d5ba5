import json
from pathlib import Path

import pytest
from django import forms
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from core.forms import ServiceForm
from core.plaintext import clean_text
from core.words import count_words

CASES = json.loads((Path(__file__).parent / "pasted" / "cases.json").read_text())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["from"])
def test_pasted_text_is_kept_readable(case):
    assert clean_text(case["pasted"]) == case["kept"]


@given(st.text(st.characters(exclude_categories=[])))
def test_cleaned_text_stays_as_it_is_and_goes_into_xml(text):
    cleaned = clean_text(text)

    assert clean_text(cleaned) == cleaned
    element = etree.Element("text")
    element.text = cleaned  # lxml refuses what XML 1.0 cannot hold
    assert etree.fromstring(etree.tostring(element)).text in {cleaned, None}


@given(st.text(st.characters(categories=["L", "Nd", "Zs", "Po"], exclude_characters="\ufb00\ufb01\ufb02\ufb03\ufb04")))
def test_words_are_never_touched(text):
    assert count_words(clean_text(text)) == count_words(text)


class PlaceForm(ServiceForm):
    name = forms.CharField()
    tags = forms.MultipleChoiceField(choices=[("a", "A"), ("b", "B")])


def test_form_cleans_every_text_at_the_door():
    form = PlaceForm(QueryDict("name=Pod%00gorica%C2%AD&tags=a&tags=b"))

    assert form.is_valid()
    assert form.cleaned_data == {"name": "Podgorica", "tags": ["a", "b"]}


def test_form_cleans_a_plain_mapping_too():
    form = PlaceForm({"name": "\uf0b7\tPodgorica", "tags": ["a"]})

    assert form.is_valid()
    assert form.cleaned_data["name"] == "• Podgorica"


def test_a_name_of_nothing_but_control_signs_is_missing():
    assert PlaceForm({"name": "\x00", "tags": ["a"]}).errors == {"name": ["This field is required."]}


@pytest.mark.e2e
def test_the_browser_keeps_paragraphs_and_list_marks(page):
    root = Path(__file__).parent
    page.add_script_tag(path=root.parent.parent / "static" / "js" / "portal.js")
    page.add_script_tag(path=root.parent.parent / "static" / "js" / "paste.js")
    cases = json.loads((root / "pasted" / "html.json").read_text())

    plain = page.evaluate("texts => texts.map(portal.plain)", [case["html"] for case in cases])

    assert plain == [{"text": case["plain"], "formatted": case["formatted"]} for case in cases]
