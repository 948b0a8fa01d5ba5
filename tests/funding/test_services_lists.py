from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from accounts.roles import Role
from core.errors import DomainError, NotAllowed, StateConflict
from core.models import AuditEvent
from funding import services
from funding.models import EligibilityList, FundingLine
from funding.selectors import verdict_on
from notifications.models import Notification
from tests.factories import RoleGrantFactory


@pytest.fixture
def draft_list(reference, administrator):
    row = EligibilityList(
        line=FundingLine.objects.get(number=2), effective_from=date(2026, 12, 1), source_en="A letter"
    )
    services.keep_list(row, by=administrator, changed=["line"])
    row.countries.set(["ME", "AL"])
    return row


def test_published_by_a_second_person_it_counts_from_its_first_day(draft_list, officer):
    def eligible(code, day):
        country = draft_list.countries.model.objects.get(pk=code)
        return verdict_on(country, line=2, on=day).is_eligible

    published = services.publish_list(draft_list, by=officer)

    assert (published.status, published.published_by) == ("PUBLISHED", officer)
    assert [eligible(code, date(2026, 11, 30)) for code in ("ME", "BA")] == [True, True]
    assert [eligible(code, date(2026, 12, 1)) for code in ("ME", "BA")] == [True, False]
    assert AuditEvent.objects.about(published).get(action="eligibility_list.published").data == {
        "countries": ["AL", "ME"],
        "is_correction": False,
    }


def test_who_changed_it_does_not_publish_it(draft_list, administrator):
    with pytest.raises(NotAllowed):
        services.publish_list(draft_list, by=administrator)

    assert EligibilityList.objects.get(pk=draft_list.pk).status == "DRAFT"


@pytest.mark.parametrize("name", ["applicant", "approver", "reviewer", "endorser"])
def test_others_neither_keep_nor_publish(request, draft_list, name):
    somebody = request.getfixturevalue(name)

    with pytest.raises(NotAllowed):
        services.publish_list(draft_list, by=somebody)
    with pytest.raises(NotAllowed):
        services.keep_list(draft_list, by=somebody, changed=[])


@pytest.mark.parametrize("countries", [[], ["ME", "US"]])
def test_list_without_countries_or_with_one_of_no_region_is_refused(draft_list, officer, countries):
    draft_list.countries.set(countries)

    with pytest.raises(DomainError):
        services.publish_list(draft_list, by=officer)


def test_published_list_is_neither_changed_nor_published_again(draft_list, administrator, officer):
    services.publish_list(draft_list, by=officer)

    with pytest.raises(StateConflict):
        services.keep_list(draft_list, by=administrator, changed=[])
    with pytest.raises(StateConflict):
        services.publish_list(draft_list, by=officer)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE funding_eligibilitylist SET effective_from = '2020-01-01'",
        "DELETE FROM funding_eligibilitylist_countries",
        "UPDATE funding_publishedcount SET states = 1",
    ],
)
def test_database_refuses_to_change_a_published_list(reference, statement):
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_publication_tells_who_worked_on_the_draft(
    draft_list, administrator, officer, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        services.publish_list(draft_list, by=officer)

    assert [(note.user, note.kind) for note in Notification.objects.all()] == [
        (administrator, "eligibility_list.published")
    ]


def test_every_editor_is_a_first_person_not_only_the_last(draft_list, officer, administrator):
    RoleGrantFactory(user=officer, role=Role.ADMINISTRATOR)
    services.keep_list(draft_list, by=type(officer).objects.get(pk=officer.pk), changed=["note"])

    with pytest.raises(NotAllowed):
        services.publish_list(draft_list, by=administrator)


def test_second_draft_for_a_day_is_refused(draft_list, administrator):
    twin = EligibilityList(line=draft_list.line, effective_from=draft_list.effective_from, source_en="Twin")

    with pytest.raises(ValidationError) as refusal:
        services.keep_list(twin, by=administrator, countries=["ME"])

    assert list(refusal.value.message_dict) == ["effective_from"]
    assert EligibilityList.objects.filter(effective_from=draft_list.effective_from).count() == 1


def test_correction_of_a_published_day_needs_the_word(reference, administrator, officer):
    shipped = EligibilityList.objects.get()
    draft = EligibilityList(line=shipped.line, effective_from=shipped.effective_from, source_en="Corrigendum")
    services.keep_list(draft, by=administrator, countries=["ME"])

    with pytest.raises(DomainError):
        services.publish_list(draft, by=officer)
    services.publish_list(draft, by=officer, is_correction=True)

    assert EligibilityList.objects.published().first() == draft


IMPORTED = {
    "line": 2,
    "effective_from": "2025-01-01",
    "source": "A letter",
    "is_complete": True,
    "origin": "states.csv 00",
}


def test_import_keeps_a_draft_and_says_where_it_came_from(reference, administrator):
    row = services.import_list(by=administrator, codes=["ME", "AL"], **IMPORTED)

    assert (row.status, row.source_en, {country.pk for country in row.countries.all()}) == (
        "DRAFT", "A letter", {"ME", "AL"},
    )  # fmt: skip
    assert AuditEvent.objects.about(row).get().data == {
        "fields": ["countries"], "added": ["AL", "ME"], "removed": [], "origin": "states.csv 00",
    }  # fmt: skip


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_imports_for_one_day_at_once_keep_one_draft(reference, administrator):
    def one(code):
        try:
            services.import_list(by=administrator, codes=[code], **IMPORTED)
        except ValidationError:
            return False
        else:
            return True
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        kept = list(pool.map(one, ["ME", "AL", "PW", "NP", "LA", "CI", "NE", "NG"]))

    assert (kept.count(True), EligibilityList.objects.filter(status="DRAFT").count()) == (1, 1)


def test_import_with_a_wrong_code_keeps_nothing(reference, administrator):
    with pytest.raises(ValidationError):
        services.import_list(by=administrator, codes=["ME", "QQ"], **IMPORTED)

    assert EligibilityList.objects.filter(effective_from="2025-01-01").count() == 0


def test_officer_does_not_import(reference, officer):
    with pytest.raises(NotAllowed):
        services.import_list(by=officer, codes=["ME"], **IMPORTED)

    assert EligibilityList.objects.count() == 1
