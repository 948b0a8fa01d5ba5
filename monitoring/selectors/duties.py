"""Reads of what projects owe: a project's duties, those that wait for a person, those that are late."""

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from projects.models import State

from ..models import Duty, FrameworkDelivery, Report, TeamMember

SENT = (Report.State.CERTIFYING, Report.State.SUBMITTED, Report.State.ENDORSED, Report.State.ACCEPTED)


def _reports(*states):
    return Exists(Report.objects.filter(duty=OuterRef("pk"), state__in=states))


def duties_of(project):
    """The project's duties with what answers them, in the order they fall due. Three queries."""
    return project.duties.prefetch_related("reports", "deliveries").order_by("due_on", "pk")


def open_duties(user):
    """Duties whose reports the person writes and has not submitted, soonest first; a correction that is open, too."""
    writing = Q(project__manager=user) | Q(
        project__team_members__in=TeamMember.objects.filter(user=user, part="WRITER")
    )
    waiting = Duty.objects.reported().filter(writing).filter(~_reports(*SENT) | _reports(*Report.EDITABLE))
    return waiting.select_related("project").prefetch_related("reports").distinct().order_by("due_on", "pk")


def is_settled():
    """Condition on duties: done, or answered by an accepted report."""
    return Q(done_on__isnull=False) | Q(_reports(Report.State.ACCEPTED))


def is_delivered():
    """Condition on duties: done, or answered by a report that has left the office, certified, or by a framework delivered."""
    delivered = FrameworkDelivery.objects.filter(duty=OuterRef("pk")).exclude(state=FrameworkDelivery.State.RETURNED)
    return Q(done_on__isnull=False) | Q(_reports(*Duty.DELIVERED)) | Q(Exists(delivered))


def owed():
    """Duties that nobody has delivered yet, of projects that run or await their evaluation, soonest first.

    Suspended, cancelled and closed projects owe nothing now.
    """
    found = Duty.objects.filter(project__state__in=Duty.OWING).exclude(is_delivered())
    return found.select_related("project").prefetch_related("reports", "deliveries").order_by("due_on", "pk")


def owed_to(user):
    """What ``owed`` has for a person: their projects', in a Regional Office those of the region, all for the Fund's people."""
    if user.has_capability("see_all"):
        return owed()
    members = TeamMember.objects.filter(user=user).values("project")
    theirs = Q(project__manager=user) | Q(project__in=members) | Q(project__region__in=user.endorsing_regions)
    return owed().filter(theirs)


def chosen(duties, *, region=None, kind=None, late=None):
    """Those of ``duties`` in a region, of a kind, past their date."""
    duties = duties.filter(project__region=region) if region else duties
    duties = duties.filter(kind=kind) if kind else duties
    return duties.filter(due_on__lt=timezone.localdate()) if late else duties


def frameworks_waiting_for(user):
    """[(duty R01, whether it is to be delivered)] for its manager; those delivered, for officers. At most two queries."""
    frameworks = Duty.objects.filter(kind=Duty.Kind.FRAMEWORK, project__state=State.ACTIVE, done_on=None)
    frameworks = frameworks.select_related("project").prefetch_related("reports", "deliveries").order_by("due_on", "pk")
    own = frameworks.filter(project__manager=user).exclude(is_delivered())
    found = [(duty, True) for duty in own]
    if user.has_capability("accept_reports"):
        sent = FrameworkDelivery.objects.filter(state=FrameworkDelivery.State.SUBMITTED).exclude(submitted_by=user)
        waiting = frameworks.filter(pk__in=sent.values("duty")).exclude(project__manager=user)
        found += [(duty, False) for duty in waiting]
    return found


def overdue_in(countries):
    """Reports past their date and not accepted, of the projects in ``countries``, the oldest first; at most 20.

    Suspended, cancelled and closed projects owe nothing.
    """
    late = Duty.objects.reported().filter(project__countries__in=countries, due_on__lt=timezone.localdate())
    late = late.filter(project__state__in=Duty.OWING)
    return late.exclude(is_settled()).select_related("project").distinct().order_by("due_on")[:20]
