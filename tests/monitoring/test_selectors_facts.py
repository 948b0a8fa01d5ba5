"""What accepted reports make public: figures with parts, lights, corrections, money of the ledger – nothing before acceptance."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db.models import Sum
from django.utils import timezone

from demo import reports
from funding.models import AxisValue
from monitoring import services
from monitoring.models import ActualSplit, ProjectEntry, Report
from monitoring.selectors.facts import facts_of
from plans.models import Indicator, Milestone
from projects import services as projects
from projects.selectors.records import values_of

PARTS = {"women": Decimal(30), "men": Decimal(28)}


@pytest.fixture
def first(running_project):
    """The accepted report of the running project."""
    return Report.objects.get(duty__project=running_project, state="ACCEPTED")


@pytest.fixture
def people(running_project):
    """The indicator that counts people."""
    return Indicator.objects.get(node__version=running_project.plan.approved, counts_people=True)


def indicator_in(project, row):
    """What the public record says of an indicator now."""
    results = values_of(project)["results"]
    nodes = [results["objective"], *(node for one in results["outcomes"] for node in (one, *one["outputs"]))]
    return next(one for node in nodes for one in node["indicators"] if one["lineage"] == str(row.lineage))


def corrected(report, cast, change):
    """An accepted correction of a report, changed by ``change``."""
    correction = services.correct_report(report, by=cast.manager, reason="A list was counted twice")
    change(correction)
    return reports.hand_on(correction, cast)


def fewer_women(correction):
    row = Indicator.objects.get(node__version=correction.version, counts_people=True)
    actual = correction.actuals.get(lineage=row.lineage)
    parts = {part.code: part for part in AxisValue.objects.filter(axis="sex")}
    splits = {parts["women"]: Decimal(20), parts["men"]: Decimal(28)}
    services.write_actual(
        correction, row, by=correction.duty.project.manager, value=Decimal(48), splits=splits, comment="Counted anew",
        revision=actual.revision,
    )  # fmt: skip


def test_values_have_their_parts_and_stand_by_what_is_due(running_project, people, first):
    found = indicator_in(running_project, people)

    (actual,) = found["actuals"]
    assert {(one["axis"], one["part"], Decimal(one["value"])) for one in actual["splits"]} == {
        ("sex", code, value) for code, value in PARTS.items()
    }
    assert (actual["words"], actual["rating"], actual["corrected"]) == ("", "", False)
    assert found["light"] == "NOT_DUE"
    assert values_of(running_project)["results"]["reported_until"] == str(first.duty.ends_on)


@pytest.mark.parametrize(("value", "light"), [(60, "ON_TRACK"), (80, "BEHIND"), (100, "OFF_TRACK")])
def test_a_milestone_decides_on_the_light_as_of_the_last_accepted_period(
    running_project, people, intruder, value, light
):
    with intruder():
        Milestone.objects.create(indicator=people, month=6, value=Decimal(value))

    found = indicator_in(running_project, people)

    on = running_project.starts_on
    month_end = Report.objects.get(duty__project=running_project, state="ACCEPTED").duty.ends_on
    assert [(one["month"], one["on"], Decimal(one["value"])) for one in found["milestones"]] == [
        (6, str(month_end), Decimal(value))
    ]
    assert (found["light"], on < month_end) == (light, True)


def test_what_is_in_words_is_public_as_words_with_its_rating_once_accepted(running_project, people, first, intruder):
    with intruder():
        Indicator.objects.filter(pk=people.pk).update(
            kind="QUALITATIVE", over_time="LATEST", baseline_value=None, target_value=None, target_text="Adopted"
        )
        first.actuals.filter(lineage=people.lineage).update(value=None, comment="Drafted in Budva", rating="BEHIND")
        ActualSplit.objects.filter(actual__report=first).delete()

    found = indicator_in(running_project, people)

    assert [(one["value"], one["words"], one["rating"]) for one in found["actuals"]] == [
        (None, "Drafted in Budva", "BEHIND")
    ]
    assert (found["light"], found["percent"]) == ("BEHIND", None)


def test_words_that_are_withheld_are_withheld_in_what_was_reached_too(
    running_project, people, first, intruder, officer
):
    with intruder():
        Indicator.objects.filter(pk=people.pk).update(
            kind="QUALITATIVE", over_time="LATEST", baseline_value=None, target_value=None
        )
        first.actuals.filter(lineage=people.lineage).update(value=None, comment="Drafted in Budva", rating="BEHIND")
    terms = projects.prepare(running_project, by=officer, redactions=[("PLACE", "Budva", "x")])

    assert "Budva" not in str(values_of(running_project, terms)["results"])
    assert "Drafted in […]" in str(values_of(running_project, terms)["results"])


def test_comments_and_open_reports_change_nothing_in_public(running_project, first, cast):
    before = values_of(running_project)
    second = services.open_report(running_project.duties.get(kind="INTERIM", sequence=2), by=cast.manager)
    reports.write_report(second, cast.manager)
    fewer_women(services.correct_report(first, by=cast.manager, reason="A list was counted twice"))

    assert values_of(running_project) == before


def test_a_correction_is_told_in_three_languages_with_its_period(running_project, people, first, cast):
    correction = corrected(first, cast, fewer_women)

    values, found = values_of(running_project), indicator_in(running_project, people)
    (said,) = values["corrections"]
    duty = first.duty
    assert (said["from"], said["to"], said["on"]) == (
        str(duty.starts_on),
        str(duty.ends_on),
        str(timezone.localdate(correction.accepted_at)),
    )
    assert said["en"].startswith("Figures of the period from ")
    assert said["fr"].startswith("Les chiffres de la période du ")
    assert said["es"].startswith("Se corrigieron las cifras del período del ")
    assert [(Decimal(one["value"]), one["corrected"]) for one in found["actuals"]] == [(Decimal(48), True)]


def test_a_correction_of_texts_alone_is_not_told(running_project, first, cast):
    def other_words(correction):
        text = correction.texts.get(key="summary")
        services.write_text(correction, "summary", by=cast.manager, text="Better said.", revision=text.revision)

    corrected(first, cast, other_words)

    assert values_of(running_project)["corrections"] == []


def test_a_correction_of_money_alone_is_told_only_where_money_is_public(
    running_project, first, cast, intruder, officer
):
    def more_money(correction):
        row = correction.expenditures.order_by("-amount").first()
        services.write_expenditure(
            correction, row.line, by=cast.manager, amount=row.amount + 1, comment="Late bill", revision=row.revision
        )

    corrected(first, cast, more_money)
    terms = projects.prepare(running_project, by=officer, shows_money=True)

    assert values_of(running_project)["corrections"] == []
    assert len(values_of(running_project, terms)["corrections"]) == 1


def test_public_money_adds_up_to_the_ledger_also_after_a_correction(running_project, first, cast, officer):
    today = timezone.localdate()
    facts = {"project": running_project, "kind": ProjectEntry.Kind.DISBURSEMENT, "booked_by": officer}
    kept = ProjectEntry.objects.create(amount=Decimal("40000.00"), on=today - timedelta(days=9), **facts)
    wrong = ProjectEntry.objects.create(amount=Decimal("700.00"), on=today, **facts)
    ProjectEntry.objects.create(amount=Decimal("-700.00"), on=today, reverses=wrong, **facts)

    def more_money(correction):
        row = correction.expenditures.order_by("-amount").first()
        services.write_expenditure(
            correction, row.line, by=cast.manager, amount=row.amount + 1, comment="Late bill", revision=row.revision
        )

    corrected(first, cast, more_money)
    terms = projects.prepare(running_project, by=officer, shows_money=True)

    money = values_of(running_project, terms)["money"]
    entries = ProjectEntry.objects.filter(project=running_project).order_by()
    ledger = dict(entries.values_list("kind").annotate(Sum("amount")))
    public = {name: sum(Decimal(row["value"]) for row in money[name]) for name in ("spent", "disbursed")}
    assert public == {"spent": ledger["EXPENDITURE"], "disbursed": ledger["DISBURSEMENT"]}
    assert money["disbursed"] == [{"on": str(kept.on), "value": "40000.00"}]
    hidden = values_of(running_project)["money"]
    assert (hidden["spent"], hidden["disbursed"]) == ([], [])


def test_facts_cost_the_same_for_one_and_two_reports(running_project, cast, django_assert_max_num_queries):
    running_project.refresh_from_db()
    for _number in range(2):
        with django_assert_max_num_queries(14):
            facts_of(running_project)
        duty = running_project.duties.get(kind="INTERIM", sequence=2)
        if not duty.report:
            second = services.open_report(duty, by=cast.manager)
            reports.write_report(second, cast.manager)
            reports.hand_on(second, cast)
