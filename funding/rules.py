"""Who keeps the rulebook."""

import rules


@rules.predicate
def keeps_the_rulebook(user):
    """Administrators."""
    return user.is_authenticated and user.has_capability("keep_rulebook")


rules.add_perm("funding.keep", keeps_the_rulebook)
