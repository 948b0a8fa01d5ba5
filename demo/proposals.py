"""Demonstration proposals in each state, and one running project: made by the same services that people use.

The tests build their proposals with the same two functions: ``start`` and ``carry_on``.
"""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from dateutil.relativedelta import relativedelta
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.models import User
from applications import services as applications
from applications.models import Application
from applications.sections import SECTIONS
from funding.evaluator import DECLARATIONS
from funding.models import Country, FocusArea, FundingLine, Theme
from monitoring import services as monitoring
from monitoring.models import Duty, TeamMember
from plans import services as plans
from plans.models import Indicator
from projects import services as projects
from reviews import services as reviews
from reviews.models import Recommendation

from . import reports
from .content import WORDS

LETTER = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)
MONTHS = 18

# title, applicant, country, theme, how far it went
PROPOSALS = [
    ("Demonstration: a common counter for labour migrants in Podgorica", "milena.kovac", "ME", "LM", "draft"),
    (
        "Démonstration : un guichet commun pour les travailleurs migrants à Dakar",
        "aminata.diallo",
        "SN",
        "LM",
        "submitted",
    ),
    (
        "Demostración: un procedimiento común para migrantes vulnerables en Colombia",
        "lucia.fernandez",
        "CO",
        "PX",
        "reviewed",
    ),
    ("Demonstration: migration data for better policy in Montenegro", "milena.kovac", "ME", "PR", "recommended"),
    ("Demonstration: one procedure for victims of trafficking in Montenegro", "milena.kovac", "ME", "PX", "running"),
    ("Démonstration : la diaspora, partenaire du développement au Bénin", "aminata.diallo", "BJ", "CE", "approved"),
    ("Demostración: fronteras y salud en el Ecuador", "lucia.fernandez", "EC", "IB", "rejected"),
    ("Demostración: perfil migratorio de Honduras", "lucia.fernandez", "HN", "PR", "retained"),
    ("Démonstration : profil migratoire du Togo", "aminata.diallo", "TG", "PR", "returned"),
    (
        "Démonstration\u00a0: un accueil pour les migrants de retour en Côte d’Ivoire",
        "aminata.diallo",
        "CI",
        "PX",
        "clarification",
    ),
    ("Demostración: orientación antes de la salida en el Perú", "lucia.fernandez", "PE", "LM", "not_endorsed"),
    ("Demonstration: mobile information points in Albania", "milena.kovac", "AL", "FM", "withdrawn"),
]
ENDORSERS = {"EUROPE": "jonas.weber", "AFRICA": "thandiwe.nkosi", "LATIN_AMERICA_CARIBBEAN": "mateo.rios"}
QUESTIONS = [
    ("beneficiaries", "Combien de femmes et combien d’hommes en profiteront-ils directement\u00a0?"),
    ("plan", "Pourquoi les ateliers durent-ils trois jours, et qui y participe\u00a0?"),
]
OUTCOMES = {"rejected": Recommendation.Outcome.REJECT, "retained": Recommendation.Outcome.RETAIN}


@dataclass(frozen=True)
class Cast:
    """Who plays which part in a proposal's life."""

    endorser: User
    officer: User
    reviewers: tuple
    approver: User
    manager: User
    second_officer: User


def person(name):
    """A demo person by the first part of the address."""
    return User.objects.get(email=f"{name}@demo.example.org")


def casts():
    """Mapping code of a region → its Cast."""
    return {
        region: Cast(
            endorser=person(name),
            officer=person("sofia.marin"),
            reviewers=(person("ingrid.solberg"), person("kofi.mensah")),
            approver=person("claire.fontaine"),
            manager=person("petra.ilic"),
            second_officer=person("david.okello"),
        )
        for region, name in ENDORSERS.items()
    }


def ensure_proposals():
    """Make the demonstration proposals that do not exist yet; returns how many were made."""
    by_region = casts()
    existing = set(Application.objects.filter(title__in=[row[0] for row in PROPOSALS]).values_list("title", flat=True))
    missing = [row for row in PROPOSALS if row[0] not in existing]
    for title, applicant, country, theme, stage in missing:
        application = start(person(applicant), title=title, country=country, theme=theme, finished=stage != "draft")
        carried = carry_on(application, stage, by_region[application.region_id])
        if stage == "running":
            _carry_further(carried.project, by_region[application.region_id])
    return len(missing)


def _carry_further(project, cast):
    """The demonstration's running project has its framework accepted and its next report half-written; the tests' has not."""
    framework = monitoring.deliver_framework(project.duties.get(kind=Duty.Kind.FRAMEWORK), by=project.manager)
    monitoring.accept_framework(framework, by=cast.officer)
    duty = project.duties.filter(kind=Duty.Kind.INTERIM, sequence=2).first()
    reports.begin_report(monitoring.open_report(duty, by=project.manager), project.manager)


def start(owner, *, title, country, theme="PX", line=2, finished=True, call=None):
    """A draft of ``owner``; with ``finished`` every part is written and it is ready to submit.

    ``country`` is a code, or of a regional project several of them.
    """
    codes = [country] if isinstance(country, str) else list(country)
    application = applications.start(
        by=owner,
        title=title,
        language=owner.language,
        line=FundingLine.objects.get(number=line),
        coverage="NATIONAL" if len(codes) == 1 else "REGIONAL",
        countries=[Country.objects.get(code=code) for code in codes],
        call=call,
    )
    words = WORDS[owner.language]
    applications.change_cover(
        application,
        by=owner,
        revision=1,
        title=application.title,
        theme=Theme.objects.get(code=theme),
        executing_office="IOM",
        government_partner=words["responsible"],
        duration_months=MONTHS,
        focus_areas=FocusArea.objects.order_by("position")[:1],
    )
    for key in [key for key in SECTIONS if key in words][: None if finished else 2]:
        applications.write_section(application, key, by=owner, text=words[key], revision=0)
    if finished:
        _plan(application.plan.current, owner, words)
        for place in application.countries.order_by("code"):
            applications.add_letter(
                application,
                by=owner,
                file=SimpleUploadedFile("letter.pdf", LETTER),
                country=place,
                signatory="A. Nović",
                ministry=words["responsible"],
                dated_on=timezone.localdate() - timedelta(days=20),
                language=owner.language,
            )
    return Application.objects.get(pk=application.pk)


def _plan(version, owner, words):
    objective = version.nodes.get()
    plans.change(objective, by=owner, revision=1, statement=words["objective"])
    outcome = plans.add_result(
        objective, by=owner, statement=words["outcome"], assumptions=words["outcome_assumptions"]
    )
    output = plans.add_result(outcome, by=owner, statement=words["output"])
    rows = [(outcome, "outcome_indicator", 200, "case_source"), (output, "output_indicator", 120, "source")]
    for node, title, target, source in rows:
        plans.add_indicator(
            node,
            by=owner,
            title=words[title],
            kind=Indicator.Kind.NUMBER,
            unit=words["unit"] if node is output else "",
            baseline_value=Decimal(0),
            baseline_year=timezone.localdate().year,
            target_value=Decimal(target),
            source_and_method=words[source],
            frequency=Indicator.Frequency.SEMIANNUAL,
            responsible=words["responsible"],
            counts_people=node is output,
        )
    activities = [
        plans.add_activity(
            output, by=owner, title=words[key], responsible_party=words["responsible"], start_month=1, end_month=MONTHS
        )
        for key in ("activity", "activity_evaluation")
    ]
    _budget(version, owner, words, activities)


def _budget(version, owner, words, activities):
    train, evaluate = activities
    lines = [
        ("STAFF", None, "staff", "month", MONTHS, "1800.00"),
        ("OFFICE", None, "office", "month", MONTHS, "600.00"),
        ("OPERATIONAL", train, "workshops", "workshop", 6, "12000.00"),
        ("OPERATIONAL", train, "consultant", "day", 60, "450.00"),
        ("OPERATIONAL", evaluate, "evaluation_line", "lump", 1, "7500.00"),
    ]
    for category, activity, description, unit, quantity, cost in lines:
        plans.add_line(
            version,
            by=owner,
            category=category,
            activity=activity,
            description=words[description],
            unit=words[unit],
            quantity=Decimal(quantity),
            unit_cost=Decimal(cost),
            calculation_note=words["note"],
            is_evaluation=description == "evaluation_line",
        )


def carry_on(application, stage, cast):
    """Carry a finished draft on to ``stage`` (one of those in ``PROPOSALS``) and return it fresh."""
    if stage != "draft":
        applications.submit(application, by=application.owner, declarations=frozenset(DECLARATIONS))
    if stage == "withdrawn":
        applications.withdraw(application, by=application.owner, comment="Merged with another proposal.")
    if stage == "returned":
        text = "Précisez les bénéficiaires et joignez une lettre plus récente."
        applications.send_back(application, by=cast.endorser, comment=text)
    if stage == "not_endorsed":
        reason = "El Ministerio no confirma que pedirá el proyecto este año."
        applications.decline(application, by=cast.endorser, comment=reason)
    if stage not in {"draft", "submitted", "withdrawn", "returned", "not_endorsed"}:
        _assess(application, stage, cast)
    return Application.objects.get(pk=application.pk)


def _assess(application, stage, cast):
    reviews.endorse(application, by=cast.endorser)
    if stage == "endorsed":
        return
    answers = {"is_eligible": True, "fits_focus_areas": True, "letters_are_right": True, "is_complete": True}
    reviews.screen(application, by=cast.officer, **answers)
    if stage == "clarification":
        due_on = timezone.localdate() + timedelta(days=14)
        applications.ask(application, by=cast.officer, due_on=due_on, questions=QUESTIONS)
        return
    _review(application, cast, finished=1 if stage == "reviewed" else 2)
    if stage == "reviewed":
        return
    outcome = OUTCOMES.get(stage, Recommendation.Outcome.APPROVE)
    memo = "Two reviews agree; letters and budget are in order."
    reviews.recommend(application, by=cast.officer, outcome=outcome, memo=memo)
    if stage == "recommended":
        return
    reason = "" if outcome == Recommendation.Outcome.APPROVE else "Vea la carta adjunta."
    reviews.declare_interest(application, by=cast.approver, has_conflict=False)
    decision = reviews.decide(application, by=cast.approver, outcome=outcome, reason=reason)
    if stage == "decided":
        return
    reviews.release(reviews.prepare_release([decision], by=cast.officer), by=cast.approver)
    if stage == "running":
        run(Application.objects.get(pk=application.pk).project, cast)


def _review(application, cast, *, finished):
    due_on = timezone.localdate() + timedelta(days=14)
    for number, reviewer in enumerate(cast.reviewers, 1):
        assignment = reviews.assign(application, by=cast.officer, reviewer=reviewer, due_on=due_on)
        if number > finished:
            continue
        reviews.declare(assignment, by=reviewer, has_conflict=False)
        marks = {
            criterion: (3 + (position + number) % 2, "")
            for position, criterion in enumerate(assignment.rubric.criteria.all())
        }
        reviews.hand_in(assignment, by=reviewer, marks=marks)


def run(project, cast):
    """Start and publish a project eight months ago, with its first interim report accepted."""
    project = projects.activate(
        project,
        by=cast.officer,
        code="PX.9001",
        starts_on=(timezone.localdate() - relativedelta(months=8)).replace(day=1),
        manager=cast.manager,
        focal_point_name="Ana Nović",
        focal_point_title="Head of department",
        focal_point_ministry="Ministry of Interior",
        focal_point_email="focal.point@demo.example.org",
    )
    projects.publish(projects.prepare(project, by=cast.officer), by=cast.second_officer)
    monitoring.name_member(project, by=cast.manager, user=project.application.owner, part=TeamMember.Part.CERTIFIER)
    report = monitoring.open_report(project.duties.get(kind=Duty.Kind.INTERIM, sequence=1), by=cast.manager)
    reports.write_report(report, cast.manager)
    reports.hand_on(report, cast)
