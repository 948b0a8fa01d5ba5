"""What applications add to pages of lower apps: the navigation, the to-do list, and the pages of a plan."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from core.navigation import NavItem
from core.panels import Panel, Task

from .models import EDITABLE, Application, State
from .selectors import in_region, readiness


def navigation(user):
    """One's own proposals; for endorsers, those of the region."""
    items = []
    if not user.current_grants or user.applications.exists():
        items.append(NavItem(_("My applications"), "applications:list", "file-earmark-text"))
    if user.endorsing_regions:
        items.append(NavItem(_("To endorse"), "applications:to_endorse", "patch-check"))
    return items


def tasks(user):
    """Drafts to finish, proposals returned, proposals to endorse."""
    found = []
    for application in Application.objects.filter(owner=user, state__in=EDITABLE).order_by("-created_at")[:10]:
        returned = application.state == State.RETURNED
        title = _("Change and resubmit “%(title)s”") if returned else _("Finish “%(title)s”")
        detail = _("Returned with a comment") if returned else _("Draft, not submitted yet")
        found.append(Task(title % {"title": application.title}, application.get_absolute_url(), detail))
    if user.endorsing_regions:
        for application in in_region(user)[:25]:
            found.append(
                Task(
                    _("Endorse %(reference)s") % {"reference": application.reference},
                    reverse("applications:detail", kwargs={"key": application.key}),
                    application.title,
                )
            )
    return found


@dataclass(frozen=True)
class Holder:
    """Name and address of what holds a plan."""

    title: str
    url: str


def of_plan(version):
    """The application of a plan version until it is approved, as a list of at most one holder; then its project is it."""
    application = getattr(version.plan, "application", None)
    if application is None or application.state == State.APPROVED:
        return []
    return [Holder(str(application), application.get_absolute_url())]


def findings_on_budget(version):
    """Findings of the budget rules, while the application is written."""
    application = getattr(version.plan, "application", None)
    if application is None or not application.is_editable:
        return []
    return [finding for finding in readiness(application).findings if finding.target == "budget"]


def questions_of_call(call, user):
    """On the page of a call: what the form will ask."""
    return [Panel("applications/_questions_panel.html")]
