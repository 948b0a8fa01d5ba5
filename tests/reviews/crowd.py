"""Many proposals with marks, made in bulk: for the board's tests and its bench. What services check is not what they ask."""

from collections import Counter
from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from applications.models import Application, State, Submission
from funding.models import Country, FundingLine
from plans.models import BudgetLine, Plan, PlanVersion
from reviews.models import Assignment, Review, Rubric

LINES = 10  # of each budget


def crowd(
    number, *, owner, officer, reviewers, marks, countries, line=2, amount=lambda place: Decimal(50000), year=None
):
    """``number`` proposals with the Fund, reviewed by ``reviewers(place)`` who give ``marks(place, turn)`` by code."""
    now, line = timezone.now(), FundingLine.objects.get(pk=line)
    rubric = Rubric.objects.in_force().get()
    homes = {country.pk: country for country in Country.objects.filter(pk__in=countries).select_related("region")}
    plans = Plan.objects.bulk_create(Plan() for _place in range(number))
    versions = PlanVersion.objects.bulk_create(
        PlanVersion(plan=plan, number=1, status="SUBMITTED", origin="APPLICATION") for plan in plans
    )
    BudgetLine.objects.bulk_create(
        BudgetLine(
            version=version, category="OFFICE", description="x", unit="x", quantity=1, unit_cost=1, position=turn,
            amount=amount(place) / LINES,
        )
        for place, version in enumerate(versions)
        for turn in range(LINES)
    )  # fmt: skip
    places = [homes[countries[place % len(countries)]] for place in range(number)]
    applications = Application.objects.bulk_create(
        Application(
            reference=f"IDF-9{line.pk}-{place:04d}", owner=owner, title=f"Proposal {place}", language="en", line=line,
            coverage="NATIONAL", region=places[place].region, plan=plan, state=State.FUND_REVIEW,
            funding_year=year or timezone.localdate().year, submitted_at=now - timedelta(minutes=place),
        )
        for place, plan in enumerate(plans)
    )  # fmt: skip
    Application.countries.through.objects.bulk_create(
        Application.countries.through(application=application, country=places[place])
        for place, application in enumerate(applications)
    )
    submissions = Submission.objects.bulk_create(
        Submission(
            application=one, number=1, submitted_by=owner, submitted_at=one.submitted_at, content="{}", sha256="0" * 64
        )
        for one in applications
    )
    assignments = Assignment.objects.bulk_create(
        Assignment(
            application=submission.application, submission=submission, reviewer=reviewer, assigned_by=officer,
            due_on=timezone.localdate(), state="DONE", declared_at=now, rubric=rubric,
        )
        for place, submission in enumerate(submissions)
        for reviewer in reviewers(place)
    )  # fmt: skip
    places_of, turns = {submission.pk: place for place, submission in enumerate(submissions)}, Counter()
    rows = []
    for one in assignments:
        turns[one.submission_id] += 1
        given = marks(places_of[one.submission_id], turns[one.submission_id])
        rows.append(Review(assignment=one, number=1, submission_id=one.submission_id, marks=given))
    Review.objects.bulk_create(rows)
    return applications
