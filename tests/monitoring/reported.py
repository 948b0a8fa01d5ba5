"""Reports that tests of several modules need, made by the services that people use."""

from accounts.models import User
from demo.reports import write_report
from monitoring import services
from monitoring.models import Duty, Report


def again(user):
    """The person as read anew: roles are asked once a person."""
    return User.objects.get(pk=user.pk)


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
