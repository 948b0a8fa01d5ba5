"""Reads of enquiries for those who answer them."""

from datetime import timedelta

from django.conf import settings
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Left
from django.utils import timezone

from accounts.models import RoleGrant, User
from accounts.roles import CAPABILITIES

from ..models import Enquiry, Message

EXCERPT = 160  # characters of the first message in a list
SHOWN_IN_TO_DO = 25


def answerers():
    """Active people who answer enquiries today, by name."""
    roles = [role for role, names in CAPABILITIES.items() if "answer_enquiries" in names]
    grants = RoleGrant.objects.in_force().filter(role__in=roles)
    return User.objects.filter(is_active=True, role_grants__in=grants).distinct().order_by("name")


def listed(user, *, state="", topic="", region="", mine=False, words=""):
    """The enquiries that ``user`` sees and these filters leave, who waits longest first; ``excerpt`` of each. One query."""
    first = Message.objects.filter(enquiry=OuterRef("pk"), kind=Message.Kind.SENDER).order_by("written_at", "pk")
    found = Enquiry.objects.visible_to(user).select_related("assigned_to")
    found = found.annotate(excerpt=Subquery(first.annotate(begin=Left("text", EXCERPT)).values("begin")[:1]))
    chosen = {"topic": topic, "region_code": region, "assigned_to": user if mine else None}
    found = found.filter(**{name: value for name, value in chosen.items() if value})
    if words:
        said = Message.objects.filter(text__icontains=words).values("enquiry")
        names = ("reference", "name", "email", "organisation")
        found = found.filter(Q(*[(f"{one}__icontains", words) for one in names], _connector=Q.OR) | Q(pk__in=said))
    if state:
        return found.filter(state=state)
    return found if words else found.waiting()


def thread(enquiry, *, with_notes):
    """The messages of an enquiry, oldest first; notes only for staff. One query."""
    found = enquiry.messages.select_related("written_by")
    return found if with_notes else found.exclude(kind=Message.Kind.NOTE)


def answer_by(enquiry):
    """The day by which the Fund wants to have answered, as its own people see it."""
    return timezone.localdate(enquiry.waiting_since) + timedelta(days=settings.ENQUIRY_ANSWER_DAYS)


def pressing(user):
    """Enquiries for the to-do list of ``user``: theirs, and what nobody took within the time for an answer. One query."""
    before = timezone.now() - timedelta(days=settings.ENQUIRY_ANSWER_DAYS)
    return Enquiry.objects.visible_to(user).pressing_for(user, before=before)[:SHOWN_IN_TO_DO]
