"""The languages of the portal, as the settings list them."""

from django.conf import settings
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import mark_safe

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)  # "en" first: what has no other language is in it


def said_in(language, words):
    """``words`` as HTML that says in which language they are, for a place in a page of another one; without one, as they are."""
    return format_html('<span lang="{}">{}</span>', language, words) if language else words


def titled(thing):
    """The title of an object as HTML in the language in which people wrote it: its ``title`` and ``title_language``."""
    return said_in(thing.title_language, thing.title)


def coded(thing):
    """A project's code, if it has one yet, and its title as by ``titled``: ``str(thing)`` as HTML."""
    return format_html("{} {}", thing.code, titled(thing)) if thing.code else titled(thing)


def woven(sentence, **values):
    """``sentence % values`` as HTML: what ``said_in`` marked stays marked, everything else is escaped."""
    safe = {name: conditional_escape(value) for name, value in values.items()}
    return mark_safe(escape(sentence) % safe)  # noqa: S308 – both are escaped
