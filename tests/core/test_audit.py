from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils.translation import gettext_lazy, override

from core import audit
from core.models import AuditEvent, AuditHead


@pytest.fixture
def noted(declare_action):
    return declare_action("sample.note", "noted")


@pytest.fixture
def five_rows(person, noted):
    return [audit.record(noted, person, by=person, comment=f"row {number}", amount="100.50") for number in range(1, 6)]


def run(sql, *params):
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        assert cursor.rowcount == 1


def test_verify_passes_on_an_empty_chain(db):
    assert audit.verify() == audit.Verdict(0)


def test_verify_passes_on_five_rows(five_rows):
    assert audit.verify() == audit.Verdict(5)


def test_rows_are_numbered_without_gaps_and_each_seals_the_one_before(five_rows):
    rows = list(AuditEvent.objects.order_by("sequence"))

    assert [row.sequence for row in rows] == [1, 2, 3, 4, 5]
    assert [row.previous_digest for row in rows] == [audit.GENESIS, *(row.digest for row in rows[:-1])]
    assert AuditHead.objects.values_list("sequence", "digest").get() == (5, rows[-1].digest)


def test_record_keeps_who_what_and_why(person, stranger, noted):
    row = AuditEvent.objects.get(pk=audit.record(noted, stranger, by=person, comment="because", amount="1.10").pk)

    assert (row.actor, row.action, row.comment, row.data) == (person, "sample.note", "because", {"amount": "1.10"})
    assert (row.object_type, row.object_id, row.object_label) == ("accounts.user", str(stranger.pk), str(stranger))


def test_record_by_the_system_has_no_actor(person, noted):
    assert audit.record(noted, person, by=None).actor is None
    assert audit.verify() == audit.Verdict(1)


def test_record_of_an_object_with_a_long_name_is_cut_and_still_verifies(person, noted):
    type(person).objects.filter(pk=person.pk).update(name="ñ" * 150)
    person.refresh_from_db()
    person.__class__.__str__, kept = (lambda self: self.name * 2), person.__class__.__str__
    try:
        row = audit.record(noted, person, by=person)
    finally:
        person.__class__.__str__ = kept

    assert row.object_label == "ñ" * 200
    assert audit.verify() == audit.Verdict(1)


@pytest.mark.parametrize(
    "data",
    [
        {"text": "“Ñandú” – 第1 \\ \" '"},
        {"nested": {"z": [1, None, True], "a": {"b": []}}},
        {"number": 12345678901234567890},
    ],
)
def test_data_reads_back_to_the_same_digest(person, noted, data):
    audit.record(noted, person, by=person, **data)

    assert audit.verify() == audit.Verdict(1)
    assert AuditEvent.objects.get().data == data


def test_record_carries_the_request_id(person, noted):
    from structlog.contextvars import bound_contextvars

    with bound_contextvars(request_id="request-1"):
        row = audit.record(noted, person, by=person)

    assert row.request_id == "request-1"


def test_record_refuses_an_undeclared_action(person):
    with pytest.raises(KeyError, match="undeclared audit action: sample\\.unheard"):
        audit.record("sample.unheard", person, by=person)

    assert AuditEvent.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_record_outside_a_transaction_is_refused(person, noted):
    with pytest.raises(RuntimeError, match="must run inside the transaction"):
        audit.record(noted, person, by=person)

    assert AuditEvent.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_a_change_that_is_rolled_back_leaves_no_row_and_no_gap(person, noted):
    with transaction.atomic():
        audit.record(noted, person, by=person)
    with transaction.atomic():
        audit.record(noted, person, by=person)
        transaction.set_rollback(True)
    with transaction.atomic():
        last = audit.record(noted, person, by=person)

    assert last.sequence == 2
    assert audit.verify() == audit.Verdict(2)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("comment", "row 3."),
        ("action", "sample.notf"),
        ("object_id", "999"),
        ("object_label", "Ana Ruis"),
        ("object_type", "accounts.usex"),
        ("at", "2020-01-01 00:00:00+00:00"),
        ("data", '{"amount": "100.51"}'),
        ("request_id", "x"),
        ("actor_id", None),
        ("digest", "f" * 64),
    ],
)
def test_verify_names_the_row_whose_content_was_changed(five_rows, intruder, column, value):
    with intruder():
        run(f"UPDATE core_auditevent SET {column} = %s WHERE sequence = 3", value)

    assert audit.verify() == audit.Verdict(3, 3, "content was changed")


def test_verify_names_a_row_that_was_changed_and_sealed_again(five_rows, intruder):
    row = five_rows[2]
    row.comment = "rewritten"
    with intruder():
        run("UPDATE core_auditevent SET comment = 'rewritten', digest = %s WHERE sequence = 3", audit.digest_of(row))

    assert audit.verify() == audit.Verdict(4, 4, "does not follow the row before")


def test_verify_names_the_last_row_when_it_was_changed_and_sealed_again(five_rows, intruder):
    row = five_rows[4]
    row.comment = "rewritten"
    with intruder():
        run("UPDATE core_auditevent SET comment = 'rewritten', digest = %s WHERE sequence = 5", audit.digest_of(row))

    assert audit.verify() == audit.Verdict(5, 5, "is not the row that the head names")


@pytest.mark.parametrize(
    ("removed", "verdict"),
    [
        (1, audit.Verdict(0, 1, "row is missing")),
        (3, audit.Verdict(2, 3, "row is missing")),
        (5, audit.Verdict(4, 5, "rows are missing at the end")),
    ],
)
def test_verify_finds_a_deleted_row(five_rows, intruder, removed, verdict):
    with intruder():
        run("DELETE FROM core_auditevent WHERE sequence = %s", removed)

    assert audit.verify() == verdict


def test_verify_finds_that_last_row_and_head_were_deleted(five_rows, intruder):
    with intruder():
        run("DELETE FROM core_auditevent WHERE sequence = 5")
        run("DELETE FROM core_audithead")

    assert audit.verify() == audit.Verdict(4, 1, "row stands beyond the head")


def test_verify_finds_a_row_that_was_added_without_the_head(five_rows):
    forged = AuditEvent.objects.get(sequence=5)
    forged.pk, forged.sequence, forged.previous_digest, forged.comment = None, 6, forged.digest, "forged"
    forged.digest = audit.digest_of(forged)
    forged.save(force_insert=True)

    assert audit.verify() == audit.Verdict(6, 6, "row stands beyond the head")


def test_verify_is_not_misled_by_a_row_written_while_it_reads(five_rows, person, noted, monkeypatch):
    """A writer that commits between the reading of the rows and of the head is no intruder."""
    before = AuditHead(sequence=4, digest=five_rows[3].digest)
    answers = iter([before, AuditHead.objects.get()])
    monkeypatch.setattr(audit, "_head", lambda: next(answers))

    assert audit.verify() == audit.Verdict(5)


def test_verify_reads_the_chain_in_a_fixed_number_of_statements(five_rows, django_assert_num_queries):
    with django_assert_num_queries(3):
        audit.verify()


def test_verify_audit_prints_the_number_of_rows(five_rows):
    out = StringIO()

    call_command("verify_audit", stdout=out)

    assert out.getvalue() == "audit chain intact: 5 rows\n"


def test_verify_audit_fails_and_names_the_row(five_rows, intruder):
    with intruder():
        run("UPDATE core_auditevent SET comment = '' WHERE sequence = 2")

    with pytest.raises(CommandError, match=r"^audit row 2: content was changed$"):
        call_command("verify_audit", stdout=StringIO())


def test_history_is_of_one_object_in_order_and_asks_once(person, stranger, noted, django_assert_num_queries):
    for number in range(3):
        audit.record(noted, person, by=stranger, comment=str(number))
    audit.record(noted, stranger, by=person, comment="other")

    with django_assert_num_queries(1):
        lines = [(row.actor.name, row.comment) for row in audit.history(person)]

    assert lines == [("Bo Li", "0"), ("Bo Li", "1"), ("Bo Li", "2")]


def test_about_nothing_is_nothing(five_rows):
    assert AuditEvent.objects.about().count() == 0


def test_summary_says_it_in_one_line(person, noted):
    assert audit.record(noted, person, by=person).summary() == "noted Ana Ruiz"
    assert audit.record(noted, person, by=person, comment="why").summary() == "noted Ana Ruiz: why"


def test_label_is_in_the_active_language(declare_action):
    declare_action("sample.language", gettext_lazy("French"))

    assert audit.label_of("sample.language") == "French"
    with override("es"):
        assert audit.label_of("sample.language") != "French"


def test_label_of_an_action_that_no_longer_exists_is_its_code():
    assert audit.label_of("gone.away") == "gone.away"


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_writers_at_the_same_time_make_one_chain(person, noted):
    from concurrent.futures import ThreadPoolExecutor

    def write(number):
        try:
            with transaction.atomic():
                return audit.record(noted, person, by=person, comment=str(number)).sequence
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        numbers = list(pool.map(write, range(20)))

    assert sorted(numbers) == list(range(1, 21))
    assert audit.verify() == audit.Verdict(20)
