"""What happens here when something below changes; registered in ``apps.py``."""

from .services import notify


def tell_of_role(grant, action, *, by):
    """Tell a person that they have a role, or have it no longer."""
    notify(action, grant, to=[grant.user], actor=by, role=grant.role)
