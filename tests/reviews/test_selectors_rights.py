"""Who may do what in which round: the whole table, and that pages and services keep to it."""

from datetime import timedelta
from itertools import product

import pytest
from django.utils import timezone

from applications.models import Application
from applications.models import State as Proposal
from core.errors import DomainError
from funding.models import Call
from reviews import services
from reviews.models import Assignment, Round
from reviews.selectors import participants, rights_on, round_now
from reviews.selectors.rights import Rights, rights

A, Others = Assignment.State, Round.Others
ACTIONS = ("reads", "scores", "changes", "sees_others", "sees_names", "discusses")
CLOSED = {A.INVITED, A.CONFLICT, A.DECLINED, A.CANCELLED}


def expected(state, round_, proposal, *, is_present):
    """The table of security.md rows 23 to 27, written a second time and otherwise: one line for each action."""
    with_fund = proposal == Proposal.FUND_REVIEW and is_present
    reads = round_.may_read and state not in CLOSED
    scores = reads and round_.may_score and with_fund
    sees = (
        reads
        and is_present
        and (round_.sees_others, state) in {("ALWAYS", A.OPEN), ("ALWAYS", A.DONE), ("AFTER_OWN", A.DONE)}
    )
    return {
        "reads": reads,
        "scores": scores and state == A.OPEN,
        "changes": scores and state == A.DONE,
        "sees_others": sees,
        "sees_names": sees and round_.sees_names,
        "discusses": sees and round_.may_discuss and with_fund,
    }


@pytest.mark.parametrize("state", A)
def test_rights_of_a_reviewer_in_every_round_and_state(state):
    flags = product((True, False), (True, False), Others, (True, False), (True, False))
    cases = 0
    for (read, score, others, names, discuss), proposal, is_present in product(flags, Proposal, (True, False)):
        round_ = Round(may_read=read, may_score=score, sees_others=others, sees_names=names, may_discuss=discuss)
        found = rights(Assignment(state=state), round_, proposal=proposal, is_present=is_present)
        wanted = expected(state, round_, proposal, is_present=is_present)
        assert {name: getattr(found, name) for name in ACTIONS} == wanted, (round_.__dict__, proposal, is_present)
        cases += 1
    assert cases == 2 * 2 * 3 * 2 * 2 * len(Proposal) * 2


ROLES = [
    "applicant",
    "colleague",
    "stranger",
    "endorser",
    "project_manager",
    "administrator",
    "officer",
    "approver",
    "auditor",
]
OF_THE_FUND = {"officer", "approver", "auditor"}


@pytest.mark.parametrize("name", ROLES)
@pytest.mark.parametrize("is_closed", [False, True])
def test_rights_of_everybody_else(request, reviewed, reviewer2, name, is_closed):
    if is_closed:
        services.cancel(reviewed.assignments.get(reviewer=reviewer2), by=request.getfixturevalue("officer"))

    may, mine = rights_on(reviewed, request.getfixturevalue(name))

    sees = is_closed and name in OF_THE_FUND
    wanted = Rights(reads=name in OF_THE_FUND, sees_others=sees, sees_names=sees, discusses=sees and name == "officer")
    assert (may, mine) == (wanted, None)


def test_an_officer_who_was_asked_has_a_reviewers_rights(reviewed, reviewer2):
    assignment = reviewed.assignments.get(reviewer=reviewer2)

    assert rights_on(reviewed, reviewer2) == (Rights(), assignment)


def test_an_old_review_shows_nothing_of_a_new_round(done, reviewer):
    assert rights_on(done.application, reviewer)[0].sees_others

    old = done.application.submissions.get()
    type(old).objects.create(
        **{f.attname: getattr(old, f.attname) for f in old._meta.concrete_fields if f.name not in {"id", "number", "form_key"}},
        number=2,
    )  # fmt: skip

    assert rights_on(done.application, reviewer)[0] == Rights()


PAGES = {
    "sheet": lambda a: a.get_absolute_url(),
    "change": lambda a: f"{a.get_absolute_url()}change/",
    "hand_in": lambda a: f"{a.get_absolute_url()}hand-in/",
    "discussion": lambda a: f"/en/workspace/reviews/{a.application.key}/discussion/",
}


@pytest.mark.parametrize(
    ("flags", "open_pages", "done_pages"),
    [
        ({}, {"sheet", "hand_in"}, {"sheet", "change", "hand_in", "discussion"}),
        ({"may_score": False}, {"sheet"}, {"sheet", "discussion"}),
        ({"sees_others": Others.NEVER}, {"sheet", "hand_in"}, {"sheet", "change", "hand_in"}),
        (
            {"sees_others": Others.ALWAYS},
            {"sheet", "hand_in", "discussion"},
            {"sheet", "change", "hand_in", "discussion"},
        ),
        ({"may_read": False}, {"sheet"}, {"sheet"}),
    ],
)
def test_pages_keep_to_the_table(client_for, begun, done, reviewer, reviewer2, flags, open_pages, done_pages):
    Round.objects.create(name="Now", **flags)

    found = [
        {name for name, address in PAGES.items() if client_for(person).get(address(assignment)).status_code == 200}
        for person, assignment in ((reviewer2, begun), (reviewer, done))
    ]

    assert found == [open_pages, done_pages]


@pytest.mark.parametrize("flags", [{"sees_others": Others.NEVER}, {"may_discuss": False}, {"may_read": False}])
def test_the_discussion_is_frozen_by_the_round(done, reviewer, flags):
    Round.objects.create(name="Now", **flags)

    with pytest.raises(DomainError):
        services.say(done.application, by=reviewer, text="One more thing")

    assert done.application.remarks.count() == 0


def test_the_discussion_is_frozen_when_the_proposal_has_gone_on(done, reviewer):
    Application.objects.filter(pk=done.application_id).update(state=Proposal.RECOMMENDED)

    with pytest.raises(DomainError, match="over"):
        services.say(done.application, by=reviewer, text="One more thing")


def test_only_those_take_part_who_may_read(begun, done, reviewer, officer):
    may, _mine = rights_on(done.application, reviewer)

    assert participants(done.application, may, reviewer) == []  # Raul is not done, and so the officer waits too


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("rows", "expected_name"),
    [
        ([], ""),
        ([("any", 1, -1, None)], "any"),
        ([("any", 1, -1, None), ("higher", 2, -1, 1)], "higher"),
        ([("any", 1, -1, None), ("over", 2, -3, -2)], "any"),
        ([("over", 1, -3, -2)], None),
        ([("to come", 1, 1, None)], None),
    ],
)
def test_the_round_that_counts_is_the_highest_that_is_on(rows, expected_name):
    now = timezone.now()
    for name, position, opens, closes in rows:
        Round.objects.create(
            name=name, position=position, opens_at=now + timedelta(days=opens),
            closes_at=closes and now + timedelta(days=closes),
        )  # fmt: skip

    found = round_now(Application())

    if expected_name is None:
        flags = (found.may_read, found.may_score, found.may_discuss, found.sees_names)
        assert not any(flags)
        assert found.sees_others == Others.NEVER
    else:
        assert (found.name, found.may_score) == (expected_name, True)


def test_a_call_with_rounds_of_its_own_follows_those_alone(open_call):
    call = open_call()
    Round.objects.create(name="of all", position=9)
    own = Round.objects.create(name="own", call=call, closes_at=timezone.now() + timedelta(days=1))

    assert round_now(Application(call=call)) == own
    assert round_now(Application()).name == "of all"
    Round.objects.filter(pk=own.pk).update(
        opens_at=timezone.now() - timedelta(days=9), closes_at=timezone.now() - timedelta(days=8)
    )
    assert round_now(Application(call=Call.objects.get(pk=call.pk))).may_read is False
