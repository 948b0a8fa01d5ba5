"""Rules as people read them: their parameters and worked cases, and what a set says otherwise than the one it replaces."""

from dataclasses import dataclass, field

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .. import cases, parameters
from ..facts_text import lines_of
from ..models import Rule
from .rulebook import predecessor_of, rules_of

LANGUAGES = {"en": "English", "fr": "français", "es": "español"}
PLAIN = ("paragraph", "severity", "is_confirmed", "valid_from", "valid_to")


@dataclass(frozen=True)
class Line:
    """One thing that changed; ``language`` of the two texts, if they are words of a rule."""

    label: str
    old: str
    new: str
    language: str = ""


@dataclass(frozen=True)
class Difference:
    """A rule that is changed, added or removed (``kind``)."""

    kind: str
    rule: Rule
    lines: list[Line] = field(default_factory=list)


def differences(rule_set):
    """Differences from the set that is replaced, by rule code; every rule is added where there is none. Five queries."""
    old, new = _rules_of(predecessor_of(rule_set)), _rules_of(rule_set)
    found = []
    for key in sorted(old.keys() | new.keys()):
        if key not in old:
            found.append(Difference("added", new[key]))
        elif key not in new:
            found.append(Difference("removed", old[key]))
        elif lines := _lines(old[key], new[key]):
            found.append(Difference("changed", new[key], lines))
    return found


def _rules_of(rule_set):
    rows = rule_set.rules.prefetch_related("cases") if rule_set else ()
    return {(row.code, str(row.valid_from or "")): row for row in rows}


def _lines(old, new):
    """Everything in which two rows of a rule differ."""
    found = [
        Line(f"{Rule._meta.get_field(name).verbose_name} ({LANGUAGES[code]})", *pair, code)
        for name in ("title", "explanation", "source")
        for code in LANGUAGES
        if _differ(pair := [getattr(row, f"{name}_{code}") or "" for row in (old, new)])
    ]
    found += [
        Line(Rule._meta.get_field(name).verbose_name, *(_written(row, name) for row in (old, new)))
        for name in PLAIN
        if getattr(old, name) != getattr(new, name)
    ]
    names = parameters.in_order(old.parameters.keys() | new.parameters.keys())
    pairs = [(name, [_parameter(row, name) for row in (old, new)]) for name in names]
    found += [Line(parameters.label_of(name), *pair) for name, pair in pairs if _differ(pair)]
    known = [{case.name: case for case in row.cases.all()} for row in (old, new)]
    names = sorted(known[0].keys() | known[1].keys())
    pairs = [(name, [_case(row.get(name)) for row in known]) for name in names]
    return found + [Line(_("Worked case “%(name)s”") % {"name": name}, *pair) for name, pair in pairs if _differ(pair)]


def _differ(pair):
    return pair[0] != pair[1]


def _written(row, name):
    value = getattr(row, name)
    if name == "severity":
        return row.get_severity_display()
    if name == "is_confirmed":
        return _("yes") if value else _("no")
    return date_format(value, "DATE_FORMAT") if hasattr(value, "year") else value or ""


def _parameter(row, name):
    if name not in row.parameters:
        return ""
    text = parameters.shown(name, row.parameters[name])
    return _("%(value)s (not confirmed)") % {"value": text} if name in row.unconfirmed_parameters else text


def _case(case):
    """A case as text: what is known, and what is expected."""
    return "\n".join([*lines_of(case.facts), "→", *lines_of(case.expected)]) if case else ""


def parameters_of(rule):
    """(label, text) of a rule's parameters, in the order in which they are shown."""
    return [(parameters.label_of(name), _parameter(rule, name)) for name in parameters.in_order(rule.parameters)]


@dataclass(frozen=True)
class Answer:
    """A worked case to read: lines of what is known and of what is expected; ``problem`` is empty when it comes out so."""

    name: str
    facts: list
    expected: list
    problem: str


def answers_of(rule):
    """Answers of all worked cases of a rule, held against its set as it stands: two queries."""
    rules = rules_of(rule.rule_set).rules
    return [
        Answer(
            case.name,
            lines_of(case.facts),
            lines_of(case.expected),
            cases.misfit(rule.code, case.facts, case.expected, rules),
        )
        for case in rule.cases.all()
    ]
