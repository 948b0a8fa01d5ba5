from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from applications.models import Application
from core.access import allows, requires
from funding.selectors import ledger

from .. import forms, selectors, services
from ..models import Release
from .acting import act


@requires("applications.decide", Application, "key")
def decide(request, application):
    """Record a decision; its letter goes out with the release."""
    recommendation = application.recommendations.select_related("recommended_by").first()
    form = forms.DecideForm(request.POST or None)
    context = {"title": _("Decide"), "recommendation": recommendation, "sheet": selectors.score_sheet(application)}
    context["funds"] = ledger.balance_of(application.line, application.funding_year)
    return act(request, application, form, services.decide, **context)


@requires("reviews.release_feedback", Application, "key")
def feedback(request, application):
    """Release feedback on a decided proposal."""
    form = forms.FeedbackForm(request.POST or None)
    return act(request, application, form, services.release_feedback, title=_("Release feedback"))


@requires("reviews.open_releases")
def releases(request):
    """Decisions that wait to be made known, and the releases there were."""
    waiting = selectors.waiting_decisions()
    may_prepare = allows(request.user, "reviews.prepare_release")
    form = forms.ReleaseForm(request.POST or None, decisions=waiting) if may_prepare else None
    if form and form.is_valid() and form.carry_out(services.prepare_release, by=request.user):
        messages.success(request, _("The letters are written. Read them before they are sent."))
        return redirect(form.result)
    context = {
        "waiting": waiting,
        "form": form,
        "releases": Release.objects.select_related("prepared_by", "released_by"),
    }
    return render(request, "reviews/releases.html", context)


@requires("reviews.view_release", Release)
def release(request, release):
    """The letters of a release."""
    may_send = release.released_at is None and allows(request.user, "reviews.send_release", release)
    context = {"release": release, "may_send": may_send, "letters": selectors.letters_of(release)}
    context["may_change"] = release.released_at is None and allows(request.user, "reviews.prepare_release")
    return render(request, "reviews/release.html", context)


@requires("reviews.view_release", Release)
def letter(request, release, letter):
    """Write one letter otherwise."""
    found = get_object_or_404(release.letters.select_related("decision__application"), pk=letter)
    form = forms.LetterForm(request.POST or None, instance=found)
    if form.is_valid() and form.carry_out(services.change_letter, found, by=request.user):
        messages.success(request, _("The letter is changed."))
        return redirect(release)
    return render(request, "reviews/letter.html", {"release": release, "letter": found, "form": form})


@require_POST
@requires("reviews.send_release", Release)
def send_release(request, release):
    """Make the decisions known, all at once."""
    services.release(release, by=request.user)
    messages.success(request, _("The decisions are made known and the letters sent."))
    return redirect(release)
