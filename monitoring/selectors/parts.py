"""The parts of a report as its writers see them: what each is called, where it is, and what it still lacks (R05)."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plans.selectors import framework

from ..models import TeamMember
from .activities import lacking_in_activities
from .checklist import unanswered
from .money import lacking as lacking_in_money
from .money import sheet_of
from .results import ToMend, lacking_in_results
from .risks import lacking_in_risks
from .texts import lacking_in_texts


def _rating(report, tree):
    if not (report.rating and report.rating_reason.strip()):
        yield _("Say how the project stands, and why.")


def _any(name):
    """Whether the report has rows of a name."""
    return lambda report: getattr(report, name).exists()


@dataclass(frozen=True)
class Kind:
    """A part of every report: its name, its address, the function that yields sentences for what it lacks.

    ``lacks`` takes the report and the framework of its plan, or with ``is_money`` the sheet of its money. ``begun`` says
    whether anything was written; sentences about what is written but not right are ``ToMend``.
    """

    key: str
    label: str
    url_name: str
    lacks: Callable
    begun: Callable = bool
    is_money: bool = False


KINDS = [
    Kind("texts", gettext_lazy("Narrative"), "monitoring:texts", lacking_in_texts, _any("texts")),
    Kind("results", gettext_lazy("Results"), "monitoring:results", lacking_in_results, _any("actuals")),
    Kind("activities", gettext_lazy("Activities"), "monitoring:activities", lacking_in_activities, _any("activities")),
    Kind("risks", gettext_lazy("Risks"), "monitoring:risks", lacking_in_risks, _any("risks")),
    Kind("money", gettext_lazy("Expenditure"), "monitoring:money", lacking_in_money, _any("expenditures"), True),
    Kind(
        "checklist",
        gettext_lazy("Financial checklist"),
        "monitoring:checklist",
        unanswered,
        _any("checklist_answers"),
        True,
    ),
    Kind("rating", gettext_lazy("Rating"), "monitoring:rating", _rating, lambda report: report.rating != ""),
]


@dataclass
class Part:
    """A part of one report; ``lacking`` holds sentences, none when it is complete."""

    kind: Kind
    url: str
    lacking: list = field(default_factory=list)
    is_begun: bool = True

    @property
    def state(self):
        """(tone, words) of how far it is."""
        return state_of(self.lacking, self.is_begun)


def state_of(lacking, is_begun):
    """(tone, words) for sentences of what is lacking and whether anything was written."""
    if any(isinstance(sentence, ToMend) for sentence in lacking):
        return "warning", _("Needs attention")
    if not lacking:
        return "success", _("Complete")
    return ("info", _("In progress")) if is_begun else ("neutral", _("Not started"))


def parts_of(report, tree=None):
    """The ``Part``\\ s of a report in reading order; the number of queries does not grow with its rows.

    ``tree``: the framework of its version, if it is at hand.
    """
    tree = tree or framework(report.version)
    sheet = sheet_of(report, tree)
    return [
        Part(
            kind,
            reverse(kind.url_name, kwargs={"key": report.key}),
            list(kind.lacks(report, sheet if kind.is_money else tree)),
            bool(kind.begun(report)),
        )
        for kind in KINDS
    ]


def obstacles(report):
    """Sentences for all that keeps a report from being submitted or certified (R05); empty when nothing does."""
    found = [sentence for part in parts_of(report) for sentence in part.lacking]
    if not report.duty.project.team_members.filter(part=TeamMember.Part.CERTIFIER).exists():
        found.append(_("Name who certifies the reports of this project: a second person, on the page “People”."))
    return found
