"""A plan with something of everything."""

from decimal import Decimal

import pytest

from funding.models import Axis, AxisValue, Goal, RatingScale
from plans import services
from plans.models import Activity, BudgetLine, CrossCutting, Indicator, ResultNode

KIND = Indicator.Kind


@pytest.fixture
def version(draft):
    """The open version of a finished draft."""
    return draft.plan.current


@pytest.fixture
def full(version, applicant):
    """The same version with all kinds of indicators, milestones, splits, tags, typed half-years, risks and markers."""
    output = version.nodes.get(level=ResultNode.Level.OUTPUT)
    common = {"node": output, "by": applicant, "source_and_method": "Registers", "frequency": "ANNUAL"}
    known = {"baseline_value": Decimal(0), "baseline_year": 2025}
    latest = {"over_time": Indicator.OverTime.LATEST}
    people = services.add_indicator(
        **common, **known, title="Officers trained", unit="persons", target_value=Decimal(120), counts_people=True,
        axes=Axis.objects.filter(pk="sex"), goals=Goal.objects.filter(pk__in=["SDG-10.7", "GCM-10"]),
        milestones=[(6, Decimal(40), ""), (12, Decimal(120), "")],
        split_targets={AxisValue.objects.get(axis="sex", code="women"): Decimal(60)},
    )  # fmt: skip
    services.add_indicator(
        **common, **known, **latest, title="Cases closed", kind=KIND.PERCENTAGE, target_value=Decimal("62.5")
    )
    services.add_indicator(
        **common, **latest, title="Capacity of the unit", kind=KIND.SCALE, scale=RatingScale.objects.get(pk="capacity"),
        baseline_state="TBD", baseline_due_month=3, target_value=Decimal(4),
    )  # fmt: skip
    services.add_indicator(**common, **known, **latest, title="Law in force", kind=KIND.YES_NO, target_value=Decimal(1))
    services.add_indicator(
        **common, **latest, title="Quality of referral", kind=KIND.QUALITATIVE, baseline_state="NOT_APPLICABLE",
        target_text="Partners refer without being asked", milestones=[(12, None, "First referrals")],
    )  # fmt: skip
    line = BudgetLine.objects.filter(version=version, category="STAFF").first()
    services.change(line, by=applicant, revision=line.revision, phases=[line.amount, Decimal(0), Decimal(0)])
    services.add_risk(
        version, by=applicant, description="Staff leave", likelihood=3, impact=4, response="Train two each"
    )
    services.set_marker(version, by=applicant, theme=CrossCutting.Theme.GENDER, marker=1, explanation="Half are women")
    people.refresh_from_db()
    return version


LONG = "Officials of the ministry and of partner offices meet, compare procedures and agree on one. " * 10
SIGNS = "وزارة الداخلية – 🚀 – 內政部 – Zoë & <b>co</b> #panic() \\ $x$"


def crowd(version, *, activities=60, lines=120):
    """Fill a version to the brim: long texts, other scripts, three years; written past the services for speed."""
    version.duration_months = 36
    version.save(update_fields=["duration_months"])
    output = version.nodes.get(level=ResultNode.Level.OUTPUT)
    output.statement = output.assumptions = LONG
    output.save()
    start = output.activities.count()
    rows = [
        Activity(
            output=output, position=place, code=f"1.1.{place}", title=f"{place} {SIGNS if place % 2 else LONG[:280]}",
            responsible_party=SIGNS, start_month=1 + place % 30, end_month=6 + place % 30,
            milestone="Agreed" if place % 3 else "",
        )
        for place in range(start + 1, start + 1 + activities)
    ]  # fmt: skip
    rows = Activity.objects.bulk_create(rows)
    first = version.lines.count()
    BudgetLine.objects.bulk_create(
        BudgetLine(
            version=version, position=first + place + 1, category="OPERATIONAL", activity=rows[place % len(rows)],
            description=f"{place} {SIGNS}", unit="day", quantity=Decimal("2.50"), periods=Decimal(3),
            unit_cost=Decimal("123456.78"), amount=Decimal("925925.85"), calculation_note=LONG[:480],
        )
        for place in range(lines)
    )  # fmt: skip
    Indicator.objects.bulk_create(
        Indicator(
            node=output, position=place, title=f"{place} {SIGNS}", source_and_method=LONG[:300], kind="QUALITATIVE",
            over_time="LATEST", baseline_state="NOT_APPLICABLE", target_text=LONG[:300], definition=LONG[:500],
        )
        for place in range(10, 35)
    )  # fmt: skip
    return version


@pytest.fixture
def large(version, applicant):
    """A plan of 12 outputs, 40 indicators and 120 budget lines."""
    objective = version.nodes.get(level=ResultNode.Level.OBJECTIVE)
    outcomes = [*objective.children.all(), services.add_result(objective, by=applicant, statement="Second outcome")]
    while (outputs := version.nodes.filter(level=ResultNode.Level.OUTPUT)).count() < 12:
        place = outputs.count()
        services.add_result(outcomes[place % 2], by=applicant, statement=f"Output that comes as number {place + 1}")
    outputs = list(version.nodes.filter(level=ResultNode.Level.OUTPUT))
    for number in range(40 - Indicator.objects.filter(node__version=version).count()):
        services.add_indicator(
            outputs[number % 12], by=applicant, title=f"Officers trained in course {number}", unit="persons",
            baseline_value=Decimal(0), baseline_year=2025, target_value=Decimal(20 + number), source_and_method="Lists",
            milestones=[(6, Decimal(number), "")] if number else [],
        )  # fmt: skip
    for output in outputs:
        services.add_activity(
            output, by=applicant, title=f"Course of {output.code}", responsible_party="IOM", start_month=1, end_month=12
        )
    for number in range(120 - version.lines.count()):
        services.add_line(
            version, by=applicant, category="OPERATIONAL", activity=outputs[number % 12].activities.first(), unit="day",
            description=f"Trainer {number}", quantity=Decimal(number + 1), periods=Decimal(2), unit_cost=Decimal("33.33"),
            share_percent=Decimal(50), calculation_note="Offer of 2026",
        )  # fmt: skip
    return version
