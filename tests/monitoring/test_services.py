from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.models import RoleGrant, User
from core.errors import DomainError, NotAllowed, StateConflict
from demo.proposals import write_report
from monitoring import services
from monitoring.models import Duty, Report
from monitoring.selectors import progress


@pytest.fixture
def next_report(running_project, project_manager):
    """The second interim report, started."""
    duty = running_project.duties.filter(kind=Duty.Kind.INTERIM).order_by("sequence").last()
    return services.open_report(duty, by=project_manager)


def test_activation_makes_the_schedule(running_project):
    kinds = list(running_project.duties.values_list("kind", "sequence", "rule_code"))

    assert kinds == [("FRAMEWORK", 1, "R01"), ("INTERIM", 1, "R02"), ("INTERIM", 2, "R02"), ("FINAL", 1, "R03")]


def test_open_report_by_somebody_else_is_refused(running_project, applicant):
    with pytest.raises(NotAllowed):
        services.open_report(running_project.duties.get(kind="FINAL"), by=applicant)


def test_submit_report_names_what_is_missing(next_report, project_manager):
    with pytest.raises(DomainError) as refusal:
        services.submit_report(next_report, by=project_manager)

    assert [str(sentence) for sentence in refusal.value.sentences] == [
        "Describe the progress in this period.",
        "Give a value, or say why there is none, for “Cases handled by the common procedure”.",
        "Give a value, or say why there is none, for “Officials who pass the final test”.",
        "Enter what was spent; write 0 where nothing was.",
    ]


def test_write_report_opened_before_another_save_is_refused(next_report, project_manager):
    write_report(next_report, project_manager)

    with pytest.raises(StateConflict):
        services.write_report(
            next_report, by=project_manager, revision=1, narrative={"progress": "older"}, actuals={}, expenditures={}
        )


def test_accept_report_by_its_submitter_is_refused(next_report, project_manager):
    write_report(next_report, project_manager)
    services.submit_report(next_report, by=project_manager)
    RoleGrant.objects.create(user=project_manager, role="OFFICER")

    with pytest.raises(NotAllowed):
        services.accept_report(next_report, by=User.objects.get(pk=project_manager.pk))


def test_only_accepted_reports_count(running_project, next_report, project_manager, officer):
    before = progress(running_project)
    write_report(next_report, project_manager)
    services.submit_report(next_report, by=project_manager)
    waiting = progress(running_project)
    services.accept_report(next_report, by=officer)
    after = progress(running_project)

    assert [row.reached for row in before.indicators] == [Decimal(40), Decimal(58)]
    assert [row.percent for row in before.indicators] == [Decimal("20.0"), Decimal("48.3")]
    assert (waiting.spent, waiting.reports) == (before.spent, 1) == (Decimal("47400.00"), 1)
    assert [row.reached for row in after.indicators] == [Decimal(80), Decimal(116)]
    assert after.spent == 2 * before.spent


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE monitoring_actual SET value = 999",
        "DELETE FROM monitoring_expenditure",
        "UPDATE monitoring_report SET progress = 'better'",
        "DELETE FROM monitoring_report",
    ],
)
def test_database_refuses_to_change_an_accepted_report(running_project, statement):
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert progress(running_project).spent == Decimal("47400.00")


def test_reports_are_seen_by_those_concerned(running_project, next_report, request):
    people = ["applicant", "endorser", "reviewer", "officer", "approver", "project_manager", "stranger"]

    seen = {name: Report.objects.visible_to(request.getfixturevalue(name)).count() for name in people}

    assert seen == {
        "applicant": 0, "endorser": 1, "reviewer": 0, "officer": 1, "approver": 1, "project_manager": 2, "stranger": 0,
    }  # fmt: skip
