"""The steps of a framework: delivered by the manager, answered by the Fund."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.access import allows, requires
from core.forms import ReasonForm

from .. import services
from ..models import Duty
from ..workflow import FRAMEWORK

SERVICES = {"return": services.return_framework, "accept": services.accept_framework}


@require_POST
@requires("monitoring.deliver_framework", Duty, related=["project"])
def deliver(request, duty):
    """Hand in the framework and the work plan of the plan in force."""
    services.deliver_framework(duty, by=request.user)
    messages.success(request, _("The framework is delivered. The Fund is told."))
    return redirect("monitoring:duty", pk=duty.pk)


@requires("monitoring.see_duty", Duty, related=["project"])
def answer(request, duty, name):
    """Accept the framework that was delivered, or return it, on a page of its own."""
    delivery = duty.delivery
    if name not in SERVICES or delivery is None or not allows(request.user, FRAMEWORK[name].rule, delivery):
        raise Http404
    step = FRAMEWORK[name]
    form = ReasonForm(request.POST or None, label=_("Comment"), required=step.comment_required)
    if request.method == "POST" and form.is_valid() and form.carry_out(SERVICES[name], delivery, by=request.user):
        messages.success(request, _("Done: %(step)s.") % {"step": step.label})
        return redirect("monitoring:duty", pk=duty.pk)
    return render(request, "monitoring/framework_step.html", {"duty": duty, "form": form, "step": step})
