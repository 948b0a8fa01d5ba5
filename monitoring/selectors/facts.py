"""What accepted reports say of a project in public."""

from collections import defaultdict
from decimal import Decimal

from django.db.models import Sum
from django.utils import timezone

from plans.models import Indicator
from projects.selectors.records import PublicFacts, Spell

from ..models import Actual, Report
from .progress import progress_of


def facts_of(project):
    """``PublicFacts`` of a project from accepted reports only: values by indicator and period, money by period.

    Four queries, whatever their number; empty for a project without a plan in force.
    """
    version = project.plan.approved if project.plan_id else None
    facts = PublicFacts()
    if version is None:
        return facts
    of_project = {"report__state": Report.State.ACCEPTED, "report__duty__project": project}
    actuals = Actual.objects.filter(value__isnull=False, **of_project).select_related("report__duty")
    spells = defaultdict(list)
    for actual in actuals.order_by("report__duty__ends_on"):
        spells[actual.lineage].append(_spell(actual.report, actual.value))
    for indicator in Indicator.objects.filter(node__version=version, lineage__in=spells):
        found = spells[indicator.lineage]
        row = progress_of(indicator, [spell.value for spell in found])
        facts.indicators[indicator.lineage] = {"actuals": found, "reached": row.reached, "percent": row.percent}
    reports = Report.objects.accepted().filter(duty__project=project).select_related("duty")
    for report in reports.annotate(spent=Sum("expenditures__amount")).order_by("duty__ends_on"):
        facts.spent.append(_spell(report, report.spent or Decimal(0)))
    return facts


def _spell(report, value):
    return Spell(report.duty.starts_on, report.duty.ends_on, value, timezone.localdate(report.accepted_at))
