"""The editors: each row saves by itself, with and without scripts, and only for those who may write."""

import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from plans import services
from plans.models import Activity, BudgetLine, CrossCutting, Indicator, Removal, Risk
from plans.services.copying import copied

HTMX = {"HTTP_HX_REQUEST": "true"}
LINE = {
    "grid": "1", "part": "STAFF", "description": "Driver", "unit": "month", "quantity": "2", "periods": "1",
    "unit_cost": "1,234.50", "share_percent": "100", "calculation_note": "Salary scale",
}  # fmt: skip


@pytest.fixture
def writer(client_for, applicant):
    return client_for(applicant)


@pytest.fixture
def address(full):
    """``address("line", row, "up/")``: where a row of the plan is written."""

    def of(*parts):
        return f"/en/workspace/plans/{full.pk}/" + "/".join(str(getattr(part, "pk", part)) for part in parts) + "/"

    return of


@pytest.fixture
def line(full):
    return BudgetLine.objects.filter(version=full, category="STAFF").first()


def lines_of(version):
    return list(BudgetLine.objects.filter(version=version).order_by("position").values_list("description", flat=True))


@pytest.mark.parametrize("page", ["results", "budget", "risks"])
def test_every_page_has_a_row_for_each_row_and_an_empty_one(writer, full, address, page):
    html = writer.get(address(page)).content.decode()

    ids = set(re.findall(r'<tr id="row-([0-9a-f-]+)"', html))
    rows = {
        "results": [*Indicator.objects.filter(node__version=full), *Activity.objects.filter(output__version=full)],
        "budget": full.lines.all(),
        "risks": full.risks.all(),
    }[page]
    assert ids == {str(row.lineage) for row in rows}
    assert html.count('class="grid-empty"') == {"results": 4, "budget": 1, "risks": 1}[page]


@pytest.mark.parametrize(("language", "written"), [("en", "1,234.50"), ("fr", "1\u202f234,50"), ("es", "1.234,50")])
def test_cells_are_written_as_the_language_writes_numbers(client_for, applicant, full, line, language, written):
    services.change(line, by=applicant, revision=line.revision, unit_cost=Decimal("1234.50"))

    html = client_for(applicant).get(f"/{language}/workspace/plans/{full.pk}/budget/").content.decode()

    assert f'name="unit_cost" value="{written}"' in html


def test_a_grid_row_saves_and_gets_its_revision_and_amount(writer, address, line):
    before = line.revision

    response = writer.post(address("line", line), LINE | {"revision": before}, **HTMX)

    line.refresh_from_db()
    assert (line.description, line.amount, line.revision) == ("Driver", Decimal("2469.00"), before + 1)
    html = response.content.decode()
    assert f'id="line-{line.pk}-revision" value="{before + 1}" hx-swap-oob="true"' in html
    assert "USD\xa02,469" in html
    assert '"unit_cost": "1,234.50"' in response.headers["HX-Trigger-After-Settle"]


def test_a_grid_row_keeps_the_fields_that_the_grid_does_not_show(writer, full, address):
    indicator = Indicator.objects.get(node__version=full, title="Officers trained")
    posted = {"grid": "1", "revision": indicator.revision, "title": "Officials trained", "target_value": "130"}

    writer.post(address("indicator", indicator), posted, **HTMX)

    indicator.refresh_from_db()
    assert (indicator.title, indicator.target_value, indicator.frequency) == ("Officials trained", 130, "ANNUAL")
    assert [axis.pk for axis in indicator.axes.all()] == ["sex"]
    assert list(indicator.milestones.values_list("month", "value")) == [(6, 40), (12, 120)]
    assert indicator.split_targets.get().value == 60


@pytest.mark.parametrize(
    ("wrong", "field", "sentence"),
    [
        ({"unit_cost": "NaN"}, "unit_cost", "NaN"),
        ({"unit_cost": "1e9"}, "unit_cost", "1e9"),
        ({"quantity": "-2"}, "quantity", "must be more than 0"),
        ({"share_percent": "130"}, "share_percent", "less than or equal to 100"),
        ({"description": ""}, "description", "This field is required"),
        ({"unit_cost": "9" * 20}, "unit_cost", "digits"),
        ({"part": "OPERATIONAL"}, "activity", "B06"),
    ],
)
def test_wrong_input_is_said_beside_the_row_and_changes_nothing(writer, address, line, wrong, field, sentence):
    response = writer.post(address("line", line), LINE | {"revision": line.revision} | wrong, **HTMX)

    html = response.content.decode()
    assert response.status_code == 200
    assert re.search(r'data-invalid="([^"]*)"', html)[1].split() == [field]
    assert sentence in html
    assert BudgetLine.objects.get(pk=line.pk).description == line.description != "Driver"


def test_a_row_changed_by_somebody_else_is_not_overwritten(writer, applicant, address, line):
    seen = line.revision
    services.change(line, by=applicant, revision=seen, description="Changed in another window")

    response = writer.post(address("line", line), LINE | {"revision": seen}, **HTMX)

    assert "Somebody else changed this row" in response.content.decode()
    assert BudgetLine.objects.get(pk=line.pk).description == "Changed in another window"


def test_the_empty_row_adds_and_the_grid_is_drawn_anew(writer, full, address):
    response = writer.post(address("line", "add"), LINE, **HTMX)

    added = full.lines.order_by("position").last()
    assert (added.description, added.position) == ("Driver", 6)
    assert (response.headers["HX-Retarget"], response.headers["HX-Reswap"]) == ("#editor", "outerHTML")
    assert f'"row": "row-{added.lineage}"' in response.headers["HX-Trigger-After-Swap"]
    assert f'id="row-{added.lineage}"' in response.content.decode()


def test_without_scripts_a_wrong_row_opens_its_own_page_with_what_was_typed(writer, address, line):
    response = writer.post(address("line", line), LINE | {"revision": line.revision, "quantity": "many"})

    html = response.content.decode()
    assert 'value="many"' in html
    assert 'value="Driver"' in html
    assert "error-summary" in html


def test_without_scripts_saving_leads_back_to_the_row(writer, address, line):
    response = writer.post(address("line", line), LINE | {"revision": line.revision})

    assert response.headers["Location"] == f"{address('budget')}#row-{line.lineage}"


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_rows_are_moved_duplicated_removed_and_brought_back(writer, full, address, headers):
    first, second = full.lines.order_by("position")[:2]
    before = lines_of(full)

    writer.post(address("line", first, "down"), **headers)
    assert lines_of(full) == [before[1], before[0], *before[2:]]
    writer.post(address("line", first, "up"), **headers)
    writer.post(address("line", first, "duplicate"), **headers)
    assert lines_of(full) == [before[0], *before]
    writer.post(address("line", second, "remove"), **headers)
    assert lines_of(full) == [before[0], before[0], *before[2:]]
    writer.post(address("budget", "removals", Removal.objects.get(), "restore"), **headers)
    assert lines_of(full) == [before[0], *before]


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_refused_removal_says_why_and_stays_on_the_page(writer, full, address, headers):
    activity = Activity.objects.get(output__version=full, code="1.1.1")

    response = writer.post(address("activity", activity, "remove"), follow=True, **headers)

    assert "Budget lines follow these activities" in response.content.decode()
    assert Activity.objects.filter(pk=activity.pk).exists()


def test_half_years_are_typed_on_their_own_page(writer, address, line):
    half = line.amount / 2
    posted = {"revision": line.revision, "phase_1": str(half), "phase_2": "", "phase_3": str(half)}

    writer.post(address("line", line, "half-years"), posted)

    assert list(line.phase_amounts.values_list("phase", "amount")) == [(1, half), (2, 0), (3, half)]


def test_half_years_that_do_not_add_up_are_shown_again(writer, address, line):
    posted = {"revision": line.revision, "phase_1": "1", "phase_2": "", "phase_3": ""}

    html = writer.post(address("line", line, "half-years"), posted).content.decode()

    assert "must add up to the line" in html
    assert list(line.phase_amounts.values_list("amount", flat=True)) == [line.amount, 0, 0]


def test_empty_half_years_follow_the_activity_again(writer, address, line):
    writer.post(
        address("line", line, "half-years"), {"revision": line.revision, "phase_1": "", "phase_2": "", "phase_3": ""}
    )

    assert line.phase_amounts.count() == 0


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_concern_is_marked(writer, full, address, headers):
    posted = {"disability-marker": "2", "disability-explanation": "Counters without steps"}

    writer.post(address("risks", "concerns", "DISABILITY"), posted, **headers)

    marker = CrossCutting.objects.get(version=full, theme="DISABILITY")
    assert (marker.marker, marker.explanation) == (2, "Counters without steps")


def test_unknown_kinds_rows_and_concerns_are_404(writer, full, address, line):
    other = Risk.objects.get()
    found = [
        writer.get(address("plan", line)),
        writer.get(address("line", "add", full.nodes.first())),
        writer.get(address("indicator", "add")),
        writer.get(address("line", other.pk + 10_000)),
        writer.post(address("risks", "concerns", "MONEY")),
        writer.post(address("budget", "removals", 1, "restore")),
    ]

    assert {response.status_code for response in found} == {404}


@pytest.mark.parametrize("who", ["colleague", "stranger", "endorser", "reviewer", "officer", "auditor", None])
def test_only_the_owner_writes(request, client_for, full, address, line, who):
    client = client_for(request.getfixturevalue(who)) if who else Client()
    writes = [
        (address("line", line), LINE | {"revision": line.revision}),
        (address("line", "add"), LINE),
        (address("line", line, "duplicate"), {}),
        (address("line", line, "remove"), {}),
        (address("risks", "concerns", "GENDER"), {"gender-marker": "2"}),
        (address("line", line, "half-years"), {"revision": line.revision}),
    ]

    statuses = {client.post(url, data, **HTMX).status_code for url, data in writes}

    assert statuses == ({404} if who else {302})
    assert lines_of(full).count("Driver") == 0
    assert full.lines.count() == 5
    assert CrossCutting.objects.get(theme="GENDER").marker == 1


def test_a_submitted_plan_is_read_and_not_written(writer, applicant, full, address, line):
    services.submit(full, by=applicant)

    html = writer.get(address("budget")).content.decode()

    assert "data-grid" not in html
    assert line.description in html
    refused = writer.post(address("line", line, "remove"), follow=True).content.decode()
    assert "was submitted meanwhile" in refused
    assert full.lines.count() == 5


QUERIES = {"results": 26, "budget": 20, "risks": 9}


@pytest.mark.parametrize("page", QUERIES)
def test_editors_cost_the_same_at_25_more_rows(writer, applicant, full, address, page, django_assert_num_queries):
    writer.get(address(page))
    with django_assert_num_queries(QUERIES[page]):
        writer.get(address(page))
    output, line, risk = full.nodes.get(level="OUTPUT"), full.lines.first(), full.risks.get()
    for _turn in range(25):
        services.duplicate(line, by=applicant)
        services.duplicate(risk, by=applicant)
        services.duplicate(output.indicators.first(), by=applicant)

    with django_assert_num_queries(QUERIES[page]):
        writer.get(address(page))


@pytest.mark.parametrize("category", ["STAFF", "OPERATIONAL"])
def test_saving_a_row_of_a_budget_of_120_lines_takes_10_statements(writer, full, address, category):
    """Besides savepoints, which only hold what a test does inside its own transaction."""
    line = full.lines.filter(category=category).first()
    BudgetLine.objects.bulk_create(copied(line, fresh=True, position=position) for position in range(6, 121))
    posted = LINE | {"part": category, "activity": line.activity_id or "", "unit_cost": str(line.unit_cost)}
    writer.post(address("line", line), posted | {"revision": line.revision}, **HTMX)

    with CaptureQueriesContext(connection) as captured:
        writer.post(address("line", line), posted | {"revision": line.revision + 1, "description": "Cook"}, **HTMX)

    line.refresh_from_db()
    assert line.description == "Cook"
    assert len([one["sql"] for one in captured if "SAVEPOINT" not in one["sql"]]) == 10
