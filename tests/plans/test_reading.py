"""A plan's data in the reader's words, of today's plans and of those that were handed in before."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import translation

from plans.models import CrossCutting, Indicator
from plans.reading import readable
from plans.snapshot import as_data

NEW_KEYS = {
    *("definition", "scale_id", "baseline_due_month", "may_exceed_100", "frequency", "responsible"),
    *("axes", "goals", "milestones", "split_targets"),
}


def words_by_title(plan):
    return {
        indicator["title"]: indicator["words"]
        for outcome in plan["outcomes"]
        for node in [outcome, *outcome["outputs"]]
        for indicator in node["indicators"]
    }


def as_of_old(data):
    """The plan as an older version of the portal kept it."""
    for outcome in data["outcomes"]:
        for node in [outcome, *outcome["outputs"]]:
            node["indicators"] = [
                {key: value for key, value in row.items() if key not in NEW_KEYS} for row in node["indicators"]
            ]
    for key in ("risks", "cross_cutting"):
        del data[key]
    for line in data["lines"]:
        del line["phases"]
    return data


def test_words_of_every_kind_of_indicator(full):
    found = words_by_title(readable(as_data(full)))

    assert found["Officers trained"] | {"goals": None} == {
        "kind": "Number", "frequency": "Every year", "baseline": "0 persons (2025)", "target": "120 persons",
        "milestones": [
            {"month": 6, "words": "40 persons", "is_written": False},
            {"month": 12, "words": "120 persons", "is_written": False},
        ],
        "split": ["Sex – Women and girls 60"], "goals": None, "scale": [],
    }  # fmt: skip
    assert len(found["Officers trained"]["goals"]) == 2
    steps = found["Capacity of the unit"]["scale"]
    assert [step.split(" – ")[0] for step in steps] == [str(number) for number in range(1, len(steps) + 1)]
    assert found["Capacity of the unit"]["target"] == steps[3]
    assert found["Quality of referral"]["milestones"] == [{"month": 12, "words": "First referrals", "is_written": True}]


@pytest.mark.parametrize(("language", "target"), [("en", "62.5%"), ("fr", "62,5\u00a0%"), ("es", "62,5\u00a0%")])
def test_percentages_are_written_as_the_language_does(full, language, target):
    with translation.override(language):
        assert words_by_title(readable(as_data(full)))["Cases closed"]["target"] == target


def test_percentage_keeps_all_its_decimals(full):
    Indicator.objects.filter(title="Cases closed").update(target_value=Decimal("33.3333"))

    assert words_by_title(readable(as_data(full)))["Cases closed"]["target"] == "33.3333%"


def test_plan_kept_before_the_new_fields_is_still_read(full):
    plan = readable(as_of_old(as_data(full)))

    assert (plan["risks"], plan["cross_cutting"]) == ([], [])
    words = words_by_title(plan)["Officers trained"]
    assert (words["target"], words["frequency"], words["milestones"], words["split"]) == ("120 persons", "", [], [])
    assert words_by_title(plan)["Capacity of the unit"]["target"] == "4"


def test_words_cost_the_same_for_any_plan(full, django_assert_num_queries):
    data = as_data(full)

    with django_assert_num_queries(4):
        readable(data)


def test_proposal_shows_all_of_its_plan(full, applicant, client_for):
    CrossCutting.objects.update(explanation="Half of those trained are women")

    page = client_for(applicant).get(reverse("applications:read", args=[full.plan.application.key])).content.decode()

    missing = [
        text
        for text in (
            *(
                "Every year",
                "Month 6:",
                "40 persons",
                "Sex – Women and girls 60",
                "62.5%",
                "To be determined by month 3",
            ),
            *("Steps of the scale", "Staff leave", "Medium", "Train two each", "Gender equality"),
            *("1 – a significant aim", "Half of those trained are women"),
        )
        if text not in page
    ]
    assert missing == []
