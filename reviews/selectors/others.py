"""What the other reviewers wrote, and under which name a reader knows them."""

from dataclasses import dataclass
from string import ascii_uppercase

from django.utils.translation import gettext as _

from ..models import Assignment, Review
from .rights import assignments_now
from .rubrics import rubric_for
from .sheets import versions_of


@dataclass(frozen=True)
class ShownReview:
    """A review as a reader may know it: the Versions, the last first; others than the Fund get only the last."""

    label: str
    is_own: bool
    versions: list
    with_history: bool = False

    @property
    def is_of_another(self):
        """Whether its reader is another reviewer: the reasons of changes are for the Fund."""
        return not (self.is_own or self.with_history)


def letter(position):
    """A, B, … Z, AA, AB, … for 0, 1, …"""
    found = ascii_uppercase[position % 26]
    return found if position < 26 else letter(position // 26 - 1) + found


def letters_of(application):
    """{pk of a reviewer: their letter}, in the order in which they were asked: it stays, whoever drops out."""
    asked = assignments_now(application).values_list("reviewer", flat=True)
    return {pk: letter(position) for position, pk in enumerate(asked)}


def label_of(person, letters, *, sees_names, reader):
    """How ``reader`` knows a reviewer; of whoever is none, the name."""
    is_hidden = person.pk in letters and not sees_names
    label = _("Reviewer %(letter)s") % {"letter": letters[person.pk]} if is_hidden else str(person)
    return _("%(name)s (you)") % {"name": label} if person.pk == reader.pk else label


def reviews_for(application, may, reader, *, of_the_fund):
    """The ShownReviews of a proposal's present round that ``reader`` may see by the Rights ``may``. Five queries."""
    if not may.sees_others:
        return []
    letters, criteria = letters_of(application), list(rubric_for(application).criteria.all())
    done = assignments_now(application).filter(state=Assignment.State.DONE)
    found = Review.objects.filter(assignment__in=done).select_related("assignment__reviewer", "submission")
    by_assignment = {}
    for review in found.order_by("assignment", "number"):
        by_assignment.setdefault(review.assignment, []).append(review)
    return [
        ShownReview(
            label_of(assignment.reviewer, letters, sees_names=may.sees_names, reader=reader),
            assignment.reviewer_id == reader.pk,
            versions_of(reviews if of_the_fund else reviews[-1:], criteria),
            of_the_fund,
        )
        for assignment, reviews in by_assignment.items()
    ]
