"""Worked cases of rules: held against a set of rules, by ``check_rules``, before a publication and in the tests.

A case gives what is known of a proposal (``facts``) and what its rule must find (``expected``): ``state``, and where it counts
``severity``, ``figure``, ``limit``, ``change``; ``target`` picks one finding where a rule gives several.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .evaluator import BLOCK, MET, NOT_APPLICABLE, NOT_MET, NOTE, TASK, TO_CHECK, WARN, FactsError, evaluate, from_data
from .models import Severity

STATES, SEVERITIES = (MET, NOT_MET, NOT_APPLICABLE, TO_CHECK), (BLOCK, WARN, TASK, NOTE)
EXPECTED = ("state", "severity", "figure", "limit", "change", "target")
LABELS = {
    "state": gettext_lazy("state"),
    "severity": gettext_lazy("if broken"),
    "figure": gettext_lazy("figure"),
    "limit": gettext_lazy("limit"),
    "change": gettext_lazy("change by"),
    "target": gettext_lazy("part of the proposal"),
}
STATE_WORDS = {
    MET: gettext_lazy("met"),
    NOT_MET: gettext_lazy("not met"),
    NOT_APPLICABLE: gettext_lazy("not applicable"),
    TO_CHECK: gettext_lazy("the Fund will check"),
}
FOLDER = Path(__file__).parent / "data" / "cases"


def shipped():
    """All cases of ``funding/data/cases``, written out: the file's base and its named countries put in."""
    found = []
    for path in sorted(FOLDER.glob("*.json")):
        content = json.loads(path.read_text(encoding="utf-8"))
        for case in content["cases"]:
            facts = content["base"] | case["facts"]
            for name in ("countries", "other_countries"):
                if name in facts:
                    facts[name] = [content["countries"][country] for country in facts[name]]
            found.append(case | {"facts": facts})
    return found


@dataclass(frozen=True)
class Outcome:
    """What a rule answers to a case: (key, expected, found) of everything that the case expects.

    ``problem`` is empty when it comes out as expected; without an answer to hold against it there are no rows.
    """

    rows: list
    problem: str


def misfit(code, facts, expected, rules):
    """Why the rule ``code`` of ``rules`` (RuleFacts) does not answer as ``expected``; "" when it does."""
    return outcome(code, facts, expected, rules).problem


def outcome(code, facts, expected, rules):
    """The Outcome of a case of the rule ``code``, held against ``rules`` (RuleFacts)."""
    try:
        findings = [finding.as_data() for finding in evaluate(from_data(facts), rules, {code})]
    except FactsError as error:
        return Outcome([], str(error))
    except (
        ArithmeticError,
        LookupError,
        ValueError,
    ) as error:  # figures beyond all sense, a rule that another one needs
        return Outcome([], _("it cannot be computed (%(problem)s)") % {"problem": type(error).__name__})
    if "target" in expected:
        findings = [finding for finding in findings if finding["target"] == expected["target"]]
    if len(findings) != 1:
        return Outcome([], _("it gives %(n)d findings, not one") % {"n": len(findings)})
    rows = [(name, expected[name], findings[0].get(name, "")) for name in EXPECTED if name in expected]
    text = _("%(name)s is %(found)s, not %(expected)s")
    wrong = [
        text % {"name": name, "found": found or _("empty"), "expected": value}
        for name, value, found in sorted(rows)
        if found != value
    ]
    return Outcome(rows, ", ".join(wrong))


def words_of(name, value):
    """A value of what a case expects or a rule answers, as people read it."""
    return STATE_WORDS.get(value, value) if name == "state" else dict(Severity.choices).get(value, value)


def refusals(facts, expected):
    """Mapping field (``facts``, ``expected``) → why it cannot be held against a rule; empty when both can be read."""
    found = {}
    try:
        from_data(facts)
    except FactsError as error:
        found["facts"] = _("This cannot be read: %(problem)s.") % {"problem": error}
    if not isinstance(expected, dict) or not set(expected) <= set(EXPECTED):
        found["expected"] = _("Use these keys only: %(keys)s.") % {"keys": ", ".join(EXPECTED)}
    elif expected.get("state") not in STATES:
        found["expected"] = _("“state” is one of %(codes)s.") % {"codes": ", ".join(STATES)}
    elif expected.get("severity", WARN) not in SEVERITIES:
        found["expected"] = _("“severity” is one of %(codes)s.") % {"codes": ", ".join(SEVERITIES)}
    elif not all(isinstance(value, str) for value in expected.values()):
        found["expected"] = _("Write every value between quotation marks.")
    return found
