"""The page of a duty: what is due, and the button that starts its report."""

from django.shortcuts import redirect, render

from core.access import allows, requires

from .. import services
from ..models import Duty


@requires("monitoring.see_duty", Duty, related=["project"])
def duty(request, duty):
    """What is due; a report that was started is shown instead."""
    if duty.report:
        return redirect(duty.report)
    may_start = duty.is_reported and allows(request.user, "monitoring.start", duty)
    if request.method == "POST":
        return redirect(services.open_report(duty, by=request.user))
    return render(request, "monitoring/duty.html", {"duty": duty, "may_start": may_start})
