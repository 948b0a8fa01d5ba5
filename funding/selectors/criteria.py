"""The eligibility criteria as a page: the rows of the rulebook that the check asks, in groups."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import parameters
from ..evaluator import RuleFacts
from ..models import RuleSet, Severity
from .rulebook import Rulebook, rules_of

GROUPS = {
    "E": gettext_lazy("Eligibility"),
    "S": gettext_lazy("Scope of projects"),
    "A": gettext_lazy("Amounts"),
    "L": gettext_lazy("Endorsement"),
    "P": gettext_lazy("Proposal"),
    "B": gettext_lazy("Budget"),
    "R": gettext_lazy("Implementation and reporting"),
}


@dataclass(frozen=True)
class Criterion:
    """A rule with its parameters, (label, value in words, confirmed or not), and what happens when it is not met.

    ``anchor`` is its code, empty for a second row of the same rule with other days.
    """

    rule: RuleFacts
    anchor: str
    parameters: list
    severity: str


@dataclass(frozen=True)
class Criteria:
    """Criteria of a funding year in groups (letter, name, criteria); ``years`` are those for which a set begins."""

    year: int
    years: list[int]
    rulebook: Rulebook
    groups: list

    @property
    def begins(self):
        """The year with which the set begins, which the switch marks."""
        return self.rulebook.rule_set.from_year if self.rulebook.rule_set else None


def criteria_for(year):
    """The Criteria of the set in force for a funding year, without groups before the first set: two queries."""
    published = RuleSet.objects.filter(status=RuleSet.Status.PUBLISHED).order_by("-from_year", "-version")
    sets = list(published)
    rulebook = rules_of(next((one for one in sets if one.from_year <= year), None))
    years = sorted({one.from_year for one in sets})
    return Criteria(year, years, rulebook, _groups(rulebook.rules))


def _groups(rules):
    found, seen = {}, set()
    for rule in rules:
        letter = rule.code[0] if rule.code[0] in GROUPS else ""
        found.setdefault(letter, []).append(_criterion(rule, is_first=rule.code not in seen))
        seen.add(rule.code)
    return [
        (letter, name, found[letter]) for letter, name in (GROUPS | {"": _("Other rules")}).items() if letter in found
    ]


def _criterion(rule, *, is_first):
    known = [
        (
            parameters.label_of(name),
            parameters.shown(name, rule.parameters[name]),
            name not in rule.unconfirmed_parameters,
        )
        for name in parameters.in_order(rule.parameters)
    ]
    return Criterion(rule, rule.code if is_first else "", known, Severity(rule.severity).label)
