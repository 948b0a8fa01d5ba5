"""Writing what an evaluation says: its summary and ratings, findings, recommendations and the answers to them."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit
from core.errors import DomainError, StateConflict

from ..models import Evaluation, EvaluationRating, Finding, Recommendation
from .evaluations import State, editable, saved

RATED = audit.action("evaluation.rated", _("wrote summary and ratings"))
FOUND = audit.action("evaluation.finding_written", _("wrote a finding"))
UNFOUND = audit.action("evaluation.finding_removed", _("removed a finding"))
RECOMMENDED = audit.action("evaluation.recommendation_written", _("wrote a recommendation"))
UNRECOMMENDED = audit.action("evaluation.recommendation_removed", _("removed a recommendation"))
ANSWERED = audit.action("evaluation.answered", _("answered a recommendation"))
WRITTEN = frozenset({State.COMMISSIONED})
ANSWERING = frozenset({State.REPORTED})
KINDS = {Finding: (FOUND, UNFOUND), Recommendation: (RECOMMENDED, UNRECOMMENDED)}


@transaction.atomic
def write_ratings(evaluation, *, by, revision, summary, ratings):
    """Save summary and ratings. ``ratings``: criterion → (RatingStep or None, text); one without a step is taken away.

    Raises DomainError for a step of another scale or a rating without its reason (R13).
    """
    evaluation = editable(evaluation, by, WRITTEN)
    evaluation.summary = summary
    saved(evaluation, revision)
    for criterion, (step, text) in ratings.items():
        if step is None:
            EvaluationRating.objects.filter(evaluation=evaluation, criterion=criterion).delete()
            continue
        if step.scale_id != evaluation.scale_id:
            raise DomainError(_("This rating is not of the scale of the evaluation."))
        if not text.strip():
            raise DomainError(_("Say why, for each rating."))
        EvaluationRating.objects.update_or_create(
            evaluation=evaluation, criterion=criterion, defaults={"step": step, "text": text.strip()}
        )
    audit.record(RATED, evaluation, by=by)
    return evaluation


def _keep(model, evaluation, by, *, row, revision, fields):
    """Save a new or a changed row; see ``keep_finding``."""
    evaluation = editable(evaluation, by, WRITTEN)
    if row is None:
        row = model(evaluation=evaluation, revision=0)
    else:
        row = model.objects.filter(evaluation=evaluation).select_for_update().filter(pk=row.pk).first()
        if row is None or row.revision != revision:
            raise StateConflict(_("This was saved elsewhere while you had it open. Your entries are still below."))
    for name, value in fields.items():
        setattr(row, name, value)
    row.revision += 1
    row.full_clean()
    row.save()
    audit.record(KINDS[model][0], evaluation, by=by, row=row.pk)
    return row


def _remove(row, by):
    evaluation = editable(row.evaluation, by, WRITTEN)
    audit.record(KINDS[type(row)][1], evaluation, by=by, row=row.pk)
    row.delete()
    return evaluation


@transaction.atomic
def keep_finding(evaluation, *, by, finding=None, revision=0, **fields):
    """Add a finding or a good practice, or change one opened at ``revision``. ``fields``: kind, criterion, text."""
    return _keep(Finding, evaluation, by, row=finding, revision=revision, fields=fields)


@transaction.atomic
def remove_finding(finding, *, by):
    """Take a finding out while the report is written. Returns the evaluation."""
    return _remove(finding, by)


@transaction.atomic
def keep_recommendation(evaluation, *, by, recommendation=None, revision=0, **fields):
    """Add a recommendation, or change one opened at ``revision``. ``fields``: text, addressed_to, priority."""
    return _keep(Recommendation, evaluation, by, row=recommendation, revision=revision, fields=fields)


@transaction.atomic
def remove_recommendation(recommendation, *, by):
    """Take a recommendation out while the report is written. Returns the evaluation."""
    return _remove(recommendation, by)


@transaction.atomic
def answer(recommendation, *, by, revision, response, response_text, action="", owner="", due_on=None):
    """Save the management's answer to a recommendation. ``owner``: who does it, in words.

    Raises DomainError unless an accepted one says what is done by when, and a rejected or partly accepted one says why.
    """
    editable(Evaluation(pk=recommendation.evaluation_id), by, ANSWERING)
    row = Recommendation.objects.select_for_update(of=("self",)).get(pk=recommendation.pk)
    if row.revision != revision:
        raise StateConflict(_("This was saved elsewhere while you had it open. Your entries are still below."))
    if response != Recommendation.Response.REJECTED and not (action.strip() and due_on):
        raise DomainError(_("Say what will be done, and by when."))
    if response != Recommendation.Response.ACCEPTED and not response_text.strip():
        raise DomainError(_("Say why the recommendation is not accepted in full."))
    row.response, row.response_text, row.action, row.owner, row.due_on = response, response_text, action, owner, due_on
    row.revision += 1
    row.full_clean()
    row.save()
    audit.record(ANSWERED, row.evaluation, by=by, row=row.pk, response=response)
    return row
