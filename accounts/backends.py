"""Who a session belongs to."""

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import FilteredRelation

from .models import RoleGrant, User


class PortalBackend(AuthenticationBackend):
    """allauth's, which reads a signed-in person with their roles at once: every page asks for both."""

    def get_user(self, user_id):
        """The person with ``current_grants``, by one query; None for nobody and for an account that was closed."""
        held = FilteredRelation("role_grants", condition=RoleGrant.holds_on(prefix="role_grants__"))
        rows = list(User.objects.annotate(held=held).select_related("held").filter(pk=user_id))
        if not rows or not self.user_can_authenticate(rows[0]):
            return None
        rows[0].current_grants = [row.held for row in rows if hasattr(row, "held")]
        return rows[0]
