from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from funding import parameters
from funding.models import Rule


def typed(name, text):
    """What is kept of ``text`` typed into the parameter's field."""
    return parameters.text_of(name, parameters.field_for(name).clean(text))


def test_every_shipped_parameter_has_its_type_and_words(reference):
    names = {name for rule in Rule.objects.all() for name in rule.parameters}

    assert sorted(names - set(parameters.PARAMETERS)) == []


def test_every_shipped_parameter_is_sound_and_comes_back_to_the_letter(reference):
    for rule in Rule.objects.all():
        assert parameters.refusals(rule.parameters) == {}
        for name, text in rule.parameters.items():
            field = parameters.field_for(name, text)
            assert parameters.text_of(name, field.clean(field.prepare_value(field.initial)), text) == text


@pytest.mark.parametrize(
    ("name", "text", "kept"),
    [
        ("maximum_share", "30", "0.30"),
        ("maximum_share", "33.33", "0.3333"),
        ("maximum_share", "100", "1.00"),
        ("maximum_share", "0", "0.00"),
        ("national_maximum", "USD 250,000", "250000"),
        ("national_maximum", "250000.50", "250000.50"),
        ("due_days", "42", "42"),
        ("last_year", "2019", "2019"),
        ("phrases", " writing ,, drafting ", "writing,drafting"),
        ("currency", "USD", "USD"),
    ],
)
def test_typed_values_are_kept_as_text_of_their_type(name, text, kept):
    assert typed(name, text) == kept


def test_numbers_are_read_as_the_language_writes_them():
    with translation.override("fr"):
        assert typed("maximum_share", "33,5") == "0.335"
        assert typed("national_maximum", "250 000,50") == "250000.50"


def test_choices_are_kept_in_the_order_of_the_list():
    assert typed("income_groups", ["UPPER_MIDDLE", "LOW"]) == "LOW,UPPER_MIDDLE"


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("maximum_share", "130", "A percentage lies between 0 and 100."),
        ("maximum_share", "-1", "A percentage lies between 0 and 100."),
        ("maximum_share", "", "This field is required."),
        ("maximum_share", "a third", "“a third” is not a number. Write digits only, for example 1,234.50."),
        ("minimum_share", "100", "This percentage must be below 100."),
        ("national_maximum", "-5", "Ensure this value is greater than or equal to 0."),
        ("due_days", "400", "Ensure this value is less than or equal to 366."),
        ("due_days", "1.5", "Enter a whole number."),
        ("summary", "0", "Ensure this value is greater than or equal to 1."),
        ("last_year", "19", "Ensure this value is greater than or equal to 2000."),
        ("income_groups", ["POOR"], "Select a valid choice. POOR is not one of the available choices."),
        ("income_groups", [], "This field is required."),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason(name, text, sentence):
    with pytest.raises(ValidationError) as refusal:
        parameters.field_for(name).clean(text)

    assert refusal.value.messages == [sentence]


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (
            {"national_minimum": "50000", "national_maximum": "40000"},
            {"national_maximum": "This must not be below “National, at least”."},
        ),
        ({"national_minimum": "50000", "national_maximum": "50000"}, {}),
        (
            {"minimum_share": "0.05", "warn_above_share": "0.04"},
            {"warn_above_share": "This must not be below “Smallest share of the budget”."},
        ),
        ({"maximum_share": "1.3"}, {"maximum_share": "A percentage lies between 0 and 100."}),
        ({"maximum_share": "much"}, {"maximum_share": "This value cannot be read."}),
        ({"maximum_share": 0.3}, {"maximum_share": "This value cannot be read."}),
        ({"maximum_share": None}, {"maximum_share": "This value cannot be read."}),
        ({"maximum_share": "NaN"}, {"maximum_share": "Enter a number."}),
        ({"income_groups": "LOW,POOR"}, {"income_groups": "This value cannot be read."}),
        ({"due_days": "soon"}, {"due_days": "This value cannot be read."}),
    ],
)
def test_stored_parameters_are_held_against_their_types(texts, found):
    assert {name: str(text) for name, text in parameters.refusals(texts).items()} == found


@pytest.mark.parametrize(
    ("language", "name", "text", "shown"),
    [
        ("en", "maximum_share", "0.30", "30%"),
        ("fr", "maximum_share", "0.305", "30,5\u00a0%"),
        ("en", "national_maximum", "200000", "USD\u00a0200,000"),
        ("en", "summary", "1200", "1,200"),
        ("en", "last_year", "2019", "2019"),
        ("en", "income_groups", "LOW,LOWER_MIDDLE", "Low income, Lower-middle income"),
        ("en", "income_groups", "LOW,POOR", "LOW,POOR"),
        ("en", "phrases", "a,b", "“a”, “b”"),
        ("en", "required_fields", "unit,calculation_note", "unit, how it was worked out"),
        ("en", "cost_kinds", "FLIGHT,DSA", "flight, daily subsistence allowance"),
        ("en", "ratings", "RELEVANCE,IMPACT", "relevance, impact"),
        ("en", "unheard_of", "x", "x"),
        ("en", "due_days", "soon", "soon"),
    ],
)
def test_stored_text_is_shown_as_people_read_it(language, name, text, shown):
    with translation.override(language):
        assert parameters.shown(name, text) == shown


def test_parameters_stand_in_the_order_of_the_list_and_unknown_ones_last():
    assert parameters.in_order(["b", "maximum_share", "line", "a"]) == ["line", "maximum_share", "a", "b"]
    assert (parameters.label_of("line"), parameters.label_of("a")) == ("Funding line", "a")


def test_unknown_parameters_are_plain_text():
    assert typed("unheard_of", "anything") == "anything"
    assert parameters.text_of("maximum_share", Decimal(30), "0.3") == "0.3"
