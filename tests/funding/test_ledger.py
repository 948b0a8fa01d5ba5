"""The arithmetic of the ledger: balances and regional shares (C02)."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.numbers import write_percent
from funding.ledger import Balance, Movement, balance, effect, keys, shares
from funding.models import EligibilityList
from funding.selectors.ledger import regional

COUNTS = st.dictionaries(st.sampled_from(["A", "B", "C", "D", "E", "F", None]), st.integers(0, 60), min_size=1).filter(
    lambda counts: sum(counts.values()) > 0
)
AMOUNTS = st.decimals(0, 10**12, places=2)
KINDS = st.sampled_from(["ALLOCATION", "RECOVERY", "COMMITMENT", "RELEASE"])
MOVEMENTS = st.lists(st.builds(Movement, KINDS, st.decimals("0.01", 10**9, places=2), st.booleans()))


@given(COUNTS, AMOUNTS)
def test_shares_sum_exactly_to_the_amount_in_cents(counts, amount):
    divided = shares(counts, amount)

    assert sum(divided.values()) == amount
    assert {share.as_tuple().exponent for share in divided.values()} == {-2}
    assert divided.keys() == counts.keys()


@given(COUNTS, AMOUNTS)
def test_shares_are_at_most_a_cent_from_the_exact_quota(counts, amount):
    states = sum(counts.values())

    for region, share in shares(counts, amount).items():
        assert abs(share * states - amount * counts[region]) < Decimal("0.01") * states


@given(COUNTS, AMOUNTS)
def test_more_states_never_get_less(counts, amount):
    divided = shares(counts, amount)

    in_order = [divided[region] for region in sorted(counts, key=lambda region: (counts[region], divided[region]))]
    assert in_order == sorted(in_order)
    assert [divided[region] for region, count in counts.items() if count == 0 and divided[region] != 0] == []


@given(COUNTS, AMOUNTS, st.randoms(use_true_random=False))
def test_shares_do_not_depend_on_the_order_of_the_counts(counts, amount, random):
    pairs = list(counts.items())
    random.shuffle(pairs)

    assert shares(dict(pairs), amount) == shares(counts, amount)


def test_a_cent_that_cannot_be_divided_goes_to_the_first_code():
    assert shares({"B": 1, "A": 1}, Decimal("0.01")) == {"A": Decimal("0.01"), "B": Decimal("0.00")}
    assert shares({"A": 1, "B": 1, "C": 1}, Decimal(100)) == {
        "A": Decimal("33.34"),
        "B": Decimal("33.33"),
        "C": Decimal("33.33"),
    }


@pytest.mark.parametrize(
    ("counts", "amount"), [({}, 1), ({"A": 0}, 1), ({"A": 1}, -1), ({"A": 3, "B": -1}, 1)], ids=str
)
def test_shares_without_a_key_or_money_are_a_fault(counts, amount):
    with pytest.raises(ValueError, match="shares need"):
        shares(counts, Decimal(amount))


@given(MOVEMENTS, st.randoms(use_true_random=False))
def test_balance_is_the_sum_of_all_effects_in_any_order(movements, random):
    shuffled = random.sample(movements, len(movements))
    total = sum((effect(m.kind, m.amount, is_reversal=m.is_reversal) for m in movements), Decimal(0))

    assert balance(movements).available == total
    assert balance(shuffled) == balance(movements)


def test_balance_leaves_out_what_was_reversed():
    movements = [
        Movement("ALLOCATION", Decimal(1000)),
        Movement("ALLOCATION", Decimal(300)),
        Movement("ALLOCATION", Decimal(300), is_reversal=True),
        Movement("RECOVERY", Decimal(50)),
        Movement("COMMITMENT", Decimal(400)),
        Movement("RELEASE", Decimal(100)),
    ]

    found = balance(movements)

    assert found == Balance(Decimal(1000), Decimal(50), Decimal(400), Decimal(100))
    assert (found.available, found.money, found.engaged, found.missing) == (750, 1050, 300, 0)


def test_balance_says_what_is_missing_and_whether_it_is_known():
    unknown, short = Balance(committed=Decimal(10)), Balance(allocated=Decimal(5), committed=Decimal(7))

    assert (unknown.is_known, unknown.engaged_percent) == (False, None)
    assert (short.is_known, short.missing, short.engaged_percent) == (True, 2, 140)


def test_keys_of_the_list_of_august_2024_are_those_published(reference, line2):
    """Domain brief 2g; the 104 names on the list would give other keys."""
    assert EligibilityList.objects.get().countries.count() == 104

    rows = regional(line2, 2025, Decimal(0)).rows

    assert {row.region.pk if row.region else None: (row.states, write_percent(row.key, "en")) for row in rows} == {
        "AFRICA": (45, "40.5%"),
        "ASIA_OCEANIA": (31, "27.9%"),
        "LATIN_AMERICA_CARIBBEAN": (21, "18.9%"),
        "EUROPE": (13, "11.7%"),
        None: (1, "0.9%"),
    }


def test_keys_of_no_state_are_empty():
    assert keys({}) == keys({"A": 0}) == {}
