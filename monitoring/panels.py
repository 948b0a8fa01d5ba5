"""What monitoring adds to pages of lower apps: navigation, to-do list, progress and duties of a project."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.access import allows
from core.navigation import NavItem
from core.panels import Panel, Task
from projects.models import State

from .models import ProjectDocument, Report, TeamMember
from .selectors.duties import duties_of, frameworks_waiting_for, open_duties, overdue_in, owed
from .selectors.facts import facts_of
from .selectors.progress import measured_otherwise, progress
from .selectors.reports import waiting_for
from .selectors.starting import starting_steps
from .services.documents import tell_of_virus

MOST_LATE = 5


def navigation(user):
    """Reports to read, for Regional Offices and officers; for them and the Fund's people what is due."""
    items = []
    if user.endorsing_regions or user.has_capability("accept_reports"):
        items.append(NavItem(_("Reports"), "monitoring:queue", "journal-check"))
    if user.endorsing_regions or user.has_capability("see_all"):
        items.append(NavItem(_("Calendar"), "monitoring:calendar", "calendar-event"))
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
    return found + _framework_tasks(user)


def _framework_tasks(user):
    """Frameworks to deliver, for managers; those delivered, for who may answer them."""
    titles = {True: _("Deliver the framework of %(code)s"), False: _("Read the framework of %(code)s")}
    return [
        Task(titles[to_deliver] % {"code": duty.project.code}, duty.get_absolute_url(), duty.project.title, due_on)
        for duty, to_deliver in frameworks_waiting_for(user)[:25]
        for due_on in [duty.due_on if to_deliver else None]
    ]


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
    context = {
        "project": project,
        "duties": duties,
        "late": [duty for duty in duties if duty.is_late],
        "may_ask": project.state == State.ACTIVE and allows(user, "monitoring.ask_for_report", project),
    }
    steps = starting_steps(project, duties)
    return [
        *([Panel("monitoring/_starting.html", {"project": project, "steps": steps})] if steps else []),
        Panel("monitoring/_duties.html", context),
        Panel("monitoring/_progress.html", {"progress": progress(project)}),
    ]


def managed_list(projects, user):
    """Above a list of projects: what of them is late, and the way to what comes next."""
    if not projects:
        return []
    late = owed().filter(project__in=[project.pk for project in projects], due_on__lt=timezone.localdate())
    duties = list(late[: MOST_LATE + 1])
    return [Panel("monitoring/_late.html", {"duties": duties[:MOST_LATE], "has_more": len(duties) > MOST_LATE})]


def obstacles_to_manager(project, user):
    """Sentences for why somebody cannot manage a project: who certifies its reports does not write them."""
    if not project.team_members.filter(user=user, part=TeamMember.Part.CERTIFIER).exists():
        return []
    text = _("%(person)s certifies the reports of this project. Name another person for that first.")
    return [text % {"person": user}]


def files_named(hashes):
    """Those of ``hashes`` that a document of a project names, removed ones too: they are records."""
    return list(ProjectDocument.objects.filter(sha256__in=hashes).values_list("sha256", flat=True).distinct())


def virus_found(stored):
    """Tell those who write the reports of the projects that have the file."""
    tell_of_virus(stored)
    return []


def obstacles_to_amendment(version):
    """Sentences for indicators with values in reports whose figures an amendment would make unreadable (design 2.4)."""
    text = _(
        "“%(indicator)s” has values in reports: its kind, unit and the way it adds up stay. Remove it and add a new one."
    )
    return [text % {"indicator": indicator.title} for indicator in measured_otherwise(version)]


def screening(application):
    """Reports overdue in the countries of a proposal: whether the office keeps its promises."""
    return [Panel("monitoring/_overdue.html", {"duties": list(overdue_in(application.countries.all()))})]
