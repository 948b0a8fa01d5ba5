"""The questions of the evaluation form of a completed project (R11), as data. The Fund's own wording is not known."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Question:
    """One question: what is asked, how to answer it, and the most words."""

    key: str
    label: str
    hint: str
    words: int = 250


QUESTIONS = [
    Question("changed", _("What has changed because of the project?"), _("For whom, and how you know.")),
    Question("not_reached", _("What was not reached, and why?"), _("Compare with the plan in force at the end.")),
    Question(
        "government",
        _("What has the government taken over?"),
        _("Laws, budgets, staff, tools that stay in use without the project."),
    ),
    Question(
        "funding",
        _("What further funding came or is expected?"),
        _("From whom, how much, for what. Write “none” if there is none."),
    ),
    Question("otherwise", _("What would you do otherwise?"), _("For the next office that plans such a project.")),
    Question(
        "fund",
        _("What could the Fund do better?"),
        _("Rules, deadlines, advice, this portal."),
    ),
]
