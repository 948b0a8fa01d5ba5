"""Evidence of a report, and what it may belong to."""

from core import uploads
from plans.selectors import framework


def subjects_of(report, tree=None):
    """Indicators and activities to which evidence may belong, in the order of the plan."""
    tree = tree or framework(report.version)
    return [*tree.indicators, *tree.activities]


def evidence_of(report, tree=None):
    """The evidence with ``stored`` (what the scanner says) and ``subject`` (None: the report). Constant queries."""
    subjects = {row.lineage: row for row in subjects_of(report, tree)}
    rows = uploads.with_scans(report.evidence.select_related("added_by"))
    for row in rows:
        row.subject = subjects.get(row.lineage)
    return rows
