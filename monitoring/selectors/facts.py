"""What accepted reports say of a project in public."""

from collections import defaultdict
from decimal import Decimal

from django.db.models import Sum
from django.urls import reverse
from django.utils import timezone

from core.addresses import absolute
from plans.models import Indicator
from projects.selectors.records import PublicFacts, Spell

from ..models import Actual, Report
from .evaluations import public_documents
from .progress import progress_of


def facts_of(project):
    """``PublicFacts`` of a project from accepted reports only: values by indicator and period, money by period.

    Documents of an accepted public evaluation. Five queries, whatever their number.
    """
    version = project.plan.approved if project.plan_id else None
    facts = PublicFacts(documents=[_document(project, one) for one in public_documents(project)])
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


PERFORMANCE = "A07"  # of IATI's DocumentCategory: review of project performance and evaluation


def _document(project, document):
    """A document as public records hold it; its address has no language and stays."""
    ending = document.file_name.rpartition(".")[2].lower()
    name = f"{document.kind.lower().replace('_', '-')}.{ending}"
    address = reverse("public_document", kwargs={"address": project.address, "pk": document.pk, "name": name})
    return {
        "title": document.title,
        "url": absolute(address),
        "category": PERFORMANCE,
        "language": document.language,
        "date": timezone.localdate(document.uploaded_at).isoformat(),
        "format": document.content_type,
    }
