"""Activities, risks, evidence and checklist of a report as parts of its document (``monitoring.exports.reports``)."""

from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.documents import Cell, Column, Line, Part, Row, Table, written
from core.numbers import write_percent

LIGHTS = {"red": lambda: _("End has passed"), "amber": lambda: _("Ends within 30 days"), "": str}


def _part(title, columns, rows, empty):
    return Part(title, Table(title, columns, tuple(rows)), empty=empty)


def _day(day):
    return date_format(day, "DATE_FORMAT") if day else "–"


def activities(reading):
    """How far each activity is."""
    columns = (
        Column(_("Activity"), 7), Column(_("Start"), 3), Column(_("End"), 3), Column(_("New end"), 3),
        Column(_("Status"), 4), Column(_("Done"), 2, is_number=True), Column(_("Comment"), 6),
    )  # fmt: skip
    return _part(_("Activities"), columns, map(_activity, reading.activities), _("The plan has no activities."))


def _activity(row):
    progress = row.progress
    percent = progress.percent if progress else None
    share = None if percent is None else Decimal(percent) / 100
    done = Cell.of("–") if share is None else Cell((Line(write_percent(share)),), value=share)
    return Row((
        Cell.of(written(str(row.activity))),
        Cell.of(_day(row.starts_on)),
        Cell.of(_day(row.ends_on)),
        Cell.of(_day(progress and progress.revised_end)),
        Cell.of(progress.get_status_display() if progress else _("Not stated"), LIGHTS[row.light]()),
        done,
        Cell.of(*_written(progress.comment if progress else "")),
    ))  # fmt: skip


def risks(reading):
    """How each risk stood and stands."""
    columns = (
        Column(_("Risk"), 8), Column(_("Before"), 3), Column(_("Now"), 3), Column(_("Status"), 3),
        Column(_("Response"), 8),
    )  # fmt: skip
    return _part(_("Risks"), columns, map(_risk, reading.risks), _("No risks are known."))


def _risk(row):
    update = row.update
    return Row((
        Cell.of(written(row.description)),
        Cell.of(_rated(row.last, row.last_level) or _("New in this report")),
        Cell.of(_rated(update, row.level) or _("Not stated")),
        Cell.of(update.get_status_display() if update else "–"),
        Cell.of(*_written(update.response if update else "")),
    ))  # fmt: skip


def _rated(rated, level):
    return f"{level.level.label} ({rated.likelihood} × {rated.impact})" if rated else ""


def evidence(reading):
    """Files and web pages, each with what it belongs to and whether it may be shown in public."""
    columns = (
        Column(_("Title"), 6), Column(_("Kind"), 3), Column(_("Indicator or activity"), 6), Column(_("Date"), 3),
        Column(_("File or web address"), 7), Column(_("Public"), 3),
    )  # fmt: skip
    return _part(_("Evidence"), columns, map(_piece, reading.evidence), _("No evidence yet"))


def _piece(row):
    subject = written(str(row.subject)) if row.subject else _("The report as a whole")
    consent = _("Shows people, who agreed") if row.shows_people else ""
    return Row((
        Cell.of(written(row.title)),
        Cell.of(row.get_kind_display()),
        Cell.of(subject),
        Cell.of(_day(row.on)),
        Cell.of(row.url or row.file_name),
        Cell.of(_("May be shown in public") if row.is_public else pgettext("evidence", "Not public"), consent),
    ))  # fmt: skip


def checklist(reading):
    """The answers to the financial checklist (R10)."""
    title = _("Financial checklist")
    columns = (Column(_("Item"), 9), Column(_("Answer"), 3), Column(_("Figures"), 5), Column(_("Comment"), 7))
    rows = (
        Row((
            Cell.of(str(row.item)),
            Cell.of(str(row.shown[1])),
            Cell.of(row.words),
            Cell.of(*_written(row.comment)),
        ))
        for row in reading.checklist
    )  # fmt: skip
    return _part(title, columns, rows, _("This report was made before there was a checklist."))


def _written(text):
    return [written(line) for line in text.splitlines() if line.strip()]
