"""Writing what indicators reached in a report's period."""

from decimal import ROUND_HALF_UP, Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from core import audit
from core.errors import DomainError, StateConflict
from plans.models import Indicator

from ..models import Actual, ActualSplit
from .reports import editable

MEASURED = audit.action("report.measured", _("entered what an indicator reached"))
Kind = Indicator.Kind
PLACES = Decimal("0.0001")
FACTS = frozenset({"rating", "comment", "unavailable_reason", "data_on", "collected_by"})


@transaction.atomic
def write_actual(
    report, indicator, *, by, value=None, numerator=None, denominator=None, splits=None, revision=0, **facts
):
    """Save what ``indicator`` reached, in its unit, that the person opened at ``revision`` (0: never saved).

    Of a percentage ``numerator`` and ``denominator`` give the value. ``splits``: {AxisValue: value, or of a percentage
    (numerator, denominator)}, None to leave them as they are; their sums are held against the total when the report is
    submitted. ``facts``: ``rating``, ``comment``, ``unavailable_reason``, ``data_on``, ``collected_by``.

    Returns the Actual. Raises DomainError for an indicator of another plan or a value that its kind does not have,
    NotAllowed, StateConflict when a newer one was saved meanwhile, ValidationError.
    """
    report = editable(report, by)
    if unknown := set(facts) - FACTS:
        raise TypeError(f"unknown facts: {sorted(unknown)}")
    if indicator.node.version_id != report.version_id:
        raise DomainError(_("This indicator is not of the plan that the report follows."))
    row, _created = Actual.objects.get_or_create(
        report=report, lineage=indicator.lineage, defaults={"indicator": indicator, "revision": 0}
    )
    if row.revision != revision:
        raise StateConflict(_("This value was saved elsewhere while you had it open. Your entries are still below."))
    row.value, row.numerator, row.denominator = _measured(indicator, value, numerator, denominator)
    for name, fact in facts.items():
        setattr(row, name, fact)
    if row.value is not None and row.unavailable_reason:
        raise DomainError(_("There is a value and a reason why there is none. Keep one of them."))
    _refuse_day_outside(report.duty.project, row.data_on)
    row.revision += 1
    row.full_clean()
    row.save()
    if splits is not None:
        _split(row, indicator, splits)
    audit.record_sitting(MEASURED, report, by=by, indicator=str(indicator.lineage), value=str(row.value))
    return row


def percentage(numerator, denominator):
    """100 · n / d, four decimals, rounded half up."""
    return (100 * numerator / denominator).quantize(PLACES, rounding=ROUND_HALF_UP)


def _measured(indicator, value, numerator, denominator):
    """(value, numerator, denominator) as the kind of the indicator has them; DomainError with the way out otherwise."""
    if (numerator is None) != (denominator is None):
        raise DomainError(_("Give both numbers: how many, and out of how many."))
    if numerator is not None:
        if indicator.kind != Kind.PERCENTAGE:
            raise DomainError(_("Only a percentage has two numbers. Give the value alone."))
        if denominator <= 0 or numerator < 0:
            raise DomainError(_("“Out of” is greater than zero, and “how many” is not below zero."))
        value = percentage(numerator, denominator)
    if value is not None:
        _refuse_wrong_unit(indicator, value)
    return value, numerator, denominator


def _refuse_wrong_unit(indicator, value):
    kind = indicator.kind
    if kind == Kind.QUALITATIVE:
        raise DomainError(_("This indicator is reported in words. Write them in the comment."))
    if kind == Kind.YES_NO and value not in (0, 1):
        raise DomainError(_("This indicator is yes or no. Choose one of them."))
    if kind == Kind.SCALE and value not in {step.number for step in indicator.scale.steps.all()}:
        raise DomainError(_("The scale of this indicator has no such step. Choose one of its steps."))
    if kind == Kind.PERCENTAGE and (value < 0 or (value > 100 and not indicator.may_exceed_100)):
        raise DomainError(_("A percentage of this indicator is between 0 and 100. Check the two numbers."))
    if kind == Kind.NUMBER and indicator.counts_people and (value < 0 or value % 1):
        raise DomainError(_("This indicator counts people. Give a whole number, not below zero."))


def _refuse_day_outside(project, day):
    """Data are of a day of the project that has come."""
    today = timezone.localdate()
    if day and project.starts_on and not project.starts_on <= day <= today:
        text = _("The day of the data lies between the start of the project, %(first)s, and today, %(last)s.")
        words = {"first": date_format(project.starts_on, "DATE_FORMAT"), "last": date_format(today, "DATE_FORMAT")}
        raise DomainError(text % words)


def _split(row, indicator, splits):
    """Keep the parts of the value in place of those there were."""
    kept = {}
    for part, given in splits.items():
        if given is None or given == (None, None):
            continue
        value, numerator, denominator = (given, None, None) if not isinstance(given, tuple) else (None, *given)
        kept[part.pk] = _measured(indicator, value, numerator, denominator)
    row.splits.all().delete()
    ActualSplit.objects.bulk_create(
        ActualSplit(actual=row, part_id=part, value=value, numerator=numerator, denominator=denominator)
        for part, (value, numerator, denominator) in kept.items()
    )
