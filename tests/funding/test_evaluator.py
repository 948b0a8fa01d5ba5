from datetime import date
from decimal import Decimal

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from funding.evaluator import (
    BudgetFacts,
    CountryFacts,
    LineFacts,
    ProposalFacts,
    RuleFacts,
    SectionFacts,
    Status,
    as_data,
    evaluate,
    from_data,
)

B02 = RuleFacts("B02", title="Staff", parameters={"maximum_share": "0.30"})
B11 = RuleFacts("B11", parameters={"minimum_share": "0.05", "warn_above_share": "0.05"})
L02 = RuleFacts("L02", parameters={"minimum_letters": "2"})


def facts(**known):
    return ProposalFacts(date(2026, 11, 23), 2026, 2, "NATIONAL", **known)


def budget(staff, operational, evaluation="0"):
    rows = [("STAFF", staff, False), ("OPERATIONAL", operational, False), ("OPERATIONAL", evaluation, True)]
    lines = [
        LineFacts(number, category, Decimal(amount), is_evaluation=is_evaluation)
        for number, (category, amount, is_evaluation) in enumerate(rows, 1)
    ]
    return BudgetFacts(tuple(lines))


def test_staff_share_says_by_how_much_to_reduce_it_in_the_language_of_the_reader():
    [finding] = evaluate(facts(budget=budget("40000", "60000")), [B02])

    # 60,000 operational carry 25,714.29 of support at 30%; 40,000 is 14,285.7143 too much
    assert str(finding.message) == (
        "Staff and office cost 40% of the total. Reduce them by USD\u00a014,285.72, or raise the operational part."
    )
    with override("fr"):
        assert "14\u202f285,72\u00a0USD" in str(finding.message)
    [mended] = evaluate(facts(budget=budget(Decimal(40000) - finding.change.value, "60000")), [B02])
    assert mended.state == "MET"


def test_evaluation_line_says_by_how_much_to_raise_it():
    [finding] = evaluate(facts(budget=budget("0", "96000", "4000")), [B11])

    assert str(finding.message) == "Add USD\u00a01,052.64 to the evaluation line, or reduce other lines."
    [mended] = evaluate(facts(budget=budget("0", "96000", Decimal(4000) + finding.change.value)), [B11])
    assert mended.blocks is False


def test_an_unconfirmed_rule_and_an_unconfirmed_parameter_only_warn():
    known = facts(budget=budget("90", "10"))
    unsure = RuleFacts("B02", is_confirmed=False, parameters=B02.parameters)

    assert [(finding.severity, finding.blocks) for finding in evaluate(known, [unsure])] == [("WARN", False)]
    assert [finding.blocks for finding in evaluate(known, [B02])] == [True]


def test_a_rule_counts_only_on_its_own_days():
    first = RuleFacts("B02", parameters={"maximum_share": "0.30"}, valid_to=date(2026, 11, 23))
    second = RuleFacts("B02", parameters={"maximum_share": "0.95"}, valid_from=date(2026, 11, 23))

    [finding] = evaluate(facts(budget=budget("90", "10")), [first, second])

    assert (finding.state, str(finding.limit)) == ("MET", "95%")


@pytest.mark.parametrize(("letters", "expected"), [(0, "2 more countries"), (1, "1 more country")])
def test_missing_letters_are_counted_in_words(letters, expected):
    countries = (CountryFacts("ME"), CountryFacts("AL"))
    given_letters = [{"country": "ME"}, {"country": "AL"}][:letters]
    known = from_data(as_data(facts()) | {"coverage": "REGIONAL", "letters": given_letters})

    [finding] = evaluate(ProposalFacts(**{**vars(known), "countries": countries}), [L02])

    assert expected in str(finding.message)


AMOUNTS = st.decimals(0, 10**6, places=2)


@given(AMOUNTS, st.decimals(1, 10**6, places=2), AMOUNTS)
def test_raising_staff_never_mends_the_staff_share(staff, operational, more):
    before, after = (
        evaluate(facts(budget=budget(amount, operational)), [B02])[0].state for amount in (staff, staff + more)
    )

    assert not (before == "NOT_MET" and after == "MET")


@given(AMOUNTS, st.decimals(1, 10**6, places=2))
def test_the_change_named_mends_the_staff_share_and_a_cent_less_does_not(staff, operational):
    [finding] = evaluate(facts(budget=budget(staff, operational)), [B02])
    if finding.change is None:
        return

    def state(change):
        return evaluate(facts(budget=budget(staff - change, operational)), [B02])[0].state

    assert state(finding.change.value) == "MET"
    assert state(finding.change.value - Decimal("0.01")) == "NOT_MET"


@given(AMOUNTS, AMOUNTS, AMOUNTS, st.dates(), st.sets(st.sampled_from(["S05", "S06"])))
def test_facts_come_back_from_their_data_as_they_were(staff, operational, evaluation, day, declared):
    country = CountryFacts("ME", statuses=(Status("EU", day), Status("IOM_MEMBER", None, day)))
    known = facts(
        budget=budget(staff, operational, evaluation),
        countries=(country,),
        declarations=frozenset(declared),
        words=(SectionFacts("summary", 3),),
    )

    assert from_data(as_data(known)) == known
