"""Out and in again: the same plan, and only what somebody changed."""

import io
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from core.spreadsheets import neutral, restored
from plans import services
from plans.forms import ActivityForm, IndicatorForm, LineForm, RiskForm
from plans.models import Activity, BudgetLine, Indicator, ResultNode, Risk
from plans.selectors import framework
from plans.snapshot import content_hash
from plans.workbook.checks import DEFAULTS
from plans.workbook.columns import Choice, folded
from plans.workbook.rows import rows_of
from plans.workbook.sheets import SHEETS, Lists
from plans.workbook.writing import write

from .workbooks import Desk, apply, problems, told

pytestmark = pytest.mark.once  # the files are the same, whatever the database


@pytest.mark.parametrize("plan", ["full", "large"])
def test_round_trip_shows_no_difference_and_keeps_the_hash(plan, request):
    version = request.getfixturevalue(plan)
    before = content_hash(version)

    found = Desk(version).differences()

    assert (told(found), problems(found), found.differences.notes, found.seen) == ([], {}, [], before)


def test_round_trip_through_another_plan_state_gives_the_same_hash(full, applicant):
    """Write, change everything in the portal, upload the old workbook's values as changes: the plan is the old one again."""
    desk, before = Desk(full), content_hash(full)
    line = full.lines.filter(category="OPERATIONAL").first()
    services.change(line, by=applicant, revision=line.revision, description="Else", unit_cost=Decimal("7.77"))
    indicator = Indicator.objects.get(title="Officers trained")
    services.change(
        indicator,
        by=applicant,
        revision=indicator.revision,
        milestones=[],
        axes=[],
        goals=[],
        split_targets={},
        unit="x",
    )
    page = desk.book["_plan"]
    prints = {row.key: row.fingerprint for row in rows_of(full).rows}
    for row in page.iter_rows(min_row=7):  # as if it had been written after those changes
        row[4].value = prints[row[2].value]

    found = desk.differences()
    counts = apply(found, full, applicant)

    assert (counts, content_hash(full)) == ({"added": 0, "changed": 2, "removed": 0}, before)


@pytest.mark.parametrize("language", ["fr", "es"])
@pytest.mark.parametrize("back", ["en", "fr"])
def test_workbook_of_one_language_is_read_in_another(full, language, back):
    with translation.override(language):
        desk = Desk(full)
    with translation.override(back):
        found = desk.differences()

    assert (told(found), problems(found)) == ([], {})


TEXTS = [
    "=1+1",
    "'=1",
    "''@x",
    "-5",
    "+x",
    "@SUM(A1)",
    "a\r\nb",
    "#N/A",
    "_x0041_",
    "_x005F_x0041_",
    "1.10",
    "ñ’« »",
    "TRUE",
]


@pytest.mark.parametrize("text", TEXTS)
def test_text_comes_back_as_it_was(version, applicant, text):
    line = version.lines.first()
    services.change(line, by=applicant, revision=1, description=text, calculation_note=text)

    desk = Desk(version)
    found = desk.differences()

    assert desk.cell("lines", "description").data_type == "s"
    assert (told(found), problems(found)) == ([], {})


@given(st.text(max_size=60))
@example("'=x")
@example("''")
def test_neutral_text_is_restored(text):
    kept = neutral(text).removeprefix("'") if neutral(text) != text else text

    assert restored(neutral(kept)) == kept


@pytest.mark.parametrize(
    ("sheet", "name", "value", "shown"),
    [
        ("results", "statement", "Another objective", ("Another objective",)),
        ("indicators", "target_value", 130.5, ("120", "130.5")),
        ("indicators", "milestones", "6: 50; 12: 120", ("6: 40; 12: 120", "6: 50; 12: 120")),
        ("indicators", "milestones", '6: 40 "after the law; or: before"', ('6: 40 "after the law; or: before"',)),
        ("indicators", "split_targets", "sex.men: 60\nsex.women: 60", ("sex.men: 60; sex.women: 60",)),
        ("indicators", "goals", "gcm-10, SDG-5.2", ("GCM-10, SDG-5.2",)),
        ("indicators", "axes", "", ("",)),
        ("indicators", "counts_people", "Non", ("No",)),
        ("indicators", "frequency", "Tous les mois", ("Every month",)),
        ("activities", "title", "=Training", ("=Training",)),
        ("activities", "end_month", "12", ("12",)),
        ("lines", "unit_cost", "1,234.50", ("1,234.50",)),
        ("lines", "unit_cost", 0.1 + 0.2, ("0.30",)),
        ("risks", "impact", 5, ("5",)),
    ],
)
def test_change_of_one_cell_is_one_difference(full, applicant, sheet, name, value, shown):
    row = {
        "indicators": next(
            n for n, r in enumerate(rows_of(full).of("indicators")) if r.values["title"] == "Officers trained"
        )
    }
    desk = Desk(full)
    desk.cell(sheet, name, row.get(sheet, 0)).value = value
    if isinstance(value, str):
        desk.cell(sheet, name, row.get(sheet, 0)).data_type = "s"

    found = desk.differences()

    ((kind, _label, cells),) = told(found)
    assert (kind, list(cells), cells[name][-len(shown) :], problems(found)) == ("changed", [name], shown, {})
    assert apply(found, full, applicant) == {"added": 0, "changed": 1, "removed": 0}
    assert told(Desk(full).differences()) == []


EDITABLE = [
    ("results", "statement"), ("results", "assumptions"), ("indicators", "title"), ("indicators", "definition"),
    ("indicators", "responsible"), ("activities", "title"), ("activities", "responsible_party"), ("lines", "description"),
    ("lines", "calculation_note"), ("lines", "unit_cost"), ("lines", "quantity"), ("risks", "cause"), ("risks", "response"),
]  # fmt: skip


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_any_change_of_any_cell_is_exactly_one_difference(full, data):
    desk = Desk(full)
    sheet, name = data.draw(st.sampled_from(EDITABLE))
    row = data.draw(st.integers(min_value=1 if name == "assumptions" else 0, max_value=desk.rows(sheet) - 1))
    column, cell = SHEETS[sheet].column(name), desk.cell(sheet, name, row)
    if name in ("unit_cost", "quantity"):
        number = data.draw(st.decimals(min_value=Decimal("0.01"), max_value=9_999_999, places=2))
        cell.value = data.draw(st.sampled_from([number, float(number), str(number)]))
        expected = column.show(str(number), None)
    else:
        expected = data.draw(
            st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=50)
        )
        cell.value, cell.data_type = neutral(expected), "s"
    before = rows_of(full).of(sheet)[row].values[name]
    old = column.show(before, rows_of(full).lists)

    found = Desk.differences(desk)

    wanted = [] if old == expected else [("changed", {name: (old, expected)})]
    if name == "quantity" and found.differences.problems:  # the amount of the line can be too large
        return
    assert [(kind, cells) for kind, _label, cells in told(found)] == wanted


def test_new_rows_find_their_places(full, applicant):
    desk = Desk(full)
    desk.add("results", number="2.1", statement="Its output")
    desk.add("results", number="2", statement="Second outcome", assumptions="Peace")
    desk.add(
        "indicators",
        node="2.1",
        title="Guides",
        baseline_value=0,
        baseline_year=2025,
        target_value=3,
        source_and_method="Count",
    )
    desk.add(
        "activities", number="2.1.1", output="2.1", title="Write", responsible_party="IOM", start_month=1, end_month=2
    )
    desk.add(
        "lines", part="Operational", activity="2.1.1", description="Author", unit="page", quantity=100, unit_cost=12.5,
        calculation_note="Offer of 2026",
    )  # fmt: skip
    desk.add("risks", description="Nobody reads", likelihood=2, impact="3")

    found = desk.differences()
    counts = apply(found, full, applicant)

    tree = framework(full)
    line = full.lines.last()
    assert problems(found) == {}
    assert counts == {"added": 6, "changed": 0, "removed": 0}
    assert [node.code for node in tree.nodes] == ["", "1", "1.1", "2", "2.1"]
    assert [one.title for one in tree.outputs[1].indicator_rows] == ["Guides"]
    assert (line.activity.code, line.periods, line.share_percent, line.amount) == ("2.1.1", 1, 100, Decimal("1250.00"))
    assert told(Desk(full).differences()) == []


def test_rows_move_to_other_results(full, applicant):
    objective = full.nodes.get(level=ResultNode.Level.OBJECTIVE)
    services.add_result(objective.children.get(), by=applicant, statement="Second output")
    desk = Desk(full)
    at = desk.rows("activities") - 1
    moved = desk.cell("activities", "title", at).value
    desk.cell("activities", "output", at).value = "1.2"

    found = desk.differences()
    apply(found, full, applicant)

    assert told(found) == [("changed", f"1.1.2 {moved}", {"output": ("1.1", "1.2")})]
    assert Activity.objects.get(output__version=full, title=moved).code == "1.2.1"


def test_emptied_rows_are_removed_only_when_ticked(full, applicant):
    desk = Desk(full)
    desk.empty("risks", 0)
    desk.empty("lines", 1)
    desk.cell("activities", "title").value = "Renamed"

    found = desk.differences()
    line = found.differences.removals[0]

    assert [(row.kind, row.sheet) for row in found.differences.removals] == [("removed", "lines"), ("removed", "risks")]
    assert apply(found, full, applicant, removals={line.key}) == {"added": 0, "changed": 1, "removed": 1}
    assert (BudgetLine.objects.filter(lineage=line.key).count(), Risk.objects.filter(version=full).count()) == (0, 1)
    assert full.removals.count() == 1


def test_copied_row_is_a_new_one(full, applicant):
    desk = Desk(full)
    page, last = desk.page("lines"), desk.rows("lines")
    for column, cell in enumerate(page[9], 1):
        target = desk.page("lines").cell(9 + last, column)
        target.value = cell.value
    desk.cell("lines", "description", last).value = "Copy"

    found = desk.differences()

    assert [(kind, label) for kind, label, _cells in told(found)] == [("added", "Copy")]
    assert apply(found, full, applicant)["added"] == 1


def test_what_changed_in_both_is_a_conflict_and_stays(full, applicant, colleague):
    desk = Desk(full)
    first, second = full.lines.all()[:2]
    services.change(first, by=applicant, revision=first.revision, description="In the portal")
    services.change(second, by=applicant, revision=second.revision, description="Only in the portal")
    desk.cell("lines", "description", 0).value = "In the workbook"
    desk.cell("risks", "description", 0).value = "Only in the workbook"

    found = desk.differences()
    apply(found, full, applicant)

    first.refresh_from_db()
    second.refresh_from_db()
    assert [row.kind for row in found.differences.conflicts] == ["conflict"]
    assert (first.description, second.description) == ("In the portal", "Only in the portal")
    assert Risk.objects.get(version=full).description == "Only in the workbook"
    assert found.changed_by == (str(applicant),)


def test_row_removed_in_the_portal_and_changed_in_the_file_is_a_conflict(full, applicant):
    desk = Desk(full)
    services.remove(Risk.objects.get(version=full), by=applicant)
    desk.cell("risks", "cause", 0).value = "Pay"

    found = desk.differences()

    assert [(row.kind, row.sheet) for row in found.differences.conflicts] == [("conflict", "risks")]
    assert found.differences.may_apply is False


def test_row_added_in_the_portal_is_no_removal(full, applicant):
    desk = Desk(full)
    services.add_risk(full, by=applicant, description="Flood", likelihood=1, impact=1)

    found = desk.differences()

    assert (told(found), problems(found)) == ([], {})


@pytest.mark.parametrize(
    "column", [c for s in SHEETS.values() for c in s.columns if isinstance(c, Choice)], ids=lambda c: c.name
)
def test_labels_of_all_languages_are_told_apart(reference, column):
    lists = Lists.load()
    labels = {}
    for language in ("en", "fr", "es"):
        with translation.override(language):
            for code, label in column.options(lists).items():
                labels.setdefault(folded(label), set()).add(code)

    assert {label: codes for label, codes in labels.items() if len(codes) > 1} == {}


def test_workbook_protects_all_but_the_white_cells(full):
    book = load_workbook(io.BytesIO(write(full)))
    page = book["Budget"]

    assert [sheet.title for sheet in book if not sheet.protection.sheet] == []
    assert [sheet.title for sheet in book if sheet.sheet_state != "visible"] == ["_plan"]
    assert (page["A9"].protection.locked, page["B9"].protection.locked, page["C9"].protection.locked) == (
        True,
        True,
        False,
    )
    assert (page["K9"].value[:10], page["K9"].protection.locked) == ('=IF(G9="",', True)
    assert page["K1"].value == "=SUM($K$9:$K$133)"
    assert page.column_dimensions["A"].hidden
    kinds = sorted(check.type for check in page.data_validations.dataValidation if check.type)
    assert kinds == [*["decimal"] * 4, *["list"] * 2, *["textLength"] * 3]


def test_writing_and_reading_use_the_same_queries_for_any_size(full, applicant, django_assert_num_queries):
    with django_assert_num_queries(19):
        write(full)
    with django_assert_num_queries(39):
        Desk(full).differences()
    for number in range(25):
        services.add_risk(full, by=applicant, description=f"Risk {number}", likelihood=1, impact=1)
        services.add_line(
            full,
            by=applicant,
            category="STAFF",
            description="x",
            unit="x",
            quantity=1,
            periods=1,
            unit_cost=1,
            share_percent=Decimal(100),
        )
        services.add_activity(
            full.nodes.get(level="OUTPUT"), by=applicant, title="x", responsible_party="x", start_month=1, end_month=1
        )

    with django_assert_num_queries(19):
        write(full)
    with django_assert_num_queries(39):
        Desk(full).differences()


@pytest.mark.parametrize(("name", "becomes"), [("periods", "1"), ("share_percent", "100")])
def test_emptied_field_with_an_assumed_value_gets_that(full, applicant, name, becomes):
    line = full.lines.first()
    services.change(line, by=applicant, revision=line.revision, periods=Decimal(2), share_percent=Decimal(50))
    desk = Desk(full)
    desk.cell("lines", name).value = None

    found = desk.differences()

    assert [cell.new for cell in found.differences.rows[0].cells] == [becomes]
    assert apply(found, full, applicant)["changed"] == 1


@pytest.mark.parametrize("name", ["kind", "direction", "over_time", "baseline_state"])
def test_emptied_choice_of_an_indicator_is_what_the_portal_assumes(full, name):
    desk = Desk(full)
    desk.cell("indicators", name).value = None

    assert told(desk.differences()) == []


def test_row_stays_when_something_was_added_below_it_in_the_portal(full, applicant):
    objective = full.nodes.get(level=ResultNode.Level.OBJECTIVE)
    outcome = services.add_result(objective, by=applicant, statement="Second outcome")
    desk = Desk(full)
    services.add_result(outcome, by=applicant, statement="Its new output")
    desk.empty("results", 3)

    found = desk.differences()

    assert told(found) == [("conflict", "Outcome 2", {})]
    assert found.differences.conflicts[0].sentence == (
        "It is missing from the workbook, but somebody changed it in the portal."
    )


def test_removed_result_takes_along_what_is_below_it(full, applicant):
    objective = full.nodes.get(level=ResultNode.Level.OBJECTIVE)
    outcome = services.add_result(objective, by=applicant, statement="Second outcome")
    services.add_result(outcome, by=applicant, statement="Its output")
    desk = Desk(full)
    desk.empty("results", 3)
    desk.empty("results", 4)

    found = desk.differences()
    apply(found, full, applicant, removals={str(outcome.lineage)})

    assert told(found) == [("removed", "Outcome 2", {})]
    assert full.nodes.count() == 3


def test_new_rows_below_a_result_removed_in_the_portal_are_conflicts(full, applicant):
    outcome = full.nodes.get(level=ResultNode.Level.OUTCOME)
    output = services.add_result(outcome, by=applicant, statement="Second output")
    desk = Desk(full)
    services.remove(output, by=applicant)
    desk.add(
        "indicators",
        node="1.2",
        title="Guides",
        target_value=3,
        baseline_value=0,
        baseline_year=2025,
        source_and_method="x",
    )
    desk.cell("risks", "cause").value = "Pay"

    found = desk.differences()

    assert [(row.kind, row.sentence) for row in found.differences.conflicts] == [
        ("conflict", "Somebody removed in the portal what this row belongs to.")
    ]
    assert apply(found, full, applicant) == {"added": 0, "changed": 1, "removed": 0}


def test_hidden_rows_and_columns_in_another_order_are_read_alike(full):
    desk = Desk(full)
    page = desk.page("risks")
    page.row_dimensions[9].hidden = True
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=7, max_row=9)]
    for at, values in enumerate(rows, 7):
        for column, value in enumerate([*values[:2], *reversed(values[2:])], 1):
            page.cell(at, column).value = value
    desk.cell("risks", "cause").value = "Pay"
    desk.page("lines")["C8"].value = "Renamed"
    desk.page("lines").title = "Costs"

    assert told(desk.differences()) == [("changed", "1 Staff leave", {"cause": ("", "Pay")})]


FORMS = {"indicators": IndicatorForm, "activities": ActivityForm, "risks": RiskForm, "lines": LineForm}


@pytest.mark.parametrize("sheet", FORMS)
def test_workbook_needs_what_the_forms_need(full, sheet):
    needed = {name for name, field in FORMS[sheet](version=full).fields.items() if field.required}
    columns = {column.name for column in SHEETS[sheet].columns if column.is_required}

    assert columns - {"node", "output"} == needed - set(DEFAULTS.get(sheet, {})) - {"over_time"}
