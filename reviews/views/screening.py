from django.utils.translation import gettext as _

from applications.models import Application
from core.access import requires

from .. import forms, services
from .acting import act


@requires("applications.screen", Application, "key")
def screen(request, application):
    """The officer's checks."""
    return act(request, application, forms.ScreeningForm(request.POST or None), services.screen, title=_("Screen"))
