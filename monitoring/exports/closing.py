"""The closure summary of a project in the reader's language: facts, money, evaluation, checklist."""

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.documents import Cell, Column, Document, Line, Part, Row, Table, written
from core.numbers import write_money

from ..selectors.closing import checklist
from ..selectors.evaluations import evaluation_of, whole
from ..selectors.ledger import account_of


def document(project):
    """The summary as a ``core.documents.Document``; "Draft" until the project is closed."""
    evaluation = evaluation_of(project)
    is_closed = project.state == "CLOSED"
    return Document(
        title=_("Closure summary"),
        subject=project.title,
        language=(get_language() or "en")[:2],
        written_in=project.title_language,
        facts=(
            (_("Project code"), project.code or "–"),
            (_("Dates"), _days(project)),
            (_("Project manager"), str(project.manager or "–")),
            (_("Status"), project.get_state_display()),
        ),
        parts=(_checklist(project, evaluation), _money(project), *(_evaluation(evaluation) if evaluation else ())),
        stamp=project.changed_at,
        footer=project.code or project.address,
        mark="" if is_closed else _("Draft"),
        is_across=False,
    )


def _days(project):
    if not project.starts_on:
        return project.years or "–"
    return " – ".join(date_format(day, "DATE_FORMAT") for day in (project.starts_on, project.ends_on))


def _checklist(project, evaluation):
    title = _("Closing checklist")
    columns = (Column(_("Item"), 5), Column(_("State"), 2), Column(_("Facts"), 5))
    rows = []
    for item in checklist(project, evaluation):
        state = _("Settled") if item.is_done else _("Open")
        facts = [written(item.detail) if item.tick else Line(item.detail)]
        if item.tick:
            facts.append(Line(f"{item.tick.ticked_by}, {_moment(item.tick.ticked_at)}", tone="soft"))
        rows.append(Row((Cell.of(item.label), Cell.of(state), Cell.of(*facts))))
    return Part(title, Table(title, columns, tuple(rows)))


def _money(project):
    account, title = account_of(project), _("Money")
    columns = (Column(_("What"), 7), Column(_("Amount (USD)"), 4, is_number=True))
    rows = [
        (_("Approved"), account.amount),
        (_("Spent, as accepted reports say"), account.spent),
        (_("Returned to the line (R15)"), account.returned),
        (_("Neither spent nor returned"), account.unspent),
    ]
    cells = [Row((Cell.of(label), Cell((Line(write_money(value)),), value=value))) for label, value in rows]
    return Part(title, Table(title, columns, tuple(cells)))


def _evaluation(evaluation):
    ratings, _findings, recommendations = whole(evaluation)
    title = _("Evaluation")
    columns = (Column(_("Criterion"), 3), Column(_("Rating"), 3), Column(_("Why"), 6))
    rows = [
        Row((Cell.of(str(criterion.label)), Cell.of(str(row.step)), Cell.of(written(row.text))))
        for criterion, row in ratings
        if row
    ]
    lines = (Line(evaluation.get_state_display(), tone="strong"), written(evaluation.summary))
    yield Part(title, Table(title, columns, tuple(rows)), lines=lines, empty=_("Not rated yet."))
    title = _("Recommendations")
    columns = (Column(_("Recommendation"), 5), Column(_("Response"), 2), Column(_("What will be done"), 5))
    rows = [
        Row((
            Cell.of(written(row.text), Line(row.addressed_to, tone="soft")),
            Cell.of(row.get_response_display()),
            Cell.of(written(row.action or row.response_text), Line(_due(row), tone="soft")),
        ))
        for row in recommendations
    ]  # fmt: skip
    yield Part(title, Table(title, columns, tuple(rows)), empty=_("The evaluation recommends nothing."))


def _due(row):
    if row.due_on is None or row.response == row.Response.REJECTED:
        return ""
    return _("by %(day)s") % {"day": date_format(row.due_on, "DATE_FORMAT")} if row.is_open else _("Done")


def _moment(when):
    return date_format(localtime(when), "DATETIME_FORMAT")
