from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from applications.models import Application
from core.access import requires

from .. import forms, selectors, services
from ..exports import letters, memos
from ..models import DecisionRecord
from .acting import act


@requires("applications.decide", Application, "key")
def decide(request, application):
    """First the declaration of interest, then the decision beside its memo; the letter goes out with the release."""
    interest = selectors.declared_interest(application, request.user)
    if interest is None:
        return _declare(request, application)
    memo = selectors.memo_of(application)
    initial = {"conditions": memo.recommendation.conditions} if memo.recommendation else {}
    context = {
        "title": _("Decide"),
        "memo": memo,
        "document": memos.document(memo),
        "interest": interest,
        "is_decided": selectors.is_decided(application),
    }
    form = forms.DecideForm(request.POST or None, initial=initial)
    return act(request, application, form, services.decide, template="reviews/decide.html", **context)


def _declare(request, application):
    form = forms.InterestForm(request.POST or None)
    if form.is_valid() and form.carry_out(services.declare_interest, application, by=request.user):
        messages.success(request, _("Your declaration is recorded."))
        return redirect("reviews:decide", key=application.key)
    return render(request, "reviews/declare_interest.html", {"application": application, "form": form})


@requires("applications.decide", Application, "key")
def interest(request, application):
    """Declare a conflict of interest after its absence; it closes the decision for the person."""
    form = forms.InterestForm(request.POST or None, initial={"has_conflict": "True"})
    if form.is_valid() and form.carry_out(services.declare_interest, application, by=request.user):
        messages.success(request, _("Your declaration is recorded."))
        return redirect("reviews:decide", key=application.key)
    return render(request, "reviews/declare_interest.html", {"application": application, "form": form})


@requires("reviews.release_feedback", Application, "key")
def feedback(request, application):
    """Release feedback on a decided proposal."""
    form = forms.FeedbackForm(request.POST or None)
    return act(request, application, form, services.release_feedback, title=_("Release feedback"))


@require_safe
@requires("reviews.read_decision", Application, "key")
def letter_file(request, application, pk):
    """The letter of a decision that was made known, as PDF."""
    released = application.decisions.released().select_related("letter__release", "letter__decision__application")
    return letters.download(get_object_or_404(released, pk=pk).letter)


@require_safe
@requires("applications.view_internal", Application, "key")
def record(request, application, pk):
    """The sealed record of a decision, byte by byte."""
    found = get_object_or_404(DecisionRecord, decision=pk, decision__application=application)
    headers = {"Content-Disposition": f'attachment; filename="{application.reference}-decision-{pk}.json"'}
    return HttpResponse(found.content.encode(), content_type="application/json", headers=headers)
