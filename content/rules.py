"""Who keeps the pages of the site, who answers what people write through it, and who keeps the mailboxes."""

import rules


@rules.predicate
def keeps_pages(user, page=None):
    """Fund officers and administrators."""
    return user.is_authenticated and user.has_capability("keep_pages")


@rules.predicate
def answers_enquiries(user, letter=None):
    """Fund officers. Administrators keep the mailboxes and read nothing."""
    return user.is_authenticated and user.has_capability("answer_enquiries")


@rules.predicate
def keeps_mailboxes(user):
    """Administrators by role, and the technical superuser."""
    return user.is_superuser or (user.is_authenticated and user.has_capability("manage_people"))


rules.add_perm("content.keep_pages", keeps_pages)
rules.add_perm("content.answer_enquiries", answers_enquiries)
rules.add_perm("content.keep_mailboxes", keeps_mailboxes)
