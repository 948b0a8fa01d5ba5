"""The forms of the Fund as files to download. Upper apps, whose forms they are, add theirs under "document_templates"."""

from collections.abc import Callable
from dataclasses import dataclass

from core.panels import collect


@dataclass(frozen=True)
class DocumentTemplate:
    """One form. ``key`` names it in addresses, in every language and for good; ``title`` and the like are translated.

    ``write(extension, edition)`` makes the file in the active language from the definition of the form itself; the same
    definition and ``edition`` (what stands at the foot of its pages, or on its first sheet) give the same bytes.
    """

    key: str
    title: object
    purpose: object
    audience: object
    formats: tuple
    write: Callable[[str, str], bytes]


def document_templates():
    """Every ``DocumentTemplate``, in the order of the life of a project."""
    found = collect("document_templates")
    return sorted(found, key=lambda one: ORDER.index(one.key) if one.key in ORDER else len(ORDER))


ORDER = (
    *("concept-note", "project-proposal", "results-and-work-plan", "budget-form", "government-request-letter"),
    *("interim-narrative-report", "final-narrative-report", "financial-report", "financial-checklist"),
    *("budget-revision-form", "evaluation-form", "ex-post-evaluation"),
)
