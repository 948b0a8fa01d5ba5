"""Whatever is reported and corrected, in whatever order: the ledger says what the current accepted reports say."""

from collections import defaultdict
from decimal import Decimal

from django.db import transaction
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from core.errors import DomainError
from core.numbers import to_cents
from demo.reports import write_report
from monitoring import services
from monitoring.models import Expenditure, ProjectEntry
from monitoring.selectors.drift import disagreements
from monitoring.selectors.ledger import account_of

SHARES = st.integers(min_value=-20, max_value=345)  # thousandths of a line: credits, and at times a little too much
STEPS = st.lists(
    st.tuples(st.integers(min_value=0, max_value=2), st.lists(SHARES, min_size=5, max_size=5), st.booleans()),
    min_size=1,
    max_size=4,
)


def take(project, place, shares, is_dropped, cast, hand_on):
    """Report on a period, or correct what was reported; ``is_dropped``: leave the correction half-way."""
    duty = list(project.duties.reported())[place]
    duty = type(duty).objects.get(pk=duty.pk)
    if duty.report is None:
        report = services.open_report(duty, by=cast.manager)
        write_report(report, cast.manager)
    else:
        report = services.correct_report(duty.report, by=cast.manager, reason="The accounts were corrected.")
    for row, share in zip(report.expenditures.order_by("line__position"), shares, strict=True):
        amount = to_cents(row.line.amount * share / 1000)
        services.write_expenditure(
            report, row.line, by=cast.manager, amount=amount, comment="As the accounts say.", revision=row.revision
        )
    for entry in report.checklist_answers.all():
        if entry.item.computed:
            services.answer_item(report, entry.item, by=cast.manager, comment="Explained.", revision=entry.revision)
    if is_dropped and report.is_correction:
        services.drop_report(report, by=cast.manager)
    else:
        hand_on(report)


def by_line(rows):
    sums = defaultdict(Decimal)
    for lineage, amount in rows.values_list("lineage", "amount"):
        sums[lineage] += amount
    return {lineage: amount for lineage, amount in sums.items() if amount}


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_ledger_is_the_sum_of_the_accepted_reports(running_project, cast, pass_on, steps):
    with transaction.atomic():
        for place, shares, is_dropped in steps:
            before = by_line(ProjectEntry.objects.filter(project=running_project))
            try:
                with transaction.atomic():
                    take(running_project, place, shares, is_dropped, cast, pass_on)
                event("accepted")
            except DomainError:  # a credit too large, or more than the budget: then nothing was booked
                assert by_line(ProjectEntry.objects.filter(project=running_project)) == before

            current = Expenditure.objects.filter(report__state="ACCEPTED", report__duty__project=running_project)
            booked = by_line(ProjectEntry.objects.filter(project=running_project, kind="EXPENDITURE"))
            assert booked == by_line(current)
            assert account_of(running_project).spent == sum(booked.values()) <= running_project.amount
            assert disagreements(running_project) == []
        transaction.set_rollback(True)
