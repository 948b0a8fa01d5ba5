"""The working pages of projects: one's own, the portfolio, a project, its start."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core import audit, panels
from core.access import allows, requires, signed_in

from .. import forms, services
from ..models import Project, Publication
from ..selectors import open_amendment
from ..workflow import PROJECT


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
        "waiting": project.publications.visible_to(request.user).filter(status=Publication.Status.PREPARED).first(),
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
