"""The working pages of projects: one's own, all, a project, its start."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core import audit, panels
from core.access import allows, requires, signed_in
from plans.models import PlanVersion

from .. import forms, services
from ..models import IN_PUBLIC, Project, State
from ..selectors import versions_of
from ..workflow import PROJECT

FINAL = frozenset({"cancel", "complete", "close"})


@signed_in
def managed_list(request):
    """The projects one runs."""
    page = Paginator(Project.objects.managed_by(request.user).for_cards(), 25).get_page(request.GET.get("page"))
    context = {"page": page, "title": _("My projects"), "panels": _panels(page, request.user)}
    return render(request, "projects/managed_list.html", context)


def _panels(page, user):
    """What upper apps say of the projects of a page."""
    return panels.collect("managed_list", list(page.object_list), user)


@requires("projects.open_portfolio")
def portfolio(request):
    """Projects that were awarded here; with ``archive`` those closed or cancelled; with ``q`` all that fit, imported ones too."""
    sought = request.GET.get("q", "").strip()[:100]
    is_archive = "archive" in request.GET
    found = Project.objects.visible_to(request.user).for_cards().order_by("-pk")
    if sought:
        found = found.filter(Q(code__iexact=sought) | Q(prima_id__iexact=sought) | Q(title__icontains=sought))
    else:
        closed = Q(state__in=[State.CLOSED, State.CANCELLED])
        found = found.filter(closed if is_archive else ~closed, application__isnull=False)
    page = Paginator(found, 25).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "title": _("Archive") if is_archive else _("All projects"),
        "sought": sought,
        "may_search": True,
        "is_archive": is_archive,
        "panels": _panels(page, request.user),
    }
    return render(request, "projects/managed_list.html", context)


@requires("projects.work_on", Project, "address", related=["manager", "application", "plan", "record"])
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
        "record": getattr(project, "record", None),
        "events": audit.history(project),
        "panels": panels.collect("managed_project", project, request.user),
        **_plan(project, request.user),
    }
    return render(request, "projects/managed_detail.html", context)


def _plan(project, user):
    """The version in force, all amendments, the open one, and whether the person may start one; of what they may see."""
    versions = list(versions_of(project, user)) if project.plan_id else []
    approved = next((one for one in versions if one.status == PlanVersion.Status.APPROVED), None)
    requests = [one for one in versions if one.origin == PlanVersion.Origin.AMENDMENT]
    is_open = approved is not None and project.state == State.ACTIVE
    amendment = next((one for one in requests if is_open and one.status in PlanVersion.OPEN), None)
    may_amend = approved is not None and amendment is None and allows(user, "plans.amend", approved)
    return {"approved": approved, "requests": requests, "amendment": amendment, "may_amend": may_amend}


@requires("projects.activate", Project, "address")
def activate(request, project):
    """Start a project."""
    form = forms.ActivateForm(request.POST or None, instance=project)
    if form.is_valid() and form.carry_out(services.activate, project, by=request.user):
        messages.success(request, _("The project is started; its reporting schedule is made."))
        return redirect("managed:detail", address=form.result.address)
    context = {"project": project, "form": form, "step": PROJECT["activate"]}
    return render(request, "projects/activate.html", context)


def _step(request, project, name, service):
    """One step on a page of its own: what follows, who is told, what still stands in the way, the comment."""
    step = PROJECT[name]
    form = forms.StepForm(
        request.POST or None, label=_("Comment"), required=step.comment_required, is_final=name in FINAL
    )
    if form.is_valid() and form.attempt(service, project, by=request.user, comment=form.cleaned_data["comment"]):
        messages.success(request, _("Done: %(step)s.") % {"step": step.label})
        return redirect("managed:detail", address=project.address)
    context = {
        "project": project,
        "form": form,
        "step": step,
        "obstacles": list(step.guard(project)) if step.guard else [],
        "people": services.told_of(project),
        "public_state": State(IN_PUBLIC.get(step.target, step.target)).label if project.published_at else "",
        "consequences": panels.collect("project_step", project, name),
        "is_dangerous": name == "cancel",
    }
    return render(request, "projects/project_step.html", context)


@requires("projects.halt", Project, "address")
def suspend(request, project):
    """Halt a project for a while."""
    return _step(request, project, "suspend", services.suspend)


@requires("projects.halt", Project, "address")
def resume(request, project):
    """Let a suspended project go on."""
    return _step(request, project, "resume", services.resume)


@requires("projects.halt", Project, "address")
def cancel(request, project):
    """End a project before its time."""
    return _step(request, project, "cancel", services.cancel)


@requires("projects.complete", Project, "address")
def complete(request, project):
    """Say that a project has done its work."""
    return _step(request, project, "complete", services.complete)


@requires("projects.complete", Project, "address")
def close(request, project):
    """Put a completed project into the archive."""
    return _step(request, project, "close", services.close)
