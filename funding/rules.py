"""Who keeps the rulebook, publishes it, keeps calls and books money."""

import rules

from core.access import sees

from .models import Call


@rules.predicate
def keeps_the_rulebook(user):
    """Administrators."""
    return user.is_authenticated and user.has_capability("keep_rulebook")


@rules.predicate
def publishes_the_rulebook(user):
    """Administrators and Fund officers; that it is a second person is the service's business."""
    return user.is_authenticated and user.has_capability("publish_rulebook")


@rules.predicate
def reads_the_rulebook(user):
    """Auditors: drafts of rules, lists and calls too, to read."""
    return user.is_authenticated and user.has_capability("see_rulebook")


@rules.predicate
def keeps_calls(user):
    """Fund officers."""
    return user.is_authenticated and user.has_capability("keep_calls")


@rules.predicate
def keeps_notices(user, notice=None):
    """Who keeps the site: Fund officers and administrators."""
    return user.is_authenticated and user.has_capability("keep_pages")


@rules.predicate
def books_funds(user):
    """Fund officers."""
    return user.is_authenticated and user.has_capability("book_funds")


@rules.predicate
def sees_funds(user):
    """Everybody of the Fund, auditors included."""
    return user.is_authenticated and user.has_capability("see_all")


rules.add_perm("funding.keep", keeps_the_rulebook)
rules.add_perm("funding.publish", publishes_the_rulebook)
rules.add_perm("funding.see_rulebook", keeps_the_rulebook | publishes_the_rulebook | reads_the_rulebook)
rules.add_perm("funding.keep_calls", keeps_calls)
rules.add_perm("funding.see_calls", keeps_calls | reads_the_rulebook)
rules.add_perm("funding.see_call", sees(Call))
rules.add_perm("funding.keep_notices", keeps_notices)
rules.add_perm("funding.book", books_funds)
rules.add_perm("funding.see_funds", sees_funds)
