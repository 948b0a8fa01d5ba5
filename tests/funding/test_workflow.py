"""Every state of a call, every step, every kind of person."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from core.errors import DomainError, NotAllowed, StateConflict
from core.models import AuditEvent
from funding.models import Call
from funding.workflow import CALL

PEOPLE = ["applicant", "endorser", "reviewer", "officer", "approver", "auditor", "administrator"]
STEPS = {"DRAFT": {"open"}, "OPEN": {"close"}, "CLOSED": {"decide"}, "DECIDED": set()}


@pytest.mark.parametrize("state", STEPS)
def test_only_those_who_keep_calls_have_the_steps_of_a_state(call_draft, request, state):
    call = call_draft()
    Call.objects.filter(pk=call.pk).update(state=state)
    call.refresh_from_db()

    found = {name: {step.name for step in CALL.available(call, request.getfixturevalue(name))} for name in PEOPLE}

    assert found == {name: STEPS[state] if name == "officer" else set() for name in PEOPLE}
    assert CALL.available(call, AnonymousUser()) == []


@pytest.mark.parametrize("state", STEPS)
@pytest.mark.parametrize("name", ["open", "close", "decide"])
def test_every_step_from_every_state(call_draft, officer, state, name):
    call = call_draft(kind="NATIONAL", deadline_at=None)
    Call.objects.filter(pk=call.pk).update(state=state)

    if name in STEPS[state]:
        target = {"open": "OPEN", "close": "CLOSED", "decide": "DECIDED"}[name]
        assert CALL.apply(name, call, by=officer).state == target
    else:
        with pytest.raises(StateConflict):
            CALL.apply(name, call, by=officer)
        assert Call.objects.get(pk=call.pk).state == state


def test_no_step_leads_back_to_open():
    assert [step.name for step in CALL.transitions if step.target == "OPEN"] == ["open"]
    assert CALL["open"].sources == {"DRAFT"}


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"title_fr": ""}, "The title is missing in: French."),
        ({"text_es": " ", "text_en": ""}, "The announcement is missing in: English, Spanish."),
        ({"lines": []}, "Choose at least one funding line."),
        ({"languages": []}, "Choose at least one language of proposals."),
        ({"contact_name": ""}, "Name a contact and an e-mail address."),
        ({"contact_email": ""}, "Name a contact and an e-mail address."),
    ],
)
def test_open_says_what_is_missing(call_draft, officer, fields, sentence):
    call = call_draft(**fields)

    with pytest.raises(DomainError) as refusal:
        CALL.apply("open", call, by=officer)

    assert [str(one) for one in refusal.value.sentences] == [sentence]
    assert Call.objects.get(pk=call.pk).state == "DRAFT"


def test_open_names_everything_at_once_and_refuses_a_past_deadline(call_draft, officer):
    past = timezone.now() - timedelta(seconds=1)
    call = call_draft(deadline_at=past, lines=[], languages=[], contact_name="")

    with pytest.raises(DomainError) as refusal:
        CALL.apply("open", call, by=officer)

    assert len(refusal.value.sentences) == 4
    assert str(refusal.value.sentences[-1]) == "The deadline lies in the past."


def test_close_waits_for_deadline_and_grace(noon, open_call, officer, time_machine):
    call = open_call(deadline_at=noon + timedelta(hours=1), grace_seconds=120)

    for seconds in (0, 3600, 3720):
        time_machine.move_to(noon + timedelta(seconds=seconds), tick=False)
        with pytest.raises(DomainError):
            CALL.apply("close", call, by=officer)
    time_machine.move_to(noon + timedelta(seconds=3721), tick=False)

    assert CALL.apply("close", call, by=officer).state == "CLOSED"


def test_the_portal_itself_only_takes_automatic_steps(noon, open_call, call_draft, time_machine):
    draft, call = call_draft("draft"), open_call(deadline_at=noon + timedelta(hours=1))
    time_machine.move_to(noon + timedelta(hours=2), tick=False)

    with pytest.raises(NotAllowed):
        CALL.apply("open", draft, by=None)
    closed = CALL.apply("close", call, by=None)
    with pytest.raises(NotAllowed):
        CALL.apply("decide", closed, by=None)

    assert closed.state == "CLOSED"
    assert AuditEvent.objects.about(call).get(action="call.close").actor is None
