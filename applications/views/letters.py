"""The governments' letters."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core import uploads
from core.access import get_visible_or_404, requires

from .. import forms, services
from ..models import Application, EndorsementLetter
from .proposals import while_open


@requires("applications.edit", Application, "key")
@while_open
def letters(request, application):
    """The letters of the draft, and one more."""
    form = forms.LetterForm(request.POST or None, request.FILES or None, application=application)
    if form.is_valid() and form.carry_out(services.add_letter, application, by=request.user):
        messages.success(request, _("The letter is added."))
        return redirect("applications:letters", key=application.key)
    context = {"application": application, "form": form, "letters": application.letters.select_related("country")}
    return render(request, "applications/letters.html", context)


@require_POST
@requires("applications.edit", Application, "key")
def remove_letter(request, application, pk):
    """Take a letter out of the draft."""
    services.remove_letter(get_visible_or_404(application.letters.all(), request.user, pk=pk), by=request.user)
    messages.success(request, _("The letter is removed."))
    return redirect("applications:letters", key=application.key)


@requires("applications.view_letter", EndorsementLetter)
def letter(request, letter):
    """The file of a letter."""
    return uploads.serve(letter.file_path, letter.file_name, letter.content_type)
