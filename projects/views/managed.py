"""The working pages of projects: one's own, all, a project, its start."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core import audit, panels
from core.access import allows, requires, signed_in

from .. import forms, services
from ..models import Project, PublicRecord
from ..selectors import open_amendment
from ..workflow import PROJECT


@signed_in
def managed_list(request):
    """The projects one runs."""
    page = Paginator(Project.objects.managed_by(request.user).for_cards(), 25).get_page(request.GET.get("page"))
    return render(request, "projects/managed_list.html", {"page": page, "title": _("My projects")})


@requires("projects.open_portfolio")
def portfolio(request):
    """Projects that were awarded in the portal; with ``q``, all whose code, PRIMA ID or title holds it, imported ones too."""
    sought = request.GET.get("q", "").strip()[:100]
    found = Project.objects.visible_to(request.user).for_cards().order_by("-pk")
    if sought:
        found = found.filter(Q(code__iexact=sought) | Q(prima_id__iexact=sought) | Q(title__icontains=sought))
    else:
        found = found.filter(application__isnull=False)
    page = Paginator(found, 25).get_page(request.GET.get("page"))
    context = {"page": page, "title": _("All projects"), "sought": sought, "may_search": True}
    return render(request, "projects/managed_list.html", context)


@requires("projects.work_on", Project, "address")
def managed_detail(request, project):
    """A project's working page: dates, people, duties, steps."""
    publications = project.publications.visible_to(request.user).select_related("prepared_by", "decided_by")
    context = {
        "project": project,
        "steps": PROJECT.available(project, request.user),
        "may_publish": allows(request.user, "projects.publish", project),
        "may_be_published": project.code or project.published_at,
        "publications": publications,
        "waiting": next((one for one in publications if one.is_waiting), None),
        "record": PublicRecord.objects.filter(pk=project.pk).first(),
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
