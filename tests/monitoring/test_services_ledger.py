from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from core.audit import history
from core.errors import DomainError, NotAllowed, StateConflict
from demo.reports import hand_on, write_report
from funding.models import LedgerEntry
from monitoring import services
from monitoring.models import Duty, ProjectEntry
from monitoring.selectors.ledger import account_of, last_entry, spent_by_line

TODAY = timezone.localdate
SPENT = Decimal("47400.00")  # the first report: a third of each line but the evaluation


def recovered():
    """What closures returned, without what the reference data bring along."""
    return LedgerEntry.objects.filter(kind="RECOVERY", reference="PX.9001")


def pay(project, by, amount="1000.00", **facts):
    return services.book_disbursement(project, by=by, on=TODAY(), amount=Decimal(amount), **facts)


@pytest.fixture
def reported(running_project, cast):
    """All reports of the project accepted, the further ones with nothing spent."""
    for duty in running_project.duties.reported().exclude(sequence=1, kind=Duty.Kind.INTERIM):
        report = services.open_report(duty, by=cast.manager)
        write_report(report, cast.manager, reached=(80, 58))
        for row in report.expenditures.all():
            services.write_expenditure(
                report, row.line, by=cast.manager, amount=Decimal(0), revision=row.revision, comment=""
            )
        hand_on(report, cast)
    return running_project


def test_a_payment_is_booked_up_to_the_amount_of_the_project(running_project, officer):
    account = account_of(running_project)
    left = account.to_disburse

    pay(running_project, officer, str(left - 1))

    with pytest.raises(DomainError) as refusal:
        pay(running_project, officer, "1.01")
    expected = "The project has USD 1 left to be paid, USD 1.01 is USD 0.01 too much."
    assert str(refusal.value).replace("\u00a0", " ") == expected
    assert account_of(running_project).on_hand == left - 1 - SPENT
    assert list(history(running_project))[-1].data["amount"] == str(left - 1)


def test_a_payment_twice_in_a_moment_is_refused(running_project, officer):
    seen = last_entry(running_project)
    pay(running_project, officer, after=seen)

    with pytest.raises(StateConflict):
        pay(running_project, officer, after=seen)

    assert account_of(running_project).disbursed == Decimal("1000.00")


@pytest.mark.parametrize(("amount", "days"), [("0", 0), ("-5", 0), ("10", 1), ("10", -4000)])
def test_a_payment_that_cannot_be_is_refused(running_project, officer, amount, days):
    with pytest.raises(DomainError):
        services.book_disbursement(
            running_project, by=officer, on=TODAY() + timedelta(days=days), amount=Decimal(amount)
        )

    assert account_of(running_project).disbursed == 0


@pytest.mark.parametrize("name", ["project_manager", "applicant", "auditor", "approver", "endorser", "stranger"])
def test_others_book_nothing(running_project, request, name):
    with pytest.raises(NotAllowed):
        pay(running_project, request.getfixturevalue(name))


def test_an_officer_who_certifies_the_reports_books_nothing(running_project, officer, project_manager):
    services.name_member(running_project, by=project_manager, user=officer, part="CERTIFIER")

    with pytest.raises(NotAllowed):
        pay(running_project, officer)


def test_a_payment_is_reversed_once(running_project, officer):
    entry = pay(running_project, officer)

    reversal = services.reverse_entry(entry, by=officer, reason="Wrong project.")

    assert (reversal.amount, account_of(running_project).disbursed) == (Decimal("-1000.00"), Decimal(0))
    for again in (entry, reversal):
        with pytest.raises(DomainError):
            services.reverse_entry(again, by=officer, reason="Wrong project.")


def test_what_a_report_booked_is_not_reversed_by_hand(running_project, officer):
    entry = running_project.entries.filter(kind="EXPENDITURE").first()

    with pytest.raises(DomainError):
        services.reverse_entry(entry, by=officer, reason="Wrong.")

    assert account_of(running_project).spent == SPENT


def test_nothing_returns_before_the_final_report_is_accepted(running_project, officer):
    with pytest.raises(DomainError) as refusal:
        services.return_unspent(running_project, officer)

    assert str(refusal.value) == "The final report is not accepted yet: what is unspent is known after that."
    assert not recovered().exists()


def test_unspent_money_returns_to_its_line_once(reported, officer):
    entry = services.return_unspent(reported, officer)

    recovery = recovered().get()
    assert entry.amount == recovery.amount == reported.amount - SPENT
    assert (recovery.line, recovery.year, recovery.reference) == (reported.line, TODAY().year + 1, reported.code)
    assert all([recovery.source_en, recovery.source_fr, recovery.source_es])
    assert account_of(reported).unspent == 0
    with pytest.raises(StateConflict):
        services.return_unspent(reported, officer)
    assert recovered().count() == 1


@pytest.mark.parametrize("name", ["project_manager", "auditor"])
def test_others_return_nothing(reported, request, name):
    with pytest.raises(NotAllowed):
        services.return_unspent(reported, request.getfixturevalue(name))


def test_nothing_returns_while_a_correction_is_open(reported, officer, project_manager):
    accepted = reported.duties.get(kind="FINAL").report
    services.correct_report(accepted, by=project_manager, reason="An invoice came late.")

    with pytest.raises(DomainError):
        services.return_unspent(reported, officer)


def test_the_ledger_adds_up_by_line_and_report(running_project):
    duties, rows = spent_by_line(running_project)

    assert [str(duty) for duty in duties] == ["Interim report 1"]
    assert sum(row.total for row in rows) == SPENT
    assert [row.cells[0] for row in rows if row.line.is_evaluation] == [0]


def test_the_database_changes_no_entry(running_project):
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE monitoring_projectentry SET amount = 1")

    assert ProjectEntry.objects.filter(project=running_project, amount=1).count() == 0
