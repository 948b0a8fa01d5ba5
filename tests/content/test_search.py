import pytest

from content.search import LONGEST_QUERY, MOST_WORDS, Document, Search, marked, plain, ranked, snippet


def titles(typed, *documents):
    return [one.title for one in ranked(Search.of(typed), [Document(*one) for one in documents])]


def test_title_comes_before_lead_and_lead_before_text():
    documents = [
        ("Two", "", "Something on visas"),
        ("Three", "On visas", ""),
        ("Visas", "", ""),
        ("Other", "", "Nothing"),
    ]

    assert titles("visas", *documents) == ["Visas", "Three", "Two"]


@pytest.mark.parametrize("typed", ["éligibilité", "ELIGIBILITE", "eligib", "  eligibilité  ", "Les éligibilités"])
def test_accents_case_and_plural_do_not_matter(typed):
    assert titles(typed, ("Critères d’éligibilité", "", "")) == ["Critères d’éligibilité"]


def test_every_word_must_be_there_and_only_beginnings_count():
    document = ("Labour migration", "", "Counsellors in centres")

    assert titles("migration counsellor", document) == ["Labour migration"]
    assert titles("migration visa", document) == []
    assert titles("gration", document) == []


def test_words_are_few_and_what_is_typed_is_short():
    search = Search.of(" ".join(f"w{number}" for number in range(100)))

    assert len(search.text) <= LONGEST_QUERY
    assert len(search.words) == MOST_WORDS
    assert Search.of("x" * 5000).text == "x" * LONGEST_QUERY


def test_small_words_and_words_not_wanted_count_only_where_there_is_nothing_else():
    assert Search.of("le rapport de la mission").words == ("rapport", "mission")
    assert Search.of("de la").words == ("de", "la")
    assert Search.of("labour -kenya co-funding").words == ("labour", "co", "funding")
    assert Search.of("!? …").words == ()


def test_marks_are_html_and_the_text_is_not():
    found = marked(Search.of("éva script"), "<script>Évaluation & co</script>")

    assert found == ("&lt;<mark>script</mark>&gt;<mark>Évaluation</mark> &amp; co&lt;/<mark>script</mark>&gt;")


def test_a_snippet_stands_around_the_first_word_found():
    text = "## Who\n\n" + "word " * 200 + "[the counter](/en/counter/) opens. " + "after " * 200

    found = snippet(Search.of("counters"), text)

    assert "the <mark>counter</mark> opens." in found
    assert (found[:2], found[-2:]) == ("… ", " …")
    assert len(found) < 300


def test_plain_text_has_no_marks():
    text = "## Rules\n\n[[rules E]]\n\n- **one** [two](https://x.org/a_b)\n\n| a | b |\n|---|---|\n| c | d |"

    assert plain(text) == "Rules – one two a b c d"
