"""The risks of a report: those of the plan, those that earlier reports added, and how they stand now."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from plans.models import Risk

from ..models import RiskUpdate
from .previous import rows_before


@dataclass
class RiskRow:
    """A risk in a report: of the plan (``risk``) or from an earlier report, with its last and its present state."""

    lineage: object
    risk: Risk | None
    before: RiskUpdate | None
    update: RiskUpdate | None

    @property
    def description(self):
        """What could happen, in its newest words."""
        known = self.update or self.before or self.risk
        return known.description

    @property
    def last(self):
        """What was said of it last: in the last report, else in the plan; None for a new one."""
        return self.before or self.risk

    @property
    def level(self):
        """The level of likelihood × impact as rated now; None before that."""
        return level_of(self.update) if self.update else None

    @property
    def last_level(self):
        """The level as it was rated last."""
        return level_of(self.last) if self.last else None


def level_of(rated):
    """Level of anything with ``likelihood`` and ``impact``, with ``tone``; by the plan's one rule."""
    return Risk(likelihood=rated.likelihood, impact=rated.impact)


def risks_of(report):
    """The RiskRows of a report: the plan's in their order, then those from reports. Constant queries."""
    given = {row.lineage: row for row in report.risks.all()}
    before = rows_before(report, "risks")
    planned = list(report.version.risks.order_by("position", "pk"))
    rows = [RiskRow(risk.lineage, risk, before.get(risk.lineage), given.get(risk.lineage)) for risk in planned]
    known = {risk.lineage for risk in planned}
    for lineage in dict.fromkeys([*before, *given]):
        is_over = lineage in before and before[lineage].status == RiskUpdate.Status.CLOSED and lineage not in given
        if lineage not in known and not is_over:
            rows.append(RiskRow(lineage, None, before.get(lineage), given.get(lineage)))
    return rows


def lacking_in_risks(report, tree):
    """Sentences for risks that nobody looked at."""
    for row in risks_of(report):
        if row.update is None:
            yield _("Say how the risk “%(risk)s” stands.") % {"risk": row.description}
