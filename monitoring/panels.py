"""What monitoring adds to pages of lower apps: navigation, to-do list, progress and duties of a project."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.access import allows
from core.navigation import NavItem
from core.panels import Panel, Task
from projects.models import State

from .models import Report
from .selectors.cockpit import cockpit_of
from .selectors.duties import duties_of, open_duties, overdue_in
from .selectors.facts import facts_of
from .selectors.portfolio import critical
from .selectors.progress import measured_otherwise
from .selectors.reports import waiting_for


def navigation(user):
    """The portfolio for the Fund's people and Regional Offices; reports to read, for offices and officers."""
    items = []
    if allows(user, "monitoring.open_portfolio"):
        items.append(NavItem(_("Portfolio"), "monitoring:portfolio", "graph-up"))
    if user.endorsing_regions or user.has_capability("accept_reports"):
        items.append(NavItem(_("Reports"), "monitoring:queue", "journal-check"))
    return items


STEPS = {
    Report.State.CERTIFYING: gettext_lazy("Certify the report %(report)s"),
    Report.State.SUBMITTED: gettext_lazy("Endorse the report %(report)s"),
    Report.State.ENDORSED: gettext_lazy("Read the report %(report)s"),
}


def tasks(user):
    """The next report of each project one writes for; reports to certify, to endorse and to accept."""
    found, seen = [], set()
    for duty in open_duties(user):
        if duty.project_id not in seen:
            seen.add(duty.project_id)
            title = _("%(duty)s of %(code)s") % {"duty": duty, "code": duty.project.code}
            found.append(Task(title, duty.get_absolute_url(), duty.project.title, duty.due_on))
    for report in waiting_for(user)[:25]:
        title = STEPS[report.state] % {"report": report}
        found.append(Task(title, report.get_absolute_url(), report.duty.project.title))
    return found + _attention(user)


def _attention(user):
    """For officers: how many running projects need attention, with the way to their list."""
    if not user.has_capability("accept_reports"):
        return []
    number = critical(user).count()
    if not number:
        return []
    title = ngettext("%(n)s project needs attention", "%(n)s projects need attention", number) % {"n": number}
    detail = _("Off track in something that is due, or far from the plan in money")
    return [Task(title, f"{reverse('monitoring:portfolio')}?only=attention", detail)]


def public_facts(project):
    """What accepted reports say, for the project's public record: values, and money where that is cleared."""
    return [facts_of(project)]


def cockpit(project, user):
    """On the working page: how the project stands, from accepted reports; or why nothing can be said."""
    found = cockpit_of(project)
    if found is None:
        is_waiting = project.plan_id is not None and project.state == State.ACTIVATION
        return [Panel("monitoring/_no_plan.html", {"is_waiting": is_waiting})]
    parts = ["standing", "timeline", "results", "burn"]
    return [
        Panel(f"monitoring/_{part}.html", {"cockpit": found}) for part in parts if part != "timeline" or found.timeline
    ]


def managed_project(project, user):
    """The reporting schedule, on the working page."""
    duties = list(duties_of(project))
    if not duties:
        return []
    seen = set(Report.objects.visible_to(user).filter(duty__project=project).values_list("duty", flat=True))
    for duty in duties:
        duty.is_open_to_reader = duty.pk in seen or duty.report is None
    return [Panel("monitoring/_duties.html", {"duties": duties})]


def obstacles_to_amendment(version):
    """Sentences for indicators with values in reports whose figures an amendment would make unreadable (design 2.4)."""
    text = _(
        "“%(indicator)s” has values in reports: its kind, unit and the way it adds up stay. Remove it and add a new one."
    )
    return [text % {"indicator": indicator.title} for indicator in measured_otherwise(version)]


def screening(application):
    """Reports overdue in the countries of a proposal: whether the office keeps its promises."""
    return [Panel("monitoring/_overdue.html", {"duties": list(overdue_in(application.countries.all()))})]
