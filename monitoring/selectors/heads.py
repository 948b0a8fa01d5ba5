"""What every page and file says of a report before its content: facts, and the steps it has taken with who and when."""

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ..models import Report

State = Report.State
SIGNATURES = ("submitted", "certified", "endorsed", "accepted")


def facts_of(report):
    """[(label, text)] of a report in the active language, with ``duty.project`` and its signatories loaded."""
    duty, project = report.duty, report.duty.project
    office = getattr(project.manager, "organisation", None)
    focal_point = ", ".join(
        filter(None, (project.focal_point_name, project.focal_point_title, project.focal_point_ministry))
    )
    period = f"{_day(duty.starts_on)} – {_day(duty.ends_on)}"
    texts = (project.code or "", project.prima_id or "", str(office or ""), str(project.manager or ""), focal_point)
    return [
        *zip(labels_of_project(), (*texts, period), strict=True),
        (_("Due"), _day(duty.due_on)),
        (_("Number of the report"), _number(report)),
        (_("Version of the plan"), str(report.version.number)),
        (_("Amounts say"), report.get_basis_display()),
        (_("Day of the accounts"), _day(report.ledger_on) if report.ledger_on else ""),
        *((label, signature(report, name)) for name, label in _labels().items()),
    ]


def labels_of_project():
    """What each report says first, filled in or blank."""
    return (
        _("Project code"), _("PRIMA ID"), _("Office"), _("Project manager"), _("Government focal point"), _("Period"),
    )  # fmt: skip


def _labels():
    return {
        "submitted": pgettext("report", "Submitted"),
        "certified": pgettext("report", "Certified"),
        "endorsed": pgettext("report", "Endorsed"),
        "accepted": pgettext("report", "Accepted"),
    }


def _day(day):
    return date_format(day, "DATE_FORMAT")


def _number(report):
    if report.number == 1:
        return "1"
    return _("%(number)s, corrects number %(before)s") % {"number": report.number, "before": report.corrects.number}


def signature(report, name):
    """Who took a step ("certified") and when: "Ana Nović, 3 May 2026 10:15 UTC"; "" if nobody has."""
    person, moment = getattr(report, f"{name}_by"), getattr(report, f"{name}_at")
    if not (person and moment):
        return ""
    return f"{person}, {date_format(localtime(moment), 'DATETIME_FORMAT')} {localtime(moment).tzname()}"


AT = {
    State.DRAFT: 0, State.RETURNED: 0, State.CERTIFYING: 1, State.SUBMITTED: 2, State.ENDORSED: 3, State.ACCEPTED: 4,
    State.SUPERSEDED: 4, State.DROPPED: 0,
}  # fmt: skip


def stages_of(report):
    """The stages for ``components/steps.html``: what is done with who and when, where it is, what is to come."""
    names = {
        "submitted": pgettext("report", "Written and submitted"), "certified": pgettext("report", "Certified"),
        "endorsed": pgettext("report", "Endorsed by the Regional Office"), "accepted": pgettext("report", "Accepted by the Fund"),
    }  # fmt: skip
    at = AT[State(report.state)]
    stages = []
    for place, (name, label) in enumerate(names.items()):
        state = "done" if place < at else "current" if place == at else "todo"
        stages.append({"label": label, "state": state, "detail": signature(report, name) if place < at else ""})
    return stages
