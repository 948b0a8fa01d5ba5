import csv
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template import engines
from django.test import RequestFactory
from django.utils.translation import override

from applications.sections import SECTIONS
from content import services
from content.glossary import Words, words
from content.markup import render
from content.models import Term
from content.selectors.glossary import glossary, letter_of, sorting_key
from core.errors import NotAllowed
from core.models import AuditEvent

LANGUAGES = ("en", "fr", "es")


@pytest.fixture(scope="module")
def shipped():
    return services.shipped_terms()


def explained(text, *terms, used=None, language="en"):
    """``text`` with the terms, given as (slug, forms), explained; without the meanings that follow it."""
    rows = [Term(slug=slug, **{f"name_{language}": forms[0], "name_en": forms[0], f"forms_{language}": "\n".join(forms[1:])},
                 definition_en="Means something.") for slug, forms in terms]  # fmt: skip
    found = Words(rows, language).explain(text, set() if used is None else used)
    return re.sub(
        r'<div class="term-notes">.*</div>', "", re.sub(r'<a class="term"[^>]*#([\w-]+)"[^>]*>', r"<\1>", found)
    )


def test_shipped_terms_speak_three_languages(shipped):
    lacking = [
        (term["slug"], field, code)
        for term in shipped
        for field in ("name", "definition")
        for code in LANGUAGES
        if not term[field].get(code)
    ]

    assert len(shipped) >= 80
    assert lacking == []


def test_shipped_terms_share_no_form(shipped):
    for code in LANGUAGES:
        forms = [
            form
            for term in shipped
            if term.get("is_marked", True)
            for form in (term["name"][code], *term["forms"][code])
        ]
        assert sorted({form for form in forms if forms.count(form) > 1}) == []


def test_shipped_terms_obey_the_typography_of_each_language(shipped):
    assert [term["slug"] for term in shipped if re.search(r" [;:!?»]|« ", term["definition"]["fr"])] == []
    assert [term["slug"] for term in shipped for code in LANGUAGES if "'" in term["definition"][code]] == []


def test_shipped_terms_can_be_kept(db, administrator):
    for term in list(Term.objects.all())[:5]:
        assert services.keep_term(term, by=administrator) == term


def test_loading_again_creates_what_is_missing_and_changes_nothing(db, administrator):
    term = Term.objects.get(slug="ceiling")
    term.definition_en = "Ours."
    services.keep_term(term, by=administrator)
    services.remove_term(Term.objects.get(slug="arrears"), by=administrator)

    assert (services.load_terms(), services.load_terms()) == (1, 0)
    assert Term.objects.get(slug="ceiling").definition_en == "Ours."


@pytest.mark.parametrize("name", ["applicant", "reviewer", "auditor"])
def test_only_those_who_keep_the_site_keep_terms(db, request, name):
    person, term = request.getfixturevalue(name), Term.objects.get(slug="ceiling")

    with pytest.raises(NotAllowed):
        services.keep_term(term, by=person)
    with pytest.raises(NotAllowed):
        services.remove_term(term, by=person)


def test_a_form_of_another_term_is_refused_beside_its_field(db, administrator):
    term = Term.objects.get(slug="ceiling")
    term.forms_fr = "arriérés"

    with pytest.raises(ValidationError) as refusal:
        services.keep_term(term, by=administrator)

    assert list(refusal.value.message_dict) == ["forms_fr"]


def test_a_form_of_another_term_comes_back_in_the_administration(client_for, db, administrator):
    data = {"slug": "new-term", "is_marked": "on"}
    for language in ("en", "fr", "es"):
        data |= {f"name_{language}": "New term", f"definition_{language}": "New.", f"forms_{language}": ""}
    client, path = client_for(administrator), "/admin/content/term/add/"

    refused = client.post(path, data | {"forms_fr": "arriérés"})

    assert list(refused.context["adminform"].form.errors) == ["forms_fr"]
    assert client.post(path, data).status_code == 302
    assert Term.objects.get(slug="new-term").name_fr == "New term"


def test_changes_stand_in_the_trail(db, administrator):
    term = Term.objects.get(slug="ceiling")
    services.keep_term(term, by=administrator)
    services.remove_term(term, by=administrator)
    services.remove_term(term, by=administrator)

    actions = AuditEvent.objects.filter(object_type="content.term").values_list("action", flat=True)
    assert list(actions.order_by("sequence")) == ["term.kept", "term.removed"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>A ceiling holds.</p>", "<p>A <x>ceiling</a> holds.</p>"),
        ("<p>Ceiling and ceilings</p>", "<p><x>Ceiling</a> and ceilings</p>"),
        ("<p>ceilings first</p>", "<p><x>ceilings</a> first</p>"),
        ("<p>CEILING and subceiling, co-ceiling, ceiling2</p>", "<p>CEILING and subceiling, co-ceiling, ceiling2</p>"),
        ("<h2>Ceiling</h2><p>A <em>ceiling</em>.</p>", "<h2>Ceiling</h2><p>A <em><x>ceiling</a></em>.</p>"),
        ('<p><a href="/a">ceiling</a> x</p>', '<p><a href="/a">ceiling</a> x</p>'),
        ("<p><code>ceiling</code> a ceiling</p>", "<p><code>ceiling</code> a <x>ceiling</a></p>"),
        (
            "<table><tr><th>ceiling</th><td>ceiling</td></tr></table>",
            "<table><tr><th>ceiling</th><td><x>ceiling</a></td></tr></table>",
        ),
        ("<p>&lt;b&gt; ceiling &amp; more</p>", "<p>&lt;b&gt; <x>ceiling</a> &amp; more</p>"),
        ("<p>nothing here</p>", "<p>nothing here</p>"),
    ],
)
def test_a_term_is_explained_where_it_occurs_first_in_prose(text, expected):
    assert explained(text, ("x", ["ceiling", "ceilings"])) == expected


def test_a_name_with_a_capital_is_found_with_its_capital_only():
    assert explained("<p>a line 1, Line 1</p>", ("l", ["Line 1"])) == "<p>a line 1, <l>Line 1</a></p>"


def test_the_longest_term_is_found_first_and_others_after_it():
    terms = ("short", ["Member State"]), ("long", ["eligible Member State"])

    assert explained("<p>An eligible Member\n State and a Member State.</p>", *terms) == (
        "<p>An <long>eligible Member\n State</a> and a <short>Member State</a>.</p>"
    )


@pytest.mark.parametrize(
    ("language", "form", "text", "expected"),
    [
        ("fr", "évaluation ex post", "<p>L’évaluation ex post. Évaluation</p>", "<p>L’<x>évaluation ex post</a>. Évaluation</p>"),
        ("fr", "État Membre", "<p>Chaque État Membre</p>", "<p>Chaque <x>État Membre</a></p>"),
        ("fr", "note d’orientation", "<p>la note d'orientation</p>", "<p>la <x>note d'orientation</a></p>"),
        ("fr", "élève", "<p>Élève, relève</p>", "<p><x>Élève</a>, relève</p>"),
        ("es", "línea de base", "<p>Línea de base</p>", "<p><x>Línea de base</a></p>"),
    ],
)  # fmt: skip
def test_borders_and_capitals_are_those_of_the_language(language, form, text, expected):
    assert explained(text, ("x", [form]), language=language) == expected


def test_a_term_is_explained_once_on_a_page(db):
    pieces = render("A ceiling.\n\n[[nothing]]\n\nAnother ceiling.", "en").pieces

    assert "".join(piece.html for piece in pieces).count('id="term-ceiling"') == 1


def test_a_change_holds_for_the_next_page(db, administrator, django_assert_num_queries):
    assert "plafond" in render("Un plafond", "fr").pieces[0].html
    with django_assert_num_queries(1):
        render("Un plafond", "fr")
    term = Term.objects.get(slug="ceiling")
    term.definition_fr = "Autre chose."
    services.keep_term(term, by=administrator)

    assert "Autre chose." in render("Un plafond", "fr").pieces[0].html
    term.is_marked = False
    services.keep_term(term, by=administrator)
    assert 'class="term"' not in render("Un plafond", "fr").pieces[0].html


def test_a_meaning_cannot_bring_markup(db, administrator):
    term = Term.objects.get(slug="ceiling")
    term.definition_en = "<script>alert(1)</script>"
    services.keep_term(term, by=administrator)

    assert "<script>" not in render("A ceiling", "en").pieces[0].html


def test_the_tag_explains_a_word_and_asks_once(db, django_assert_num_queries):
    template = engines["django"].from_string(
        '{% term "ceiling" "Plafonds" %} {% term "arrears" %} {% term "none" "x" %}'
    )
    words("fr")

    with override("fr"), django_assert_num_queries(1):
        html = template.render({}, RequestFactory().get("/fr/"))

    assert 'href="/fr/glossary/#ceiling" aria-describedby="term-ceiling">Plafonds</a>' in html
    assert ">arriérés</a>" in html
    assert html.endswith(" x")


@pytest.mark.parametrize(
    ("language", "names", "expected"),
    [
        ("fr", ["évaluation", "effet", "œuvre", "objet", "État"], ["effet", "État", "évaluation", "objet", "œuvre"]),
        ("es", ["oficina", "ñandú", "nuez", "ámbito", "actividad"], ["actividad", "ámbito", "nuez", "ñandú", "oficina"]),
        ("en", ["target", "Article 4", "1035 Facility", "activity"], ["1035 Facility", "activity", "Article 4", "target"]),
    ],
)  # fmt: skip
def test_terms_stand_in_the_order_of_the_language(language, names, expected):
    assert sorted(names, key=lambda name: sorting_key(name, language)) == expected


def test_letters_are_those_of_the_alphabet():
    assert [letter_of(*one) for one in [("État", "fr"), ("ñandú", "es"), ("ñandú", "fr"), ("1035", "en")]] == [
        "E", "Ñ", "N", "0–9",
    ]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_has_all_terms_and_asks_once(client, db, language, django_assert_num_queries):
    with django_assert_num_queries(1):
        text = client.get(f"/{language}/glossary/").content.decode()

    assert len(set(re.findall(r'glossary-entry" id="([\w-]+)"', text))) == Term.objects.count()
    assert f'href="/{language}/glossary/"' in client.get(f"/{language}/").content.decode()


@pytest.mark.parametrize(("query", "slug"), [("plafond", "ceiling"), ("EVALUACION EX POST", "ex-post-evaluation")])
def test_a_search_finds_words_of_any_language(client, db, query, slug):
    answer = client.get("/en/glossary/", {"q": query})

    assert slug in [entry.slug for letter in answer.context["letters"] for entry in letter.entries]
    assert answer.context["number"] < 5


@pytest.mark.parametrize("query", ["qqqq", "<script>", "x" * 5000, "%"])
def test_any_search_gets_an_answer(client, db, query):
    answer = client.get("/en/glossary/", {"q": query})

    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()


def test_the_file_has_all_terms_in_all_languages(client, db):
    rows = list(csv.reader(client.get("/en/glossary.csv").content.decode("utf-8-sig").splitlines()))

    assert len(rows) == Term.objects.count() + 1
    assert {len(row) for row in rows} == {7}


def test_administrators_keep_terms_in_the_administration(client_for, administrator):
    client, term = client_for(administrator), Term.objects.get(slug="ceiling")
    page = client.get(f"/admin/content/term/{term.pk}/change/")
    words = {name: value or "" for name, value in page.context["adminform"].form.initial.items() if name != "slug"}

    answer = client.post(
        f"/admin/content/term/{term.pk}/change/", words | {"definition_en": "Changed.", "slug": "other"}
    )

    assert answer.status_code == 302
    term.refresh_from_db()
    assert (term.definition_en, term.slug) == ("Changed.", "ceiling")


def test_the_glossary_has_every_letter_once(db):
    signs = [letter.sign for letter in glossary("es")]

    assert len(signs) == len(set(signs))


@pytest.mark.parametrize("language", LANGUAGES)
def test_screens_explain_the_words_that_they_use(client, reference, language):
    text = client.get(f"/{language}/eligibility/").content.decode()

    assert f'href="/{language}/glossary/#ceiling"' in text
    assert text.count('id="term-ceiling"') == 1


def test_templates_name_terms_that_exist(shipped):
    slugs = {term["slug"] for term in shipped}
    named = re.findall(
        r'{% terms? "([\w -]+)"',
        "".join(path.read_text() for path in Path(settings.BASE_DIR, "templates").rglob("*.html")),
    )
    sections = [kind.terms for kind in SECTIONS.values()]

    assert len(named) >= 4
    assert [slug for slugs_of in (*named, *sections) for slug in slugs_of.split() if slug not in slugs] == []


def test_the_site_leads_administrators_to_the_terms(client_for, administrator, officer):
    address = "/admin/content/term/"

    assert address in client_for(administrator).get("/en/workspace/site/").content.decode()
    assert address not in client_for(officer).get("/en/workspace/site/").content.decode()
