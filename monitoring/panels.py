"""What monitoring adds to pages of lower apps: navigation, to-do list, progress and duties of a project."""

from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from content.search import Hit, Tab, snippet
from core.access import allows
from core.languages import titled
from core.navigation import Group, NavItem
from core.numbers import write_money, write_whole
from core.panels import Panel, Task
from projects.models import Project, State

from .models import Evaluation, Evidence, Lesson, ProjectDocument, Report, TeamMember
from .selectors.closing import checklist
from .selectors.cockpit import cockpit_of
from .selectors.duties import duties_of, frameworks_waiting_for, open_duties, overdue_in, owed
from .selectors.evaluations import evaluation_of, promises, public_evaluation, window_of
from .selectors.extensions import changes_of_schedule, spent_by_lineage
from .selectors.facts import facts_of
from .selectors.ledger import releasable
from .selectors.lessons import Library, lessons_in_order, lessons_of_record
from .selectors.portfolio import critical
from .selectors.progress import measured_otherwise
from .selectors.reports import waiting_for
from .selectors.starting import starting_steps
from .services.documents import tell_of_virus

MOST_LATE = 5


def navigation(user):
    """The portfolio, reports to read, what is due and what does not agree, each for whom it concerns."""
    items = []
    if allows(user, "monitoring.open_portfolio"):
        items.append(NavItem(_("Portfolio"), "monitoring:portfolio", "graph-up", Group.PROJECTS))
    if user.endorsing_regions or user.has_capability("accept_reports"):
        items.append(NavItem(_("Reports"), "monitoring:queue", "journal-check", Group.PROJECTS))
    if user.endorsing_regions or user.has_capability("see_all"):
        items.append(NavItem(_("Calendar"), "monitoring:calendar", "calendar-event", Group.PROJECTS))
        # managers find theirs on the page of the project
        items.append(NavItem(_("Evaluations"), "evaluations:list", "clipboard-check", Group.PROJECTS))
    if allows(user, "monitoring.see_drift"):
        items.append(NavItem(_("Checks of figures"), "monitoring:drift", "shield-check", Group.MONEY))
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
            found.append(Task(title, duty.get_absolute_url(), titled(duty.project), duty.due_on))
    for report in waiting_for(user)[:25]:
        title = STEPS[report.state] % {"report": report}
        found.append(Task(title, report.get_absolute_url(), titled(report.duty.project)))
    return found + _framework_tasks(user) + _attention(user)


def _framework_tasks(user):
    """Frameworks to deliver, for managers; those delivered, for who may answer them."""
    titles = {True: _("Deliver the framework of %(code)s"), False: _("Read the framework of %(code)s")}
    return [
        Task(titles[to_deliver] % {"code": duty.project.code}, duty.get_absolute_url(), titled(duty.project), due_on)
        for duty, to_deliver in frameworks_waiting_for(user)[:25]
        for due_on in [duty.due_on if to_deliver else None]
    ]


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


def managed_project(project, user):
    """On the working page: how the project stands, from accepted reports, its start, its schedule, its money."""
    found = cockpit_of(project)
    duties = found.duties if found else list(duties_of(project))
    return [*_cockpit(project, found), *(_schedule(project, user, duties) if duties else [])]


def _cockpit(project, found):
    """How the project stands, or why nothing can be said."""
    if found is None:
        is_waiting = project.plan_id is not None and project.state == State.ACTIVATION
        return [Panel("monitoring/_no_plan.html", {"is_waiting": is_waiting})]
    parts = ["standing", "timeline", "results", "burn"]
    return [
        Panel(f"monitoring/_{part}.html", {"cockpit": found}) for part in parts if part != "timeline" or found.timeline
    ]


def _schedule(project, user, duties):
    """What is still to do at the start, the reporting schedule, the way to the ledger."""
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
        Panel("monitoring/_ledger_link.html", {"project": project}),
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
    """Those of ``hashes`` that a document of a project or evidence of a report names, removed ones too: they are records."""
    models = (ProjectDocument, Evidence)
    return [
        name for model in models for name in model.objects.filter(sha256__in=hashes).values_list("sha256", flat=True)
    ]


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


def effects_of_extension(project, new_ends_on):
    """Before an extension is asked: which reports would be due when, beside when they are due now."""
    return [Panel("monitoring/_extension_effects.html", {"changes": changes_of_schedule(project, new_ends_on)})]


def spent_by_line(project):
    """What accepted reports say was spent on each budget line, in USD: [{lineage: Decimal}]."""
    return [spent_by_lineage(project)]


def screening(application):
    """Reports overdue in the countries of a proposal: whether the office keeps its promises."""
    return [Panel("monitoring/_overdue.html", {"duties": list(overdue_in(application.countries.all()))})]


def ending(project, user):
    """On the working page, from the last stage of implementation on: evaluation, form R11, closing checklist, lessons."""
    if project.state not in {"ACTIVE", "SUSPENDED", "COMPLETED", "CLOSED"}:
        return []
    evaluation = evaluation_of(project)
    is_over = project.state in {"COMPLETED", "CLOSED"}
    items = checklist(project, evaluation) if is_over else []
    context = {
        "project": project,
        "evaluation": evaluation,
        "window": window_of(project),
        "may_plan": evaluation is None and allows(user, "monitoring.run_evaluation", project),
        "is_over": is_over,
        "may_fill_in": allows(user, "monitoring.fill_in_form", project),
        "items": len(items),
        "settled": sum(item.is_done for item in items),
        "lessons": list(project.lessons.all()),
        "may_write_lesson": allows(user, "monitoring.write_lesson", project),
    }
    return [Panel("monitoring/_ending.html", context)]


def step_of_project(project, name):
    """Sentences on what a step of a project has as its consequence here."""
    if name == "cancel" and project.application_id:
        facts = {"amount": write_money(max(releasable(project), 0))}
        return [
            _("%(amount)s goes back to the funding line: what it holds less what accepted reports say is spent.")
            % facts
        ]
    if name == "complete" and (window := window_of(project)):
        first, last = (date_format(day, "DATE_FORMAT") for day in window)
        return [
            _("The evaluation is preferably done between %(first)s and %(last)s (R12).")
            % {"first": first, "last": last}
        ]
    return []


def public_project(record):
    """On the public page of a project: its evaluation, where that is public, and its public lessons."""
    evaluation, lessons = public_evaluation(record), lessons_of_record(record)
    found = [Panel("monitoring/_public_evaluation.html", {"evaluation": evaluation})] if evaluation else []
    return [*found, Panel("monitoring/_public_lessons.html", {"lessons": lessons})] if lessons else found


def ending_tasks(user):
    """Evaluations to accept, forms to hand in, promises that fall due."""
    found = []
    if user.has_capability("accept_reports"):
        waiting = Evaluation.objects.filter(state=Evaluation.State.RESPONDED).select_related("project")
        for evaluation in waiting.exclude(reported_by=user).exclude(responded_by=user)[:25]:
            title = _("Read the evaluation of %(code)s") % {"code": evaluation.project.code}
            found.append(Task(title, evaluation.get_absolute_url(), titled(evaluation.project)))
    for evaluation in Evaluation.objects.filter(project__manager=user, state="REPORTED").select_related("project")[:25]:
        title = _("Answer the recommendations on %(code)s") % {"code": evaluation.project.code}
        found.append(Task(title, evaluation.get_absolute_url(), titled(evaluation.project)))
    completed = Project.objects.managed_by(user).filter(state="COMPLETED")
    for project in completed.exclude(completion_form__handed_in_at__isnull=False)[:25]:
        title = _("Fill in the evaluation form of %(code)s") % {"code": project.code}
        url = reverse("evaluations:completion_form", kwargs={"address": project.address})
        found.append(Task(title, url, titled(project)))
    for row in promises(user):
        title = _("Do what was promised on %(code)s") % {"code": row.evaluation.project.code}
        found.append(Task(title, row.evaluation.get_absolute_url(), row.action[:200], row.due_on))
    return found


def sitemap():
    """The pages of public lessons."""
    return [
        (f"lessons/{pk}/", on.date().isoformat()) for pk, on in Lesson.objects.shown().values_list("pk", "changed_at")
    ]


def found_lessons(search):
    """Under "site_search": the public lessons, through the library's own search."""
    library = Library(QueryDict(urlencode({"q": " ".join(search.words)})))

    def hits(start, stop):
        return [_lesson_hit(search, one) for one in lessons_in_order(library.keys[start:stop])]

    url = f"{reverse('lessons:list')}?{urlencode({'q': search.text})}"
    label = _("All %(n)s lessons, with filters") % {"n": write_whole(len(library.keys))}
    return [Tab("lessons", _("Lessons"), 70, len(library.keys), hits, all_url=url, all_label=label)]


def _lesson_hit(search, lesson):
    detail = " · ".join([lesson.get_kind_display(), lesson.record.code])
    return Hit(lesson.title, lesson.get_absolute_url(), lesson.language, snippet(search, lesson.text), detail)


def document_templates():
    """Reports, checklist and evaluations as blank files."""
    from .exports import templates  # later than apps are ready: forms want their models' translated fields

    return templates.document_templates()
