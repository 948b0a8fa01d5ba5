"""The reserve: what was kept for lack of money, by score, beside the money; taken up again singly or together."""

from decimal import Decimal

import pytest

from applications.models import Application, State
from core.errors import DomainError, NotAllowed
from demo import proposals
from funding.services import ledger
from notifications.models import Notification
from reviews import services
from reviews.selectors import reserve_of

PAGE = "/en/workspace/reviews/reserve/"


@pytest.fixture
def keep(cast, applicant, officer, approver):
    """``keep("Title")``: a proposal kept for later funding, its letter sent."""

    def retained(title, conflicted=None):
        application = proposals.carry_on(proposals.start(applicant, title=title, country="ME"), "recommended", cast)
        if conflicted:
            mine = application.assignments.get(reviewer=conflicted)
            services.declare(mine, by=conflicted, has_conflict=True, conflict="A friend")
        services.declare_interest(application, by=approver, has_conflict=False)
        decision = services.decide(application, by=approver, outcome="RETAIN", reason="No money")
        services.release(services.prepare_release([decision], by=officer), by=approver)
        return Application.objects.get(pk=application.pk)

    return retained


@pytest.fixture
def book(officer):
    def allocate(application, amount, **facts):
        return ledger.book(
            by=officer, line=application.line, year=application.funding_year, kind="ALLOCATION", amount=Decimal(amount),
            source="Council", **facts,
        )  # fmt: skip

    return allocate


def test_reserve_is_ordered_by_score_and_shows_the_money(keep, officer, reviewer, book):
    first, second = keep("First", conflicted=reviewer), keep("Second")  # what is left of the first is 3.44
    book(first, 150000)

    rows = reserve_of(officer)

    assert [(row.place, row.application, row.amount) for row in rows] == [
        (1, second, Decimal("149700.00")),
        (2, first, Decimal("149700.00")),
    ]
    assert rows[0].score == Decimal("3.5")
    assert {(row.is_known, row.left) for row in rows} == {(True, Decimal("150000.00"))}
    assert [row.is_covered for row in rows] == [False, False]  # Europe's share is smaller


def test_reserve_says_nothing_of_money_that_is_not_known(keep, officer):
    keep("First")

    (row,) = reserve_of(officer)

    assert (row.is_known, row.region_left, row.is_covered) == (False, None, False)


def test_several_are_taken_up_together_for_another_year_or_none(keep, officer, approver):
    found = [keep("First"), keep("Second")]
    year = found[0].funding_year + 1

    with pytest.raises(DomainError):
        services.revisit_all(found, by=officer, comment=" ", year=year)
    with pytest.raises(NotAllowed):
        services.revisit_all(found, by=approver, comment="New money", year=year)
    with pytest.raises(DomainError, match="not before"):
        services.revisit_all(found, by=officer, comment="New money", year=year - 2)
    with pytest.raises(DomainError, match="Choose"):
        services.revisit_all([], by=officer, comment="New money", year=year)
    assert Application.objects.filter(state=State.RETAINED).count() == 2

    services.revisit_all(found, by=officer, comment="New money", year=year)

    assert set(Application.objects.values_list("state", "funding_year")) == {(State.FUND_REVIEW, year)}
    assert Notification.objects.filter(kind="application.revisited").count() == 2


def test_money_booked_tells_officers_how_many_wait(keep, officer, second_officer, book, approver):
    application = keep("First")
    book(application, 5000)

    told = Notification.objects.filter(kind="reserve.funded")

    assert {row.user for row in told} == {officer, second_officer}
    assert {(row.params["number"], row.params["amount"]) for row in told} == {(1, "5000.00")}
    assert {row.path.partition("/reserve/")[2] for row in told} == {f"?line={application.line_id}"}


def test_money_booked_while_nothing_waits_tells_nobody(application_in, book):
    book(application_in("recommended"), 5000)

    assert Notification.objects.filter(kind="reserve.funded").count() == 0


def test_officer_takes_up_from_the_page_and_the_auditor_reads_it(client_for, officer, auditor, keep):
    application = keep("First")
    read = client_for(auditor).get(PAGE)
    client = client_for(officer)
    refused = client.post(PAGE, {"year": application.funding_year, "comment": "New money"})
    answer = client.post(
        PAGE, {"applications": [application.pk], "year": application.funding_year, "comment": "New money"}
    )

    assert (read.context["form"], [row.application for row in read.context["rows"]]) == (None, [application])
    assert refused.context["form"].errors["applications"] == ["Choose at least one proposal."]
    assert answer.headers["Location"] == PAGE
    assert Application.objects.get().state == State.FUND_REVIEW


@pytest.mark.parametrize("name", ["applicant", "endorser", "reviewer", "administrator"])
def test_reserve_is_closed_to_others(client_for, request, keep, name):
    application = keep("First")

    page = client_for(request.getfixturevalue(name)).get(PAGE)

    assert page.status_code == 403
    assert application.reference not in page.content.decode()


def test_reserve_costs_the_same_at_1_and_3_proposals(client_for, officer, keep, django_assert_num_queries):
    keep("First")
    client = client_for(officer)
    client.get(PAGE)
    with django_assert_num_queries(10) as one:
        client.get(PAGE)
    keep("Second")
    keep("Third")

    with django_assert_num_queries(len(one)):
        client.get(PAGE)
