"""Who writes which part."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core.access import requires

from ..forms.responsibilities import DivideForm
from ..models import Application
from ..sections import parts_of
from ..services import responsibilities
from ..services.people import writers_of
from .proposals import while_open


@requires("applications.edit", Application, "key")
@while_open()
def divide(request, application):
    """Divide the parts among the colleagues who may write."""
    present = {row.part: row for row in application.responsibilities.all()}
    writers, parts = writers_of(application), parts_of(application)
    form = DivideForm(request.POST or None, parts=parts, writers=writers, present=present)
    if form.is_valid() and form.attempt(responsibilities.divide, application, by=request.user, changes=form.changes):
        messages.success(request, _("Saved."))
        return redirect(application)
    return render(request, "applications/divide.html", {"application": application, "form": form})
