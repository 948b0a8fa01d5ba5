"""Reads of the glossary."""

import unicodedata
from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.languages import LANGUAGES
from core.reading import fold, normalise

from ..models import Term

DIGITS = "0–9"


@dataclass(frozen=True)
class Entry:
    """A term as the page shows it: in the reader's language, with its names in the others as (language, name)."""

    slug: str
    name: str
    definition: str
    others: list


@dataclass(frozen=True)
class Letter:
    """A letter of the alphabet with its terms; ``anchor`` leads to it."""

    sign: str
    anchor: str
    entries: list


def sorting_key(text, language):
    """Where ``text`` stands in the alphabet of ``language``: accents do not count, but ñ is a letter after n in Spanish."""
    text = unicodedata.normalize("NFC", text).casefold()
    if language == "es":
        text = text.replace("ñ", "n\uffff")
    return fold(text), text


def letter_of(text, language):
    """The letter under which ``text`` stands, "0–9" for digits."""
    first = next((sign for sign in unicodedata.normalize("NFC", text) if sign.isalnum()), "")
    if language == "es" and first.casefold() == "ñ":
        return "Ñ"
    return DIGITS if first.isdigit() else fold(first)[:1].upper()


def glossary(language, query=""):
    """The ``Letter`` list of the terms in which ``query`` occurs, in name, other forms or meaning, of any language. One query."""
    wanted, letters = normalise(query), {}
    for term in sorted(Term.objects.all(), key=lambda term: sorting_key(term.name_in(language), language)):
        if wanted and wanted not in _searched(term, language):
            continue
        name = term.name_in(language)
        others = [(code, term.name_in(code)) for code in LANGUAGES if code != language]
        sign = letter_of(name, language)
        letter = letters.setdefault(sign, Letter(sign, f"letter-{len(letters) + 1}", []))
        letter.entries.append(Entry(term.slug, name, term.definition_in(language), others))
    return list(letters.values())


def _searched(term, language):
    names = [form for code in LANGUAGES for form in term.forms_in(code)]
    return normalise(" | ".join([*names, term.definition_in(language)]))


def glossary_rows():
    """The glossary as a table: the anchor, then name and meaning in each language. One query."""
    head = [_("Anchor")]
    for code in LANGUAGES:
        head += [f"{_('Term')} ({code})", f"{_('What it means')} ({code})"]
    rows = [
        [term.slug, *(text for code in LANGUAGES for text in (term.name_in(code), term.definition_in(code)))]
        for term in Term.objects.all()
    ]
    return [head, *rows]
