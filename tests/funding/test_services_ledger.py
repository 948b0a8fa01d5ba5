"""Booking, reversing, committing and releasing money."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from core.audit import verify
from core.errors import DomainError, NotAllowed, StateConflict
from core.models import AuditEvent
from demo.funds import ensure_funds
from demo.proposals import PROPOSALS
from funding.models import FundingLine, LedgerEntry, Region
from funding.selectors.ledger import balance_of
from funding.services import ledger
from reviews import services as reviews

YEAR = 2030
TOTAL = Decimal("149700.00")  # of each demonstration budget


def available(line, year=YEAR):
    return balance_of(line, year).available


def test_book_adds_an_entry_and_an_audit_row(allocate, line2, officer):
    entry = allocate("1500.50")

    assert available(line2) == Decimal("1500.50")
    assert (entry.booked_by, entry.source, entry.kind) == (officer, "Council decision 2030/1", "ALLOCATION")
    event = AuditEvent.objects.about(entry).get()
    assert (event.action, event.actor, event.data["amount"], event.data["line"]) == (
        "funds.booked",
        officer,
        "1500.50",
        2,
    )


def test_recovered_money_comes_on_top_and_names_its_project(allocate, line2, africa):
    allocate("1000")

    entry = allocate("250", kind="RECOVERY", reference="PX.0009", region=africa)

    assert balance_of(line2, YEAR).recovered == 250
    assert available(line2) == 1250
    assert (entry.reference, entry.region) == ("PX.0009", africa)


@pytest.mark.parametrize("name", ["applicant", "endorser", "reviewer", "approver", "auditor", "administrator"])
def test_only_officers_book_and_reverse(allocate, line2, request, name):
    entry, user = allocate("1000"), request.getfixturevalue(name)
    facts = {"line": line2, "year": YEAR, "kind": "ALLOCATION", "amount": Decimal(1), "source": "x"}

    with pytest.raises(NotAllowed):
        ledger.book(by=user, **facts)
    with pytest.raises(NotAllowed):
        ledger.reverse(entry, by=user, reason="x")

    assert available(line2) == 1000


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"amount": "0"}, "The amount must be above zero."),
        ({"amount": "-5"}, "The amount must be above zero."),
        ({"amount": "0.004"}, "The amount must be above zero."),
        ({"year": 2000}, "The funding year is a year from 2001 to 2100."),
        ({"year": 2101}, "The funding year is a year from 2001 to 2100."),
        ({"kind": "COMMITMENT"}, "Only allocations and recovered money are booked by hand."),
        ({"source": "  "}, "Say where the amount stands."),
    ],
    ids=str,
)
def test_book_refuses(allocate, line2, wrong, sentence):
    with pytest.raises(DomainError) as refusal:
        allocate(**{"amount": "10"} | wrong)

    assert str(refusal.value) == sentence
    assert AuditEvent.objects.filter(action="funds.booked").count() == 0


def test_book_twice_from_the_same_page_is_refused_but_two_equal_amounts_are_possible(allocate):
    allocate("10", after=0)

    with pytest.raises(StateConflict, match="booked a moment ago"):
        allocate("10", after=0)
    allocate("10", after=LedgerEntry.objects.latest("pk").pk)

    assert LedgerEntry.objects.filter(year=YEAR).count() == 2


def test_source_can_be_given_in_every_language(allocate):
    entry = allocate("10", source={"en": "Gift", "fr": "Don", "es": "Donación"})

    entry.refresh_from_db()
    assert (entry.source_en, entry.source_fr, entry.source_es) == ("Gift", "Don", "Donación")


def test_reverse_counts_the_other_way_and_keeps_both(allocate, line2, officer):
    entry = allocate("1000")
    allocate("400")

    back = ledger.reverse(entry, by=officer, reason="Typed twice")

    assert available(line2) == 400
    assert (back.reverses, back.source, back.amount, back.kind) == (entry, "Typed twice", 1000, "ALLOCATION")
    event = AuditEvent.objects.about(back).get()
    assert (event.action, event.comment, event.data["reverses"]) == ("funds.reversed", "Typed twice", entry.pk)


def test_reverse_twice_is_refused(allocate, line2, officer):
    entry = allocate("1000")
    allocate("1000")
    ledger.reverse(entry, by=officer, reason="Typed twice")

    with pytest.raises(StateConflict, match="reversed already"):
        ledger.reverse(entry, by=officer, reason="Once more")

    assert available(line2) == 1000


def test_reversal_cannot_be_reversed(allocate, line2, officer):
    back = ledger.reverse(allocate("1000"), by=officer, reason="Wrong year")

    with pytest.raises(DomainError, match="itself a reversal"):
        ledger.reverse(back, by=officer, reason="Right after all")

    assert available(line2) == 0


def test_reverse_needs_a_reason(allocate, officer):
    with pytest.raises(DomainError, match="Say why"):
        ledger.reverse(allocate("1000"), by=officer, reason="  ")


def test_money_that_projects_hold_cannot_be_reversed_before_the_right_amount_is_booked(
    allocate, commit, line2, officer
):
    wrong = allocate("1000")
    commit("700")

    with pytest.raises(DomainError) as refusal:
        ledger.reverse(wrong, by=officer, reason="Typed wrongly")
    assert "only USD\u00a0300 is left" in str(refusal.value)

    allocate("900")
    ledger.reverse(wrong, by=officer, reason="Typed wrongly")
    assert available(line2) == 200


def test_officer_does_not_take_back_what_the_approver_decided(allocate, commit, line2, officer):
    allocate("1000")
    entry = commit("700")

    with pytest.raises(DomainError, match="follows a decision"):
        ledger.reverse(entry, by=officer, reason="I disagree")

    assert available(line2) == 300


def test_commit_takes_from_what_is_left(allocate, commit, line2, africa, officer):
    allocate("1000")

    entry = commit("1000")

    assert available(line2) == 0
    assert (entry.region, entry.reference, entry.booked_by) == (africa, "IDF-2030-0001", officer)
    assert AuditEvent.objects.about(entry).get().action == "funds.committed"


def test_commit_says_what_is_left_and_what_is_needed(allocate, commit, line2):
    allocate("1000")
    commit("300", "IDF-2030-0001")

    with pytest.raises(DomainError) as refusal:
        commit("700.01", "IDF-2030-0002")

    assert str(refusal.value) == (
        "The money does not suffice: Line 2 has USD\u00a0700 left for 2030, and USD\u00a0700.01 is needed. "
        "Choose “Keep for later funding”, or ask an officer to book more money first."
    )
    assert available(line2) == 700


def test_money_of_another_line_or_year_does_not_help(allocate, commit, line2):
    allocate("100")
    allocate("9000", year=2031)
    allocate("9000", line=FundingLine.objects.get(number=1))

    with pytest.raises(DomainError, match="does not suffice"):
        commit("101")


def test_entry_in_the_wrong_year_can_be_reversed_although_projects_hold_money_there(allocate, commit, line2, officer):
    commit("700")

    ledger.reverse(allocate("500"), by=officer, reason="Wrong year")

    assert (available(line2), balance_of(line2, YEAR).is_known) == (-700, False)


def test_commit_in_a_year_without_an_allocation_is_not_checked(allocate, commit, line2, officer):
    commit("700", "IDF-2030-0001")
    ledger.reverse(allocate("1000"), by=officer, reason="Wrong year")
    commit("50", "IDF-2030-0002")

    assert available(line2) == -750


def test_commit_once_for_each_reference(allocate, commit, line2):
    allocate("1000")

    assert commit("700") == commit("700")

    assert available(line2) == 300
    assert AuditEvent.objects.filter(action="funds.committed").count() == 1


@pytest.mark.parametrize("other", [{"amount": "699"}, {"amount": "700", "year": 2031}], ids=str)
def test_commit_of_something_else_to_the_same_reference_is_refused(allocate, commit, line2, other):
    allocate("1000")
    commit("700")

    with pytest.raises(StateConflict, match="IDF-2030-0001"):
        commit(**other)

    assert available(line2) == 300


def test_database_has_one_commitment_a_reference(allocate, commit, line2, africa):
    allocate("1000")
    commit("700")
    row = {"line": line2, "year": YEAR, "kind": "COMMITMENT", "region": africa, "reference": "IDF-2030-0001"}

    with pytest.raises(IntegrityError), transaction.atomic():
        LedgerEntry.objects.create(**row, amount=Decimal(1))


def test_release_gives_back_at_most_what_is_held(allocate, commit, line2, officer):
    allocate("1000")
    commit("700")

    entry = ledger.release(by=officer, reference="IDF-2030-0001", amount=Decimal(600), source="Project stopped")

    assert available(line2) == 900
    assert (entry.line, entry.year, entry.region_id, entry.kind) == (line2, YEAR, "AFRICA", "RELEASE")
    assert AuditEvent.objects.about(entry).get().comment == "Project stopped"
    with pytest.raises(DomainError) as refusal:
        ledger.release(by=officer, reference="IDF-2030-0001", amount=Decimal("100.01"))
    assert str(refusal.value) == "IDF-2030-0001 holds USD\u00a0100; USD\u00a0100.01 cannot be released."
    assert available(line2) == 900


def test_release_of_what_was_never_committed_is_refused(reference, officer):
    with pytest.raises(DomainError, match="Nothing is committed to IDF-1"):
        ledger.release(by=officer, reference="IDF-1", amount=Decimal(1))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE funding_ledgerentry SET amount = 1 WHERE id = %s",
        "UPDATE funding_ledgerentry SET kind = 'RELEASE' WHERE id = %s",
        "DELETE FROM funding_ledgerentry WHERE id = %s",
    ],
)
def test_database_refuses_to_change_or_delete_an_entry(allocate, line2, statement):
    entry = allocate("1000")

    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, [entry.pk])

    assert available(line2) == 1000


def test_approval_commits_the_approved_budget_once(application_in, approver):
    application = application_in("approved")

    entry = LedgerEntry.objects.get(kind="COMMITMENT")
    assert (entry.amount, entry.reference) == (TOTAL, application.reference)
    assert (entry.line, entry.year, entry.region) == (application.line, application.funding_year, application.region)
    assert (entry.booked_by, entry.amount) == (approver, application.decisions.get().amount)
    assert verify().broken_at is None


def test_approval_is_refused_when_money_does_not_suffice_and_nothing_changes(application_in, allocate, approver):
    application = application_in("recommended")
    allocate("149699.99", year=application.funding_year)
    reviews.declare_interest(application, by=approver, has_conflict=False)

    with pytest.raises(DomainError) as refusal:
        reviews.decide(application, by=approver, outcome="APPROVE")

    year = application.funding_year
    assert str(refusal.value).startswith(
        f"The money does not suffice: Line 2 has USD\u00a0149,699.99 left for {year}, and USD\u00a0149,700 is needed."
    )
    application.refresh_from_db()
    assert (application.state, application.plan.approved) == ("RECOMMENDED", None)
    assert hasattr(application, "project") is False
    assert LedgerEntry.objects.filter(kind="COMMITMENT").count() == 0


def test_what_lacks_only_money_is_kept_for_later_and_holds_none(application_in, allocate, approver):
    application = application_in("recommended")
    allocate("1", year=application.funding_year)
    reviews.declare_interest(application, by=approver, has_conflict=False)

    reviews.decide(application, by=approver, outcome="RETAIN", reason="No money is left this year")

    assert application.decisions.get().outcome == "RETAIN"
    assert LedgerEntry.objects.filter(kind="COMMITMENT").count() == 0


def test_demonstration_books_each_line_once(reference, officer, monkeypatch):
    monkeypatch.setattr("demo.funds.person", lambda name: officer)

    assert [ensure_funds(), ensure_funds()] == [2, 0]
    entries = LedgerEntry.objects.filter(booked_by=officer).order_by("line")
    assert [(entry.line_id, entry.kind, entry.source_fr) for entry in entries] == [
        (1, "ALLOCATION", "Démonstration : montant fictif"),
        (2, "ALLOCATION", "Démonstration : montant fictif"),
    ]
    assert len(PROPOSALS) * TOTAL < entries[1].amount


@pytest.mark.postgresql
def test_decision_takes_its_locks_in_the_order_of_every_booking(application_in, approver):
    """The line before the trail: otherwise a decision and a booking at the same time would wait for each other."""
    application = application_in("recommended")
    reviews.declare_interest(application, by=approver, has_conflict=False)

    with CaptureQueriesContext(connection) as statements:
        reviews.decide(application, by=approver, outcome="APPROVE")

    locks = [query["sql"] for query in statements if query["sql"].endswith(("FOR UPDATE", "FOR NO KEY UPDATE"))]
    tables = [name for sql in locks for name in ("funding_fundingline", "core_audithead") if f'FROM "{name}"' in sql]
    assert list(dict.fromkeys(tables)) == ["funding_fundingline", "core_audithead"]


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_commit_only_what_there_is(allocate, commit, line2):
    allocate("1000")

    def one(number):
        try:
            commit("100", f"IDF-2030-{number:04d}")
        except DomainError:
            return False
        else:
            return True
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        succeeded = list(pool.map(one, range(20)))

    assert (succeeded.count(True), succeeded.count(False)) == (10, 10)
    assert available(line2) == 0
    assert LedgerEntry.objects.filter(kind="COMMITMENT").count() == 10
    assert verify().broken_at is None


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_the_same_reference_at_once_is_committed_once(allocate, commit, line2):
    allocate("1000")

    def one(_number):
        try:
            return commit("100").pk
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        entries = set(pool.map(one, range(8)))

    assert len(entries) == 1
    assert available(line2) == 900


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_decisions_and_bookings_at_once_never_wait_for_each_other(application_in, allocate, line2, approver):
    application = application_in("recommended")
    year = application.funding_year
    allocate("1000000", year=year)
    reviews.declare_interest(application, by=approver, has_conflict=False)

    def one(number):
        try:
            if number == 3:
                reviews.decide(application, by=approver, outcome="APPROVE")
            else:
                allocate("1", year=year)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(one, range(8)))

    assert available(line2, year) == 1000007 - TOTAL
    assert Region.objects.get(code="EUROPE") == LedgerEntry.objects.get(kind="COMMITMENT").region
