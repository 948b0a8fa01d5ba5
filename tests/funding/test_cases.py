from collections import defaultdict

import pytest

from funding import cases
from funding.evaluator import CHECKS, MET, NOT_APPLICABLE, NOT_COMPUTED, NOT_MET
from funding.models import RuleSet
from funding.selectors import rules_of

SHIPPED = cases.shipped()
# E04 permits and R04 frees from a duty: nothing of theirs can be broken in one of these states.
NEVER_BROKEN = {"R04"}


@pytest.fixture
def current(reference):
    return rules_of(RuleSet.objects.for_year(2026).first())


@pytest.mark.parametrize("case", SHIPPED, ids=lambda case: f"{case['rule']}: {case['name']}")
def test_rule_answers_as_its_case_says(current, case):
    assert cases.misfit(case["rule"], case["facts"], case["expected"], current.rules) == ""


def test_every_computed_rule_is_met_broken_and_not_applicable_in_some_case():
    states = defaultdict(set)
    for case in SHIPPED:
        states[case["rule"]].add(case["expected"]["state"])

    lacking = {code: {MET, NOT_MET, NOT_APPLICABLE} - states[code] for code in CHECKS}

    assert {code: states for code, states in lacking.items() if states} == {code: {NOT_MET} for code in NEVER_BROKEN}


def test_there_are_at_least_120_cases():
    assert len(SHIPPED) >= 120


def test_every_rule_of_the_set_is_computed_or_says_where_it_is_held(current):
    assert {rule.code for rule in current.rules} == set(CHECKS) | set(NOT_COMPUTED)
    assert not set(CHECKS) & set(NOT_COMPUTED)


def test_a_case_that_expects_something_else_is_named(current):
    [case] = [case for case in SHIPPED if case["name"] == "40% instead of 30%"]

    assert cases.misfit("B02", case["facts"], case["expected"] | {"state": "MET"}, current.rules) == (
        "state is NOT_MET, not MET"
    )


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"on": "2026-13-01", "funding_year": 2026}, "on: '2026-13-01' cannot be read"),
        ({"on": "2026-01-01", "funding_year": "2026"}, "funding_year: '2026' cannot be read"),
        ({"on": "2026-01-01", "funding_year": 2026, "colour": "red"}, "ProposalFacts: unknown colour"),
        ({"on": "2026-01-01", "funding_year": 2026, "countries": "ME"}, "countries: 'ME' cannot be read"),
        ({"on": "2026-01-01", "funding_year": True}, "funding_year: True cannot be read"),
    ],
)
def test_facts_that_cannot_be_read_are_a_misfit_with_the_key(current, facts, reason):
    assert cases.misfit("E01", facts, {"state": "MET"}, current.rules) == reason


@pytest.mark.parametrize(
    ("expected", "reason"),
    [
        ({"state": "MET", "severity": "BLOCK", "figure": "1", "target": "budget"}, None),
        ({}, "“state” is one of MET, NOT_MET, NOT_APPLICABLE, TO_CHECK."),
        ([], "Use these keys only: state, severity, figure, limit, change, target."),
        ({"state": "MET", "colour": "red"}, "Use these keys only: state, severity, figure, limit, change, target."),
        ({"state": "MET", "severity": "BAD"}, "“severity” is one of BLOCK, WARN, TASK, NOTE."),
        ({"state": "MET", "figure": 0.3}, "Write every value between quotation marks."),
    ],
)
def test_what_a_case_expects_must_be_readable(expected, reason):
    facts = {"on": "2026-01-01", "funding_year": 2026}

    assert cases.refusals(facts, expected).get("expected") == reason


@pytest.mark.parametrize(
    "facts",
    [
        {"budget": {"lines": [{"number": 1, "category": "STAFF", "amount": "NaN"}]}},
        {"budget": {"lines": [{"number": 1, "category": "STAFF", "amount": "1E999999"}]}},
    ],
)
def test_figures_beyond_all_sense_are_a_misfit(current, facts):
    facts |= {"on": "2026-01-01", "funding_year": 2026}

    assert cases.misfit("B02", facts, {"state": "MET"}, current.rules).startswith("it cannot be computed")


def test_a_rule_that_is_missing_gives_no_finding(current):
    facts = {"on": "2026-01-01", "funding_year": 2026}

    assert cases.misfit("B02", facts, {"state": "MET"}, ()) == "it gives 0 findings, not one"
