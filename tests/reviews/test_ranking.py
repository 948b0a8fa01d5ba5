"""The ranking against a second calculation that is written another way, its invariants, and cases worked out by hand."""

import itertools
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviews.ranking import Entry, Floor, Money, Move, Reviewed, Why, compare, rank, select

START = datetime(2026, 3, 1, tzinfo=UTC)
CODES = ("FIT", "COMMITMENT", "RISK")
WEIGHTS = {"FIT": Decimal(2), "COMMITMENT": Decimal("1.5"), "RISK": Decimal(1)}


def entry(reference, *reviews, amount=100, region="AFRICA", groups=(), earlier=0, day=0):
    """A proposal; ``reviews`` are (reviewer, marks in the order of CODES)."""
    return Entry(
        reference=reference,
        reviews=tuple(Reviewed(who, dict(zip(CODES, marks, strict=True))) for who, marks in reviews),
        amount=Decimal(amount),
        region=region,
        groups=frozenset(groups),
        earlier_projects=0,
        earlier_amount=Decimal(earlier),
        arrived_at=START + timedelta(days=day),
    )


marks = st.tuples(*[st.integers(1, 5)] * 3)
reviews = st.dictionaries(st.sampled_from("abcde"), marks, max_size=4)
drawn = st.builds(
    lambda given, **facts: (given, facts),
    reviews,
    amount=st.integers(1, 60),
    region=st.sampled_from(["AFRICA", "EUROPE", None]),
    groups=st.sets(st.sampled_from(["LDC", "SIDS"])),
    earlier=st.integers(0, 1),
    day=st.integers(0, 1),
)
lists = st.lists(drawn, max_size=12).map(
    lambda rows: [entry(f"IDF-{n:02}", *given.items(), **facts) for n, (given, facts) in enumerate(rows)]
)
floors = st.lists(
    st.builds(Floor, st.sampled_from(["LDC", "SIDS", "EUROPE"]), st.integers(1, 60).map(Decimal)),
    unique_by=lambda floor: floor.group,
    max_size=2,
)
moneys = st.builds(
    lambda total, europe: Money(Decimal(total), {"EUROPE": Decimal(europe)}), st.integers(0, 300), st.integers(0, 120)
)
cut_offs = st.none() | st.integers(10, 50).map(lambda tenths: Decimal(tenths) / 10)


calmly = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def by_hand(entries, weights):
    """Scores and order again, mark by mark in tenths, with pairwise comparison instead of a sort."""
    whole = {code: int(weight * 10) for code, weight in weights.items()}
    sums = {}
    for one in entries:
        number = len(one.reviews)
        points = sum(whole[code] * mark for review in one.reviews for code, mark in review.marks.items())
        sums[one.reference] = (points, number * sum(whole.values())) if number else None

    def beats(one, other):
        mine, theirs = sums[one.reference], sums[other.reference]
        if (mine is None) != (theirs is None):
            return theirs is None
        if mine and mine[0] * theirs[1] != theirs[0] * mine[1]:
            return mine[0] * theirs[1] > theirs[0] * mine[1]
        if one.earlier_amount != other.earlier_amount:
            return one.earlier_amount < other.earlier_amount
        commitment = [
            Fraction(sum(r.marks["COMMITMENT"] for r in x.reviews), len(x.reviews) or 1) for x in (one, other)
        ]
        if commitment[0] != commitment[1]:
            return commitment[0] > commitment[1]
        return (one.arrived_at, one.reference) < (other.arrived_at, other.reference)

    place = {one.reference: 1 + sum(beats(other, one) for other in entries if other is not one) for one in entries}
    return sums, sorted(place, key=place.get)


@given(lists)
@calmly
def test_rank_equals_the_second_calculation(entries):
    ranked = rank(entries, WEIGHTS)

    sums, order = by_hand(entries, WEIGHTS)
    assert [row.reference for row in ranked] == order
    assert {row.reference: row.score for row in ranked} == {
        reference: Fraction(*pair) if pair else None for reference, pair in sums.items()
    }


@given(lists)
@calmly
def test_severity_equals_the_second_calculation(entries):
    ranked = rank(entries, WEIGHTS)

    def total(review):
        return sum(Fraction(mark) * Fraction(WEIGHTS[code]) for code, mark in review.marks.items()) / Fraction(9, 2)

    for row, given_total in itertools.chain.from_iterable(((row, one) for one in row.totals) for row in ranked):
        shared = []
        for one in entries:
            own = [total(review) for review in one.reviews if review.reviewer == given_total.reviewer]
            rest = [total(review) for review in one.reviews if review.reviewer != given_total.reviewer]
            if own and rest:
                shared.append(own[0] - sum(rest) / len(rest))
        expected = sum(shared) / len(shared) if len(shared) >= 3 else 0
        assert (given_total.severity.shared, given_total.severity.counted) == (len(shared), expected)
        assert row.low <= given_total.value <= row.high


@given(lists, st.randoms())
@calmly
def test_rank_depends_neither_on_the_order_given_nor_on_the_size_of_weights(entries, chance):
    mixed = list(entries)
    chance.shuffle(mixed)

    assert rank(mixed, {code: weight * 7 for code, weight in WEIGHTS.items()}) == rank(entries, WEIGHTS)


@given(lists.filter(lambda rows: any(row.reviews for row in rows)), st.data())
@calmly
def test_a_better_mark_never_lowers_a_place(entries, data):
    chosen = data.draw(st.sampled_from([row for row in entries if row.reviews]))
    code = data.draw(st.sampled_from(CODES))
    first, *rest = chosen.reviews
    better = Reviewed(first.reviewer, {**first.marks, code: min(5, first.marks[code] + 1)})
    after = [Entry(**{**vars(row), "reviews": (better, *rest)}) if row is chosen else row for row in entries]

    def place(rows):
        return {row.reference: row.place for row in rank(rows, WEIGHTS)}[chosen.reference]

    assert place(after) <= place(entries)


@given(lists, moneys, cut_offs, floors)
@calmly
def test_select_never_overspends_and_says_why(entries, money, cut_off, least):
    chosen = select(rank(entries, WEIGHTS), money, cut_off, least)

    assert sum(row.ranked.entry.amount for row in chosen.funded) == chosen.used <= money.total
    assert chosen.used_in("EUROPE") <= money.regions["EUROPE"]
    assert all(cut_off is None or row.ranked.score >= cut_off for row in chosen.funded)
    left_in_europe = money.regions["EUROPE"] - chosen.used_in("EUROPE")
    for row in chosen.rows:
        amount, is_european = row.ranked.entry.amount, row.ranked.entry.region == "EUROPE"
        reached = amount <= chosen.left and (not is_european or amount <= left_in_europe)
        if row.why in {Why.LINE_MONEY, Why.REGION_MONEY, Why.GAVE_WAY}:
            assert not reached, "money was left for a proposal that is out for want of it"
        assert (row.why == Why.NO_REVIEW) == (row.ranked.score is None)


@given(lists, moneys, cut_offs, st.sampled_from(["LDC", "SIDS", "AFRICA"]), st.integers(1, 100))
@calmly
def test_one_least_share_is_met_when_it_can_be(entries, money, cut_off, group, percent):
    chosen = select(rank(entries, WEIGHTS), money, cut_off, [Floor(group, Decimal(percent))])

    own = [row for row in chosen.rows if row.ranked.entry.counts_for(group)]
    able = [row.ranked.entry for row in own if row.why not in {Why.NO_REVIEW, Why.BELOW_CUT_OFF}]
    everything = sum(one.amount for one in able)
    in_europe = sum(one.amount for one in able if one.region == "EUROPE")
    if everything <= money.total and in_europe <= money.regions["EUROPE"]:
        assert chosen.floors[0].is_met == (everything >= chosen.floors[0].wanted)
        if not chosen.floors[0].is_met:  # beyond the least share the group competes like all others
            assert {row.reference for row in own if row.is_funded} == {one.reference for one in able}


@given(lists, moneys, cut_offs)
@calmly
def test_a_least_share_of_nothing_changes_nothing(entries, money, cut_off):
    ranked = rank(entries, WEIGHTS)

    plain, same = select(ranked, money, cut_off), select(ranked, money, cut_off, [Floor("LDC", Decimal(0))])

    assert (same.rows, compare(plain, same).enters) == (plain.rows, ())


@given(lists.filter(len), st.data())
@calmly
def test_moved_proposals_stand_where_they_were_put(entries, data):
    ranked = rank(entries, WEIGHTS)
    numbers = st.integers(1, len(ranked))
    places = data.draw(st.dictionaries(st.sampled_from([row.reference for row in ranked]), numbers))
    places = {place: reference for reference, place in places.items()}
    moves = [Move(reference, place, "why") for place, reference in places.items()]

    rows = select(ranked, Money(Decimal(0)), moves=moves).rows

    assert {row.place: row.reference for row in rows if row.move} == places
    rest = [row.reference for row in rows if not row.move]
    assert rest == [row.reference for row in ranked if row.reference in rest]


def test_ties_are_broken_in_the_order_that_is_shown():
    same = ("a", (3, 3, 3))
    ranked = rank(
        [
            entry("IDF-6", same, earlier=5),
            entry("IDF-5", same, day=1),
            entry("IDF-4", same),
            entry("IDF-3", same),
            entry("IDF-2", ("a", (2, 5, 2))),  # the same score, more commitment
            entry("IDF-1", ("a", (5, 5, 5)), earlier=9),
            entry("IDF-7"),
        ],
        {"FIT": Decimal(2), "COMMITMENT": Decimal("1.5"), "RISK": Decimal(1)},
    )

    assert [(row.reference, row.decided_by) for row in ranked] == [
        ("IDF-1", None),
        ("IDF-2", "score"),
        ("IDF-3", "commitment"),
        ("IDF-4", "reference"),
        ("IDF-5", "arrival"),
        ("IDF-6", "earlier_amount"),
        ("IDF-7", "score"),
    ]


def test_more_commitment_breaks_a_tie_of_equal_support():
    one, other = entry("IDF-1", ("a", (4, 3, 3))), entry("IDF-2", ("a", (3, 4, 3)))

    ranked = rank([one, other], dict.fromkeys(CODES, Decimal(1)))

    assert [(row.reference, row.decided_by) for row in ranked] == [("IDF-2", None), ("IDF-1", "commitment")]


def test_normalised_score_takes_a_strict_reviewer_out():
    pairs = [(f"IDF-{n}", n) for n in range(1, 4)]
    entries = [entry(name, ("mild", (4, 4, 4)), ("strict", (2, 2, 2))) for name, _n in pairs]
    entries.append(entry("IDF-9", ("strict", (2, 2, 2))))

    rows = {row.reference: row for row in rank(entries, WEIGHTS)}

    assert (rows["IDF-1"].score, rows["IDF-1"].normalised, rows["IDF-1"].spread) == (3, 3, 2)
    assert (rows["IDF-9"].score, rows["IDF-9"].normalised) == (2, 4)
    assert {total.reviewer: total.severity.counted for total in rows["IDF-1"].totals} == {"mild": 2, "strict": -2}


def test_two_shared_proposals_say_nothing_about_a_reviewer():
    ranked = rank([entry(f"IDF-{n}", ("a", (5, 5, 5)), ("b", (1, 1, 1))) for n in (1, 2)], WEIGHTS)

    assert [(row.score, row.normalised) for row in ranked] == [(3, 3), (3, 3)]


def test_the_same_score_as_the_sheet_of_one_proposal_when_a_mark_is_missing():
    gap = Entry(
        **{**vars(entry("IDF-1")), "reviews": (Reviewed("a", {"FIT": 4, "RISK": 2}), Reviewed("b", {"FIT": 2}))}
    )

    assert rank([gap], {"FIT": Decimal(1), "RISK": Decimal(1)})[0].score == Fraction(5, 2)


def test_a_weight_below_zero_is_refused():
    with pytest.raises(ValueError, match="below zero"):
        rank([entry("IDF-1", ("a", (1, 2, 3)))], {"FIT": Decimal(-1)})


def test_weights_of_nothing_give_no_score():
    (row,) = rank([entry("IDF-1", ("a", (1, 2, 3)))], dict.fromkeys(CODES, Decimal(0)))

    assert (row.score, row.normalised, row.spread) == (None, None, None)


def worked():
    """Four proposals in the order 1, 2, 3, 4; only the last is of a small island."""
    return rank(
        [
            entry("IDF-1", ("a", (5, 5, 5)), amount=60, region="AFRICA"),
            entry("IDF-2", ("a", (4, 4, 4)), amount=50, region="EUROPE"),
            entry("IDF-3", ("a", (3, 3, 3)), amount=40, region="AFRICA"),
            entry("IDF-4", ("a", (2, 2, 2)), amount=30, region="ASIA", groups=["SIDS"]),
        ],
        WEIGHTS,
    )


def verdicts(chosen):
    return {row.reference: str(row.why) for row in chosen.rows}


def test_what_does_not_fit_is_passed_over():
    chosen = select(worked(), Money(Decimal(100)))

    assert verdicts(chosen) == {
        "IDF-1": "BY_PLACE", "IDF-2": "LINE_MONEY", "IDF-3": "BY_PLACE", "IDF-4": "LINE_MONEY",
    }  # fmt: skip
    assert (chosen.rows[1].left, chosen.left, chosen.mean_score) == (Decimal(40), Decimal(0), 4)


def test_a_region_without_money_is_passed_over():
    chosen = select(worked(), Money(Decimal(180), {"AFRICA": Decimal(60), "EUROPE": Decimal(0)}), Decimal(2))

    assert verdicts(chosen) == {
        "IDF-1": "BY_PLACE", "IDF-2": "REGION_MONEY", "IDF-3": "REGION_MONEY", "IDF-4": "BY_PLACE",
    }  # fmt: skip


def test_a_least_share_lets_one_in_and_another_gives_way():
    base = select(worked(), Money(Decimal(110)))
    other = select(worked(), Money(Decimal(110)), None, [Floor("SIDS", Decimal(20))])

    assert verdicts(base) == {
        "IDF-1": "BY_PLACE", "IDF-2": "BY_PLACE", "IDF-3": "LINE_MONEY", "IDF-4": "LINE_MONEY",
    }  # fmt: skip
    assert verdicts(other) == {
        "IDF-1": "BY_PLACE", "IDF-2": "GAVE_WAY", "IDF-3": "LINE_MONEY", "IDF-4": "BY_FLOOR",
    }  # fmt: skip
    found = compare(base, other)
    assert (found.enters, found.leaves, found.before, found.after, found.cost) == (
        ("IDF-4",), ("IDF-2",), Fraction(9, 2), Fraction(7, 2), 1,
    )  # fmt: skip
    assert [(result.wanted, result.reached, result.is_met) for result in other.floors] == [(22, 30, True)]


def test_a_cut_off_holds_for_least_shares_and_moves():
    chosen = select(
        worked(), Money(Decimal(200)), Decimal("2.5"), [Floor("SIDS", Decimal(10))], [Move("IDF-4", 1, "late facts")]
    )

    assert (chosen.rows[0].reference, chosen.rows[0].why) == ("IDF-4", Why.BELOW_CUT_OFF)
    assert [result.is_met for result in chosen.floors] == [False]


def test_the_last_move_counts_and_can_be_taken_back():
    moves = [Move("IDF-4", 1, "late facts"), Move("IDF-3", 1, "first after all"), Move("IDF-4", None, "withdrawn")]

    chosen = select(worked(), Money(Decimal(0)), moves=moves)

    assert [(row.reference, row.move and row.move.reason) for row in chosen.rows] == [
        ("IDF-3", "first after all"), ("IDF-1", None), ("IDF-2", None), ("IDF-4", None),
    ]  # fmt: skip


def test_of_two_moves_to_a_place_the_later_has_it():
    moves = [Move("IDF-4", 2, "one"), Move("IDF-3", 2, "two")]

    rows = select(worked(), Money(Decimal(0)), moves=moves).rows

    assert [row.reference for row in rows] == ["IDF-1", "IDF-3", "IDF-4", "IDF-2"]


def test_compare_tells_where_proposals_moved():
    base = select(worked(), Money(Decimal(60)))
    other = select(worked(), Money(Decimal(60)), moves=[Move("IDF-2", 1, "why")])

    found = compare(base, other)

    assert found.moved == {"IDF-1": (1, 2), "IDF-2": (2, 1)}
    assert (found.enters, found.leaves, found.cost) == (("IDF-2",), ("IDF-1",), 1)
