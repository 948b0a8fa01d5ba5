"""One demonstration project that has ended: completed, evaluated, with lessons; made by the services that people use."""

from datetime import timedelta
from decimal import Decimal

from dateutil.relativedelta import relativedelta
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone

from applications.models import Application
from funding.models import RatingStep, Theme
from monitoring import services as monitoring
from monitoring.models import Criterion, Duty, TeamMember
from monitoring.questions import QUESTIONS
from projects import services as projects

from . import proposals, reports
from .files import pdf_of

TITLE = "Demonstration: one register of residence permits in Albania"
CODE = "LM.9002"
REACHED = [(60, 35), (70, 45), (60, 34)]  # cases and officials, report by report
RATINGS = {
    "RELEVANCE": (6, "The law asked for the register, and no other donor offered to help with it."),
    "COHERENCE": (
        5,
        "It follows the national strategy on migration and uses the data model of the statistical office.",
    ),
    "EFFECTIVENESS": (5, "All four services work with the register; two regional counters began half a year late."),
    "EFFICIENCY": (4, "The software was bought twice as fast as planned, the training took longer."),
    "IMPACT": (4, "Permits are issued in nine days instead of thirty-one; other effects cannot be measured yet."),
    "SUSTAINABILITY": (5, "The Ministry pays the maintenance from its own budget since the end of the project."),
}
FINDINGS = [
    (
        "FINDING",
        "EFFECTIVENESS",
        "Counters in the north began late because their lines were slow, not for want of staff.",
    ),
    ("FINDING", "EFFICIENCY", "Trainers prepared each course anew; a common set of exercises would have saved weeks."),
    ("GOOD_PRACTICE", "SUSTAINABILITY", "The maintenance was in the budget law before the project ended."),
]
ANSWERS = [
    (
        "Test the lines of each counter before its equipment is bought.", "IOM office", "HIGH", "ACCEPTED", "",
        "The office adds a check of the lines to its plan for equipment.", 40,
    ),
    (
        "Keep a common set of exercises for all courses.", "Ministry of Interior", "MEDIUM", "PARTLY",
        "The police academy keeps its own exercises for criminal law.",
        "The academy and the Ministry share those on permits.", 150,
    ),
]  # fmt: skip
LESSONS = [
    (
        "LESSON",
        {
            "title_en": "Test the lines before you buy the machines",
            "title_fr": "Testez les lignes avant d’acheter les machines",
            "title_es": "Pruebe las líneas antes de comprar las máquinas",
            "text_en": "A register that nobody can reach is no register. Half a day of measuring at each counter would have "
            "shown that two of them needed another provider.",
            "text_fr": "Un registre que personne ne peut atteindre n’est pas un registre. Une demi-journée de mesures à "
            "chaque guichet aurait montré que deux d’entre eux avaient besoin d’un autre fournisseur.",
            "text_es": "Un registro al que nadie puede acceder no es un registro. Medio día de mediciones en cada "
            "ventanilla habría mostrado que dos de ellas necesitaban otro proveedor.",
        },
    ),
    (
        "LESSON",
        {
            "title_en": "Write the exercises once",
            "text_en": "Trainers who prepare each course alone lose weeks and teach different things. Begin with one set of "
            "exercises, owned by the institution that goes on teaching.",
        },
    ),
    (
        "GOOD_PRACTICE",
        {
            "title_en": "Put the maintenance into the budget law early",
            "title_fr": "Inscrire tôt l’entretien dans la loi de finances",
            "text_en": "The counterpart asked for the money in the first year, while the project was still news. When it "
            "ended, the line was there.",
            "text_fr": "Le partenaire a demandé les fonds dès la première année, quand le projet faisait encore parler de "
            "lui. À la fin, la ligne existait.",
        },
    ),
]


@transaction.atomic
def ensure_ending():
    """Make the ended project unless it is there; returns how many were made."""
    if Application.objects.filter(title=TITLE).exists():
        return 0
    cast = proposals.casts()["EUROPE"]
    application = proposals.start(proposals.person("milena.kovac"), title=TITLE, country="AL", theme="LM")
    project = proposals.carry_on(application, "approved", cast).project
    project = end(project, cast, code=CODE)
    evaluate(project, cast)
    write_lessons(project, cast)
    return 1


def end(project, cast, *, code):
    """Start a project two and a quarter years ago, publish it, have all its reports accepted, complete it; fill in R11."""
    starts_on = (timezone.localdate() - relativedelta(months=27)).replace(day=1)
    project = projects.activate(
        project,
        by=cast.officer,
        code=code,
        starts_on=starts_on,
        manager=cast.manager,
        focal_point_name="Ardit Hoxha",
        focal_point_title="Director",
        focal_point_ministry="Ministry of Interior",
        focal_point_email="focal.point2@demo.example.org",
    )
    projects.publish(projects.prepare(project, by=cast.officer), by=cast.second_officer)
    monitoring.name_member(project, by=cast.manager, user=project.application.owner, part=TeamMember.Part.CERTIFIER)
    framework = project.duties.get(kind=Duty.Kind.FRAMEWORK)
    monitoring.settle(framework, by=cast.officer, on=framework.due_on)  # it came before the portal did
    for duty, reached in zip(project.duties.reported().order_by("ends_on"), REACHED, strict=True):
        report = monitoring.open_report(duty, by=cast.manager)
        reports.write_report(report, cast.manager, reached=reached)
        reports.hand_on(report, cast)
    project = projects.complete(project, by=cast.officer)
    answers = {question.key: f"{question.label} – as the final report says." for question in QUESTIONS}
    monitoring.fill_in_form(project, by=cast.manager, revision=0, answers=answers, is_handed_in=True)
    return project


def add(project, cast, kind, title, *, is_public=False):
    """A document of the project, as a PDF of one line."""
    file = SimpleUploadedFile(f"{kind.lower()}.pdf", pdf_of(title))
    facts = {"kind": kind, "title": title, "language": "en", "is_public": is_public}
    return monitoring.add_document(project, by=cast.manager, file=file, **facts)


def plan(project, cast, **fields):
    """The planned evaluation of an ended project."""
    values = {
        "kind": "EXTERNAL",
        "planned_on": project.ends_on + relativedelta(months=7),
        "evaluator_name": "Mirela Dervishi",
        "evaluator_organisation": "Adriatic Evaluations",
        "cost": Decimal("7200.00"),
    }
    return monitoring.plan_evaluation(project, by=cast.manager, **{**values, **fields})


def write(evaluation, cast):
    """The whole report of a started evaluation."""
    steps = {step.number: step for step in RatingStep.objects.filter(scale=evaluation.scale_id)}
    ratings = {criterion: (steps[number], text) for criterion, (number, text) in RATINGS.items()}
    summary = (
        "The register is in use in all four services and is paid for by the Ministry. It shortened the time for a permit "
        "from thirty-one to nine days. Two counters began late."
    )
    evaluation.refresh_from_db()
    monitoring.write_ratings(
        evaluation, by=cast.manager, revision=evaluation.revision, summary=summary, ratings=ratings
    )
    for kind, criterion, text in FINDINGS:
        monitoring.keep_finding(evaluation, by=cast.manager, kind=kind, criterion=Criterion(criterion), text=text)
    for text, addressed_to, priority, *_answer in ANSWERS:
        facts = {"text": text, "addressed_to": addressed_to, "priority": priority}
        monitoring.keep_recommendation(evaluation, by=cast.manager, **facts)


def answer(evaluation, cast):
    """Answers to all recommendations."""
    for row, given in zip(evaluation.recommendations.all(), ANSWERS, strict=True):
        *_what, response, text, action, days = given
        due_on = timezone.localdate() + timedelta(days=days)
        facts = {"response": response, "response_text": text, "action": action, "due_on": due_on}
        monitoring.answer(row, by=cast.manager, revision=row.revision, **facts)


def evaluate(project, cast, *, until="accepted"):
    """Carry the evaluation of an ended project on: planned, started, reported, responded or accepted. Returns it."""
    evaluation = plan(project, cast)
    if until == "planned":
        return evaluation
    add(project, cast, "TERMS_OF_REFERENCE", "Terms of reference")
    evaluation = monitoring.commission_evaluation(evaluation, by=cast.manager)
    if until == "started":
        return evaluation
    add(project, cast, "EVALUATION_REPORT", "Evaluation of the register of residence permits", is_public=True)
    add(project, cast, "BRIEF", "The evaluation on two pages", is_public=True)
    write(evaluation, cast)
    evaluation = monitoring.report_evaluation(evaluation, by=cast.manager)
    if until == "reported":
        return evaluation
    answer(evaluation, cast)
    evaluation = monitoring.respond_evaluation(evaluation, by=cast.manager)
    if until == "responded":
        return evaluation
    return monitoring.accept_evaluation(evaluation, by=cast.second_officer)


def write_lessons(project, cast):
    """Three public lessons from the accepted evaluation."""
    for kind, fields in LESSONS:
        themes = Theme.objects.filter(pk=project.theme_id)
        facts = {"kind": kind, "evaluation": project.evaluation, "themes": themes}
        lesson = monitoring.keep_lesson(project, by=cast.manager, **facts, **fields)
        monitoring.publish_lesson(lesson, by=cast.officer)
