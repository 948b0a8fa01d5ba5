"""What earlier accepted reports of the same project said: the ground on which a new report is written."""

from collections import defaultdict

from ..models import Actual, Report


def accepted_before(report):
    """Accepted reports for earlier periods of the report's project, the oldest first."""
    earlier = Report.objects.accepted().filter(
        duty__project=report.duty.project_id, duty__ends_on__lt=report.duty.ends_on
    )
    return earlier.select_related("duty").order_by("duty__ends_on", "pk")


def last_accepted(report):
    """The accepted report for the period before this one's, or None."""
    return accepted_before(report).last()


def values_before(report):
    """{lineage of an indicator: the values of earlier accepted reports, the oldest first}. One query."""
    values = defaultdict(list)
    rows = Actual.objects.filter(report__in=accepted_before(report).order_by(), value__isnull=False)
    for lineage, value in rows.order_by("report__duty__ends_on").values_list("lineage", "value"):
        values[lineage].append(value)
    return values


def rows_before(report, name):
    """{lineage: row} of the last accepted report; ``name``: of the rows, such as "activities"."""
    before = last_accepted(report)
    return {row.lineage: row for row in getattr(before, name).all()} if before else {}
