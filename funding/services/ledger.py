"""The ledger of the lines' money: officers book and reverse, the portal's own steps commit and release.

Whoever writes here holds the line's row first and the audit trail after it. A step that has written to the trail before it
commits money calls ``hold`` at its very beginning, so that no two steps ever wait for each other.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import audit
from core.access import allows
from core.errors import DomainError, NotAllowed, StateConflict
from core.numbers import to_cents, write_money

from ..ledger import FIRST_YEAR, LAST_YEAR, balance
from ..models import FundingLine, LedgerEntry
from ..selectors.ledger import balance_of

Kind = LedgerEntry.Kind
BOOKED = audit.action("funds.booked", _("booked"))
REVERSED = audit.action("funds.reversed", _("reversed"))
COMMITTED = audit.action("funds.committed", _("committed"))
RELEASED = audit.action("funds.released", _("released"))
_booking_effects = []


def on_booking(effect):
    """Let an upper app act on money booked for a line: ``effect(entry, by=…)`` runs in the booking's transaction."""
    if effect not in _booking_effects:
        _booking_effects.append(effect)


def hold(line):
    """Lock the row of ``line`` until the transaction ends and return it fresh. Every booking of the line waits for it."""
    return FundingLine.objects.select_for_update(no_key=True).get(pk=line.pk)


@transaction.atomic
def book(*, by, line, year, kind, amount, source, reference="", region=None, after=None):
    """Book an allocation, or money recovered from closed projects (R15), for a funding year. ``amount`` in USD.

    ``source`` says where the amount stands: a text in the active language, or a mapping language → text. ``after`` is the
    number of the line's last entry that the person saw; the same amount booked since then is a double click.

    Raises:
        NotAllowed: ``by`` does not book funds.
        DomainError: another kind, a year or an amount that cannot be, or no source.
        StateConflict: the same was booked after ``after``.
    """
    if not allows(by, "funding.book"):
        raise NotAllowed(_("You may not book funds."))
    if kind not in LedgerEntry.BY_HAND:
        raise DomainError(_("Only allocations and recovered money are booked by hand."))
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise DomainError(year_refused())
    sources = source if isinstance(source, dict) else {"": source.strip()}
    if not any(sources.values()):
        raise DomainError(_("Say where the amount stands."))
    line, amount = hold(line), _above_zero(amount)
    if after is not None:
        same = LedgerEntry.objects.filter(line=line, year=year, kind=kind, amount=amount, reverses=None, pk__gt=after)
        if same.exists():
            raise StateConflict(_("This was booked a moment ago. Look at the entries before you book it once more."))
    texts = {f"source_{language}" if language else "source": text for language, text in sources.items()}
    facts = {"kind": kind, "amount": amount, "reference": reference.strip(), "region": region}
    entry = _add(BOOKED, by=by, line=line, year=year, **facts, **texts)
    for effect in _booking_effects:
        effect(entry, by=by)
    return entry


def year_refused():
    """The sentence for a year that cannot be, for the form too."""
    facts = {"first": FIRST_YEAR, "last": LAST_YEAR}
    return _("The funding year is a year from %(first)s to %(last)s.") % facts


@transaction.atomic
def reverse(entry, *, by, reason):
    """Take back an entry that was booked by mistake, by a second entry that counts the other way.

    Only what officers type can be reversed: money committed to a project follows its decision and is released instead.
    What was committed since then must stay covered; to take the ledger back to where it stood before is always possible.

    Raises:
        NotAllowed: ``by`` does not book funds.
        StateConflict: the entry is reversed already.
        DomainError: it is a reversal or a step of the portal, the reason is missing, or projects hold the money.
    """
    if not allows(by, "funding.book"):
        raise NotAllowed(_("You may not book funds."))
    line = hold(entry.line)
    entry = LedgerEntry.objects.select_related("reversed_by").get(pk=entry.pk)
    if not reason.strip():
        raise DomainError(_("Say why: a reason is required."))
    if entry.is_reversal:
        raise DomainError(_("This entry is itself a reversal. Book the amount again instead."))
    if entry.kind not in LedgerEntry.BY_HAND:
        raise DomainError(_("This entry follows a decision on a proposal and cannot be reversed by hand."))
    if not entry.can_be_reversed:
        raise StateConflict(_("This entry is reversed already."))
    left = balance_of(line, entry.year).available
    later = LedgerEntry.objects.filter(line=line, year=entry.year, kind=Kind.COMMITMENT, pk__gt=entry.pk)
    if left < entry.amount and later.exists():
        text = _(
            "Projects hold this money: only %(left)s is left. Book the right amount first, then reverse this entry."
        )
        raise DomainError(text % {"left": write_money(max(left, 0))})
    facts = {name: getattr(entry, name) for name in ("year", "kind", "amount", "reference", "region")}
    return _add(REVERSED, by=by, line=line, reverses=entry, source=reason.strip(), comment=reason.strip(), **facts)


@transaction.atomic
def commit(*, by, line, year, region, amount, reference):
    """Commit ``amount`` USD of a line's year to the project or proposal ``reference``, in ``region``.

    A step of the portal, called inside the transaction of the decision: it asks no rule of ``by``, the decision did. A year
    without an allocation is not checked, its figures are not known. Committed once for each ``reference``: called again with
    the same facts it returns the entry there is.

    Raises:
        DomainError: not enough is left, with the figures; the way on is to keep the proposal for later funding (C06).
        StateConflict: something else is committed to ``reference``.
    """
    line, amount = hold(line), _above_zero(amount)
    earlier = LedgerEntry.objects.filter(kind=Kind.COMMITMENT, reverses=None, reference=reference).first()
    if earlier:
        if (earlier.line_id, earlier.year, earlier.region_id, earlier.amount) != (line.pk, year, region.pk, amount):
            raise StateConflict(_("Other money is committed to %(reference)s already.") % {"reference": reference})
        return earlier
    present = balance_of(line, year)
    if present.is_known and present.available < amount:
        facts = {"line": line, "year": year, "amount": write_money(amount)}
        facts["left"] = write_money(max(present.available, 0))
        text = _(
            "The money does not suffice: %(line)s has %(left)s left for %(year)s, and %(amount)s is needed. "
            "Choose “Keep for later funding”, or ask an officer to book more money first."
        )
        raise DomainError(text % facts)
    facts = {"line": line, "year": year, "region": region, "amount": amount, "reference": reference}
    return _add(COMMITTED, by=by, kind=Kind.COMMITMENT, **facts)


@transaction.atomic
def release(*, by, reference, amount, source=""):
    """Give ``amount`` USD committed to ``reference`` back to the line's same year, for a project that needs less or stops.

    A step of the portal like ``commit``: it asks no rule of ``by``. Money that a closed project leaves is not released but
    booked as recovered in the next year (R15). ``source`` says why.

    Raises DomainError when nothing, or less than ``amount``, is committed to ``reference``.
    """
    amount = _above_zero(amount)
    committed = LedgerEntry.objects.filter(kind=Kind.COMMITMENT, reverses=None, reference=reference).first()
    if committed is None:
        raise DomainError(_("Nothing is committed to %(reference)s.") % {"reference": reference})
    line = hold(committed.line)
    held = balance(LedgerEntry.objects.filter(reference=reference, kind__in=[Kind.COMMITMENT, Kind.RELEASE])).engaged
    if held < amount:
        facts = {"reference": reference, "held": write_money(held), "amount": write_money(amount)}
        raise DomainError(_("%(reference)s holds %(held)s; %(amount)s cannot be released.") % facts)
    facts = {name: getattr(committed, name) for name in ("year", "region", "reference")}
    return _add(RELEASED, by=by, line=line, kind=Kind.RELEASE, amount=amount, source=source, comment=source, **facts)


def _above_zero(amount):
    """The amount in cents; DomainError unless it is above zero."""
    amount = to_cents(amount)
    if amount <= 0:
        raise DomainError(_("The amount must be above zero."))
    return amount


def _add(action, *, by, comment="", **fields):
    """Write the entry and its audit row."""
    entry = LedgerEntry(booked_by=by, booked_at=timezone.now(), **fields)
    entry.full_clean()
    entry.save(force_insert=True)
    details = {"line": entry.line_id, "year": entry.year, "kind": entry.kind, "amount": str(entry.amount)}
    details |= {"region": entry.region_id, "reference": entry.reference, "reverses": entry.reverses_id}
    audit.record(action, entry, by=by, comment=comment, **details)
    return entry
