"""One proposal: the plan that is its own, the calls that it could be for."""

from funding.models import Call, Coverage
from funding.selectors import calls_accepting
from plans.models import PlanVersion


def own_version(application):
    """The newest version of the plan that is the proposal's; amendments are the project's."""
    versions = application.plan.versions.filter(origin=PlanVersion.Origin.APPLICATION)
    return versions.order_by("-number").first()


def fitting_calls(*, coverage, line, region, language):
    """Calls that would take a proposal today, those that close first on top."""
    kind = Call.Kind.NATIONAL if coverage == Coverage.NATIONAL else Call.Kind.REGIONAL
    return [call for call in calls_accepting(kind=kind, line=line, region=region) if language in call.languages]
