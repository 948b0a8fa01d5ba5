import re
from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
import time_machine
from dateutil.relativedelta import relativedelta
from django.core.exceptions import ValidationError
from django.core.management import call_command

from accounts.roles import Role
from content import services
from content.models import Enquiry, Message, Pledge
from content.workflow import ENQUIRY, PLEDGE
from core.errors import DomainError, NotAllowed, StateConflict
from core.models import AuditEvent
from notifications.models import Notification, OutboxMail

from ..conftest import person_with
from .letters import MESSAGE, mailbox, receive, receive_pledge

State = Enquiry.State


def mails_to(address):
    return list(OutboxMail.objects.filter(to=address).order_by("created_at"))


def actions(letter):
    return list(AuditEvent.objects.about(letter).order_by("sequence").values_list("action", flat=True))


def test_an_enquiry_is_kept_told_and_confirmed(reference, officer):
    mailbox()
    europe = mailbox("europe@example.org", region_code="EUROPE", languages=["es", "en"])
    other = mailbox("applying-fr@example.org", topic="APPLYING", region_code="EUROPE")

    enquiry = receive()

    assert re.fullmatch(r"E-\d{4}-[2-9A-Z]{6}", enquiry.reference)
    assert (enquiry.state, enquiry.region_code, enquiry.mailbox) == (State.OPEN, "EUROPE", other)
    assert [(one.kind, one.text) for one in enquiry.messages.all()] == [("SENDER", MESSAGE)]
    assert actions(enquiry) == ["enquiry.received"]
    told, confirmed = mails_to(other.address), mails_to("ana0@example.org")
    assert [(len(told), len(confirmed), mails_to(europe.address))] == [(1, 1, [])]
    assert enquiry.reference in told[0].subject
    assert not {"Ana", "ana0@example.org", MESSAGE} & set(told[0].text.split("\n"))
    assert (confirmed[0].language, confirmed[0].holds_secret) == ("fr", True)
    assert enquiry.reference in confirmed[0].subject
    assert f"> {MESSAGE}" in confirmed[0].text
    assert "/fr/contact/thread/" in confirmed[0].text
    assert Notification.objects.count() == 0


def test_without_a_mailbox_everybody_who_answers_is_told(reference, officer, second_officer, administrator, applicant):
    receive()

    told = Notification.objects.filter(kind="enquiry.received")
    assert {one.user for one in told} == {officer, second_officer}
    assert "Ana" not in str([one.params for one in told])


def test_the_same_click_makes_one_enquiry(reference):
    first, second = receive(), receive()

    assert (first, Enquiry.objects.count(), Message.objects.count()) == (second, 1, 1)
    assert len(mails_to("ana0@example.org")) == 1


def test_a_confirmation_repeats_no_address_that_somebody_typed(reference):
    receive(message="Win at https://evil.example.org now\nor www.evil.example.org", email="victim@example.org")

    mail = mails_to("victim@example.org")[0]
    assert "evil" not in mail.text + mail.html
    assert "> Win at now" in mail.text


def test_what_looks_odd_is_held_and_released(reference, officer):
    mailbox()

    enquiry = receive(doubts=["LINKS"])

    assert (enquiry.state, enquiry.reasons, OutboxMail.objects.count()) == (State.HELD, ["It holds many links"], 0)
    enquiry = services.step_enquiry(enquiry, "release", by=officer)
    assert enquiry.state == State.OPEN
    assert [len(mails_to(one)) for one in ("ana0@example.org", "fund@example.org")] == [1, 1]
    with pytest.raises(StateConflict):
        services.step_enquiry(enquiry, "release", by=officer)


def test_what_was_taken_for_spam_while_it_was_held_is_passed_on_when_it_is_opened_again(reference, officer):
    enquiry = services.step_enquiry(receive(doubts=["LINKS"]), "spam", by=officer)
    pledge = services.step_pledge(receive_pledge(doubts=["LINKS"]), "spam", by=officer)

    for _time in range(2):
        enquiry = services.step_enquiry(services.step_enquiry(enquiry, "reopen", by=officer), "spam", by=officer)
        pledge = services.step_pledge(services.step_pledge(pledge, "reopen", by=officer), "spam", by=officer)

    assert [len(mails_to(one)) for one in ("ana0@example.org", "lena0@example.org")] == [1, 1]


def test_an_address_that_writes_often_is_held(reference):
    states = [receive(number, email="busy@example.org").state for number in range(6)]

    assert states == [State.OPEN] * 5 + [State.HELD]


def test_a_reference_that_is_taken_is_made_anew(reference, monkeypatch):
    found = iter(["E-2026-AAAAAA", "E-2026-AAAAAA", "E-2026-BBBBBB"])
    monkeypatch.setattr("content.services.letters.new_reference", lambda prefix: next(found))

    assert [receive(1).reference, receive(2).reference] == ["E-2026-AAAAAA", "E-2026-BBBBBB"]


def test_an_answer_goes_to_the_sender_and_stands_in_the_thread(reference, officer):
    enquiry = receive()

    answered = services.answer_enquiry(enquiry, by=officer, revision=1, text="Yes.\nSee https://fund.example.org")

    assert (answered.state, answered.assigned_to, answered.revision) == (State.ANSWERED, officer, 2)
    mail = mails_to("ana0@example.org")[-1]
    assert enquiry.reference in mail.subject
    assert "https://fund.example.org" in mail.text
    assert actions(enquiry) == ["enquiry.received", "enquiry.answer"]


def test_the_same_answer_twice_is_sent_once_and_another_is_refused(reference, officer, second_officer):
    enquiry = receive()
    services.answer_enquiry(enquiry, by=officer, revision=1, text="Yes.")

    services.answer_enquiry(enquiry, by=officer, revision=1, text="Yes.")
    with pytest.raises(StateConflict, match="still below"):
        services.answer_enquiry(enquiry, by=second_officer, revision=1, text="No.")

    assert list(enquiry.messages.values_list("text", flat=True)) == [MESSAGE, "Yes."]
    assert len(mails_to("ana0@example.org")) == 2


def test_the_sender_writes_again_and_it_is_open(reference, officer):
    enquiry = services.answer_enquiry(receive(), by=officer, revision=1, text="Yes.")
    enquiry = services.step_enquiry(enquiry, "close", by=officer, comment="Done")

    for _click in range(2):
        enquiry = services.continue_enquiry(enquiry, form_key="again", message="And when?")

    assert (enquiry.state, enquiry.closed_at, enquiry.messages.count()) == (State.OPEN, None, 3)
    assert [one.user for one in Notification.objects.filter(kind="enquiry.continued")] == [officer]
    assert actions(enquiry)[-1] == "enquiry.continue"


@pytest.mark.parametrize("name", ["spam", "held"])
def test_what_is_put_aside_is_not_continued(reference, officer, name):
    enquiry = services.step_enquiry(receive(), "spam", by=officer) if name == "spam" else receive(doubts=["TRAP"])

    with pytest.raises(StateConflict):
        services.continue_enquiry(enquiry, form_key="again", message="Hello?")
    assert enquiry.messages.count() == 1


def test_assigning_tells_and_only_those_who_answer_are_assigned(reference, officer, second_officer, applicant):
    enquiry = services.assign_enquiry(receive(), by=officer, revision=1, assigned_to=second_officer)

    assert [one.user for one in Notification.objects.filter(kind="enquiry.assigned")] == [second_officer]
    with pytest.raises(ValidationError):
        services.assign_enquiry(enquiry, by=officer, revision=2, assigned_to=applicant)
    with pytest.raises(StateConflict):
        services.assign_enquiry(enquiry, by=officer, revision=1, assigned_to=None)


def test_closing_needs_a_reason(reference, officer):
    enquiry = receive()

    with pytest.raises(DomainError, match="comment is required"):
        services.step_enquiry(enquiry, "close", by=officer, comment=" ")
    assert services.step_enquiry(enquiry, "close", by=officer, comment="Answered by telephone").closed_at


STEPS = {
    "release": lambda one, by: services.step_enquiry(one, "release", by=by),
    "answer": lambda one, by: services.answer_enquiry(one, by=by, revision=one.revision, text="Yes"),
    "close": lambda one, by: services.step_enquiry(one, "close", by=by, comment="Done"),
    "reopen": lambda one, by: services.step_enquiry(one, "reopen", by=by),
    "spam": lambda one, by: services.step_enquiry(one, "spam", by=by),
}


@pytest.mark.parametrize(("name", "state"), list(product(STEPS, State)))
def test_a_step_is_taken_from_its_states_alone(reference, officer, name, state):
    enquiry = receive(doubts=["LINKS"] if state == State.HELD else [])
    Enquiry.objects.filter(pk=enquiry.pk).update(state=state)
    enquiry.refresh_from_db()

    if state in ENQUIRY[name].sources:
        assert STEPS[name](enquiry, by=officer).state == ENQUIRY[name].target
    else:
        with pytest.raises(StateConflict):
            STEPS[name](enquiry, by=officer)


@pytest.mark.parametrize("role", [None, *(role for role in Role if role != Role.OFFICER)])
def test_nobody_else_takes_a_step_or_sees_anything(reference, role, applicant):
    person = person_with("Nobody Else", role, "EUROPE" if role == Role.ENDORSER else "") if role else applicant
    enquiry, pledge = receive(), receive_pledge()

    for step in STEPS.values():
        with pytest.raises((NotAllowed, StateConflict)):
            step(enquiry, by=person)
    for name in [step.name for step in PLEDGE.transitions]:
        with pytest.raises(NotAllowed):
            services.step_pledge(pledge, name, by=person, comment="x")
    with pytest.raises(NotAllowed):
        services.note_enquiry(enquiry, by=person, text="x")
    enquiry.refresh_from_db()
    assert (enquiry.state, enquiry.messages.count()) == (State.OPEN, 1)
    assert not Enquiry.objects.visible_to(person).exists()
    assert not Pledge.objects.visible_to(person).exists()


def test_personal_data_are_wiped_when_it_is_long_over(reference, officer, settings):
    settings.CONTACT_RETENTION_MONTHS = 12
    mailbox()
    begin = datetime(2027, 1, 10, 9, tzinfo=UTC)
    with time_machine.travel(begin, tick=False):
        closed = services.step_enquiry(receive(1), "close", by=officer, comment="Done")
        answered = services.answer_enquiry(receive(2), by=officer, revision=1, text="Yes, Ana.")
        waiting, spam = receive(3), services.step_enquiry(receive(4, doubts=["LINKS"]), "spam", by=officer)
        declined = services.step_pledge(receive_pledge(5, giver="Lena & Co"), "decline", by=officer, comment="No funds")
        followed = receive_pledge(6)
        services.note_pledge(declined, by=officer, text="Lena called")
        OutboxMail.objects.update(state=OutboxMail.State.SENT)
    with time_machine.travel(begin + relativedelta(months=11), tick=False):
        assert services.wipe_letters() == 0
    with time_machine.travel(begin + timedelta(days=370), tick=False):
        call_command("wipe_letters")
        assert services.wipe_letters() == 0

    for letter in (closed, answered, spam, declined):
        letter.refresh_from_db()
        assert (letter.name, letter.email, bool(letter.wiped_at), letter.form_key) == ("", "", True, None)
        assert actions(letter)[-1] == "letter.wiped"
    for letter in (waiting, followed):
        letter.refresh_from_db()
        assert letter.name
    texts = Message.objects.exclude(enquiry=waiting).values_list("text", flat=True)
    assert set(texts) == {""}
    assert (declined.notes.get().text, declined.giver) == ("", "")
    assert closed.topic == "APPLYING"
    left = {mail.to for mail in OutboxMail.objects.all()}
    assert not left & {f"{name}@example.org" for name in ("ana1", "ana2", "ana4", "lena5")}


def test_what_changed_while_others_were_wiped_is_not_wiped(reference, officer, settings, monkeypatch):
    settings.CONTACT_RETENTION_MONTHS = 12
    with time_machine.travel(datetime(2027, 1, 10, 9, tzinfo=UTC), tick=False):
        closed = [services.step_enquiry(receive(number), "close", by=officer, comment="Done") for number in (1, 2)]

    def record(*args, **kwargs):
        Enquiry.objects.filter(wiped_at=None).update(state=State.OPEN, closed_at=None)  # somebody was quicker

    monkeypatch.setattr("content.services.letters.audit.record", record)
    with time_machine.travel(datetime(2028, 2, 10, tzinfo=UTC), tick=False):
        assert services.wipe_letters() == 1

    assert Enquiry.objects.exclude(name="").filter(pk__in=[one.pk for one in closed]).count() == 1


def test_the_trail_names_nobody(reference, officer):
    enquiry = services.answer_enquiry(receive(), by=officer, revision=1, text="Yes, Ana.")

    rows = AuditEvent.objects.about(enquiry).values_list("comment", "data", "object_label")
    assert "Ana" not in str(list(rows))
    assert "ana0@" not in str(list(rows))


def test_what_is_wiped_is_not_answered(reference, officer):
    enquiry = services.step_enquiry(receive(), "close", by=officer, comment="Done")
    Enquiry.objects.update(wiped_at=enquiry.received_at)

    for step in (STEPS["answer"], STEPS["reopen"]):
        with pytest.raises(DomainError, match="wiped"):
            step(Enquiry.objects.get(), by=officer)


def test_nothing_personal_is_added_to_what_is_wiped(reference, officer):
    letters = services.step_enquiry(receive(), "close", by=officer, comment="Done"), receive_pledge()
    for letter in letters:
        type(letter).objects.update(wiped_at=letter.received_at)
    plan = {"owner": officer, "next_step": "Call Lena", "next_step_on": date(2026, 12, 4)}

    with pytest.raises(DomainError, match="wiped"):
        services.note_enquiry(letters[0], by=officer, text="Ana called")
    with pytest.raises(DomainError, match="wiped"):
        services.note_pledge(letters[1], by=officer, text="Lena called")
    with pytest.raises(DomainError, match="wiped"):
        services.plan_pledge(letters[1], by=officer, revision=1, **plan)
