"""The page of a report's figures."""

from core.access import requires
from plans.selectors import framework

from .. import services
from ..forms.results import ActualForm
from ..models import Report
from ..selectors.results import results_of
from .rows import RowsPage, edit_rows
from .writing import RELATED, while_written

PAGE = RowsPage("monitoring/results.html", "monitoring/_figures.html")


@requires("monitoring.write", Report, "key", related=RELATED)
@while_written
def results(request, report):
    """Every indicator of the plan with what was reached; saves by itself, row by row."""

    def make_forms(data):
        return [ActualForm(data, result=row) for row in results_of(report, framework(report.version))]

    def save(form):
        facts, revision = form.facts(), form.seen()[0]
        return services.write_actual(report, form.indicator, by=request.user, revision=revision, **facts)

    return edit_rows(request, report, PAGE, make_forms, save)
