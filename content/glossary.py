"""The terms of the glossary as this process knows them, and their explanation in texts.

``words(language)`` asks whether a term changed since it last read them (one query). A text is explained where it is prose:
each term once, where it occurs first, as a link to the glossary with its meaning beside it (static/js/terms.js shows it).
"""

import re
import threading
from dataclasses import dataclass
from itertools import groupby

from django.db import connection
from django.urls import reverse
from lxml import html as parser

from .models import Term

UNTOUCHED = {"a", "code", "h1", "h2", "h3", "h4", "th", "dt"}  # a term is not explained in these
_lock, _known = threading.Lock(), {}


@dataclass(frozen=True)
class Word:
    """A term in one language."""

    slug: str
    name: str
    definition: str

    @property
    def note_id(self):
        """The id of its meaning on a page that explains it."""
        return f"term-{self.slug}"

    @property
    def url(self):
        """Its place in the glossary, in the active language."""
        return f"{reverse('glossary')}#{self.slug}"


class Words:
    """All terms in one language: ``by_slug``, and where they occur in a text."""

    def __init__(self, terms, language):
        self.by_slug = {
            term.slug: Word(term.slug, term.name_in(language), term.definition_in(language)) for term in terms
        }
        self._of_form = {}
        for term in terms:
            for form in term.forms_in(language) if term.is_marked else ():
                self._of_form.setdefault(form.replace("'", "’"), term.slug)
        self._pattern = _pattern(self._of_form)

    def found_in(self, text):
        """(begin, end, Word) of each occurrence in ``text``, the longest form where several begin at one place."""
        for match in self._pattern.finditer(text):
            form = " ".join(match[0].replace("'", "’").split())
            slug = self._of_form.get(form) or self._of_form[form[0].lower() + form[1:]]
            yield match.start(), match.end(), self.by_slug[slug]

    def explain(self, markup, used):
        """``markup`` (clean HTML) with the terms explained that are not in the set ``used``, to which they are added."""
        if not any(word.slug not in used for _begin, _end, word in self.found_in(markup)):
            return markup
        root = parser.fragment_fromstring(markup, create_parent="div")
        explained = []
        for element, text in list(_prose(root)):
            self._link(element, text, used, explained)
        if explained:
            root.append(_notes(explained))
        return (root.text or "") + "".join(parser.tostring(child, encoding="unicode") for child in root)

    def _link(self, element, place, used, explained):
        """Set links into the text that ``element`` begins with (``place`` "text") or that follows it ("tail")."""
        text, links, end = getattr(element, place), [], 0
        for begin, until, word in self.found_in(text):
            if word.slug in used:
                continue
            used.add(word.slug)
            explained.append(word)
            before, end = text[end:begin], until
            links.append((before, _anchor(word, text[begin:until])))
        if links:
            _insert(element, place, links, text[end:])


def words(language):
    """The ``Words`` of ``language`` as of now. One query, two when a term changed since the last time."""
    state, database = Term.objects.state(), (connection.alias, str(connection.settings_dict["NAME"]))
    known = _known.get(database)
    if known is None or known[0] != state:
        with _lock:
            known = _known[database] = (state, list(Term.objects.all()), {})
    _state, terms, by_language = known
    if language not in by_language:
        by_language[language] = Words(terms, language)
    return by_language[language]


def _pattern(forms):
    """What finds any of ``forms``: whole words, the longest first. A form in small letters may begin with a capital."""
    groups = groupby(sorted(forms, key=lambda form: (form[0].lower(), -len(form), form)), lambda form: form[0].lower())
    joined = "|".join(f"(?:{'|'.join(map(_form_pattern, group))})" for _first, group in groups)
    return re.compile(rf"(?<![\w-])(?:{joined or '(?!)'})(?![\w-])")


def _form_pattern(form):
    first = f"[{form[0]}{form[0].upper()}]" if form[0].islower() else re.escape(form[0])
    rest = re.escape(form[1:]).replace(r"\ ", r"\s+").replace("’", "['’]")
    return first + rest


def _prose(element):
    """(element, "text" or "tail") of every text in which terms are explained, in reading order."""
    if element.text:
        yield element, "text"
    for child in element:
        if child.tag not in UNTOUCHED:
            yield from _prose(child)
        if child.tail:
            yield child, "tail"


def _anchor(word, text):
    link = parser.Element("a", {"class": "term", "href": word.url, "aria-describedby": word.note_id})
    link.text = text
    return link


def _insert(element, place, links, rest):
    """Put ``links`` (text before, link) and the ``rest`` of the text where ``element`` had one text."""
    parent, at = (element, 0) if place == "text" else (element.getparent(), element.getparent().index(element) + 1)
    setattr(element, place, links[0][0])
    for number, (_before, link) in enumerate(links):
        link.tail = links[number + 1][0] if number + 1 < len(links) else rest
        parent.insert(at + number, link)


def _notes(explained):
    """The meanings, out of the way of the text: each is shown beside its link while somebody points there."""
    notes = parser.Element("div", {"class": "term-notes"})
    for word in explained:
        note = parser.Element("p", {"class": "term-note", "id": word.note_id, "role": "tooltip", "popover": "manual"})
        note.text = word.definition
        notes.append(note)
    return notes
