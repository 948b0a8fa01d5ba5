from .demo import DEMO_PEOPLE, GROUPS
from .models import RoleGrant, User


def people_in(role, **scope):
    """Active people who hold a role today; ``region_code`` narrows endorsers to a region."""
    grants = RoleGrant.objects.in_force().filter(role=role, **scope)
    return User.objects.filter(is_active=True, role_grants__in=grants).distinct().order_by("name")


def demo_groups():
    """The people of the demonstration who exist and are active, by what they may do: [(group, [(user, person), …])]."""
    addresses = [person.email for person in DEMO_PEOPLE]
    found = User.objects.filter(email__in=addresses, is_active=True).select_related("organisation")
    users = {user.email: user for user in found}
    groups = [
        (group, [(users[one.email], one) for one in DEMO_PEOPLE if one.group == group.code and one.email in users])
        for group in GROUPS
    ]
    return [(group, people) for group, people in groups if people]
