"""What projects add to pages of lower apps: the home page, navigation, to-do list, and the application's page."""

from django.db.models import Count, Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from core.navigation import NavItem
from core.panels import Panel, Task

from .models import Project, State


def home(request):
    """Figures of the catalogue and its newest projects."""
    public = Project.objects.public()
    figures = public.aggregate(number=Count("pk"), amount=Sum("amount"))
    countries = public.values("countries").distinct().exclude(countries=None).count()
    newest = public.for_cards()[:3]
    return [Panel("projects/_home.html", {"figures": figures, "countries": countries, "newest": newest})]


def navigation(user):
    """One's projects for managers; the portfolio for the Fund's people."""
    items = []
    if Project.objects.managed_by(user).exists():
        items.append(NavItem(_("My projects"), "managed:list", "kanban"))
    if user.has_capability("see_all"):
        items.append(NavItem(_("Portfolio"), "managed:portfolio", "collection"))
    return items


def tasks(user):
    """Approved projects that an officer has to start, and started ones to publish."""
    found = []
    if user.has_capability("activate"):
        for project in Project.objects.filter(state=State.ACTIVATION).select_related("application")[:25]:
            url = reverse("managed:detail", kwargs={"address": project.address})
            found.append(
                Task(_("Start the project %(reference)s") % {"reference": project.application}, url, project.title)
            )
    if user.has_capability("publish"):
        for project in Project.objects.filter(published_at=None, state=State.ACTIVE)[:25]:
            url = reverse("managed:detail", kwargs={"address": project.address})
            found.append(Task(_("Publish %(code)s") % {"code": project.code}, url, project.title))
    return found


def application(application, user):
    """The project that an approved application became."""
    project = Project.objects.visible_to(user).filter(application=application).first()
    return [Panel("projects/_of_application.html", {"project": project})] if project else []
