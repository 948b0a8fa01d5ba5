"""The governments' letters."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core import uploads
from core.access import get_visible_or_404, requires

from .. import forms, selectors, services
from ..models import Application, EndorsementLetter
from ..services.letters import LATER
from .proposals import while_open


@requires("applications.edit", Application, "key")
@while_open
def letters(request, application):
    """The letters of the draft, and one more."""
    return _letters(request, application, services.add_letter, "applications:letters")


@requires("applications.edit", Application, "key")
def later_letters(request, application):
    """Letters while the proposal is under review: they are added to those that were submitted."""
    if request.method == "GET" and application.state not in LATER:
        return redirect("applications:letters", key=application.key)
    return _letters(request, application, services.add_later_letter, "applications:later_letters")


def _letters(request, application, service, name):
    form = forms.LetterForm(request.POST or None, request.FILES or None, application=application)
    if form.is_valid() and form.carry_out(service, application, by=request.user):
        messages.success(request, _("The letter is added."))
        if form.result.is_old:
            messages.warning(request, _("The letter is more than a year old. The Fund may ask for a newer one."))
        return redirect(name, key=application.key)
    context = {
        "application": application,
        "form": form,
        "letters": selectors.letters_of(application),
        "removed": selectors.removed_letters(application),
        "requests": application.letter_requests.select_related("country"),
        "progress": selectors.letters_progress(application),
    }
    return render(request, "applications/letters.html", context)


@require_POST
@requires("applications.edit", Application, "key")
def remove_letter(request, application, pk):
    """Take a letter out of the draft."""
    services.remove_letter(_letter_of(application, request.user, pk), by=request.user)
    messages.success(request, _("The letter is removed. You can put it back below."))
    return redirect("applications:letters", key=application.key)


@require_POST
@requires("applications.edit", Application, "key")
def restore_letter(request, application, pk):
    """Put a removed letter back."""
    services.restore_letter(_letter_of(application, request.user, pk), by=request.user)
    messages.success(request, _("The letter is back."))
    return redirect("applications:letters", key=application.key)


def _letter_of(application, user, pk):
    return get_visible_or_404(EndorsementLetter.objects.filter(application=application), user, pk=pk)


@requires("applications.view_letter", EndorsementLetter)
def letter(request, letter):
    """The file of a letter."""
    return uploads.serve(letter)
