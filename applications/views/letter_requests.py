"""Asking a government for its letter, and the page on which the government adds it."""

from allauth.core.ratelimit import consume_or_429
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from core.access import get_visible_or_404, public, requires

from .. import forms, selectors, services
from ..models import Application
from ..services.letters import LATER


@requires("applications.edit", Application, "key")
def ask(request, application):
    """Whom to ask for a letter."""
    form = forms.LetterRequestForm(request.POST or None, application=application)
    if form.is_valid() and form.carry_out(services.request_letter, application, by=request.user):
        messages.success(request, _("The request is on its way to %(name)s.") % {"name": form.result.name})
        return _back(application)
    return render(request, "applications/letter_request.html", {"application": application, "form": form})


@require_POST
@requires("applications.edit", Application, "key")
def ask_again(request, application, pk):
    """A new link to the same person."""
    found = get_visible_or_404(application.letter_requests.all(), request.user, pk=pk)
    services.send_letter_request_again(found, by=request.user)
    messages.success(request, _("The request is on its way to %(name)s.") % {"name": found.name})
    return _back(application)


@require_POST
@requires("applications.edit", Application, "key")
def revoke(request, application, pk):
    """Make the link useless."""
    services.revoke_letter_request(
        get_visible_or_404(application.letter_requests.all(), request.user, pk=pk), by=request.user
    )
    messages.success(request, _("The request is revoked: its link no longer works."))
    return _back(application)


def _back(application):
    name = "applications:later_letters" if application.state in LATER else "applications:letters"
    return redirect(name, key=application.key)


@never_cache
@public
def answer(request, token):
    """For whoever holds the link of a request: title, country, what the letter must say, and the way to add it."""
    found = selectors.open_request(token)
    if found is None:
        return render(request, "applications/letter_expired.html", status=404)
    if request.method == "POST" and (refusal := consume_or_429(request, action="answer_letter")):
        return refusal
    form = forms.LetterAnswerForm(
        request.POST or None,
        request.FILES or None,
        initial={"signatory": found.name, "ministry": found.ministry, "language": found.language},
    )
    if form.is_valid() and form.carry_out(services.answer_letter_request, token):
        return render(request, "applications/letter_thanks.html", {"asked": found})
    return render(request, "applications/letter_answer.html", {"asked": found, "form": form})
