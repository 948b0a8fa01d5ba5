"""A running project all of whose internal words and numbers carry marks, and everything of the portal that is public.

``mark`` writes a word of its own into every text, and a number of its own into every decimal, of every row of the apps in
``MARKED`` – but for those that become public, which ``PUBLIC`` names. A field that somebody adds is internal until it is
named here. ``public_pages`` finds every address that declares itself public; ``KNOWN`` says what fills its parts.
"""

import io
import re
import zipfile
from decimal import Decimal
from itertools import count
from types import SimpleNamespace

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.utils import timezone
from pypdf import PdfReader

from applications.models import Clarification, Member, Partner, Thread
from core.access import PUBLIC as ANYBODY
from core.access import declared_rule, routes
from demo import endings
from monitoring import services as monitoring
from monitoring.models import ActualSplit, ProjectEntry
from plans import services as plans
from plans.models import BudgetLine, CrossCutting, Indicator, Risk
from projects import services
from projects.models import Story

WORD = "canary"
MARKED = {"accounts", "applications", "plans", "monitoring", "reviews", "projects"}
ACCEPTED = Q(report__state="ACCEPTED")
SHOWN = Q(state="ACCEPTED", is_public=True)
PUBLIC = {  # field → which of its rows are public
    **{
        f"projects.Project.{name}": Q()
        for name in (
            *("address", "code", "prima_id", "title", "summary", "summary_en", "summary_fr", "summary_es", "amount"),
            *("source_url", "focal_point_ministry"),
        )
    },
    **{f"projects.Story.{name}{code}": Q() for name in ("title", "lead", "text") for code in ("", "_en", "_fr", "_es")},
    "projects.Story.slug": Q(),
    **{f"projects.Publication.correction{code}": Q() for code in ("", "_en", "_fr", "_es")},
    "plans.ResultNode.statement": Q(version__status="APPROVED"),
    **{
        f"plans.Indicator.{name}": Q(node__version__status="APPROVED")
        for name in ("title", "unit", "baseline_value", "baseline_text", "target_value", "target_text")
    },
    "applications.Partner.name": Q(),
    "applications.Partner.role": Q(),
    "monitoring.Actual.value": ACCEPTED,
    **{
        f"monitoring.Lesson.{name}{code}": Q(is_public=True)
        for name in ("title", "text")
        for code in ("", "_en", "_fr", "_es")
    },
    "monitoring.Evaluation.summary": SHOWN,
    "monitoring.EvaluationRating.text": Q(evaluation__state="ACCEPTED", evaluation__is_public=True),
    "monitoring.ProjectDocument.title": Q(is_public=True, project__evaluation__state="ACCEPTED"),
    "monitoring.Actual.comment": ACCEPTED & Q(indicator__kind="QUALITATIVE"),  # what was reached, in words
    "monitoring.ActualSplit.value": Q(actual__report__state="ACCEPTED"),
    "plans.Milestone.value": Q(indicator__node__version__status="APPROVED"),
    "plans.Milestone.text": Q(indicator__node__version__status="APPROVED"),
}
SUMMED = {f"plans.BudgetLine.{name}" for name in ("amount", "quantity", "periods", "unit_cost", "share_percent")}
REFERENCE = {  # the Fund's own words, open to all, and what is no text of people
    *("reviews.Rubric", "reviews.ScaleStep", "reviews.Criterion", "applications.DocumentKind", "applications.Question"),
    *("applications.Choice", "applications.QuestionSet", "projects.Catalogue", "projects.PublicRecord"),
    *("projects.Redaction", "reviews.Discussed", "accounts.RoleGrant", "applications.ReferenceCounter"),
}
CODES = re.compile(  # texts that are keys, digests or paths
    r"(code|key|sha256|digest|path|hash|currency|part|password|language|rule_code|start_key|country_code|page|content_type)$"
)
KNOWN = {
    "address": ["PX.9001"],
    "code": ["ME", "PX", "EUROPE", "10.7", "10", "2026"],
    "name": ["themes"],
    "section": ["projects-en", "places-en", "stories-en", "more-en"],
    "number": ["1"],
    "slug": ["ME", "annual-2026", "one-procedure-for-victims-of-trafficking", "a-story"],
    "kind": ["csv", "xlsx", "json", "geojson", "atom", "bib", "ris"],
    "pk": ["1"],
    "path": ["guidelines/eligibility-criteria"],
}


def populate(project, manager, officer, second_officer):
    """What a project has besides: risks, questions and answers, comments, a draft amendment, an open report, terms."""
    application, version = project.application, project.plan.approved
    Risk.objects.create(version=version, description="A", cause="B", likelihood=2, impact=2, response="C", owner="D")
    CrossCutting.objects.create(version=version, theme=CrossCutting.Theme.values[0], marker=1, explanation="E")
    Indicator.objects.filter(node__version=version).first().goals.add("SDG-10.7")
    asked = Clarification.objects.create(
        application=application, number=1, asked_in="SCREENING", asked_by=officer, due_on=timezone.localdate()
    )
    asked.questions.create(position=1, part="plan", text="F", answer="G")
    application.messages.create(written_by=officer, is_of_team=False, text="H")
    Thread.objects.create(application=application, part="cover").comments.create(author=manager, text="I")
    Member.objects.create(application=application, user=manager, added_by=manager)
    for name in ("Harmless Centre", "Hidden Centre"):
        Partner.objects.create(application=application, name=name, kind="OTHER", role=f"{name} hosts in Placewithheld")
    draft = services.amend(project, by=manager, comment="J", kinds=["FRAMEWORK"])
    indicator = Indicator.objects.filter(node__version=draft).first()
    plans.change(indicator, by=manager, revision=indicator.revision, target_value=Decimal(91))
    report = monitoring.open_report(project.duties.get(kind="INTERIM", sequence=2), by=manager)
    write_report(report, manager)
    correction = monitoring.correct_report(
        project.duties.get(kind="INTERIM", sequence=1).report, by=manager, reason="X"
    )
    split_of(correction).update(value=Decimal(29))
    ProjectEntry.objects.create(
        project=project,
        kind=ProjectEntry.Kind.DISBURSEMENT,
        amount=Decimal(7300123),
        on=timezone.localdate(),
        note="Y",
    )
    Story.objects.create(project=project, slug="a-story", title_en="T", lead_en="U", is_public=True)
    write_evaluation(project, manager, officer)
    words = [("PARTNER", "Hidden Centre", "K"), ("PLACE", "Placewithheld", "L")]
    services.publish(services.prepare(project, by=officer, redactions=words, note="M"), by=second_officer)
    services.prepare(project, by=officer, facts={"summary_fr": f"{WORD} not yet"}, note="N")


def split_of(report):
    """The parts of the values of a report."""
    return ActualSplit.objects.filter(actual__report=report)


def write_report(report, manager):
    """A draft with values and costs."""
    for key, text in {"progress": "O", "challenges": "P", "next_steps": "Q"}.items():
        monitoring.write_text(report, key, by=manager, text=text, revision=0)
    for row in Indicator.objects.filter(node__version=report.version):
        monitoring.write_actual(report, row, by=manager, value=Decimal(7), comment="R")
    for line in BudgetLine.objects.filter(version=report.version):
        monitoring.write_expenditure(report, line, by=manager, amount=Decimal(9), comment="S")


def write_evaluation(project, manager, officer):
    """An evaluation that waits for the Fund, with documents marked as public; a public lesson, and one that waits."""
    shown = monitoring.keep_lesson(project, by=manager, title_en="V", text_en="W")
    monitoring.publish_lesson(shown, by=officer)
    evaluation = endings.evaluate(project, SimpleNamespace(manager=manager), until="responded")
    monitoring.keep_lesson(project, by=manager, evaluation=evaluation, title_en="X", text_en="Y")


def mark(intruder, *, sums_stay=False):
    """Mark all that is internal; returns {field: how many rows}. Numbers that rules of the database refuse stay.

    With ``sums_stay`` budget lines keep their amounts: what they add up to in a year is public.
    """
    numbers, marked = count(7_301_019, 1_013), {}
    with intruder():
        for model in apps.get_models():
            meta = model._meta
            if meta.app_label in MARKED and meta.label not in REFERENCE and not meta.proxy:
                for field in meta.concrete_fields:
                    name = f"{meta.label}.{field.name}"
                    if sums_stay and name in SUMMED:
                        continue
                    rows = model._base_manager.all()
                    if PUBLIC.get(name) is not None:
                        rows = rows.exclude(PUBLIC[name]) if PUBLIC[name] else rows.none()
                    if changed := _mark_field(rows, field, numbers):
                        marked[name] = changed
    return marked


def _mark_field(rows, field, numbers):
    changed = 0
    for pk in list(rows.values_list("pk", flat=True)) if _is_markable(field) else []:
        value = Decimal(next(numbers)) if isinstance(field, models.DecimalField) else _word(field, pk)
        try:
            with transaction.atomic():
                changed += models.QuerySet(field.model).filter(pk=pk).update(**{field.attname: value})
        except IntegrityError:
            continue
    return changed


def _is_markable(field):
    if isinstance(field, models.DecimalField):
        return field.max_digits - field.decimal_places >= 8
    is_text = isinstance(field, models.CharField | models.TextField) and not field.choices
    return is_text and not CODES.search(field.name) and (field.max_length or 99) > 20


def _word(field, pk):
    name = f"{WORD}{field.model._meta.model_name}{field.name}".replace("_", "")[: (field.max_length or 99) - 20]
    return f"{name}{pk}@x.example"[: field.max_length] if "email" in field.name else f"{name} {pk}"[: field.max_length]


COSTLY = {"questions:pdf", "questions:docx"}  # the empty form, typeset in seconds; it knows no project


def public_pages(client):
    """{address: everything it says} for what is public, and the routes that nothing fills."""
    found, empty = {}, set()
    for route, name, view in routes():
        if declared_rule(view) == ANYBODY and name not in COSTLY:
            answers = {address: text for address in _addresses(route) if (text := read(client, address)) is not None}
            found |= answers
            if not answers:
                empty.add(name)
    return found, empty


def _addresses(route):
    route = re.sub(r"\\([.-])", r"\1", route)
    holes = re.findall(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^()]*\)", route)
    addresses = [re.sub(r"[\^$]|\\Z", "", route)]
    for convertible, named in holes:
        hole = convertible or named
        pattern = re.compile(rf"<(?:\w+:)?{hole}>|\(\?P<{hole}>[^()]*\)")
        addresses = [pattern.sub(value, one) for one in addresses for value in KNOWN.get(hole, ["x"])]
    return [f"/{one}" for one in addresses]


def read(client, address):
    """Everything an address says as one text, headers too; None where there is nothing."""
    response = client.get(address)
    if response.status_code != 200:
        return None
    body = b"".join(response.streaming_content) if response.streaming else response.content
    if body.startswith(b"PK"):
        archive = zipfile.ZipFile(io.BytesIO(body))
        body = b"\n".join(archive.read(name) for name in sorted(archive.namelist()))
    if body.startswith(b"%PDF"):
        body = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages).encode()
    text = re.sub(r'(name="(?:csrfmiddlewaretoken|ticket)" value=)"[^"]+"', "", body.decode("utf-8", "replace"))
    headers = {name: value for name, value in response.headers.items() if name in SAYING}
    return f"{headers}\n{text}"


SAYING = {"Content-Type", "Content-Disposition", "Content-Language", "Link"}


def digits(text):
    """``text`` with numbers as computers write them: no marks between their digits."""
    return re.sub(r"(?<=\d)[,.'’\s\u00a0\u202f](?=\d{3})", "", text)
