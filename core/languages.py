"""The languages of the portal, as the settings list them."""

from django.conf import settings
from django.utils.html import format_html

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)  # "en" first: what has no other language is in it


def said_in(language, words):
    """``words`` as HTML that says in which language they are, for a place in a page of another one; without one, as they are."""
    return format_html('<span lang="{}">{}</span>', language, words) if language else words
