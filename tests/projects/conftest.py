"""A running project with an amendment of its plan at any stage."""

from decimal import Decimal

import pytest

from plans import services as plans
from plans.models import BudgetLine, Indicator
from projects import services

from .published import bring


def change(row, by, **fields):
    """Change a row as it stands."""
    row.refresh_from_db()
    return plans.change(row, by=by, revision=row.revision, **fields)


@pytest.fixture
def amendment(running_project, project_manager):
    """An amendment of the running project with one lower target, not yet submitted."""
    draft = services.amend(running_project, by=project_manager, comment="Fewer officials than planned")
    indicator = Indicator.objects.get(node__version=draft, counts_people=True)
    change(indicator, project_manager, target_value=Decimal(90))
    return draft


@pytest.fixture
def amendment_in(amendment, project_manager, officer):
    """``amendment_in("SUBMITTED")``: the amendment carried on to a status."""

    def carry_on(status):
        if status == "WITHDRAWN":
            return services.withdraw_amendment(amendment, by=project_manager, comment="Not needed")
        version = amendment
        if status != "DRAFT":
            version = services.submit_amendment(version, by=project_manager)
        if status == "RETURNED":
            version = services.return_amendment(version, by=officer, comment="Say more")
        if status in {"APPROVED", "SUPERSEDED"}:
            version = services.approve_amendment(version, by=officer)
        if status == "SUPERSEDED":
            draft = services.amend(version.plan.project, by=project_manager, comment="Once more")
            change(BudgetLine.objects.filter(version=draft).first(), project_manager, calculation_note="Quoted anew")
            services.approve_amendment(services.submit_amendment(draft, by=project_manager), by=officer)
            version.refresh_from_db()
        return version

    return carry_on


@pytest.fixture
def catalogue(reference):
    """Three published records: one whole, one of two States without an amount, one with hardly anything."""
    bring()
