"""Pages of a lower app that upper apps add to: the home page, the to-do list, a project's progress.

An app never reaches up, so the page asks for what was registered under its place. Registered in ``apps.py``, in the
open.
"""

from dataclasses import dataclass, field
from datetime import date

_providers = {}


@dataclass(frozen=True)
class Panel:
    """A part of a page: a template and its context."""

    template: str
    context: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Task:
    """One line of a person's to-do list; ``due_on`` orders it."""

    title: str
    url: str
    detail: str = ""
    due_on: date | None = None


def register(place, provider):
    """Have ``provider`` add to ``place``; it gets the arguments of ``collect`` and returns a list."""
    if provider not in _providers.setdefault(place, []):
        _providers[place].append(provider)


def collect(place, *args, **kwargs):
    """Everything that the providers of ``place`` return, in the order of the apps."""
    return [item for provider in _providers.get(place, []) for item in provider(*args, **kwargs)]
