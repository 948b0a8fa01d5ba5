from django.utils.translation import gettext as _

from applications.models import Application
from applications.workflow import PROPOSAL
from core.access import requires
from core.forms import ReasonForm

from .. import forms, selectors, services
from .acting import act


@requires("applications.screen", Application, "key")
def screen(request, application):
    """The officer's checks, beside what the portal computes."""
    form = forms.ScreeningForm(request.POST or None)
    context = {"title": _("Screen"), "checklist": selectors.checklist(application)}
    return act(request, application, form, services.screen, template="reviews/screen.html", **context)


@requires("applications.screen", Application, "key")
def decline(request, application):
    """Decline a proposal that did not pass."""
    step = PROPOSAL["screen_out"]
    form = ReasonForm(request.POST or None, label=_("Reason for the letter to the team"))
    return act(request, application, form, services.decline, title=step.label, step=step)
