"""Score sheets in the making."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from core.errors import DomainError, NotAllowed, StateConflict
from core.models import AuditEvent
from reviews import services
from reviews.models import Criterion, Round, Score
from reviews.selectors import marks_of


def fit():
    return Criterion.objects.get(code="FIT")


def test_marks_comments_summary_and_note_are_kept_as_they_are_typed(begun, reviewer2):
    services.write_score(begun, fit(), by=reviewer2, name="mark", value=4, was="")
    services.write_score(begun, fit(), by=reviewer2, name="comment", value="Good", was="")
    services.write_note(begun, by=reviewer2, text="Ask at home", was="")

    begun.refresh_from_db()
    assert marks_of(begun)[fit()] == (4, "Good")
    assert Score.objects.get(assignment=begun).revision == 2
    assert (begun.private_note, begun.state, begun.reviews.count()) == ("Ask at home", "OPEN", 0)


def test_a_sheet_leaves_one_row_in_the_trail_without_words(begun, reviewer2):
    before = AuditEvent.objects.count()
    services.write_note(begun, by=reviewer2, text="SECRET", was="")
    for value, was in ((4, ""), (3, "4")):
        services.write_score(begun, fit(), by=reviewer2, name="mark", value=value, was=was)

    assert [(row.action, row.data, row.comment) for row in AuditEvent.objects.order_by("sequence")[before:]] == [
        ("review.begun", {}, "")
    ]


def test_a_field_changed_in_another_tab_is_not_overwritten(begun, reviewer2):
    services.write_score(begun, fit(), by=reviewer2, name="mark", value=4, was="")

    with pytest.raises(StateConflict, match="There stands now: 4"):
        services.write_score(begun, fit(), by=reviewer2, name="mark", value=2, was="")
    services.write_score(begun, fit(), by=reviewer2, name="mark", value=4, was="3")  # the same again

    assert Score.objects.get(assignment=begun).mark == 4


@pytest.mark.parametrize(
    ("name", "value", "error"),
    [("mark", 6, DomainError), ("mark", 0, DomainError), ("comment", "x" * 2001, DomainError), ("revision", 9, NotAllowed)],
)  # fmt: skip
def test_what_is_no_mark_or_too_long_is_refused(begun, reviewer2, name, value, error):
    with pytest.raises(error):
        services.write_score(begun, fit(), by=reviewer2, name=name, value=value, was="")

    assert Score.objects.filter(assignment=begun).count() == 0


def test_nobody_else_writes_in_a_sheet(begun, reviewer, officer):
    for person in (reviewer, officer):
        with pytest.raises(NotAllowed):
            services.write_score(begun, fit(), by=person, name="mark", value=4, was="")

    assert Score.objects.filter(assignment=begun).count() == 0


def test_nothing_is_kept_while_no_round_is_on(begun, reviewer2):
    Round.objects.create(name="Reading", may_score=False)

    with pytest.raises(StateConflict, match="closed"):
        services.write_score(begun, fit(), by=reviewer2, name="mark", value=4, was="")

    assert Score.objects.filter(assignment=begun).count() == 0


def at_once(number, act):
    """What ``act(n)`` returned or raised in as many threads, each with its own connection."""

    def one(n):
        try:
            return act(n)
        except DomainError as refusal:
            return type(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        return list(pool.map(one, range(number)))


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_fifty_writes_of_one_score_at_once_leave_one_row(begun, reviewer2):
    criterion = fit()

    outcomes = at_once(
        50, lambda n: services.write_score(begun, criterion, by=reviewer2, name="mark", value=n % 5 + 1, was="").pk
    )

    score = Score.objects.get(assignment=begun)
    taken = [n for n, outcome in enumerate(outcomes) if outcome == begun.pk]
    assert {n % 5 + 1 for n in taken} == {score.mark}  # the others were told that another mark stands there
    assert (score.revision, len(taken), outcomes.count(StateConflict)) == (1, 10, 40)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_fifty_hand_ins_at_once_leave_one_review(begun, reviewer2):
    marks = dict.fromkeys(begun.rubric.criteria.all(), (4, ""))

    outcomes = at_once(50, lambda _n: services.hand_in(begun, by=reviewer2, marks=marks).pk)

    assert (outcomes.count(begun.pk), outcomes.count(StateConflict), begun.reviews.count()) == (1, 49, 1)
