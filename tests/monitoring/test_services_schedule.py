"""The duties of a project follow its dates: made, moved with an extension, asked for by the Fund."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.errors import DomainError, NotAllowed, StateConflict
from core.models import AuditEvent
from monitoring import services
from monitoring.models import Report

REPORTS = ("INTERIM", "FINAL")


def periods(project):
    found = project.duties.filter(kind__in=REPORTS).order_by("starts_on")
    return [(duty.kind, duty.sequence, duty.starts_on, duty.ends_on) for duty in found]


def assert_covered_once(project):
    rows = periods(project)
    assert rows[0][2] == project.starts_on
    assert rows[-1][3] == project.ends_on
    assert rows[-1][0] == "FINAL"
    gaps = [(after[2] - before[3]).days for before, after in itertools.pairwise(rows)]
    assert gaps == [1] * (len(rows) - 1)


@pytest.fixture
def bare(application_in, officer, cast, project_manager):
    """``bare(starts_on, ends_on)``: a project with these dates, its schedule made, nothing reported."""
    from projects import services as projects

    application_in("approved")

    def make(starts_on=date(2025, 1, 1), ends_on=date(2026, 12, 31)):
        from projects.models import Project

        project = Project.objects.get()
        if project.state == "ACTIVATION":
            project = projects.activate(
                project,
                by=officer,
                code="PX.9002",
                starts_on=starts_on,
                manager=project_manager,
                focal_point_name="A",
                focal_point_title="B",
                focal_point_ministry="C",
                focal_point_email="d@example.org",
            )
        project.duties.all().delete()
        project.starts_on, project.ends_on = starts_on, ends_on
        project.save()
        services.make_schedule(project, by=officer)
        return project

    return make


def extend(project, ends_on, by):
    project.ends_on = ends_on
    project.save()
    return services.reschedule(project, by=by)


def test_activation_makes_every_duty_of_the_worked_example(bare):
    project = bare()

    rows = project.duties.order_by("due_on").values_list(
        "kind", "sequence", "starts_on", "ends_on", "due_on", "rule_code"
    )
    assert list(rows) == [
        ("FRAMEWORK", 1, date(2025, 1, 1), date(2025, 1, 1), date(2025, 2, 1), "R01"),
        ("INTERIM", 1, date(2025, 1, 1), date(2025, 6, 30), date(2025, 8, 11), "R02"),
        ("INTERIM", 2, date(2025, 7, 1), date(2025, 12, 31), date(2026, 2, 11), "R02"),
        ("INTERIM", 3, date(2026, 1, 1), date(2026, 6, 30), date(2026, 8, 11), "R02"),
        ("EVAL_PLAN", 1, date(2026, 10, 31), date(2026, 12, 31), date(2026, 10, 31), "R14"),
        ("FINAL", 1, date(2026, 7, 1), date(2026, 12, 31), date(2027, 3, 31), "R03"),
        ("EVALUATION", 1, date(2027, 6, 30), date(2027, 12, 31), date(2027, 12, 31), "R12"),
    ]


def test_reschedule_moves_what_follows_the_end_and_adds_interim_reports(bare, officer):
    project = bare()

    extend(project, date(2027, 8, 31), officer)

    assert periods(project)[3:] == [
        ("INTERIM", 4, date(2026, 7, 1), date(2026, 12, 31)),
        ("INTERIM", 5, date(2027, 1, 1), date(2027, 6, 30)),
        ("FINAL", 1, date(2027, 7, 1), date(2027, 8, 31)),
    ]
    others = project.duties.exclude(kind__in=REPORTS).values_list("kind", "due_on")
    assert list(others) == [
        ("FRAMEWORK", date(2025, 2, 1)),
        ("EVAL_PLAN", date(2027, 6, 30)),
        ("EVALUATION", date(2028, 8, 31)),
    ]
    assert project.duties.get(kind="FINAL").due_on == date(2027, 11, 30)
    assert AuditEvent.objects.last().done == "changed the reporting schedule"


def test_reschedule_keeps_the_rows_that_stay(bare, officer):
    project = bare()
    before = dict(project.duties.values_list("pk", "kind"))

    extend(project, date(2027, 8, 31), officer)

    assert before.items() <= dict(project.duties.values_list("pk", "kind")).items()


def test_reschedule_twice_changes_nothing(bare, officer):
    project = bare()
    extend(project, date(2027, 8, 31), officer)
    first = list(project.duties.values())

    services.reschedule(project, by=officer)

    assert list(project.duties.values()) == first


def test_reschedule_of_a_shortened_project_takes_empty_periods_away(bare, officer):
    project = bare()

    extend(project, date(2026, 3, 31), officer)

    assert periods(project) == [
        ("INTERIM", 1, date(2025, 1, 1), date(2025, 6, 30)),
        ("INTERIM", 2, date(2025, 7, 1), date(2025, 12, 31)),
        ("FINAL", 1, date(2026, 1, 1), date(2026, 3, 31)),
    ]


def test_reschedule_of_eleven_months_extended_to_twelve_brings_the_interim_report_in_time(bare, officer):
    """R04. The period is over long ago, but nobody owed a report on it before today."""
    from django.utils import timezone

    project = bare(date(2025, 1, 1), date(2025, 11, 30))
    assert periods(project) == [("FINAL", 1, date(2025, 1, 1), date(2025, 11, 30))]

    extend(project, date(2025, 12, 31), officer)

    assert periods(project) == [
        ("INTERIM", 1, date(2025, 1, 1), date(2025, 6, 30)),
        ("FINAL", 1, date(2025, 7, 1), date(2025, 12, 31)),
    ]
    assert project.duties.get(kind="INTERIM").due_on == timezone.localdate() + timedelta(days=42)


def test_reschedule_leaves_periods_with_a_report(bare, officer, project_manager):
    project = bare()
    second = project.duties.get(kind="INTERIM", sequence=2)
    services.open_report(second, by=project_manager)

    extend(project, date(2027, 3, 31), officer)

    second.refresh_from_db()
    assert (second.starts_on, second.ends_on, second.due_on) == (
        date(2025, 7, 1),
        date(2025, 12, 31),
        date(2026, 2, 11),
    )
    assert_covered_once(project)


def test_reschedule_moves_a_final_report_that_is_being_written(bare, officer, project_manager):
    project = bare()
    final = project.duties.get(kind="FINAL")
    report = services.open_report(final, by=project_manager)

    extend(project, date(2027, 2, 28), officer)

    final.refresh_from_db()
    assert (final.starts_on, final.ends_on) == (date(2027, 1, 1), date(2027, 2, 28))
    assert final.report == report
    assert_covered_once(project)


def test_reschedule_after_the_final_report_was_submitted_is_refused(bare, officer, project_manager, applicant):
    project = bare()
    report = services.open_report(project.duties.get(kind="FINAL"), by=project_manager)
    services.name_member(project, by=project_manager, user=applicant, part="CERTIFIER")
    Report.objects.filter(pk=report.pk).update(state="CERTIFYING")

    with pytest.raises(DomainError, match="The final report was submitted already"):
        extend(project, date(2027, 2, 28), officer)


def test_reschedule_to_an_end_inside_a_reported_period_is_refused(bare, officer, project_manager):
    project = bare()
    services.open_report(project.duties.get(kind="INTERIM", sequence=3), by=project_manager)

    with pytest.raises(DomainError, match=r"covers the time until 30 June 2026"):
        extend(project, date(2026, 6, 30), officer)


def test_reschedule_does_not_move_what_is_done(bare, officer):
    project = bare()
    plan = services.settle(project.duties.get(kind="EVAL_PLAN"), by=officer, on=date(2026, 10, 1))

    extend(project, date(2027, 6, 30), officer)

    plan.refresh_from_db()
    assert plan.due_on == date(2026, 10, 31)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    start=st.dates(date(2020, 1, 1), date(2024, 12, 31)),
    days=st.integers(40, 900),
    later=st.lists(st.integers(-200, 700), min_size=1, max_size=3),
    reported=st.sets(st.integers(1, 6)),
)
def test_reschedule_covers_every_day_once_whatever_was_reported(
    bare, officer, project_manager, start, days, later, reported
):
    Report.objects.all().delete()
    project = bare(start, start + timedelta(days=days))
    for change in later:
        for duty in project.duties.filter(kind="INTERIM", sequence__in=reported):
            services.open_report(duty, by=project_manager)
        before = periods(project)
        ends_on = project.ends_on
        try:
            extend(project, max(start + timedelta(days=30), ends_on + timedelta(days=change)), officer)
        except DomainError:
            project.ends_on = ends_on
            project.save()
            assert periods(project) == before
        assert_covered_once(project)
        written = project.duties.filter(kind="INTERIM", reports__isnull=False)
        assert {(d.kind, d.sequence, d.starts_on, d.ends_on) for d in written} <= set(before)


def test_ask_for_report_on_a_short_project(bare, officer):
    project = bare(date(2026, 1, 1), date(2026, 8, 31))

    duty = services.ask_for_report(
        project, by=officer, starts_on=date(2026, 1, 1), ends_on=date(2026, 4, 30), due_on=date(2099, 5, 31)
    )

    assert (duty.kind, duty.rule_code, str(duty)) == ("INTERIM", "R04", "Interim report 1")
    assert periods(project) == [
        ("INTERIM", 1, date(2026, 1, 1), date(2026, 4, 30)),
        ("FINAL", 1, date(2026, 5, 1), date(2026, 8, 31)),
    ]


def test_ask_for_report_cuts_the_other_periods_anew(bare, officer):
    project = bare()

    services.ask_for_report(
        project, by=officer, starts_on=date(2025, 7, 1), ends_on=date(2025, 9, 30), due_on=date(2099, 5, 31)
    )

    assert [row[2:] for row in periods(project)] == [
        (date(2025, 1, 1), date(2025, 6, 30)),
        (date(2025, 7, 1), date(2025, 9, 30)),
        (date(2025, 10, 1), date(2025, 12, 31)),
        (date(2026, 1, 1), date(2026, 6, 30)),
        (date(2026, 7, 1), date(2026, 12, 31)),
    ]
    extend(project, date(2027, 2, 28), officer)
    assert_covered_once(project)
    assert project.duties.get(rule_code="R04").ends_on == date(2025, 9, 30)


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "due_on", "sentence"),
    [
        (
            date(2025, 1, 2),
            date(2025, 3, 31),
            date(2099, 1, 1),
            "The period begins where no report covers the days yet",
        ),
        (date(2025, 1, 1), date(2026, 12, 31), date(2099, 1, 1), "The period ends between"),
        (date(2025, 1, 1), date(2024, 12, 31), date(2099, 1, 1), "The period ends between"),
        (date(2025, 1, 1), date(2025, 3, 31), date(2025, 4, 1), "after its period and after today"),
    ],
)
def test_ask_for_report_for_days_that_do_not_fit_is_refused(bare, officer, starts_on, ends_on, due_on, sentence):
    project = bare()
    before = periods(project)

    with pytest.raises(DomainError, match=sentence):
        services.ask_for_report(project, by=officer, starts_on=starts_on, ends_on=ends_on, due_on=due_on)

    assert periods(project) == before


@pytest.mark.parametrize("name", ["project_manager", "endorser", "approver", "applicant"])
def test_ask_for_report_by_somebody_else_is_refused(bare, request, name):
    with pytest.raises(NotAllowed):
        services.ask_for_report(
            bare(),
            by=request.getfixturevalue(name),
            starts_on=date(2025, 1, 1),
            ends_on=date(2025, 3, 31),
            due_on=date(2099, 1, 1),
        )


def test_settle_notes_who_and_when_once(bare, officer, second_officer):
    duty = bare().duties.get(kind="EVALUATION")

    services.settle(duty, by=officer, on=date(2027, 7, 1))
    services.settle(duty, by=second_officer, on=date(2027, 8, 1))

    duty.refresh_from_db()
    assert (duty.done_on, duty.done_by) == (date(2027, 7, 1), officer)


def test_settle_of_a_report_is_refused(bare, officer):
    with pytest.raises(StateConflict):
        services.settle(bare().duties.get(kind="FINAL"), by=officer, on=date(2027, 7, 1))
