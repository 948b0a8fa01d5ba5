from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.utils import timezone

from core.errors import DomainError, NotAllowed, StateConflict
from monitoring import services
from monitoring.models import Expenditure, Threshold
from monitoring.selectors.money import sheet_of
from monitoring.selectors.parts import obstacles
from plans import services as plans
from projects.services import amendments as projects
from tests.plugin import guards_lifted
from tests.world import bring_into_force

TODAY = timezone.localdate
QUERIES = 10
BEYOND = (
    "“Consultant who drafts the procedure” has USD 27,000, USD 29,700.01 would be spent in all: USD 2,700.01 too much. "
    "Ask for a budget revision, or enter what belongs to other lines there."
)


def plain(sentences):
    return [str(sentence).replace("\u00a0", " ") for sentence in sentences]


@pytest.fixture
def lines(next_report):
    """The budget lines by their description's first word."""
    return {line.description.split()[0]: line for line in next_report.version.lines.all()}


@pytest.fixture
def spend(next_report, project_manager, lines):
    """``spend("Workshops", "10.00", comment="…")`` in the second report."""

    def write(name, amount, **facts):
        row = next_report.expenditures.filter(line=lines[name]).first()
        facts.setdefault("revision", row.revision if row else 0)
        amount = Decimal(amount)
        return services.write_expenditure(next_report, lines[name], by=project_manager, amount=amount, **facts)

    return write


def row_of(report, line):
    return next(row for row in sheet_of(report).rows if row.line == line)


def test_amounts_add_up_with_those_of_accepted_reports(next_report, spend, lines):
    spend("Workshops", "1000.10", commitments=Decimal("5.50"))

    sheet = sheet_of(next_report)
    row = row_of(next_report, lines["Workshops"])
    assert (row.budget, row.before, row.period, row.cumulative, row.left) == (
        Decimal("72000.00"), Decimal("24000.00"), Decimal("1000.10"), Decimal("25000.10"), Decimal("46999.90"),
    )  # fmt: skip
    assert (sheet.total.before, sheet.total.cumulative) == (Decimal("47400.00"), Decimal("48400.10"))
    assert sheet.left_after_commitments == Decimal("149700.00") - Decimal("48400.10") - Decimal("5.50")
    assert [block.title for block in sheet.blocks] == [
        "Staff", "Office", "1.1.1 Train officials in six workshops", "1.1.2 Evaluate the project",
    ]  # fmt: skip


def test_reports_that_are_not_accepted_do_not_count_as_spent_before(running_project, report_in, cast):
    report_in("ENDORSED")
    final = services.open_report(running_project.duties.get(kind="FINAL"), by=cast.manager)

    assert sheet_of(final).total.before == Decimal("47400.00")


def test_an_amount_saved_elsewhere_meanwhile_is_not_overwritten(next_report, spend):
    spend("Workshops", "10.00")

    with pytest.raises(StateConflict):
        spend("Workshops", "20.00", revision=0)

    assert next_report.expenditures.get().amount == Decimal("10.00")


def test_a_line_of_another_plan_is_refused(next_report, project_manager, other_draft):
    line = other_draft.plan.current.lines.first()

    with pytest.raises(DomainError):
        services.write_expenditure(next_report, line, by=project_manager, amount=Decimal(1))

    assert next_report.expenditures.count() == 0


@pytest.mark.parametrize("name", ["applicant", "officer", "endorser", "stranger", "auditor"])
def test_others_write_no_amounts(next_report, lines, request, name):
    with pytest.raises(NotAllowed):
        services.write_expenditure(next_report, lines["Workshops"], by=request.getfixturevalue(name), amount=Decimal(1))


def test_a_credit_is_explained_and_not_above_what_was_spent(spend):
    with pytest.raises(DomainError) as silent:
        spend("Workshops", "-1.00", revision=0)
    with pytest.raises(DomainError) as too_much:
        spend("Workshops", "-24000.01", comment="Refund", revision=0)

    assert str(silent.value) == "An amount below zero is a credit: say in the comment what was credited."
    assert plain(too_much.value.sentences) == [
        "USD 24,000 was spent on this line before: a credit of USD 24,000.01 is USD 0.01 too much."
    ]
    assert Expenditure.objects.filter(amount__lt=0).count() == 0
    assert spend("Workshops", "-24000.00", comment="Refund", revision=0).amount == Decimal("-24000.00")


def test_commitments_are_not_below_zero(spend):
    with pytest.raises(Exception, match="0"):
        spend("Workshops", "1.00", commitments=Decimal("-0.01"))


def money_obstacles(report):
    return [sentence for sentence in plain(obstacles(report)) if "“" in sentence or "budget is" in sentence]


def test_a_line_over_its_budget_needs_a_comment(written_report, spend):
    spend("Consultant", "18000.01")

    assert money_obstacles(written_report) == [
        "“Consultant who drafts the procedure” is USD 0.01 over its budget: say why in a comment."
    ]
    spend("Consultant", "18000.01", comment="A day more.")
    assert money_obstacles(written_report) == []


def test_a_line_beyond_the_tolerance_needs_a_revision(written_report, spend):
    spend("Consultant", "20700.01", comment="More days.")

    assert money_obstacles(written_report) == [BEYOND]
    Threshold.objects.filter(pk="overspend_percent").update(value=11)
    assert money_obstacles(written_report) == []


def test_more_than_the_whole_budget_is_refused(written_report, spend):
    for name, amount in (("Project", "21600"), ("Office", "7200"), ("Workshops", "48000"), ("External", "7500")):
        spend(name, amount)
    spend("Consultant", "18000.01", comment="A day more.")

    assert money_obstacles(written_report) == [
        "The budget is USD 149,700, USD 149,700.01 would be spent in all: USD 0.01 too much."
    ]


def test_every_line_needs_an_amount(next_report, spend):
    spend("Workshops", "0")

    assert "Enter what was spent; write 0 where nothing was. Lines without an amount: 4." in plain(
        obstacles(next_report)
    )


def test_the_evaluation_line_is_warned_of_before_the_end(next_report, spend, lines):
    spend("External", "10")

    assert row_of(next_report, lines["External"]).warnings == [
        "The evaluation line stays unspent until the project ends (rule B12)."
    ]
    assert sheet_of(next_report).light == "RED"


def test_the_evaluation_is_paid_in_the_final_report(running_project, cast):
    final = services.open_report(running_project.duties.get(kind="FINAL"), by=cast.manager)
    line = final.version.lines.get(is_evaluation=True)
    services.write_expenditure(final, line, by=cast.manager, amount=Decimal("7500.00"))

    assert row_of(final, line).warnings == []


def day(report, what):
    duty = report.duty
    return {
        "before the period": duty.starts_on - timedelta(days=1),
        "to come": TODAY() + timedelta(days=1),
        "first": duty.starts_on,
    }[what]


@pytest.mark.parametrize("what", ["before the period", "to come"])
def test_accounts_of_an_impossible_day_are_refused(next_report, project_manager, what):
    with pytest.raises(DomainError):
        services.write_accounts(next_report, by=project_manager, basis="ACTUAL", ledger_on=day(next_report, what))

    next_report.refresh_from_db()
    assert next_report.ledger_on is None


def test_accounts_after_the_closing_date_are_refused(accepted_report, running_project, project_manager):
    correction = services.correct_report(accepted_report, by=project_manager, reason="An invoice.")
    running_project.duties.filter(kind="FINAL").update(due_on=TODAY() - timedelta(days=1))

    with pytest.raises(DomainError, match="closing date"):
        services.write_accounts(correction, by=project_manager, basis="ACTUAL", ledger_on=TODAY())


def test_accounts_changed_elsewhere_are_not_overwritten(next_report, project_manager):
    services.write_accounts(next_report, by=project_manager, basis="COMMITMENTS", ledger_on=None)

    with pytest.raises(StateConflict):
        services.write_accounts(
            next_report, by=project_manager, basis="ACTUAL", ledger_on=day(next_report, "first"), seen=("ACTUAL", None)
        )


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ("CLOSED", "You may not change this report."),
        ("CANCELLED", "The project is closed: nothing can be spent any more. Ask a Fund officer."),
    ],
)
def test_a_project_that_is_over_spends_nothing(next_report, running_project, spend, state, sentence):
    running_project.state = state
    running_project.save()

    with pytest.raises(DomainError) as refusal:
        spend("Workshops", "1.00")

    assert str(refusal.value) == sentence
    assert next_report.expenditures.count() == 0


def test_a_correction_counts_what_was_reported_after_it(accepted_report, report_in, project_manager):
    report_in("ACCEPTED")
    correction = services.correct_report(accepted_report, by=project_manager, reason="An invoice came late.")
    row = correction.expenditures.get(line__description__startswith="Consultant")
    services.write_expenditure(
        correction, row.line, by=project_manager, amount=Decimal("20700.01"), comment="Late.", revision=row.revision
    )

    assert money_obstacles(correction) == [BEYOND]


@pytest.fixture
def amended(next_report, running_project, project_manager, cast):
    """The plan revised after the second report was started: twelve days more of the consultant, cheaper workshops."""
    version = projects.amend(running_project, by=project_manager, comment="Prices rose.", kinds=["BUDGET"])
    for word, facts in (("Consultant", {"quantity": Decimal(72)}), ("Workshops", {"unit_cost": Decimal(11100)})):
        line = version.lines.get(description__startswith=word)
        plans.change(line, by=project_manager, revision=line.revision, **facts)
    return bring_into_force(version, cast)


def test_a_report_takes_over_a_revised_budget(written_report, amended, spend, project_manager, lines):
    spend("Consultant", "23400.00", comment="More days.")
    assert len(money_obstacles(written_report)) == 1

    report = services.follow_plan(written_report, by=project_manager)

    assert report.version == amended
    assert money_obstacles(report) == []
    assert {row.line.version for row in report.expenditures.select_related("line__version")} == {amended}
    assert {row.indicator.node.version for row in report.actuals.all()} == {amended}
    with pytest.raises(StateConflict):
        services.follow_plan(report, by=project_manager)


def test_amounts_that_the_revised_budget_has_no_place_for_are_not_lost(
    written_report, running_project, project_manager, cast, spend
):
    version = projects.amend(running_project, by=project_manager, comment="Without the consultant.", kinds=["BUDGET"])
    line = version.lines.get(description__startswith="Consultant")
    other = version.lines.get(description__startswith="Workshops")
    plans.change(other, by=project_manager, revision=other.revision, unit_cost=Decimal(16500))
    plans.remove(line, by=project_manager)
    with guards_lifted():  # as it was before an amendment had to keep the lines on which money was spent
        running_project.entries.filter(lineage=line.lineage).delete()
    bring_into_force(version, cast)

    with pytest.raises(DomainError) as refusal:
        services.follow_plan(written_report, by=project_manager)
    assert str(refusal.value) == (
        "“Consultant who drafts the procedure” is not in the revised plan: enter its amount on another line first."
    )
    spend("Consultant", "0")

    report = services.follow_plan(written_report, by=project_manager)

    sheet = sheet_of(report)
    assert report.expenditures.count() == 4
    assert sheet.total.before == Decimal("47400.00")
    assert [(row.line.description, row.budget, row.before) for row in sheet.rows if not row.is_in_plan] == [
        ("Consultant who drafts the procedure", 0, Decimal("9000.00"))
    ]


@pytest.mark.parametrize("name", ["officer", "applicant", "stranger"])
def test_others_do_not_change_the_plan_of_a_report(written_report, amended, request, name):
    with pytest.raises(NotAllowed):
        services.follow_plan(written_report, by=request.getfixturevalue(name))


def test_figures_of_a_report_follow_plan_and_time(written_report):
    sheet = sheet_of(written_report)

    assert (sheet.burn, sheet.planned, sheet.gap) == (Decimal("63.3"), Decimal("66.7"), Decimal("-3.4"))
    assert (sheet.support_share, sheet.support_limit, sheet.is_support_over) == (Decimal("30.4"), Decimal(30), True)
    assert sheet.forecast == Decimal("94800.00") + Decimal("49900.00")
    assert sheet.light == "GREEN"


def more_lines(version, count):
    """Give a plan in force more lines, as no person could."""
    pattern = version.lines.get(description__startswith="Workshops")
    with guards_lifted():
        for number in range(count):
            pattern.pk, pattern._state.adding, pattern.lineage = None, True, uuid4()
            pattern.position = 100 + number
            pattern.save(force_insert=True)


@pytest.mark.parametrize("count", [0, 25])
def test_the_number_of_queries_does_not_grow_with_the_lines(written_report, count, django_assert_num_queries):
    more_lines(written_report.version, count)

    with django_assert_num_queries(QUERIES):
        assert len(sheet_of(written_report).rows) == 5 + count
