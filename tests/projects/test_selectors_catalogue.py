"""What a reader asked for, on either database: facets, order, counts, and 68 judged searches over the real records."""

import json
import math
import random
from collections import Counter
from pathlib import Path

import pytest
from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.translation import override

import projects
from projects import services
from projects.catalogue.facets import FACETS
from projects.models import PublicRecord
from projects.selectors.catalogue import record_of_code, select

DATA = Path(projects.__file__).parent / "data"
JUDGED = json.loads(Path(__file__).with_name("judged.json").read_text(encoding="utf-8"))
WANTED = 0.85  # nDCG@10, mean of the queries of each language


@pytest.fixture
def shipped(reference):
    """The real records, with their summaries and the shipped synonyms."""
    summaries = json.loads((DATA / "summaries.json").read_text(encoding="utf-8"))
    services.import_projects((DATA / "projects.csv").read_bytes(), summaries=summaries)
    services.load_synonyms()


def chosen(**parameters):
    return select(QueryDict(urlencode(parameters, doseq=True)))


def gain(grades):
    """Discounted: what stands further down counts less."""
    return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades[:10]))


def ndcg(judged, addresses):
    """How near the first ten come to the best order: 1 is the best, 0 finds nothing that was judged relevant."""
    record = record_of_code(judged["query"])
    keys = [record.pk] if record else chosen(q=judged["query"]).keys
    found = [judged["relevant"].get(addresses[key], 0) for key in keys]
    return gain(found) / gain(sorted(judged["relevant"].values(), reverse=True))


def test_judged_searches_find_what_people_found_relevant(shipped):
    addresses = dict(PublicRecord.objects.values_list("pk", "address"))
    assert {address for judged in JUDGED for address in judged["relevant"]} <= set(addresses.values())
    languages = Counter(judged["language"] for judged in JUDGED)

    reached = {(judged["language"], judged["query"]): ndcg(judged, addresses) for judged in JUDGED}
    means = {
        language: sum(value for (spoken, _query), value in reached.items() if spoken == language) / count
        for language, count in languages.items()
    }

    assert (len(reached), min(languages.values()) >= 20) == (len(JUDGED), True)
    assert {language: mean for language, mean in means.items() if mean < WANTED} == {}
    assert [query for query, value in reached.items() if value < 0.5] == []


def test_counts_equal_brute_force_on_random_filters(shipped):
    dice, records = random.Random(7), list(PublicRecord.objects.all())
    plain = {
        "region": lambda one: {one.region_id or "none"},
        "country": lambda one: set(one.country_codes),
        "theme": lambda one: {one.theme_id or "none"},
        "coverage": lambda one: {one.coverage or "none"},
        "status": lambda one: {one.state},
        "year": lambda one: {str(one.funding_year or "none")},
    }
    for _turn in range(30):
        asked = {
            name: dice.sample(sorted(set().union(*map(values, records))), dice.randint(1, 3))
            for name, values in dice.sample(sorted(plain.items()), dice.randint(0, 3))
        }
        selection = chosen(**asked)
        for name, values in plain.items():
            others = {facet: codes for facet, codes in asked.items() if facet != name}
            fitting = [one for one in records if all(plain[facet](one) & set(codes) for facet, codes in others.items())]
            assert selection.counts[name] == Counter(code for one in fitting for code in values(one))
        fitting = [one for one in records if all(plain[facet](one) & set(codes) for facet, codes in asked.items())]
        assert (selection.count, selection.total) == (len(fitting), sum(one.amount or 0 for one in fitting))
        assert set(selection.keys) == {one.pk for one in fitting}


@pytest.mark.parametrize(
    ("parameters", "number"),
    [
        ({"region": "EUROPE"}, 1),
        ({"region": ["EUROPE", "AFRICA"]}, 2),
        ({"region": "none"}, 1),
        ({"country": "AL"}, 1),
        ({"country": ["AL", "BJ"], "theme": "PX"}, 1),
        ({"country": "ME", "theme": "LM"}, 0),
        ({"amount": "0-50000"}, 1),
        ({"amount": ["0-50000", "none"]}, 2),
        ({"year": ["2020", "2019"]}, 1),
        ({"line": "2"}, 1),
        ({"sdg": "10"}, 1),
        ({"sdg": "10.7"}, 1),
        ({"sdg": "8"}, 0),
        ({"gcm": "10"}, 1),
        ({"results": "yes"}, 1),
        ({"evaluation": "no"}, 3),
        ({"status": "ACTIVE", "coverage": "NATIONAL"}, 1),
    ],
)
def test_facets(public, parameters, number):
    record = public(
        "Full", "ME", region_id="EUROPE", theme_id="PX", coverage="NATIONAL", state="ACTIVE", amount=49_999, line_id=2
    )
    record.project.countries.add("AL")
    services.refresh(record.project)
    PublicRecord.objects.filter(pk=record.pk).update(goal_codes=["SDG-10.7", "GCM-10"], has_results=True)
    public("Other", "BJ", region_id="AFRICA", funding_year=2021)
    public("Bare", "BJ", amount=None, funding_year=None)

    assert chosen(**parameters).count == number


@pytest.mark.parametrize(
    ("sort", "titles"),
    [
        ("", ["c", "Äb", "b", "a"]),
        ("newest", ["c", "Äb", "b", "a"]),
        ("oldest", ["Äb", "b", "c", "a"]),
        ("amount_high", ["b", "c", "Äb", "a"]),
        ("amount_low", ["Äb", "c", "b", "a"]),
        ("title", ["a", "Äb", "b", "c"]),
        ("relevance", ["c", "Äb", "b", "a"]),
        ("nonsense", ["c", "Äb", "b", "a"]),
    ],
)
def test_order(public, sort, titles):
    public("b", start_year=2010, amount=300)
    public("Äb", start_year=2010, amount=100)
    public("a", start_year=None, amount=None)
    public("c", start_year=2020, amount=200)

    selection = chosen(sort=sort)

    assert [record.title for record in selection.records(0, 10)] == titles
    assert [title for rows in selection.rows(["title"], size=3) for title, _key in rows] == titles
    assert [record.title for record in selection.records(1, 3)] == titles[1:3]
    assert [key for rows in selection.rows(["title"]) for _title, key in rows] == selection.keys


def test_canonical_query_holds_what_counts_in_one_order(public):
    public()
    address = "country=ME&region=XX&q=+Côte+d%27Ivoire+&country=AL&country=ME&sort=relevance&page=3&utm=x&region=EUROPE"

    selection = select(QueryDict(address))

    assert selection.query == "q=C%C3%B4te+d%27Ivoire&region=EUROPE&country=AL&country=ME"
    assert select(QueryDict(selection.query)).query == selection.query
    assert selection.filter.unknown() == [("region", "XX")]
    assert chosen(sort="title").query == "sort=title"
    assert chosen(sort="strange").filter.unknown() == [("sort", "strange")]
    assert chosen(sort="newest").query == chosen().query == ""


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_every_value_has_a_label_in_each_language(shipped, language):
    with override(language):
        selection = chosen()
        labels = selection.shown.labels

        unnamed = [
            (facet, code)
            for facet in FACETS
            for code in selection.counts[facet]
            if not labels.of(facet, code) or (labels.of(facet, code) == code and facet != "year")
        ]

    assert sorted(selection.counts) == sorted(FACETS)
    assert unnamed == []
