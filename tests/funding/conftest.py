"""Money for the tests of the ledger."""

from decimal import Decimal

import pytest

from funding.models import FundingLine, Region
from funding.services import ledger


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
