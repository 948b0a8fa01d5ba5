import pytest
from django.db import IntegrityError, connection, transaction

from core import audit, immutability
from core.models import AuditEvent


@pytest.fixture
def row(person, declare_action):
    with transaction.atomic():
        return audit.record(declare_action("sample.note", "noted"), person, by=person, comment="as it was")


def execute(sql):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE core_auditevent SET comment = 'changed'",
        "UPDATE core_auditevent SET comment = comment",
        "DELETE FROM core_auditevent",
        "DELETE FROM core_auditevent WHERE sequence = 1",
    ],
)
def test_raw_sql_on_audit_rows_is_refused(row, sql):
    with pytest.raises(IntegrityError, match=r"core_auditevent rows are frozen \(append_only\)"):
        execute(sql)

    assert list(AuditEvent.objects.values_list("sequence", "comment")) == [(1, "as it was")]


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_truncate_is_refused(row):
    with pytest.raises(IntegrityError, match=r"core_auditevent rows are frozen \(append_only\)"):
        execute("TRUNCATE core_auditevent")

    assert AuditEvent.objects.count() == 1


def test_the_object_layer_is_refused_too(row):
    for change in (
        lambda: AuditEvent.objects.update(comment="changed"),
        lambda: AuditEvent.objects.bulk_update([AuditEvent(pk=row.pk, comment="changed")], ["comment"]),
        lambda: AuditEvent.objects.all().delete(),
        row.save,
        row.delete,
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()

    row = AuditEvent.objects.get()
    assert row.comment == "as it was"


def test_install_again_changes_nothing(row):
    immutability.install()
    immutability.install(app_label="core")

    with pytest.raises(IntegrityError):
        execute("DELETE FROM core_auditevent")


def test_lifted_guards_come_back(row, intruder):
    with intruder():
        execute("UPDATE core_auditevent SET comment = 'changed'")

    with pytest.raises(IntegrityError):
        execute("UPDATE core_auditevent SET comment = 'again'")


def test_guards_come_back_when_the_intruder_stumbles(row, intruder):
    with pytest.raises(ZeroDivisionError), intruder():
        raise ZeroDivisionError

    with pytest.raises(IntegrityError):
        execute("DELETE FROM core_auditevent")


@pytest.fixture
def sample_guard(db, monkeypatch):
    """Guards on the notifications table: rows of the kind "frozen" are fixed, and none of kind "never" may come in."""
    from notifications.models import Notification

    monkeypatch.setattr(immutability, "_guards", list(immutability._guards))
    immutability.forbid_changes(Notification, when="{row}.kind = 'frozen'", name="frozen_kind")
    immutability.forbid_changes(Notification, (immutability.INSERT,), when="{row}.kind = 'never'", name="no_never")
    immutability.install(app_label="notifications")
    return Notification


def test_a_condition_freezes_only_its_rows(sample_guard, person):
    frozen = sample_guard.objects.create(user=person, kind="frozen")
    loose = sample_guard.objects.create(user=person, kind="loose")

    sample_guard.objects.filter(pk=loose.pk).update(path="/moved/")
    with pytest.raises(IntegrityError, match=r"rows are frozen \(frozen_kind\)"), transaction.atomic():
        sample_guard.objects.filter(pk=frozen.pk).update(path="/moved/")
    with pytest.raises(IntegrityError, match=r"rows are frozen \(frozen_kind\)"), transaction.atomic():
        sample_guard.objects.filter(pk=frozen.pk).delete()

    assert dict(sample_guard.objects.values_list("kind", "path")) == {"frozen": "", "loose": "/moved/"}


def test_a_row_may_be_changed_into_a_frozen_one_but_not_back(sample_guard, person):
    row = sample_guard.objects.create(user=person, kind="loose")

    sample_guard.objects.filter(pk=row.pk).update(kind="frozen")
    with pytest.raises(IntegrityError), transaction.atomic():
        sample_guard.objects.filter(pk=row.pk).update(kind="loose")

    assert sample_guard.objects.get().kind == "frozen"


def test_an_insert_guard_asks_the_new_row(sample_guard, person):
    with pytest.raises(IntegrityError, match=r"rows are frozen \(no_never\)"), transaction.atomic():
        sample_guard.objects.create(user=person, kind="never")

    assert sample_guard.objects.count() == 0


def test_trigger_names_fit_every_database_and_are_unique():
    """PostgreSQL cuts names at 63 bytes, so that two long ones would silently become one."""
    names = [name for guard in immutability._guards for _, name, _ in immutability._trigger_names(guard)]

    assert [name for name in names if len(name) > 63 - len("truncate") + len("insert")] == []
    assert len(names) == len(set(names))


@pytest.mark.django_db(transaction=True)
def test_a_test_with_real_transactions_may_leave_frozen_rows(person, declare_action):
    """Its flush has to pass the triggers; the next test sees them in place again."""
    with transaction.atomic():
        audit.record(declare_action("sample.note", "noted"), person, by=person)

    assert AuditEvent.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_after_a_flush_the_tables_are_empty_and_the_triggers_stand(person, declare_action):
    assert AuditEvent.objects.count() == 0
    with transaction.atomic():
        audit.record(declare_action("sample.note", "noted"), person, by=person)

    with pytest.raises(IntegrityError):
        execute("DELETE FROM core_auditevent")
