"""Reading and writing numbers and amounts the way English, French and Spanish write them.

Money is ``Decimal`` with two places, indicator values with up to four. Nothing here ever makes a float.
"""

import re
from decimal import ROUND_HALF_UP, Decimal

from babel.numbers import format_currency, format_decimal, format_percent
from django.utils.translation import get_language
from django.utils.translation import gettext as _

CENT = Decimal("0.01")
MOST_PLACES = 4
DECIMAL_MARK = {"en": ".", "fr": ",", "es": ","}
THOUSANDS_MARK = {"en": ",", "fr": "\u202f", "es": "."}
GROUPED = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*$")


class NotANumber(ValueError):
    """The text is no number; the message is a translated sentence."""


class AmbiguousNumber(NotANumber):
    """The text can be read in two ways ("1.234"); the message offers both."""


def to_cents(value):
    """Round an amount to the cent, half up."""
    return round_half_up(value, 2)


def round_half_up(value, places):
    """Round to ``places`` decimals, half away from zero; never gives -0."""
    rounded = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return rounded or rounded.copy_abs()


def parse_number(text, language=None):
    """Read a number written by a person.

    Understands ``1 234,56``, ``1,234.56``, ``1.234,56``, ``1'234.56``, narrow and non-breaking spaces, a leading or
    trailing ``USD`` or ``$`` and a sign. The ``language`` (default: the active one) decides what a lone mark means.

    Raises:
        AmbiguousNumber: the language's decimal mark is followed by exactly three digits, so it may be a thousands mark.
        NotANumber: anything else that is no plain number (NaN, 1e9, letters, misplaced marks).
    """
    language = (language or get_language() or "en")[:2]
    digits = re.sub(r"[\s\u00a0\u202f'’_]|USD|US\$|\$", "", str(text), flags=re.IGNORECASE)
    sign, digits = (digits[0], digits[1:]) if digits[:1] in ("+", "-", "−") else ("", digits)
    if not re.fullmatch(r"\d+(?:[.,]\d+)*|[.,]\d+", digits, flags=re.ASCII):
        raise _refusal(text, language)
    number = Decimal(_plain(digits, language, text))
    return number.copy_negate() if number and sign in ("-", "−") else number


def _plain(digits, language, text):
    """The digits with ``.`` as decimal mark and no thousands marks."""
    mark = DECIMAL_MARK.get(language, ".")
    marks = re.findall(r"[.,]", digits)
    if not marks:
        return digits
    last = marks[-1]
    whole, _last, fraction = digits.rpartition(last)
    if len(set(marks)) == 2:  # two kinds of mark: the last one is the decimal mark, the other must group by threes
        other = "," if last == "." else "."
        if marks.count(last) > 1 or not re.fullmatch(rf"\d{{1,3}}(?:{re.escape(other)}\d{{3}})+", whole):
            raise _refusal(text, language)
        return f"{whole.replace(other, '')}.{fraction}"
    grouped = GROUPED.fullmatch(digits) and not digits.startswith("0")
    if len(marks) > 1 or (grouped and last != mark):
        if not grouped:
            raise _refusal(text, language)
        return digits.replace(last, "")
    if grouped:
        facts = {"text": str(text)[:40], "thousands": digits.replace(last, ""), "mark": f"{digits}0"}
        raise AmbiguousNumber(_("“%(text)s” can be read in two ways. Write %(thousands)s or %(mark)s.") % facts)
    return f"{whole or '0'}.{fraction}"


def _refusal(text, language):
    facts = {"text": str(text)[:40], "example": write_number(Decimal("1234.50"), places=2, language=language)}
    return NotANumber(_("“%(text)s” is not a number. Write digits only, for example %(example)s.") % facts)


def write_number(value, places=None, language=None):
    """A number as the language writes it; ``places`` fixes the decimals, rounded half up.

    Without ``places`` trailing zeros are dropped, up to four decimals are shown, and what is written can be read again:
    three decimals that could be taken for thousands get a fourth ("1.2340").
    """
    locale = language or get_language() or "en"
    value = round_half_up(Decimal(value), MOST_PLACES if places is None else places)
    if places is None:
        shown = max(0, -value.normalize().as_tuple().exponent)
        places = 4 if shown == 3 and 1 <= abs(value) < 1000 else shown
    return format_decimal(value, format=f"#,##0.{'0' * places}".rstrip("."), locale=locale, decimal_quantization=False)


def write_whole(number, language=None):
    """A whole number as the language writes it: as ``write_number``, thirty times as fast, for lists that hold hundreds."""
    locale = (language or get_language() or "en")[:2]
    return f"{number:,}".replace(",", THOUSANDS_MARK.get(locale, ","))


def write_money(amount, currency="USD", language=None):
    """An amount with its currency as the language writes it; rounded half up to cents, whole amounts without them."""
    amount = to_cents(amount)
    whole = amount == amount.to_integral_value()
    locale = language or get_language() or "en"
    pattern = "¤¤\u00a0#,##0" if locale[:2] == "en" else "#,##0\u00a0¤¤"
    return format_currency(
        amount, currency, pattern.replace("0", "0" if whole else "0.00"), locale=locale, currency_digits=False
    )


def write_percent(share, language=None):
    """A share (0.305) as a percentage with one decimal at most: "30.5%" / "30,5 %"."""
    locale = language or get_language() or "en"
    pattern = "#,##0.#%" if locale[:2] == "en" else "#,##0.#\u00a0%"
    return format_percent(share, format=pattern, locale=locale)
