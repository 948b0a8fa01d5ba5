"""Reports that tests of several modules need, made by the services that people use."""

from accounts.models import User
from demo.reports import write_report
from monitoring import services
from monitoring.models import Duty, Report
from monitoring.selectors.cockpit import cockpit_of
from monitoring.snapshot import content_hash


def again(user):
    """The person as read anew: roles are asked once a person."""
    return User.objects.get(pk=user.pk)


def is_unchanged(report):
    """Whether an accepted report still says what was accepted; None for one that was never accepted."""
    return content_hash(report) == report.content_hash if report.content_hash else None


def standing_of(project):
    """(targets, reached, percent) of its indicators as tuples, then what is spent: as its working page says it."""
    found = cockpit_of(project)
    rows = [row for result in found.results for row in result.rows]
    read = zip(*((row.indicator.target_value, row.reading.reached, row.reading.percent) for row in rows), strict=True)
    return *read, found.standing.spent


def next_report(project):
    """The second interim report of a running project, written but not submitted."""
    duty = project.duties.get(kind=Duty.Kind.INTERIM, sequence=2)
    report = services.open_report(duty, by=project.manager)
    write_report(report, project.manager)
    return Report.objects.get(pk=report.pk)


def certified(project):
    """The same, with the Regional Office."""
    report = next_report(project)
    services.submit_report(report, by=project.manager)
    return services.certify_report(report, by=project.application.owner)
