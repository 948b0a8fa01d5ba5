from datetime import timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest
from dateutil.relativedelta import relativedelta
from django.utils import timezone

from monitoring.models import Standing
from monitoring.selectors.cockpit import cockpit_of
from monitoring.selectors.status import adds_up, axes_of, was_on_time


def rows(*items):
    return SimpleNamespace(all=lambda: list(items))


def indicator(kind="NUMBER", counts_people=True, axes=()):
    return SimpleNamespace(
        kind=kind, counts_people=counts_people, axes=rows(*(SimpleNamespace(pk=one) for one in axes))
    )


def part(axis, value=None, numerator=None, denominator=None):
    return SimpleNamespace(
        part=SimpleNamespace(axis_id=axis), value=value, numerator=numerator, denominator=denominator
    )


def actual(value, *splits, numerator=None, denominator=None):
    return SimpleNamespace(value=value, numerator=numerator, denominator=denominator, splits=rows(*splits))


def test_people_are_split_by_sex_without_the_plan_saying_so():
    assert axes_of(indicator(axes=["age"])) == {"sex", "age"}
    assert axes_of(indicator(counts_people=False)) == set()
    assert axes_of(indicator(kind="YES_NO")) == set()


@pytest.mark.parametrize(
    ("splits", "expected"),
    [([30, 28], True), ([30, 27], False), ([], False)],
)
def test_parts_of_a_number_add_up_to_it(splits, expected):
    parts = [part("sex", Decimal(value)) for value in splits]

    assert adds_up(indicator(), actual(Decimal(58), *parts)) is expected


def test_each_axis_adds_up_by_itself():
    only_sex = actual(Decimal(3), part("sex", Decimal(3)))
    both = actual(Decimal(3), part("sex", Decimal(3)), part("age", Decimal(1)), part("age", Decimal(2)))

    assert adds_up(indicator(axes=["age"]), only_sex) is False
    assert adds_up(indicator(axes=["age"]), both) is True


def test_parts_of_a_percentage_add_up_in_both_numbers():
    parts = [part("sex", Decimal(50), Decimal(1), Decimal(2)), part("sex", Decimal(25), Decimal(1), Decimal(4))]
    right = actual(Decimal("33.3333"), *parts, numerator=Decimal(2), denominator=Decimal(6))
    wrong = actual(Decimal("37.5"), *parts, numerator=Decimal(2), denominator=Decimal(8))

    assert adds_up(indicator(kind="PERCENTAGE"), right) is True
    assert adds_up(indicator(kind="PERCENTAGE"), wrong) is False


def test_quality_counts_evidence_and_splits_of_accepted_values(running_project):
    """Of two values one has a web page to show for it; the officials are split by sex, 30 and 28 of 58."""
    standing = Standing.objects.get(project=running_project)

    assert (standing.evidence_attached, standing.evidence_expected) == (1, 2)
    assert (standing.splits_complete, standing.splits_expected) == (1, 1)


def test_a_report_is_on_time_by_its_first_submission(accepted_report):
    duty = accepted_report.duty
    submitted = timezone.localdate(accepted_report.submitted_at)

    duty.due_on = submitted
    assert was_on_time(duty) is True
    duty.due_on = submitted - timedelta(days=1)
    assert was_on_time(duty) is False


def test_activities_that_should_have_ended_are_shown_unless_they_are_over(running_project):
    """Both activities run for the whole project; the demonstration's report says that none is completed."""
    before = cockpit_of(running_project).results[-1].activities
    running_project.starts_on -= relativedelta(months=12)
    running_project.ends_on -= relativedelta(months=12)
    running_project.save()

    late = cockpit_of(running_project).results[-1].activities

    assert before == []
    assert [(one.light, str(one.status)) for one in late] == [("OFF_TRACK", "Under way"), ("OFF_TRACK", "Not started")]
    assert {one.ends_on for one in late} == {running_project.ends_on}
