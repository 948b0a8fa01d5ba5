import pytest
from django import forms
from django.db import connection

from core.forms import AmountField, NumberField
from core.questions import MOST_CHOICES, Kind, questions_of
from funding.models import Country


class SampleForm(forms.Form):
    title = forms.CharField(label="Title", help_text="Short and plain.", max_length=1)
    story = forms.CharField(label="Story", widget=forms.Textarea, required=False, max_length=1234)
    count = forms.IntegerField(label="Count", min_value=0, max_value=12)
    rate = NumberField(label="Rate", max_digits=5, decimal_places=2, required=False)
    cost = AmountField(label="Cost")
    day = forms.DateField(label="Day")
    one = forms.TypedChoiceField(label="One", choices=[("", "----"), ("a", "First"), ("b", "Second")])
    some = forms.MultipleChoiceField(label="Some", choices=[("c", "Third")])
    file = forms.FileField(label="File")
    agreed = forms.BooleanField(label="Agreed")
    special = forms.BooleanField(label="Special", required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput)


def asked(**options):
    return {question.id: question for question in questions_of(SampleForm(), "sample", **options)}


def test_kinds_of_answers_follow_the_fields():
    assert {name.removeprefix("sample."): question.kind for name, question in asked().items()} == {
        "title": Kind.TEXT,
        "story": Kind.LONG_TEXT,
        "count": Kind.NUMBER,
        "rate": Kind.NUMBER,
        "cost": Kind.AMOUNT,
        "day": Kind.DATE,
        "one": Kind.CHOICE,
        "some": Kind.CHOICES,
        "file": Kind.FILE,
        "agreed": Kind.YES_NO,
        "special": Kind.YES_NO,
    }


def test_words_come_from_the_field_and_hidden_fields_are_no_questions():
    title = asked()["sample.title"]

    assert (title.label, title.help, title.answer) == ("Title", "Short and plain.", "Short text")
    assert "sample.revision" not in asked()


def test_limits_are_said_in_words():
    limits = {name.removeprefix("sample."): question.limit for name, question in asked().items() if question.limit}

    assert limits == {"title": "At most 1 character", "story": "At most 1,234 characters", "count": "From 0 to 12"}
    assert asked(word_limit=1)["sample.story"].limit == "At most 1 word"
    assert asked(word_limit=1)["sample.story"].word_limit == 1


def test_what_is_needed_is_what_the_form_asks_for_now_or_later():
    form = SampleForm()
    form.fields["story"].needed_later = True
    form.fields["rate"].needed_when = "needed at times"

    needs = {question.id: (question.need, question.is_required) for question in questions_of(form, "sample")}

    assert needs["sample.title"] == ("Needed to submit", True)
    assert needs["sample.story"] == ("Needed to submit", True)
    assert needs["sample.rate"] == ("Needed at times", False)
    assert needs["sample.special"] == ("Only if it applies", False)
    assert asked()["sample.rate"].need == "Optional"


def test_choices_leave_out_the_empty_one():
    assert asked()["sample.one"].choices == ("First", "Second")


@pytest.mark.parametrize(("number", "shown"), [(MOST_CHOICES, MOST_CHOICES), (MOST_CHOICES + 1, 0)])
def test_a_long_list_is_not_repeated_and_costs_one_query(reference, django_assert_num_queries, number, shown):
    codes = list(Country.objects.values_list("pk", flat=True)[:number])
    form = forms.Form()
    form.fields["country"] = forms.ModelChoiceField(Country.objects.filter(pk__in=codes))

    with django_assert_num_queries(1, connection=connection):
        (question,) = questions_of(form, "sample")

    assert len(question.choices) == shown


def test_names_can_be_given():
    form = forms.Form()
    form.fields["text"] = forms.CharField(label="Summary")

    assert [question.id for question in questions_of(form, "part", names={"text": "summary"})] == ["part.summary"]
