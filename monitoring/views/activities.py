"""The page of a report's activities."""

from core.access import requires
from plans.selectors import framework

from .. import services
from ..forms.activities import ActivityForm
from ..models import Report
from ..selectors.activities import activities_of
from .rows import RowsPage, edit_rows
from .writing import RELATED, while_written

PAGE = RowsPage("monitoring/activities.html", "monitoring/_activity_light.html")


@requires("monitoring.write", Report, "key", related=RELATED)
@while_written
def activities(request, report):
    """Every activity of the plan with how far it is; saves by itself, row by row."""

    def make_forms(data):
        return [ActivityForm(data, result=row) for row in activities_of(report, framework(report.version))]

    def save(form):
        activity, revision = form.result.activity, form.seen()[0]
        return services.write_activity(report, activity, by=request.user, revision=revision, **form.values)

    return edit_rows(request, report, PAGE, make_forms, save)
