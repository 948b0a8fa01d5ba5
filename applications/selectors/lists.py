"""Which proposals a person or a page lists."""

from ..models import EDITABLE, Application


def my_applications(user):
    """The applications that a person started or was invited to, newest first."""
    return Application.objects.written_by(user).with_labels()


def drafts_of(user):
    """Of these, the ones that can still be written, those begun last first."""
    return Application.objects.written_by(user).filter(state__in=EDITABLE).order_by("-created_at", "-pk")


def in_region(user):
    """Applications that wait for the endorsement of the person's Regional Office."""
    waiting = Application.objects.visible_to(user).filter(state="REGIONAL_REVIEW", region__in=user.endorsing_regions)
    return waiting.with_labels().order_by("submitted_at")


def open_drafts(years):
    """Proposals still written whose funding year is in ``years`` (of funding.selectors), those begun last first."""
    found = Application.objects.filter(state__in=EDITABLE, funding_year__gte=years.first).order_by("-created_at", "-pk")
    if years.last is not None:
        found = found.filter(funding_year__lte=years.last)
    return found.none() if years.is_replaced else found
