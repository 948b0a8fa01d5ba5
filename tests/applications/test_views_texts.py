"""Two tabs, the back button, double clicks, an ended session, huge and broken texts: what the person reads, what is kept."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from applications import services
from applications.models import Member, Presence
from core.models import AuditEvent

TEXT = "The ministry trains officers. It prints a manual."
SCRIPT = {"headers": {"X-Autosave": "1"}}


@pytest.fixture
def address(draft, applicant):
    """Of the summary, whose second revision is ``TEXT``."""
    services.write_section(draft, "summary", by=applicant, text=TEXT, revision=1)
    return f"/en/workspace/applications/{draft.key}/sections/summary/"


@pytest.fixture
def summary(draft):
    return lambda: draft.sections.get(key="summary")


def test_script_saves_at_the_buttons_address_and_hears_the_number(client_for, applicant, address, summary):
    answer = client_for(applicant).post(address, {"text": "New", "revision": 2, "page": "p"}, **SCRIPT)

    assert answer.json() == {
        "state": "saved", "value": "New", "hidden": {"revision": 3}, "hidden_meanwhile": {"revision": 3}, "left": 7200,
    }  # fmt: skip
    assert summary().text == "New"


def test_button_alone_saves_and_leads_on(client_for, applicant, address, summary):
    response = client_for(applicant).post(address, {"text": "New", "revision": 2})

    assert response.status_code == 302
    assert summary().text == "New"


def test_other_tab_with_other_words_is_joined_and_said(client_for, applicant, address, summary):
    client = client_for(applicant)
    client.post(address, {"text": TEXT + " Yearly.", "revision": 2, "page": "a"}, **SCRIPT)

    answer = client.post(
        address, {"text": TEXT.replace("officers", "40 officers"), "revision": 2, "page": "b"}, **SCRIPT
    )

    assert answer.json()["state"] == "joined"
    assert answer.json()["value"] == summary().text == TEXT.replace("officers", "40 officers") + " Yearly."
    assert answer.json()["hidden_meanwhile"] == {"revision": 4}


def test_button_of_a_stale_tab_is_joined_and_the_person_asked_to_read(client_for, applicant, address, summary):
    services.write_section(summary().application, "summary", by=applicant, text=TEXT + " Yearly.", revision=2)

    page = client_for(applicant).post(address, {"text": "Today t" + TEXT[1:], "revision": 2}, follow=True)

    assert "A colleague’s changes are in the text too" in page.content.decode()
    assert summary().text == "Today t" + TEXT[1:] + " Yearly."


def test_contradiction_is_shown_with_three_choices(client_for, applicant, address, summary):
    client = client_for(applicant)
    client.post(address, {"text": "Theirs", "revision": 2, "page": "a"})

    page = client.post(address, {"text": "Mine", "revision": 2, "page": "b"})

    text = page.content.decode()
    assert [choice in text for choice in ("Keep mine", "Keep theirs", "Edit both in the field")] == [True] * 3
    assert (page.context["form"]["text"].value(), page.context["form"]["revision"].value()) == ("Mine", 3)
    assert (summary().text, summary().revisions.get(kind="ASIDE").text) == ("Theirs", "Mine")
    both = client.post(address, {"text": "Mine", "revision": 3, "choice": "both"})
    assert both.context["form"]["text"].value() == "Theirs\n\nMine"
    assert summary().text == "Theirs"


def test_double_click_saves_once(client_for, applicant, address, summary):
    client = client_for(applicant)

    answers = [client.post(address, {"text": "New", "revision": 2, "page": "p"}) for _click in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert summary().revision == 3


def test_page_brought_by_the_back_button_does_not_take_back_what_was_saved_since(
    client_for, applicant, address, summary
):
    client = client_for(applicant)
    client.post(address, {"text": TEXT + " Yearly.", "revision": 2, "page": "p"})

    client.post(address, {"text": TEXT.replace("prints", "publishes"), "revision": 2, "page": "older"})

    assert summary().text == TEXT.replace("prints", "publishes") + " Yearly."


def test_stale_form_after_submission_keeps_the_text_on_the_page(client_for, applicant, address, draft):
    type(draft).objects.filter(pk=draft.pk).update(
        state="REGIONAL_REVIEW", reference="IDF-2026-0009", submitted_at=timezone.now()
    )
    client = client_for(applicant)

    page = client.post(address, {"text": "Too late", "revision": 2})
    answer = client.post(address, {"text": "Too late", "revision": 2}, **SCRIPT)

    sentence = "This proposal was submitted meanwhile and can no longer be changed."
    assert sentence in page.content.decode()
    assert page.context["form"]["text"].value() == "Too late"
    assert answer.json() == {"state": "refused", "sentences": [sentence]}


def test_five_megabytes_come_back_with_a_sentence(client_for, applicant, address, summary):
    long = "a" * 5_000_000

    page = client_for(applicant).post(address, {"text": long, "revision": 2})

    assert page.status_code == 200
    assert page.context["form"].errors["text"] == ["Ensure this value has at most 60000 characters (it has 5000000)."]
    assert page.context["form"]["text"].value() == long
    assert summary().text == TEXT


def test_what_is_larger_than_anything_is_refused_in_words(client_for, applicant, address):
    page = client_for(applicant).post(address, {"text": "a" * 9_000_000, "revision": 2})

    assert page.status_code == 400
    assert "too large to be read, so nothing was changed" in page.content.decode()


def test_control_signs_are_dropped_and_the_page_told(client_for, applicant, address, summary):
    answer = client_for(applicant).post(address, {"text": "a\x00b\r\n\uf0b7\tc", "revision": 2}, **SCRIPT)

    assert answer.json()["value"] == summary().text == "ab\n• c"


@pytest.mark.parametrize(
    "fields", [{}, {"revision": "x"}, {"revision": -1}, {"revision": 2**40}, {"revision": 2, "page": "p" * 99}]
)
def test_broken_hidden_fields_are_refused_without_a_fault(client_for, applicant, address, fields):
    answer = client_for(applicant).post(address, {"text": "New", **fields}, **SCRIPT)

    assert answer.json()["state"] == "refused"


def test_colleague_who_only_reads_cannot_write_but_sees_the_history(client_for, colleague, address, draft):
    Member.objects.create(application=draft, user=colleague, right="VIEW", added_by=draft.owner)
    client = client_for(colleague)

    assert client.post(address, {"text": "New", "revision": 2}).status_code == 404
    assert client.post(f"{address}presence/").status_code == 404
    assert client.get(f"{address}history/").status_code == 200
    page = client.get(f"{address}history/1/").content.decode()
    assert "Restore this text" not in page
    assert client.post(f"{address}history/1/").status_code == 200
    assert draft.sections.get(key="summary").revision == 2


@pytest.mark.parametrize("page", ["history/", "history/1/"])
@pytest.mark.parametrize("name", ["stranger", "reviewer", "officer", "endorser", "auditor"])
def test_history_is_for_the_team(client_for, request, address, page, name):
    response = client_for(request.getfixturevalue(name)).get(address + page)

    assert response.status_code == 404
    assert TEXT not in response.content.decode()


def test_version_is_restored_with_its_button(client_for, applicant, address, summary):
    services.write_section(summary().application, "summary", by=applicant, text="", revision=2)

    page = client_for(applicant).post(f"{address}history/2/", follow=True)

    assert "Restored." in page.content.decode()
    assert summary().text == TEXT
    assert client_for(applicant).get(f"{address}history/99/").status_code == 404


def test_presence_names_the_others_and_the_text_that_holds(client_for, applicant, colleague, address, draft):
    Member.objects.create(application=draft, user=colleague, right="EDIT", added_by=draft.owner)
    client_for(colleague).post(f"{address}presence/", **SCRIPT)

    answer = client_for(applicant).post(f"{address}presence/", **SCRIPT)

    assert answer.json() == {"writers": "Carlo Colleague is writing here", "texts": {"text": {"revision": 2}}}
    tasks = client_for(applicant).get(f"/en/workspace/applications/{draft.key}/").content.decode()
    assert tasks.count("Carlo Colleague is writing here") == 1
    assert Presence.objects.count() == 2


def test_section_page_costs_the_same_with_many_writers(
    client_for, applicant, address, draft, django_assert_num_queries
):
    from tests.factories import UserFactory

    client = client_for(applicant)
    client.get(address)
    with django_assert_num_queries(7):
        client.get(address)
    for _number in range(12):
        services.be_present(draft, "summary", by=UserFactory())

    with django_assert_num_queries(7):
        client.get(address)


# A session that ended in mid-sentence


def ended(client):
    """End the session as time does: its row is gone, the browser still has its cookies."""
    Session.objects.all().delete()
    cache.clear()
    return client


def test_typed_text_is_shown_again_to_its_writer_after_signing_in(client_for, applicant, address, summary):
    client = client_for(applicant)
    seal = client.get(address).context["seal"]
    typed = "In mid-sent\u202f– « é » 😀 \n\n• and so "

    refused = ended(client).post(address, {"text": typed, "revision": 2, "seal": seal})
    assert refused.headers["Location"] == f"/en/accounts/login/?next={address}"
    client.force_login(applicant)
    page = client.get(address)

    assert page.context["form"]["text"].value() == typed
    assert "It is not saved yet: save it now." in page.content.decode()
    assert (client.get(address).context["form"]["text"].value(), summary().text) == (typed, TEXT)
    client.post(address, {"text": typed, "revision": 2})
    assert client.get(address).context["was_signed_out"] is None


def test_typed_text_is_not_shown_to_somebody_else_on_the_same_computer(
    client_for, applicant, colleague, address, draft
):
    Member.objects.create(application=draft, user=colleague, right="EDIT", added_by=draft.owner)
    client = client_for(applicant)
    seal = client.get(address).context["seal"]
    ended(client).post(address, {"text": "Private thoughts", "revision": 2, "seal": seal})

    client.force_login(colleague)

    assert "Private thoughts" not in client.get(address).content.decode()


@pytest.mark.parametrize("seal", ["", "forged", "other page"])
def test_nothing_is_kept_of_a_page_that_we_did_not_make(client_for, applicant, address, seal):
    client = client_for(applicant)
    if seal == "other page":
        seal = client.get(address.replace("summary", "rationale")).context["seal"]

    ended(client).post(address, {"text": "Spam", "revision": 2, "seal": seal})

    assert Session.objects.count() == 0


def test_page_from_before_signing_in_anew_shows_its_text_again(applicant, address):
    client = Client(enforce_csrf_checks=True)
    client.force_login(applicant)
    seal = client.get(address).context["seal"]

    response = client.post(
        address, {"text": "Typed", "revision": 2, "seal": seal, "csrfmiddlewaretoken": "old"}, follow=True
    )

    assert response.context["form"]["text"].value() == "Typed"
    without = client.post(address, {"text": "Typed", "revision": 2, "seal": "forged"})
    assert without.status_code == 403


def test_script_is_told_with_a_status_that_the_session_ended(client_for, applicant, address):
    client = ended(client_for(applicant))

    assert client.post(address, {"text": "New", "revision": 2}, **SCRIPT).status_code == 401
    assert client.get("/en/accounts/session/left/", **SCRIPT).status_code == 401


def test_typing_keeps_the_session_and_an_open_page_does_not(client_for, applicant, address, draft):
    with time_machine.travel(timezone.now().replace(microsecond=0), tick=False) as clock:
        client = client_for(applicant)
        client.get(address)
        clock.shift(timedelta(minutes=100))
        client.post(f"{address}presence/", **SCRIPT)
        assert client.get("/en/accounts/session/left/", **SCRIPT).json()["left"] == 20 * 60
        client.post(address, {"text": "New", "revision": 2}, **SCRIPT)
        clock.shift(timedelta(minutes=100))
        left = client.get("/en/accounts/session/left/", **SCRIPT).json()
        assert (left["left"], left["person"]) == (20 * 60, applicant.pk)
        assert client.post("/en/accounts/session/").json()["left"] == 120 * 60
        clock.shift(timedelta(minutes=121))
        assert client.get("/en/accounts/session/left/", **SCRIPT).status_code == 401


# The cover


@pytest.fixture
def cover(draft):
    return f"/en/workspace/applications/{draft.key}/cover/"


def test_script_saves_one_field_of_the_cover_and_leaves_the_others(client_for, applicant, draft, cover):
    client = client_for(applicant)
    page = client.get(cover).context["form"].was

    answer = client.post(cover, {**page, "field": "title", "title": "A better title", "duration_months": "x"}, **SCRIPT)

    assert answer.json() == {"state": "saved", "hidden": {"was-title": "A better title"}, "left": 7200}
    draft.refresh_from_db()
    assert (draft.title, draft.executing_office) == ("A better title", "IOM")
    changes = AuditEvent.objects.about(draft).last().data["changes"]
    assert changes == {"title": ["One procedure for victims of trafficking", "A better title"]}


def test_fields_of_the_cover_that_others_changed_do_not_matter(client_for, applicant, draft, cover):
    client = client_for(applicant)
    page = client.get(cover).context["form"].was
    client.post(cover, {**page, "field": "title", "title": "A better title"}, **SCRIPT)

    answer = client.post(cover, {**page, "field": "executing_office", "executing_office": "IOM Bar"}, **SCRIPT)

    assert answer.json()["state"] == "saved"
    draft.refresh_from_db()
    assert (draft.title, draft.executing_office) == ("A better title", "IOM Bar")


def test_same_field_of_the_cover_is_for_the_person_to_choose(client_for, applicant, draft, cover):
    client = client_for(applicant)
    page = client.get(cover).context["form"].was
    client.post(cover, {**page, "field": "title", "title": "Theirs"}, **SCRIPT)

    answer = client.post(cover, {**page, "field": "title", "title": "Mine"}, **SCRIPT).json()

    assert (answer["state"], answer["hidden"]) == ("aside", {"was-title": "Theirs"})
    assert "Project title: changed elsewhere to “Theirs”" in answer["panel"]
    draft.refresh_from_db()
    assert draft.title == "Theirs"
    client.post(cover, {**page, "was-title": "Theirs", "field": "title", "title": "Mine"}, **SCRIPT)
    draft.refresh_from_db()
    assert draft.title == "Mine"


def test_wrong_or_unknown_field_of_the_cover_is_refused(client_for, applicant, draft, cover):
    client = client_for(applicant)

    wrong = client.post(cover, {"field": "duration_months", "duration_months": "soon"}, **SCRIPT).json()
    unknown = client.post(cover, {"field": "owner", "owner": "1"}, **SCRIPT)

    assert wrong == {"state": "refused", "sentences": ["Enter a whole number."]}
    assert unknown.status_code == 404


def test_button_saves_the_whole_cover(client_for, applicant, draft, cover):
    client = client_for(applicant)
    form = client.get(cover).context["form"]
    values = {
        "title": "New",
        "theme": "PX",
        "duration_months": 12,
        "executing_office": "IOM",
        "government_partner": "X",
    }

    response = client.post(cover, {**form.was, **values, "focus_areas": form.initial["focus_areas"]})

    assert response.status_code == 302
    draft.refresh_from_db()
    assert (draft.title, draft.plan.current.duration_months) == ("New", 12)
