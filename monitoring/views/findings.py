"""Writing what an evaluation says: ratings, findings, recommendations, answers, follow-ups, documents."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from core.access import requires
from core.forms import ServiceForm, posted

from .. import forms, services
from ..models import Evaluation, Finding, Recommendation
from ..selectors.evaluations import obstacles_to_report

RELATED = ["project", "scale"]


def _page(request, evaluation, form, title, **more):
    context = {"evaluation": evaluation, "project": evaluation.project, "form": form, "title": title, **more}
    return render(request, "monitoring/evaluation_form.html", context)


def _saved(request, evaluation):
    messages.success(request, _("Saved."))
    return redirect(evaluation)


@requires("monitoring.run_evaluation", Evaluation, related=RELATED)
def ratings(request, evaluation):
    """Summary and ratings."""
    form = forms.RatingsForm(request.POST or None, evaluation=evaluation)
    if form.is_valid():
        values = {name: form.cleaned_data[name] for name in ("revision", "summary")}
        if form.attempt(services.write_ratings, evaluation, by=request.user, ratings=form.ratings, **values):
            return _saved(request, evaluation)
    return _page(request, evaluation, form, _("Summary and ratings"), lacking=list(obstacles_to_report(evaluation)))


def _keep(request, evaluation, *, form_class, service, row, titles):
    """Add a row to an evaluation, or change one."""
    model = form_class.Meta.model
    form = form_class(request.POST or None, instance=row or model(evaluation=evaluation, revision=0))
    known = {model._meta.model_name: row} if row else {}
    if form.is_valid() and form.carry_out(service, evaluation, by=request.user, **known):
        return _saved(request, evaluation)
    return _page(request, evaluation, form, titles[1 if row else 0])


@requires("monitoring.run_evaluation", Evaluation, related=RELATED)
def finding(request, evaluation, number=None):
    """Add a finding, or change the one with that key."""
    row = get_object_or_404(evaluation.findings, pk=number) if number else None
    titles = _("Add a finding"), _("Change a finding")
    kind = {"form_class": forms.FindingForm, "service": services.keep_finding}
    return _keep(request, evaluation, **kind, row=row, titles=titles)


@requires("monitoring.run_evaluation", Evaluation, related=RELATED)
def recommendation(request, evaluation, number=None):
    """Add a recommendation, or change the one with that key."""
    row = get_object_or_404(evaluation.recommendations, pk=number) if number else None
    titles = _("Add a recommendation"), _("Change a recommendation")
    kind = {"form_class": forms.RecommendationForm, "service": services.keep_recommendation}
    return _keep(request, evaluation, **kind, row=row, titles=titles)


def _remove(request, evaluation, row, service, title):
    form = ServiceForm(posted(request))
    if form.is_valid() and form.attempt(service, row, by=request.user):
        messages.success(request, _("Removed."))
        return redirect(evaluation)
    return _page(request, evaluation, form, title, row=row, submit=title, is_dangerous=True)


@requires("monitoring.run_evaluation", Evaluation, related=RELATED)
def remove_finding(request, evaluation, number):
    """Take a finding out."""
    row = get_object_or_404(Finding, evaluation=evaluation, pk=number)
    return _remove(request, evaluation, row, services.remove_finding, _("Remove the finding"))


@requires("monitoring.run_evaluation", Evaluation, related=RELATED)
def remove_recommendation(request, evaluation, number):
    """Take a recommendation out."""
    row = get_object_or_404(Recommendation, evaluation=evaluation, pk=number)
    return _remove(request, evaluation, row, services.remove_recommendation, _("Remove the recommendation"))


@requires("monitoring.run_evaluation", Evaluation, related=RELATED)
def answer(request, evaluation, number):
    """The management's answer to a recommendation."""
    row = get_object_or_404(evaluation.recommendations, pk=number)
    form = forms.AnswerForm(request.POST or None, instance=row)
    if form.is_valid() and form.carry_out(services.answer, row, by=request.user):
        return _saved(request, evaluation)
    return _page(request, evaluation, form, _("Answer a recommendation"), row=row)


@requires("monitoring.follow_up", Evaluation, related=RELATED)
def follow_up(request, evaluation, number):
    """What became of a recommendation."""
    row = get_object_or_404(evaluation.recommendations, pk=number)
    form = forms.FollowUpForm(request.POST or None)
    if form.is_valid() and form.carry_out(services.follow_up, row, by=request.user):
        return _saved(request, evaluation)
    return _page(request, evaluation, form, _("What became of a recommendation"), row=row)


@requires("monitoring.run_evaluation", Evaluation, related=RELATED)
def add_document(request, evaluation):
    """Add a file of the evaluation."""
    initial = {"language": evaluation.language}
    form = forms.EvaluationDocumentForm(request.POST or None, request.FILES or None, initial=initial)
    if form.is_valid() and form.carry_out(services.add_document, evaluation.project, by=request.user):
        messages.success(request, _("The document is added."))
        return redirect(evaluation)
    return _page(request, evaluation, form, _("Add a document of the evaluation"))
