"""Who reports, who certifies, who endorses and who accepts. Nobody decides on what they wrote."""

import rules

from accounts.roles import Role
from accounts.selectors import people_in
from core.access import sees
from projects.models import Project

from .models import Duty, Evidence, Report, TeamMember


def _is_member(user, project, *parts):
    return TeamMember.objects.filter(project=project, user=user, part__in=parts).exists()


def _wrote(user, report):
    """Whether the person runs the project, helps with its reports, or signed this one."""
    if user.pk in {report.submitted_by_id, report.certified_by_id, report.duty.project.manager_id}:
        return True
    return _is_member(user, report.duty.project, *TeamMember.Part.values)


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
    """Whether the Regional Office has endorsed the report."""
    return report is not None and report.state != Report.State.SUBMITTED


@rules.predicate
def is_correction(user, report):
    """Whether the report corrects an accepted one."""
    return report is not None and report.is_correction


@rules.predicate
def owes(user, duty):
    """The manager of the duty's project, and colleagues who write its reports."""
    if duty is None or not user.is_authenticated:
        return False
    return duty.project.manager_id == user.pk or _is_member(user, duty.project, TeamMember.Part.WRITER)


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
def checks_money(user):
    """Officers and auditors, who read what does not agree."""
    return user.is_authenticated and (user.has_capability("book_funds") or user.has_capability("see_audit"))


rules.add_perm("monitoring.see_ledger", works_on)
rules.add_perm("monitoring.book", books)
rules.add_perm("monitoring.see_drift", checks_money)
rules.add_perm("monitoring.keep", keeps_reference)
rules.add_perm("monitoring.see_duty", sees(Duty))
rules.add_perm("monitoring.start", owes)
rules.add_perm("monitoring.open_queue", accepts | endorses)
rules.add_perm("monitoring.view", sees(Report))
rules.add_perm("monitoring.write", writes)
rules.add_perm("monitoring.view_evidence", sees(Evidence))
rules.add_perm("monitoring.take_back", submitted_it & writes)
rules.add_perm("monitoring.certify", certifies)
rules.add_perm("monitoring.endorse", endorses)
rules.add_perm("monitoring.return", (is_with_the_fund & accepts) | (~is_with_the_fund & endorses))
rules.add_perm("monitoring.accept", accepts)
rules.add_perm("monitoring.drop", writes & is_correction)
