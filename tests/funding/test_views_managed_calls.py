"""The pages of those who keep calls."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from accounts.models import User
from funding.models import Call, CallExtension
from funding.panels import call_tasks, navigation
from funding.services import extensions

LIST = "/en/workspace/calls/"
OTHERS = ["applicant", "endorser", "reviewer", "approver", "administrator"]
DOCUMENTS = {"documents-TOTAL_FORMS": "2", "documents-INITIAL_FORMS": "0"}
DRAFT = {
    "kind": "REGIONAL",
    "slug": "new-call",
    "lines": ["1", "2"],
    "languages": ["en", "fr"],
    "time_zone": "Europe/Zurich",
    "opens": "2026-06-01T09:00",
    "deadline": "2026-10-24T17:00",
    "grace_seconds": "120",
    "title_en": "New call",
    "revision": "0",
    **DOCUMENTS,
}


@pytest.fixture
def browser(noon, client_for, officer):
    return client_for(officer)


@pytest.fixture
def call(noon, open_call):
    return open_call(deadline_at=datetime(2026, 6, 30, 15, tzinfo=UTC))


@pytest.fixture
def waiting(call, officer, second_officer):
    later = call.deadline_at + timedelta(days=3)
    return extensions.propose_extension(call, by=officer, deadline_at=later, reason="Floods")


def pages(call, extension):
    base = f"{LIST}{call.pk}/"
    parts = ["", "edit/", "correct/", "open/", "close/", "decide/", "extend/"]
    extended = f"{base}extensions/{extension.pk}/"
    return [*(base + part for part in parts), *(extended + part for part in ("", "refuse/", "withdraw/"))]


@pytest.mark.parametrize("name", OTHERS)
def test_pages_are_closed_to_others(waiting, client_for, request, name):
    browser = client_for(request.getfixturevalue(name))

    for address in pages(waiting.call, waiting):
        assert (browser.get(address).status_code, browser.post(address).status_code) == (404, 404), address
    for address in (LIST, f"{LIST}new/"):
        assert (browser.get(address).status_code, browser.post(address, DRAFT).status_code) == (403, 403), address
    assert Call.objects.count() == 2
    assert CallExtension.objects.get().confirmed_at is None


def test_visitors_are_asked_to_sign_in(waiting, client):
    for address in [*pages(waiting.call, waiting), LIST, f"{LIST}new/"]:
        response = client.get(address)
        assert response.status_code == 302
        assert response.headers["Location"].startswith("/en/accounts/login/?next=")


def test_every_page_opens_for_an_officer(browser, waiting, call_draft, second_officer, client_for):
    draft = call_draft("draft")
    other = client_for(second_officer)

    for address in [LIST, f"{LIST}new/", f"{LIST}{draft.pk}/", f"{LIST}{draft.pk}/edit/", f"{LIST}{draft.pk}/open/"]:
        assert browser.get(address).status_code == 200, address
    for address in pages(waiting.call, waiting):
        expected = 302 if address.endswith("/edit/") else 200
        assert other.get(address).status_code == expected, address


def test_list_costs_the_same_at_1_and_25_calls(browser, call, call_draft, waiting, django_assert_num_queries):
    browser.get(LIST)
    with django_assert_num_queries(7):
        browser.get(LIST)
    for number in range(24):
        call_draft(f"draft-{number}")

    with django_assert_num_queries(7):
        page = browser.get(LIST)

    assert page.context["page"].paginator.count == 26
    assert "A later deadline waits" in page.content.decode()


def test_page_costs_the_same_with_much_and_little(
    browser, call, officer, second_officer, follower_of, django_assert_num_queries
):
    address = f"{LIST}{call.pk}/"
    browser.get(address)
    with django_assert_num_queries(15):
        browser.get(address)
    for number in range(1, 6):
        follower_of(call, f"p{number}@example.org")
        later = call.deadline_at + timedelta(days=number)
        extension = extensions.propose_extension(call, by=officer, deadline_at=later, reason=f"Floods {number}")
        extensions.confirm_extension(extension, by=second_officer)

    with django_assert_num_queries(15):
        page = browser.get(address)

    assert "5 people are told" in page.content.decode()


def test_draft_is_kept_with_hours_on_the_clocks_of_the_call(browser, officer, reference):
    response = browser.post(
        f"{LIST}new/",
        DRAFT
        | {
            "documents-0-title_en": "Map",
            "documents-0-title_fr": "Carte",
            "documents-0-title_es": "Mapa",
            "documents-0-is_required": "on",
            "documents-1-is_required": "on",
        },
    )

    call = Call.objects.get(slug="new-call")
    assert response.headers["Location"] == f"{LIST}{call.pk}/"
    assert call.opens_at == datetime(2026, 6, 1, 7, tzinfo=UTC)
    assert call.deadline_at == datetime(2026, 10, 24, 15, tzinfo=UTC)
    assert call.closes_at == call.deadline_at + timedelta(seconds=120)
    assert (call.languages, call.lines.count(), call.changed_by) == (["en", "fr"], 2, officer)
    assert list(call.documents.values_list("title_fr", "is_required")) == [("Carte", True)]
    page = browser.get(f"{LIST}{call.pk}/").content.decode()
    for sentence in ("The title is missing in: French, Spanish.", "Name a contact"):
        assert sentence in page
    assert f"{LIST}{call.pk}/open/" not in page


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"deadline": "2027-03-28T02:30"}, "deadline", "does not exist in Europe/Zurich"),
        ({"deadline": "2026-10-25T02:30"}, "deadline", "comes twice in Europe/Zurich"),
        ({"opens": "2026-03-29T02:30"}, "opens", "Choose 29 March 2026, 01:30 or 29 March 2026, 03:30."),
        ({"deadline": "tomorrow"}, "deadline", "Write a date and an hour"),
        ({"deadline": "2026-13-45T99:00"}, "deadline", "Write a date and an hour"),
        ({"deadline": "2026-10-24T17:00+05:00"}, "deadline", "Write a date and an hour"),
        ({"deadline": "2026-05-01T17:00"}, "deadline", "after the opening"),
        ({"deadline": ""}, "deadline", "rule C04"),
        ({"opens": ""}, "opens", "This field is required."),
        ({"slug": "national"}, "slug", "already exists"),
        ({"slug": "no slug"}, "slug", "slug"),
        ({"title_en": ""}, "title_en", "one language at least"),
        ({"time_zone": "Europe/Geneva"}, "time_zone", "not one of the available choices"),
        ({"time_zone": "US/Eastern"}, "time_zone", "not one of the available choices"),
        ({"kind": "GLOBAL"}, "kind", "not one of the available choices"),
        ({"languages": ["de"]}, "languages", "not one of the available choices"),
        ({"lines": ["9"]}, "lines", "not one of the available choices"),
        ({"grace_seconds": "301"}, "grace_seconds", "less than or equal to 300"),
        ({"grace_seconds": "-1"}, "grace_seconds", "greater than or equal to 0"),
    ],
)
def test_wrong_entry_is_refused_beside_its_field(browser, reference, change, field, sentence):
    response = browser.post(f"{LIST}new/", DRAFT | change)

    assert response.status_code == 200
    assert list(response.context["form"].errors) == [field]
    assert sentence in " ".join(response.context["form"].errors[field])
    assert Call.objects.count() == 1


def test_hour_is_read_in_the_zone_chosen(browser, reference):
    browser.post(f"{LIST}new/", DRAFT | {"time_zone": "Asia/Kathmandu", "deadline": "2027-03-28T02:30"})

    assert Call.objects.get(slug="new-call").deadline_at == datetime(2027, 3, 27, 20, 45, tzinfo=UTC)


def test_address_is_made_from_the_title(browser, reference):
    browser.post(f"{LIST}new/", DRAFT | {"slug": "", "title_en": "Régional projects: 2027"})

    assert Call.objects.filter(slug="regional-projects-2027").exists()


def test_document_without_all_titles_is_refused_and_nothing_typed_is_lost(browser, reference):
    response = browser.post(f"{LIST}new/", DRAFT | {"documents-0-title_en": "Only English"})

    html = response.content.decode()
    assert "each needs a title in all three languages" in html
    assert 'value="Only English"' in html
    assert 'value="New call"' in html
    assert Call.objects.count() == 1


def test_form_of_a_draft_shows_its_hours_and_takes_documents_out(browser, call_draft):
    call = call_draft(
        deadline_at=datetime(2026, 7, 31, 15, tzinfo=UTC),
        documents=[{"title_en": "Map", "title_fr": "Carte", "title_es": "Mapa", "is_required": False}],
    )
    address = f"{LIST}{call.pk}/edit/"
    page = browser.get(address)
    assert 'value="2026-07-31T17:00"' in page.content.decode()
    data = DRAFT | {
        "slug": "regional",
        "revision": page.context["form"].initial["revision"],
        "documents-TOTAL_FORMS": "1",
        "documents-INITIAL_FORMS": "1",
        "documents-0-pk": call.documents.get().pk,
        "documents-0-title_en": "Map",
        "documents-0-title_fr": "Carte",
        "documents-0-title_es": "Mapa",
        "documents-0-DELETE": "on",
    }

    assert browser.post(address, data).status_code == 302
    again = browser.post(address, data | {"title_en": "Old tab"})

    assert "changed elsewhere" in again.content.decode()
    call.refresh_from_db()
    assert (call.title_en, call.documents.count(), call.revision) == ("New call", 0, 2)


def test_open_call_goes_public_by_a_step_that_is_confirmed(browser, call_draft, client):
    call = call_draft("fresh")
    address = f"{LIST}{call.pk}/open/"

    assert client.get("/en/calls/fresh/").status_code == 404
    assert "Everybody can read the call" in browser.get(address).content.decode()
    assert Call.objects.get(pk=call.pk).state == "DRAFT"
    browser.post(address)
    again = browser.post(address)

    assert client.get("/en/calls/fresh/").status_code == 200
    assert "This has changed since you opened it" in again.content.decode()


def test_call_with_a_deadline_has_no_button_to_close_it_early(browser, call):
    assert f"{LIST}{call.pk}/close/" not in browser.get(f"{LIST}{call.pk}/").content.decode()

    refused = browser.post(f"{LIST}{call.pk}/close/")

    assert "closes by itself" in refused.content.decode()
    assert Call.objects.get(pk=call.pk).state == "OPEN"


def test_correction_needs_a_reason_and_moves_no_hour(browser, call):
    address = f"{LIST}{call.pk}/correct/"
    form = browser.get(address).context["form"]
    assert sorted(set(form.fields) & {"opens", "deadline", "time_zone", "lines", "slug"}) == []
    data = {name: form[name].value() for name in form.fields} | DOCUMENTS | {"text_en": "Better", "reason": ""}

    assert list(browser.post(address, data).context["form"].errors) == ["reason"]
    extra = {"deadline": "2030-01-01T00:00", "deadline_at": "2030-01-01", "reason": "A mistake"}
    response = browser.post(address, data | extra)

    assert response.headers["Location"] == f"{LIST}{call.pk}/"
    deadline = call.deadline_at
    call.refresh_from_db()
    assert (call.text_en, call.deadline_at) == ("Better", deadline)


def test_only_open_calls_are_corrected(browser, call_draft):
    call = call_draft("draft")

    response = browser.post(f"{LIST}{call.pk}/correct/", {"reason": "x"})

    assert response.headers["Location"] == f"{LIST}{call.pk}/"


def test_later_deadline_takes_two_people(browser, call, client_for, second_officer, applicant, audience):
    audience(applicant)
    address = f"{LIST}{call.pk}/"
    browser.post(f"{address}extend/", {"deadline": "2026-07-10T17:00", "comment": "Floods"})
    extension = CallExtension.objects.get()
    assert extension.deadline_at == datetime(2026, 7, 10, 15, tzinfo=UTC)
    confirm = f"{address}extensions/{extension.pk}/"

    mine = browser.get(address).content.decode()
    assert "waits for a second person" in mine
    assert confirm + '"' not in mine
    assert "somebody else must confirm it" in browser.get(confirm).content.decode()
    assert "A second person must confirm it" in browser.post(confirm).content.decode()
    assert Call.objects.get(pk=call.pk).deadline_at == call.deadline_at

    other = client_for(second_officer)
    assert "Floods" in other.get(confirm).content.decode()
    other.post(confirm)
    twice = other.post(confirm, follow=True)

    call.refresh_from_db()
    assert call.deadline_at == extension.deadline_at
    assert "confirmed already" in twice.content.decode()


@pytest.mark.parametrize(
    ("deadline", "sentence"),
    [
        ("2026-06-30T17:00", "must be after the present one"),
        ("2026-06-29T17:00", "must be after the present one"),
        ("2027-03-28T02:30", "does not exist in Europe/Zurich"),
        ("", "This field is required."),
    ],
)
def test_wrong_later_deadline_is_refused_beside_the_field(browser, call, deadline, sentence):
    response = browser.post(f"{LIST}{call.pk}/extend/", {"deadline": deadline, "comment": "Floods"})

    assert list(response.context["form"].errors) == ["deadline"]
    assert sentence in response.context["form"].errors["deadline"][0]
    assert CallExtension.objects.count() == 0


def test_refusing_and_withdrawing_are_pages_too(waiting, browser, client_for, second_officer):
    address = f"{LIST}{waiting.call_id}/extensions/{waiting.pk}/"
    other = client_for(second_officer)

    other.post(f"{address}withdraw/")
    other.post(f"{address}refuse/", {"comment": ""})
    browser.post(f"{address}refuse/", {"comment": "x"})
    assert CallExtension.objects.count() == 1
    browser.post(f"{address}withdraw/")

    assert CallExtension.objects.count() == 0
    assert other.post(address).status_code == 404


@pytest.mark.parametrize(("typed", "kept"), [("7, 1", [7, 1]), (" 1,14 ,", [14, 1]), ("", []), ("3", [3])])
def test_reminders_are_typed_as_days(browser, typed, kept):
    browser.post(f"{LIST}new/", DRAFT | {"reminder_days": typed})

    draft = Call.objects.get(slug="new-call")
    form = browser.get(f"{LIST}{draft.pk}/edit/").context["form"]
    assert (draft.reminder_days, form["reminder_days"].value()) == (kept, ", ".join(str(day) for day in kept))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("a week", "Write whole numbers with commas between them, for example 7, 1."),
        ("-1", "Write whole numbers with commas between them, for example 7, 1."),
        ("1.5", "Write whole numbers with commas between them, for example 7, 1."),
        ("²", "Write whole numbers with commas between them, for example 7, 1."),
        ("0", "Write at most 5 different whole numbers from 1 to 90, with commas between them."),
        ("7,7", "Write at most 5 different whole numbers from 1 to 90, with commas between them."),
        ("1,2,3,4,5,6", "Write at most 5 different whole numbers from 1 to 90, with commas between them."),
    ],
)
def test_reminders_that_cannot_be_are_refused_beside_the_field(browser, typed, sentence):
    form = browser.post(f"{LIST}new/", DRAFT | {"reminder_days": typed}).context["form"]

    assert (form.errors["reminder_days"], form["reminder_days"].value()) == ([sentence], typed)
    assert not Call.objects.filter(slug="new-call").exists()


def test_auditors_read_calls_and_find_nothing_to_change(waiting, call_draft, client_for, auditor):
    draft, browser = call_draft("secret", title_en="Secret plans"), client_for(auditor)
    own = [f"{LIST}{call.pk}/" for call in (draft, waiting.call)]

    read = [browser.get(address).content.decode() for address in (LIST, *own)]

    assert "Secret plans" in read[0]
    for address, page in zip((LIST, *own), read, strict=True):
        assert re.findall(rf'(?:href|action)="{LIST}(?:new|\d+/[^"]+)', page) == [], address
    for address in set(pages(waiting.call, waiting)) - set(own):
        assert (browser.get(address).status_code, browser.post(address).status_code) == (404, 404), address
    assert browser.post(f"{LIST}new/", DRAFT).status_code == 403
    assert (Call.objects.count(), CallExtension.objects.get().confirmed_at) == (3, None)
    assert "funding:managed_calls" in [item.url_name for item in navigation(auditor)]


def test_extension_of_another_call_is_not_found(waiting, open_call, client_for, second_officer):
    other = open_call("other")

    response = client_for(second_officer).post(f"{LIST}{other.pk}/extensions/{waiting.pk}/")

    assert response.status_code == 404
    assert CallExtension.objects.get().confirmed_at is None


def test_navigation_and_tasks_are_for_those_who_keep_calls(waiting, officer, second_officer, request):
    for name in OTHERS:
        person = request.getfixturevalue(name)
        assert "funding:managed_calls" not in [item.url_name for item in navigation(person)]
        assert call_tasks(person) == []
    fresh = User.objects.get(pk=second_officer.pk)

    assert [item.url_name for item in navigation(fresh)] == [
        "funding:managed_calls",
        "funding:funds",
        "funding:rulebook",
        "funding:lists",
    ]
    assert call_tasks(officer) == []
    (task,) = call_tasks(fresh)
    assert task.url == f"{LIST}{waiting.call_id}/extensions/{waiting.pk}/"
    assert (task.title, task.detail) == ("Confirm the later deadline of “Regional en”", "Proposed by Otto Officer")
    assert task.due_on == waiting.previous_deadline_at.date()
