"""The list of questions says exactly what the form asks: it is held against the forms themselves."""

import inspect
from datetime import date

import pytest
from django import forms as django_forms
from django.utils import timezone, translation

from applications import forms
from applications.outline import outline
from applications.sections import SECTIONS
from core.words import count_words
from funding.evaluator import DECLARATIONS
from funding.models import Country, Rule, RuleSet, Theme
from plans import forms as plan_forms

# which questions come from which form; a new form stands here or among those that ask applicants nothing
PREFIXES = {
    "ConceptForm": ["concept"],
    "StartForm": ["start"],
    "CoverForm": ["cover"],
    "ContactsForm": ["people"],
    "PartnerForm": ["partner"],
    "LetterForm": ["letter"],
    "UploadForm": ["document"],
    "ResultForm": ["outcome", "output"],
    "IndicatorForm": ["indicator"],
    "ActivityForm": ["activity"],
    "LineForm": ["line"],
    "RiskForm": ["risk"],
    "MarkerForm": ["marker"],
}
ASKED_OTHERWISE = {"SectionForm", "SubmitForm"}  # one question for each section and each declaration, tested below
ASK_NOTHING = {
    "PhasesForm",  # spreads what lines say over time
    "DescribeForm",  # says again what a document is
    "ReplaceForm",
    "LetterRequestForm",  # whom to ask
    "LetterAnswerForm",  # asks the government
    "CopyForm",  # a choice while copying
    "InviteForm",  # what staff fill in
    "ConceptFilterForm",
}
AFTERWARDS = {"AnswerForm", "AskForm", "FingerprintForm", "MessageForm"}  # of what was submitted


def forms_of(module):
    return {
        name: form
        for name, form in inspect.getmembers(module, inspect.isclass)
        if issubclass(form, django_forms.BaseForm) and form.__module__.startswith(module.__name__)
    }


FORMS = forms_of(forms) | forms_of(plan_forms)


def publish(**changes):
    """A rule set for this year, like the shipped one but for ``changes``: code → fields."""
    shipped = RuleSet.objects.for_year(timezone.localdate().year).first()
    rule_set = RuleSet.objects.create(from_year=timezone.localdate().year, name="Newer")
    for rule in Rule.objects.filter(rule_set=shipped):
        rule.pk, rule.rule_set = None, rule_set
        for name, value in changes.get(rule.code, {}).items():
            setattr(rule, name, value)
        rule.save()
    rule_set.status, rule_set.published_at = RuleSet.Status.PUBLISHED, timezone.now()
    rule_set.save()
    return rule_set


def test_every_form_is_known_to_the_outline():
    assert set(FORMS) == {*PREFIXES, *ASKED_OTHERWISE, *ASK_NOTHING, *AFTERWARDS}


@pytest.mark.parametrize("name", PREFIXES)
def test_every_field_that_an_applicant_sees_is_a_question(reference, name):
    visible = {field for field, one in FORMS[name].base_fields.items() if not one.widget.is_hidden}
    identities = {question.id for question in outline().questions}

    for prefix in PREFIXES[name]:
        assert {one.split(".")[1] for one in identities if one.split(".")[0] == prefix} == visible


def test_parts_stand_in_the_order_of_the_form(reference):
    assert [(part.number, part.id, len(part.questions)) for part in outline().parts] == [
        (1, "concept", 17),
        (2, "start", 8),
        (3, "cover", 9),
        (4, "people", 10),
        (5, "narrative", 9),
        (6, "results", 33),
        (7, "budget", 9),
        (8, "risks", 8),
        (9, "letters", 6),
        (10, "documents", 2),
        (11, "declarations", 4),
    ]


def test_identities_and_numbers_are_unique(reference):
    found = outline()
    identities = [question.id for question in found.questions]
    numbers = [number for part in found.parts for _group, numbered in part.numbered for number, _question in numbered]

    assert len(set(identities)) == len(identities) == len(set(numbers)) == len(numbers)
    assert (numbers[0], numbers[-1]) == ("1.1", "11.4")


def test_labels_and_help_are_those_of_a_real_draft(draft):
    """The outline reads empty forms; these are the forms that an applicant opens."""
    opened = {
        "cover": forms.CoverForm(instance=draft),
        "letter": forms.LetterForm(application=draft),
        "line": plan_forms.LineForm(version=draft.plan.current),
    }
    questions = {question.id: question for question in outline().questions}

    for prefix, form in opened.items():
        for field in form.visible_fields():
            question = questions[f"{prefix}.{field.name}"]
            assert (question.label, question.help) == (str(field.label), str(field.help_text))


def test_narrative_has_each_section_with_its_hint_and_its_limit(reference):
    narrative = outline().parts[4]

    assert [(one.id, one.label, one.help) for one in narrative.questions] == [
        (f"narrative.{key}", kind.title, kind.hint) for key, kind in SECTIONS.items()
    ]
    assert [one.word_limit for one in narrative.questions] == [600, None, 350, 350, 350, None, None, None, 350]
    assert narrative.questions[1].limit == "No word limit"
    assert [one.is_required for one in narrative.questions] == [kind.is_required for kind in SECTIONS.values()]


def test_a_new_limit_in_the_rules_is_in_the_outline(reference):
    before = outline()
    publish(P05={"parameters": {"rationale": "1200"}})

    after = outline()

    assert [one.limit for one in after.parts[4].questions][:2] == ["At most 1,200 words", "No word limit"]
    assert after.fingerprint != before.fingerprint


def test_outline_says_which_rules_it_follows(reference, time_machine):
    time_machine.move_to("2027-03-04 12:00+00:00")
    before = outline()
    publish()

    after = outline()

    assert (before.rules, before.published_on) == ("Rules for the funding year 2027, rule set 2022.1", None)
    assert after.rules == "Rules for the funding year 2027, rule set 2027.1, published on 4 March 2027"
    assert after.published_on == date(2027, 3, 4)


def test_declarations_are_the_rules_in_their_own_words(reference):
    publish(S05={"title": "No moves", "explanation": "Nobody is moved.", "source": "A letter"})

    declarations = outline().parts[-1].questions

    assert [one.id for one in declarations] == [f"declaration.{code}" for code in DECLARATIONS]
    assert (declarations[0].label, declarations[0].help) == ("No moves", "Nobody is moved.")
    assert declarations[0].source == "Rule S05, A letter"
    assert all(one.is_required for one in declarations)


def test_rules_stand_with_their_source_in_the_part_they_are_about(reference):
    rules = {part.id: [rule.code for rule in part.rules] for part in outline().parts}

    assert rules == {
        "concept": [],
        "start": [],
        "cover": ["S01", "P06"],
        "people": [],
        "narrative": ["P05"],
        "results": [],
        "budget": ["B02", "B06", "B09", "B11"],
        "risks": [],
        "letters": ["L01", "L02"],
        "documents": [],
        "declarations": [],
    }
    assert outline().parts[6].rules[0].source == "How to apply"


def test_a_rule_that_the_set_lacks_is_left_out(reference):
    RuleSet.objects.create(from_year=timezone.localdate().year, name="Empty", status=RuleSet.Status.PUBLISHED)

    found = outline()

    assert [part.rules for part in found.parts] == [()] * 11
    assert found.parts[-1].questions == []
    assert {one.limit for one in found.parts[4].questions} == {"No word limit"}


def test_choices_are_offered_as_the_form_offers_them(reference):
    Theme.objects.filter(pk="PR").update(is_legacy=True)
    questions = {question.id: question for question in outline().questions}

    assert questions["cover.theme"].choices == tuple(str(one) for one in Theme.objects.filter(is_legacy=False))
    assert questions["start.countries"].choices == ()  # too many
    assert questions["start.coverage"].choices == ("National", "Regional")
    assert questions["line.part"].choices == ("Staff", "Office", "Operational", "Operational: evaluation")


def test_what_the_submission_needs_is_said(reference):
    needs = {question.id: question.need for question in outline().questions}

    assert needs["cover.theme"] == needs["cover.focus_areas"] == "Needed to submit"
    assert needs["cover.executing_office"] == "Optional"
    assert needs["indicator.target_text"] == "Needed for an indicator in words"
    assert needs["indicator.counts_people"] == "Only if it applies"


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_no_question_is_without_words(reference, language):
    with translation.override(language):
        found = outline()

    assert found.language == language
    assert [one.id for one in found.questions if not (count_words(one.label) and one.answer and one.need)] == []


def test_languages_differ_in_words_and_agree_in_identities(reference):
    found = {}
    for language in ("en", "fr", "es"):
        with translation.override(language):
            found[language] = outline()

    assert len({one.fingerprint for one in found.values()}) == 3
    assert len({tuple(question.id for question in one.questions) for one in found.values()}) == 1
    assert [found[language].questions[0].label for language in found] == [
        "Project title",
        "Titre du projet",
        "Título del proyecto",
    ]


def test_the_same_form_has_the_same_fingerprint(reference):
    assert outline().fingerprint == outline().fingerprint


def test_outline_costs_the_same_however_long_the_lists(reference, django_assert_num_queries):
    with django_assert_num_queries(19):
        outline()
    Theme.objects.bulk_create(Theme(code=f"Z{number}", name_en=f"Theme {number}") for number in range(25))
    Country.objects.bulk_create(Country(code=f"{n:02}", code3=f"{n:03}", name_en=f"Country {n}") for n in range(25))

    with django_assert_num_queries(19):
        outline()
