"""Indicators as a report's writers see them: what was promised, what was reached before, what still does not add up."""

from dataclasses import dataclass, field
from decimal import Decimal

from dateutil.relativedelta import relativedelta
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from core.numbers import write_number
from funding.models import Axis
from plans.models import Indicator

from ..figures import achievement, to_date
from ..models import Duty
from .previous import values_before

SEX = "sex"
MOST_DEVIATION = Decimal(15)  # percent away from the milestone due without a comment
SPLIT_KINDS = frozenset({Indicator.Kind.NUMBER, Indicator.Kind.PERCENTAGE})


class ToMend(str):
    """A sentence about something that was written and is not right, unlike what is only missing."""


@dataclass
class ResultRow:
    """An indicator in a report: ``actual`` (None: not given yet), values ``before``, the value ``due``, ``axes`` to split by."""

    indicator: Indicator
    node: object
    actual: object
    before: list
    due: Decimal | None
    due_text: str
    due_on: object
    axes: list = field(default_factory=list)

    @property
    def value(self):
        """This period's value, or None."""
        return self.actual.value if self.actual else None

    @property
    def reached_before(self):
        """What earlier reports had reached."""
        return to_date(self.indicator.over_time, self.before)

    @property
    def reached(self):
        """What is reached with this report."""
        return to_date(self.indicator.over_time, [*self.before, self.value])

    @property
    def percent(self):
        """Achievement of the final target, or None."""
        return self._achieved(self.indicator.target_value)

    @property
    def percent_due(self):
        """Achievement of what is due by the end of the period, or None."""
        return self._achieved(self.due)

    @property
    def deviates(self):
        """Whether the value is so far from what is due that it needs words; also when it is better."""
        share = self.percent_due if self.value is not None else None
        return share is not None and abs(100 - share) > MOST_DEVIATION

    def _achieved(self, target):
        indicator = self.indicator
        return achievement(
            kind=indicator.kind, direction=indicator.direction, baseline=indicator.baseline_value, target=target,
            actual=self.reached,
        )  # fmt: skip


def results_of(report, tree):
    """The ResultRows of a report in tree order; the number of queries does not grow with the indicators."""
    prefetch_related_objects(tree.indicators, "milestones", "axes", "scale__steps")
    known = {axis.pk: axis for axis in Axis.objects.prefetch_related("values")}
    actuals = {row.lineage: row for row in report.actuals.prefetch_related("splits__part")}
    before = values_before(report)
    return [
        ResultRow(
            indicator, node, actuals.get(indicator.lineage), before.get(indicator.lineage, []),
            *_due(indicator, report), _axes(indicator, known),
        )
        for node in tree.nodes
        for indicator in node.indicator_rows
    ]  # fmt: skip


def _due(indicator, report):
    """(value, words, day) of the last milestone due by the end of the period; of the target when that is due."""
    duty, project = report.duty, report.duty.project
    if duty.kind == Duty.Kind.FINAL or (project.ends_on and project.ends_on <= duty.ends_on):
        return indicator.target_value, indicator.target_text, project.ends_on
    for milestone in reversed(indicator.milestones.all()):
        day = project.starts_on + relativedelta(months=milestone.month, days=-1)
        if day <= duty.ends_on:
            return milestone.value, milestone.text, day
    return None, "", None


def _axes(indicator, known):
    if indicator.kind not in SPLIT_KINDS:
        return []
    codes = {axis.pk for axis in indicator.axes.all()} | ({SEX} if indicator.counts_people else set())
    return [axis for code, axis in known.items() if code in codes]


def lacking_in_results(report, tree):
    """Sentences for all that keeps the figures from being submitted."""
    for row in results_of(report, tree):
        yield from lacking_in(row)


def lacking_in(row):
    """Sentences for what the figures of one indicator lack."""
    actual, words = row.actual, {"indicator": row.indicator}
    if row.indicator.kind == Indicator.Kind.QUALITATIVE:
        if not (actual and actual.unavailable_reason) and not (actual and actual.comment and actual.rating):
            yield _("Say in words what was reached, and how it stands, for “%(indicator)s”.") % words
        return
    if row.value is None:
        if not (actual and actual.unavailable_reason):
            yield _("Give a value, or say why there is none, for “%(indicator)s”.") % words
        return
    if row.deviates and not actual.comment.strip():
        words |= {"value": _shown(row.reached), "due": _shown(row.due)}
        sentence = _("“%(indicator)s” is at %(value)s, and %(due)s was due: say why in its comment.") % words
        yield ToMend(sentence)
    for axis in row.axes:
        yield from _split_problems(row, axis)


def _split_problems(row, axis):
    """Sentences for the parts of one axis that do not add up to the value, with the difference and the way out."""
    actual, words = row.actual, {"indicator": row.indicator, "axis": axis}
    parts = [split for split in actual.splits.all() if split.part.axis_id == axis.pk]
    if not parts:
        yield _("Split “%(indicator)s” by %(axis)s. What nobody knows goes under “not stated”.") % words
    elif row.indicator.kind == Indicator.Kind.NUMBER:
        yield from _unequal(words, parts, "value", actual.value)
    elif actual.denominator is None:
        yield ToMend(_("“%(indicator)s” is split by %(axis)s: give its two numbers, not the percentage alone.") % words)
    else:
        yield from _unequal(words, parts, "numerator", actual.numerator)
        yield from _unequal(words, parts, "denominator", actual.denominator)


def _unequal(words, parts, name, total):
    values = [(split.part, getattr(split, name) or Decimal(0)) for split in parts]
    together = sum((value for _part, value in values), Decimal(0))
    if together == total:
        return
    terms = " + ".join(f"{part} {_shown(value)}" for part, value in values if value) or _shown(Decimal(0))
    words = words | {"terms": terms, "sum": _shown(together), "total": _shown(total)}
    words["difference"] = _shown(abs(total - together))
    if together < total:
        sentence = _(
            "“%(indicator)s” by %(axis)s: %(terms)s = %(sum)s, but the total is %(total)s: %(difference)s missing. "
            "Put them under “not stated” if nobody knows."
        )
    else:
        sentence = _(
            "“%(indicator)s” by %(axis)s: %(terms)s = %(sum)s, but the total is %(total)s: %(difference)s too many. "
            "Mend the parts or the total."
        )
    yield ToMend(sentence % words)


def _shown(value):
    return write_number(value) if value is not None else "–"
