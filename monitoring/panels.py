"""What monitoring adds to pages of lower apps: navigation, to-do list, progress and duties of a project."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.navigation import NavItem
from core.panels import Panel, Task

from .models import Evidence, Report
from .selectors.duties import duties_of, open_duties, overdue_in
from .selectors.facts import facts_of
from .selectors.progress import measured_otherwise, progress
from .selectors.reports import waiting_for


def navigation(user):
    """Reports to read, for Regional Offices and officers."""
    if user.endorsing_regions or user.has_capability("accept_reports"):
        return [NavItem(_("Reports"), "monitoring:queue", "journal-check")]
    return []


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
    return found


def public_facts(project):
    """What accepted reports say, for the project's public record: values, and money where that is cleared."""
    return [facts_of(project)]


def managed_project(project, user):
    """The reporting schedule and the progress, on the working page."""
    duties = list(duties_of(project))
    if not duties:
        return []
    seen = set(Report.objects.visible_to(user).filter(duty__project=project).values_list("duty", flat=True))
    for duty in duties:
        duty.is_open_to_reader = duty.pk in seen or duty.report is None
    context = {"duties": duties}
    return [
        Panel("monitoring/_duties.html", context),
        Panel("monitoring/_progress.html", {"progress": progress(project)}),
    ]


def obstacles_to_amendment(version):
    """Sentences for indicators with values in reports whose figures an amendment would make unreadable (design 2.4)."""
    text = _(
        "“%(indicator)s” has values in reports: its kind, unit and the way it adds up stay. Remove it and add a new one."
    )
    return [text % {"indicator": indicator.title} for indicator in measured_otherwise(version)]


def screening(application):
    """Reports overdue in the countries of a proposal: whether the office keeps its promises."""
    return [Panel("monitoring/_overdue.html", {"duties": list(overdue_in(application.countries.all()))})]


def files_named(hashes):
    """Those of ``hashes`` that evidence of a report names."""
    return list(Evidence.objects.filter(sha256__in=hashes).values_list("sha256", flat=True).distinct())
