"""Reads of corrections: the numbers of a report, and what one changes."""

from ..comparison import compare
from ..models import Report
from ..snapshot import as_data
from .names import names_of_codes


def numbers_of(report, user):
    """All numbers of the report of its duty that the person may read, the first one first; without those dropped."""
    found = Report.objects.visible_to(user).filter(duty=report.duty_id).exclude(state=Report.State.DROPPED)
    return list(found.select_related("duty__project", "accepted_by").order_by("number"))


def changes_of(report, data):
    """What a correction says otherwise than the accepted report it corrects: Differences; none for number 1.

    ``data``: the correction's, of ``snapshot.as_data``.
    """
    if report.corrects_id is None:
        return []
    corrected = Report.objects.select_related("duty", "version").get(pk=report.corrects_id)
    return compare(as_data(corrected), data, names_of_codes())
