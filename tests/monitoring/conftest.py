import pytest

from demo.reports import hand_on, write_report
from monitoring import services
from monitoring.models import Duty


@pytest.fixture
def accepted_report(running_project):
    """The first interim report, accepted."""
    return running_project.duties.get(kind=Duty.Kind.INTERIM, sequence=1).report


@pytest.fixture
def next_report(running_project, project_manager):
    """The second interim report, started."""
    return services.open_report(running_project.duties.get(kind=Duty.Kind.INTERIM, sequence=2), by=project_manager)


@pytest.fixture
def written_report(next_report, project_manager):
    """The second interim report, written and ready to submit."""
    write_report(next_report, project_manager)
    return next_report


@pytest.fixture
def report_in(written_report, project_manager, applicant, cast):
    """``report_in("ENDORSED")``: the written report carried on to a state; the applicant certifies."""

    def carry(state):
        steps = [
            lambda report: services.submit_report(report, by=project_manager),
            lambda report: services.certify_report(report, by=applicant),
            lambda report: services.endorse_report(report, by=cast.endorser),
            lambda report: services.accept_report(report, by=cast.officer),
        ]
        report = written_report
        if state == "RETURNED":
            report = services.submit_report(report, by=project_manager)
            return services.refuse_report(report, by=applicant, comment="The accounts say otherwise.")
        while report.state != state:
            report = steps.pop(0)(report)
        return report

    return carry


@pytest.fixture
def pass_on(cast):
    """``pass_on(report)``: a written report through all hands until it is accepted."""
    return lambda report: hand_on(report, cast)
