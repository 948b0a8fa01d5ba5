from django.utils.translation import gettext as _

from applications.models import Application
from applications.workflow import PROPOSAL
from core.access import requires
from core.forms import ReasonForm

from .. import forms, selectors, services
from ..exports import memos
from ..models import Recommendation
from .acting import act


@requires("applications.recommend", Application, "key")
def recommend(request, application):
    """Recommend an outcome."""
    form = forms.RecommendForm(request.POST or None)
    context = {
        "title": _("Recommend"),
        "document": memos.document(selectors.memo_of(application)),
        "obstacles": selectors.obstacles(application, Recommendation.Outcome.APPROVE),
    }
    return act(request, application, form, services.recommend, template="reviews/recommend.html", **context)


@requires("applications.decide", Application, "key")
def reconsider(request, application):
    """Send the recommendation back."""
    form = ReasonForm(request.POST or None, label=_("What should the officer look at again?"))
    return act(request, application, form, services.reconsider, title=PROPOSAL["reconsider"].label)


@requires("applications.recommend", Application, "key")
def revisit(request, application):
    """Take up again what was kept for later funding."""
    step = PROPOSAL["revisit"]
    form = ReasonForm(request.POST or None, label=_("Why now?"))
    return act(request, application, form, services.revisit, title=step.label, step=step)
