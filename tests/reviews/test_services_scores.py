"""Handing in, and handing in another version later."""

import pytest

from core.errors import DomainError, NotAllowed, StateConflict
from notifications.models import Notification
from reviews import services
from reviews.models import Round, Score
from reviews.selectors import counted_reviews, versions_of


def again(assignment, by, **fields):
    return services.change_review(assignment, by=by, **{"number": 1, "reason": "Read it once more", **fields})


def marks(assignment, value=3):
    return dict.fromkeys(assignment.rubric.criteria.all(), (value, ""))


def test_the_sheet_as_it_is_kept_is_handed_in(begun, reviewer2):
    for criterion in begun.rubric.criteria.all():
        services.write_score(begun, criterion, by=reviewer2, name="mark", value=4, was="")

    services.hand_in(begun, by=reviewer2)

    review = begun.reviews.get()
    assert (set(review.marks.values()), review.comments, review.number) == ({4}, {}, 1)


def test_a_changed_review_leaves_both_versions_and_the_reason(done, reviewer, officer):
    first = done.reviews.get()
    Notification.objects.all().delete()

    again(done, reviewer, marks=marks(done))

    last, kept = done.reviews.all()
    assert (last.number, last.reason, kept.number, kept.marks) == (2, "Read it once more", 1, first.marks)
    assert list(counted_reviews().filter(assignment=done)) == [last]
    told = Notification.objects.get()
    assert (told.user, told.kind, "Read it" in str(told.params)) == (officer, "review.changed", False)


@pytest.mark.parametrize(
    ("fields", "error"),
    [({"reason": " "}, DomainError), ({"number": 2}, StateConflict), ({}, None)],
)
def test_a_change_needs_a_reason_and_the_version_it_replaces(done, reviewer, fields, error):
    if error:
        with pytest.raises(error):
            again(done, reviewer, marks=marks(done), **fields)
    else:
        again(done, reviewer, marks=marks(done))

    assert done.reviews.count() == (1 if error else 2)


def test_a_change_without_difference_is_refused(done, reviewer):
    with pytest.raises(DomainError, match="Nothing is otherwise"):
        again(done, reviewer)

    assert done.reviews.count() == 1


def test_a_review_is_changed_by_its_reviewer_within_the_round(done, reviewer, reviewer2):
    with pytest.raises(NotAllowed):
        again(done, reviewer2, marks=marks(done))
    Round.objects.create(name="Discussion", may_score=False)
    with pytest.raises(StateConflict):
        again(done, reviewer, marks=marks(done))

    assert done.reviews.count() == 1


def test_a_change_in_the_making_does_not_count_yet(done, reviewer):
    criterion = done.rubric.criteria.first()
    score = Score.objects.get(assignment=done, criterion=criterion)

    services.write_score(done, criterion, by=reviewer, name="mark", value=2, was=str(score.mark))

    assert counted_reviews().get(assignment=done).marks[criterion.code] == score.mark


def test_versions_tell_the_difference_of_marks(done, reviewer):
    criteria = list(done.rubric.criteria.all())
    first = done.reviews.get()
    changed = {one: (first.marks[one.code], first.comments.get(one.code, "")) for one in criteria}
    old = first.marks[criteria[0].code]
    changed[criteria[0]] = (2, "Less than I thought")
    again(done, reviewer, marks=changed)

    last, before = versions_of(done.reviews.all(), criteria)

    assert [(row.criterion, row.before, row.mark, row.difference) for row in last.changed] == [
        (criteria[0], old, 2, f"−{old - 2}")
    ]
    assert [row.is_reworded for row in last.rows].count(True) == 1
    assert (before.is_first, before.changed) == (True, [])
