"""What applications add to pages of lower apps: the navigation, the to-do list, and the pages of a plan."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from core.navigation import NavItem
from core.panels import Panel, Task
from funding.models import Phase

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
    written = Application.objects.filter(owner=user, state__in=EDITABLE).select_related("call")
    for application in written.order_by("-created_at")[:10]:
        returned = application.state == State.RETURNED
        title = _("Change and resubmit “%(title)s”") if returned else _("Finish “%(title)s”")
        detail = _("Returned with a comment") if returned else _("Draft, not submitted yet")
        due_on = None if returned or application.call is None else application.call.deadline_on
        found.append(Task(title % {"title": application.title}, application.get_absolute_url(), detail, due_on))
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
    """The application of a plan version, as a list of at most one holder."""
    application = getattr(version.plan, "application", None)
    return [Holder(str(application), application.get_absolute_url())] if application else []


def findings_on_budget(version):
    """Findings of the budget rules, while the application is written."""
    application = getattr(version.plan, "application", None)
    if application is None or not application.is_editable:
        return []
    return [finding for finding in readiness(application).findings if finding.target == "budget"]


def on_call(call, user):
    """On the page of a call: the way to a proposal while it takes any, and what the form will ask."""
    panels = [Panel("applications/_questions_panel.html")]
    if call.phase == Phase.OPEN:
        query = urlencode({"call": call.slug, "coverage": call.kind})
        panels.insert(0, Panel("applications/_start_panel.html", {"url": f"{reverse('applications:start')}?{query}"}))
    return panels


def call_audience(call):
    """Those who have a proposal for the call that they can still write."""
    return User.objects.filter(applications__call=call, applications__state__in=EDITABLE).distinct()
