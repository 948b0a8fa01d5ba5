"""The recommendation memo in the reader's language: the same words on the page, as PDF and as Word document."""

from decimal import Decimal

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from accounts.roles import approver_title
from core.documents import Cell, Column, Document, Line, Part, Row, Table, written
from core.documents.word import LONG_AGO
from core.numbers import write_money, write_number

from ..models import Screening

EXTENSIONS = ("pdf", "docx")


def document(memo):
    """A ``selectors.Memo`` as a document; "Draft" until it is recommended."""
    recommended = memo.recommendation
    application = memo.application
    parts = [_recommendation(memo), _money(memo), _scores(memo), *_judgements(memo), _proposal(memo), _support(memo)]
    parts += [_screening(memo), _letters(memo), _clarifications(memo)]
    return Document(
        title=_("Recommendation memo"),
        subject=application.title,
        language=(get_language() or "en")[:2],
        written_in=application.language,
        facts=((_("Reference"), application.reference), (_("To"), approver_title())),
        parts=tuple(([_obstacles(memo)] if memo.obstacles else []) + parts),
        stamp=recommended.recommended_at if recommended else LONG_AGO,
        footer=application.reference,
        mark="" if recommended else _("Draft"),
        is_across=False,
    )


def _facts(title, rows, *, lines=(), empty=""):
    """Labels and words as a table of two columns; rows without words are left out."""
    columns = (Column(_("What"), 4), Column(_("Facts"), 7))
    found = [Row((Cell.of(Line(label, tone="soft")), Cell.of(words))) for label, words in rows if words]
    return Part(title, Table(title, columns, tuple(found)), lines=tuple(lines), empty=empty)


def _obstacles(memo):
    title = _("What still stands in the way")
    return Part(title, Table(title, (), ()), lines=tuple(Line(str(one), tone="strong") for one in memo.obstacles))


def _recommendation(memo):
    one = memo.recommendation
    if one is None:
        return _facts(_("Recommendation"), (), empty=_("Nothing is recommended yet."))
    by = f"{one.recommended_by}, {_moment(one.recommended_at)}"
    lines = [
        Line(one.get_outcome_display(), tone="strong"),
        Line(by, tone="soft"),
        *(Line(line) for line in one.memo.splitlines() if line.strip()),
    ]
    if one.conditions:
        lines.append(Line(_("Conditions"), tone="strong"))
        lines += [Line(line) for line in one.conditions.splitlines() if line.strip()]
    title = _("Recommendation")
    return Part(title, Table(title, (), ()), lines=tuple(lines))


def _proposal(memo):
    application, reading = memo.application, memo.reading
    months = application.plan.current.duration_months
    endorsed = memo.endorsement
    return _facts(
        _("The proposal"),
        [
            (_("Applicant"), f"{application.owner}, {application.owner.organisation or '–'}"),
            (_("Benefiting Member States"), ", ".join(reading.countries.values())),
            (_("Coverage"), application.get_coverage_display()),
            (_("Funding line"), f"{application.line}, {application.funding_year}"),
            (_("Call"), str(application.call or "")),
            (_("Theme"), str(reading.theme or "")),
            (_("Focus areas"), ", ".join(str(area) for area in reading.focus_areas)),
            (_("Duration"), ngettext("%(n)s month", "%(n)s months", months) % {"n": months} if months else ""),
            (_("Budget"), write_money(memo.funds.amount)),
            (_("Submission"), f"{reading.submission.number}, {_moment(reading.submission.received_at)}"),
            (_("Fingerprint of the content (SHA-256)"), reading.submission.sha256),
            (
                _("Endorsed by the Regional Office"),
                endorsed and f"{endorsed.endorsed_by}, {_moment(endorsed.endorsed_at)}",
            ),
            (_("Comment of the Regional Office"), endorsed and endorsed.comment),
        ],
    )


def _money(memo):
    funds, application = memo.funds, memo.application
    columns = (Column(_("What"), 7), Column(_("Amount (USD)"), 4, is_number=True))
    rows = []
    if funds.balance.is_known:
        of_line = {"line": application.line, "year": application.funding_year}
        rows += [
            (_("%(line)s in %(year)s, before this proposal") % of_line, funds.left, False),
            (_("This proposal"), -funds.amount, False),
            (_("Left in the line after it"), funds.left_after, True),
        ]
    if funds.region_left is not None:
        region = {"region": application.region}
        rows += [
            (_("Left of the share of %(region)s (rule C02)") % region, funds.region_left, False),
            (_("Left of the share after it"), funds.region_left_after, True),
        ]
    cells = [Row((Cell.of(label), _amount(value)), is_total=is_total) for label, value, is_total in rows]
    title = _("Money")
    note = (
        _("This approval is recorded and holds its money already; the first row leaves it out.")
        if funds.is_held
        else ""
    )
    empty = _("Nothing is allocated for this line and year: the money left is not known.")
    return Part(title, Table(title, columns, tuple(cells)), note=note, empty=empty)


def _support(memo):
    columns = (
        Column(_("Country"), 5), Column(_("Projects"), 2, is_number=True), Column(_("Amount (USD)"), 3, is_number=True),
        Column(_("Last year"), 2, is_number=True),
    )  # fmt: skip
    rows = [
        Row(
            (
                Cell.of(str(one.country)),
                Cell.of(str(one.projects)),
                _amount(one.amount),
                Cell.of(str(one.last_year or "–")),
            )
        )
        for one in memo.support
    ]
    title = _("Earlier support of the countries")
    note = _("Projects known to the portal. A project of several countries counts whole for each of them.")
    return Part(title, Table(title, columns, tuple(rows)), note=note)


def _screening(memo):
    title, one = _("Screening"), memo.screening
    if one is None:
        return _facts(title, (), empty=_("Not screened yet."))
    names = {name: Screening._meta.get_field(name).verbose_name for name in Screening.QUESTIONS}
    rows = [(str(label), _("Yes") if getattr(one, name) else _("No")) for name, label in names.items()]
    lines = [Line(f"{one.screened_by}, {_moment(one.screened_at)}", tone="soft")]
    return _facts(title, [*rows, (_("Note"), one.note)], lines=lines)


def _scores(memo):
    """The marks without names: a memo travels further than the pages of the Fund."""
    sheet = memo.sheet
    reviewers = [Column(_("Reviewer %(n)s") % {"n": n}, 2, is_number=True) for n, _one in enumerate(sheet.reviewers, 1)]
    columns = (
        Column(_("Criterion"), 7), Column(_("Weight"), 2, is_number=True), *reviewers,
        Column(_("Mean"), 2, is_number=True), Column(_("Spread"), 2, is_number=True),
    )  # fmt: skip
    rows = [_row_of_scores(row) for row in sheet.rows] if reviewers else []
    if reviewers:
        own = [_weighted(sheet, place) for place in range(len(reviewers))]
        known = [mean for mean in own if mean is not None]
        spread = max(known) - min(known) if known else None
        total = [_number(mean) for mean in (*own, sheet.mean, spread)]
        rows.append(Row((Cell.of(_("Weighted mean")), Cell(), *total), is_total=True))
    title = _("Scores")
    note = _("The spread is the highest less the lowest mark.")
    return Part(title, Table(title, columns, tuple(rows)), note=note, empty=_("No review is finished yet."))


def _row_of_scores(row):
    given = [mark for mark, _comment in row.marks if mark]
    marks = [Cell.of(str(mark or "–")) for mark, _comment in row.marks]
    spread = Cell.of(str(max(given) - min(given)) if given else "–")
    return Row(
        (Cell.of(row.criterion.name), Cell.of(write_number(row.criterion.weight)), *marks, _number(row.mean), spread)
    )


def _weighted(sheet, place):
    """The weighted mean of one reviewer's marks; None without any."""
    marks = [(row.marks[place][0], row.criterion.weight) for row in sheet.rows if row.marks[place][0]]
    weight = sum(weight for _mark, weight in marks)
    return sum(Decimal(mark) * weight for mark, weight in marks) / weight if weight else None


def _judgements(memo):
    """What reviewers wrote to single criteria."""
    rows = [
        Row((Cell.of(row.criterion.name), Cell.of(_("Reviewer %(n)s") % {"n": n}), Cell.of(*comment.splitlines())))
        for row in memo.sheet.rows
        for n, (_mark, comment) in enumerate(row.marks, 1)
        if comment
    ]
    columns = (Column(_("Criterion"), 4), Column(_("Reviewer"), 2), Column(_("Comment"), 7))
    title = _("Comments of the reviewers")
    return [Part(title, Table(title, columns, tuple(rows)))] if rows else []


def _letters(memo):
    columns = (
        Column(_("Country"), 3),
        Column(_("Ministry or agency"), 5),
        Column(_("Signed by"), 4),
        Column(_("Date"), 3),
    )
    rows = [
        Row((
            Cell.of(str(letter.country)), Cell.of(written(letter.ministry)), Cell.of(written(letter.signatory)),
            Cell.of(date_format(letter.dated_on, "DATE_FORMAT")),
        ))
        for letter in memo.letters
    ]  # fmt: skip
    title, note = _("Letters of the governments"), ""
    if memo.progress:
        figures = {"given": memo.progress.figure, "least": memo.progress.limit}
        note = _("%(given)s of %(least)s letters that rule L03 wants.") % figures
    return Part(title, Table(title, columns, tuple(rows)), note=note, empty=_("There is no letter."))


def _clarifications(memo):
    columns = (Column(_("Part"), 3), Column(_("Question"), 5), Column(_("Answer"), 6))
    rows = [
        Row((
            Cell.of(asked.title), Cell.of(*asked.question.text.splitlines()),
            _answer(asked.question.answer),
        ))
        for asked in memo.asked
    ]  # fmt: skip
    title = _("Clarifications")
    return Part(title, Table(title, columns, tuple(rows)), empty=_("No questions were asked."))


def _answer(text):
    return Cell.of(*([written(line) for line in text.splitlines()] or [Line(_("Not answered yet"), tone="soft")]))


def _amount(value):
    return Cell((Line(write_number(value, places=2)),), value=value)


def _number(value):
    return Cell.of("–" if value is None else write_number(value, places=2))


def _moment(at):
    return date_format(localtime(at), "DATETIME_FORMAT")
