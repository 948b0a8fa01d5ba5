import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from monitoring.models import Drift, ProjectEntry
from monitoring.selectors.drift import disagreements
from monitoring.services.drift import check_money
from notifications.models import Notification
from projects.models import PublicRecord


def tamper(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture
def known(running_project):
    """Nothing is wrong with a project that the services wrote."""
    assert disagreements(running_project) == []
    return running_project


def test_all_figures_of_a_running_project_agree(known):
    out = io.StringIO()

    call_command("check_money", stdout=out)

    assert out.getvalue() == "all figures agree\n"
    assert Drift.objects.count() == 0


@pytest.mark.parametrize(
    ("statement", "checks"),
    [
        ("UPDATE monitoring_projectentry SET amount = amount + 1 WHERE amount = 9000", ["LEDGER"]),
        ("UPDATE monitoring_expenditure SET amount = amount + 1 WHERE amount = 9000", ["LEDGER"]),
        ("UPDATE projects_project SET amount = amount + 1", ["FUNDS"]),
        (
            "UPDATE monitoring_projectentry SET amount = amount * 10",
            ["LEDGER", "LEDGER", "LEDGER", "LEDGER", "OVERDRAWN"],
        ),
        ("UPDATE monitoring_actual SET value = value + 1", ["RESULTS"]),
        ("UPDATE projects_publicrecord SET results = '{}'", ["RESULTS"]),
    ],
)
def test_what_somebody_changed_in_the_database_is_found(known, intruder, statement, checks):
    with intruder():
        tamper(statement)
    known.refresh_from_db()

    assert sorted(str(one.check_code) for one in disagreements(known)) == checks


def test_a_public_page_that_says_otherwise_is_found(known):
    record = PublicRecord.objects.get(pk=known.pk)
    record.money["spent"] = [{"from": "2026-01-01", "to": "2026-06-30", "value": "47400.01", "on": "2026-07-01"}]
    record.save()

    assert [(one.check_code, one.expected, one.found) for one in disagreements(known)] == [
        ("PUBLIC", "47400.00", "47400.01")
    ]


def test_administrators_are_told_once_and_what_is_put_right_ends(known, intruder, administrator, officer):
    with intruder():
        ProjectEntry.objects.filter(amount=9000).update(amount=9001)

    first, second = check_money(), check_money()

    assert [(drift.expected, drift.found) for drift in first] == [("9000.00", "9001.00")]
    assert [drift.pk for drift in second] == [drift.pk for drift in first]
    told = Notification.objects.filter(kind="money.drift")
    assert [(one.user, one.path) for one in told] == [(administrator, "/workspace/reports/checks/")]
    with intruder():
        ProjectEntry.objects.filter(amount=9001).update(amount=9000)
    assert check_money() == []
    assert Drift.objects.get().ended_at is not None


def test_the_command_fails_when_figures_do_not_agree(known, intruder):
    with intruder():
        ProjectEntry.objects.filter(amount=9000).update(amount=9001)

    with pytest.raises(CommandError, match="1 figures do not agree"):
        call_command("check_money", stdout=io.StringIO())


@pytest.mark.parametrize(
    ("name", "status"),
    [("officer", 200), ("auditor", 200), ("administrator", 200), ("approver", 403), ("project_manager", 403)],
)
def test_page_of_what_does_not_agree(client_for, request, known, intruder, name, status):
    with intruder():
        ProjectEntry.objects.filter(amount=9000).update(amount=9001)
    check_money()

    response = client_for(request.getfixturevalue(name)).get("/en/workspace/reports/checks/")

    assert response.status_code == status
    assert ("9,001" in response.content.decode()) == (status == 200)
    assert ("Consultant who drafts" in response.content.decode()) == (status == 200)
