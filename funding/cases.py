"""Worked cases of rules: held against a set of rules, by ``check_rules``, before a publication and in the tests.

A case gives what is known of a proposal (``facts``) and what its rule must find (``expected``): ``state``, and where it counts
``severity``, ``figure``, ``limit``, ``change``; ``target`` picks one finding where a rule gives several.
"""

import json
from pathlib import Path

from .evaluator import FactsError, evaluate, from_data

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
        known = from_data(facts)
    except FactsError as error:
        return str(error)
    findings = [finding.as_data() for finding in evaluate(known, rules, {code})]
    if "target" in expected:
        findings = [finding for finding in findings if finding["target"] == expected["target"]]
    if len(findings) != 1:
        return f"{len(findings)} findings"
    wrong = {name: findings[0].get(name, "") for name, value in expected.items() if findings[0].get(name, "") != value}
    return ", ".join(f"{name} is {found or 'empty'}, not {expected[name]}" for name, found in sorted(wrong.items()))
