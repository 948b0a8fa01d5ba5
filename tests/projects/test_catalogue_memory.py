"""What a process knows of the catalogue follows the database, with as few reads as can be."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from projects import services
from projects.catalogue import memory
from projects.models import Catalogue, Project, PublicRecord
from projects.services import records
from tests.factories import ProjectFactory


def keys():
    return set(memory.current().index.order("title"))


def counted(facet):
    return memory.current().index.counts({})[facet]


def test_nothing_is_read_twice(public, django_assert_num_queries):
    public()
    first = memory.current()

    with django_assert_num_queries(1):
        assert memory.current() is first


def test_change_reads_what_changed(public, django_assert_num_queries):
    for number in range(5):
        public(f"Number {number}", "ME")
    before = memory.current()
    project = Project.objects.first()
    project.countries.set(["AL"])
    services.refresh(project)

    with django_assert_num_queries(3) as queries:
        after = memory.current()

    assert ('"revision" >' in queries[2]["sql"]) is True
    assert (before.index.counts({})["country"], after.index.counts({})["country"]) == ({"ME": 5}, {"ME": 4, "AL": 1})
    assert after.names is before.names


def test_what_goes_away_is_gone_at_once(public):
    first, second = public("First"), public("Second")
    assert keys() == {first.pk, second.pk}

    records.remove(first.project)

    assert keys() == {second.pk}
    assert counted("country") == {"ME": 1}


def test_other_records_under_the_same_number_are_read_anew(public):
    """As after a change that was rolled back, or a database restored from a backup."""
    first = public("First")
    with transaction.atomic():
        second = public("Second")
        assert keys() == {first.pk, second.pk}
        transaction.set_rollback(True)
    number = Catalogue.objects.get().revision
    third = public("Third")

    assert Catalogue.objects.get().revision == number + 1
    assert keys() == {first.pk, third.pk}


def test_number_that_went_back_is_noticed(public):
    record = public()
    for _turn in range(3):
        services.refresh(record.project)
    memory.current()
    Catalogue.objects.update(revision=1)
    PublicRecord.objects.all().delete()

    assert keys() == set()


def test_names_are_read_anew_when_one_changes(public, administrator):
    public(country="ME")
    assert memory.current().labels.of("country", "ME") == "Montenegro"
    country = public("Other").project.countries.get()
    country.name_en = "Montenegro (new)"

    from funding.services import keep

    keep(country, by=administrator, changed=["name_en"])

    assert memory.current().labels.of("country", "ME") == "Montenegro (new)"


def test_empty_catalogue_is_known(reference):
    shown = memory.current()

    assert (shown.state, len(shown.index), shown.labels.of("year", "1999")) == (None, 0, "1999")


def test_answers_of_searches_are_kept_until_the_next_change(public, django_assert_num_queries):
    public("Return of experts")
    shown = memory.current()
    query = shown.query("experts")
    first = shown.matches(query)

    with django_assert_num_queries(0):
        assert shown.matches(query) == first
    for number in range(memory.MOST_SEARCHES + 5):
        shown.matches(shown.query(f"word{number}"))
    assert len(shown._searches) == memory.MOST_SEARCHES


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_threads_see_every_committed_change(reference):
    def write(number):
        project = ProjectFactory(title=f"Number {number}", published_at="2026-01-01T00:00:00Z")
        try:
            with transaction.atomic():
                services.refresh(project)
            return bool(memory.current().index.everything >> project.pk & 1)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(write, range(12))) == [True] * 12
    assert len(memory.current().index) == 12
