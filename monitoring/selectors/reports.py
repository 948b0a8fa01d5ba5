"""Reads of reports that wait for a person."""

from django.db.models import Q

from ..models import Report, TeamMember

State = Report.State


def waiting_for(user):
    """Reports that the person may certify, endorse or accept now, the oldest first. ``steps`` are for the workflow to say."""
    certifies = Q(duty__project__team_members__in=TeamMember.objects.filter(user=user, part="CERTIFIER"))
    waiting = certifies & Q(state=State.CERTIFYING)
    waiting |= Q(state=State.SUBMITTED, duty__project__region__in=user.endorsing_regions)
    if user.has_capability("accept_reports"):
        waiting |= Q(state=State.ENDORSED) & ~Q(endorsed_by=user)
    found = Report.objects.visible_to(user).filter(waiting).exclude(submitted_by=user)
    return found.select_related("duty__project").distinct().order_by("submitted_at", "pk")
