from decimal import Decimal

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from core.numbers import (
    AmbiguousNumber,
    NotANumber,
    parse_number,
    round_half_up,
    to_cents,
    write_money,
    write_number,
    write_whole,
)

LANGUAGES = ["en", "fr", "es"]
TWO_WAYS, NO = AmbiguousNumber, NotANumber

# What is typed, and what it means to a reader of English, French, Spanish. One answer stands for all three.
READINGS = [
    # plain
    ("0", "0"),
    ("7", "7"),
    ("1234", "1234"),
    ("000", "0"),
    ("007", "7"),
    ("100000", "100000"),
    ("  42  ", "42"),
    # decimals
    ("0.5", "0.5"),
    ("0,5", "0.5"),
    (".5", "0.5"),
    (",5", "0.5"),
    ("12.34", "12.34"),
    ("12,34", "12.34"),
    ("0.125", "0.125"),
    ("0,125", "0.125"),
    ("00,123", "0.123"),
    ("1234.5", "1234.5"),
    ("1234,567", "1234.567"),
    ("1234.567", "1234.567"),
    ("1.2340", "1.2340"),
    ("1,2340", "1.2340"),
    # grouped, with decimals
    ("1 234,56", "1234.56"),
    ("1 234.56", "1234.56"),
    ("1,234.56", "1234.56"),
    ("1.234,56", "1234.56"),
    ("1'234.50", "1234.50"),
    ("1’234,50", "1234.50"),
    ("1\u00a0234,56", "1234.56"),
    ("1\u202f234\u202f567,8", "1234567.8"),
    ("1\u2009234", "1234"),
    ("12.345.678,90", "12345678.90"),
    ("12,345,678.90", "12345678.90"),
    ("1_000", "1000"),
    # grouped, without
    ("1 234 567", "1234567"),
    ("1,234,567", "1234567"),
    ("1.234.567", "1234567"),
    # one mark and three digits: thousands if the mark is not the language's own decimal mark, else either
    ("1,234", "1234", TWO_WAYS, TWO_WAYS),
    ("1.234", TWO_WAYS, "1234", "1234"),
    ("12,345", "12345", TWO_WAYS, TWO_WAYS),
    ("100.000", TWO_WAYS, "100000", "100000"),
    ("-999,999", "-999999", TWO_WAYS, TWO_WAYS),
    # currency
    ("USD 1,000", "1000", TWO_WAYS, TWO_WAYS),
    ("1 000 USD", "1000"),
    ("usd 5", "5"),
    ("US$ 5", "5"),
    ("$5.50", "5.50"),
    ("$-5", "-5"),
    ("-$5", "-5"),
    # signs
    ("-5", "-5"),
    ("−5", "-5"),
    ("+5", "5"),
    ("- 5", "-5"),
    ("-1 234,5", "-1234.5"),
    ("-0", "0"),
    # refused
    ("", NO),
    ("   ", NO),
    ("USD", NO),
    ("abc", NO),
    ("12a", NO),
    ("NaN", NO),
    ("Infinity", NO),
    ("1e9", NO),
    ("0x10", NO),
    ("١٢٣", NO),
    ("１２３", NO),
    ("²", NO),
    ("½", NO),
    ("--5", NO),
    ("5-", NO),
    ("(5)", NO),
    ("5 %", NO),
    ("1.", NO),
    ("5,", NO),
    (".", NO),
    ("1..2", NO),
    ("1,,234", NO),
    ("1,23,456", NO),
    ("1.23.4", NO),
    ("1,2345.6", NO),
    ("1234,567.89", NO),
    ("1.2,3.4", NO),
    ("1,234.567,8", NO),
    ("0,123,456", NO),
    ("5 EUR", NO),
    ("1\x00", NO),
]
CASES = [
    (row[0], language, row[1:][index] if len(row) == 4 else row[1])
    for row in READINGS
    for index, language in enumerate(LANGUAGES)
]


@pytest.mark.parametrize(("text", "language", "meaning"), CASES)
def test_parse_number(text, language, meaning):
    if isinstance(meaning, str):
        assert parse_number(text, language) == Decimal(meaning)
        return
    with pytest.raises(NotANumber) as refusal:
        parse_number(text, language)
    assert type(refusal.value) is meaning


@pytest.mark.parametrize(("text", "language", "meaning"), CASES)
def test_parse_number_in_the_active_language(text, language, meaning):
    with override(language):
        try:
            read = parse_number(text)
        except NotANumber as error:
            read = type(error)

    assert read == (Decimal(meaning) if isinstance(meaning, str) else meaning)


def test_parse_number_of_a_regional_language_and_of_an_unknown_one():
    assert parse_number("1.234", "fr-ch") == 1234
    assert parse_number("1,234", "pt") == 1234


def test_parse_number_keeps_every_digit():
    assert str(parse_number("-123456789012345678901234567890,5", "fr")) == "-123456789012345678901234567890.5"


def test_parse_number_never_gives_minus_zero():
    assert str(parse_number("-0,00", "fr")) == "0.00"


@pytest.mark.parametrize(
    ("text", "language", "thousands", "mark"),
    [("1.234", "en", "1234", "1.2340"), ("12,345", "fr", "12345", "12,3450"), ("100,000", "es", "100000", "100,0000")],
)
def test_the_readings_offered_for_an_ambiguous_number_are_clear_themselves(text, language, thousands, mark):
    with pytest.raises(AmbiguousNumber) as refusal:
        parse_number(text, language)

    assert str(refusal.value) == f"“{text}” can be read in two ways. Write {thousands} or {mark}."
    assert parse_number(thousands, language) == Decimal(thousands)
    assert parse_number(mark, language) == Decimal(mark.replace(",", "."))


@pytest.mark.parametrize(("language", "example"), [("en", "1,234.50"), ("fr", "1\u202f234,50"), ("es", "1.234,50")])
def test_a_refusal_shows_an_example_in_the_language_of_the_number(language, example):
    with pytest.raises(NotANumber) as refusal:
        parse_number("a lot", language)

    assert str(refusal.value) == f"“a lot” is not a number. Write digits only, for example {example}."


def test_a_refusal_cuts_what_was_typed():
    with pytest.raises(NotANumber) as refusal:
        parse_number("x" * 5000, "en")

    assert str(refusal.value).startswith(f"“{'x' * 40}” is")


@pytest.mark.parametrize(
    ("value", "places", "en", "fr", "es"),
    [
        ("0", None, "0", "0", "0"),
        ("1000", None, "1,000", "1\u202f000", "1.000"),
        ("1E+5", None, "100,000", "100\u202f000", "100.000"),
        ("1234567.5", None, "1,234,567.5", "1\u202f234\u202f567,5", "1.234.567,5"),
        ("12.3400", None, "12.34", "12,34", "12,34"),
        ("0.125", None, "0.125", "0,125", "0,125"),
        ("1.234", None, "1.2340", "1,2340", "1,2340"),
        ("1234.567", None, "1,234.567", "1\u202f234,567", "1.234,567"),
        ("0.00005", None, "0.0001", "0,0001", "0,0001"),
        ("-1234.5", None, "-1,234.5", "-1\u202f234,5", "-1.234,5"),
        ("-0.00001", None, "0", "0", "0"),
        ("0.125", 2, "0.13", "0,13", "0,13"),
        ("-0.125", 2, "-0.13", "-0,13", "-0,13"),
        ("2.5", 0, "3", "3", "3"),
        ("99999.995", 2, "100,000.00", "100\u202f000,00", "100.000,00"),
        ("5", 2, "5.00", "5,00", "5,00"),
        ("99999999999999.9999", None, "99,999,999,999,999.9999", "99\u202f999\u202f999\u202f999\u202f999,9999",
         "99.999.999.999.999,9999"),
    ],
)  # fmt: skip
def test_write_number(value, places, en, fr, es):
    assert [write_number(Decimal(value), places, language) for language in LANGUAGES] == [en, fr, es]


def test_write_number_follows_the_active_language():
    with override("es"):
        assert write_number(Decimal("1234.5")) == "1.234,5"
    with override("fr"):
        assert write_money(Decimal(1000)) == "1\u202f000\u00a0USD"


@pytest.mark.parametrize(
    ("amount", "currency", "en", "fr", "es"),
    [
        ("0", "USD", "USD\u00a00", "0\u00a0USD", "0\u00a0USD"),
        ("100000", "USD", "USD\u00a0100,000", "100\u202f000\u00a0USD", "100.000\u00a0USD"),
        ("100000.00", "USD", "USD\u00a0100,000", "100\u202f000\u00a0USD", "100.000\u00a0USD"),
        ("1234.5", "USD", "USD\u00a01,234.50", "1\u202f234,50\u00a0USD", "1.234,50\u00a0USD"),
        ("0.125", "USD", "USD\u00a00.13", "0,13\u00a0USD", "0,13\u00a0USD"),
        ("9.999", "USD", "USD\u00a010", "10\u00a0USD", "10\u00a0USD"),
        ("12.5", "EUR", "EUR\u00a012.50", "12,50\u00a0EUR", "12,50\u00a0EUR"),
        ("12.5", "JPY", "JPY\u00a012.50", "12,50\u00a0JPY", "12,50\u00a0JPY"),
        ("-1234.5", "USD", "-USD\u00a01,234.50", "-1\u202f234,50\u00a0USD", "-1.234,50\u00a0USD"),
        ("9999999999999.99", "USD", "USD\u00a09,999,999,999,999.99", "9\u202f999\u202f999\u202f999\u202f999,99\u00a0USD",
         "9.999.999.999.999,99\u00a0USD"),
    ],
)  # fmt: skip
def test_write_money(amount, currency, en, fr, es):
    written = [write_money(Decimal(amount), currency, language) for language in LANGUAGES]

    assert written == [en, fr, es]


@pytest.mark.parametrize(
    ("value", "cents"),
    [("0.005", "0.01"), ("0.015", "0.02"), ("2.675", "2.68"), ("-0.005", "-0.01"), ("0.00499", "0.00"), ("7", "7.00")],
)
def test_to_cents_rounds_half_up(value, cents):
    assert str(to_cents(Decimal(value))) == cents


def test_round_half_up_gives_no_minus_zero():
    assert str(round_half_up(Decimal("-0.4"), 0)) == "0"


indicator_values = st.decimals("-99999999999999", "99999999999999", places=4, allow_nan=False)
amounts = st.decimals("-9999999999999.99", "9999999999999.99", places=2, allow_nan=False)


@pytest.mark.parametrize("language", LANGUAGES)
@given(value=indicator_values)
def test_an_indicator_value_reads_back_as_written(language, value):
    assert parse_number(write_number(value, language=language), language) == value


@pytest.mark.parametrize("language", LANGUAGES)
@given(value=st.decimals("-1500", "1500", places=3, allow_nan=False))
def test_three_decimals_read_back_as_written(language, value):
    assert parse_number(write_number(value, language=language), language) == value


@pytest.mark.parametrize("language", LANGUAGES)
@given(amount=amounts)
def test_an_amount_reads_back_as_written(language, amount):
    assert parse_number(write_number(amount, 2, language), language) == amount


@given(text=st.text(alphabet="0123456789.,'  -+$USDe%\u00a0\u202f", max_size=20))
def test_parse_number_either_reads_or_refuses_with_a_sentence(text):
    for language in LANGUAGES:
        try:
            outcome = parse_number(text, language)
        except NotANumber as refusal:
            outcome = str(refusal)

        assert outcome.startswith("“") if isinstance(outcome, str) else outcome.is_finite()


@given(st.integers(0, 10**9), st.sampled_from(["en", "fr", "es"]))
def test_write_whole_is_write_number(number, language):
    assert write_whole(number, language) == write_number(number, language=language)
