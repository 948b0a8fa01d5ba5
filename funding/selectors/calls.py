"""Reads of calls: what the public, those who keep calls and upper apps ask."""

from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import Case, Count, Exists, F, OuterRef, Q, When
from django.utils import timezone
from django.utils.translation import gettext as _

from ..deadlines import accepts, in_words
from ..models import Call, CallExtension, CallFollower, Phase


def calls_accepting(*, kind=None, line=None, region=None, at=None):
    """Calls that take a proposal of a kind, for a funding line and a region, at a moment (default: now).

    The silent grace counts. A call without regions takes all; None for kind, line or region asks nothing. Those that
    close first come first, calls without deadline last.
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


@dataclass(frozen=True)
class Window:
    """Whether a call takes regional proposals for a line now, and the one that opens next, if it is announced (C04)."""

    is_open: bool
    coming: Call | None = None


def regional_windows(lines, regions):
    """Mapping line number → Window for projects in ``regions`` (their codes): three queries, however many calls.

    The deadline that was announced counts, not the silent grace, which nobody is shown.
    """
    running = Call.objects.filter(state=Call.State.OPEN, kind=Call.Kind.REGIONAL, deadline_at__gte=timezone.now())
    found = {line.pk: Window(False) for line in lines}
    for call in running.prefetch_related("lines", "regions").order_by("opens_at", "pk"):
        taken = {region.pk for region in call.regions.all()}
        if taken and not set(regions) <= taken:
            continue
        for number in {line.pk for line in call.lines.all()} & found.keys():
            window = found[number]
            is_soon = call.phase == Phase.SOON
            found[number] = Window(window.is_open or not is_soon, window.coming or (call if is_soon else None))
    return found


def closed(call, at=None):
    """Why a call takes no proposal at a moment (default: now), as a list of at most one sentence.

    The silent grace counts, and the deadline decides: whether the portal has closed the call yet does not.
    """
    at, names = at or timezone.now(), {"call": call, "at": ""}
    if call.deadline_at and not accepts(at, call.closes_at):
        names["at"] = in_words(call.deadline_at, call.time_zone)
        return [_("The deadline of “%(call)s” was %(at)s. It takes no more proposals.") % names]
    if call.state == Call.State.OPEN and at < call.opens_at:
        names["at"] = in_words(call.opens_at, call.time_zone)
        return [_("“%(call)s” takes proposals from %(at)s.") % names]
    return [] if call.state == Call.State.OPEN else [_("“%(call)s” is not open: it takes no proposals.") % names]


def refusals(call, *, kind, line, region, language):
    """Why a call takes no proposal of a kind, for a line, a region and a language now, as sentences; [] when it does."""
    lines, regions = list(call.lines.all()), list(call.regions.all())
    is_for = [
        (call.get_kind_display(), kind == call.kind),
        (", ".join(map(str, lines)), line in lines),
        (", ".join(map(str, regions)), not regions or region in regions),
        (
            ", ".join(str(name) for code, name in settings.LANGUAGES if code in call.languages),
            language in call.languages,
        ),
    ]
    sentence = _("“%(call)s” is only for: %(what)s.")
    return closed(call) + [sentence % {"call": call, "what": what} for what, fits in is_for if not fits]


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
    return set(CallFollower.objects.of(user).confirmed().values_list("call_id", flat=True))


def follows(call, user):
    """Whether a person is told of a call, with the account or by the same address."""
    return call.followers.of(user).confirmed().exists()


def follower_of(token):
    """The follower with the secret of a mail, with the call; None for none."""
    return CallFollower.objects.select_related("call").filter(token=token).first()


def extensions_of(call):
    """The extensions that moved the deadline, newest first."""
    return call.extensions.confirmed().order_by("-confirmed_at")


def kept_calls():
    """All calls for those who keep them, with what waits and who follows: drafts first, what closes last on top."""
    waiting = CallExtension.objects.waiting().filter(call=OuterRef("pk"))
    confirmed = Count("followers", filter=Q(followers__confirmed_at__isnull=False))
    order = {"DRAFT": 0, "OPEN": 1, "CLOSED": 2, "DECIDED": 3}
    rank = Case(*(When(state=state, then=number) for state, number in order.items()))
    calls = Call.objects.annotate(has_waiting_extension=Exists(waiting), follower_count=confirmed, rank=rank)
    return calls.prefetch_related("lines").order_by("rank", F("deadline_at").desc(nulls_last=True), "-opens_at", "pk")


def extensions_to_confirm(user):
    """Extensions that wait for a person other than ``user``'s own proposals."""
    return CallExtension.objects.waiting().exclude(proposed_by=user).select_related("call", "proposed_by")
