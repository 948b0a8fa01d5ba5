import rules


@rules.predicate
def manages_people(user):
    """Administrators by role, and the technical superuser; neither opens a proposal, review or decision by it."""
    return user.is_superuser or user.has_capability("manage_people")


@rules.predicate
def works_for(user, organisation):
    """The organisation's own people."""
    return organisation is not None and user.organisation_id == organisation.pk


rules.add_perm("accounts.describe_organisation", works_for)
rules.add_perm("accounts.manage_people", manages_people)
