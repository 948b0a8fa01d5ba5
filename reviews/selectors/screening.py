"""What the portal can say of a proposal before an officer judges it: rules, completeness, likeness, earlier support."""

import json
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from applications.models import Application, State
from applications.sections import SECTIONS
from applications.selectors import letters_progress, own_version, texts_of
from core.panels import collect
from core.reading import normalise
from funding.evaluator import NOT_APPLICABLE, from_data
from funding.selectors import rules_of
from plans.models import Indicator
from projects.models import Project

from .support import support_of

ALIKE = Decimal("0.35")  # share of the words of both; the demonstration's unrelated proposals stay below 0.2
COMPARED = 200  # proposals and projects of the same countries, newest first


@dataclass(frozen=True)
class Likeness:
    """Another proposal or project that may be the same: the share of common words in percent."""

    other: object
    percent: int


@dataclass(frozen=True)
class Checklist:
    """Everything computed for the screening; ``as_data`` is what the screening keeps of it."""

    findings: list
    completeness: list
    letters: list
    needed_letters: object | None
    alike: list
    support: list
    panels: list

    def as_data(self):
        """Plain data for canonical JSON."""
        return {
            "findings": [{"rule": one.code, "state": one.state} for one in self.findings],
            "completeness": [[str(label), str(value)] for label, value in self.completeness],
            "letters": [letter.country_id for letter in self.letters],
            "alike": [[str(one.other), one.percent] for one in self.alike],
            "support": [
                [one.country.pk, one.projects, str(one.amount), one.last_year, one.running] for one in self.support
            ],
        }


def checklist(application):
    """The Checklist of a proposal's last submission. The number of queries does not depend on how much there is."""
    submission = application.submissions.order_by("-number").first()
    countries = list(application.countries.order_by("name"))
    return Checklist(
        findings=_findings(submission),
        completeness=_completeness(application, own_version(application)),
        letters=list(application.letters.select_related("country")),
        needed_letters=letters_progress(application),
        alike=_alike(application, countries),
        support=support_of(application),
        panels=collect("screening", application),
    )


def _findings(submission):
    """What the rules of the submission find in its facts, those that do not apply left out."""
    facts = from_data(json.loads(submission.facts)) if submission.facts else None
    found = rules_of(submission.rule_set).evaluate(facts) if facts else []
    return [finding for finding in found if finding.state != NOT_APPLICABLE]


def _completeness(application, version):
    """(label, value) of how much there is of each part."""
    texts = texts_of(application)
    needed = [key for key, kind in SECTIONS.items() if kind.is_required]
    written = sum(1 for key in needed if texts[key].text.strip())
    return [
        (_("Sections written"), _("%(done)s of %(all)s") % {"done": written, "all": len(needed)}),
        (_("Indicators"), Indicator.objects.filter(node__version=version).count()),
        (_("Budget lines"), version.lines.count()),
        (_("Documents"), application.documents.count()),
    ]


def _alike(application, countries):
    """Proposals and projects of the same countries with many common words, those most alike on top."""
    others = Application.objects.filter(countries__in=countries).exclude(pk=application.pk).exclude(state=State.DRAFT)
    others = others.distinct().order_by("-pk").prefetch_related("sections")[:COMPARED]
    projects = Project.objects.filter(countries__in=countries).exclude(application=application).distinct()
    mine = words_of(application.title, _summary(application))
    found = [(one, words_of(one.title, _summary(one))) for one in others]
    found += [(one, words_of(one.title, one.summary)) for one in projects.order_by("-pk")[:COMPARED]]
    alike = [(one, likeness(mine, words)) for one, words in found]
    ranked = sorted(((one, share) for one, share in alike if share >= ALIKE), key=lambda pair: -pair[1])
    return [Likeness(one, int(share * 100)) for one, share in ranked[:10]]


def _summary(application):
    return next((section.text for section in application.sections.all() if section.key == "summary"), "")


def words_of(*texts):
    """The words of four letters and more, without accents and case: a set."""
    return {word for word in normalise(" ".join(texts)).split() if len(word) >= 4}


def likeness(these, those):
    """The share of common words of two sets: 0 to 1."""
    union = these | those
    return Decimal(len(these & those)) / len(union) if union else Decimal(0)
