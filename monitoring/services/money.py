"""Writing the money of a report: what was spent on each line, and the accounts that the amounts come from."""

from decimal import Decimal

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from core import audit
from core.errors import DomainError, StateConflict
from core.numbers import to_cents, write_money
from plans.models import BudgetLine, Indicator
from projects.models import State

from ..models import Duty, Expenditure, Report
from ..selectors.money import sheet_of
from .reports import editable
from .schedule import parameters_for

SPENT = audit.action("report.spent", _("entered what was spent"))
DATED = audit.action("report.accounts_named", _("said which accounts the amounts come from"))
FOLLOWED = audit.action("report.plan_followed", _("took over the revised plan"))
ZERO = Decimal("0.00")
CLOSED = frozenset({State.CLOSED, State.CANCELLED})


@transaction.atomic
def write_expenditure(report, line, *, by, amount, commitments=ZERO, comment="", revision=0):
    """Save what was spent on ``line`` in USD (negative for credits), that the person opened at ``revision`` (0: never saved).

    More than the budget is saved with a warning and keeps the report from being submitted (``selectors.money.lacking``).
    Returns the Expenditure. Raises NotAllowed, StateConflict when a newer one was saved meanwhile, and DomainError for a
    line of another plan, a closed project, a credit of more than was spent before, and without a comment on a credit.
    """
    report = _open(report, by)
    if line.version_id != report.version_id:
        raise DomainError(_("This budget line is not of the plan that the report follows."))
    row, _created = Expenditure.objects.select_for_update(of=("self",)).get_or_create(
        report=report, lineage=line.lineage, defaults={"line": line, "amount": 0, "revision": 0}
    )
    if row.revision != revision:
        raise StateConflict(_("This amount was saved elsewhere while you had it open. Your entries are still below."))
    amount, comment = to_cents(amount), comment.strip()
    if amount < 0:
        _credit(report, line, amount, comment)
    row.amount, row.commitments, row.comment, row.revision = amount, to_cents(commitments), comment, row.revision + 1
    row.full_clean()
    row.save()
    audit.record(SPENT, report, by=by, line=str(line.lineage), amount=str(amount), commitments=str(row.commitments))
    return row


def _open(report, by):
    """The locked report, if ``by`` may write it, it is open, and its project is, too."""
    report = editable(report, by)
    if report.duty.project.state in CLOSED:
        raise DomainError(_("The project is closed: nothing can be spent any more. Ask a Fund officer."))
    return report


def _credit(report, line, amount, comment):
    """DomainError for a credit that nobody can explain."""
    row = next(row for row in sheet_of(report).rows if row.line.lineage == line.lineage)
    before = row.before + row.later
    if before + amount < 0:
        text = _("%(before)s was spent on this line before: a credit of %(credit)s is %(over)s too much.")
        facts = {"before": before, "credit": -amount, "over": -amount - before}
        raise DomainError(text % {name: write_money(value) for name, value in facts.items()})
    if not comment:
        raise DomainError(_("An amount below zero is a credit: say in the comment what was credited."))


def closing_day(duty):
    """The last day of which a project's accounts can be: when its final report falls due (R03)."""
    final = duty.project.duties.filter(kind=Duty.Kind.FINAL).first()
    if final:
        return final.due_on
    months = parameters_for(duty.project.funding_year).final_months
    return duty.project.ends_on + relativedelta(months=months)


@transaction.atomic
def write_accounts(report, *, by, basis, ledger_on, seen=None):
    """Say what the amounts are (``basis``) and of which day the accounts are (``ledger_on``, or None while not known).

    ``seen``: (basis, ledger_on) as the person opened them. Raises NotAllowed; StateConflict when others were saved since;
    DomainError for a day before the period, to come, or after the project's closing date.
    """
    report = _open(report, by)
    if seen is not None and seen != (report.basis, report.ledger_on) != (basis, ledger_on):
        raise StateConflict(
            _("The accounts were changed elsewhere while you had them open. Check them and save again.")
        )
    if ledger_on is not None:
        _check_day(report.duty, ledger_on)
    if (basis, ledger_on) == (report.basis, report.ledger_on):
        return report
    report.basis, report.ledger_on = basis, ledger_on
    report.full_clean(exclude=["duty", "version"], validate_constraints=False)
    report.save(update_fields=["basis", "ledger_on"])
    audit.record(DATED, report, by=by, basis=basis, day=ledger_on.isoformat() if ledger_on else "")
    return report


def _check_day(duty, day):
    """DomainError for a day of which the accounts of a period cannot be."""
    if day < duty.starts_on:
        text = _("The accounts are of a day before the period, which starts on %(day)s.")
        raise DomainError(text % {"day": date_format(duty.starts_on)})
    if day > max(timezone.localdate(), duty.starts_on):  # a project that stops early reports before its last period
        raise DomainError(_("The day of the accounts lies in the future."))
    if day > (last := closing_day(duty)):
        text = _("Nothing is spent after the project’s closing date, %(day)s: take the accounts of that day or before.")
        raise DomainError(text % {"day": date_format(last)})


@transaction.atomic
def follow_plan(report, *, by):
    """Have an open report follow the plan in force, revised since it was started; its rows move to the same lines.

    Returns the report. Raises NotAllowed; StateConflict when it follows that plan already; DomainError for rows with
    amounts or values that the new plan has no place for.
    """
    report = _open(report, by)
    version = report.duty.project.plan.approved
    if version.pk == report.version_id:
        raise StateConflict(_("The report follows the plan in force already."))
    lines = {line.lineage: line for line in BudgetLine.objects.filter(version=version)}
    indicators = {one.lineage: one for one in Indicator.objects.filter(node__version=version)}
    spent, actuals = report.expenditures.select_related("line"), report.actuals.select_related("indicator")
    problems = [
        _("“%(name)s” is not in the revised plan: enter its amount on another line first.")
        % {"name": row.line.description}
        for row in spent
        if row.lineage not in lines and (row.amount or row.commitments)
    ]
    problems += [
        _("“%(name)s” is not in the revised plan: empty its value and comment first.") % {"name": row.indicator.title}
        for row in actuals
        if row.lineage not in indicators and (row.value is not None or row.comment)
    ]
    if problems:
        raise DomainError(problems)
    for rows, targets, name in ((spent, lines, "line"), (actuals, indicators, "indicator")):
        for row in rows:
            if row.lineage in targets:
                setattr(row, name, targets[row.lineage])
                row.save(update_fields=[name])
            else:
                row.delete()
    Report.objects.filter(pk=report.pk).update(version=version)
    report.refresh_from_db()
    audit.record(FOLLOWED, report, by=by, version=str(version.pk))
    return report
