from .demo import DEMO_PEOPLE, GROUPS
from .models import User


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
