"""Amending a project's plan: starting, submitting, deciding."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core.access import requires
from core.forms import ReasonForm, ServiceForm, posted
from plans.models import PlanVersion

from .. import services
from ..models import Project
from ..workflow import AMENDMENT


@requires("projects.manage", Project, "address")
def amend(request, project):
    """Start an amendment of the plan, with its reason."""
    form = ReasonForm(request.POST or None, label=_("Why is the plan amended?"))
    if form.is_valid() and form.carry_out(services.amend, project, by=request.user):
        messages.success(request, _("The amendment is started. Change the plan in its pages, then submit it."))
        return redirect(form.result)
    return render(request, "projects/amend.html", {"project": project, "form": form})


def _amendment_step(request, version, name, service):
    """One step of an amendment on a page of its own; a comment where the table allows one."""
    step = AMENDMENT[name]
    if name == "submit":
        form = ServiceForm(posted(request))
    else:
        form = ReasonForm(request.POST or None, label=_("Comment"), required=step.comment_required)
    if form.is_valid() and form.carry_out(service, version, by=request.user):
        messages.success(request, _("Done: %(step)s.") % {"step": step.label})
        return redirect(version)
    context = {"version": version, "project": version.plan.project, "form": form, "step": step}
    return render(request, "projects/amendment_step.html", context)


@requires("plans.amend", PlanVersion)
def submit_amendment(request, version):
    """Send an amendment to the Fund."""
    return _amendment_step(request, version, "submit", services.submit_amendment)


@requires("plans.approve", PlanVersion)
def return_amendment(request, version):
    """Return an amendment to its manager."""
    return _amendment_step(request, version, "return", services.return_amendment)


@requires("plans.approve", PlanVersion)
def approve_amendment(request, version):
    """Approve an amendment."""
    return _amendment_step(request, version, "approve", services.approve_amendment)


@requires("plans.amend", PlanVersion)
def withdraw_amendment(request, version):
    """Withdraw an amendment."""
    return _amendment_step(request, version, "withdraw", services.withdraw_amendment)
