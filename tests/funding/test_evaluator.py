from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from funding.evaluator import BudgetFacts, CountryFacts, ProposalFacts, RuleFacts, evaluate

MONTENEGRO = CountryFacts("ME", "Montenegro", True, "UPPER_MIDDLE", False, False, True)
PARAMETERS = {
    "E01": {"income_groups": "LOW,LOWER_MIDDLE,UPPER_MIDDLE"},
    "E04": {"line": "1"},
    "E05": {"line": "2"},
    "S01": {"minimum_focus_areas": "1"},
    "L01": {"minimum_letters": "1"},
    "L02": {"minimum_letters": "2"},
    "P05": {"summary": "350", "sustainability": "350"},
    "P06": {"warn_above_months": "36"},
    "B02": {"maximum_share": "0.30"},
    "B11": {"minimum_share": "0.05", "warn_above_share": "0.05"},
}
UNCONFIRMED = {"P05": ("sustainability",), "B11": ("warn_above_share",), "A06": ("below_minimum",)}


def rule(code, *, confirmed=True):
    return RuleFacts(
        code, code, "as it should be", "source", "BLOCK", confirmed, PARAMETERS.get(code, {}), UNCONFIRMED.get(code, ())
    )


def proposal(**facts):
    return ProposalFacts(date(2026, 11, 23), 2, "NATIONAL", (MONTENEGRO,), **facts)


def states(code, facts, *, confirmed=True):
    return [(finding.state, finding.blocks) for finding in evaluate(facts, {code: rule(code, confirmed=confirmed)})]


MET, BROKEN, WARNED = ("MET", False), ("NOT_MET", True), ("NOT_MET", False)
ASIDE, CHECK = ("NOT_APPLICABLE", False), ("TO_CHECK", False)


@pytest.mark.parametrize(
    ("code", "change", "line", "expected"),
    [
        ("E01", {}, 2, MET),
        ("E01", {"income_group": "HIGH"}, 2, MET),  # Palau: the Fund's own list wins (E08)
        ("E01", {"income_group": "HIGH", "listed": False}, 2, BROKEN),
        ("E01", {"income_group": "", "listed": None}, 1, CHECK),
        ("E01", {"is_member": False}, 2, BROKEN),
        ("E02", {}, 2, MET),
        ("E02", {"in_eu": True}, 2, BROKEN),
        ("E03", {"withdrew": True}, 2, BROKEN),
        ("E03", {}, 2, MET),
        ("E04", {}, 1, MET),
        ("E04", {}, 2, ASIDE),
        ("E05", {}, 2, MET),
        ("E05", {"listed": False}, 2, BROKEN),
        ("E05", {"listed": None}, 2, CHECK),
        ("E05", {"listed": False}, 1, ASIDE),
        ("E07", {}, 2, MET),
        ("E07", {"is_member": False}, 2, BROKEN),
    ],
)
def test_eligibility_of_a_country(code, change, line, expected):
    facts = replace(proposal(), line=line, countries=(replace(MONTENEGRO, **change),))

    assert states(code, facts) == [expected]


def test_eligibility_names_the_countries_that_fail():
    croatia = replace(MONTENEGRO, code="HR", name="Croatia", in_eu=True)
    facts = replace(proposal(), countries=(MONTENEGRO, croatia))

    [finding] = evaluate(facts, {"E02": rule("E02")})

    assert finding.message == "Croatia: a member of the European Union."


def budget(total="100000", staff="20000", office="10000", evaluation="5000", **more):
    return BudgetFacts(Decimal(total), Decimal(staff), Decimal(office), Decimal(evaluation), **more)


@pytest.mark.parametrize(
    ("code", "facts", "expected"),
    [
        ("B02", budget(), MET),
        ("B02", budget(staff="20000.01"), BROKEN),
        ("B02", budget(total="0", staff="0", office="0", evaluation="0"), ASIDE),
        ("B11", budget(), MET),
        ("B11", budget(evaluation="4999.99"), BROKEN),
        ("B11", budget(evaluation="5000.01"), WARNED),
        ("B06", budget(), MET),
        ("B06", budget(unlinked_lines=(3, 7)), BROKEN),
        ("B09", budget(unexplained_lines=(2,)), BROKEN),
        ("A06", budget(total="300000"), MET),
        ("A06", budget(total="300000.01"), BROKEN),
        ("A06", budget(total="49999.99"), WARNED),
        ("A06", budget(total="50000"), MET),
    ],
)
def test_budget_rules_at_their_limits(code, facts, expected):
    found = states(code, proposal(budget=facts, minimum_amount=Decimal(50_000), maximum_amount=Decimal(300_000)))

    assert found == [expected]


def test_an_unconfirmed_rule_only_warns():
    facts = proposal(budget=budget(staff="90000"))

    assert states("B02", facts, confirmed=False) == [WARNED]


def test_staff_share_says_by_how_much_to_reduce_it():
    facts = proposal(budget=budget(total="100000", staff="30000", office="10000"))

    [finding] = evaluate(facts, {"B02": rule("B02")})

    # 60,000 operational carry 25,714.29 of support at 30%; 40,000 is 14,285.7143 too much
    assert finding.message == (
        "Staff and office cost 40% of the total. Reduce them by USD\u00a014,285.72, or raise the operational part."
    )
    reduced = proposal(budget=budget(total="85714.28", staff="15714.28", office="10000"))
    assert states("B02", reduced) == [MET]


def test_evaluation_line_says_by_how_much_to_raise_it():
    [finding] = evaluate(proposal(budget=budget(evaluation="4000")), {"B11": rule("B11")})

    assert finding.message == "Add USD\u00a01,052.64 to the evaluation line, or reduce other lines."
    enough, too_little = (
        budget(total="101052.64", evaluation="5052.64"),
        budget(total="101052.63", evaluation="5052.63"),
    )
    assert evaluate(proposal(budget=enough), {"B11": rule("B11")})[0].blocks is False
    assert evaluate(proposal(budget=too_little), {"B11": rule("B11")})[0].blocks is True


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ({"summary": 350, "sustainability": 350}, [MET, MET]),
        ({"summary": 351, "sustainability": 351}, [BROKEN, WARNED]),
        ({"summary": 1}, [MET, BROKEN]),
    ],
)
def test_word_limits_block_where_confirmed_and_an_empty_section_always(words, expected):
    assert states("P05", proposal(words=words)) == expected


@pytest.mark.parametrize(("coverage", "letters", "expected"), [
    ("NATIONAL", (), {"L01": [BROKEN], "L02": []}),
    ("NATIONAL", ("ME",), {"L01": [MET], "L02": []}),
    ("REGIONAL", ("ME", "ME"), {"L01": [], "L02": [BROKEN]}),
    ("REGIONAL", ("ME", "AL"), {"L01": [], "L02": [MET]}),
])  # fmt: skip
def test_letters_count_countries(coverage, letters, expected):
    facts = replace(proposal(letters=letters), coverage=coverage)

    assert {code: states(code, facts) for code in ("L01", "L02")} == expected


def test_declarations_are_asked_only_when_they_can_be_made():
    assert states("S05", proposal()) == []
    assert states("S05", proposal(declarations=frozenset())) == [BROKEN]
    assert states("S05", proposal(declarations=frozenset({"S05"}))) == [MET]


@given(st.decimals(0, 10**6, places=2), st.decimals(1, 10**6, places=2), st.decimals(0, 10**5, places=2))
def test_raising_staff_never_mends_the_staff_share(staff, operational, more):
    def state(amount):
        facts = budget(total=str(amount + operational), staff=str(amount), office="0", evaluation="0")
        return states("B02", proposal(budget=facts))[0]

    assert not (state(staff) == BROKEN and state(staff + more) == MET)
