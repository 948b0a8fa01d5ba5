"""Reports of demonstration projects, written and passed on by the same services that people use."""

from decimal import Decimal

from django.utils import timezone

from core.numbers import to_cents
from funding.models import AxisValue
from monitoring import services as monitoring
from monitoring.models import Report
from monitoring.sections import sections_of
from monitoring.selectors.checklist import checklist_of
from monitoring.selectors.risks import risks_of
from plans.models import Activity, Indicator

TEXTS = {
    "summary": "The procedure is drafted, and half of the officials are trained.",
    "context": "A new law on foreigners entered into force; it asks for the procedure that the project prepares.",
    "progress": "The procedure was drafted and three of six workshops were held.",
    "challenges": "One workshop was moved by a month because trainers were not free.",
    "partners": "The Ministry chairs the working group and lends its training centre.",
    "cross_cutting": "Half of the trainees are women; a session on rights opens each workshop.",
    "sustainability": "The Ministry has put the training into its yearly plan.",
    "next_steps": "Three workshops, and adoption of the procedure.",
    "lessons": "Begin with the people who will use the procedure.",
}

REASON = "The evaluation is not paid yet; over the whole budget the share stays below the limit."


def write_report(report, manager, *, reached=(40, 58), part=3):
    """Fill a report: so many cases and officials, one ``part``-th of each budget line but nothing of the evaluation."""
    _write_texts(report, manager, TEXTS)
    _write_results(report, manager, reached)
    _write_activities(report, manager)
    _write_risks(report, manager)
    _add_evidence(report, manager, "The draft of the procedure", "https://example.org/procedure")
    reason = "The procedure is drafted in time, and trained officials use it."
    monitoring.rate(report, by=manager, rating=Report.Rating.ON_TRACK, rating_reason=reason)
    _write_money(report, manager, part)


def begin_report(report, manager):
    """Write half of a report: three sections, what the first indicator reached, one activity."""
    begun = ("summary", "context", "progress")
    texts = {
        "summary": "The procedure is adopted, and the last three workshops are prepared.",
        "context": "The new law is applied in all offices since the spring.",
        "progress": "The Ministry adopted the procedure, and two more workshops were held.",
    }
    _write_texts(report, manager, {key: texts[key] for key in begun})
    indicator = Indicator.objects.get(node__version=report.version, node__level="OUTCOME")
    monitoring.write_actual(report, indicator, by=manager, value=Decimal(55), comment="The register counts every case.")
    activity = Activity.objects.filter(output__version=report.version).first()
    monitoring.write_activity(report, activity, by=manager, status="ONGOING", percent=80)
    _add_evidence(report, manager, "The procedure as adopted", "https://example.org/adopted")


def _write_texts(report, manager, texts):
    for key in sections_of(report.duty.kind):
        if key in texts:
            monitoring.write_text(report, key, by=manager, text=texts[key], revision=0)


def _write_results(report, manager, reached):
    """So many cases; so many officials, 28 of them men."""
    reached = dict(zip(("OUTCOME", "OUTPUT"), map(Decimal, reached), strict=True))
    parts = {part.code: part for part in AxisValue.objects.filter(axis="sex")}
    of_people = {parts["women"]: reached["OUTPUT"] - 28, parts["men"]: Decimal(28)}
    for indicator in Indicator.objects.filter(node__version=report.version).select_related("node"):
        monitoring.write_actual(
            report,
            indicator,
            by=manager,
            value=reached[indicator.node.level],
            splits=of_people if indicator.counts_people else {},
            comment="Counted from the lists of the workshops." if indicator.counts_people else "",
            data_on=min(report.duty.ends_on, timezone.localdate()),
            collected_by="Project team",
        )


def _add_evidence(report, manager, title, url):
    """A web page that shows what the first indicator says."""
    indicator = Indicator.objects.get(node__version=report.version, node__level="OUTCOME")
    monitoring.add_evidence(
        report, by=manager, kind="LINK", title=title, url=url, lineage=indicator.lineage, on=report.duty.starts_on
    )


def _write_activities(report, manager):
    for activity in Activity.objects.filter(output__version=report.version).order_by("position"):
        is_evaluation = activity.lines.filter(is_evaluation=True).exists()
        status, percent = ("NOT_STARTED", 0) if is_evaluation else ("ONGOING", 50)
        monitoring.write_activity(report, activity, by=manager, status=status, percent=percent)


def _write_risks(report, manager):
    """How the plan's risks stand, and one that appeared."""
    for row in risks_of(report):
        monitoring.write_risk(
            report, row.lineage, by=manager, likelihood=row.last.likelihood, impact=row.last.impact,
            response=row.last.response, revision=row.update.revision if row.update else 0,
        )  # fmt: skip
    if not report.risks.exists():
        monitoring.write_risk(
            report,
            by=manager,
            description="Trained officials are moved to other posts",
            likelihood=3,
            impact=3,
            response="Two officials of each office are trained, and the manual stays in the office.",
        )


def _write_money(report, manager, part):
    for line in report.version.lines.all():
        amount = Decimal(0) if line.is_evaluation else to_cents(line.amount / part)
        monitoring.write_expenditure(report, line, by=manager, amount=amount)
    ledger_on = min(report.duty.ends_on, timezone.localdate())
    ledger_on = max(ledger_on, report.duty.starts_on)
    monitoring.write_accounts(report, by=manager, basis=report.basis, ledger_on=ledger_on)
    for item in checklist_of(report):
        if not item.is_computed:
            monitoring.answer_item(report, item.item, by=manager, answer="YES", revision=item.revision)
        elif item.lacks_comment:
            monitoring.answer_item(report, item.item, by=manager, comment=REASON, revision=item.revision)


def hand_on(report, cast):
    """Take a written report through all hands until it is accepted."""
    monitoring.submit_report(report, by=cast.manager)
    monitoring.certify_report(report, by=report.duty.project.application.owner)
    monitoring.endorse_report(report, by=cast.endorser)
    return monitoring.accept_report(report, by=cast.officer)
