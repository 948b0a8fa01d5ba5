"""Decisions as those outside the Fund may know them, and what waits to be made known."""

from ..models import Decision


def released_decision(application):
    """The latest decision of a proposal that was made known, with its letter and feedback; None before."""
    found = Decision.objects.released().filter(application=application)
    return found.select_related("letter", "feedback", "application").first()


def waiting_decisions():
    """Recorded decisions without a letter, oldest first."""
    return Decision.objects.waiting().select_related("application__region", "decided_by").order_by("decided_at")


def letters_of(release):
    """The letters of a release with what they are about, by reference."""
    found = release.letters.select_related("decision__application__owner", "decision__decided_by")
    return found.order_by("decision__application__reference")
