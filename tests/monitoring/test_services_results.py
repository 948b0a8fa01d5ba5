from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from core.errors import DomainError, NotAllowed, StateConflict
from funding.models import AxisValue, RatingScale
from monitoring import services
from monitoring.models import Actual, ActualSplit, Report
from monitoring.selectors.results import lacking_in, results_of, said
from plans import services as plans
from plans.models import Indicator
from plans.selectors import framework

Kind = Indicator.Kind
TOO_MANY = (
    "“Offices” by Sex: Women and girls 30 + Men and boys 30 = 60, but the total is 58: 2 too many. "
    "Mend the parts or the total."
)


@pytest.fixture
def measured(next_report, other_draft, stranger, project_manager):
    """``measured(kind=…)``: a new indicator of the plan that the second interim report follows, with ``write`` and ``lacks``."""
    version = other_draft.plan.current
    Report.objects.filter(pk=next_report.pk).update(version=version)
    report = Report.objects.get(pk=next_report.pk)
    outcome = version.nodes.get(level="OUTCOME")

    def make(**fields):
        defaults = {"title": "Offices", "source_and_method": "Lists", "over_time": "LATEST"}
        defaults["baseline_state"] = "KNOWN" if "baseline_value" in fields else "NOT_APPLICABLE"
        return Measured(report, plans.add_indicator(outcome, by=stranger, **defaults | fields), project_manager)

    return make


class Measured:
    def __init__(self, report, indicator, by):
        self.report, self.indicator, self.by = report, Indicator.objects.get(pk=indicator.pk), by

    def write(self, **facts):
        return services.write_actual(self.report, self.indicator, by=self.by, **facts)

    def lacks(self):
        rows = results_of(self.report, framework(self.report.version))
        return list(lacking_in(next(row for row in rows if row.indicator.pk == self.indicator.pk)))


@pytest.fixture
def sexes(reference):
    return {part.code: part for part in AxisValue.objects.filter(axis="sex")}


def test_a_percentage_is_computed_from_its_two_numbers(measured):
    actual = measured(kind=Kind.PERCENTAGE, target_value=80).write(numerator=Decimal(2), denominator=Decimal(3))

    assert actual.value == Decimal("66.6667")


@pytest.mark.parametrize(
    ("fields", "facts", "sentence"),
    [
        ({"kind": Kind.PERCENTAGE}, {"value": Decimal(101)}, "A percentage of this indicator is between 0 and 100."),
        ({"kind": Kind.PERCENTAGE}, {"numerator": 3, "denominator": 2}, "A percentage of this indicator is between"),
        ({"kind": Kind.PERCENTAGE}, {"numerator": 3}, "Give both numbers: how many, and out of how many."),
        ({"kind": Kind.PERCENTAGE}, {"numerator": 0, "denominator": 0}, "“Out of” is greater than zero"),
        ({"kind": Kind.YES_NO}, {"value": Decimal(2)}, "This indicator is yes or no."),
        ({"kind": Kind.YES_NO}, {"value": Decimal("0.5")}, "This indicator is yes or no."),
        ({"kind": Kind.SCALE}, {"value": Decimal(99)}, "The scale of this indicator has no such step."),
        ({"kind": Kind.QUALITATIVE}, {"value": Decimal(1)}, "This indicator is reported in words."),
        ({"kind": Kind.NUMBER, "counts_people": True}, {"value": Decimal("1.5")}, "This indicator counts people."),
        ({"kind": Kind.NUMBER, "counts_people": True}, {"value": Decimal(-1)}, "This indicator counts people."),
        ({"kind": Kind.NUMBER}, {"numerator": 1, "denominator": 2}, "Only a percentage has two numbers."),
        ({"kind": Kind.NUMBER}, {"value": 1, "unavailable_reason": "Late"}, "There is a value and a reason why"),
    ],
)
def test_a_value_that_the_kind_does_not_have_is_refused(measured, fields, facts, sentence):
    if fields["kind"] == Kind.SCALE:
        fields = fields | {"scale": RatingScale.objects.first()}
    numbers = {name: Decimal(fact) if not isinstance(fact, str) else fact for name, fact in facts.items()}

    with pytest.raises(DomainError) as refusal:
        measured(**fields).write(**numbers)

    assert str(refusal.value).startswith(sentence)
    assert Actual.objects.filter(indicator__title="Offices").count() == 0


@pytest.mark.parametrize("days", [-1, None])
def test_data_of_a_day_outside_the_project_are_refused(measured, running_project, days):
    """The day before its start, and tomorrow; the sentence names both ends."""
    first, today = running_project.starts_on, timezone.localdate()
    day = first + timedelta(days=days) if days else today + timedelta(days=1)
    indicator = measured(kind=Kind.NUMBER)

    with pytest.raises(DomainError, match="The day of the data lies between the start of the project"):
        indicator.write(value=Decimal(1), data_on=day)

    assert not Actual.objects.filter(indicator__title="Offices").exists()
    assert indicator.write(value=Decimal(1), data_on=first).data_on == first


def test_a_percentage_above_100_is_taken_where_the_plan_says_so(measured):
    actual = measured(kind=Kind.PERCENTAGE, may_exceed_100=True).write(value=Decimal(120))

    assert actual.value == 120


def test_an_indicator_of_another_project_is_refused(next_report, project_manager, other_draft):
    theirs = Indicator.objects.filter(node__version=other_draft.plan.current).first()

    with pytest.raises(DomainError, match="not of the plan"):
        services.write_actual(next_report, theirs, by=project_manager, value=Decimal(1))

    assert next_report.actuals.count() == 0


def test_a_stranger_may_not_write_a_value(next_report, stranger):
    indicator = Indicator.objects.filter(node__version=next_report.version).first()

    with pytest.raises(NotAllowed):
        services.write_actual(next_report, indicator, by=stranger, value=Decimal(1))


def test_parts_may_differ_from_the_total_in_a_draft_and_the_difference_is_said(measured, sexes):
    people = measured(kind=Kind.NUMBER, counts_people=True)

    people.write(value=Decimal(58), splits={sexes["women"]: Decimal(30), sexes["men"]: Decimal(20)})

    sentence = (
        "“Offices” by Sex: Women and girls 30 + Men and boys 20 = 50, but the total is 58: 8 missing. "
        "Put them under “not stated” if nobody knows."
    )
    assert people.lacks() == [sentence]


@pytest.mark.parametrize(
    ("splits", "lacks"),
    [
        ({"women": 30, "men": 20, "unknown": 8}, []),
        ({"women": 30, "men": 28, "unknown": None}, []),
        (
            {"women": 30, "men": 30},
            [TOO_MANY],
        ),
        ({}, ["Split “Offices” by Sex. What nobody knows goes under “not stated”."]),
    ],
)
def test_parts_make_up_the_total(measured, sexes, splits, lacks):
    people = measured(kind=Kind.NUMBER, counts_people=True)
    parts = {sexes[code]: None if value is None else Decimal(value) for code, value in splits.items()}

    people.write(value=Decimal(58), splits=parts)

    assert people.lacks() == lacks


def test_parts_of_a_percentage_add_up_in_both_numbers(measured, sexes):
    share = measured(kind=Kind.PERCENTAGE, counts_people=True)
    splits = {sexes["women"]: (Decimal(10), Decimal(20)), sexes["men"]: (Decimal(5), Decimal(10))}

    share.write(numerator=Decimal(15), denominator=Decimal(40), splits=splits)

    assert [split.value for split in ActualSplit.objects.filter(actual__indicator=share.indicator)] == [50, 50]
    sentence = (
        "“Offices” by Sex: Women and girls 20 + Men and boys 10 = 30, but the total is 40: 10 missing. "
        "Put them under “not stated” if nobody knows."
    )
    assert share.lacks() == [sentence]


@pytest.mark.parametrize(
    ("value", "needs_words"), [(Decimal(85), False), (Decimal(84), True), (Decimal(115), False), (Decimal(116), True)]
)
def test_a_value_far_from_the_milestone_due_needs_words(measured, value, needs_words):
    offices = measured(kind=Kind.NUMBER, baseline_value=Decimal(0), baseline_year=2025, target_value=Decimal(200))
    offices.indicator.milestones.create(month=12, value=Decimal(100))

    offices.write(value=value)
    before = offices.lacks()
    offices.write(value=value, comment="The rains came early.", revision=1)

    sentence = f"“Offices” is at {value}, and 100 was due: say why in its comment."
    assert (before, offices.lacks()) == ([sentence] if needs_words else [], [])


def test_a_milestone_that_is_not_due_yet_asks_for_nothing(measured):
    offices = measured(kind=Kind.NUMBER, baseline_value=Decimal(0), baseline_year=2025, target_value=Decimal(200))
    offices.indicator.milestones.create(month=13, value=Decimal(100))

    offices.write(value=Decimal(1))

    assert offices.lacks() == []


def test_no_value_with_its_reason_is_enough(measured):
    offices = measured(kind=Kind.NUMBER)

    offices.write(unavailable_reason="The census is counted in June.")

    assert offices.lacks() == []


def test_an_indicator_in_words_takes_words_and_one_of_four_ratings(measured):
    trust = measured(kind=Kind.QUALITATIVE)

    trust.write(comment="Officials say they trust each other more.")
    before = trust.lacks()
    trust.write(comment="Officials say they trust each other more.", rating="ON_TRACK", revision=1)

    assert before == ["Say in words what was reached, and how it stands, for “Offices”."]
    assert trust.lacks() == []


def test_a_value_saved_elsewhere_meanwhile_is_refused(next_report, project_manager):
    indicator = Indicator.objects.filter(node__version=next_report.version).first()
    services.write_actual(next_report, indicator, by=project_manager, value=Decimal(1))

    with pytest.raises(StateConflict):
        services.write_actual(next_report, indicator, by=project_manager, value=Decimal(2))

    assert next_report.actuals.get().value == 1


@pytest.mark.parametrize(
    "statement", ["UPDATE monitoring_actualsplit SET value = 1", "DELETE FROM monitoring_actualsplit"]
)
def test_parts_are_frozen_with_their_report(running_project, statement):
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert sum(ActualSplit.objects.values_list("value", flat=True)) == 58


def test_a_correction_gets_all_rows_with_their_parts(accepted_report, project_manager):
    correction = services.correct_report(accepted_report, by=project_manager, reason="Seven officials were missed.")

    for name in ("texts", "actuals", "activities", "risks", "evidence", "expenditures"):
        assert getattr(correction, name).count() == getattr(accepted_report, name).count() > 0
    parts = ActualSplit.objects.filter(actual__report=correction).order_by("part__position")
    assert list(parts.values_list("part__code", "value")) == [("women", 30), ("men", 28)]
    assert correction.actuals.exclude(data_on=None).count() == 2
    assert correction.actuals.filter(data_on__gt=date.today()).count() == 0


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        (Kind.NUMBER, Decimal("1234.5"), "1,234.5"),
        (Kind.PERCENTAGE, Decimal("66.6667"), "66.7%"),
        (Kind.YES_NO, Decimal(0), "No"),
        (Kind.SCALE, Decimal(2), "2 – Beginning"),
        (Kind.NUMBER, None, "–"),
    ],
)
def test_a_value_is_said_as_its_kind_says_it(measured, kind, value, words):
    scale = RatingScale.objects.first() if kind == Kind.SCALE else None

    assert said(measured(kind=kind, scale=scale).indicator, value) == words
