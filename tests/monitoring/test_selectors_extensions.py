"""What an extension does to the reporting schedule, and what was spent on each line. Days worked out by hand."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from monitoring.models import Duty
from monitoring.selectors.extensions import changes_of_schedule, spent_by_lineage
from monitoring.services import make_schedule, reschedule
from tests.factories import ProjectFactory


@pytest.fixture
def early(time_machine):
    """It is 1 March 2025."""
    time_machine.move_to(datetime(2025, 3, 1, 12, tzinfo=UTC), tick=False)


@pytest.fixture
def project(early, reference, officer):
    """``project(2025-12-31)``: it runs from 1 January 2025 and has its duties."""

    def make(ends_on):
        found = ProjectFactory(
            starts_on=date(2025, 1, 1), ends_on=ends_on, state="ACTIVE", code="PX.8888", funding_year=2025
        )
        make_schedule(found, by=officer)
        return found

    return make


def rows(changes):
    return [(str(one.duty), one.was_due_on, one.due_on) for one in changes]


def test_more_time_brings_reports_and_moves_the_last(project):
    found = changes_of_schedule(project(date(2025, 12, 31)), date(2026, 6, 30))

    assert rows(found) == [
        ("Interim report 1", date(2025, 8, 11), date(2025, 8, 11)),
        ("Interim report 2", None, date(2026, 2, 11)),
        ("Planning of the evaluation", date(2025, 10, 31), date(2026, 4, 30)),
        ("Final report", date(2026, 3, 31), date(2026, 9, 30)),
        ("Evaluation", date(2026, 12, 31), date(2027, 6, 30)),
    ]
    assert [one.is_changed for one in found] == [False, True, True, True, True]


def test_a_short_project_becomes_long_enough_for_interim_reports(project):
    found = changes_of_schedule(project(date(2025, 8, 31)), date(2025, 12, 31))

    assert rows(found) == [
        ("Interim report 1", None, date(2025, 8, 11)),
        ("Planning of the evaluation", date(2025, 6, 30), date(2025, 10, 31)),
        ("Final report", date(2025, 11, 30), date(2026, 3, 31)),
        ("Evaluation", date(2026, 8, 31), date(2026, 12, 31)),
    ]


def test_the_schedule_becomes_what_was_foretold(project, officer, time_machine):
    """Asked on 20 January 2026: the second report would be due on 11 February; nobody gets less than 42 days."""
    found = project(date(2025, 12, 31))
    time_machine.move_to(datetime(2026, 1, 20, 12, tzinfo=UTC), tick=False)
    foretold = [(str(one.duty), one.due_on) for one in changes_of_schedule(found, date(2026, 6, 30))]
    found.ends_on = date(2026, 6, 30)
    found.save()

    reschedule(found, by=officer)

    assert [(str(duty), duty.due_on) for duty in found.duties.exclude(kind=Duty.Kind.FRAMEWORK)] == foretold
    assert ("Interim report 2", date(2026, 3, 3)) in foretold
    assert found.duties.filter(kind=Duty.Kind.FRAMEWORK).count() == 1


def test_spending_is_added_up_by_lineage(running_project):
    spent = spent_by_lineage(running_project)

    amounts = {line.lineage: line.amount for line in running_project.plan.approved.lines.all()}
    assert sorted(spent.values()) == [Decimal(3600), Decimal(9000), Decimal(10800), Decimal(24000)]
    assert {lineage: amount * 3 for lineage, amount in spent.items()}.items() <= amounts.items()
