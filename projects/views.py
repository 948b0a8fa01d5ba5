from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core import audit, panels
from core.access import allows, get_visible_or_404, public, requires, signed_in
from core.forms import ReasonForm, ServiceForm, posted
from plans.models import PlanVersion

from . import forms, services
from .filters import ProjectFilter
from .models import Project
from .selectors import open_amendment
from .workflow import AMENDMENT, PROJECT


@public
def project_list(request):
    """The public catalogue: search, filters, pages. An exact project code goes straight to its page."""
    code = request.GET.get("q", "").strip().upper()
    if code and (found := Project.objects.public().filter(code=code).first()):
        return redirect(found)
    results = ProjectFilter(request.GET, queryset=Project.objects.public().for_cards())
    page = Paginator(results.qs.distinct(), 20).get_page(request.GET.get("page"))
    template = "projects/_results.html" if request.htmx else "projects/list.html"
    return render(request, template, {"filter": results, "page": page, "chips": results.chips()})


@public
def project_detail(request, address):
    """The public page of a project."""
    project = get_visible_or_404(Project.objects.for_cards(), request.user, address=address)
    context = {"project": project, "panels": panels.collect("project", project)}
    return render(request, "projects/detail.html", context)


@signed_in
def managed_list(request):
    """The projects one runs."""
    page = Paginator(Project.objects.managed_by(request.user).for_cards(), 25).get_page(request.GET.get("page"))
    return render(request, "projects/managed_list.html", {"page": page, "title": _("My projects")})


@requires("projects.open_portfolio")
def portfolio(request):
    """Projects that were awarded in the portal."""
    awarded = Project.objects.visible_to(request.user).filter(application__isnull=False).for_cards()
    page = Paginator(awarded.order_by("-pk"), 25).get_page(request.GET.get("page"))
    return render(request, "projects/managed_list.html", {"page": page, "title": _("Portfolio")})


@requires("projects.work_on", Project, "address")
def managed_detail(request, project):
    """A project's working page: dates, people, duties, steps."""
    context = {
        "project": project,
        "steps": PROJECT.available(project, request.user),
        "may_publish": allows(request.user, "projects.publish", project),
        "events": audit.history(project),
        "panels": panels.collect("managed_project", project, request.user),
        **_plan(project, request.user),
    }
    return render(request, "projects/managed_detail.html", context)


def _plan(project, user):
    """The version in force, the open amendment, and whether the person may start one."""
    approved = project.plan.approved if project.plan_id else None
    amendment = open_amendment(project.plan, user) if approved else None
    may_amend = approved is not None and amendment is None and allows(user, "plans.amend", approved)
    return {"approved": approved, "amendment": amendment, "may_amend": may_amend}


@requires("projects.activate", Project, "address")
def activate(request, project):
    """Start a project."""
    form = forms.ActivateForm(request.POST or None, instance=project)
    if form.is_valid() and form.carry_out(services.activate, project, by=request.user):
        messages.success(request, _("The project is started; its reporting schedule is made."))
        return redirect("managed:detail", address=form.result.address)
    context = {"project": project, "form": form, "step": PROJECT["activate"]}
    return render(request, "projects/activate.html", context)


@requires("projects.publish", Project, "address")
def unpublish(request, project):
    """Take a project out of the catalogue, with a reason."""
    form = ReasonForm(request.POST or None)
    if form.is_valid() and form.carry_out(services.unpublish, project, by=request.user):
        messages.success(request, _("The project is no longer in the public catalogue."))
        return redirect("managed:detail", address=project.address)
    return render(request, "projects/unpublish.html", {"project": project, "form": form})


@require_POST
@requires("projects.publish", Project, "address")
def publish(request, project):
    """Show a project in the catalogue."""
    services.publish(project, by=request.user)
    messages.success(request, _("The project is in the public catalogue."))
    return redirect(project)


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
