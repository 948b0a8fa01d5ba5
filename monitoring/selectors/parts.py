"""The parts of a report as its writers see them: what each is called, where it is, and what it still lacks (R05)."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plans.selectors import framework

from ..models import TeamMember
from ..sections import sections_of
from .checklist import unanswered
from .money import lacking


def _texts(report, tree):
    given = {row.key for row in report.texts.all() if row.text.strip()}
    for section in sections_of(report.duty.kind).values():
        if section.key not in given and not section.is_optional:
            yield _("Write the section “%(section)s”.") % {"section": section.label}


def _results(report, tree):
    given = {row.lineage for row in report.actuals.all() if row.value is not None or row.comment.strip()}
    for indicator in tree.indicators:
        if indicator.lineage not in given:
            yield _("Give a value, or say why there is none, for “%(indicator)s”.") % {"indicator": indicator}


@dataclass(frozen=True)
class Kind:
    """A part of every report: its name, its address, and the function that yields sentences for what it lacks."""

    key: str
    label: str
    url_name: str
    lacks: Callable


KINDS = [
    Kind("texts", gettext_lazy("Narrative"), "monitoring:report", _texts),
    Kind("results", gettext_lazy("Results"), "monitoring:report", _results),
    Kind("money", gettext_lazy("Expenditure"), "monitoring:money", lacking),
    Kind("checklist", gettext_lazy("Financial checklist"), "monitoring:checklist", unanswered),
]


@dataclass
class Part:
    """A part of one report; ``lacking`` holds sentences, none when it is complete."""

    kind: Kind
    url: str
    lacking: list = field(default_factory=list)


def parts_of(report):
    """The ``Part``\\ s of a report in reading order; the number of queries does not grow with its rows."""
    tree = framework(report.version)
    return [
        Part(kind, reverse(kind.url_name, kwargs={"key": report.key}), list(kind.lacks(report, tree))) for kind in KINDS
    ]


def obstacles(report):
    """Sentences for all that keeps a report from being submitted or certified (R05); empty when nothing does."""
    found = [sentence for part in parts_of(report) for sentence in part.lacking]
    if not report.duty.project.team_members.filter(part=TeamMember.Part.CERTIFIER).exists():
        found.append(_("Name who certifies the reports of this project: a second person, on the page “People”."))
    return found
