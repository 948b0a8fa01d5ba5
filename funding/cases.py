"""Worked cases of rules: held against a set of rules, by ``check_rules``, before a publication and in the tests.

A case gives what is known of a proposal (``facts``) and what its rule must find (``expected``): ``state``, and where it counts
``severity``, ``figure``, ``limit``, ``change``; ``target`` picks one finding where a rule gives several.
"""

import json
from pathlib import Path

from django.utils.translation import gettext as _

from .evaluator import BLOCK, MET, NOT_APPLICABLE, NOT_MET, NOTE, TASK, TO_CHECK, WARN, FactsError, evaluate, from_data

STATES, SEVERITIES = (MET, NOT_MET, NOT_APPLICABLE, TO_CHECK), (BLOCK, WARN, TASK, NOTE)
EXPECTED = ("state", "severity", "figure", "limit", "change", "target")
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


def misfit(code, facts, expected, rules):
    """Why the rule ``code`` of ``rules`` (RuleFacts) does not answer as ``expected``; "" when it does."""
    try:
        findings = [finding.as_data() for finding in evaluate(from_data(facts), rules, {code})]
    except FactsError as error:
        return str(error)
    except (
        ArithmeticError,
        LookupError,
        ValueError,
    ) as error:  # figures beyond all sense, a rule that another one needs
        return _("it cannot be computed (%(problem)s)") % {"problem": type(error).__name__}
    if "target" in expected:
        findings = [finding for finding in findings if finding["target"] == expected["target"]]
    if len(findings) != 1:
        return _("it gives %(n)d findings, not one") % {"n": len(findings)}
    pairs = [(name, findings[0].get(name, ""), value) for name, value in sorted(expected.items())]
    text = _("%(name)s is %(found)s, not %(expected)s")
    return ", ".join(
        text % {"name": name, "found": found or _("empty"), "expected": value}
        for name, found, value in pairs
        if found != value
    )


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
