from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from core.access import allows
from funding.models import Call, Phase
from funding.selectors import calls as selectors
from funding.selectors import calls_accepting
from funding.services import calls, extensions


def slugs(found):
    return [call.slug for call in found]


def test_accepting_holds_kind_line_and_region_against_the_call(open_call):
    open_call("line-1-europe", lines=[1], regions=["EUROPE"])
    open_call("both-everywhere", regions=[])
    open_call("line-2-africa-europe", lines=[2], regions=["AFRICA", "EUROPE"])

    def found(**asked):
        return set(slugs(calls_accepting(kind="REGIONAL", **asked)))

    assert found() == {"line-1-europe", "both-everywhere", "line-2-africa-europe"}
    assert found(line=1, region="EUROPE") == {"line-1-europe", "both-everywhere"}
    assert found(line=2, region="AFRICA") == {"both-everywhere", "line-2-africa-europe"}
    assert found(line=1, region="ASIA_OCEANIA") == {"both-everywhere"}
    assert slugs(calls_accepting(kind="NATIONAL", line=1, region="AFRICA")) == ["national"]


def test_accepting_counts_the_grace_and_the_exact_moment(noon, open_call):
    open_call(opens_at=noon, deadline_at=noon + timedelta(hours=5), grace_seconds=60)

    def at(**after):
        return slugs(calls_accepting(kind="REGIONAL", at=noon + timedelta(**after)))

    assert [at(seconds=-1), at(), at(hours=5), at(hours=5, seconds=60)] == [[], *[["regional"]] * 3]
    assert at(hours=5, seconds=60, microseconds=1) == []


def test_accepting_leaves_out_drafts_and_what_is_over(call_draft, open_call, officer):
    call_draft("draft")
    national = open_call("closed", kind="NATIONAL", deadline_at=None)
    calls.close_call(national, by=officer)

    assert slugs(calls_accepting()) == ["national"]


def test_accepting_gives_what_closes_first_and_rows_that_can_be_locked(open_call):
    open_call("b", deadline_at=timezone.now() + timedelta(days=20), regions=["EUROPE"])
    open_call("a", deadline_at=timezone.now() + timedelta(days=10), regions=["EUROPE", "AFRICA"])

    found = calls_accepting(line=1, region="EUROPE")

    assert slugs(found) == ["a", "b", "national"]
    assert len(found.select_for_update()) == 3


def test_public_list_has_its_phases_by_the_deadline_announced(noon, time_machine, open_call, call_draft, officer):
    call_draft("draft")
    open_call("soon", opens_at=noon + timedelta(days=1), deadline_at=noon + timedelta(days=3))
    open_call("first", deadline_at=noon + timedelta(hours=1))
    open_call("second", deadline_at=noon + timedelta(hours=2))
    over = open_call("over", kind="NATIONAL", deadline_at=None)
    calls.decide_call(calls.close_call(over, by=officer), by=officer)

    def phases():
        lists = selectors.public_calls()
        return slugs(lists.open), slugs(lists.soon), slugs(lists.closed)

    assert phases() == (["first", "second", "national"], ["soon"], ["over"])
    time_machine.move_to(noon + timedelta(hours=1, seconds=1), tick=False)  # within the silent grace
    assert phases() == (["second", "national"], ["soon"], ["first", "over"])
    assert [call.phase for call in selectors.public_calls().closed] == [Phase.CLOSED, Phase.DECIDED]
    time_machine.move_to(noon + timedelta(days=1), tick=False)
    assert phases()[:2] == (["soon", "national"], [])


def test_public_list_is_narrowed(open_call):
    open_call("line-2", lines=[2])

    assert slugs(selectors.public_calls(kind="REGIONAL").open) == ["line-2"]
    assert slugs(selectors.public_calls(line=1).open) == ["national"]
    assert slugs(selectors.public_calls(kind="REGIONAL", line=1).open) == []


@pytest.mark.parametrize(
    ("zone", "hours", "days"),
    [
        ("UTC", 11, 0),  # 23:00 on the same day
        ("UTC", 12, 1),  # midnight begins the next
        ("UTC", 24 * 60, 60),
        ("America/New_York", 12, 0),  # from 08:00 to 20:00
        ("Pacific/Apia", 12, 0),  # from 01:00 to 13:00 on 2 June
        ("Pacific/Apia", 23, 1),  # from 01:00 on 2 June to midnight, when 3 June begins
    ],
)
def test_days_left_are_counted_on_the_calendar_of_the_call(noon, zone, hours, days):
    call = Call(time_zone=zone, deadline_at=noon + timedelta(hours=hours))

    assert call.days_left == days


def test_list_and_rule_agree_for_everybody(open_call, call_draft, request):
    draft, call = call_draft("draft"), open_call()
    names = ["applicant", "endorser", "reviewer", "officer", "approver", "auditor", "administrator"]

    for name in names:
        user = request.getfixturevalue(name)
        visible = set(Call.objects.visible_to(user))
        assert (draft in visible, call in visible) == (name in {"officer", "auditor"}, True), name
        assert allows(user, "funding.see_call", draft) == (draft in visible), name
        assert allows(user, "funding.keep_calls", draft) == (name == "officer"), name
    assert draft not in Call.objects.visible_to(AnonymousUser())


def test_waiting_extensions_are_for_those_who_keep_calls(open_call, officer, second_officer, applicant):
    call = open_call()
    waiting = extensions.propose_extension(
        call, by=officer, deadline_at=call.deadline_at + timedelta(days=1), reason="Floods"
    )
    model = type(waiting)

    assert list(selectors.extensions_to_confirm(second_officer)) == [waiting]
    assert list(selectors.extensions_to_confirm(officer)) == []
    assert list(model.objects.visible_to(applicant)) == []
    assert list(model.objects.visible_to(second_officer)) == [waiting]
    assert list(selectors.extensions_of(call)) == []
    extensions.confirm_extension(waiting, by=second_officer)
    assert list(model.objects.visible_to(AnonymousUser())) == [waiting]
    assert list(selectors.extensions_of(call)) == [waiting]
