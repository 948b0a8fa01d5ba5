from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy, override

from core.errors import DomainError, NotAllowed
from core.forms import AmountField, NumberField, ReasonForm, ServiceForm, ServiceModelForm
from notifications.models import OutboxMail


class Sample(ServiceForm):
    name = forms.CharField()
    amount = AmountField(required=False)
    value = NumberField(required=False, max_digits=18, decimal_places=4)


def sample(**data):
    form = Sample({"name": "Ana", **data})
    form.is_valid()
    return form


def test_carry_out_hands_the_cleaned_data_to_the_service():
    form = sample(amount="1,000.50")

    done = form.carry_out(lambda *args, **kwargs: (args, kwargs), "subject", by="Ana")

    assert done is True
    assert form.result == (
        ("subject",),
        {"by": "Ana", "name": "Ana", "amount": Decimal("1000.50"), "value": None},
    )


def test_attempt_hands_over_only_what_it_is_given():
    form = sample()

    assert form.attempt(lambda *args, **kwargs: (args, kwargs), 1, by=2) is True
    assert form.result == ((1,), {"by": 2})


@pytest.mark.parametrize(
    ("refusal", "sentences"),
    [
        (DomainError("Too late."), ["Too late."]),
        (DomainError(["Too late.", "Too dear."]), ["Too late.", "Too dear."]),
        (DomainError(gettext_lazy("French")), ["French"]),
        (NotAllowed("Not yours."), ["Not yours."]),
        (ValidationError("Wrong."), ["Wrong."]),
        (ValidationError({"name": ["Short."], "amount": ["Dear."]}), ["Short.", "Dear."]),
    ],
)
def test_a_refusal_of_the_service_is_shown_with_the_form(refusal, sentences):
    def service(**kwargs):
        raise refusal

    form = sample()

    assert form.carry_out(service) is False
    assert form.non_field_errors() == sentences
    assert form.is_valid() is False


def test_a_fault_of_the_service_is_not_hidden():
    def service(**kwargs):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        sample().carry_out(service)


@pytest.mark.parametrize(
    ("language", "typed", "value"),
    [
        ("en", "1,234.56", "1234.56"),
        ("fr", "1 234,56", "1234.56"),
        ("fr", "1\u202f234,56\u00a0USD", "1234.56"),
        ("es", "1.234,56", "1234.56"),
        ("es", "  5 ", "5"),
    ],
)
def test_an_amount_is_read_in_the_language_of_the_page(language, typed, value):
    with override(language):
        assert sample(amount=typed).cleaned_data["amount"] == Decimal(value)


@pytest.mark.parametrize("typed", ["", " ", "\u00a0"])
def test_an_optional_number_may_be_blank(typed):
    assert sample(amount=typed).cleaned_data["amount"] is None


def test_a_required_number_may_not_be_blank():
    with pytest.raises(ValidationError) as refusal:
        AmountField().clean("  ")

    assert refusal.value.code == "required"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("-1", "min_value"),
        ("0.001", "max_decimal_places"),
        ("99999999999999", "max_whole_digits"),
        ("NaN", "invalid"),
        ("1e3", "invalid"),
        ("1.234", "invalid"),
        ("9" * 5000, "max_digits"),
    ],
)
def test_an_amount_that_cannot_be_is_refused(typed, code):
    with pytest.raises(ValidationError) as refusal:
        AmountField().clean(typed)

    assert refusal.value.error_list[0].code == code


def test_a_refused_number_says_how_to_write_it():
    assert sample(amount="ten").errors == {
        "amount": ["“ten” is not a number. Write digits only, for example 1,234.50."]
    }


@pytest.mark.parametrize(
    ("language", "amount", "value"),
    [("en", "100,000.00", "1.2340"), ("fr", "100\u202f000,00", "1,2340"), ("es", "100.000,00", "1,2340")],
)
def test_stored_numbers_are_shown_as_the_reader_writes_them(language, amount, value):
    with override(language):
        form = Sample(initial={"amount": Decimal(100000), "value": Decimal("1.2340")})

        assert (form["amount"].value(), form["value"].value()) == (amount, value)


def test_what_was_typed_stays_as_typed():
    form = sample(amount="1'000,5 usd")

    assert form["amount"].value() == "1'000,5 usd"


@pytest.mark.parametrize("language", ["en", "fr", "es"])
@pytest.mark.parametrize("stored", ["0.0000", "0.1250", "1.2340", "12.5000", "999.1230", "1234.5670", "100000.0000"])
def test_a_form_sent_back_untouched_has_not_changed(language, stored):
    with override(language):
        initial = {"name": "Ana", "amount": Decimal("1000.00"), "value": Decimal(stored)}
        shown = Sample(initial=initial)
        form = Sample({name: shown[name].value() for name in initial}, initial=initial)

        assert form.errors == {}
        assert form.changed_data == []
        assert form.cleaned_data["value"] == Decimal(stored)


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_a_changed_number_has_changed(language):
    with override(language):
        assert AmountField().has_changed(Decimal("1000.00"), "1000") is False
        assert AmountField().has_changed(Decimal("1.50"), "1000") is True
        assert AmountField().has_changed(Decimal("1.50"), "") is True
        assert AmountField().has_changed(None, "") is False
        assert AmountField().has_changed(None, "0") is True
        assert AmountField().has_changed(Decimal("1.50"), "what") is True


def test_a_disabled_number_keeps_its_stored_value():
    with override("fr"):
        field = NumberField(max_digits=18, decimal_places=4, disabled=True)

        assert field.clean(Decimal("1.234")) == Decimal("1.234")


def test_numbers_are_typed_on_a_decimal_keyboard():
    assert str(Sample()["amount"]) == (
        '<input type="text" name="amount" inputmode="decimal" autocomplete="off" id="id_amount">'
    )


@pytest.mark.parametrize(("comment", "valid"), [("Merged with another", True), ("", False), (" \n ", False)])
def test_a_reason_is_required(comment, valid):
    assert ReasonForm({"comment": comment}).is_valid() is valid


def test_a_reason_may_be_optional_and_has_its_label():
    form = ReasonForm({"comment": ""}, label="Why late", required=False)

    assert form.is_valid() is True
    assert form.fields["comment"].label == "Why late"
    assert ReasonForm().fields["comment"].label == "Reason"


def test_a_reason_ends_at_4000_characters():
    assert ReasonForm({"comment": "é" * 4000}).is_valid() is True
    assert ReasonForm({"comment": "é" * 4001}).is_valid() is False


def test_a_service_model_form_saves_nothing_by_itself(db):
    class MailForm(ServiceModelForm):
        class Meta:
            model = OutboxMail
            fields = ["to", "subject"]

    form = MailForm({"to": "ana@example.org", "subject": "Hello"})

    assert form.is_valid() is True
    assert form.carry_out(lambda **data: data) is True
    assert form.result == {"to": "ana@example.org", "subject": "Hello"}
    assert OutboxMail.objects.count() == 0
