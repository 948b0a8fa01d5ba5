"""What accepted reports say of a project in public, and what the ledger says of its money."""

from collections import defaultdict
from decimal import Decimal

from django.db.models import Sum
from django.urls import reverse
from django.utils import timezone

from core.addresses import absolute
from plans.models import Indicator
from projects.selectors.records import Corrected, Payment, PublicFacts, Reached, Spell

from ..figures import light
from ..models import Actual, Expenditure, ProjectEntry, Report
from .evaluations import public_documents
from .progress import progress_of
from .status import milestones_of
from .thresholds import thresholds

ZERO = Decimal("0.00")
Kind = ProjectEntry.Kind


def facts_of(project):
    """``PublicFacts`` of a project: figures of accepted reports by indicator and period, money of the ledger by period.

    Nothing of a report that is not accepted; documents of an accepted public evaluation. Eleven queries at most, whatever
    their number.
    """
    version = project.plan.approved if project.plan_id else None
    facts = PublicFacts(documents=[_document(project, one) for one in public_documents(project)])
    if version is None:
        return facts
    final = Report.objects.filter(duty__project=project, state__in=Report.FINAL).select_related("duty")
    reports = list(final.order_by("duty__ends_on", "duty", "number"))
    accepted = [report for report in reports if report.state == Report.State.ACCEPTED]
    if accepted:
        indicators = list(Indicator.objects.filter(node__version=version).prefetch_related("milestones"))
        figures = _figures(reports, {row.lineage for row in indicators})
        facts.reported_until = max(report.duty.ends_on for report in accepted)
        facts.indicators = _indicators(project, indicators, accepted, figures, facts.reported_until)
        facts.corrected = list(_corrected(reports, figures))
        facts.spent = _spent(project, accepted)
    facts.disbursed = _disbursed(project)
    return facts


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


def _figures(reports, lineages):
    """{report: {lineage: Reached}} of what reports say in public: values with their parts, words of indicators in words."""
    rows = Actual.objects.filter(report__in=reports, lineage__in=lineages).select_related("indicator")
    by_key, found = {report.pk: report for report in reports}, defaultdict(dict)
    for actual in rows.prefetch_related("splits__part"):
        in_words = actual.indicator.kind == Indicator.Kind.QUALITATIVE
        if actual.value is not None or (in_words and (actual.comment or actual.rating)):
            found[actual.report_id][actual.lineage] = _reached(by_key[actual.report_id], actual, in_words)
    return found


def _reached(report, actual, in_words):
    """Comments on values are for readers of the report; only what is reached in words is public as words."""
    splits = tuple((split.part.axis_id, split.part.code, split.value) for split in actual.splits.all())
    return Reached(
        report.duty.starts_on,
        report.duty.ends_on,
        actual.value,
        _day(report),
        words=actual.comment if in_words else "",
        rating=actual.rating if in_words else "",
        splits=splits,
        is_corrected=report.is_correction,
    )


def _indicators(project, indicators, accepted, figures, until):
    found, limits = {}, thresholds()
    for row in indicators:
        actuals = [figures[report.pk][row.lineage] for report in accepted if row.lineage in figures[report.pk]]
        progress = progress_of(row, [one.value for one in actuals])
        found[row.lineage] = {
            "actuals": actuals,
            "reached": progress.reached,
            "percent": progress.percent,
            "light": _light(project, row, actuals, until, limits),
        }
    return found


def _light(project, row, actuals, until, limits):
    """How an indicator stands at the end of the last accepted period, as a code; never as of today."""
    if not (project.starts_on and project.ends_on):
        return ""
    rating = actuals[-1].rating if actuals else ""
    return light(
        row, [one.value for one in actuals], milestones_of(row, project), on=until, thresholds=limits, rating=rating
    ).light


def _corrected(reports, figures):
    """The corrections that changed something that is or was public. A correction of texts alone is none."""
    by_key = {report.pk: report for report in reports}
    corrections = [report for report in reports if report.corrects_id in by_key]
    spent = _sums(corrections)
    for report in corrections:
        before, after = (_said(figures[key]) for key in (report.corrects_id, report.pk))
        has_other_money = spent.get(report.corrects_id) != spent.get(report.pk)
        if before != after or has_other_money:
            yield Corrected(report.duty.starts_on, report.duty.ends_on, _day(report), is_of_money=before == after)


def _sums(corrections):
    """{report: USD spent} of corrections and what they corrected."""
    keys = {key for report in corrections for key in (report.pk, report.corrects_id)}
    rows = Expenditure.objects.filter(report__in=keys) if keys else Expenditure.objects.none()
    return dict(rows.order_by().values_list("report").annotate(Sum("amount")))


def _said(figures):
    """What is compared: neither who said it nor when."""
    return {key: (one.value, one.words, one.rating, sorted(one.splits)) for key, one in figures.items()}


def _spent(project, accepted):
    """What the ledger says was spent in the period of each accepted report: its sum is the ledger's."""
    entries = ProjectEntry.objects.filter(project=project, kind=Kind.EXPENDITURE).order_by()
    sums = dict(entries.values_list("report__duty").annotate(Sum("amount")))
    return [
        Spell(report.duty.starts_on, report.duty.ends_on, sums.get(report.duty_id, ZERO), _day(report))
        for report in accepted
    ]


def _disbursed(project):
    """What was paid to the office, oldest first; a payment and what took it back add up to nothing and are left out."""
    entries = ProjectEntry.objects.filter(project=project, kind=Kind.DISBURSEMENT)
    kept = entries.filter(reverses=None, reversed_by=None).order_by("on", "pk")
    return [Payment(on, amount) for on, amount in kept.values_list("on", "amount")]


def _day(report):
    return timezone.localdate(report.accepted_at)
