"""Invented running projects in any number, to see how the portfolio does with many: plans, duties, accepted reports, standings.

Made of its number and the seed, written in bulk past the services, with plans and reports as the database wants them: rows
first, then the signatures that freeze them. Their seals are fingerprints of their numbers, not of their contents. What the
database freezes cannot be taken away again.
"""

import hashlib
import random
from datetime import datetime, time, timedelta
from decimal import Decimal

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from accounts.selectors import people_in
from funding.evaluator.schedule import schedule
from monitoring.models import Actual, Duty, Expenditure, Report
from monitoring.services import parameters_for, renew_standings
from plans.models import Activity, BudgetLine, Indicator, Milestone, Plan, PlanVersion, ResultNode
from projects.models import Project, State

from .catalogue import Composer

PREFIX = "YY"  # no theme, no country, none of the catalogue's invented ones
MOST = 10_000
MONTHS = (12, 18, 18, 24, 24, 30)
CENT = Decimal("0.01")
RATINGS = ("ON_TRACK", "ON_TRACK", "ON_TRACK", "BEHIND", "OFF_TRACK")
OUTPUTS = ("Officials know the procedure", "Services use one register", "Migrants know where to ask")
COUNTS = (("Officials who pass the final test", 120), ("Offices that use the register", 12), ("People advised", 900))
LINES = (("STAFF", 20), ("OFFICE", 8), ("OPERATIONAL", 24), ("OPERATIONAL", 22), ("OPERATIONAL", 20), ("EVALUATION", 6))


def ensure_running(number, *, seed=1, chunk=200):
    """Have the first ``number`` running projects; yields how many there are, now and after each ``chunk``."""
    known = set(Project.objects.filter(code__startswith=f"{PREFIX}.").values_list("code", flat=True))
    missing = [one for one in range(number) if code_of(one) not in known]
    there, maker = number - len(missing), Maker(seed)
    yield there
    for start in range(0, len(missing), chunk):
        part = missing[start : start + chunk]
        with transaction.atomic():
            maker.make(part)
        there += len(part)
        yield there
    renew_standings()


def code_of(number):
    """Code of the running project with this number, counting from 0."""
    return f"{PREFIX}.{number:04d}"


class Course:
    """How one invented project goes: its dice, dates, and how well it does (1: as planned)."""

    def __init__(self, dice, today):
        self.dice, self.months = dice, dice.choice(MONTHS)
        self.starts_on = (today - relativedelta(months=dice.randint(0, self.months + 6))).replace(day=1)
        self.ends_on = self.starts_on + relativedelta(months=self.months, days=-1)
        self.pace = Decimal(dice.choice((35, 65, 80, 95, 100, 105, 125))) / 100
        self.speed = Decimal(dice.choice((30, 70, 85, 95, 100, 105, 140))) / 100
        self.is_punctual = dice.random() < 0.8
        self.state = State.ACTIVE if self.ends_on >= today else State.COMPLETED
        if self.state == State.ACTIVE and dice.random() < 0.03:
            self.state = State.SUSPENDED

    def share(self, item):
        """Which part of the whole project lies in a period."""
        return Decimal((item.ends_on - item.starts_on).days + 1) / ((self.ends_on - self.starts_on).days + 1)


class Maker:
    """Makes running projects, a few hundred at a time; the queries do not grow with them."""

    def __init__(self, seed):
        self.seed, self.today, self.composer = seed, timezone.localdate(), Composer(seed)
        self.officers = list(people_in(Role.OFFICER)[:2])
        self.managers = list(User.objects.filter(is_active=True, role_grants=None).order_by("pk")[:20])

    def make(self, numbers):
        """Write the projects of these numbers with all that belongs to them."""
        courses = {}
        projects, places = [], []
        for number in numbers:
            dice = random.Random(f"running:{self.seed}:{number}")  # noqa: S311 – invents, keeps no secret
            course = Course(dice, self.today)
            project, countries, _record = self.composer.compose(number)
            self._begin(project, course, number)
            projects.append(project)
            places.append(countries)
            courses[project.code] = course
        Plan.objects.bulk_create([project.plan for project in projects])
        Project.objects.bulk_create(projects)
        through = Project.countries.through
        through.objects.bulk_create(
            through(project=project, country=country)
            for project, countries in zip(projects, places, strict=True)
            for country in countries
        )
        versions = self._plans(projects, courses)
        self._reports(projects, courses, versions)

    def _begin(self, project, course, number):
        project.code = project.address = code_of(number)
        project.prima_id, project.published_at, project.plan = None, None, Plan()
        project.starts_on, project.ends_on, project.state = course.starts_on, course.ends_on, course.state
        project.start_year, project.end_year = course.starts_on.year, course.ends_on.year
        project.funding_year = course.starts_on.year
        project.amount = Decimal(course.dice.randint(10, 60) * 5000)
        project.line_id = self.composer.lines[number % len(self.composer.lines)]
        project.manager = self.managers[number % len(self.managers)]

    def _plans(self, projects, courses):
        """Objective, outcome, two or three outputs with an indicator and an activity each, six lines; then the seal."""
        rows = [_PlanRows(project, courses[project.code]) for project in projects]
        PlanVersion.objects.bulk_create(row.version for row in rows)
        for level in ("objective", "outcome"):
            ResultNode.objects.bulk_create(getattr(row, level) for row in rows)
        for model, name in ((ResultNode, "outputs"), (Indicator, "indicators"), (Activity, "activities")):
            model.objects.bulk_create(one for row in rows for one in getattr(row, name))
        Milestone.objects.bulk_create(one for row in rows for one in row.milestones)
        BudgetLine.objects.bulk_create(one for row in rows for one in row.lines)
        now, (first, second) = timezone.now(), self.officers
        for row in rows:
            version = row.version
            version.status, version.submitted_by, version.submitted_at = "APPROVED", first, now
            version.approved_by, version.approved_at = second, now
            version.content_hash = hashlib.sha256(row.project.code.encode()).hexdigest()
        fields = ["status", "submitted_by", "submitted_at", "approved_by", "approved_at", "content_hash"]
        PlanVersion.objects.bulk_update([row.version for row in rows], fields, batch_size=200)
        return {row.project.pk: row for row in rows}

    def _reports(self, projects, courses, plans):
        """The duties of each; of those whose day has come a report, most of them accepted."""
        parameters = {year: parameters_for(year) for year in {project.funding_year for project in projects}}
        duties = []
        for project in projects:
            for item in schedule(project.starts_on, project.ends_on, parameters[project.funding_year]):
                duty = Duty(project=project, **vars(item))
                duty.done_on = item.due_on if item.kind == "FRAMEWORK" and item.due_on <= self.today else None
                duties.append(duty)
        Duty.objects.bulk_create(duties)
        reports = [
            Report(duty=duty, version=plans[duty.project_id].version)
            for duty in duties
            if duty.is_reported and duty.ends_on < self.today - timedelta(days=20)
            and (courses[duty.project.code].is_punctual or (duty.kind, duty.sequence) == ("INTERIM", 1))
        ]  # fmt: skip
        Report.objects.bulk_create(reports)
        actuals, spent = [], []
        for report in reports:
            course, plan = courses[report.duty.project.code], plans[report.duty.project_id]
            actuals += _actuals(report, course, plan)
            spent += _expenditures(report, course, plan)
        Actual.objects.bulk_create(actuals)
        Expenditure.objects.bulk_create(spent)
        self._accept(reports, courses)

    def _accept(self, reports, courses):
        first, second = self.officers
        for report in reports:
            dice, due_on = courses[report.duty.project.code].dice, report.duty.due_on
            day = min(due_on + timedelta(days=dice.choice((-20, -10, -3, 0, 12))), self.today)
            moment = timezone.make_aware(datetime.combine(day, time(10)))
            report.state, report.rating, report.readers_rating = "ACCEPTED", dice.choice(RATINGS), dice.choice(RATINGS)
            report.submitted_by, report.submitted_at = report.duty.project.manager, moment
            report.certified_by, report.certified_at = first, moment
            report.endorsed_by, report.endorsed_at = first, moment
            report.accepted_by, report.accepted_at = second, moment
        fields = ["state", "rating", "readers_rating"]
        fields += [
            f"{step}_{what}" for step in ("submitted", "certified", "endorsed", "accepted") for what in ("by", "at")
        ]
        Report.objects.bulk_update(reports, fields, batch_size=200)


class _PlanRows:
    """The unsaved rows of one plan."""

    def __init__(self, project, course):
        dice, self.project = course.dice, project
        self.version = PlanVersion(plan=project.plan, number=1, duration_months=course.months)
        self.objective = ResultNode(version=self.version, level="OBJECTIVE", statement="Migration is well governed")
        self.outcome = ResultNode(
            version=self.version, level="OUTCOME", parent=self.objective, code="1", statement="Services work together"
        )
        self.outputs, self.indicators, self.milestones, self.activities = [], [], [], []
        self.indicators.append(_indicator(self.outcome, "Cases handled together", 200, course))
        for number in range(dice.randint(2, 3)):
            self._add_output(number, course)
        self.lines = _lines(self.version, self.activities, project.amount)
        for indicator in self.indicators:
            months = range(6, course.months, 6) if dice.random() < 0.8 else ()
            for month in months:
                due = (indicator.target_value * month / course.months).quantize(Decimal(1))
                self.milestones.append(Milestone(indicator=indicator, month=month, value=max(due, Decimal(1))))

    def _add_output(self, number, course):
        output = ResultNode(
            version=self.version, level="OUTPUT", parent=self.outcome, code=f"1.{number + 1}", position=number + 1,
            statement=OUTPUTS[number],
        )  # fmt: skip
        self.outputs.append(output)
        self.indicators.append(_indicator(output, *COUNTS[number], course))
        self.activities.append(
            Activity(
                output=output, code=f"1.{number + 1}.1", title="Training and advice", responsible_party="IOM",
                start_month=1, end_month=course.months,
            )
        )  # fmt: skip


def _indicator(node, title, target, course):
    is_known = course.dice.random() < 0.9
    return Indicator(
        node=node, title=title, kind="NUMBER", baseline_state="KNOWN" if is_known else "TBD",
        baseline_value=0 if is_known else None, baseline_year=course.starts_on.year if is_known else None,
        target_value=Decimal(target), source_and_method="Register of the ministry", frequency="SEMIANNUAL",
    )  # fmt: skip


def _lines(version, activities, amount):
    left, lines = amount, []
    for number, (name, share) in enumerate(LINES, 1):
        part = left if number == len(LINES) else (amount * share / 100).quantize(CENT)
        left -= part
        is_evaluation = name == "EVALUATION"
        category = "OPERATIONAL" if is_evaluation else name
        activity = activities[number % len(activities)] if category == "OPERATIONAL" and not is_evaluation else None
        lines.append(
            BudgetLine(
                version=version, category=category, activity=activity, description=f"Cost {number}", unit="lump",
                quantity=1, unit_cost=part, amount=part, position=number, is_evaluation=is_evaluation,
                calculation_note="Invented",
            )
        )  # fmt: skip
    return lines


def _actuals(report, course, plan):
    share = course.share(report.duty) * course.pace
    for indicator in plan.indicators:
        luck = Decimal(course.dice.randint(70, 125)) / 100
        value = (indicator.target_value * share * luck).quantize(Decimal(1))
        if course.dice.random() < 0.05:
            value = None
        yield Actual(report=report, indicator=indicator, lineage=indicator.lineage, value=value)


def _expenditures(report, course, plan):
    share = course.share(report.duty) * course.speed
    for line in plan.lines:
        amount = Decimal(0) if line.is_evaluation else (line.amount * share).quantize(CENT)
        yield Expenditure(report=report, line=line, lineage=line.lineage, amount=amount)
