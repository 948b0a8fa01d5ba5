"""Copies, amendments, removal and its undoing: what was written comes back as it was."""

from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from core.errors import DomainError, NotAllowed, StateConflict
from core.models import AuditEvent
from plans import services
from plans.models import Activity, BudgetLine, Indicator, PlanVersion, Removal, ResultNode, Risk
from plans.selectors import phases_of, whole
from plans.snapshot import as_data, content_hash


@pytest.fixture
def approved(full, approver):
    """The full version, approved."""
    services.submit(full, by=full.plan.application.owner)
    return services.approve(full, by=approver)


@pytest.fixture
def may_amend(monkeypatch):
    """Whoever asks may amend and edit: who may is the business of the app that holds the plan."""
    monkeypatch.setattr("plans.services.versions.allows", lambda *_args: True)


def test_amend_copies_everything_under_the_same_lineages(approved, officer, may_amend):
    draft = services.amend(approved, by=officer, reason="More posts than planned")

    assert (draft.number, draft.origin, draft.based_on, draft.status) == (2, "AMENDMENT", approved, "DRAFT")
    assert as_data(draft) == as_data(approved)
    assert content_hash(draft) == approved.content_hash
    assert AuditEvent.objects.last().comment == "More posts than planned"


def test_approved_amendment_supersedes_and_leaves_the_old_as_it_was(approved, officer, approver, may_amend):
    before = as_data(approved)
    draft = services.amend(approved, by=officer, reason="Fewer officers")
    indicator = Indicator.objects.get(node__version=draft, title="Officers trained")
    services.change(indicator, by=officer, revision=1, target_value=Decimal(90), milestones=[(12, Decimal(90), "")])

    services.submit(draft, by=officer)
    services.approve(draft, by=approver)

    approved.refresh_from_db()
    assert (approved.status, approved.plan.approved) == ("SUPERSEDED", draft)
    assert as_data(approved) == before
    assert draft.content_hash != approved.content_hash


@pytest.mark.parametrize(
    ("reason", "error"),
    [("", DomainError), ("  ", DomainError)],
)
def test_amend_without_reason_is_refused(approved, officer, may_amend, reason, error):
    with pytest.raises(error):
        services.amend(approved, by=officer, reason=reason)

    assert approved.plan.versions.count() == 1


def test_amend_twice_is_refused(approved, officer, may_amend):
    services.amend(approved, by=officer, reason="First")

    with pytest.raises(StateConflict):
        services.amend(approved, by=officer, reason="Second")

    assert approved.plan.versions.count() == 2


def test_amend_by_those_without_the_right_is_refused(approved, stranger):
    with pytest.raises(NotAllowed):
        services.amend(approved, by=stranger, reason="Mine now")

    assert approved.plan.versions.count() == 1


FROZEN = [
    "UPDATE plans_milestone SET value = 1",
    "DELETE FROM plans_milestone",
    "UPDATE plans_splittarget SET value = 1",
    "DELETE FROM plans_indicator_axes",
    "DELETE FROM plans_indicator_goals",
    "UPDATE plans_phaseamount SET amount = 1",
    "UPDATE plans_risk SET impact = 1",
    "DELETE FROM plans_crosscutting",
    "INSERT INTO plans_milestone (indicator_id, month, text) SELECT indicator_id, 17, 'x' FROM plans_milestone",
]


@pytest.mark.parametrize("statement", FROZEN)
def test_database_refuses_to_change_what_hangs_below_an_approved_plan(approved, statement):
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert content_hash(approved) == approved.content_hash


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE plans_indicator SET scale_id = NULL WHERE kind = 'SCALE'",
        "UPDATE plans_milestone SET value = NULL, text = ''",
        "UPDATE plans_phaseamount SET amount = -1",
        "UPDATE plans_risk SET likelihood = 6",
        "UPDATE plans_crosscutting SET marker = 3",
        "UPDATE plans_activity SET milestone_month = 99",
        "UPDATE plans_planversion SET number = 2, reason = 'no base'",
    ],
)
def test_database_refuses_what_a_row_may_not_be(full, statement):
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_percentage_may_exceed_100_only_when_said(full, applicant):
    indicator = Indicator.objects.get(node__version=full, title="Cases closed")
    with pytest.raises(DomainError):
        services.change(indicator, by=applicant, revision=1, target_value=Decimal(140))

    changed = services.change(indicator, by=applicant, revision=1, target_value=Decimal(140), may_exceed_100=True)

    assert changed.target_value == 140


@pytest.mark.parametrize("model", [ResultNode, Indicator, Activity, BudgetLine, Risk])
def test_duplicate_stands_after_its_original_with_a_lineage_of_its_own(full, applicant, model):
    rows = {ResultNode: {"level": "OUTPUT"}, BudgetLine: {"category": "STAFF"}}.get(model, {})
    row = model.objects.filter(**rows).order_by("position", "pk").first()

    copy = services.duplicate(row, by=applicant)

    row.refresh_from_db()
    copy.refresh_from_db()
    assert copy.position == row.position + 1
    assert copy.lineage != row.lineage


def test_duplicate_output_brings_its_indicators_and_activities(full, applicant):
    output = full.nodes.get(level="OUTPUT")

    copy = services.duplicate(output, by=applicant)

    tree = whole(full)
    first, second = tree.outputs
    assert (first.code, second.code, copy.statement) == ("1.1", "1.2", output.statement)
    assert [row.title for row in second.indicator_rows] == [row.title for row in first.indicator_rows]
    assert [row.code for row in second.activity_rows] == ["1.2.1", "1.2.2"]
    trained = next(row for row in second.indicator_rows if row.title == "Officers trained")
    assert [milestone.month for milestone in trained.milestones.all()] == [6, 12]
    assert {row.lineage for row in first.indicator_rows}.isdisjoint(row.lineage for row in second.indicator_rows)


def test_move_changes_order_and_numbers_and_stops_at_the_end(full, applicant):
    output = full.nodes.get(level="OUTPUT")
    titles = list(Activity.objects.filter(output=output).order_by("position").values_list("title", flat=True))
    first = Activity.objects.get(output=output, title=titles[0])

    services.move(first, by=applicant, step=1)
    services.move(first, by=applicant, step=5)

    rows = Activity.objects.filter(output=output).order_by("position").values_list("title", "code")
    assert list(rows) == [(titles[1], "1.1.1"), (titles[0], "1.1.2")]


@pytest.mark.parametrize("model", [Indicator, BudgetLine, Risk])
def test_restored_row_is_as_it_was(full, applicant, model):
    rows = {BudgetLine: {"category": "STAFF"}, Indicator: {"title": "Officers trained"}}.get(model, {})
    row = model.objects.filter(**rows).first()
    before = content_hash(full)

    removal = services.remove(row, by=applicant)
    assert content_hash(full) != before
    services.restore(removal, by=applicant)

    assert content_hash(full) == before
    assert Removal.objects.count() == 0


def test_restored_row_stands_where_it_stood(full, applicant):
    copy = services.duplicate(full.lines.get(position=2), by=applicant)
    before = list(full.lines.order_by("position").values_list("pk", flat=True))

    services.restore(services.remove(copy, by=applicant), by=applicant)

    assert list(full.lines.order_by("position").values_list("pk", flat=True)) == before


def test_restored_output_brings_back_all_below_it(full, applicant):
    output = full.nodes.get(level="OUTPUT")
    copy = services.duplicate(output, by=applicant)
    before = content_hash(full)

    removal = services.remove(copy, by=applicant)
    assert len(whole(full).outputs) == 1
    services.restore(removal, by=applicant)

    assert content_hash(full) == before


def test_restore_below_what_is_gone_is_refused(full, applicant):
    output = services.duplicate(full.nodes.get(level="OUTPUT"), by=applicant)
    indicator = services.remove(output.indicators.first(), by=applicant)
    services.remove(output, by=applicant)

    with pytest.raises(DomainError, match="removed too"):
        services.restore(indicator, by=applicant)

    assert Removal.objects.count() == 2


def test_half_years_follow_the_activity_until_typed(full, applicant):
    line = BudgetLine.objects.filter(version=full, category="OFFICE").first()

    assert phases_of(line, 18) == [line.amount / 3] * 3

    typed = [Decimal(0), line.amount, Decimal(0)]
    services.change(line, by=applicant, revision=line.revision, phases=typed)
    assert phases_of(BudgetLine.objects.get(pk=line.pk), 18) == typed


def test_typed_half_years_follow_a_new_amount_in_their_proportions(full, applicant):
    line = BudgetLine.objects.filter(version=full, category="OFFICE").first()
    third = line.amount / 3
    services.change(line, by=applicant, revision=line.revision, phases=[third, third * 2, Decimal(0)])
    line.refresh_from_db()

    changed = services.change(line, by=applicant, revision=line.revision, unit_cost=line.unit_cost * 2)

    assert phases_of(changed, 18) == [third * 2, third * 4, 0]


@pytest.mark.parametrize("off", ["0.01", "-0.01"])
def test_half_years_that_do_not_make_the_line_are_refused(full, applicant, off):
    line = BudgetLine.objects.filter(version=full, category="OFFICE").first()

    with pytest.raises(DomainError, match=r"differ by USD.0\.01"):
        services.change(line, by=applicant, revision=line.revision, phases=[line.amount, Decimal(off)])

    assert line.phase_amounts.count() == 0


def test_set_marker_replaces_what_was_said(full, applicant):
    services.set_marker(full, by=applicant, theme="GENDER", marker=2)

    assert list(full.cross_cutting.values_list("theme", "marker", "explanation")) == [("GENDER", 2, "")]


def test_milestones_after_the_end_are_refused(full, applicant):
    indicator = Indicator.objects.get(node__version=full, title="Officers trained")

    with pytest.raises(DomainError, match="a milestone lies later"):
        services.change(indicator, by=applicant, revision=1, milestones=[(19, Decimal(1), "")])

    assert list(indicator.milestones.values_list("month", flat=True)) == [6, 12]


def test_frozen_versions_cannot_be_edited_through_services(approved, applicant):
    with pytest.raises((NotAllowed, StateConflict)):
        services.remove(Risk.objects.get(), by=applicant)

    assert PlanVersion.objects.get().status == "APPROVED"
    assert Risk.objects.count() == 1
