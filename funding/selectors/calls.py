"""Reads of calls: what the public, those who keep calls and upper apps ask."""

from dataclasses import dataclass, field

from django.db.models import Case, Count, Exists, F, OuterRef, Q, When
from django.utils import timezone

from ..models import Call, CallExtension, CallFollower, Phase


def calls_accepting(*, kind=None, line=None, region=None, at=None):
    """Calls that take a proposal of a kind, for a funding line and a region, at a moment (default: now).

    The silent grace counts. A call without regions takes all; None for kind, line or region asks nothing. Those that
    close first come first, calls without deadline last. Rows can be locked (no DISTINCT).
    """
    found = Call.objects.accepting(at or timezone.now())
    if kind:
        found = found.filter(kind=kind)
    if line:
        found = found.filter(Exists(_through("lines").filter(fundingline=line)))
    if region:
        regions = _through("regions")
        found = found.filter(~Exists(regions) | Exists(regions.filter(region=region)))
    return found.order_by(F("deadline_at").asc(nulls_last=True), "opens_at", "pk")


def _through(relation):
    return getattr(Call, relation).through.objects.filter(call=OuterRef("pk"))


@dataclass
class CallList:
    """Public calls by phase; ``closed`` is a queryset for pages, the others are short by nature."""

    open: list = field(default_factory=list)
    soon: list = field(default_factory=list)
    closed: object = None


def public_calls(*, kind="", line=""):
    """Calls that were opened, those that close first on top, what is over newest first. Drafts never."""
    found = Call.objects.exclude(state=Call.State.DRAFT).prefetch_related("lines", "regions")
    if kind:
        found = found.filter(kind=kind)
    if line:
        found = found.filter(lines=line)
    now = timezone.now()
    running = Q(state=Call.State.OPEN) & (Q(deadline_at=None) | Q(deadline_at__gte=now))
    lists = CallList(closed=found.exclude(running).order_by(F("deadline_at").desc(nulls_last=True), "-opens_at", "pk"))
    for call in found.filter(running).order_by(F("deadline_at").asc(nulls_last=True), "opens_at", "pk"):
        (lists.soon if call.phase == Phase.SOON else lists.open).append(call)
    return lists


def followed_calls(user):
    """Keys of the calls that a person follows; empty for visitors."""
    if not user.is_authenticated:
        return set()
    mine = CallFollower.objects.filter(_of(user), confirmed_at__isnull=False)
    return set(mine.values_list("call_id", flat=True))


def follows(call, user):
    """Whether a person is told of a call, with the account or by the same address."""
    return user.is_authenticated and call.followers.filter(_of(user), confirmed_at__isnull=False).exists()


def _of(user):
    return Q(user=user) | Q(email=user.email)


def follower_of(token):
    """The follower with the secret of a mail, with the call; None for none."""
    return CallFollower.objects.select_related("call").filter(token=token).first()


def extensions_of(call):
    """The extensions that moved the deadline, newest first."""
    return call.extensions.confirmed().order_by("-confirmed_at")


def kept_calls():
    """All calls for those who keep them, with what waits and who follows: drafts first, then what closes first."""
    waiting = CallExtension.objects.waiting().filter(call=OuterRef("pk"))
    confirmed = Count("followers", filter=Q(followers__confirmed_at__isnull=False))
    order = {"DRAFT": 0, "OPEN": 1, "CLOSED": 2, "DECIDED": 3}
    rank = Case(*(When(state=state, then=number) for state, number in order.items()), default=9)
    calls = Call.objects.annotate(has_waiting_extension=Exists(waiting), follower_count=confirmed, rank=rank)
    return calls.prefetch_related("lines").order_by("rank", F("deadline_at").desc(nulls_last=True), "-opens_at", "pk")


def extensions_to_confirm(user):
    """Extensions that wait for a person other than ``user``'s own proposals."""
    return CallExtension.objects.waiting().exclude(proposed_by=user).select_related("call", "proposed_by")
