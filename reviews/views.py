from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from applications.models import Application
from applications.selectors import read
from applications.workflow import PROPOSAL
from core.access import allows, requires, signed_in
from core.forms import ReasonForm
from funding.selectors import ledger

from . import forms, selectors, services
from .models import Advice, Assignment, Criterion


@requires("reviews.open_queue")
def queue(request):
    """All submitted proposals, by state."""
    state = request.GET.get("state", "")
    page = Paginator(selectors.queue(request.user, state=state), 25).get_page(request.GET.get("page"))
    context = {"page": page, "state": state, "counts": selectors.state_counts(request.user)}
    return render(request, "reviews/queue.html", context)


@signed_in
def mine(request):
    """One's own assignments."""
    page = Paginator(selectors.my_assignments(request.user), 25).get_page(request.GET.get("page"))
    return render(request, "reviews/mine.html", {"page": page})


def _act(request, application, form, service, template="reviews/act.html", **context):
    """Carry out one act of the Fund on a proposal, or show its form again."""
    if form.is_valid() and form.carry_out(service, application, by=request.user):
        messages.success(request, _("Done."))
        return redirect(application)
    return render(request, template, {"application": application, "form": form, **context})


@requires("applications.endorse", Application, "key")
def endorse(request, application):
    """Endorse for the Regional Office."""
    form = ReasonForm(request.POST or None, required=False, label=_("Comment for the Fund and the applicant"))
    context = {"step": PROPOSAL["endorse"], "title": _("Endorse")}
    return _act(request, application, form, services.endorse, **context)


@requires("reviews.delegate", Application, "key")
def delegate(request, application):
    """Ask a colleague of the same office to stand in."""
    form = forms.DelegateForm(request.POST or None, colleagues=services.possible_delegates(application, request.user))
    return _act(request, application, form, services.delegate, title=_("Ask a colleague to stand in"))


@require_POST
@requires("reviews.delegate", Application, "key")
def end_delegation(request, application, pk):
    """End a colleague's standing in."""
    services.end_delegation(get_object_or_404(application.delegations, pk=pk), by=request.user)
    messages.success(request, _("Done."))
    return redirect(application)


@requires("reviews.ask_advice", Application, "key")
def ask_advice(request, application):
    """Ask a department at Headquarters."""
    form = forms.AskAdviceForm(request.POST or None, people=services.possible_advisers(application, request.user))
    return _act(request, application, form, services.ask_advice, title=_("Ask Headquarters for advice"))


@requires("reviews.view_advice", Advice)
def advice(request, advice):
    """The proposal that one is asked about, and one's answer."""
    may_answer = advice.answered_at is None and allows(request.user, "reviews.give_advice", advice)
    form = forms.AdviceForm(request.POST or None) if may_answer else None
    if form and form.is_valid() and form.carry_out(services.give_advice, advice, by=request.user):
        messages.success(request, _("Your advice is sent. Thank you."))
        return redirect("workspace:home")
    context = {"advice": advice, "application": advice.application, "form": form}
    return render(request, "reviews/advice.html", context | {"reading": read(advice.application)})


@requires("reviews.release_feedback", Application, "key")
def feedback(request, application):
    """Release feedback on a decided proposal."""
    form = forms.FeedbackForm(request.POST or None)
    return _act(request, application, form, services.release_feedback, title=_("Release feedback"))


@requires("applications.screen", Application, "key")
def screen(request, application):
    """The officer's checks."""
    return _act(request, application, forms.ScreeningForm(request.POST or None), services.screen, title=_("Screen"))


@requires("reviews.assign", Application, "key")
def assign(request, application):
    """Ask a reviewer."""
    reviewers = services.possible_reviewers(application)
    form = forms.AssignForm(request.POST or None, reviewers=reviewers)
    return _act(request, application, form, services.assign, title=_("Assign reviewer"))


@requires("applications.recommend", Application, "key")
def recommend(request, application):
    """Recommend an outcome."""
    form = forms.RecommendForm(request.POST or None)
    sheet = selectors.score_sheet(application)
    return _act(request, application, form, services.recommend, title=_("Recommend"), sheet=sheet)


@requires("applications.decide", Application, "key")
def decide(request, application):
    """Decide and send the letter."""
    recommendation = application.recommendations.select_related("recommended_by").first()
    form = forms.DecideForm(request.POST or None)
    context = {"title": _("Decide"), "recommendation": recommendation, "sheet": selectors.score_sheet(application)}
    context["funds"] = ledger.balance_of(application.line, application.funding_year)
    return _act(request, application, form, services.decide, **context)


@requires("applications.decide", Application, "key")
def reconsider(request, application):
    """Send the recommendation back."""
    form = ReasonForm(request.POST or None, label=_("What should the officer look at again?"))
    return _act(request, application, form, services.reconsider, title=PROPOSAL["reconsider"].label)


@requires("reviews.view_assignment", Assignment)
def assignment(request, assignment):
    """A reviewer's page: the declaration first; after it the proposal and the score sheet side by side."""
    if not allows(request.user, "reviews.declare", assignment):
        return redirect(assignment.application)
    if not allows(request.user, "reviews.score", assignment):
        return _declare(request, assignment)
    criteria = Criterion.objects.filter(is_active=True)
    form = forms.ScoreForm(request.POST or None, criteria=criteria)
    if form.is_valid() and form.attempt(services.score, assignment, by=request.user, marks=form.marks):
        messages.success(request, _("Your review is handed in. Thank you."))
        return redirect("reviews:mine")
    context = {
        "assignment": assignment,
        "reading": read(assignment.application),
        "form": form,
        "scores": assignment.scores.select_related("criterion").order_by("criterion__position"),
    }
    return render(request, "reviews/score.html", context)


@require_POST
@requires("reviews.cancel", Assignment)
def cancel(request, assignment):
    """Free a reviewer who does not answer."""
    services.cancel(assignment, by=request.user)
    messages.success(request, _("The reviewer is freed and told."))
    return redirect(assignment.application)


def _declare(request, assignment):
    if assignment.state == Assignment.State.CONFLICT:
        messages.info(request, _("You declared a conflict of interest; this proposal is closed for you."))
        return redirect("reviews:mine")
    form = forms.DeclarationForm(request.POST or None)
    if form.is_valid() and form.carry_out(services.declare, assignment, by=request.user):
        messages.success(request, _("Your declaration is recorded."))
        return redirect("reviews:mine" if form.cleaned_data["has_conflict"] else assignment)
    return render(request, "reviews/declare.html", {"assignment": assignment, "form": form})


@requires("reviews.declare", Assignment)
def recuse(request, assignment):
    """Declare a conflict later; everything closes at once."""
    form = ReasonForm(request.POST or None, label=_("What is the conflict?"))
    if form.is_valid() and form.attempt(
        services.declare, assignment, by=request.user, has_conflict=True, conflict=form.cleaned_data["comment"]
    ):
        messages.success(request, _("Your declaration is recorded."))
        return redirect("reviews:mine")
    return render(request, "reviews/recuse.html", {"assignment": assignment, "form": form})
