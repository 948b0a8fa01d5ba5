"""A running project with an amendment of its plan at any stage; public records and who follows them."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from plans import services as plans
from plans.models import BudgetLine, Indicator
from projects import services
from projects.models import Catalogue, Follower
from tests.factories import ProjectFactory
from tests.world import agree

from .published import bring


def change(row, by, **fields):
    """Change a row as it stands."""
    row.refresh_from_db()
    return plans.change(row, by=by, revision=row.revision, **fields)


PLAN = frozenset({"BUDGET", "FRAMEWORK"})


@pytest.fixture
def amendment(running_project, project_manager):
    """An amendment of the running project with one lower target and the government's agreement, not yet submitted."""
    draft = services.amend(running_project, by=project_manager, comment="Fewer officials than planned", kinds=PLAN)
    agree(draft, project_manager)
    indicator = Indicator.objects.get(node__version=draft, counts_people=True)
    change(indicator, project_manager, target_value=Decimal(90))
    return draft


@pytest.fixture
def extension(running_project, project_manager):
    """An amendment that asks for six months more and nothing else, with the government's agreement."""
    words = {"comment": "The law came late", "kinds": ["EXTENSION"], "duration_months": 24}
    draft = services.amend(running_project, by=project_manager, **words)
    agree(draft, project_manager)
    return draft


@pytest.fixture
def amendment_in(amendment, project_manager, endorser, officer):
    """``amendment_in("SUBMITTED")``: the amendment carried on to a status; "CONFIRMED" is submitted and confirmed."""

    def carry_on(status):
        if status == "WITHDRAWN":
            return services.withdraw_amendment(amendment, by=project_manager, comment="Not needed")
        version = amendment
        if status != "DRAFT":
            version = services.submit_amendment(version, by=project_manager)
        if status == "RETURNED":
            version = services.return_amendment(version, by=officer, comment="Say more")
        if status in {"CONFIRMED", "APPROVED", "SUPERSEDED"}:
            version = services.confirm_amendment(version, by=endorser)
        if status in {"APPROVED", "SUPERSEDED"}:
            version = services.approve_amendment(version, by=officer)
        if status == "SUPERSEDED":
            draft = services.amend(version.plan.project, by=project_manager, comment="Once more", kinds=PLAN)
            agree(draft, project_manager)
            change(BudgetLine.objects.filter(version=draft).first(), project_manager, calculation_note="Quoted anew")
            draft = services.confirm_amendment(services.submit_amendment(draft, by=project_manager), by=endorser)
            services.approve_amendment(draft, by=officer)
            version.refresh_from_db()
        return version

    return carry_on


@pytest.fixture
def catalogue(reference):
    """Three published records: one whole, one of two States without an amount, one with hardly anything."""
    bring()


@pytest.fixture
def noon(time_machine):
    """It is noon in UTC on Monday, 1 June 2026, and stays so. Named first by a test, so that roles hold at that time."""
    moment = datetime(2026, 6, 1, 12, tzinfo=UTC)
    time_machine.move_to(moment, tick=False)
    return moment


@pytest.fixture
def public(reference):
    """``public("Title", "ME", theme_id="PX", …)``: a project in the catalogue, with its public record."""

    def make(title="A project", country="ME", **fields):
        project = ProjectFactory(title=title, published_at=timezone.now(), **fields)
        project.countries.set([country])
        return services.refresh(project)

    return make


@pytest.fixture
def follower():
    """``follower("a@example.org", query="country=ME", frequency="AT_ONCE", …)``: somebody who confirmed two hours ago."""

    def make(email, **fields):
        values = {"language": "en", "frequency": "AT_ONCE", "confirmed_at": timezone.now(), **fields}
        revision = Catalogue.objects.values_list("revision", flat=True).first() or 0
        at = timezone.now() - timedelta(hours=2)
        return Follower.objects.create(email=email, **{"told_revision": revision, "told_at": at, **values})

    return make
