"""What reviewers tell of themselves: expertise, countries, employers, how much they take, their ties."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit
from core.access import allows
from core.errors import DomainError, NotAllowed, StateConflict
from notifications.services import notify

from ..models import ReviewerProfile, Tie
from .declarations import close_what_conflicts

KEPT = audit.action("reviewer.kept", _("changed the profile as reviewer"), internal=True)
TIED = audit.action("reviewer.tied", _("declared a tie"), internal=True)
UNTIED = audit.action("reviewer.untied", _("ended a tie"), internal=True)
LISTS = ("themes", "countries", "employers")


def _hold(reviewer):
    """Lock a person, so that nobody asks them meanwhile; not against rows that only name them."""
    return User.objects.select_for_update(no_key=True).get(pk=reviewer.pk)


@transaction.atomic
def keep_profile(reviewer, *, by, revision, **fields):
    """Save what a reviewer says of themselves and return the profile; reviews that it forbids are closed at once.

    ``fields`` are those of the form; ``themes``, ``countries`` and ``employers`` are rows.

    Raises:
        NotAllowed: it is not one's own, or one is no reviewer.
        StateConflict: it was saved elsewhere since ``revision``.
        ValidationError: a field does not hold what it must.
    """
    if by.pk != reviewer.pk or not allows(by, "reviews.keep_profile"):
        raise NotAllowed(_("You may not do this."))
    _hold(reviewer)
    profile = ReviewerProfile.objects.filter(user=reviewer).first() or ReviewerProfile(user=reviewer)
    if profile.revision != revision:
        raise StateConflict(_("This has changed since you opened it. Look at its present state and try again."))
    lists = {name: fields.pop(name) for name in LISTS}
    for name, value in fields.items():
        setattr(profile, name, value)
    profile.revision += 1
    profile.full_clean()
    profile.save()
    for name, rows in lists.items():
        getattr(profile, name).set(rows)
    audit.record(KEPT, reviewer, by=by)
    close_what_conflicts(reviewer, by=by)
    return profile


@transaction.atomic
def add_tie(reviewer, *, by, reason, organisation=None, person=None):
    """Declare a reviewer's tie to an organisation or a person; reviews that it forbids are closed at once. Returns it.

    A tie that stands already is returned as it is. Raises NotAllowed, and DomainError when not exactly one side is named.
    """
    if not (_is_own(reviewer, by) or allows(by, "reviews.keep_ties")):
        raise NotAllowed(_("You may not do this."))
    if (organisation is None) == (person is None):
        raise DomainError(_("Name an organisation or a person, not both."))
    if person is not None and person.pk == reviewer.pk:
        raise DomainError(_("Name somebody else: nobody is tied to themselves."))
    _hold(reviewer)
    if standing := Tie.objects.standing().filter(reviewer=reviewer, organisation=organisation, person=person).first():
        return standing
    tie = Tie(reviewer=reviewer, organisation=organisation, person=person, reason=reason.strip(), declared_by=by)
    tie.full_clean(exclude=["ended_at"])
    tie.save()
    audit.record(TIED, reviewer, by=by, tie=tie.pk)
    close_what_conflicts(reviewer, by=by)
    if by.pk != reviewer.pk:
        notify("reviewer.tied", tie, to=[reviewer], actor=by, name=str(tie.to))
    return tie


@transaction.atomic
def end_tie(tie, *, by):
    """End a tie that stands: it excludes no longer, and is pointed out for two years. Raises NotAllowed, StateConflict.

    What somebody else declared of a reviewer, the reviewer does not end.
    """
    tie = Tie.objects.select_for_update(of=("self",)).select_related("organisation", "person").get(pk=tie.pk)
    if not allows(by, "reviews.end_tie", tie):
        raise NotAllowed(_("An officer declared this tie, and an officer ends it."))
    if tie.ended_at is not None:
        raise StateConflict(_("This tie is ended already."))
    tie.ended_at = timezone.now()
    tie.save(update_fields=["ended_at"])
    audit.record(UNTIED, tie.reviewer, by=by, tie=tie.pk)
    if by.pk != tie.reviewer_id:
        notify("reviewer.untied", tie, to=[tie.reviewer], actor=by, name=str(tie.to))
    return tie


def _is_own(reviewer, by):
    return by.pk == reviewer.pk and allows(by, "reviews.keep_profile")
