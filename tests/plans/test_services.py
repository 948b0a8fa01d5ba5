from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from core.errors import DomainError, NotAllowed, StateConflict
from plans import services
from plans.models import Activity, BudgetLine, Indicator, PlanVersion, ResultNode
from plans.selectors import framework
from plans.snapshot import content_hash

INSERT_INTO_FROZEN = """
    INSERT INTO plans_resultnode (lineage, position, revision, version_id, level, parent_id, code, statement, assumptions)
    SELECT id, 9, 1, version_id, 'OUTCOME', parent_id, '9', 'x', ''
    FROM (SELECT v.id, n.version_id, n.parent_id FROM plans_resultnode n
          JOIN plans_planversion v ON v.id = n.version_id WHERE n.level = 'OUTCOME') s
"""


def codes(version):
    tree = framework(version)
    return [node.code for node in tree.nodes[1:]] + [activity.code for activity in tree.activities]


def test_add_result_numbers_in_reading_order(version, applicant):
    objective = version.nodes.get(level=ResultNode.Level.OBJECTIVE)

    second = services.add_result(objective, by=applicant, statement="Second outcome")
    services.add_result(second, by=applicant, statement="Its output")

    assert codes(version) == ["1", "1.1", "2", "2.1", "1.1.1", "1.1.2"]


def test_add_result_below_an_output_is_refused(version, applicant):
    output = version.nodes.get(level=ResultNode.Level.OUTPUT)

    with pytest.raises(DomainError):
        services.add_result(output, by=applicant, statement="Too deep")

    assert version.nodes.count() == 3


def test_remove_result_closes_the_gap(version, applicant):
    objective = version.nodes.get(level=ResultNode.Level.OBJECTIVE)
    second = services.add_result(objective, by=applicant, statement="Second outcome")
    services.add_result(objective, by=applicant, statement="Third outcome")

    services.remove(second, by=applicant)

    assert codes(version) == ["1", "1.1", "2", "1.1.1", "1.1.2"]


def test_remove_activity_with_budget_lines_is_refused(version, applicant):
    activity = Activity.objects.filter(output__version=version).first()

    with pytest.raises(DomainError):
        services.remove(activity, by=applicant)

    assert Activity.objects.filter(output__version=version).count() == 2


def test_remove_objective_is_refused(version, applicant):
    with pytest.raises(DomainError):
        services.remove(version.nodes.get(level=ResultNode.Level.OBJECTIVE), by=applicant)


def test_add_line_computes_its_amount_half_up(version, applicant):
    line = services.add_line(
        version,
        by=applicant,
        category=BudgetLine.Category.STAFF,
        description="Adviser",
        unit="month",
        quantity=Decimal("1.5"),
        periods=Decimal(3),
        unit_cost=Decimal("33.33"),
        share_percent=Decimal("33.30"),
        calculation_note="scale",
    )

    # 1.5 × 3 × 33.33 × 0.333 = 49.945005
    assert line.amount == Decimal("49.95")


def test_add_operational_line_without_activity_is_refused(version, applicant):
    fields = {"description": "Hall", "unit": "day", "quantity": 1, "periods": 1, "unit_cost": 10, "share_percent": 100}

    with pytest.raises(DomainError, match="B06"):
        services.add_line(version, by=applicant, category=BudgetLine.Category.OPERATIONAL, **fields)

    assert version.lines.count() == 5


def test_activity_of_another_plan_is_refused(version, applicant, other_draft):
    theirs = Activity.objects.filter(output__version=other_draft.plan.current).first()
    line = version.lines.filter(category="OPERATIONAL").first()

    with pytest.raises(DomainError):
        services.change(line, by=applicant, revision=line.revision, activity=theirs)

    line.refresh_from_db()
    assert line.activity.output.version_id == version.pk


def test_activity_after_the_end_of_the_project_is_refused(version, applicant):
    output = version.nodes.get(level=ResultNode.Level.OUTPUT)

    with pytest.raises(DomainError):
        services.add_activity(output, by=applicant, title="Late", responsible_party="IOM", start_month=18, end_month=19)


def test_change_of_a_row_somebody_else_changed_is_refused(version, applicant):
    line = version.lines.first()
    services.change(line, by=applicant, revision=1, description="First wins")

    with pytest.raises(StateConflict):
        services.change(line, by=applicant, revision=1, description="Second loses")

    line.refresh_from_db()
    assert (line.description, line.revision) == ("First wins", 2)


def test_stranger_cannot_change_a_plan(version, stranger):
    line = version.lines.first()

    with pytest.raises(NotAllowed):
        services.change(line, by=stranger, revision=1, description="Mine now")


def test_submitted_plan_is_closed(application_in, applicant):
    version = application_in("submitted").plan.current

    with pytest.raises((NotAllowed, StateConflict)):
        services.set_duration(version, by=applicant, duration_months=99)

    version.refresh_from_db()
    assert (version.status, version.duration_months) == (PlanVersion.Status.SUBMITTED, 18)


def test_content_hash_changes_with_any_word_and_not_with_reading(version, applicant):
    before = content_hash(version)
    assert content_hash(PlanVersion.objects.get(pk=version.pk)) == before

    indicator = Indicator.objects.filter(node__version=version).first()
    services.change(indicator, by=applicant, revision=1, title=indicator.title + ".")

    assert content_hash(version) != before


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE plans_budgetline SET amount = 1",
        "DELETE FROM plans_budgetline",
        "UPDATE plans_resultnode SET statement = 'x'",
        "UPDATE plans_indicator SET target_value = 1",
        "UPDATE plans_activity SET end_month = 17",
        "UPDATE plans_planversion SET status = 'DRAFT'",
        "UPDATE plans_planversion SET content_hash = 'x'",
        "DELETE FROM plans_planversion",
        INSERT_INTO_FROZEN,
    ],
)
def test_database_refuses_to_change_an_approved_plan(application_in, statement):
    version = application_in("approved").plan.approved
    before = content_hash(version)

    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert content_hash(version) == before == version.content_hash


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE plans_resultnode SET level = 'OBJECTIVE', parent_id = NULL, assumptions = ''",
        "UPDATE plans_resultnode SET parent_id = NULL WHERE level = 'OUTCOME'",
        "UPDATE plans_indicator SET kind = 'PERCENTAGE', over_time = 'SUM'",
        "UPDATE plans_indicator SET kind = 'PERCENTAGE', over_time = 'LATEST', target_value = 140",
        "UPDATE plans_indicator SET baseline_year = NULL",
        "UPDATE plans_indicator SET kind = 'QUALITATIVE', over_time = 'LATEST'",
        "UPDATE plans_budgetline SET activity_id = NULL WHERE category = 'OPERATIONAL'",
        "UPDATE plans_budgetline SET amount = -1",
        "UPDATE plans_planversion SET currency = 'EUR'",
        "UPDATE plans_planversion SET status = 'APPROVED'",
        "UPDATE plans_planversion SET number = 2",
    ],
)
def test_database_refuses_what_a_plan_may_not_be(version, change):
    BudgetLine.objects.filter(is_evaluation=True).update(is_evaluation=False)

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)


def test_approver_of_a_plan_is_not_its_submitter(application_in):
    version = application_in("submitted").plan.current

    with pytest.raises(DomainError), transaction.atomic():
        services.approve(version, by=version.submitted_by)
    with pytest.raises(IntegrityError), transaction.atomic():
        PlanVersion.objects.filter(pk=version.pk).update(approved_by=version.submitted_by)


def test_framework_reads_any_size_with_the_same_queries(version, applicant, django_assert_num_queries):
    with django_assert_num_queries(4):
        framework(version)
    output = version.nodes.get(level=ResultNode.Level.OUTPUT)
    for number in range(10):
        services.add_indicator(
            output, by=applicant, title=f"Indicator {number}", baseline_value=0, baseline_year=2025, target_value=3,
            source_and_method="list",
        )  # fmt: skip

    with django_assert_num_queries(4):
        framework(version)
