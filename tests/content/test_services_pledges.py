from datetime import timedelta
from itertools import product

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from content import services
from content.models import Pledge
from content.panels import tasks
from content.workflow import PLEDGE
from core.errors import DomainError, StateConflict
from core.models import AuditEvent
from notifications.models import Notification, OutboxMail

from .letters import mailbox, receive_pledge

State = Pledge.State


def test_a_pledge_is_kept_told_and_confirmed(reference):
    mailbox()
    giving = mailbox("giving@example.org", topic="GIVING")

    first, second = receive_pledge(), receive_pledge()

    assert (first, Pledge.objects.count(), first.state) == (second, 1, State.NEW)
    assert first.reference.startswith("P-")
    assert sorted(OutboxMail.objects.values_list("to", flat=True)) == [giving.address, "lena0@example.org"]
    confirmed = OutboxMail.objects.get(to="lena0@example.org")
    assert (confirmed.language, first.reference in confirmed.subject) == ("es", True)


def test_a_held_pledge_is_told_when_it_is_released(reference, officer):
    pledge = receive_pledge(doubts=["QUICK"])

    assert (pledge.state, OutboxMail.objects.count()) == (State.HELD, 0)
    pledge = services.step_pledge(pledge, "release", by=officer)
    assert (pledge.state, pledge.owner) == (State.NEW, None)
    assert [one.user for one in Notification.objects.filter(kind="pledge.received")] == [officer]


def test_a_pledge_is_followed_to_its_end(reference, officer):
    pledge = receive_pledge()
    for name, state in (("contact", "CONTACTED"), ("promise", "PROMISED"), ("receive", "RECEIVED")):
        pledge = services.step_pledge(pledge, name, by=officer)
        assert (pledge.state, pledge.owner) == (state, officer)

    assert pledge.closed_at
    with pytest.raises(StateConflict):
        services.step_pledge(pledge, "decline", by=officer, comment="Too late")
    done = AuditEvent.objects.about(pledge).order_by("sequence").values_list("action", flat=True)
    assert list(done) == ["pledge.received", "pledge.contact", "pledge.promise", "pledge.receive"]


@pytest.mark.parametrize(("name", "state"), list(product([step.name for step in PLEDGE.transitions], State)))
def test_a_step_is_taken_from_its_states_alone(reference, officer, name, state):
    pledge = receive_pledge()
    Pledge.objects.filter(pk=pledge.pk).update(state=state)

    if state in PLEDGE[name].sources:
        assert services.step_pledge(pledge, name, by=officer, comment="Reason").state == PLEDGE[name].target
    else:
        with pytest.raises(StateConflict):
            services.step_pledge(pledge, name, by=officer, comment="Reason")


def test_declining_needs_a_reason_and_takes_the_next_step_away(reference, officer):
    pledge, day = receive_pledge(), timezone.localdate()
    facts = {"owner": officer, "next_step": "Call", "next_step_on": day}
    pledge = services.plan_pledge(pledge, by=officer, revision=1, **facts)

    with pytest.raises(DomainError):
        services.step_pledge(pledge, "decline", by=officer)
    pledge = services.step_pledge(pledge, "decline", by=officer, comment="No funds this year")

    assert (pledge.next_step, pledge.next_step_on) == ("", None)


def test_a_plan_is_kept_by_who_saw_the_present_one(reference, officer, applicant):
    pledge, nothing = receive_pledge(), {"next_step": "", "next_step_on": None}
    services.plan_pledge(pledge, by=officer, revision=1, owner=officer, **nothing)

    with pytest.raises(StateConflict):
        services.plan_pledge(pledge, by=officer, revision=1, owner=None, **nothing)
    with pytest.raises(ValidationError):
        services.plan_pledge(pledge, by=officer, revision=2, owner=applicant, **nothing)


def test_the_to_do_list_names_what_is_due(reference, officer, second_officer, applicant):
    today, pledges = timezone.localdate(), [receive_pledge(number) for number in range(3)]
    for pledge, owner, day in zip(
        pledges, [officer, officer, second_officer], [today, today + timedelta(days=1), today], strict=True
    ):
        services.plan_pledge(pledge, by=officer, revision=1, owner=owner, next_step="Call", next_step_on=day)
    new = receive_pledge(7)

    assert [(task.url.split("/")[-2], task.due_on) for task in tasks(officer)] == [
        (new.reference, None),
        (pledges[0].reference, today),
    ]
    assert tasks(applicant) == []
