"""Reminders of what projects owe, with the clock moved."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from monitoring import services, tasks
from monitoring.models import Duty, DutyReminder, Report
from monitoring.services.reminders import step_of, steps_of
from notifications.models import Notification, OutboxMail
from notifications.rendering import line
from projects.models import Project

DAY = timedelta(days=1)
DUE = date(2030, 6, 15)


@pytest.fixture
def duty(running_project):
    """The second interim report, due on 15 June 2030, all other duties done or far."""
    Duty.objects.exclude(kind="INTERIM", sequence=2).update(due_on=date(2090, 1, 1), starts_on=date(2089, 1, 1),
                                                            ends_on=date(2089, 1, 1))  # fmt: skip
    duty = running_project.duties.get(kind="INTERIM", sequence=2)
    Duty.objects.filter(pk=duty.pk).update(due_on=DUE)
    return Duty.objects.get(pk=duty.pk)


def told():
    return [row.user.name.split()[0] for row in Notification.objects.filter(kind="duty.reminder").order_by("pk")]


def told_on(days):
    """Who is told on the day that is ``days`` after the due date, when the task runs each day from 40 days before."""
    found = {}
    for offset in range(-40, days + 1):
        Notification.objects.all().delete()
        services.remind_of_duties(DUE + offset * DAY)
        if names := sorted(told()):
            found[offset] = names
    return found


def test_reminders_and_escalation_day_by_day(duty, running_project, project_manager, colleague):
    services.name_member(running_project, by=project_manager, user=colleague, part="WRITER")

    office, late = ["Carlo", "Paula"], ["Paula"]
    assert told_on(400) == {
        -30: office, -14: office, -7: office, -1: office, 0: office,
        1: late, 7: late, 14: ["Emil", "Paula"], 30: ["Emil", "Olga", "Otto", "Paula"],
    }  # fmt: skip


def test_reminder_is_sent_once_however_often_the_task_runs(duty):
    assert [services.remind_of_duties(DUE - 7 * DAY) for _run in range(3)] == [1, 0, 0]
    assert [services.remind_of_duties(DUE - 6 * DAY) for _run in range(3)] == [0, 0, 0]
    assert OutboxMail.objects.filter(dedupe_key__startswith="duties:2030-06-08:2030-06-15:").count() == 1


def test_late_run_tells_the_last_step_only(duty):
    counts = [services.remind_of_duties(DUE + days * DAY) for days in range(10, 14)]

    assert counts == [1, 0, 0, 0]
    assert told() == ["Paula"]


def test_date_that_moved_is_reminded_anew(duty):
    services.remind_of_duties(DUE - 7 * DAY)
    Duty.objects.filter(pk=duty.pk).update(due_on=DUE + 60 * DAY)

    assert [services.remind_of_duties(DUE + days * DAY) for days in (-6, 29, 30)] == [0, 0, 1]


def test_several_duties_are_one_message(duty, running_project):
    running_project.duties.filter(kind="FRAMEWORK").update(due_on=DUE - 3 * DAY)
    running_project.duties.filter(kind="EVAL_PLAN").update(due_on=DUE)

    services.remind_of_duties(DUE)

    notification = Notification.objects.get(kind="duty.reminder")
    assert (notification.params["n"], notification.params["late"]) == (3, 1)
    assert line(notification).subject == "1 duty of your projects is late"
    assert notification.params["duties"] == [
        "PX.9001: Results monitoring framework and work plan, due on 12 June 2030",
        "PX.9001: Interim report 2, due on 15 June 2030",
        "PX.9001: Planning of the evaluation, due on 15 June 2030",
    ]
    assert notification.path == "/workspace/reports/calendar/"


def test_step_that_comes_on_a_day_with_a_message_waits_for_the_next_day(duty, running_project):
    services.remind_of_duties(DUE)
    running_project.duties.filter(kind="EVAL_PLAN").update(due_on=DUE)

    assert [services.remind_of_duties(DUE + days * DAY) for days in (0, 1)] == [0, 1]


@pytest.mark.parametrize("state", ["SUSPENDED", "CANCELLED", "CLOSED", "ACTIVATION"])
def test_projects_that_do_not_run_get_none(duty, running_project, state):
    Project.objects.filter(pk=running_project.pk).update(state=state)

    assert services.remind_of_duties(DUE) == 0
    Project.objects.filter(pk=running_project.pk).update(state="ACTIVE")
    assert services.remind_of_duties(DUE + DAY) == 1  # a resumed one catches up


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("DRAFT", ["Paula"]),
        ("RETURNED", ["Paula"]),
        ("CERTIFYING", ["Ana", "Paula"]),
        ("SUBMITTED", []),
        ("ENDORSED", []),
    ],
)
def test_report_that_left_the_office_is_not_reminded_of(duty, project_manager, state, expected):
    report = services.open_report(duty, by=project_manager)
    Report.objects.filter(pk=report.pk).update(state=state)

    services.remind_of_duties(DUE)

    assert sorted(told()) == expected


def test_done_duties_are_not_reminded_of(duty, running_project, officer):
    plan = running_project.duties.get(kind="EVAL_PLAN")
    Duty.objects.filter(pk=plan.pk).update(due_on=DUE)
    Duty.objects.filter(pk=duty.pk).update(due_on=date(2090, 1, 1))
    services.settle(plan, by=officer, on=DUE)

    assert services.remind_of_duties(DUE) == 0


def test_people_who_left_are_not_told(duty, project_manager):
    project_manager.is_active = False
    project_manager.save()

    assert services.remind_of_duties(DUE) == 0
    assert DutyReminder.objects.count() == 0


def test_message_is_in_the_readers_language(duty, project_manager):
    project_manager.language = "fr"
    project_manager.save()

    services.remind_of_duties(DUE - DAY)

    assert (
        OutboxMail.objects.filter(to=project_manager.email, language="fr", text__contains="15 juin 2030").count() == 1
    )


def test_evaluation_is_reminded_of_when_its_window_opens_and_in_its_middle(running_project):
    duty = running_project.duties.get(kind="EVALUATION")
    duty.starts_on, duty.ends_on, duty.due_on = date(2030, 6, 30), date(2030, 12, 31), date(2030, 12, 31)

    assert steps_of(duty)[:3] == [date(2030, 6, 30), date(2030, 9, 30), date(2030, 12, 1)]
    assert [step_of(duty, day) for day in (date(2030, 6, 29), date(2030, 6, 30), date(2030, 11, 30))] == [
        None, date(2030, 6, 30), date(2030, 9, 30),
    ]  # fmt: skip


def test_reminders_cost_the_same_at_1_and_25_duties(duty, running_project, django_assert_num_queries):
    rows = [
        Duty(project=running_project, kind="INTERIM", sequence=number, starts_on=DUE, ends_on=DUE, due_on=DUE)
        for number in range(10, 34)
    ]
    services.remind_of_duties(DUE)
    with django_assert_num_queries(QUERIES):
        services.remind_of_duties(DUE)
    Duty.objects.bulk_create(rows)
    services.remind_of_duties(DUE + DAY)
    with django_assert_num_queries(QUERIES):
        services.remind_of_duties(DUE + DAY)


QUERIES = 11


def test_task_and_command_do_the_same(duty, capsys):
    Duty.objects.filter(pk=duty.pk).update(due_on=timezone.localdate())

    assert tasks.remind_of_duties() == 1
    call_command("remind_of_duties")

    assert capsys.readouterr().out == "people told: 0\n"
