from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from monitoring import services
from monitoring.models import Standing
from monitoring.tasks import renew_standings
from projects import services as projects
from tests.factories import ProjectFactory
from tests.world import bring_into_force


@pytest.fixture
def standing(running_project):
    return Standing.objects.get(project=running_project)


def test_standing_is_there_when_a_report_is_accepted(standing, running_project):
    """Eight months in, one report: 40 of 200 cases, 58 of 120 officials; a third of each line but the evaluation's."""
    lights = {
        code: getattr(standing, code) for code in ("not_due", "no_data", "reached", "on_track", "behind", "off_track")
    }

    assert lights == {"not_due": 2, "no_data": 0, "reached": 0, "on_track": 0, "behind": 0, "off_track": 0}
    assert (standing.attention, standing.above) == ("NOT_DUE", 0)
    assert (standing.budget, standing.spent) == (Decimal("149700.00"), Decimal("47400.00"))
    assert (standing.burn, standing.planned_burn, standing.gap) == (Decimal("31.7"), Decimal("33.3"), Decimal("-1.6"))
    assert standing.money_light == "GREEN"
    assert (standing.reports_late, standing.next_due_on) == (
        0, running_project.duties.get(kind="FRAMEWORK").due_on,
    )  # fmt: skip
    assert (standing.targets_defined, standing.targets_expected) == (2, 2)
    assert (standing.baselines_known, standing.baselines_expected) == (2, 2)


def test_standing_counts_no_report_that_is_not_accepted(standing, report_in, running_project):
    report_in("ENDORSED")

    assert Standing.objects.get(project=running_project).spent == standing.spent


def test_standing_follows_the_day(standing, running_project):
    """After its end the final target is due: 20 % and 48 % of the way are both off track; two reports are late."""
    after = running_project.ends_on + timedelta(days=120)

    assert services.renew_standings(after) == 1
    later = Standing.objects.get(project=running_project)

    assert (later.off_track, later.not_due, later.attention) == (2, 0, "OFF_TRACK")
    assert (later.reports_late, later.reports_expected, later.elapsed) == (2, 3, Decimal("100.0"))
    assert later.computed_on == after


def test_standing_follows_what_is_settled_and_asked_for(standing, running_project, officer):
    framework = running_project.duties.get(kind="FRAMEWORK")
    interim = running_project.duties.filter(kind="INTERIM", sequence__gt=1).order_by("due_on").first()

    services.settle(framework, by=officer, on=framework.due_on)
    settled = Standing.objects.get(project=running_project).next_due_on
    days = {"starts_on": interim.starts_on, "ends_on": interim.starts_on + timedelta(days=30)}
    services.ask_for_report(running_project, by=officer, due_on=interim.due_on - timedelta(days=5), **days)

    assert settled == interim.due_on
    assert Standing.objects.get(project=running_project).next_due_on == interim.due_on - timedelta(days=5)


def test_standing_follows_a_milestone_of_an_amendment(running_project, project_manager, cast):
    words = {"comment": "A milestone for the officials.", "kinds": ["FRAMEWORK"]}
    version = projects.amend(running_project, by=project_manager, **words)
    indicator = version.nodes.get(level="OUTPUT").indicators.get()
    indicator.milestones.create(month=6, value=Decimal(60))
    bring_into_force(version, cast)

    standing = Standing.objects.get(project=running_project)

    assert (standing.on_track, standing.not_due, standing.attention) == (1, 1, "ON_TRACK")


def test_project_without_a_plan_has_no_standing(standing, running_project):
    old = ProjectFactory()

    services.renew_standing(old)

    assert list(Standing.objects.values_list("project", flat=True)) == [running_project.pk]


def test_standing_of_a_project_that_lost_its_dates_goes(standing, running_project):
    running_project.state, running_project.starts_on = "SUSPENDED", None
    running_project.save()

    services.renew_standing(running_project)

    assert not Standing.objects.exists()


def test_renewing_asks_no_query_for_each_project(running_project, django_assert_num_queries):
    with django_assert_num_queries(21):
        services.renew_standing(running_project)


def test_task_renews_all(running_project):
    Standing.objects.update(computed_on=timezone.localdate() - timedelta(days=1))

    assert renew_standings() == 1
    assert Standing.objects.get().computed_on == timezone.localdate()


def test_standings_are_seen_by_the_fund_and_the_office_of_the_region(standing, request):
    people = ["applicant", "endorser", "reviewer", "officer", "approver", "auditor", "project_manager", "stranger"]

    seen = {name: Standing.objects.visible_to(request.getfixturevalue(name)).count() for name in people}

    assert seen == {
        "applicant": 0, "endorser": 1, "reviewer": 0, "officer": 1, "approver": 1, "auditor": 1,
        "project_manager": 0, "stranger": 0,
    }  # fmt: skip
