import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models.signals import pre_migrate

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db]


def limit():
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        return cursor.fetchone()[0]


def test_a_migration_may_take_longer_than_a_page():
    before, during = limit(), []

    def look(**kwargs):
        during.append(limit())

    pre_migrate.connect(look)
    try:
        call_command("migrate", verbosity=0)
    finally:
        pre_migrate.disconnect(look)

    assert (before, set(during), limit()) == ("15s", {"0"}, "15s")
