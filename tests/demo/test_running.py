import pytest
from django.core.management import CommandError, call_command

from demo.running import MOST, ensure_running
from monitoring.models import Duty, Report, Standing
from plans.models import PlanVersion
from projects.models import Project, PublicRecord

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(reference, officer, second_officer, project_manager):
    """Who the invented projects need."""


def facts():
    rows = Standing.objects.order_by("project__code")
    return list(rows.values_list("project__code", "attention", "budget", "spent", "gap", "reports_late", "off_track"))


def test_running_projects_stand_as_their_reports_say(people):
    assert list(ensure_running(30)) == [0, 30]

    projects = Project.objects.filter(code__startswith="YY.")
    assert projects.filter(standing__isnull=False).count() == 30
    assert PlanVersion.objects.filter(plan__project__in=projects, status="APPROVED").count() == 30
    assert Duty.objects.filter(project__in=projects).count() > 60
    assert set(Report.objects.values_list("state", flat=True)) == {"ACCEPTED"}
    assert len(set(Standing.objects.values_list("attention", flat=True))) > 3
    assert PublicRecord.objects.count() == 0


def test_a_second_run_adds_what_is_missing(people):
    list(ensure_running(5))
    first = facts()

    assert list(ensure_running(8)) == [5, 8]
    assert facts()[:5] == first


def test_many_projects_cost_no_more_queries_than_few(people, django_assert_max_num_queries):
    with django_assert_max_num_queries(90):
        list(ensure_running(40))


def test_command_says_what_it_takes(people, settings):
    settings.DEMO = True

    with pytest.raises(CommandError) as refusal:
        call_command("seed_demo", running=MOST + 1)

    assert str(refusal.value) == f"--running takes 0 to {MOST}."
