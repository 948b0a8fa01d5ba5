"""The people of all tests. ``plugin`` looks after services and databases, ``world`` after proposals and projects."""

import pytest
from django.test import Client

from accounts.roles import Role

from .factories import RoleGrantFactory, UserFactory

pytest_plugins = ["tests.plugin", "tests.world"]


@pytest.fixture
def visitor():
    """A browser in which nobody is signed in."""
    return Client()


@pytest.fixture
def client_for():
    """``client_for(user)``: a browser in which ``user`` is signed in."""

    def sign_in(user):
        client = Client()
        client.force_login(user)
        return client

    return sign_in


def person(name, **fields):
    """Somebody whose address and organisation follow from the name."""
    first = name.split()[0]
    if "organisation" not in fields:
        fields["organisation__name"] = f"Ministry of {first}"
    return UserFactory(name=name, email=f"{first.lower()}@example.org", **fields)


def person_with(name, role, region_code=""):
    """Somebody with a role in force."""
    return RoleGrantFactory(user=person(name), role=role, region_code=region_code).user


@pytest.fixture
def applicant(db):
    """Writes a proposal; has no role."""
    return person("Ana Applicant")


@pytest.fixture
def colleague(db, applicant):
    """Works for the same organisation as the applicant; has no role."""
    return person("Carlo Colleague", organisation=applicant.organisation)


@pytest.fixture
def stranger(db):
    """Another applicant, who has nothing to do with the first."""
    return person("Stella Stranger")


@pytest.fixture
def endorser(db):
    """Endorses for Europe."""
    return person_with("Emil Endorser", Role.ENDORSER, "EUROPE")


@pytest.fixture
def reviewer(db):
    return person_with("Rita Reviewer", Role.REVIEWER)


@pytest.fixture
def reviewer2(db):
    return person_with("Raul Reviewer", Role.REVIEWER)


@pytest.fixture
def officer(db):
    return person_with("Otto Officer", Role.OFFICER)


@pytest.fixture
def second_officer(db):
    """For what two people of the Fund must do."""
    return person_with("Olga Officer", Role.OFFICER)


@pytest.fixture
def approver(db):
    return person_with("Agnes Approver", Role.APPROVER)


@pytest.fixture
def auditor(db):
    return person_with("Aldo Auditor", Role.AUDITOR)


@pytest.fixture
def project_manager(db):
    """Has no role; manages the projects given to them."""
    return person("Paula Manager")


@pytest.fixture
def administrator(db):
    """Gives and ends roles; opens Django's administration."""
    user = person_with("Adam Administrator", Role.ADMINISTRATOR)
    user.is_staff = True
    user.save(update_fields=["is_staff"])
    return user


@pytest.fixture
def administrator2(db):
    """A second administrator, for what two people must do."""
    user = person_with("Alma Administrator", Role.ADMINISTRATOR)
    user.is_staff = True
    user.save(update_fields=["is_staff"])
    return user
