import rules


@rules.predicate
def manages_mail(user):
    """Administrators by role, and the technical superuser."""
    return user.is_superuser or user.has_capability("manage_people")


rules.add_perm("notifications.manage_mail", manages_mail)
