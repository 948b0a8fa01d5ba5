"""Reads of reports in lists: those that wait for a person, all that are open, those that are accepted."""

from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import RoleGrant
from accounts.roles import Role
from funding.models import Region

from ..models import Duty, Report, TeamMember

State = Report.State
WAITING, OPEN, ACCEPTED = "waiting", "open", "accepted"
TABS = {
    WAITING: _("Waiting for me"),
    OPEN: pgettext_lazy("reports", "All open"),
    ACCEPTED: pgettext_lazy("reports", "Accepted"),
}
WRITTEN = {State.DRAFT, State.RETURNED}


def waiting_for(user):
    """Reports that the person may certify, endorse or accept now, the oldest first; the same that the rules allow."""
    helps = Q(duty__project__team_members__in=TeamMember.objects.filter(user=user))
    certifies = Q(duty__project__team_members__in=TeamMember.objects.filter(user=user, part="CERTIFIER"))
    reads = Q(state=State.SUBMITTED, duty__project__region__in=user.endorsing_regions)
    if user.has_capability("accept_reports"):
        reads |= Q(state=State.SUBMITTED) & ~_has_endorser()
        reads |= Q(state=State.ENDORSED) & (Q(endorsed_by=None) | ~Q(endorsed_by=user))
    wrote = Q(duty__project__manager=user) | Q(certified_by=user) | helps
    mine = Report.objects.filter(wrote).values("pk")
    waiting = certifies & Q(state=State.CERTIFYING) | (reads & ~Q(pk__in=mine))
    found = Report.objects.visible_to(user).filter(waiting).exclude(submitted_by=user)
    return found.select_related("duty__project").distinct().order_by("submitted_at", "pk")


def _has_endorser():
    """Condition on reports: somebody endorses for the region of its project today."""
    grants = RoleGrant.objects.in_force().filter(role=Role.ENDORSER, user__is_active=True)
    return Q(Exists(grants.filter(region_code=OuterRef("duty__project__region"))))


def listed(tab, user, *, region="", kind="", late=False):
    """Reports of a tab (``TABS``) that the person may read, narrowed by a region's code, a kind of duty, or to late ones.

    Each has ``open_comments``. Waiting ones come oldest first, open ones as they are due, accepted ones newest first.
    """
    found = waiting_for(user) if tab == WAITING else Report.objects.visible_to(user)
    if tab == OPEN:
        found = found.filter(state__in=Report.OPEN).order_by("duty__due_on", "pk")
    if tab == ACCEPTED:
        found = found.filter(state=State.ACCEPTED).order_by("-accepted_at", "-pk")
    if region:
        found = found.filter(duty__project__region=region)
    if kind:
        found = found.filter(duty__kind=kind)
    if late:
        found = found.filter(_is_late())
    is_open = Q(comments__thread=None, comments__resolved_at=None, comments__isnull=False)
    found = found.annotate(open_comments=Count("comments", filter=is_open, distinct=True))
    return found.select_related("duty__project__region", "corrects")


def _is_late():
    today = timezone.localdate()
    written = Q(state__in=WRITTEN) | Q(submitted_at=None)
    return (written & Q(duty__due_on__lt=today)) | (~written & Q(submitted_at__date__gt=F("duty__due_on")))


def days_late(report):
    """Days after the due date on which the writers handed the report in, or today while they have it; 0 when in time."""
    is_with_writers = report.state in WRITTEN or report.submitted_at is None
    day = timezone.localdate() if is_with_writers else timezone.localdate(report.submitted_at)
    return max(0, (day - report.duty.due_on).days)


def regions_for(user):
    """Regions to choose from: one's own, or all for the Fund's people."""
    regions = Region.objects.all()
    return regions if user.has_capability("see_all") else regions.filter(pk__in=user.endorsing_regions)


KINDS = [choice for choice in Duty.Kind.choices if choice[0] in Duty.REPORTED]
