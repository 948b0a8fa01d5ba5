from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from core.errors import DomainError, NotAllowed, StateConflict
from core.models import AuditEvent
from funding import services
from funding.models import EligibilityList, FundingLine
from funding.selectors import verdict_on


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
        "countries": ["AL", "ME"]
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


def test_administrator_is_told_why_the_action_did_not_publish(client_for, administrator, draft_list):
    data = {"action": "publish", "_selected_action": [draft_list.pk]}

    page = client_for(administrator).post(reverse("admin:funding_eligibilitylist_changelist"), data, follow=True)

    assert [str(message) for message in page.context["messages"]] == [
        "2 2026-12-01: You changed this list. Somebody else must publish it."
    ]
    assert EligibilityList.objects.get(pk=draft_list.pk).status == "DRAFT"
