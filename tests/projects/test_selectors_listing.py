"""What the page of the catalogue shows."""

import re

import pytest
from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.translation import override

from projects.catalogue.suggestions import nearest_word
from projects.selectors.catalogue import select
from projects.selectors.listing import LONGEST_WHOLE, SHOWN_FIRST, listing

pytestmark = pytest.mark.page

VALUE = re.compile(
    r'name="(\w+)" value="([^"]+)"[^>]*?( checked)?><span>([^<]+)</span><span class="facet-count">([^<]+)<'
)


def shown(number=1, **parameters):
    return listing(select(QueryDict(urlencode(parameters, doseq=True))), number)


def options(context, name):
    """(label, count, whether chosen) of a facet's values: those shown first, then the folded ones."""
    group = next(group for group in context["groups"] if group.name == name)
    return [
        [(label, count, bool(checked)) for _name, _code, checked, label, count in VALUE.findall(html)]
        for html in (group.first, group.rest)
    ]


def test_facet_counts_as_if_nothing_of_it_were_chosen(public):
    public("One", "ME", theme_id="PX")
    public("Two", "ME", theme_id="LM")
    public("Three", "AL", theme_id="LM")

    context = shown(country="ME", theme="LM")

    assert options(context, "country") == [[("Albania", "1", False), ("Montenegro", "1", True)], []]
    assert options(context, "theme")[0] == [
        ("Labour Migration", "1", True),
        ("Protection and Assistance to Vulnerable Migrants", "1", False),
    ]
    assert context["facets_in_use"] == 2


def test_value_in_use_stays_although_nothing_fits(public):
    public("One", "ME")

    assert options(shown(country="AL", q="one"), "country") == [
        [("Albania", "0", True), ("Montenegro", "1", False)],
        [],
    ]


def test_long_facet_shows_the_most_frequent_and_the_chosen_first(public):
    codes = ["AL", "BJ", "BO", "CI", "CL", "CO", "EC", "GE", "KE", "LK", "ME", "ML", "PE", "UY"]
    assert len(codes) > LONGEST_WHOLE
    for code in codes:
        public(f"In {code}", code)
    public("Again", "UY")

    first, rest = options(shown(country="PE"), "country")

    assert (first[0], len(first), len(rest)) == (("Uruguay", "2", False), SHOWN_FIRST + 1, 14 - SHOWN_FIRST - 1)
    assert [label for label, _count, is_chosen in first if is_chosen] == ["Peru"]
    assert [label for label, _count, _chosen in rest] == sorted(label for label, _count, _chosen in rest)


def test_facet_without_anything_to_choose_is_left_out(public):
    public("Bare", "ME", amount=None, funding_year=None)

    assert [group.name for group in shown()["groups"]] == ["country", "status"]


def test_label_of_a_value_is_escaped(public):
    from funding.models import Theme

    Theme.objects.filter(pk="PX").update(name_en="<b>&")
    public(theme_id="PX")

    group = next(group for group in shown()["groups"] if group.name == "theme")
    assert "&lt;b&gt;&amp;" in group.first


def test_card_is_escaped_and_says_what_is_known(public):
    public('<script>"100 %(title)s"', "ME", region_id="EUROPE", theme_id="PX", code="PX.0009", amount=100_000)

    cards = shown()["cards"]

    assert "&lt;script&gt;&quot;100 %(title)s&quot;" in cards
    for text in ("PX.0009", "Montenegro", "Europe", "Protection and Assistance", "USD 100,000".replace(" ", "\u00a0")):
        assert text in cards
    assert "⟦" not in cards


def test_cards_of_one_shape_are_in_the_readers_language(public):
    public("One", "ME", state="COMPLETED")
    english = shown()["cards"]

    with override("fr"):
        french = shown()["cards"]

    assert ("Completed" in english, "Achevé" in french, "Monténégro" in french, "/fr/projects/" in french) == (
        *[True] * 4,
    )


def test_chip_leads_to_the_list_without_one_value(public):
    public("One", "ME")

    chips = shown(country=["ME", "AL"], q="one", sort="title")["chips"]

    assert [(str(chip["label"]), chip["value"], chip["url"]) for chip in chips] == [
        ("Search", "one", "?country=AL&country=ME&sort=title"),
        ("Country", "Montenegro", "?q=one&country=AL&sort=title"),
        ("Country", "Albania", "?q=one&country=ME&sort=title"),
    ]


def test_misspelt_search_is_suggested_as_it_was_meant(public):
    public("Engaging the diaspora of Mongolia", "MN", region_id="ASIA_OCEANIA")

    assert shown(q="diasporra mongolia")["meant"] == {
        "words": "diaspora mongolia",
        "count": 1,
        "url": "?q=diaspora+mongolia",
    }
    assert shown(q="diasporra", region="ASIA_OCEANIA")["meant"]["url"] == "?q=diaspora&region=ASIA_OCEANIA"
    assert shown(q="diasporra", region="EUROPE")["meant"]["url"] == "?q=diaspora"


@pytest.mark.parametrize("words", ["diaspora", "xyzzyxyzzy", "diasporra xyzzyxyzzy", "-diaspora", "12345"])
def test_nothing_is_suggested_where_nothing_would_be_found(public, words):
    public("Engaging the diaspora of Mongolia", "MN")

    assert shown(q=words)["meant"] is None


def test_empty_list_offers_what_to_leave_out(public):
    public("Engaging the diaspora", "ME", funding_year=2020)
    public("Borders", "AL", funding_year=2021)

    ways = shown(q="diaspora", country="ME", year="2021")["ways_out"]

    assert [(way["value"], way["count"], way["url"]) for way in ways] == [("2021", 1, "?q=diaspora&country=ME")]
    assert shown(q="diaspora")["ways_out"] == []


@pytest.mark.parametrize(
    ("parameters", "number", "is_deep"),
    [
        ({}, 1, False),
        ({"country": "ME"}, 1, False),
        ({"country": ["ME", "AL"]}, 1, True),
        ({"q": "x"}, 1, True),
        ({}, 6, True),
    ],
)
def test_deep_list_is_not_for_search_engines(public, parameters, number, is_deep, monkeypatch):
    monkeypatch.setattr("projects.selectors.listing.PAGE_SIZE", 1)
    for place in range(7):
        public(f"Number {place}", "ME")

    assert shown(number, **parameters)["is_deep"] == is_deep


def test_nearest_word():
    known = {"diaspora": 5, "border": 3, "borders": 9, "policy": 1}

    assert [nearest_word(word, known) for word in ("diasporas", "bordr", "polici", "zzzz")] == [
        "diaspora",
        "border",
        "policy",
        None,
    ]
