"""The geometry of the work plan."""

from types import SimpleNamespace

import pytest

from plans.gantt import HEAD, LABELS, MOST_ROWS, ROW, charts, milestone_month, shortened


def activity(first, last, *, milestone="", month=None, code="1.1.1", title="Train"):
    return SimpleNamespace(
        code=code, title=title, start_month=first, end_month=last, milestone=milestone, milestone_month=month
    )


def test_no_activities_give_no_drawing():
    assert charts([], 24) == charts([("1.1 Output", [])], 24) == []


def test_bar_runs_from_its_first_to_the_end_of_its_last_month():
    (chart,) = charts([("1.1 Output", [activity(1, 24), activity(7, 7)])], 24)
    month = 720 // 24

    heading, whole, one = chart.marks
    assert (heading.is_heading, heading.label) == (True, "1.1 Output")
    assert (whole.x, whole.width, whole.x + whole.width) == (LABELS, 24 * month, chart.right)
    assert (one.x, one.width) == (LABELS + 6 * month, month)
    assert [mark.top for mark in chart.marks] == [HEAD, HEAD + ROW, HEAD + 2 * ROW]


def test_half_years_group_the_months_and_the_last_may_be_shorter():
    (chart,) = charts([("1.1 Output", [activity(1, 2)])], 20)

    assert [(band.number, band.width // 36) for band in chart.half_years] == [(1, 6), (2, 6), (3, 6), (4, 2)]
    assert [band.number for band in chart.months] == list(range(1, 21))
    assert chart.months[-1].x + chart.months[-1].width == chart.right


@pytest.mark.parametrize(
    ("milestone", "month", "due"), [("", None, None), ("", 3, None), ("Agreed", None, 6), ("Agreed", 3, 3)]
)
def test_diamond_stands_at_the_end_of_the_month_of_the_milestone(milestone, month, due):
    row = activity(1, 6, milestone=milestone, month=month)
    (chart,) = charts([("1.1 Output", [row])], 12)
    corners = chart.marks[1].diamond.split()

    assert milestone_month(row) == due
    assert len(corners) == (4 if due else 0)
    if due:
        assert corners[0].split(",")[0] == str(LABELS + due * 60)
        assert corners[1].split(",")[1] == str(HEAD + ROW + ROW // 2)


@pytest.mark.parametrize(("duration", "months"), [(None, 9), (6, 9), (9, 9), (12, 12)])
def test_axis_is_as_long_as_the_project_or_as_its_activities_need(duration, months):
    (chart,) = charts([("1.1 Output", [activity(4, 9)])], duration)

    assert len(chart.months) == months


def test_long_work_plan_is_cut_into_drawings_that_a_page_holds():
    groups = [(f"1.{output} Output", [activity(1, 36)] * 10) for output in range(1, 7)]

    found = charts(groups, 36)

    assert [len(chart.marks) for chart in found] == [14, 22, 22, 8]
    assert max(len(chart.marks) for chart in found) == MOST_ROWS
    assert len({chart.width for chart in found}) == 1


def test_no_drawing_ends_with_a_heading():
    groups = [("1.1 First", [activity(1, 2)] * 12), ("1.2 Second", [activity(1, 2)] * 3)]

    first, second = charts(groups, 12)

    assert (len(first.marks), second.marks[0].label) == (13, "1.2 Second")


def test_months_stay_apart_in_the_longest_project_and_only_some_are_named():
    (chart,) = charts([("1.1 Output", [activity(1, 120)])], 120)

    assert chart.months[0].width == 8
    assert [band.number for band in chart.months if band.is_named] == list(range(3, 121, 3))


def test_names_fit_one_line_beside_the_bars():
    assert shortened(" Train\n the  trainers ") == "Train the trainers"
    assert shortened("x" * 56) == "x" * 56
    assert shortened("x" * 57) == "x" * 55 + "…"
