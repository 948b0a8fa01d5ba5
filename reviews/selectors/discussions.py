"""The discussion of a proposal among its reviewers and the Fund."""

from dataclasses import dataclass

from applications.selectors import round_of

from ..models import Remark
from .others import label_of, letters_of
from .rights import ASKED, assignments_now, rights, rights_of_the_fund
from .rounds import round_now


@dataclass(frozen=True)
class Said:
    """A remark as a reader sees it: the author and those it names as the reader may know them."""

    remark: Remark
    author: str
    named: list


@dataclass(frozen=True)
class Participant:
    """Somebody who may read the discussion now. ``key`` names them in a form and gives nobody away."""

    key: str
    user: object
    label: str


def remarks_on(application):
    """The remarks of the present round of submissions, the first first."""
    begun = round_of(application).order_by("number").values_list("submitted_at", flat=True).first()
    found = Remark.objects.filter(application=application)
    if begun is not None:
        found = found.filter(written_at__gte=begun)
    return found.select_related("author").prefetch_related("mentions")


def discussion_of(application, may, reader):
    """What was Said, as ``reader`` may see it by the Rights ``may``; nothing for whoever sees no other reviews. Four queries."""
    if not may.sees_others:
        return []
    letters = letters_of(application)

    def label(person):
        return label_of(person, letters, sees_names=may.sees_names, reader=reader)

    return [
        Said(remark, label(remark.author), [label(person) for person in remark.mentions.all()])
        for remark in remarks_on(application)
    ]


def participants(application, may, reader):
    """The Participants besides ``reader``: reviewers who may read the discussion now, and the officers who take part."""
    round_, letters = round_now(application), letters_of(application)
    asked = list(assignments_now(application).filter(state__in=ASKED).select_related("reviewer", "assigned_by"))
    reviewers = {
        one.reviewer_id: one.reviewer
        for one in asked
        if rights(one, round_, proposal=application.state, is_present=True).sees_others
    }
    officers = {one.assigned_by_id: one.assigned_by for one in asked}
    officers |= {remark.author_id: remark.author for remark in remarks_on(application)}
    officers = {
        pk: person
        for pk, person in officers.items()
        if pk not in letters and rights_of_the_fund(person, application, round_).discusses
    }
    found = [(letters[pk], person) for pk, person in reviewers.items()]
    found += [(f"officer{pk}", person) for pk, person in officers.items()]
    return [
        Participant(key, person, label_of(person, letters, sees_names=may.sees_names, reader=reader))
        for key, person in found
        if person.pk != reader.pk
    ]
