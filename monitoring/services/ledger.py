"""Booking a project's money: what is paid to the office, what accepted reports say was spent, what returns to its line."""

from collections import defaultdict
from decimal import Decimal

from django.conf import settings
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from core import audit
from core.access import allows
from core.errors import DomainError, NotAllowed, StateConflict
from core.numbers import to_cents, write_money
from funding.models import LedgerEntry
from funding.services import ledger as funds
from projects.models import Project

from ..models import Duty, ProjectEntry, Report
from ..selectors.ledger import account_of

ZERO = Decimal("0.00")
Kind = ProjectEntry.Kind
DISBURSED = audit.action("project.disbursed", _("booked a payment to the office"))
REVERSED = audit.action("project.entry_reversed", _("reversed a payment"))
RETURNED = audit.action("project.money_returned", _("returned unspent money to its line"))


def book_expenditure(report, *, by):
    """Book what an accepted report says was spent, line by line, less what is booked for its duty already.

    A step of acceptance, in its transaction; a correction so books the difference. Returns the new entries. USD.
    """
    booked = ProjectEntry.objects.filter(report__duty=report.duty_id).values_list("lineage").annotate(Sum("amount"))
    change = defaultdict(lambda: ZERO, {lineage: -amount for lineage, amount in booked})
    for lineage, amount in report.expenditures.values_list("lineage", "amount"):
        change[lineage] += amount
    facts = {"project": report.duty.project, "kind": Kind.EXPENDITURE, "report": report, "booked_by": by}
    today = timezone.localdate()
    rows = [
        ProjectEntry(lineage=lineage, amount=amount, on=today, **facts) for lineage, amount in change.items() if amount
    ]
    return ProjectEntry.objects.bulk_create(rows)


def _locked(project, by):
    """The project with its row locked: entries of one project are booked one after the other."""
    project = Project.objects.select_for_update(of=("self",)).get(pk=project.pk)
    if not allows(by, "monitoring.book", project):
        raise NotAllowed(_("Only Fund officers book a project’s money, and not that of projects they report on."))
    return project


@transaction.atomic
def book_disbursement(project, *, by, on, amount, note="", after=None):
    """Book ``amount`` USD as paid to the project's office on the day ``on``; returns the ProjectEntry.

    ``after`` is the number of the project's last entry that the person saw: the same booked since then is a double click.
    Raises NotAllowed, DomainError (not above zero, a day to come or before the award, more than the project has left),
    StateConflict.
    """
    project, amount = _locked(project, by), to_cents(amount)
    if amount <= 0:
        raise DomainError(_("The amount must be above zero."))
    if on > timezone.localdate():
        raise DomainError(_("The day lies in the future. Book the payment when it is made."))
    decided = project.application.decided_at if project.application_id else None
    if decided and on < timezone.localdate(decided) and (project.starts_on is None or on < project.starts_on):
        raise DomainError(_("The project was not approved yet on this day. Check the day."))
    same = ProjectEntry.objects.filter(project=project, kind=Kind.DISBURSEMENT, on=on, amount=amount)
    if after is not None and same.filter(pk__gt=after).exists():
        raise StateConflict(_("This was booked a moment ago. Look at the entries before you book it once more."))
    left = account_of(project).to_disburse
    if amount > left:
        text = _("The project has %(left)s left to be paid, %(amount)s is %(over)s too much.")
        facts = {"left": write_money(max(left, ZERO)), "amount": write_money(amount)}
        raise DomainError(text % {**facts, "over": write_money(amount - max(left, ZERO))})
    entry = ProjectEntry(project=project, kind=Kind.DISBURSEMENT, amount=amount, on=on, note=note.strip(), booked_by=by)
    entry.full_clean()
    entry.save(force_insert=True)
    audit.record(DISBURSED, project, by=by, entry=entry.pk, amount=str(amount), on=on.isoformat())
    return entry


@transaction.atomic
def reverse_entry(entry, *, by, reason):
    """Take back a payment that was booked by mistake, by an entry of the other sign; returns that.

    Raises NotAllowed; DomainError without a reason, for a reversal and for what reports and closures book; StateConflict
    when it is reversed already.
    """
    project = _locked(entry.project, by)
    entry = ProjectEntry.objects.select_related("reversed_by").get(pk=entry.pk)
    if not reason.strip():
        raise DomainError(_("Say why: a reason is required."))
    if entry.kind != Kind.DISBURSEMENT or entry.reverses_id:
        raise DomainError(_("Only payments are reversed. What was spent is changed by correcting its report."))
    if not entry.can_be_reversed:
        raise StateConflict(_("This entry is reversed already."))
    facts = {"kind": entry.kind, "amount": -entry.amount, "on": timezone.localdate(), "booked_by": by}
    reversal = ProjectEntry(project=project, reverses=entry, note=reason.strip()[:250], **facts)
    reversal.full_clean()
    reversal.save(force_insert=True)
    audit.record(REVERSED, project, by=by, comment=reason.strip(), entry=entry.pk, amount=str(entry.amount))
    return reversal


@transaction.atomic
def return_unspent(project, by):
    """Return what a project did not spend to its line, as recovered money of the next funding year (R15).

    Called by the closure. Returns the ProjectEntry, or None when nothing is left. Called again after a correction it
    returns the difference.

    Raises:
        NotAllowed: ``by`` does not book funds.
        DomainError: the final report is not accepted, a report is still open, or more was spent than there is.
        StateConflict: it was returned already.
    """
    if project.line_id:
        funds.hold(project.line)  # before the audit trail: see funding.services.ledger
    project = _locked(project, by)
    _all_reported(project)
    account = account_of(project)
    if account.unspent < 0:
        text = _("%(over)s more is spent or returned than the project has. Correct its reports first.")
        raise DomainError(text % {"over": write_money(-account.unspent)})
    if not account.unspent:
        if account.returned:
            raise StateConflict(_("The unspent money of this project was returned already."))
        return None
    entry = ProjectEntry.objects.create(
        project=project, kind=Kind.RETURN, amount=account.unspent, on=timezone.localdate(), booked_by=by
    )
    audit.record(RETURNED, project, by=by, entry=entry.pk, amount=str(entry.amount))
    if project.line_id:
        facts = {"kind": LedgerEntry.Kind.RECOVERY, "amount": entry.amount, "reference": project.code or ""}
        funds.book(by=by, line=project.line, year=entry.on.year + 1, source=_source(project), **facts)
    return entry


def _all_reported(project):
    """DomainError unless the final report is accepted and none is open: what was spent must be final."""
    accepted = Report.objects.accepted().filter(duty__project=project, duty__kind=Duty.Kind.FINAL)
    if not accepted.exists():
        raise DomainError(_("The final report is not accepted yet: what is unspent is known after that."))
    waiting = Report.objects.filter(duty__project=project, state__in=Report.OPEN).first()
    if waiting:
        raise DomainError(_("The report %(report)s is not accepted yet.") % {"report": waiting})


def _source(project):
    """Where recovered money comes from, in each language."""
    texts = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            texts[language] = gettext("Not spent by the project %(code)s") % {"code": project.code or project.address}
    return texts
