"""Who reports, who certifies, who endorses and who accepts. Nobody decides on what they wrote."""

import rules

from accounts.roles import Role
from accounts.selectors import people_in
from core.access import sees, widen
from projects.models import Project, State

from .models import Duty, Evaluation, Evidence, Lesson, ProjectDocument, Report, TeamMember


def _is_member(user, project, *parts):
    return TeamMember.objects.filter(project=project, user=user, part__in=parts).exists()


def _wrote(user, report):
    """Whether the person runs the project, helps with its reports, or signed this one."""
    if user.pk in {report.submitted_by_id, report.certified_by_id, report.duty.project.manager_id}:
        return True
    return _is_member(user, report.duty.project, *TeamMember.Part.values)


def _project_of(obj):
    """The project that something here belongs to; a project is its own."""
    return obj.duty.project if isinstance(obj, Report) else getattr(obj, "project", obj)


@rules.predicate
def manages(user, obj):
    """The manager of a project, or of the project that something belongs to."""
    return obj is not None and user.is_authenticated and _project_of(obj).manager_id == user.pk


@rules.predicate
def writes(user, report):
    """The manager of the report's project, and colleagues who write."""
    if report is None or not user.is_authenticated:
        return False
    project = report.duty.project
    return project.manager_id == user.pk or _is_member(user, project, TeamMember.Part.WRITER)


@rules.predicate
def submitted_it(user, report):
    """Who submitted the report."""
    return report is not None and report.submitted_by_id == user.pk


@rules.predicate
def certifies(user, report):
    """Who certifies the project's reports, but not what they submitted themselves."""
    if report is None or not user.is_authenticated or report.submitted_by_id == user.pk:
        return False
    return _is_member(user, report.duty.project, TeamMember.Part.CERTIFIER)


@rules.predicate
def endorses(user, report=None):
    """The Regional Office of the project's region; a Fund officer where it has nobody. Not who wrote the report."""
    if not user.is_authenticated:
        return False
    if report is None:
        return bool(user.endorsing_regions)
    if _wrote(user, report):
        return False
    region = report.duty.project.region_id
    if region in user.endorsing_regions:
        return True
    return user.has_capability("accept_reports") and not people_in(Role.ENDORSER, region_code=region).exists()


@rules.predicate
def accepts(user, report=None):
    """Fund officers, but nobody accepts what they wrote or endorsed."""
    if not (user.is_authenticated and user.has_capability("accept_reports")):
        return False
    return report is None or not (report.endorsed_by_id == user.pk or _wrote(user, report))


@rules.predicate
def is_with_the_fund(user, report):
    """Whether the Regional Office has endorsed the report, so that it is the Fund's to answer."""
    return report is not None and report.state == Report.State.ENDORSED


@rules.predicate
def is_with_the_region(user, report):
    """Whether the report waits for the Regional Office."""
    return report is not None and report.state == Report.State.SUBMITTED


@rules.predicate
def is_correction(user, report):
    """Whether the report corrects an accepted one."""
    return report is not None and report.is_correction


@rules.predicate
def takes_part(user, report):
    """Who writes or certifies the report, the Regional Office, and Fund officers: they comment on it."""
    if report is None or not user.is_authenticated:
        return False
    project = report.duty.project
    is_reader = project.region_id in user.endorsing_regions or user.has_capability("accept_reports")
    return is_reader or project.manager_id == user.pk or _is_member(user, project, *TeamMember.Part.values)


@rules.predicate
def owes(user, duty):
    """The manager of the duty's project, and colleagues who write its reports."""
    if duty is None or not user.is_authenticated:
        return False
    return duty.project.manager_id == user.pk or _is_member(user, duty.project, TeamMember.Part.WRITER)


@rules.predicate
def works_on_reports(user, project):
    """The manager of a project, and colleagues who write its reports."""
    if project is None or not user.is_authenticated:
        return False
    return project.manager_id == user.pk or _is_member(user, project, TeamMember.Part.WRITER)


@rules.predicate
def is_on_its_team(user, project):
    """Who has a part in the project's reports."""
    return project is not None and user.is_authenticated and _is_member(user, project, *TeamMember.Part.values)


@rules.predicate
def manages_its_project(user, duty):
    """The manager of the project that has the duty."""
    return duty is not None and manages(user, duty.project)


@rules.predicate
def answers_framework(user, delivery):
    """Fund officers, but nobody decides on what they submitted or on the project that they manage."""
    if delivery is None or not accepts_reports(user):
        return False
    return user.pk not in {delivery.submitted_by_id, delivery.duty.project.manager_id}


@rules.predicate
def accepts_reports(user, project=None):
    """Fund officers, who accept reports and may ask for them."""
    return user.is_authenticated and user.has_capability("accept_reports")


@rules.predicate
def activates(user, project=None):
    """Fund officers, who start projects."""
    return user.is_authenticated and user.has_capability("activate")


@rules.predicate
def is_archived(user, obj):
    """Whether the project is closed: nothing of it is written any more."""
    return obj is not None and _project_of(obj).state == State.CLOSED


@rules.predicate
def reads_evaluations(user, obj=None):
    """The Fund's people, Regional Offices, and whoever manages a project that is evaluated."""
    if not user.is_authenticated:
        return False
    if user.has_capability("see_all") or user.endorsing_regions:
        return True
    return Evaluation.objects.filter(project__manager=user).exists()


@rules.predicate
def runs_evaluations(user, obj):
    """The project manager, and Fund officers, from the last stage of implementation on (R14) until the project is closed."""
    if obj is None or not user.is_authenticated:
        return False
    project = _project_of(obj)
    if project.state not in {State.ACTIVE, State.SUSPENDED, State.COMPLETED}:
        return False
    return project.manager_id == user.pk or user.has_capability("accept_reports")


@rules.predicate
def accepts_evaluations(user, evaluation):
    """Fund officers, but nobody accepts the evaluation of a project they manage, or what they handed in or answered."""
    if evaluation is None or not (user.is_authenticated and user.has_capability("accept_reports")):
        return False
    involved = {evaluation.reported_by_id, evaluation.responded_by_id, evaluation.project.manager_id}
    return user.pk not in involved and evaluation.project.state != State.CLOSED


@rules.predicate
def follows_up(user, evaluation):
    """The project manager and Fund officers; what was promised may be done after the project is closed."""
    if evaluation is None or not user.is_authenticated:
        return False
    return evaluation.project.manager_id == user.pk or user.has_capability("accept_reports")


@rules.predicate
def publishes(user, obj=None):
    """Fund officers publish."""
    return user.is_authenticated and user.has_capability("publish")


@rules.predicate
def wrote_it(user, lesson):
    """Who wrote a lesson as it stands."""
    return lesson is not None and lesson.written_by_id == user.pk


@rules.predicate
def is_completed(user, project):
    """Whether a project has done its work and is not closed yet."""
    return project is not None and project.state == State.COMPLETED


@rules.predicate
def keeps_reference(user):
    """Administrators keep thresholds and the checklist."""
    return user.is_authenticated and user.has_capability("keep_rulebook")


@rules.predicate
def works_on(user, project):
    """Whoever may open the project's working pages, and colleagues who write or certify its reports."""
    if project is None or not user.is_authenticated:
        return False
    return Project.objects.worked_on_by(user).filter(pk=project.pk).exists() or _is_member(
        user, project, *TeamMember.Part.values
    )


@rules.predicate
def books(user, project=None):
    """Fund officers, but nobody books the money of a project that they run or report on."""
    if not (user.is_authenticated and user.has_capability("book_funds")):
        return False
    return project is None or not (project.manager_id == user.pk or _is_member(user, project, *TeamMember.Part.values))


@rules.predicate
def books_entry(user, entry):
    """Who books the money of the entry's project."""
    return entry is not None and books(user, entry.project)


@rules.predicate
def checks_money(user):
    """Officers and auditors, who read what does not agree."""
    return user.is_authenticated and (user.has_capability("book_funds") or user.has_capability("see_audit"))


writes &= ~is_archived
owes &= ~is_archived

rules.add_perm("monitoring.see_ledger", works_on)
rules.add_perm("monitoring.book", books)
rules.add_perm("monitoring.reverse", books_entry)
rules.add_perm("monitoring.see_drift", checks_money)
rules.add_perm("monitoring.keep", keeps_reference)


@rules.predicate
def oversees(user, standing=None):
    """The Fund's people, and Regional Offices for their regions (``Standing.objects.visible_to``)."""
    return user.is_authenticated and (user.has_capability("see_all") or bool(user.endorsing_regions))


rules.add_perm("monitoring.open_portfolio", oversees)
rules.add_perm("monitoring.see_duty", sees(Duty))
rules.add_perm("monitoring.start", owes)
rules.add_perm("monitoring.open_queue", accepts | endorses)
rules.add_perm("monitoring.view", sees(Report))
rules.add_perm("monitoring.write", writes)
rules.add_perm("monitoring.view_evidence", sees(Evidence))
rules.add_perm("monitoring.comment", sees(Report) & takes_part)
rules.add_perm("monitoring.take_back", submitted_it & writes)
rules.add_perm("monitoring.certify", certifies)
rules.add_perm("monitoring.endorse", endorses)
# neither holds once it was answered: both then read why they are late, instead of a page that is not there
rules.add_perm("monitoring.return", (~is_with_the_region & accepts) | (~is_with_the_fund & endorses))
rules.add_perm("monitoring.accept", accepts)
rules.add_perm("monitoring.drop", writes & is_correction)
rules.add_perm("monitoring.see_document", sees(ProjectDocument))
rules.add_perm("monitoring.keep_documents", (works_on_reports | activates) & ~is_archived)
rules.add_perm("monitoring.ask_for_report", accepts_reports)
rules.add_perm("monitoring.list_evaluations", reads_evaluations)
rules.add_perm("monitoring.see_evaluation", sees(Evaluation))
rules.add_perm("monitoring.run_evaluation", runs_evaluations)
rules.add_perm("monitoring.accept_evaluation", accepts_evaluations)
rules.add_perm("monitoring.follow_up", follows_up)
rules.add_perm("monitoring.show_evaluation", publishes)
rules.add_perm("monitoring.see_lesson", sees(Lesson))
rules.add_perm("monitoring.write_lesson", (manages | publishes) & ~is_archived)
rules.add_perm("monitoring.publish_lesson", publishes & ~wrote_it)
rules.add_perm("monitoring.withdraw_lesson", publishes)
rules.add_perm("monitoring.fill_in_form", manages & is_completed)
rules.add_perm("monitoring.prepare_closing", (manages | activates) & is_completed)
rules.add_perm("monitoring.name_people", manages | activates)
rules.add_perm("monitoring.deliver_framework", manages_its_project)
rules.add_perm("monitoring.answer_framework", answers_framework)
widen("projects.work_on", is_on_its_team)
