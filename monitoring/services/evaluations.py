"""The life of an evaluation: planned, started, reported, answered, accepted (R12–R14), and what becomes of its promises."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role
from accounts.selectors import people_in
from applications.services import officers
from core import audit
from core.access import allows
from core.errors import DomainError, NotAllowed, StateConflict
from notifications.services import notify
from projects import services as projects
from projects.models import Project

from ..models import Duty, Evaluation, FollowUp
from ..selectors.evaluations import SCALE, is_in_window
from ..workflow import EVALUATION
from .schedule import settle

PLANNED = audit.action("evaluation.planned", _("planned the evaluation"))
CHANGED = audit.action("evaluation.changed", _("changed the plan of the evaluation"))
SHOWN = audit.action("evaluation.shown", _("made the evaluation public"))
HIDDEN = audit.action("evaluation.hidden", _("took the evaluation from the public page"))
FOLLOWED = audit.action("evaluation.followed_up", _("wrote what became of a recommendation"))
State = Evaluation.State
PLANNING = frozenset({State.PLANNED, State.COMMISSIONED})


def editable(evaluation, by, states):
    """The locked evaluation, if ``by`` runs it and it is in one of ``states``. Raises NotAllowed or StateConflict."""
    locked = Evaluation.objects.select_for_update(of=("self",)).select_related("project").get(pk=evaluation.pk)
    if not allows(by, "monitoring.run_evaluation", locked):
        raise NotAllowed(_("Only the project manager and Fund officers write the evaluation."))
    if locked.state not in states:
        raise StateConflict(_("This has changed since you opened it. Look at its present state and try again."))
    return locked


def saved(evaluation, revision):
    """Take the next revision of a locked evaluation. Raises StateConflict where somebody saved after ``revision``."""
    if evaluation.revision != revision:
        raise StateConflict(_("This was saved elsewhere while you had it open. Your entries are still below."))
    evaluation.revision += 1
    evaluation.full_clean()
    evaluation.save()
    return evaluation


def _see_that_time_fits(project, planned_on, timing_reason):
    if not is_in_window(project, planned_on) and not timing_reason.strip():
        raise DomainError(_("Say why the evaluation is earlier or later than the preferred time (R12)."))


def _tell(kind, evaluation, *, to, by, **params):
    project = evaluation.project
    notify(f"evaluation.{kind}", evaluation, to=to, actor=by, title=project.title, code=project.code, **params)


def _endorsers(evaluation):
    return list(people_in(Role.ENDORSER, region_code=evaluation.project.region_id))


@transaction.atomic
def plan_evaluation(project, *, by, kind, planned_on, timing_reason="", **fields):
    """Plan the evaluation of a project (R12, R14). ``fields``: evaluator_name, evaluator_organisation, cost (USD), is_public.

    The report is in the project's language. Raises NotAllowed; StateConflict where there is one; DomainError for a time
    outside the preferred one without a reason.
    """
    project = Project.objects.select_for_update(of=("self",)).get(pk=project.pk)
    if not allows(by, "monitoring.run_evaluation", project):
        raise NotAllowed(_("Only the project manager and Fund officers plan the evaluation."))
    if Evaluation.objects.filter(project=project).exists():
        raise StateConflict(_("The evaluation of this project is planned already."))
    _see_that_time_fits(project, planned_on, timing_reason)
    values = {"kind": kind, "planned_on": planned_on, "timing_reason": timing_reason.strip(), **fields}
    evaluation = Evaluation(project=project, language=project.title_language, scale_id=SCALE, planned_by=by, **values)
    evaluation.full_clean()
    evaluation.save()
    audit.record(PLANNED, evaluation, by=by, kind=kind, planned_on=planned_on.isoformat())
    _tell("planned", evaluation, to=[project.manager, *_endorsers(evaluation)], by=by)
    return evaluation


@transaction.atomic
def change_evaluation(evaluation, *, by, revision, **fields):
    """Change what is planned, while no report is handed in. ``fields`` as for ``plan_evaluation``."""
    evaluation = editable(evaluation, by, PLANNING)
    for name, value in fields.items():
        setattr(evaluation, name, value)
    _see_that_time_fits(evaluation.project, evaluation.planned_on, evaluation.timing_reason)
    saved(evaluation, revision)
    audit.record(CHANGED, evaluation, by=by, fields=sorted(fields))
    return evaluation


def _settle(evaluation, kind, by):
    for duty in Duty.objects.filter(project=evaluation.project_id, kind=kind):
        settle(duty, by=by, on=timezone.localdate())


@transaction.atomic
def commission_evaluation(evaluation, *, by):
    """Have the evaluator start; the planning of the evaluation is done (R14). Raises DomainError with what is missing."""
    evaluation = EVALUATION.apply("commission", evaluation, by=by, started_on=timezone.localdate())
    _settle(evaluation, Duty.Kind.EVALUATION_PLAN, by)
    _tell("started", evaluation, to=[evaluation.project.manager, *_endorsers(evaluation)], by=by)
    return evaluation


@transaction.atomic
def report_evaluation(evaluation, *, by):
    """Hand in the evaluation report. Raises DomainError with all that it lacks (R13)."""
    evaluation = EVALUATION.apply("report", evaluation, by=by, reported_by=by, reported_on=timezone.localdate())
    _tell("reported", evaluation, to=[evaluation.project.manager, *officers()], by=by)
    return evaluation


@transaction.atomic
def respond_evaluation(evaluation, *, by):
    """Hand in the management response. Raises DomainError naming the recommendations without an answer."""
    evaluation = EVALUATION.apply("respond", evaluation, by=by, responded_by=by)
    _tell("responded", evaluation, to=officers(), by=by)
    return evaluation


@transaction.atomic
def return_evaluation(evaluation, *, by, comment):
    """Give the report back: ratings, findings and recommendations can be changed again."""
    unsigned = {"reported_by": None, "reported_on": None, "responded_by": None}
    evaluation = EVALUATION.apply("return", evaluation, by=by, comment=comment, **unsigned)
    _tell("returned", evaluation, to=[evaluation.project.manager, evaluation.planned_by], by=by, comment=comment)
    return evaluation


@transaction.atomic
def return_response(evaluation, *, by, comment):
    """Give the answers back; the report stays as it was handed in."""
    evaluation = EVALUATION.apply("return_response", evaluation, by=by, comment=comment, responded_by=None)
    _tell("returned", evaluation, to=[evaluation.project.manager, evaluation.planned_by], by=by, comment=comment)
    return evaluation


@transaction.atomic
def accept_evaluation(evaluation, *, by, comment=""):
    """Accept an evaluation: it is frozen, its duty is done (R12), and if it is public its documents are."""
    evaluation = EVALUATION.apply(
        "accept", evaluation, by=by, comment=comment, accepted_by=by, accepted_at=timezone.now()
    )
    _settle(evaluation, Duty.Kind.EVALUATION, by)
    projects.refresh(evaluation.project)
    _tell("accepted", evaluation, to=[evaluation.project.manager, *_endorsers(evaluation)], by=by)
    return evaluation


@transaction.atomic
def show_evaluation(evaluation, *, by, is_public):
    """Make an evaluation public or not; before it is accepted nothing of it is public anyway. Raises NotAllowed."""
    evaluation = Evaluation.objects.select_for_update(of=("self",)).select_related("project").get(pk=evaluation.pk)
    if not allows(by, "monitoring.show_evaluation", evaluation):
        raise NotAllowed(_("Only Fund officers decide what is public."))
    if evaluation.is_public != is_public:
        evaluation.is_public = is_public
        evaluation.save(update_fields=["is_public"])
        audit.record(SHOWN if is_public else HIDDEN, evaluation, by=by)
        projects.refresh(evaluation.project)
    return evaluation


@transaction.atomic
def follow_up(recommendation, *, by, text, is_done=False):
    """Write what became of a recommendation of an accepted evaluation; also after the project is closed. Returns it.

    Raises NotAllowed, StateConflict before the evaluation is accepted, DomainError without a text.
    """
    evaluation = Evaluation.objects.select_for_update(of=("self",)).get(pk=recommendation.evaluation_id)
    if not allows(by, "monitoring.follow_up", evaluation):
        raise NotAllowed(_("Only the project manager and Fund officers write what became of a recommendation."))
    if not evaluation.is_accepted:
        raise StateConflict(_("What became of a recommendation is written once the evaluation is accepted."))
    if not text.strip():
        raise DomainError(_("Write what was done."))
    entry = FollowUp.objects.create(recommendation=recommendation, text=text.strip(), is_done=is_done, written_by=by)
    audit.record(FOLLOWED, evaluation, by=by, recommendation=recommendation.pk, is_done=is_done)
    return entry
