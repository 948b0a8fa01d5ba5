"""Template tags and filters of the portal, built in everywhere."""

import base64
import hashlib
import json
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

import nh3
from babel.dates import get_timezone_name
from django import template
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from markdown import markdown as to_html
from markdown.extensions.toc import TocExtension

from core import addresses
from core.access import allows as user_allows
from core.languages import coded, titled
from core.numbers import write_money, write_number, write_percent
from core.panels import collect
from core.words import count_words

register = template.Library()
register.filter(coded)  # ``{{ project|coded }}``
register.filter(titled)  # ``{{ application|titled }}``

TONE_ICONS = {
    "neutral": "circle",
    "info": "record-circle",
    "success": "check-circle-fill",
    "warning": "exclamation-triangle-fill",
    "danger": "x-circle-fill",
    "accent": "star",
}
SPRITE = "vendor/icons/icons.svg"
SCRIPT_ESCAPES = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&\u2028\u2029"}
TEXT_TAGS = {"p", "br", "ul", "ol", "li", "strong", "em", "a", "h2", "h3", "h4", "blockquote", "hr"}


@register.filter
def money(amount, currency="USD"):
    """``{{ amount|money }}`` → "USD 100,000" / "100 000 USD"; empty for None."""
    return "" if amount is None or amount == "" else write_money(Decimal(amount), currency)


@register.filter
def number(value, places=None):
    """``{{ value|number }}`` → the number as the language writes it; empty for None."""
    return "" if value is None or value == "" else write_number(Decimal(value), places)


@register.filter
def percent(share, whole=1):
    """``{{ 0.305|percent }}`` and ``{{ 30.5|percent:100 }}`` → "30.5%" / "30,5 %"; empty for None."""
    return "" if share is None or share == "" else write_percent(Decimal(share) / whole)


@register.filter
def colon(label):
    """``{{ label|colon }}`` → the label and a colon as the language sets it: "Target:" / "Cible :"; a question needs none."""
    if str(label).endswith("?"):
        return label
    return f"{label}\u00a0:" if get_language() == "fr" else f"{label}:"


@register.filter
def markdown(text):
    """``{{ call.text|markdown }}`` – paragraphs, lists, links; headings start at the second level, other HTML is dropped."""
    html = to_html(text or "", extensions=["sane_lists", TocExtension(baselevel=2)])
    cleaned = nh3.clean(
        html, tags=TEXT_TAGS, attributes={"a": {"href"}}, url_schemes={"http", "https", "mailto"}, link_rel="noopener"
    )
    return mark_safe(cleaned)  # noqa: S308 – cleaned on the line above


@register.filter
def zone_name(moment, zone):
    """``{{ call.deadline_at|zone_name:call.time_zone }}`` → "Central European Summer Time", in the reader's language."""
    return get_timezone_name(moment.astimezone(ZoneInfo(zone)), "long", locale=get_language() or "en")


@register.filter
def in_zone(moment, zone):
    """``{{ arrived|in_zone:"Africa/Dakar" }}`` → a moment (also as ISO text) on the clocks of a place, with its zone."""
    moment = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    shown = date_format(moment.astimezone(ZoneInfo(zone)), "DATETIME_FORMAT")
    return f"{shown} ({zone_name(moment, zone)})"


@register.filter
def words(text):
    """``{{ text|words }}`` → its number of words, counted as the limits count them."""
    return count_words(text)


@register.filter
def minus(value, less):
    """``{{ used|minus:limit }}``"""
    return value - less


@register.filter
def absolute(value):
    """``{{ difference|absolute }}`` – without its sign, for words that say which side it is on."""
    return abs(value)


@register.filter
def plus_or_minus(value):
    """``{{ difference|plus_or_minus }}`` – the sign to set before its absolute value."""
    return "−" if value < 0 else "+"


@register.filter
def is_past(day):
    """Whether a date lies before today."""
    return day < timezone.localdate()


@register.filter
def first_control(field):
    """The id to send the focus to: the field's control, or the first choice of a group."""
    return field.id_for_label or f"{field.auto_id}_0"


@register.filter
def page_numbers(paginator, number):
    """Page numbers around ``number``, the first and the last; gaps are ``paginator.ELLIPSIS``."""
    return paginator.get_elided_page_range(number, on_each_side=1, on_ends=1)


@register.filter
def in_state(things, states):
    """``{{ findings|in_state:"NOT_MET,TO_CHECK" }}`` – those whose ``state`` is one of the named, in their order."""
    return [thing for thing in things or [] if thing.state in states.split(",")]


@register.filter
def differing(rows, everything):
    """``{{ rows|differing:everything }}`` – the rows of a comparison to which something happened; all with ``everything``."""
    return [row for row in rows if everything or row.states]


@register.filter
def newest_first(events):
    """A list of what is given oldest first."""
    return list(events or [])[::-1]


@register.filter
def tone_icon(tone):
    """The icon that stands for a tone beside its words."""
    return TONE_ICONS.get(tone, TONE_ICONS["neutral"])


@register.simple_tag
def icon(name, label=""):
    """``{% icon "check-circle" %}`` – decorative, hidden from assistive technology; with ``label`` it speaks."""
    if label:
        address = f"{static(SPRITE)}#{name}"
        return format_html('<svg class="icon" role="img" aria-label="{}"><use href="{}"></use></svg>', label, address)
    return _decoration(str(name), settings.STATIC_URL)


@lru_cache(maxsize=512)  # a list draws a hundred of them
def _decoration(name, _static_url):
    address = f"{static(SPRITE)}#{name}"
    return format_html('<svg class="icon" aria-hidden="true" focusable="false"><use href="{}"></use></svg>', address)


@register.simple_tag
def script(path):
    """``{% script "js/portal.js" %}`` – a script of ours, run only if it is what was shipped (subresource integrity)."""
    file = Path(finders.find(path))
    return format_html(
        '<script src="{}" integrity="{}" defer></script>', static(path), _integrity(file, file.stat().st_mtime_ns)
    )


@lru_cache(maxsize=32)
def _integrity(file, _changed_at):
    return "sha384-" + base64.b64encode(hashlib.sha384(file.read_bytes()).digest()).decode()


@register.simple_tag(takes_context=True)
def without(context, name):
    """``{% without "region" %}`` – the present address without one parameter, and back on the first page."""
    parameters = context["request"].GET.copy()
    for gone in (name, "page"):
        parameters.pop(gone, None)
    return f"?{parameters.urlencode()}" if parameters else context["request"].path


@register.inclusion_tag("components/badge.html")
def state_badge(obj):
    """``{% state_badge application %}`` – the state in words, in its tone, with the tone's icon.

    The object has ``get_state_display`` (or ``get_status_display``) and says its ``state_tone``.
    """
    display = getattr(obj, "get_state_display", None) or obj.get_status_display
    return {"text": display(), "tone": getattr(obj, "state_tone", "neutral")}


@register.simple_tag
def absolute_address(path):
    """``{% absolute_address project.get_absolute_url %}`` – for machines that read the page; never made of the request."""
    return addresses.absolute(path)


@register.simple_tag
def linked_data(data):
    """``{% linked_data grant %}`` – plain data about the page for search engines (JSON-LD); nothing without data.

    The one script element without a file of ours: a data block, which no browser runs. What could end the element early
    is escaped as in Django's ``json_script``.
    """
    if not data:
        return ""
    text = json.dumps(data, ensure_ascii=False, cls=DjangoJSONEncoder).translate(SCRIPT_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 – escaped on the line above


@register.simple_tag
def allows(user, rule, obj=None):
    """``{% allows user "applications.edit" application as may_edit %}``"""
    return user_allows(user, rule, obj)


@register.simple_tag(takes_context=True)
def notices(context):
    """``{% notices %}`` – what the apps show above every page, and above those of what the page is about."""
    request = context.get("request")
    if request is None:
        return ""
    panels = collect("notices", request, context)
    return mark_safe("".join(render_to_string(one.template, {"panel": one.context}) for one in panels))  # noqa: S308 – templates of ours
