import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.errors import NotAllowed
from core.models import AuditEvent
from projects import services
from projects.catalogue import memory
from projects.models import Catalogue, Synonyms


def meanings(word):
    return memory.current().meanings.of([word])


def test_shipped_synonyms_are_loaded_once(db):
    created = services.load_synonyms()

    assert (created, services.load_synonyms(), Synonyms.objects.count()) == (created, 0, created)
    assert created > 25
    assert [event.data for event in AuditEvent.objects.filter(action="synonyms.loaded")] == [{"created": created}]
    assert Catalogue.objects.get().revision == 1


def test_group_that_staff_changed_is_not_loaded_again(db, administrator):
    services.load_synonyms()
    row = Synonyms.objects.get(note="Diaspora")
    row.words = "Diaspora\nEmigrants"
    services.keep_synonyms(row, by=administrator)

    assert services.load_synonyms() == 0


def test_change_holds_for_the_next_search(public, administrator):
    public()
    assert meanings("remesas") == []

    row = services.keep_synonyms(Synonyms(words="remittances\n\n remesas "), by=administrator)
    assert meanings("remesas") == [("remittances",)]
    row.words = "remittances\ntransfers"
    services.keep_synonyms(row, by=administrator)
    assert meanings("remesas") == []
    services.remove_synonyms(row, by=administrator)

    assert meanings("transfers") == []
    assert [event.action for event in AuditEvent.objects.filter(object_type="projects.synonyms")] == [
        "synonyms.kept",
        "synonyms.kept",
        "synonyms.removed",
    ]


def test_group_that_is_gone_is_not_taken_away_twice(db, administrator):
    row = Synonyms.objects.create(words="one\ntwo")
    twin = Synonyms.objects.get(pk=row.pk)

    for one in (row, twin):
        services.remove_synonyms(one, by=administrator)

    assert [event.action for event in AuditEvent.objects.filter(object_type="projects.synonyms")] == [
        "synonyms.removed"
    ]


@pytest.mark.postgresql
@pytest.mark.parametrize("service", [services.keep_synonyms, services.remove_synonyms])
def test_group_is_locked_while_it_changes(db, administrator, service):
    row = Synonyms.objects.create(words="one\ntwo")

    with CaptureQueriesContext(connection) as statements:
        service(row, by=administrator)

    locks = [one["sql"] for one in statements if one["sql"].endswith(("FOR UPDATE", "FOR NO KEY UPDATE"))]
    assert "projects_synonyms" in locks[0]


@pytest.mark.parametrize("words", ["", "alone", " \nalone\n "])
def test_expression_that_stands_alone_is_refused(db, administrator, words):
    with pytest.raises(ValidationError):
        services.keep_synonyms(Synonyms(words=words), by=administrator)


def test_only_who_keeps_the_reference_data_changes_synonyms(db, officer):
    row = Synonyms.objects.create(words="one\ntwo")

    for service in (services.keep_synonyms, services.remove_synonyms):
        with pytest.raises(NotAllowed):
            service(row, by=officer)
