"""Deciding: interests declared first, four eyes, money under the lock; nothing is known before the release."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.models import User
from accounts.roles import Role
from applications.models import Application
from core.audit import verify
from core.errors import DomainError, NotAllowed, StateConflict
from core.panels import collect
from demo import proposals
from funding.models import LedgerEntry
from funding.selectors.ledger import balance_of
from funding.services import ledger
from notifications.models import Notification
from reviews import services
from reviews.models import Decision, Interest
from reviews.selectors import is_decided
from reviews.selectors.records import verify as verify_record
from tests.factories import RoleGrantFactory

TOTAL = Decimal("149700.00")  # of each demonstration budget


@pytest.fixture
def recommended(application_in):
    return application_in("recommended")


@pytest.fixture
def free(recommended, approver):
    """A recommended proposal in which the approver declared no conflict."""
    services.declare_interest(recommended, by=approver, has_conflict=False)
    return recommended


def address_of(application, step="decide"):
    return f"/en/workspace/reviews/{application.key}/{step}/"


def test_decide_waits_for_the_declaration(recommended, approver):
    with pytest.raises(DomainError, match="conflict of interest"):
        services.decide(recommended, by=approver, outcome="APPROVE")

    assert Decision.objects.count() == 0


def test_a_declared_conflict_closes_deciding_and_sending_back(recommended, approver, officer):
    services.declare_interest(recommended, by=approver, has_conflict=True, conflict="My cousin works there")

    with pytest.raises(NotAllowed):
        services.decide(recommended, by=approver, outcome="APPROVE")
    with pytest.raises(NotAllowed):
        services.reconsider(recommended, by=approver, comment="What of the letters?")
    with pytest.raises(StateConflict):
        services.declare_interest(recommended, by=approver, has_conflict=False)

    assert Notification.objects.get(kind="decision.interest").user == officer
    assert collect("tasks", approver) == []


def test_another_approver_decides_where_one_has_a_conflict(recommended, approver):
    services.declare_interest(recommended, by=approver, has_conflict=True, conflict="My cousin works there")
    second = RoleGrantFactory(role=Role.APPROVER).user
    services.declare_interest(recommended, by=second, has_conflict=False)

    assert services.decide(recommended, by=second, outcome="APPROVE").decided_by == second


def test_a_conflict_found_later_outweighs_the_first_declaration(free, approver):
    services.declare_interest(free, by=approver, has_conflict=True, conflict="I learned who the partner is")

    with pytest.raises(NotAllowed):
        services.decide(free, by=approver, outcome="APPROVE")


def test_interest_needs_words_and_is_the_approvers(recommended, approver, officer):
    with pytest.raises(DomainError):
        services.declare_interest(recommended, by=approver, has_conflict=True, conflict=" ")
    with pytest.raises(NotAllowed):
        services.declare_interest(recommended, by=officer, has_conflict=False)
    with pytest.raises(IntegrityError), transaction.atomic():
        Interest.objects.create(application=recommended, declared_by=approver, has_conflict=True)

    assert Interest.objects.count() == 0


def test_decision_is_told_to_the_officer_alone(free, approver, officer):
    services.decide(free, by=approver, outcome="APPROVE")

    assert [one.user for one in Notification.objects.filter(kind__startswith="decision.re", user=officer)] == [officer]
    assert Notification.objects.filter(kind="decision.recorded").count() == 1


def test_decided_is_no_task_of_the_approver_any_more_and_its_letter_is(free, approver):
    before = [task.title for task in collect("tasks", approver)]
    services.decide(free, by=approver, outcome="APPROVE")

    assert before == [f"Decide on {free.reference}"]
    assert [task.title for task in collect("tasks", approver)] == ["1 decision waits for its letter"]


def test_decision_page_declares_first_then_decides_with_the_recommended_conditions(
    client_for, approver, officer, application_in
):
    application = application_in("recommended")
    services.reconsider(application, by=approver, comment="Name conditions")
    services.recommend(
        application, by=officer, outcome="CONDITIONS", memo="Good, with a condition", conditions="Name the focal point"
    )
    client = client_for(approver)

    first = client.get(address_of(application)).context["form"]
    declared = client.post(address_of(application), {"has_conflict": "False"})
    page = client.get(address_of(application))

    assert list(first.fields) == ["has_conflict", "conflict"]
    assert declared.headers["Location"] == address_of(application)
    assert page.context["form"].initial == {"conditions": "Name the focal point"}
    assert "Good, with a condition" in page.content.decode()
    done = client.post(address_of(application), {"outcome": "CONDITIONS", "conditions": "Name the focal point"})
    assert done.headers["Location"] == application.get_absolute_url()
    assert Decision.objects.get().conditions == "Name the focal point"


def test_decision_page_of_what_is_decided_offers_nothing_more(client_for, approver, free):
    services.decide(free, by=approver, outcome="APPROVE")

    page = client_for(approver).get(address_of(free)).content.decode()

    assert "Decided, not made known yet" in page
    assert 'name="outcome"' not in page
    assert is_decided(free) is True


def test_officers_and_approvers_read_that_it_is_decided_and_not_known(client_for, approver, officer, free):
    services.decide(free, by=approver, outcome="REJECT", reason="Weak")

    pages = [client_for(user).get(free.get_absolute_url()).content.decode() for user in (officer, approver)]

    assert ["Decided, not made known yet" in page for page in pages] == [True, True]


def test_money_on_the_decision_page_counts_a_recorded_approval_once(free, approver):
    from reviews.selectors import funds_of

    officer = RoleGrantFactory(role=Role.OFFICER).user
    facts = {"line": free.line, "year": free.funding_year, "kind": "ALLOCATION", "source": "Council"}
    ledger.book(by=officer, amount=Decimal(1000000), **facts)
    before = funds_of(free)
    services.decide(free, by=approver, outcome="APPROVE")
    after = funds_of(free)

    assert (before.left, before.left_after) == (Decimal(1000000), Decimal(1000000) - TOTAL)
    assert (after.left, after.left_after) == (before.left, before.left_after)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_twenty_approvers_at_once_with_money_for_ten(cast, applicant, approver):
    first = proposals.carry_on(proposals.start(applicant, title="One of twenty", country="ME"), "recommended", cast)
    applications = [first]
    for number in range(19):
        draft = proposals.start(applicant, title=f"Proposal {number}", country="ME")
        applications.append(proposals.carry_on(draft, "recommended", cast))
    facts = {"line": first.line, "year": first.funding_year, "kind": "ALLOCATION", "source": "Council"}
    ledger.book(by=cast.officer, amount=TOTAL * 10, **facts)
    people = [RoleGrantFactory(role=Role.APPROVER).user for _ in applications]
    for application, person in zip(applications, people, strict=True):
        services.declare_interest(application, by=person, has_conflict=False)

    def one(pair):
        application, person = pair
        try:
            services.decide(application, by=User.objects.get(pk=person.pk), outcome="APPROVE")
        except DomainError as refusal:
            return str(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        refusals = [found for found in pool.map(one, zip(applications, people, strict=True)) if found]

    assert len(refusals) == 10
    assert {refusal.split(":")[0] for refusal in refusals} == {"The money does not suffice"}
    assert Decision.objects.count() == LedgerEntry.objects.filter(kind="COMMITMENT").count() == 10
    assert balance_of(first.line, first.funding_year).available == 0
    assert {verify_record(decision).differs_in for decision in Decision.objects.all()} == {""}
    assert verify().broken_at is None


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_one_proposal_decided_by_many_at_once_has_one_decision(cast, applicant):
    application = proposals.carry_on(proposals.start(applicant, title="Wanted", country="ME"), "recommended", cast)
    people = [RoleGrantFactory(role=Role.APPROVER).user for _ in range(8)]
    for person in people:
        services.declare_interest(application, by=person, has_conflict=False)

    def one(person):
        try:
            return services.decide(Application.objects.get(pk=application.pk), by=person, outcome="APPROVE")
        except StateConflict:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        made = [found for found in pool.map(one, people) if found]

    assert len(made) == Decision.objects.count() == LedgerEntry.objects.filter(kind="COMMITMENT").count() == 1
