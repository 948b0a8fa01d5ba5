"""Reviews at every stage: who may be asked, who was, who has begun, who is done."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Organisation
from accounts.roles import Role
from funding.models import Country
from reviews import services
from reviews.models import Assignment, ReviewerProfile, Screening, Tie
from tests.factories import RoleGrantFactory, UserFactory


@pytest.fixture
def reviewed(application_in):
    """A proposal with one review handed in (Rita) and one reviewer who has not declared yet (Raul)."""
    return application_in("reviewed")


@pytest.fixture
def done(reviewed, reviewer):
    """Rita's assignment: handed in."""
    return Assignment.objects.get(application=reviewed, reviewer=reviewer)


@pytest.fixture
def begun(reviewed, reviewer2):
    """Raul's assignment: declared, to score."""
    return services.declare(reviewed.assignments.get(reviewer=reviewer2), by=reviewer2, has_conflict=False)


@pytest.fixture
def soon():
    """A due date in a fortnight."""
    return timezone.localdate() + timedelta(days=14)


@pytest.fixture
def screened(application_in, officer):
    """A proposal for Montenegro that waits for reviewers."""
    application = application_in("endorsed")
    services.screen(application, by=officer, **dict.fromkeys(Screening.QUESTIONS, True))
    return application


@pytest.fixture
def another_reviewer(db):
    """``another_reviewer("Nina", …)``: somebody with the role, of an organisation of their own."""

    def make(name, **fields):
        user = UserFactory(name=f"{name} Reviewer", email=f"{name.lower()}@reviews.example", **fields)
        return RoleGrantFactory(user=user, role=Role.REVIEWER).user

    return make


@pytest.fixture
def excluded(screened, another_reviewer, officer):
    """{kind: a reviewer whom it excludes from ``screened``}, one for each kind of conflict, country and tie in two ways."""
    owner = screened.owner
    found = {
        "team": another_reviewer("Tea", organisation=None),
        "country": another_reviewer("Cora"),
        "country of the organisation": another_reviewer(
            "Otis", organisation=Organisation.objects.create(name="IOM Budva", kind="COUNTRY_OFFICE", country_code="ME")
        ),
        "organisation": another_reviewer("Olga", organisation=owner.organisation),
        "employer": another_reviewer("Emma"),
        "tie": another_reviewer("Tina"),
        "tie to a person": another_reviewer("Theo"),
    }
    screened.former_members.create(user=found["team"])
    ReviewerProfile.objects.create(user=found["country"]).countries.set(Country.objects.filter(pk__in=["ME", "FR"]))
    ReviewerProfile.objects.create(user=found["employer"]).employers.set([owner.organisation])
    tied = {"reason": "Sister", "declared_by": officer}
    Tie.objects.create(reviewer=found["tie"], organisation=owner.organisation, **tied)
    Tie.objects.create(reviewer=found["tie to a person"], person=owner, **tied)
    return found
