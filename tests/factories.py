"""One factory for each model. Later apps append theirs below."""

import factory

from accounts.models import Organisation, RoleGrant, User
from accounts.roles import Role


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
