from datetime import timedelta

import pytest

from core.errors import DomainError
from monitoring import services
from monitoring.selectors.activities import activities_of, lacking_in_activities
from plans.models import Activity
from plans.selectors import framework


@pytest.fixture
def activity(next_report):
    return Activity.objects.filter(output__version=next_report.version).order_by("position").first()


def lacking(report):
    return list(lacking_in_activities(report, framework(report.version)))


@pytest.mark.parametrize(
    ("status", "comment", "asks"),
    [("ONGOING", "", False), ("DELAYED", "", True), ("CANCELLED", "", True), ("DELAYED", "Elections.", False)],
)
def test_a_delayed_or_cancelled_activity_needs_words(next_report, project_manager, activity, status, comment, asks):
    services.write_activity(next_report, activity, by=project_manager, status=status, comment=comment)

    sentence = f"Activity “{activity}” is delayed or cancelled: say why in its comment."
    assert lacking(next_report) == [sentence] * asks + ["Say how far activity “1.1.2 Evaluate the project” is."]


def test_a_completed_activity_is_at_100_percent(next_report, project_manager, activity):
    row = services.write_activity(next_report, activity, by=project_manager, status="COMPLETED", percent=40)

    assert row.percent == 100


def test_a_new_end_outside_the_project_is_refused(next_report, project_manager, activity):
    later = next_report.duty.project.ends_on + timedelta(days=1)

    with pytest.raises(DomainError, match="outside the project"):
        services.write_activity(next_report, activity, by=project_manager, status="DELAYED", revised_end=later)


def test_an_activity_of_another_plan_is_refused(next_report, project_manager, other_draft):
    theirs = Activity.objects.filter(output__version=other_draft.plan.current).first()

    with pytest.raises(DomainError, match="not of the plan"):
        services.write_activity(next_report, theirs, by=project_manager, status="ONGOING")


def test_the_last_report_is_known(next_report):
    rows = activities_of(next_report, framework(next_report.version))

    assert [(row.progress, row.before.status, row.before.percent) for row in rows] == [
        (None, "ONGOING", 50), (None, "NOT_STARTED", 0)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("days", "status", "light"),
    [
        (-1, "ONGOING", "red"),
        (0, "ONGOING", "amber"),
        (30, "ONGOING", "amber"),
        (31, "ONGOING", ""),
        (-1, "COMPLETED", ""),
    ],
)
def test_the_light_follows_the_planned_end(next_report, project_manager, activity, days, status, light):
    end = next_report.duty.ends_on + timedelta(days=days)
    services.write_activity(next_report, activity, by=project_manager, status=status, revised_end=end)

    assert activities_of(next_report, framework(next_report.version))[0].light == light
