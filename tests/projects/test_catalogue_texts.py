"""What a search finds, on either database."""

import pytest
from django.http import QueryDict
from django.utils.http import urlencode

from projects.models import Synonyms
from projects.selectors.catalogue import record_of_code, select


@pytest.fixture
def found(public):
    """``found("words")``: the titles that a search finds, in its order, of six projects."""
    texts = {
        "Border management in Chad": {"country": "TD", "summary_fr": "La gestion des frontières au Tchad"},
        "Renforcement de la lutte contre la traite": {"country": "ME", "summary_en": "Against trafficking in persons"},
        "Diáspora y desarrollo": {"country": "UY", "summary_es": "Las personas uruguayas en el exterior"},
        "Management of the sea border": {"country": "CI", "summary_en": "Fishing, and how migration is managed"},
        "Labour migration policy": {"country": "GE", "code": "LM.0024", "prima_id": "GE10P0001"},
        "Hiring abroad": {"country": "LK", "summary_fr": "Politique de migration de main-d’œuvre"},
    }
    for title, fields in texts.items():
        public(title, **{"address": title.replace(" ", "-").lower()[:60], **fields})

    def ask(words):
        selection = select(QueryDict(urlencode({"q": words})))
        titles = [record.title for record in selection.records(0, 100)]
        assert len(titles) == selection.count
        return titles

    return ask


@pytest.mark.parametrize(
    ("words", "titles"),
    [
        ("border management", ["Border management in Chad", "Management of the sea border"]),
        ('"border management"', ["Border management in Chad"]),
        ("border -chad", ["Management of the sea border"]),
        ('border -"sea border"', ["Border management in Chad"]),
        ("-border -exterior -labour -hiring", ["Renforcement de la lutte contre la traite"]),
        ("FRONTIERES tchad", ["Border management in Chad"]),
        ("diaspora", ["Diáspora y desarrollo"]),
        ("Côte d'Ivoire", ["Management of the sea border"]),
        ("ivory coast", ["Management of the sea border"]),
        ("la traite", ["Renforcement de la lutte contre la traite"]),
        ("borders", ["Border management in Chad", "Management of the sea border"]),
        ("lm.0024 policy", ["Labour migration policy"]),
        ("main-d'oeuvre", ["Hiring abroad"]),
        ("labour migration", ["Labour migration policy"]),
        ("nothing of the sort", []),
    ],
)
def test_search(found, words, titles):
    assert sorted(found(words)) == sorted(titles)


def test_best_match_comes_first(found):
    assert found("migration") == ["Labour migration policy", "Hiring abroad", "Management of the sea border"]


@pytest.mark.parametrize("words", ["trafficking", "traite", "TRATA de personas"])
def test_synonyms_find_each_other(found, words):
    Synonyms.objects.create(words="trafficking\ntraite\ntrata de personas")

    assert found(words) == ["Renforcement de la lutte contre la traite"]


def test_expression_finds_its_synonyms_word_by_word_in_their_order(found):
    Synonyms.objects.create(words="labour migration\nmigration de main-d'œuvre")

    assert found("labour migration") == ["Labour migration policy", "Hiring abroad"]
    assert found('"migration de main-d’œuvre"') == ["Hiring abroad"]


def test_code_and_prima_id_lead_to_the_project_in_any_case(found, django_assert_num_queries):
    assert [record_of_code(text).address for text in (" lm.0024", "Ge10p0001")] == ["labour-migration-policy"] * 2
    assert record_of_code("LM.9999") is None
    with django_assert_num_queries(0):
        assert record_of_code("labour migration") is None
