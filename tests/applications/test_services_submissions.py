"""Handing in: once however often it is sent, as it was read, and judged by when it arrived."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from applications import services, snapshot
from applications.models import Application, State, Submission
from applications.selectors import changed_since, marks_of, proofs_of, readiness
from core import audit
from core.errors import DomainError, NotAllowed, StateConflict
from core.models import AuditEvent
from funding.deadlines import moment
from funding.evaluator import DECLARATIONS
from funding.models import Call
from notifications.models import OutboxMail

DECLARED = frozenset(DECLARATIONS)


def marks(application):
    return marks_of(snapshot.as_data(application))


@pytest.fixture
def due(draft):
    """``due(datetime(2026, 10, 25, 2, 30), "Europe/Zurich", grace=0)``: the draft's call closes at a local hour."""

    def set_deadline(hour, zone, grace=120):
        at = hour if hour.tzinfo else moment(hour, zone)
        Call.objects.filter(pk=draft.call_id).update(
            deadline_at=at, closes_at=at + timedelta(seconds=grace), grace_seconds=grace, time_zone=zone
        )
        return Application.objects.get(pk=draft.pk), at

    return set_deadline


def test_the_same_form_sent_twice_gives_the_same_submission(draft, applicant):
    first = services.submit(draft, by=applicant, declarations=DECLARED, form_key="a" * 32)
    second = services.submit(draft, by=applicant, declarations=DECLARED, form_key="a" * 32)

    assert (second.pk, Submission.objects.count()) == (first.pk, 1)
    assert OutboxMail.objects.filter(subject__contains="is submitted").count() == 1


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_form_sent_many_times_at_once_hands_in_once(draft, applicant):
    def send(_turn):
        try:
            return services.submit(draft, by=applicant, declarations=DECLARED, form_key="a" * 32).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        receipts = set(pool.map(send, range(6)))

    assert (len(receipts), Submission.objects.count()) == (1, 1)
    assert AuditEvent.objects.filter(action="application.submit").count() == 1


def test_another_form_sent_after_the_submission_is_refused(draft, applicant):
    services.submit(draft, by=applicant, declarations=DECLARED, form_key="a" * 32)

    with pytest.raises(StateConflict):
        services.submit(draft, by=applicant, declarations=DECLARED, form_key="b" * 32)

    assert Submission.objects.count() == 1


def test_the_key_of_a_form_tells_a_stranger_nothing(draft, applicant, stranger):
    services.submit(draft, by=applicant, declarations=DECLARED, form_key="a" * 32)

    with pytest.raises(NotAllowed):
        services.submit(draft, by=stranger, declarations=DECLARED, form_key="a" * 32)


def test_a_draft_changed_since_it_was_read_is_not_submitted_and_the_part_is_named(draft, applicant):
    read = marks(draft)
    services.write_section(draft, "summary", by=applicant, text="Another summary", revision=1)

    with pytest.raises(StateConflict, match="Changed while you read: Summary"):
        services.submit(draft, by=applicant, declarations=DECLARED, read=read)

    assert Application.objects.get(pk=draft.pk).state == State.DRAFT
    assert services.submit(draft, by=applicant, declarations=DECLARED, read=marks(draft)).number == 1


def test_what_was_read_is_compared_part_by_part(draft, applicant):
    read = marks(draft)
    services.remove_letter(draft.letters.get(), by=applicant)
    services.write_section(draft, "rationale", by=applicant, text="Another rationale", revision=1)
    now = snapshot.as_data(Application.objects.get(pk=draft.pk))

    assert changed_since(read, now) == ["rationale", "letters"]
    assert (changed_since("", now), changed_since(marks_of(now), now)) == ([], [])


SUMMER_ENDS, SUMMER_BEGINS = datetime(2026, 10, 25, 1, 59, 59), datetime(2026, 3, 29, 3, 0)
TABLE = [  # deadline on local clocks, zone, grace, seconds after the deadline, whether it counts
    (datetime(2026, 6, 30, 17, 0), "Europe/Zurich", 120, -1, True),
    (datetime(2026, 6, 30, 17, 0), "Europe/Zurich", 120, 0, True),
    (datetime(2026, 6, 30, 17, 0), "Europe/Zurich", 120, 1, True),
    (datetime(2026, 6, 30, 17, 0), "Europe/Zurich", 120, 120, True),
    (datetime(2026, 6, 30, 17, 0), "Europe/Zurich", 120, 120.000001, False),
    (datetime(2026, 6, 30, 17, 0), "Europe/Zurich", 120, 121, False),
    (datetime(2026, 6, 30, 17, 0), "Europe/Zurich", 0, 0, True),
    (datetime(2026, 6, 30, 17, 0), "Europe/Zurich", 0, 1, False),
    (SUMMER_ENDS, "Europe/Zurich", 60, 60, True),
    (SUMMER_ENDS, "Europe/Zurich", 60, 61, False),
    (SUMMER_ENDS, "Europe/Zurich", 60, 3600, False),  # the clocks show the same hour again: it is an hour late
    (SUMMER_BEGINS, "Europe/Zurich", 60, 0, True),
    (SUMMER_BEGINS, "Europe/Zurich", 60, 61, False),
    (datetime(2026, 12, 31, 23, 59, 59), "Pacific/Kiritimati", 0, 1, False),
    (datetime(2026, 12, 31, 23, 59, 59), "Pacific/Pago_Pago", 0, 0, True),
    (datetime(2028, 2, 29, 23, 59), "America/Bogota", 30, 31, False),
]


@pytest.mark.parametrize(("hour", "zone", "grace", "seconds", "counts"), TABLE)
def test_arrival_decides_whether_a_call_takes_a_proposal(due, hour, zone, grace, seconds, counts):
    application, at = due(hour, zone, grace)

    late = [one.sentence for one in readiness(application, at=at + timedelta(seconds=seconds)).to_mend]

    assert [sentence for sentence in late if "takes no more proposals" in sentence] == (
        [] if counts else [f"The deadline of “{application.call}” was {_words(at, zone)}. It takes no more proposals."]
    )


def _words(at, zone):
    from funding.deadlines import in_words

    return in_words(at, zone)


def test_a_request_that_arrived_in_time_counts_however_long_it_waited(due, applicant, time_machine):
    application, at = due(datetime.now(UTC) + timedelta(hours=1), "Europe/Zurich")
    time_machine.move_to(at + timedelta(seconds=150), tick=False)

    submission = services.submit(
        application, by=applicant, declarations=DECLARED, arrived_at=at + timedelta(seconds=120)
    )

    assert submission.received_at == at + timedelta(seconds=120)
    assert submission.submitted_at == at + timedelta(seconds=150)


def test_a_late_submission_says_deadline_arrival_and_what_can_be_done_and_keeps_everything(due, applicant):
    application, at = due(datetime(2026, 6, 30, 17, 0), "Europe/Zurich", grace=0)
    before = snapshot.as_data(application)

    with pytest.raises(DomainError) as refusal:
        services.submit(application, by=applicant, declarations=DECLARED, arrived_at=at + timedelta(seconds=1))

    text = str(refusal.value)
    assert "was 30 June 2026, 17:00 (Central European Summer Time)" in text
    assert "reached us on 30 June 2026, 17:00 (Central European Summer Time), at 15:00:01 UTC" in text
    assert application.call.contact_email in text
    assert (Application.objects.get(pk=application.pk).state, snapshot.as_data(application)) == (State.DRAFT, before)


def test_other_obstacles_do_not_speak_of_the_deadline(draft, applicant):
    with pytest.raises(DomainError) as refusal:
        services.submit(draft, by=applicant, declarations=frozenset())

    assert "reached us" not in str(refusal.value)


def test_receipt_by_mail_has_both_zones_and_the_fingerprint(due, applicant):
    application, _at = due(datetime.now(UTC) + timedelta(days=2), "Africa/Dakar")
    arrived = datetime.now(UTC) - timedelta(seconds=3)

    submission = services.submit(application, by=applicant, declarations=DECLARED, arrived_at=arrived)

    text = OutboxMail.objects.get(to=applicant.email, subject__contains="is submitted").text
    assert _words(arrived, "Europe/Zurich") in text
    assert _words(arrived, "Africa/Dakar") in text
    assert submission.sha256 in text
    assert "The Regional Office reads the proposal" in text


def test_audit_trail_proves_a_fingerprint_until_somebody_tampers(draft, applicant, intruder):
    submission = services.submit(draft, by=applicant, declarations=DECLARED)
    (proof,) = proofs_of(submission.sha256)
    event = AuditEvent.objects.get(action="application.submit")

    with intruder():
        AuditEvent.objects.filter(pk=event.pk).update(comment="changed")
    (tampered,) = proofs_of(submission.sha256)

    assert (proof.number, proof.received_at, proof.sequence) == (1, submission.received_at, event.sequence)
    assert (proof.holds, tampered.holds) == (True, False)
    assert proofs_of("0" * 64) == []


def test_content_changed_after_the_receipt_is_noticed(draft, applicant, intruder):
    submission = services.submit(draft, by=applicant, declarations=DECLARED)

    with intruder():
        Submission.objects.filter(pk=submission.pk).update(content="{}")

    assert [proof.holds for proof in proofs_of(submission.sha256)] == [False]


def test_a_row_whose_neighbour_was_replaced_does_not_hold(draft, applicant, intruder):
    services.submit(draft, by=applicant, declarations=DECLARED)
    event = AuditEvent.objects.get(action="application.submit")
    assert audit.holds(event)

    with intruder():
        AuditEvent.objects.filter(sequence=event.sequence - 1).update(digest="f" * 64)

    assert not audit.holds(event)
