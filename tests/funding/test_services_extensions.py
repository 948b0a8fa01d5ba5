from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from core.errors import DomainError, NotAllowed, StateConflict
from core.models import AuditEvent
from funding.models import Call, CallExtension
from funding.selectors import calls_accepting
from funding.services import calls, extensions
from notifications.models import Notification, OutboxMail


@pytest.fixture
def proposed(open_call, officer, second_officer):
    """A call and an extension by ten days that the first officer proposed."""
    call = open_call()
    later = call.deadline_at + timedelta(days=10)
    return extensions.propose_extension(call, by=officer, deadline_at=later, reason="Floods")


def test_proposal_moves_nothing_and_asks_the_other_officers(proposed, officer, second_officer):
    call = Call.objects.get(slug="regional")

    assert (call.deadline_at, proposed.confirmed_at) == (proposed.previous_deadline_at, None)
    notification = Notification.objects.get()
    assert (notification.user, notification.kind) == (second_officer, "call.extension_proposed")
    assert notification.path == f"/workspace/calls/{call.pk}/"
    event = AuditEvent.objects.about(call).get(action="call.extension_proposed")
    assert (event.actor, event.comment) == (officer, "Floods")


def test_confirmation_moves_the_deadline_for_all_and_tells_everybody_once(
    proposed, second_officer, applicant, colleague, stranger, audience, follower_of
):
    call = proposed.call
    colleague.language = "es"
    colleague.save()
    audience(applicant, colleague)
    follower_of(call, "fr@example.org", "fr")
    follower_of(call, applicant.email, "en", user=applicant)
    follower_of(call, colleague.email, "es")  # followed by mail before signing up: told once, in the account's way
    Notification.objects.all().delete()
    OutboxMail.objects.all().delete()

    extensions.confirm_extension(proposed, by=second_officer)

    call.refresh_from_db()
    proposed.refresh_from_db()
    assert (call.deadline_at, call.closes_at) == (proposed.deadline_at, proposed.deadline_at + timedelta(seconds=120))
    assert (call.state, proposed.confirmed_by) == ("OPEN", second_officer)
    assert set(Notification.objects.values_list("user__name", "kind")) == {
        (applicant.name, "call.extended"),
        (colleague.name, "call.extended"),
    }
    mails = {mail.to: mail for mail in OutboxMail.objects.all()}
    assert OutboxMail.objects.count() == 3
    assert {address: mail.language for address, mail in mails.items()} == {
        applicant.email: "en",
        colleague.email: "es",
        "fr@example.org": "fr",
    }
    assert mails["fr@example.org"].subject.startswith("Regional fr")
    assert mails[colleague.email].subject.startswith("Regional es")
    assert "Floods" in mails["fr@example.org"].text
    assert f"/fr/following/{call.followers.get(email='fr@example.org').token}/stop/" in mails["fr@example.org"].text
    assert "/stop/" not in mails[applicant.email].text


def test_proposal_is_confirmed_by_a_second_person_only(proposed, officer, second_officer, applicant):
    for person in (officer, applicant):
        with pytest.raises(NotAllowed):
            extensions.confirm_extension(proposed, by=person)

    assert Call.objects.get(pk=proposed.call_id).deadline_at == proposed.previous_deadline_at
    assert not CallExtension.objects.confirmed().exists()


def test_the_database_refuses_one_person_for_both_parts(proposed, officer):
    with pytest.raises(DatabaseError), transaction.atomic():
        CallExtension.objects.filter(pk=proposed.pk).update(confirmed_by=officer, confirmed_at=timezone.now())


def test_confirmed_extension_is_frozen(proposed, second_officer):
    extensions.confirm_extension(proposed, by=second_officer)

    for attempt in (
        lambda: CallExtension.objects.filter(pk=proposed.pk).update(reason="Other"),
        lambda: CallExtension.objects.filter(pk=proposed.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()
    assert CallExtension.objects.get().reason == "Floods"


def test_confirming_twice_moves_and_tells_once(proposed, second_officer, applicant, audience):
    audience(applicant)
    extensions.confirm_extension(proposed, by=second_officer)

    with pytest.raises(StateConflict):
        extensions.confirm_extension(proposed, by=second_officer)

    assert Notification.objects.filter(kind="call.extended").count() == 1


@pytest.mark.parametrize(
    ("shift", "reason", "sentence"),
    [
        (timedelta(0), "Floods", "The new deadline must be after the present one."),
        (timedelta(days=-1), "Floods", "The new deadline must be after the present one."),
        (timedelta(days=1), "  ", "Say why: a comment is required."),
    ],
)
def test_proposal_refuses(open_call, officer, shift, reason, sentence):
    call = open_call()

    with pytest.raises(DomainError) as refusal:
        extensions.propose_extension(call, by=officer, deadline_at=call.deadline_at + shift, reason=reason)

    assert [str(one) for one in refusal.value.sentences] == [sentence]
    assert CallExtension.objects.count() == 0


def test_only_one_extension_waits(proposed, second_officer):
    with pytest.raises(StateConflict):
        extensions.propose_extension(
            proposed.call, by=second_officer, deadline_at=proposed.deadline_at, reason="More floods"
        )

    assert CallExtension.objects.count() == 1


def test_call_without_deadline_has_none_to_move(reference, officer):
    with pytest.raises(DomainError, match="no deadline"):
        extensions.propose_extension(
            Call.objects.get(slug="national"), by=officer, deadline_at=timezone.now(), reason="Floods"
        )


def test_after_the_deadline_nothing_moves_any_more(noon, time_machine, proposed, second_officer):
    time_machine.move_to(proposed.previous_deadline_at + timedelta(seconds=1), tick=False)

    with pytest.raises(StateConflict):
        extensions.confirm_extension(proposed, by=second_officer)

    time_machine.move_to(proposed.previous_deadline_at + timedelta(seconds=121), tick=False)
    calls.close_due_calls()
    with pytest.raises(StateConflict):
        extensions.confirm_extension(proposed, by=second_officer)
    with pytest.raises(StateConflict):
        extensions.propose_extension(
            proposed.call, by=second_officer, deadline_at=proposed.deadline_at, reason="Too late"
        )
    call = Call.objects.get(pk=proposed.call_id)
    assert (call.state, call.deadline_at) == ("CLOSED", proposed.previous_deadline_at)


def test_exactly_at_the_deadline_it_can_still_be_confirmed(noon, time_machine, proposed, second_officer):
    time_machine.move_to(proposed.previous_deadline_at, tick=False)

    extensions.confirm_extension(proposed, by=second_officer)

    assert calls.close_due_calls() == 0
    assert calls_accepting(kind="REGIONAL", at=proposed.deadline_at).exists()


def test_refusal_tells_the_proposer_and_makes_room(proposed, officer, second_officer):
    with pytest.raises(NotAllowed):
        extensions.refuse_extension(proposed, by=officer, reason="Mine")
    with pytest.raises(DomainError):
        extensions.refuse_extension(proposed, by=second_officer, reason=" ")

    extensions.refuse_extension(proposed, by=second_officer, reason="Ten days are too many")

    assert CallExtension.objects.count() == 0
    notification = Notification.objects.get(user=officer)
    assert (notification.kind, notification.params["reason"]) == ("call.extension_refused", "Ten days are too many")
    event = AuditEvent.objects.about(proposed.call).get(action="call.extension_refused")
    assert (event.actor, event.data["deadline"]) == (second_officer, proposed.deadline_at.isoformat())
    extensions.propose_extension(
        proposed.call, by=officer, deadline_at=proposed.deadline_at - timedelta(days=5), reason="Five"
    )


def test_only_the_proposer_withdraws(proposed, officer, second_officer):
    with pytest.raises(NotAllowed):
        extensions.withdraw_extension(proposed, by=second_officer)

    extensions.withdraw_extension(proposed, by=officer)

    assert CallExtension.objects.count() == 0
    with pytest.raises(StateConflict):
        extensions.confirm_extension(proposed, by=second_officer)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_two_confirmations_at_the_same_time_one_counts(proposed, administrator, applicant, audience):
    from concurrent.futures import ThreadPoolExecutor

    from accounts.models import User

    others = list(User.objects.filter(name="Olga Officer")) * 4
    audience(applicant)

    def confirm(person):
        try:
            extensions.confirm_extension(proposed, by=person)
        except StateConflict:
            return "conflict"
        finally:
            connection.close()
        return "confirmed"

    with ThreadPoolExecutor(4) as pool:
        outcomes = sorted(pool.map(confirm, others))

    assert outcomes == ["confirmed", "conflict", "conflict", "conflict"]
    assert Notification.objects.filter(kind="call.extended").count() == 1
    assert AuditEvent.objects.filter(action="call.extended").count() == 1
    assert Call.objects.get(slug="regional").deadline_at == proposed.deadline_at


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_confirming_while_the_portal_closes_ends_in_one_of_the_two(noon, time_machine, proposed, second_officer):
    from concurrent.futures import ThreadPoolExecutor

    time_machine.move_to(proposed.previous_deadline_at, tick=False)

    def run(action):
        try:
            return action()
        except DomainError:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(run, [lambda: extensions.confirm_extension(proposed, by=second_officer), calls.close_due_calls]))

    call = Call.objects.get(slug="regional")
    assert (call.state, call.deadline_at) == ("OPEN", proposed.deadline_at)
