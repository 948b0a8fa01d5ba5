"""Who may read and change a plan. The apps that hold plans (applications, projects) add their own cases."""

import rules

from core.access import sees

from .models import PlanVersion


@rules.predicate
def nobody(user, version):
    """Nobody by being who they are: a plan is changed only through what holds it."""
    return False


rules.add_perm("plans.view", sees(PlanVersion))
rules.add_perm("plans.edit", nobody)
rules.add_perm("plans.amend", nobody)
rules.add_perm("plans.approve", nobody)
