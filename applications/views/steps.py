"""Steps with a comment, each on its own page."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core.access import allows, requires
from core.forms import ReasonForm

from .. import services
from ..models import Application
from ..workflow import PROPOSAL


def _step(request, application, name, service):
    """One step with a comment: its own page, so that it works by keyboard, without JavaScript, and can be thought over."""
    step = PROPOSAL[name]
    form = ReasonForm(request.POST or None, required=step.comment_required)
    if form.is_valid() and form.carry_out(service, application, by=request.user):
        messages.success(request, _("Done: %(step)s.") % {"step": step.label})
        return redirect(application if allows(request.user, "applications.see_team", application) else "workspace:home")
    return render(request, "applications/step.html", {"application": application, "form": form, "step": step})


@requires("applications.withdraw", Application, "key")
def withdraw(request, application):
    """Withdraw a proposal."""
    return _step(request, application, "withdraw", services.withdraw)


@requires("applications.endorse", Application, "key")
def decline(request, application):
    """Decline to endorse a proposal."""
    return _step(request, application, "decline", services.decline)


@requires("applications.return", Application, "key")
def send_back(request, application):
    """Return a proposal for changes."""
    return _step(request, application, "return", services.send_back)
