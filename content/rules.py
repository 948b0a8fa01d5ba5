"""Who keeps the pages of the site."""

import rules


@rules.predicate
def keeps_pages(user, page=None):
    """Fund officers and administrators."""
    return user.is_authenticated and user.has_capability("keep_pages")


rules.add_perm("content.keep_pages", keeps_pages)
