"""What the card of a project says, worked out once: a list draws many of them."""

from dataclasses import dataclass
from functools import lru_cache
from html import escape

from django.conf import settings
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from core.numbers import write_money
from core.reading import fold

from .patterns import Pattern, mark

MOST_COUNTRIES = 4


@dataclass(frozen=True)
class Card:
    """The texts of a card. ``facts``: (icon, what it is, text) of each that is known; ``amount`` "" if not stated."""

    url: str
    state: str
    tone: str
    facts: tuple
    amount: str


def card_of(record, *, countries, region, theme, state=None):
    """The ``Card`` of a public record whose countries, region and theme have these names ("" for none)."""
    facts = (
        ("geo-alt", _("Countries"), _listed(countries)),
        ("globe2", _("Region"), region),
        ("tag", _("Theme"), theme),
        ("calendar3", _("Years"), record.years),
    )
    return Card(
        url=record.get_absolute_url(),
        state=state or record.get_state_display(),
        tone=record.state_tone,
        facts=tuple(fact for fact in facts if fact[2]),
        amount="" if record.amount is None else write_money(record.amount),
    )


def with_cards(records, labels):
    """The records, each with its ``card``, the names taken from the ``Labels`` of the catalogue: no further query."""
    for record in records:
        record.card = card_of(
            record,
            countries=sorted((labels.of("country", code) for code in record.country_codes), key=fold),
            region=labels.of("region", record.region_id) if record.region_id else "",
            theme=labels.of("theme", record.theme_id) if record.theme_id else "",
            state=labels.of("status", record.state),
        )
    return records


def drawn(records):
    """The cards of records that have one, as HTML, one after the other."""
    return mark_safe("".join(_pattern(record).filled([_marks(record)]) for record in records))  # noqa: S308 – HTML each


def _pattern(record):
    """The component of the card, rendered once for all cards of one shape in one language."""
    card = record.card
    kinds = tuple((sign, what) for sign, what, _text in card.facts)
    return _rendered(get_language(), settings.STATIC_URL, bool(record.code), card.tone, kinds, bool(card.amount))


@lru_cache(maxsize=500)
def _rendered(_language, _static_url, has_code, tone, kinds, has_amount):
    card = Card(
        url=mark("url"),
        state=mark("state"),
        tone=tone,
        facts=tuple((sign, what, mark(sign.replace("-", "_"))) for sign, what in kinds),
        amount=mark("amount") if has_amount else "",
    )
    names = {"title": mark("title"), "title_language": mark("language"), "code": mark("code") if has_code else ""}
    return Pattern("components/card.html", {"project": {"card": card, **names}})


def _marks(record):
    card = record.card
    texts = {
        "url": card.url,
        "state": card.state,
        "amount": card.amount,
        "title": record.title,
        "code": record.code,
        **{sign.replace("-", "_"): text for sign, _what, text in card.facts},
        "language": record.title_language,
    }
    return {name: escape(text) for name, text in texts.items()}


def _listed(names):
    shown = ", ".join(names[:MOST_COUNTRIES])
    if (more := len(names) - MOST_COUNTRIES) > 0:
        shown += " " + ngettext("and %(more)s more", "and %(more)s more", more) % {"more": more}
    return shown
