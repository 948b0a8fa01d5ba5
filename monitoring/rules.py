"""Who reports and who accepts."""

import rules

from core.access import sees

from .models import Report


@rules.predicate
def is_manager(user, report):
    """The manager of the report's project."""
    return report is not None and report.duty.project.manager_id == user.pk


@rules.predicate
def accepts(user, report=None):
    """Fund officers, but nobody accepts what they submitted or manage."""
    if not (user.is_authenticated and user.has_capability("accept_reports")):
        return False
    return report is None or user.pk not in {report.submitted_by_id, report.duty.project.manager_id}


@rules.predicate
def owes(user, duty):
    """The manager of the duty's project."""
    return duty is not None and duty.project.manager_id == user.pk


rules.add_perm("monitoring.start", owes)
rules.add_perm("monitoring.open_queue", accepts)
rules.add_perm("monitoring.view", sees(Report))
rules.add_perm("monitoring.write", is_manager)
rules.add_perm("monitoring.accept", accepts)
