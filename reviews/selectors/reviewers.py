"""Reviewers as officers see them: what they know, what they have at hand, what excludes them."""

from django.db.models import Count, F, IntegerField, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from ..models import Assignment, Declaration, ReviewerProfile, Tie
from .exclusions import BUSY, reviewers

DEFAULT_CAPACITY = ReviewerProfile.capacity.field.default


def _number(found, of):
    rows = found.order_by().values(of).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(rows, output_field=IntegerField()), 0)


def reviewer_list(*, text="", theme=None, language="", free=False):
    """Reviewers of today with ``load``, ``capacity`` and ``standing_ties``; narrowed by name or organisation, theme, language,
    and to those who have room. Five queries when read.
    """
    found = reviewers().annotate(
        load=_number(Assignment.objects.filter(reviewer=OuterRef("pk"), state__in=BUSY), "reviewer"),
        standing_ties=_number(Tie.objects.standing().filter(reviewer=OuterRef("pk")), "reviewer"),
        capacity=Coalesce(F("reviewer_profile__capacity"), Value(DEFAULT_CAPACITY)),
    )
    if text:
        found = found.filter(Q(name__icontains=text) | Q(email__icontains=text) | Q(organisation__name__icontains=text))
    if theme:
        found = found.filter(reviewer_profile__themes=theme)
    if language:
        found = found.filter(reviewer_profile__languages__icontains=f'"{language}"')
    if free:
        found = found.filter(load__lt=F("capacity"))
    found = found.select_related("organisation", "reviewer_profile")
    return found.prefetch_related(*(f"reviewer_profile__{name}" for name in ("themes", "countries", "employers")))


def profile_of(user):
    """A reviewer's profile; an unsaved one with the defaults where they have not told anything yet."""
    return ReviewerProfile.objects.filter(user=user).first() or ReviewerProfile(user=user)


def ties_of(user):
    """The ties of a reviewer, standing ones first."""
    found = Tie.objects.filter(reviewer=user).select_related("organisation", "person", "declared_by")
    return found.order_by(F("ended_at").asc(nulls_first=True), "-declared_at")


def assignments_of(user):
    """What a reviewer is or was asked, newest first."""
    found = Assignment.objects.filter(reviewer=user).select_related("application", "assigned_by")
    return found.order_by("-assigned_at", "-pk")


def declared_conflicts(user, *, call=None, year=None, only_conflicts=False):
    """The declarations that ``user`` may see, newest first; of a call, of a funding year, or only those of a conflict."""
    found = Declaration.objects.visible_to(user).select_related(
        "assignment__application__call", "assignment__reviewer__organisation", "declared_by"
    )
    if call:
        found = found.filter(assignment__application__call=call)
    if year:
        found = found.filter(assignment__application__funding_year=year)
    return found.exclude(kind=Declaration.Kind.NONE) if only_conflicts else found
