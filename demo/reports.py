"""Reports of demonstration projects, written and passed on by the same services that people use."""

from decimal import Decimal

from django.utils import timezone

from core.numbers import to_cents
from monitoring import services as monitoring
from monitoring.sections import sections_of
from monitoring.selectors.checklist import checklist_of
from plans.models import Indicator

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


def write_report(report, manager):
    """Fill a report: 40 cases and 58 officials, a third of each budget line but nothing of the evaluation."""
    _write_texts(report, manager)
    _write_results(report, manager)
    _write_money(report, manager)


def _write_texts(report, manager):
    for key in sections_of(report.duty.kind):
        if key in TEXTS:
            monitoring.write_text(report, key, by=manager, text=TEXTS[key], revision=0)


def _write_results(report, manager):
    reached = {"OUTCOME": Decimal(40), "OUTPUT": Decimal(58)}
    for indicator in Indicator.objects.filter(node__version=report.version).select_related("node"):
        monitoring.write_actual(report, indicator, by=manager, value=reached[indicator.node.level])


def _write_money(report, manager):
    for line in report.version.lines.all():
        amount = Decimal(0) if line.is_evaluation else to_cents(line.amount / 3)
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
