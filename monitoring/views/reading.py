"""A whole report to read, to print and to download, for all who may open it."""

from dataclasses import dataclass

from django.shortcuts import render
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from core import audit
from core.access import allows, requires
from core.documents import CONTENT_TYPES, download

from ..exports.reports import document
from ..models import Report
from ..selectors.comments import counts_of, open_threads
from ..selectors.corrections import changes_of, numbers_of
from ..selectors.heads import facts_of, stages_of
from ..selectors.reading import changes_since_return, marked, reading_of

SIGNED_BY = ["submitted_by", "certified_by", "endorsed_by", "accepted_by"]
RELATED = ["duty__project__manager__organisation", "version__plan", "corrects", *SIGNED_BY]


@dataclass(frozen=True)
class Block:
    """A part of the page: its anchor, its heading, and the template that draws it from ``reading``."""

    anchor: str
    title: str
    template: str


BLOCKS = [
    Block("narrative", _("Narrative"), "monitoring/reading/_texts.html"),
    Block("results", _("Results"), "monitoring/reading/_results.html"),
    Block("activities", _("Activities"), "monitoring/reading/_activities.html"),
    Block("risks", _("Risks"), "monitoring/reading/_risks.html"),
    Block("evidence", _("Evidence"), "monitoring/reading/_evidence.html"),
    Block("expenditure", _("Expenditure"), "monitoring/reading/_money.html"),
    Block("checklist", _("Financial checklist"), "monitoring/reading/_checklist.html"),
]


def content_of(report, reading):
    """What the templates of all ``BLOCKS`` need."""
    return {"reading": reading, "blocks": BLOCKS, "language": report.version.plan.language}


def page(request, report, steps):
    """The reading page of a report loaded with ``RELATED``; ``steps`` are its buttons."""
    user = request.user
    reading = reading_of(report)
    is_of_the_team = allows(user, "monitoring.write", report) or allows(user, "monitoring.certify", report)
    is_open = report.state in Report.OPEN
    copy, fresh = None, []
    if is_open:
        copy, fresh = changes_since_return(report, reading.data, with_refusals=is_of_the_team)
    marked(reading, counts_of(report), fresh)
    context = {
        "report": report,
        **content_of(report, reading),
        "facts": facts_of(report),
        "stages": stages_of(report),
        "steps": steps,
        "events": audit.history(report),
        "numbers": numbers_of(report, user),
        "corrected": changes_of(report, reading.data),
        "copy": copy,
        "fresh": fresh,
        "open_threads": open_threads(report, reading.tree),
        "may_comment": is_open and allows(user, "monitoring.comment", report),
        "may_correct": report.state == Report.State.ACCEPTED and allows(user, "monitoring.write", report),
        "extensions": list(CONTENT_TYPES),
    }
    return render(request, "monitoring/report.html", context)


@require_safe
@requires("monitoring.view", Report, "key", related=RELATED)
def file(request, report, extension):
    """A report as PDF, Word or Excel in the language of the project; its name says the same in every language."""
    duty = report.duty
    name = f"{duty.project.code}-{duty.kind.lower()}-{duty.sequence}-{report.number}"
    return download(document(report), extension, name=slugify(name.replace(".", "-")))


@require_safe
@requires("monitoring.view", Report, "key", related=RELATED)
def read(request, report):
    """The report as its readers see it, for those who still write it, too."""
    return page(request, report, [])
