"""An evaluation's own page, the list of those there are, its plan, and its steps."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from core import audit
from core.access import allows, requires
from core.forms import ReasonForm, ServiceForm, posted
from projects.models import Project

from .. import forms, services
from ..models import Evaluation
from ..selectors import evaluations as reads
from ..workflow import EVALUATION

RELATED = ["project", "scale"]
State = Evaluation.State


@requires("monitoring.list_evaluations")
def evaluation_list(request):
    """Evaluations that the person may open, those that wait for the Fund first; with ``state``, those in it."""
    state = request.GET.get("state", "")
    found = Evaluation.objects.visible_to(request.user).select_related("project").order_by("planned_on", "pk")
    if state in State.values:
        found = found.filter(state=state)
    page = Paginator(found, 25).get_page(request.GET.get("page"))
    return render(request, "monitoring/evaluations.html", {"page": page, "state": state, "states": State.choices})


@requires("monitoring.see_evaluation", Evaluation, related=RELATED)
def evaluation(request, evaluation):
    """An evaluation: what it lacks, its steps, ratings, findings, recommendations with answers and follow-ups."""
    ratings, findings, recommendations = reads.whole(evaluation)
    runs = allows(request.user, "monitoring.run_evaluation", evaluation)
    context = {
        "evaluation": evaluation,
        "project": evaluation.project,
        "lacking": reads.lacking(evaluation) if runs else [],
        "window": reads.window_of(evaluation.project),
        "documents": reads.documents_of(evaluation),
        "ratings": ratings,
        "findings": findings,
        "recommendations": recommendations,
        "steps": _steps(evaluation, request.user),
        "may_plan": runs and evaluation.state in {State.PLANNED, State.COMMISSIONED},
        "may_write": runs and evaluation.state == State.COMMISSIONED,
        "may_answer": runs and evaluation.state == State.REPORTED,
        "may_follow": evaluation.is_accepted and allows(request.user, "monitoring.follow_up", evaluation),
        "may_show": evaluation.is_accepted and allows(request.user, "monitoring.show_evaluation", evaluation),
        "may_add_documents": runs
        and not evaluation.is_accepted
        and allows(request.user, "monitoring.keep_documents", evaluation.project),
        "events": audit.history(evaluation),
    }
    return render(request, "monitoring/evaluation.html", context)


def _steps(evaluation, user):
    """The buttons of the steps that the person may take now."""
    return [
        {"label": step.label, "url": reverse(f"evaluations:{step.name}", kwargs={"pk": evaluation.pk})}
        for step in EVALUATION.available(evaluation, user)
    ]


@requires("monitoring.run_evaluation", Project, "address")
def plan(request, project):
    """Plan the evaluation of a project; one that is planned is shown instead."""
    if planned := reads.evaluation_of(project):
        return redirect(planned)
    window = reads.window_of(project)
    initial = {"planned_on": window[0], "is_public": True} if window else {}
    form = forms.PlanForm(request.POST or None, initial=initial)
    if form.is_valid() and form.carry_out(services.plan_evaluation, project, by=request.user):
        messages.success(request, _("The evaluation is planned. Add the terms of reference next."))
        return redirect(form.result)
    context = {"project": project, "form": form, "window": window, "title": _("Plan the evaluation")}
    return render(request, "monitoring/evaluation_plan.html", context)


@requires("monitoring.run_evaluation", Evaluation, related=RELATED)
def change(request, evaluation):
    """Change what is planned."""
    form = forms.PlanForm(request.POST or None, instance=evaluation)
    if form.is_valid() and form.carry_out(services.change_evaluation, evaluation, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(evaluation)
    context = {"project": evaluation.project, "form": form, "title": _("Change the plan of the evaluation")}
    context |= {"evaluation": evaluation, "window": reads.window_of(evaluation.project)}
    return render(request, "monitoring/evaluation_plan.html", context)


def _step(request, evaluation, name, service):
    """One step of an evaluation on a page of its own; a comment where the table asks for one, or the Fund accepts."""
    step = EVALUATION[name]
    if step.comment_required or name == "accept":
        form = ReasonForm(request.POST or None, label=_("Comment"), required=step.comment_required)
    else:
        form = ServiceForm(posted(request))
    if form.is_valid() and form.carry_out(service, evaluation, by=request.user):
        messages.success(request, _("Done: %(step)s.") % {"step": step.label})
        return redirect(evaluation)
    obstacles = list(step.guard(evaluation)) if step.guard else []
    context = {"evaluation": evaluation, "form": form, "step": step, "obstacles": obstacles}
    context["withholds"] = name == "accept" and evaluation.is_public and reads.withholds_words(evaluation)
    return render(request, "monitoring/evaluation_step.html", context)


@requires("monitoring.run_evaluation", Evaluation, related=RELATED)
def commission(request, evaluation):
    """Have the evaluator start."""
    return _step(request, evaluation, "commission", services.commission_evaluation)


@requires("monitoring.run_evaluation", Evaluation, related=RELATED)
def report(request, evaluation):
    """Hand in the evaluation report."""
    return _step(request, evaluation, "report", services.report_evaluation)


@requires("monitoring.run_evaluation", Evaluation, related=RELATED)
def respond(request, evaluation):
    """Hand in the management response."""
    return _step(request, evaluation, "respond", services.respond_evaluation)


@requires("monitoring.accept_evaluation", Evaluation, related=RELATED)
def send_back(request, evaluation):
    """Return the report."""
    return _step(request, evaluation, "return", services.return_evaluation)


@requires("monitoring.accept_evaluation", Evaluation, related=RELATED)
def send_response_back(request, evaluation):
    """Return the response."""
    return _step(request, evaluation, "return_response", services.return_response)


@requires("monitoring.accept_evaluation", Evaluation, related=RELATED)
def accept(request, evaluation):
    """Accept an evaluation."""
    return _step(request, evaluation, "accept", services.accept_evaluation)


@requires("monitoring.show_evaluation", Evaluation, related=RELATED)
def show(request, evaluation):
    """Make an accepted evaluation public, or take it from the public page."""
    form = ServiceForm(posted(request))
    wanted = not evaluation.is_public
    if form.is_valid() and form.attempt(services.show_evaluation, evaluation, by=request.user, is_public=wanted):
        messages.success(request, _("Saved."))
        return redirect(evaluation)
    withholds = wanted and reads.withholds_words(evaluation)
    context = {"evaluation": evaluation, "form": form, "withholds": withholds}
    return render(request, "monitoring/evaluation_show.html", context)
