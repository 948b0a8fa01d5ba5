"""Money for the tests of the ledger; followers of calls, and a second officer: deadlines take two."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from core import panels
from funding.models import CallFollower, FundingLine, Region
from funding.services import ledger


@pytest.fixture
def follower_of():
    """``follower_of(call, "somebody@example.org", "fr")``: somebody without account who confirmed."""

    def make(call, email, language="en", user=None):
        return CallFollower.objects.create(
            call=call, email=email, language=language, user=user, confirmed_at=timezone.now()
        )

    return make


@pytest.fixture
def audience(monkeypatch):
    """``audience(ana)``: an upper app names these people for every call."""

    def register(*people):
        monkeypatch.setitem(panels._providers, "call_audience", [lambda call: list(people)])

    return register


@pytest.fixture
def noon(time_machine):
    """It is noon in UTC on 1 June 2026, and stays so. Named first by a test, so that roles hold at that time."""
    moment = datetime(2026, 6, 1, 12, tzinfo=UTC)
    time_machine.move_to(moment, tick=False)
    return moment


@pytest.fixture
def line2(reference):
    return FundingLine.objects.get(number=2)


@pytest.fixture
def africa(reference):
    return Region.objects.get(code="AFRICA")


@pytest.fixture
def allocate(line2, officer):
    """``allocate("100000")``: an allocation of Line 2 in a year for which nothing is shipped."""

    def book(amount, year=2030, **facts):
        facts = {"line": line2, "kind": "ALLOCATION", "source": "Council decision 2030/1"} | facts
        return ledger.book(by=officer, year=year, amount=Decimal(amount), **facts)

    return book


@pytest.fixture
def commit(line2, africa, officer):
    """``commit("40000", "IDF-2030-0001")``: money of Line 2 held by a project in Africa."""

    def hold(amount, reference="IDF-2030-0001", year=2030, **facts):
        facts = {"by": officer, "line": line2, "region": africa} | facts
        return ledger.commit(year=year, amount=Decimal(amount), reference=reference, **facts)

    return hold
