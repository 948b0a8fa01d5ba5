"""One factory for each model. Later apps append theirs below."""

from decimal import Decimal

import factory

from accounts.models import Organisation, RoleGrant, User
from accounts.roles import Role
from projects.models import Project


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Ministry {n}")
    kind = Organisation.Kind.GOVERNMENT


class UserFactory(factory.django.DjangoModelFactory):
    """A person without a password, with a confirmed address (allauth's row is not needed to be signed in)."""

    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    name = factory.Sequence(lambda n: f"Person {n}")
    organisation = factory.SubFactory(OrganisationFactory)
    password = "!"  # unusable


class RoleGrantFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = RoleGrant

    user = factory.SubFactory(UserFactory)
    role = Role.REVIEWER
    reason = "Appointed"


class ProjectFactory(factory.django.DjangoModelFactory):
    """A funded project of the old records; its countries are set by the test."""

    class Meta:
        model = Project

    address = factory.Sequence(lambda number: f"project-{number}")
    title = factory.Sequence(lambda number: f"Project {number}")
    state = "COMPLETED"
    amount = Decimal(100_000)
    funding_year = 2020
