"""From a kind and its values to words, in the active language.

Text templates are rendered by the engine "text", which escapes nothing; what goes into HTML is escaped there. Values are
what people typed: nothing in them becomes a link, a header or a page of text.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.template import TemplateDoesNotExist
from django.template.loader import get_template, render_to_string
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from core.addresses import absolute
from core.languages import said_in

WEB_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]*://|\bwww\.|\bmailto:)\S*", re.IGNORECASE)
DOT_IN_NAME = re.compile(r"(?<=\w)[.。｡．](?=[^\W\d_])")
SHORT, LONG = 120, 1000
LONG_VALUES = {"comment", "reason"}
LANGUAGE_PREFIX = re.compile(rf"^/(?:{'|'.join(code for code, _name in settings.LANGUAGES)})(?=/)")
SENTENCE_END = re.compile(r"(?<=[.!?…])\s")


class UnknownKind(LookupError):
    """A kind of notification without a template: a fault of the caller."""


@dataclass(frozen=True)
class Line:
    """One notification as a list shows it: subject and first sentence in the reader's language."""

    notification: object
    subject: str
    summary: str


def address(path):
    """Absolute address of a language-less path, in the active language; always on ``SITE_URL``."""
    return absolute(f"/{get_language()}{path}")


def without_language(path):
    """A path of the portal without its language prefix, as ``address`` wants it."""
    return LANGUAGE_PREFIX.sub("", path)


def template_of(kind):
    """The text template of a kind. Raises UnknownKind."""
    try:
        return get_template(f"notifications/{kind}.txt", using="text")
    except TemplateDoesNotExist as error:
        raise UnknownKind(f"notification kind {kind!r} has no template notifications/{kind}.txt") from error


def subject_and_body(kind, values):
    """First line and the rest of the kind's text template, as plain strings."""
    spoken = {name: said(value) for name, value in values.items()}
    cleaned = {name: clean(value, LONG if name in LONG_VALUES else SHORT) for name, value in spoken.items()}
    dated = {name: _as_date(value) if name.endswith("_on") else value for name, value in cleaned.items()}
    subject, _newline, body = template_of(kind).render(dated).strip().partition("\n")
    return " ".join(subject.split()), body.strip()


def said(value):
    """A value that is a dict by language in the active one; any other value itself."""
    return value.get(get_language(), value["en"]) if isinstance(value, dict) and "en" in value else value


def clean(value, most=SHORT):
    """A text on one line without web addresses, control or direction characters, of at most ``most`` characters.

    A dot inside a word gets a space, so that mail programs do not turn "evil.example" into a link. Lists are cleaned item
    by item; numbers and the like pass.
    """
    if isinstance(value, list):
        return [clean(item, most) for item in value]
    if not isinstance(value, str):
        return value
    text = "".join(" " if unicodedata.category(char) in {"Cc", "Zl", "Zp"} else char for char in value)
    text = "".join(char for char in text if unicodedata.category(char) != "Cf")
    text = " ".join(DOT_IN_NAME.sub(". ", WEB_ADDRESS.sub("", text)).split())
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def render(kind, values, path):
    """Subject, text and HTML of a mail in the active language, as keyword arguments of ``services.enqueue``."""
    subject, body = subject_and_body(kind, values)
    context = {"subject": subject, "body": body, "url": address(path), "language": get_language()}
    return {
        "subject": subject[:250],
        "text": render_to_string("notifications/mail/message.txt", context, using="text"),
        "html": render_to_string("notifications/mail/message.html", context),
    }


def line(notification):
    """A notification in the active language; a kind that was retired shows its name."""
    try:
        subject, body = subject_and_body(notification.kind, notification.params)
    except UnknownKind:
        return Line(notification, notification.kind, "")
    summary = SENTENCE_END.split(" ".join(body.split()), maxsplit=1)[0]
    return Line(notification, *(_with_title(text, notification.params) for text in (subject, summary)))


def _with_title(text, params):
    """``text`` as HTML in which the title says its language, where it is known (rows of before do not hold it)."""
    if not (language := params.get("title_language")):
        return text
    title = escape(clean(params["title"]))
    return mark_safe(escape(text).replace(title, said_in(language, title)))  # noqa: S308 – both are escaped


def lines_with_links(text):
    """The lines of a mail, each as [(part, whether it is an address of the portal), …]: only those may be followed."""
    ours = re.compile(rf"({re.escape(absolute())}/\S*)")
    return [[(part, bool(ours.fullmatch(part))) for part in ours.split(line) if part] for line in text.splitlines()]


def _as_date(value):
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return value
