"""What the frame of every page needs. Everything that costs something is worked out only when a template asks."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import translate_url
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from . import navigation
from .addresses import absolute
from .help import help_url


def portal(request):
    """Demonstration flag, request id, menus, languages, unread messages, help."""
    user = getattr(request, "user", None)
    unread = SimpleLazyObject(lambda: _unread(user))
    return {
        "DEMO": settings.DEMO,
        "request_id": getattr(request, "id", ""),
        "menu": SimpleLazyObject(lambda: navigation.entries(navigation.PUBLIC, request.path)),
        "site_map": SimpleLazyObject(lambda: _site_map(request.path)),
        "workspace_menu": SimpleLazyObject(lambda: navigation.workspace(user, request.path, unread)),
        "switch": SimpleLazyObject(lambda: [_in_language(request, code) for code, _name in settings.LANGUAGES]),
        "unread": unread,
        "help_url": SimpleLazyObject(lambda: help_url(request)),
    }


@dataclass(frozen=True)
class Translation:
    """The same page in another language: where it is, and its absolute address without filters.

    A view whose page has several addresses names the one to be kept as ``request.canonical_path``.
    """

    code: str
    url: str
    absolute: str
    is_current: bool


def _in_language(request, code):
    return Translation(
        code=code,
        url=_translated(request.get_full_path(), code),
        absolute=absolute(_translated(getattr(request, "canonical_path", request.path), code)),
        is_current=code == get_language(),
    )


def _translated(address, code):
    """The address in another language; of an unknown page its twin, of a page without language the home page."""
    found = translate_url(address, code)
    if found.startswith(f"/{code}/"):
        return found
    _empty, first, *rest = address.split("/", 2)
    return f"/{code}/{rest[0]}" if first in dict(settings.LANGUAGES) and rest else f"/{code}/"


def _site_map(path):
    return [
        navigation.entries(items, path)
        for items in (navigation.FOOTER, navigation.FOOTER_APPLY, navigation.FOOTER_DATA)
    ]


def _unread(user):
    """The number of unread messages, by one COUNT; 0 for visitors."""
    return user.notifications.unread().count() if user and user.is_authenticated else 0
