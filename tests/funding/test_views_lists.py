from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from core.models import AuditEvent
from funding import services
from funding.models import Country, EligibilityList

pytestmark = pytest.mark.usefixtures("reference")
LISTS, IMPORT = "/en/eligibility/lists/", "/en/workspace/lists/import/"


@pytest.fixture
def draft(administrator):
    """A draft of Line 2 that keeps Palau, brings Andorra and leaves out everybody else."""
    row = EligibilityList(line_id=2, effective_from=date(2026, 12, 1), source_en="Secret circular")
    return services.keep_list(row, by=administrator, countries=["PW", "AD"])


def asked(text="Country\nMontenegro\nAlbania\n", name="states.csv", **facts):
    data = text if isinstance(text, bytes) else text.encode()
    facts = {"line": 2, "effective_from": "2025-01-01", "source": "A letter", "is_complete": "on"} | facts
    return facts | {"file": SimpleUploadedFile(name, data)}


def publish(row, officer):
    return services.publish_list(row, by=officer, is_correction=services.corrects(row))


@pytest.mark.parametrize("more", [0, 24])
def test_lists_cost_the_same_at_1_and_at_25(client, django_assert_num_queries, more):
    for number in range(more):
        row = EligibilityList.objects.create(line_id=1, effective_from=date(2000 + number, 1, 1), source_en="Old")
        row.countries.set(Country.objects.all()[:number])
        EligibilityList.objects.filter(pk=row.pk).update(status="PUBLISHED")
    client.get(LISTS)

    with django_assert_num_queries(2):
        page = client.get(LISTS)

    assert len(page.context["rows"]) == 1 + more


@pytest.mark.parametrize("size", [1, 25])
def test_list_costs_the_same_at_1_and_at_25_states(client, django_assert_num_queries, size):
    row = EligibilityList.objects.create(line_id=1, effective_from=date(2025, 1, 1), source_en="List")
    row.countries.set(Country.objects.filter(region="AFRICA")[:size])
    EligibilityList.objects.filter(pk=row.pk).update(status="PUBLISHED")
    client.get(row.get_absolute_url())

    with django_assert_num_queries(7):
        page = client.get(row.get_absolute_url())

    assert len(page.context["difference"].added) == size


@pytest.mark.parametrize("name", [None, "applicant", "approver", "reviewer", "endorser"])
def test_drafts_are_hidden_from_everybody_else(request, client, client_for, draft, name):
    browser = client_for(request.getfixturevalue(name)) if name else client

    page = browser.get(LISTS)

    assert [row.status for row, _standing in page.context["rows"]] == ["PUBLISHED"]
    assert "Secret circular" not in page.content.decode()
    assert browser.get(draft.get_absolute_url()).status_code == 404
    assert (
        list(
            browser.get(EligibilityList.objects.get(status="PUBLISHED").get_absolute_url())
            .context["form"]
            .fields["other"]
            .queryset
        )
        == []
    )


@pytest.mark.parametrize("name", ["administrator", "officer", "auditor"])
def test_drafts_are_shown_to_those_who_work_on_them(request, client_for, draft, name):
    browser = client_for(request.getfixturevalue(name))

    page = browser.get(draft.get_absolute_url())

    assert (page.context["may_publish"], page.context["may_change"]) == (name == "officer", name == "administrator")
    assert browser.get(LISTS).context["rows"][0][0] == draft


def test_published_list_shows_what_has_changed(client, draft, officer):
    publish(draft, officer)

    page = client.get(draft.get_absolute_url())

    changes = page.context["difference"]
    assert [[country.pk for country in names] for names in (changes.added, changes.kept)] == [["AD"], ["PW"]]
    assert len(changes.removed) == 103
    assert "Compared with Line 2, 1 August 2024" in page.content.decode()


def test_any_two_lists_are_compared(client, draft, officer):
    publish(draft, officer)
    shipped = EligibilityList.objects.get(effective_from=date(2024, 8, 1))

    page = client.get(f"{shipped.get_absolute_url()}?other={draft.pk}")

    assert page.context["other"] == draft
    assert [country.pk for country in page.context["difference"].removed] == ["AD"]


def test_list_to_compare_with_that_does_not_exist_is_said(client, draft, officer):
    page = client.get(f"{publish(draft, officer).get_absolute_url()}?other=999")

    assert list(page.context["form"].errors) == ["other"]


@pytest.mark.parametrize("name", ["officer", "approver", "applicant", "auditor"])
def test_others_do_not_import(request, client_for, name):
    browser = client_for(request.getfixturevalue(name))

    assert [browser.get(IMPORT).status_code, browser.post(IMPORT, asked()).status_code] == [403, 403]


def test_dry_run_keeps_nothing_until_it_is_confirmed(client_for, administrator):
    browser = client_for(administrator)

    page = browser.post(IMPORT, asked())
    assert EligibilityList.objects.count() == 1
    done = browser.post(IMPORT, {"preview": page.context["preview"]}, follow=True)

    row = EligibilityList.objects.get(effective_from=date(2025, 1, 1))
    assert done.redirect_chain == [(row.get_absolute_url(), 302)]
    assert (row.status, row.line_id, row.source, row.changed_by) == ("DRAFT", 2, "A letter", administrator)
    assert {country.pk for country in row.countries.all()} == {"ME", "AL"}
    assert AuditEvent.objects.about(row).get().data["origin"].split()[0] == "states.csv"


def test_imported_list_counts_once_a_second_person_has_published_it(client_for, administrator, officer):
    page = client_for(administrator).post(IMPORT, asked())
    client_for(administrator).post(IMPORT, {"preview": page.context["preview"]})
    row = EligibilityList.objects.get(effective_from=date(2025, 1, 1))
    address = reverse("funding:list_publish", kwargs={"pk": row.pk})

    refused = client_for(administrator).post(address)
    row.refresh_from_db()
    assert row.status == "DRAFT"
    assert refused.context["form"].non_field_errors() == ["You changed this list. Somebody else must publish it."]

    client_for(officer).post(address)
    row.refresh_from_db()
    assert (row.status, row.published_by) == ("PUBLISHED", officer)


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("Country\nMontenegro\nAtlantis\n", [(3, "No country that the portal knows.")]),
        ("Country,Line\nMontenegro,1\n", [(2, "Says line “1”, but this is a list of Line 2.")]),
    ],
)
def test_file_with_one_wrong_row_is_refused_whole(client_for, administrator, text, problems):
    page = client_for(administrator).post(IMPORT, asked(text))

    assert [(row.line, row.problem) for row in page.context["report"].problems] == problems
    assert "preview" not in page.context
    assert problems[0][1] in page.content.decode()
    assert EligibilityList.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"text": b"Niger\n" * 10_000}, "file"),
        ({"text": b"PK\x03\x04", "name": "states.xlsx"}, "file"),
        ({"effective_from": "1999-01-01"}, "effective_from"),
        ({"effective_from": "2026-12-01"}, "effective_from"),
        ({"line": 9}, "line"),
        ({"source": ""}, "source"),
    ],
)
def test_wrong_file_and_wrong_list_are_said_beside_their_field(client_for, administrator, draft, change, field):
    page = client_for(administrator).post(IMPORT, asked(**change))

    assert list(page.context["form"].errors) == [field]
    assert EligibilityList.objects.count() == 2


def test_preview_of_somebody_else_or_changed_or_old_is_refused(client_for, administrator, officer, time_machine):
    time_machine.move_to("2030-11-24 10:00")
    preview = client_for(administrator).post(IMPORT, asked()).context["preview"]
    browser, forged = client_for(administrator), preview.replace(":", "x:", 1)

    assert client_for(officer).post(IMPORT, {"preview": preview}).status_code == 403
    said = [str(m) for m in browser.post(IMPORT, {"preview": forged}, follow=True).context["messages"]]
    time_machine.move_to("2030-11-24 11:00:01")
    late = [str(m) for m in browser.post(IMPORT, {"preview": preview}, follow=True).context["messages"]]

    assert said == late == ["This preview is no longer valid. Choose the file again."]
    assert EligibilityList.objects.count() == 1


def test_second_click_keeps_one_draft(client_for, administrator):
    browser = client_for(administrator)
    preview = browser.post(IMPORT, asked()).context["preview"]

    for _click in range(2):
        page = browser.post(IMPORT, {"preview": preview}, follow=True)

    assert EligibilityList.objects.filter(effective_from=date(2025, 1, 1)).count() == 1
    assert [str(message) for message in page.context["messages"]][-1].startswith("There is a draft of this line")


def test_import_for_a_published_day_says_that_it_corrects(client_for, administrator, officer):
    browser = client_for(administrator)
    page = browser.post(IMPORT, asked(effective_from="2024-08-01"))
    assert page.context["is_correction"] is True
    browser.post(IMPORT, {"preview": page.context["preview"]})
    row = EligibilityList.objects.get(status="DRAFT")
    address = reverse("funding:list_publish", kwargs={"pk": row.pk})

    client_for(officer).post(address)
    assert EligibilityList.objects.get(pk=row.pk).status == "DRAFT"
    client_for(officer).post(address, {"is_correction": "on"})
    assert EligibilityList.objects.published().first() == row


@pytest.mark.parametrize("name", ["approver", "applicant", "reviewer", "auditor"])
def test_others_do_not_publish(request, client_for, draft, name):
    address = reverse("funding:list_publish", kwargs={"pk": draft.pk})

    assert client_for(request.getfixturevalue(name)).post(address).status_code == 404
    draft.refresh_from_db()
    assert draft.status == "DRAFT"


def test_officer_finds_the_draft_in_the_to_do_list(client_for, draft, officer, administrator):
    address = reverse("workspace:home")

    titles = [
        [task.title for task in client_for(person).get(address).context["tasks"]] for person in (officer, administrator)
    ]

    assert titles == [["Check and publish the list of Line 2, 1 December 2026"], []]


def test_administration_leads_to_the_list(client_for, administrator, draft):
    address = reverse("admin:funding_eligibilitylist_change", args=[draft.pk])
    client = client_for(administrator)
    form = client.get(address).context["adminform"].form
    data = {name: "" if (value := form[name].value()) is None else value for name in form.fields}

    client.post(address, data | {"countries": ["PW", "ME"]})

    event = AuditEvent.objects.about(draft).last()
    assert (event.data["added"], event.data["removed"]) == (["ME"], ["AD"])
