"""Decisions as those outside the Fund may know them, and what waits to be made known."""

from applications.models import Application

from ..models import Decision


def released_decisions(application):
    """The decisions of a proposal that were made known, the latest first, with their letters and feedback."""
    found = Decision.objects.released().filter(application=application)
    return list(found.select_related("letter__release", "feedback", "record", "application"))


def waiting_decisions(user, *, call=None, line=None):
    """Recorded decisions without a letter, oldest first; only those of a call or a line, where given.

    Whoever works on a proposal, or once did, learns of its decision with the letter, like the rest of its team.
    """
    own = Application.objects.worked_on_by(user).values("pk")
    found = Decision.objects.waiting().exclude(application__in=own)
    found = found.select_related("application__region", "application__line", "application__call")
    if call is not None:
        found = found.filter(application__call=call)
    if line is not None:
        found = found.filter(application__line=line)
    return found.select_related("decided_by").order_by("decided_at", "pk")


def letters_of(release):
    """The letters of a release with what they are about, by reference."""
    found = release.letters.select_related("decision__application__owner", "decision__decided_by")
    return found.order_by("decision__application__reference")


def unreleased_decision(application):
    """The decision on the present recommendation that is not made known yet, with its letter; None without one."""
    found = Decision.objects.unreleased().filter(application=application)
    return found.select_related("decided_by", "letter__release").first()


def is_decided(application):
    """Whether the present recommendation is decided on, though not made known yet."""
    return unreleased_decision(application) is not None


def declared_interest(application, user):
    """What an approver declared about a proposal: the Interest that counts, or None."""
    return application.interests.filter(declared_by=user).order_by("-has_conflict").first()
