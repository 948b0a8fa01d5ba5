"""Reads of what is said about a report: which places it has, the threads of one place, how many are open where."""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, Prefetch
from django.utils.translation import gettext as _

from plans.models import Activity, BudgetLine, Indicator

from ..models import ReportComment
from ..sections import sections_of

Kind = ReportComment.Kind


@dataclass(frozen=True)
class Place:
    """Something of a report that can be commented on: its kind, its key or lineage, and what it is called."""

    kind: str
    key: str
    title: str

    @property
    def target(self):
        """As addresses and anchors have it."""
        return f"{self.kind.lower()}-{self.key}" if self.key else self.kind.lower()


def place_of(report, target):
    """The Place of a target as addresses have it ("line-<lineage>"), or None where the report has no such place."""
    word, _dash, key = target.partition("-")
    if target == "report":
        return Place(Kind.REPORT, "", _("The report"))
    if word == "section":
        section = sections_of(report.duty.kind).get(key)
        return Place(Kind.SECTION, key, str(section.label)) if section else None
    if word.upper() in _ROWS and (lineage := _uuid(key)):
        row = _ROWS[word.upper()](report).filter(lineage=lineage).first()
        return Place(Kind(word.upper()), str(lineage), str(row)) if row else None
    return None


_ROWS = {
    Kind.INDICATOR: lambda report: Indicator.objects.filter(node__version=report.version_id),
    Kind.LINE: lambda report: BudgetLine.objects.filter(version=report.version_id),
    Kind.ACTIVITY: lambda report: Activity.objects.filter(output__version=report.version_id),
}


def _uuid(text):
    try:
        return UUID(text)
    except ValueError:
        return None


def content_of(report, place):
    """What the report says in a place, to be read beside the comments: ``text``, and ``value`` or ``amount`` if it has one."""
    rows = {
        Kind.SECTION: report.texts.filter(key=place.key),
        Kind.INDICATOR: report.actuals.filter(lineage=_uuid(place.key)),
        Kind.LINE: report.expenditures.filter(lineage=_uuid(place.key)),
    }
    row = rows[place.kind].first() if place.kind in rows else None
    if row is None:
        return {}
    return {
        "text": getattr(row, "text", "") or getattr(row, "comment", ""),
        "value": getattr(row, "value", None),
        "amount": getattr(row, "amount", None),
    }


def threads_on(report, place=None):
    """The threads of a place, or of the whole report, with their answers; what is open first. Two queries."""
    threads = report.comments.threads()
    if place:
        threads = threads.filter(kind=place.kind, place=place.key)
    answers = Prefetch("answers", ReportComment.objects.select_related("author"))
    threads = threads.select_related("author", "resolved_by").prefetch_related(answers)
    return threads.order_by(F("resolved_at").asc(nulls_first=True), "written_at", "pk")


def titles_of(report, tree):
    """{target: what it is called} of all places, in the order of the report."""
    return {
        "report": _("The report"),
        **{f"section-{key}": str(section.label) for key, section in sections_of(report.duty.kind).items()},
        **{f"indicator-{row.lineage}": str(row) for row in tree.indicators},
        **{f"activity-{row.lineage}": str(row) for row in tree.activities},
        **{f"line-{row.lineage}": str(row) for row in tree.lines},
    }


def open_threads(report, tree):
    """The unresolved threads in the order of the report's places, each with its ``title``. Two queries."""
    titles = titles_of(report, tree)
    places = {target: place for place, target in enumerate(titles)}
    found = [thread for thread in titled(threads_on(report), report, titles) if thread.resolved_at is None]
    return sorted(found, key=lambda thread: places.get(thread.target, len(places)))


def titled(threads, report, titles):
    """``threads`` as a list, each with its report and the ``title`` of its place."""
    found = list(threads)
    for thread in found:
        thread.report, thread.title = report, titles.get(thread.target, thread.target)
    return found


def counts_of(report):
    """{target: (open threads, all threads)} of a report. One query."""
    every, opened = Counter(), Counter()
    for comment in report.comments.threads():
        every[comment.target] += 1
        opened[comment.target] += comment.resolved_at is None
    return {target: (opened[target], number) for target, number in every.items()}
