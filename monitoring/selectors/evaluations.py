"""Reads of evaluations: their preferred time, what they lack, what everybody may read of them."""

from datetime import timedelta

from dateutil.relativedelta import relativedelta
from django.db.models import Count, Exists, OuterRef, Prefetch, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from funding.models import RatingScale
from funding.selectors import rules_for
from projects.selectors.records import withholding
from projects.selectors.stories import withheld_in

from ..models import Criterion, Evaluation, ProjectDocument, Recommendation

SCALE = "evaluation"  # the reference data have its steps; the Fund has not confirmed them
PUBLIC_KINDS = (ProjectDocument.Kind.EVALUATION_REPORT, ProjectDocument.Kind.BRIEF)


def window_of(project):
    """The first and the last day of the preferred time (R12), or None without an end or a rule."""
    rule = rules_for(project.funding_year or timezone.localdate().year, ["R12"]).get("R12")
    if rule is None or project.ends_on is None:
        return None
    months = rule.count("window_from_months"), rule.count("window_to_months")
    return tuple(project.ends_on + relativedelta(months=number) for number in months)


def is_in_window(project, day):
    """Whether a day lies in the preferred time; True where there is none."""
    window = window_of(project)
    return window is None or window[0] <= day <= window[1]


def evaluation_of(project):
    """The evaluation of a project, or None; ``unanswered`` counts its recommendations without an answer."""
    unanswered = Count("recommendations", filter=Q(recommendations__response=""))
    return Evaluation.objects.filter(project=project).annotate(unanswered=unanswered).first()


def scale():
    """The scale on which criteria are rated, with its steps."""
    return RatingScale.objects.prefetch_related("steps").get(pk=SCALE)


def documents_of(evaluation):
    """Documents of the project that belong to its evaluation."""
    kinds = (ProjectDocument.Kind.TERMS_OF_REFERENCE, *PUBLIC_KINDS)
    return evaluation.project.documents.present().filter(kind__in=kinds)


def _has(evaluation, kind):
    return evaluation.project.documents.present().filter(kind=kind).exists()


def obstacles_to_start(evaluation):
    """Sentences for what is missing before the evaluator starts (R14)."""
    if not evaluation.evaluator_name:
        yield _("Say who evaluates.")
    if not _has(evaluation, ProjectDocument.Kind.TERMS_OF_REFERENCE):
        yield _("Add the terms of reference.")


def obstacles_to_report(evaluation):
    """Sentences for what an evaluation report still lacks (R13)."""
    if not _has(evaluation, ProjectDocument.Kind.EVALUATION_REPORT):
        yield _("Add the evaluation report as a file.")
    if not evaluation.summary.strip():
        yield _("Write the summary.")
    given = set(evaluation.ratings.values_list("criterion", flat=True))
    for criterion in Criterion:
        if criterion not in given:
            yield _("Rate the criterion “%(criterion)s”.") % {"criterion": criterion.label}
    if not evaluation.findings.exists():
        yield _("Add at least one finding.")


def obstacles_to_response(evaluation):
    """A sentence for each recommendation without an answer."""
    for number, row in enumerate(evaluation.recommendations.all(), 1):
        if not row.response:
            yield _("Answer recommendation %(number)d.") % {"number": number}


def obstacles_to_acceptance(evaluation):
    """What is missing still when the Fund accepts: the file may have been taken out meanwhile."""
    yield from obstacles_to_report(evaluation)
    yield from obstacles_to_response(evaluation)


OBSTACLES = {
    Evaluation.State.PLANNED: obstacles_to_start,
    Evaluation.State.COMMISSIONED: obstacles_to_report,
    Evaluation.State.REPORTED: obstacles_to_response,
}


def lacking(evaluation):
    """Sentences for what keeps an evaluation from its next step."""
    obstacles = OBSTACLES.get(evaluation.state)
    return list(obstacles(evaluation)) if obstacles else []


def whole(evaluation):
    """(ratings, findings, recommendations with their follow-ups) in reading order. Four queries."""
    ratings = {row.criterion: row for row in evaluation.ratings.select_related("step")}
    follow_ups = Prefetch("follow_ups")
    return (
        [(criterion, ratings.get(criterion)) for criterion in Criterion],
        list(evaluation.findings.all()),
        list(evaluation.recommendations.prefetch_related(follow_ups)),
    )


def public_evaluation(record):
    """What everybody may read of a project's evaluation, redacted as its publication says; None for what is not public.

    One query for none, five for one. ``record``: a saved PublicRecord.
    """
    evaluation = Evaluation.objects.shown().filter(project=record.project_id).first()
    if evaluation is None:
        return None
    redact, _states = withholding(withheld_in([record.project_id]).get(record.project_id, []))
    evaluation.summary = redact(evaluation.summary)
    ratings = {row.criterion: row for row in evaluation.ratings.select_related("step")}
    for row in ratings.values():
        row.text = redact(row.text)
    evaluation.shown_ratings = [(one, ratings[one]) for one in Criterion if one in ratings]
    evaluation.number_of_steps = evaluation.scale.steps.count()
    return evaluation


def public_documents(project):
    """Documents of a project that everybody may open: those marked as public when its public evaluation was accepted."""
    documents = ProjectDocument.objects.present().filter(project=project, is_public=True, kind__in=PUBLIC_KINDS)
    shown = Evaluation.objects.accepted().filter(is_public=True, accepted_at__gte=OuterRef("uploaded_at"))
    return documents.filter(Exists(shown.filter(project=OuterRef("project"))))


def withholds_words(evaluation):
    """Whether the project's publication withholds words: files are handed out as they are, so somebody must look."""
    return bool(withheld_in([evaluation.project_id]).get(evaluation.project_id))


def promises(user, within=timedelta(days=30)):
    """Recommendations of projects that the person manages whose action falls due soon and is not done; at most 25."""
    soon = timezone.localdate() + within
    rows = Recommendation.objects.filter(evaluation__project__manager=user, evaluation__state="ACCEPTED")
    rows = rows.filter(response__in=["ACCEPTED", "PARTLY"], due_on__lte=soon).exclude(follow_ups__is_done=True)
    return rows.select_related("evaluation__project").order_by("due_on")[:25]
