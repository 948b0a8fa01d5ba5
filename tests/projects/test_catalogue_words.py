import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.catalogue.words import LONGEST_QUERY, MOST_WORDS, Query, Saying, Synonyms, pairs, parse, without

MEANINGS = Synonyms(
    [
        ["trafficking", "Traite des êtres humains", "trata"],
        ["labour migration", "migration de main-d'œuvre", "migración laboral"],
    ]
)


def word(*texts):
    return (Saying(texts),)


@pytest.mark.parametrize(
    ("text", "wanted", "unwanted"),
    [
        ("", (), ()),
        ("  - – \"\" ''", (), ()),
        ("Côte d’Ivoire", (word("cote"), word("d"), word("ivoire")), ()),
        ('"Border  Management"', ((Saying(("border", "management"), together=True),),), ()),
        ("«gestion des frontières»", ((Saying(("gestion", "des", "frontieres"), together=True),),), ()),
        ("“visa", (word("visa"),), ()),
        ('"visa"', (word("visa"),), ()),
        ("diaspora -Chad", (word("diaspora"),), (Saying(("chad",), together=True),)),
        ('−"new york" –mali', (), (Saying(("new", "york"), together=True), Saying(("mali",), together=True))),
        ("anti-corruption", (word("anti"), word("corruption")), ()),
        ("100%_ ' ; drop", (word("100"), word("drop")), ()),
    ],
)
def test_grammar(text, wanted, unwanted):
    assert parse(text, Synonyms()) == Query(wanted, unwanted)


def test_expression_with_synonyms_is_looked_for_in_all_languages():
    assert parse("new Labour Migrations policy", MEANINGS).wanted == (
        word("new"),
        (
            Saying(("labour", "migrations")),
            Saying(("migration", "de", "main", "d", "oeuvre"), together=True),
            Saying(("migracion", "laboral"), together=True),
        ),
        word("policy"),
    )
    assert parse("TRATA", MEANINGS).wanted == (
        (
            Saying(("trata",)),
            Saying(("trafficking",), together=True),
            Saying(("traite", "des", "etres", "humains"), together=True),
        ),
    )


@pytest.mark.parametrize("text", ['"labour migration"', "migration labour", "-trafficking"])
def test_what_was_meant_exactly_has_no_synonyms(text):
    query = parse(text, MEANINGS)

    assert [len(sayings) for sayings in query.wanted] == [1] * len(query.wanted)
    assert len(query.unwanted) <= 1


def test_long_search_is_cut():
    assert len(parse("a " * 100, Synonyms()).words) == MOST_WORDS
    assert parse("x" * 5000, Synonyms()).words == ("x" * LONGEST_QUERY,)


@given(st.text(max_size=300))
def test_no_text_is_an_error(text):
    query = parse(text, MEANINGS)

    assert len(query.words) <= MOST_WORDS
    assert bool(query) == bool(query.wanted or query.unwanted)


def test_pairs_are_words_with_their_neighbours_without_the_s_of_plurals():
    assert pairs(["new", "travel", "documents"]) == ["new0travel", "travel0document"]
    assert pairs(["alone"]) == []


def test_word_is_replaced_where_it_stands():
    assert (
        without('"Diasporra Homeland" -chad diasporra', "diasporra", "diaspora") == '"diaspora Homeland" -chad diaspora'
    )


def test_all_words_of_synonyms():
    assert {"traite", "laboral", "oeuvre"} < MEANINGS.all_words()
