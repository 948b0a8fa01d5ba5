"""The tag that explains a word of the Fund."""

from django import template
from django.utils.html import format_html
from django.utils.translation import get_language

from ..glossary import words

register = template.Library()
EXPLAINED = (
    '<a class="term" href="{}" aria-describedby="{id}">{}</a>'
    '<span class="term-note" id="{id}" role="tooltip" popover="manual">{}</span>'
)


@register.simple_tag(takes_context=True)
def term(context, slug, text=""):
    """``{% term "results-matrix" %}`` – the term, or ``text`` in its place, with its meaning; once a page for each term.

    ``text`` alone, or nothing, where the glossary lacks the term. One query a page.
    """
    word = _words(context).by_slug.get(slug)
    if word is None:
        return text
    return format_html(EXPLAINED, word.url, text or word.name, word.definition, id=word.note_id)


def _words(context):
    """The words of the reader's language, asked for once in an answer."""
    request = getattr(context, "request", None)
    if not hasattr(request, "glossary"):
        found = words(get_language())
        if request is None:
            return found
        request.glossary = found
    return request.glossary
