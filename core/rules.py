import rules


@rules.predicate
def sees_audit(user):
    """Auditors and administrators by role, and the technical superuser."""
    return user.is_superuser or user.has_capability("see_audit")


rules.add_perm("core.see_audit", sees_audit)
