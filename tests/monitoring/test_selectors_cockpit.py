from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from monitoring import services
from monitoring.models import Standing
from monitoring.selectors.cockpit import cockpit_of
from monitoring.selectors.duties import owed
from projects import services as projects
from tests.factories import ProjectFactory
from tests.world import bring_into_force


@pytest.fixture
def cockpit(running_project):
    return cockpit_of(running_project)


def test_cockpit_reads_results_in_order_with_their_money(cockpit):
    """A third of the operational lines of 106,500 was spent, nothing of the evaluation's 7,500."""
    found = [(str(result.node), result.counts, result.budget, result.spent) for result in cockpit.results]

    assert found == [
        ("Objective", [], None, None),
        ("Outcome 1", [("NOT_DUE", 2)], Decimal("106500.00"), Decimal("33000.00")),
        ("Output 1.1", [("NOT_DUE", 1)], Decimal("106500.00"), Decimal("33000.00")),
    ]


def test_cockpit_says_values_in_words(cockpit):
    row = cockpit.results[2].rows[0]

    assert (row.reached, row.target, row.due, row.remark) == ("58", "120", "", "")
    assert [words for _day, words in row.series] == ["58"]


def test_cockpit_adds_up_half_years_and_leaves_out_what_is_not_reported(cockpit):
    assert [(row.planned, row.spent) for row in cockpit.half_years] == [
        (Decimal("49900.00"), Decimal("47400.00")),
        (Decimal("99800.00"), None),
        (Decimal("149700.00"), None),
    ]
    assert cockpit.half_years[-1].ends_on == cockpit.project.ends_on
    assert cockpit.balance == Decimal("102300.00")


def test_cockpit_shows_the_end_agreed_first_and_its_extension(running_project):
    first_end = running_project.ends_on
    running_project.ends_on += timedelta(days=92)
    running_project.save()

    line = cockpit_of(running_project).timeline

    assert [span.item for span in line.extensions] == [running_project.ends_on]
    assert line.project.width != line.extensions[0].width
    assert first_end < running_project.ends_on


def test_cockpit_tells_late_reports(running_project):
    running_project.duties.filter(kind="INTERIM", sequence=2).update(due_on=timezone.localdate() - timedelta(days=1))

    cockpit = cockpit_of(running_project)

    late = [(period.duty.kind, period.duty.sequence, period.tone) for period in cockpit.periods if period.is_late]
    assert late == [("FRAMEWORK", 1, "danger"), ("INTERIM", 2, "danger")]
    assert cockpit.standing.reports_late == 1


def test_framework_that_is_late_is_shown_as_next_until_it_is_delivered(running_project, project_manager):
    duty = running_project.duties.get(kind="FRAMEWORK")
    before = cockpit_of(running_project)
    services.deliver_framework(duty, by=project_manager)

    after = cockpit_of(running_project)

    assert [one.kind for one in before.next_duties] == ["FRAMEWORK", "INTERIM", "EVAL_PLAN"]
    assert before.standing.next_due_on == duty.due_on
    assert [(one.kind, one.sequence) for one in after.next_duties][:1] == [("INTERIM", 2)]


def test_report_that_waits_to_be_certified_has_not_left_the_office(report_in, running_project):
    """The schedule, the calendar, reminders and the portfolio call the same reports late."""
    report = report_in("CERTIFYING")
    type(report.duty).objects.filter(pk=report.duty_id).update(due_on=timezone.localdate() - timedelta(days=1))

    cockpit = cockpit_of(running_project)

    late = {period.duty.pk for period in cockpit.periods if period.is_late and period.duty.is_reported}
    assert late == {duty.pk for duty in owed() if duty.is_late and duty.is_reported} == {report.duty_id}
    assert cockpit.standing.reports_late == 1
    assert services.renew_standings() == 1
    assert Standing.objects.get(project=running_project).reports_late == 1


def test_suspended_project_is_late_with_nothing(running_project, officer):
    running_project.duties.filter(kind="INTERIM", sequence=2).update(due_on=timezone.localdate() - timedelta(days=1))
    projects.suspend(running_project, by=officer, comment="Elections")
    running_project.refresh_from_db()

    cockpit = cockpit_of(running_project)
    halted = Standing.objects.get(project=running_project)
    projects.resume(running_project, by=officer, comment="They are over")

    assert (cockpit.next_duties, [period for period in cockpit.periods if period.is_late]) == ([], [])
    assert (halted.reports_late, halted.reports_due, halted.next_due_on) == (0, 0, None)
    assert Standing.objects.get(project=running_project).reports_late == 1


def test_project_without_a_plan_has_no_cockpit(reference, db):
    assert cockpit_of(ProjectFactory()) is None


def test_cockpit_follows_the_plan_in_force(running_project, project_manager, cast):
    version = projects.amend(running_project, by=project_manager, comment="Fewer officials.", kinds=["FRAMEWORK"])
    indicator = version.nodes.get(level="OUTPUT").indicators.get()
    indicator.target_value = Decimal(58)
    indicator.save()
    before = cockpit_of(running_project).results[2].rows[0]
    bring_into_force(version, cast)

    after = cockpit_of(running_project).results[2].rows[0]

    assert (before.light, before.reading.percent) == ("NOT_DUE", Decimal("48.3"))
    assert (after.light, after.reading.percent) == ("REACHED", Decimal("100.0"))


def test_queries_of_a_cockpit_do_not_grow(running_project, django_assert_num_queries):
    with django_assert_num_queries(17):
        cockpit_of(running_project)
