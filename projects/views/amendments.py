"""Amending a project's plan: asking, the government's agreement, confirming, deciding; what waits; the budget revision form."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core import uploads
from core.access import requires
from core.documents import CONTENT_TYPES, download
from core.forms import ReasonForm, ServiceForm, posted
from core.panels import collect
from plans.models import PlanVersion

from .. import forms, selectors, services
from ..exports import budget_revision as revision
from ..models import Amendment, Project
from ..selectors.deciding import decision, steps_of
from ..workflow import AMENDMENT


def _asking(request, project, approved, form, **more):
    """The page on which is said what is asked, with what an extension would bring."""
    ends_on = form.new_ends_on if form.is_bound else None
    context = {
        "project": project,
        "form": form,
        "approved": approved,
        "late": selectors.lateness(project, ends_on=project.ends_on, requested_on=timezone.localdate()),
        "new_ends_on": ends_on,
        "panels": collect("extension_effects", project, ends_on) if ends_on else [],
        **more,
    }
    return render(request, "projects/amend.html", context)


@requires("projects.manage", Project, "address")
def amend(request, project):
    """Ask for a change of the plan: what, why, for how long; "look" shows what an extension brings before it is asked."""
    approved = project.plan.approved if project.plan_id else None
    if approved is None:
        return redirect(project)
    form = forms.TermsForm(posted(request), project=project, approved=approved)
    is_asked = form.is_valid() and "look" not in request.POST
    if is_asked and form.carry_out(services.amend, project, by=request.user):
        messages.success(request, _("The amendment is started. Change the plan in its pages, then submit it."))
        return redirect(form.result)
    return _asking(request, project, approved, form)


@requires("plans.edit", PlanVersion)
def change_terms(request, version):
    """Ask something else with an amendment that is still written."""
    project, amendment = version.plan.project, version.amendment
    months = version.duration_months if amendment.extends else None
    initial = {"kinds": amendment.kinds, "duration_months": months, "comment": version.reason}
    form = forms.TermsForm(posted(request), project=project, approved=version.based_on, initial=initial)
    is_asked = form.is_valid() and "look" not in request.POST
    if is_asked and form.carry_out(services.change_terms, version, by=request.user):
        messages.success(request, _("What is asked is changed."))
        return redirect(version)
    return _asking(request, project, version.based_on, form, version=version)


@requires("plans.edit", PlanVersion)
def agreement(request, version):
    """That the government agrees, with its letter (R07)."""
    known = version.amendment.agreement
    form = forms.AgreementForm(request.POST or None, request.FILES or None, instance=known)
    if form.is_valid() and form.carry_out(services.record_agreement, version, by=request.user):
        messages.success(request, _("The agreement of the government is added."))
        return redirect(version)
    return render(request, "projects/amendment_government.html", {"version": version, "form": form})


@require_safe
@requires("projects.see_request", Amendment)
def letter(request, amendment):
    """The letter in which the government agrees, as a file."""
    if amendment.agreement is None:
        return redirect(amendment)
    return uploads.serve(amendment.agreement)


@requires("projects.open_requests")
def requests(request):
    """Amendments that are with the Regional Office or with the Fund."""
    page = Paginator(selectors.requests_sent(request.user), 25).get_page(request.GET.get("page"))
    return render(request, "projects/requests.html", {"page": page})


@require_safe
@requires("projects.see_request", Amendment, related=["version__based_on", "version__plan__project"])
def budget_revision(request, amendment):
    """The budget revision form (R09) as a page to read and print."""
    version = amendment.version
    context = {"version": version, "document": revision.document(version), "extensions": list(CONTENT_TYPES)}
    return render(request, "projects/budget_revision.html", context)


@require_safe
@requires("projects.see_request", Amendment, related=["version__based_on", "version__plan__project"])
def budget_file(request, amendment, extension):
    """The budget revision form as a file."""
    version = amendment.version
    name = f"{version.plan.project.code or version.plan.project.address}-v{version.number}-budget-revision"
    return download(revision.document(version), extension, name=name)


def _step(request, version, name, service, form, **more):
    """One step of an amendment on a page of its own, with what the step decides on."""
    step = AMENDMENT[name]
    if form.is_valid() and form.carry_out(service, version, by=request.user, **more):
        messages.success(request, _("Done: %(step)s.") % {"step": step.label})
        return redirect(version)
    context = {"version": version, "project": version.plan.project, "form": form, "step": step}
    context |= {"seen": more.get("seen"), "decision": decision(version)}
    context["is_over"] = form.is_bound and step not in steps_of(
        version, request.user
    )  # taken in another tab or by a colleague
    return render(request, "projects/amendment_step.html", context)


def _seen(request, version):
    """The submission that the page shows; sent back with the decision, so that nobody decides on another one."""
    shown = services.as_token(version)
    return {"seen": request.POST.get("seen", "") if request.method == "POST" else shown}


@requires("plans.amend", PlanVersion)
def submit_amendment(request, version):
    """Send an amendment to the Regional Office and the Fund."""
    return _step(request, version, "submit", services.submit_amendment, ServiceForm(posted(request)))


@requires("projects.confirm_amendment", PlanVersion)
def confirm_amendment(request, version):
    """Confirm an amendment for the Regional Office."""
    form = ReasonForm(posted(request), label=_("Comment"), required=False)
    return _step(request, version, "confirm", services.confirm_amendment, form, **_seen(request, version))


@requires("projects.return_amendment", PlanVersion)
def return_amendment(request, version):
    """Return an amendment to its manager."""
    form = ReasonForm(posted(request), label=_("Comment"))
    return _step(request, version, "return", services.return_amendment, form, **_seen(request, version))


@requires("plans.approve", PlanVersion)
def approve_amendment(request, version):
    """Approve an amendment; a late one with the reason why the Fund allows it (R08)."""
    form = forms.ApproveAmendmentForm(posted(request), is_late=selectors.is_too_late(version))
    return _step(request, version, "approve", services.approve_amendment, form, **_seen(request, version))


@requires("plans.amend", PlanVersion)
def withdraw_amendment(request, version):
    """Withdraw an amendment."""
    form = ReasonForm(posted(request), label=_("Comment"))
    return _step(request, version, "withdraw", services.withdraw_amendment, form)
