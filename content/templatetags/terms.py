"""The tag that explains a word of the Fund."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.templatetags.portal import colon

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


@register.simple_tag(takes_context=True)
def terms(context, slugs):
    """``{% terms "outcome output" %}`` – a line with the words that a screen uses, each with its meaning; "" without any."""
    found = [(link,) for slug in slugs.split() if (link := term(context, slug))]
    if not found:
        return ""
    links = format_html_join(" · ", "{}", found)
    return format_html('<p class="terms-line">{} {}</p>', colon(_("Words of this page")), links)


def _words(context):
    """The words of the reader's language, asked for once in an answer."""
    request = getattr(context, "request", None)
    if not hasattr(request, "glossary"):
        found = words(get_language())
        if request is None:
            return found
        request.glossary = found
    return request.glossary
