"""Comparing versions: what is found is what was changed, and looking from the other side finds its mirror image."""

import copy
import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rewording import word_pieces
from plans import services
from plans.comparison import compare, summary
from plans.comparison.changes import ADDED, CHANGED, MOVED, REMOVED, RENUMBERED
from plans.models import Activity, BudgetLine, Indicator, ResultNode
from plans.snapshot import as_data

MIRRORED = {ADDED: REMOVED, REMOVED: ADDED}


def found(comparison):
    """{kind and title of a row: its states}, of rows to which something happened."""
    return {(row.row.kind, row.title): row.states for row in comparison.rows if row.states}


def changes(comparison):
    """{title and label: (old, new)} of all changed fields of rows that both versions have."""
    return {
        (row.title, change.label): (change.old, change.new)
        for row in comparison.rows
        if row.old and row.new
        for change in row.changes
    }


def change(row, by, **fields):
    row.refresh_from_db()
    return services.change(row, by=by, revision=row.revision, **fields)


def test_nothing_changed_is_no_change(full):
    data = as_data(full)

    same = compare(data, copy.deepcopy(data))

    assert not same
    assert summary(same) == []
    assert {row.difference for row in same.sums} == {Decimal(0)}
    assert len(same.rows) == 3 + 7 + 2 + 5 + 1 + 1


def test_targets_milestones_and_parts_are_said_old_and_new(full, applicant):
    before = as_data(full)
    people = Indicator.objects.get(node__version=full, title="Officers trained")
    part = people.split_targets.get().part
    change(
        people, applicant, target_value=Decimal(90), milestones=[(6, Decimal(30), ""), (18, Decimal(90), "")],
        split_targets={part: Decimal(50)},
    )  # fmt: skip

    difference = compare(before, as_data(full), {"sex.women": "Women"})

    assert found(difference) == {("indicator", "Officers trained"): (CHANGED,)}
    assert changes(difference) == {
        ("Officers trained", "Target value"): (120, 90),
        ("Officers trained", "Target for Women"): (60, 50),
        ("Officers trained", "Milestone of month 6"): (40, 30),
        ("Officers trained", "Milestone of month 12"): (120, None),
        ("Officers trained", "Milestone of month 18"): (None, 90),
    }
    assert summary(difference) == ["1 target changed", "milestones of 1 indicator changed"]


def test_budget_says_each_line_and_each_sum(full, applicant):
    before = as_data(full)
    workshops = BudgetLine.objects.get(version=full, unit_cost=12000)
    change(workshops, applicant, quantity=Decimal(5))
    services.remove(BudgetLine.objects.get(version=full, unit_cost=450), by=applicant)

    difference = compare(before, as_data(full))

    assert {row.label: (row.old, row.new, row.difference) for row in difference.sums} == {
        "Staff": (32400, 32400, 0),
        "Office": (10800, 10800, 0),
        "Operational": (106500, 67500, -39000),
        "of which evaluation": (7500, 7500, 0),
        "Total": (149700, 110700, -39000),
    }
    assert difference.total.share == Decimal(-39000) / Decimal(149700)
    amounts = {(old, new) for (_, label), (old, new) in changes(difference).items() if label == "Amount (USD)"}
    assert amounts == {(72000, 60000)}
    assert summary(difference) == ["1 budget line removed", "budget −\u00a0USD\u00a039,000 on 2 lines"]


def test_money_moved_between_lines_keeps_the_total(full, applicant):
    before = as_data(full)
    change(BudgetLine.objects.get(version=full, unit_cost=12000), applicant, unit_cost=Decimal(11500))
    change(BudgetLine.objects.get(version=full, unit_cost=450), applicant, unit_cost=Decimal(500))

    assert summary(compare(before, as_data(full))) == ["budget moved on 2 lines, same total"]


def test_added_activity_renumbers_those_behind_it(full, applicant):
    before = as_data(full)
    first, second = Activity.objects.filter(output__version=full).order_by("position")
    services.duplicate(first, by=applicant)

    difference = compare(before, as_data(full))

    activities = [(row.states, row.row.number) for row in difference.results if row.row.kind == "activity"]
    assert activities == [((), "1.1.1"), ((ADDED,), "1.1.2"), ((RENUMBERED,), "1.1.3")]
    assert found(difference)["activity", second.title] == (RENUMBERED,)
    assert not [row for row in difference.lines if row.states], "a line follows its activity, whatever its number"
    assert summary(difference) == ["1 activity added"]


def test_line_that_follows_another_activity_is_changed(full, applicant):
    before = as_data(full)
    first, second = Activity.objects.filter(output__version=full).order_by("position")
    workshops = BudgetLine.objects.get(version=full, unit_cost=12000)
    change(workshops, applicant, activity=second)

    assert changes(compare(before, as_data(full))) == {
        (workshops.description, "Activity"): (f"1.1.1 {first.title}", f"1.1.2 {second.title}")
    }


def test_moved_row_is_told_from_those_it_passes(full, applicant):
    before = as_data(full)
    first = full.lines.order_by("position").first()
    services.move(first, by=applicant, step=4)

    states = found(compare(before, as_data(full)))

    assert states.pop(("line", first.description)) == (MOVED,)
    assert list(states.values()) == [(RENUMBERED,)] * 4


def test_row_under_another_result_is_moved(full, applicant):
    outcome = full.nodes.get(level="OUTCOME")
    second = services.add_result(outcome, by=applicant, statement="A second output")
    before = as_data(full)
    activity = Activity.objects.filter(output__version=full).order_by("position").last()
    Activity.objects.filter(pk=activity.pk).update(output=second, position=1, code="1.2.1")

    difference = compare(before, as_data(full))

    row = next(row for row in difference.results if row.states)
    assert (row.states, row.old_place, row.new_place) == ((MOVED,), "Output 1.1", "Output 1.2")
    assert summary(difference) == ["1 row moved"]


def test_texts_are_compared_word_by_word(full, applicant):
    before = as_data(full)
    output = full.nodes.get(level=ResultNode.Level.OUTPUT)
    change(output, applicant, statement=f"{output.statement} and tested")

    row = next(row for row in compare(before, as_data(full)).results if row.states)

    assert [(piece.kind, piece.text) for piece in row.changes[0].pieces] == [
        ("equal", output.statement),
        ("insert", "and tested"),
    ]


def test_spaces_alone_are_no_change(full):
    before = as_data(full)
    after = copy.deepcopy(before)
    after["objective"]["statement"] = before["objective"]["statement"].replace(" ", "\n ")

    assert after != before
    assert not compare(before, after)


def test_duration_is_said(full):
    before = as_data(full)

    difference = compare(before, before | {"duration_months": 24})

    assert (difference.duration.old, difference.duration.new, difference.duration.difference) == (18, 24, 6)
    assert summary(difference) == ["duration 18 → 24 months"]


def test_data_stored_before_parts_and_fields_existed_are_silent_about_them(full):
    new = as_data(full)
    old = json.loads(json.dumps(new))
    del old["risks"], old["cross_cutting"]
    later = {"milestones", "split_targets", "axes", "goals", "scale_id", "frequency", "responsible", "definition"}
    for node in (
        old["objective"],
        *old["outcomes"],
        *(row for outcome in old["outcomes"] for row in outcome["outputs"]),
    ):
        for indicator in node["indicators"]:
            for name in later & set(indicator):
                del indicator[name]
    for line in old["lines"]:
        del line["phases"]

    assert not compare(old, new)
    assert not compare(new, old)


def test_first_version_against_an_empty_one_adds_every_row(full):
    data = as_data(full)
    empty = {"currency": "USD", "duration_months": None, "objective": None, "outcomes": [], "lines": [], "risks": [],
             "cross_cutting": []}  # fmt: skip

    difference = compare(empty, data)

    assert {row.states for row in difference.rows} == {(ADDED,)}
    assert difference.total.share is None


# Plans made of what can differ, for the properties.
LINEAGES = st.sampled_from("abcdefgh")
TEXTS = st.text(alphabet="ab \n", max_size=12)
NUMBERS = st.one_of(st.none(), st.decimals(0, 999, places=2).map(str))


def _unique(rows):
    return st.lists(rows, max_size=5, unique_by=lambda row: row["lineage"])


def _indicators():
    return _unique(
        st.fixed_dictionaries(
            {
                "lineage": LINEAGES.map("i{}".format),
                "title": TEXTS,
                "target_value": NUMBERS,
                "counts_people": st.booleans(),
            },
            optional={"goals": st.lists(LINEAGES, max_size=2, unique=True)},
        )
    )


@st.composite
def plans(draw):
    """Data of a version: results with unique lineages, numbered lines, sometimes risks."""
    outputs = draw(_unique(st.fixed_dictionaries({"lineage": LINEAGES.map("o{}".format), "statement": TEXTS})))
    for number, output in enumerate(outputs, 1):
        output |= {"code": f"1.{number}", "indicators": [], "activities": []}
    if outputs:
        outputs[0]["indicators"] = draw(_indicators())
    lines = draw(
        _unique(
            st.fixed_dictionaries(
                {"lineage": LINEAGES, "description": TEXTS, "amount": st.decimals(0, 999, places=2).map(str),
                 "category": st.sampled_from(["STAFF", "OFFICE"]), "is_evaluation": st.booleans()}
            )
        )
    )  # fmt: skip
    for number, line in enumerate(lines, 1):
        line |= {"position": number, "activity": ""}
    outcome = {"lineage": "p", "code": "1", "statement": draw(TEXTS), "indicators": [], "outputs": outputs}
    objective = {"lineage": "g", "code": "", "statement": draw(TEXTS), "indicators": []}
    data = {"duration_months": draw(st.sampled_from([None, 12, 18])), "objective": objective, "outcomes": [outcome]}
    data |= {"lines": lines}
    return data | draw(st.sampled_from([{}, {"risks": []}]))


@given(plans())
def test_a_plan_does_not_differ_from_itself(data):
    same = compare(data, copy.deepcopy(data))

    assert not same
    assert [row.changes for row in same.rows if row.changes] == []
    assert summary(same) == []


@given(plans(), plans())
def test_looking_back_finds_the_mirror_image(old, new):
    there, back = compare(old, new), compare(new, old)

    def of(comparison, *, turned):
        seen = set()
        for row in comparison.rows:
            states = tuple(MIRRORED.get(state, state) for state in row.states) if turned else row.states
            values = [(c.name, c.label, *((c.new, c.old) if turned else (c.old, c.new))) for c in row.changes]
            seen.add((row.row.key, states, tuple(values)))
        return seen

    assert of(there, turned=False) == of(back, turned=True)
    assert [row.difference for row in there.sums] == [-row.difference for row in back.sums]
    assert bool(there) == bool(back)


@given(TEXTS, TEXTS)
def test_pieces_hold_every_word_of_both_texts(old, new):
    pieces = word_pieces(old, new)

    def words(*kinds):
        return " ".join(piece.text for piece in pieces if piece.kind in kinds).split()

    assert words("equal", "delete") == old.split()
    assert words("equal", "insert") == new.split()


@pytest.mark.parametrize(
    ("old", "new", "kinds"),
    [
        ("", "", []),
        ("a b c", "a b c", ["equal"]),
        ("one two three four", "one two and a half four", ["equal", "delete", "insert", "equal"]),
        ("x y z", "quite another sentence with a y", ["delete", "insert"]),
    ],
)
def test_pieces_are_as_few_as_they_can_be_read(old, new, kinds):
    assert [piece.kind for piece in word_pieces(old, new)] == kinds
