"""The page on which the manager rates how the project stands."""

from django.utils.translation import gettext as _

from core.access import requires
from core.errors import StateConflict

from .. import services
from ..forms.rating import RatingForm
from ..models import Report
from .rows import RowsPage, edit_rows
from .writing import RELATED, while_written

PAGE = RowsPage("monitoring/rating.html")


@requires("monitoring.write", Report, "key", related=RELATED)
@while_written
def rating(request, report):
    """One of four words, and why; saves by itself."""

    def make_forms(data):
        report.refresh_from_db(fields=["rating", "rating_reason"])
        return [RatingForm(data, report=report)]

    def save(form):
        if form.is_outdated:
            raise StateConflict(_("A colleague rated the project while you had it open. Your entries are still below."))
        return services.rate(report, by=request.user, **form.values)

    return edit_rows(request, report, PAGE, make_forms, save)
