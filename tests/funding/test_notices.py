"""Notices: who keeps them, where and when they are shown, that they cost pages nothing."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.errors import DomainError, NotAllowed, StateConflict
from core.models import AuditEvent
from funding.models import Notice
from funding.selectors import notices as selectors
from funding.services.notices import end_notice, keep_notice

WORDS = {"text_en": "Closed on Monday.", "text_fr": "Fermé lundi.", "text_es": "Cerrado el lunes."}


def hours(number):
    return timezone.now() + timedelta(hours=number)


@pytest.fixture
def keep(officer, django_capture_on_commit_callbacks):
    """``keep(starts=-1, ends=1, …)``: a notice, shown from and until so many hours from now."""

    def make(starts=-1, ends=1, **fields):
        moments = {"starts_at": hours(starts), "ends_at": hours(ends)}
        with django_capture_on_commit_callbacks(execute=True):
            return keep_notice(None, by=officer, revision=0, **(WORDS | moments | fields))

    return make


@pytest.fixture
def form(officer):
    """What a browser sends for a notice of today."""
    return WORDS | {"tone": "warning", "call": "", "starts": "2027-03-02T08:00", "ends": "2027-03-02T12:00"} | {
        "revision": "0"
    }  # fmt: skip


@pytest.mark.parametrize("path", ["/en/", "/en/projects/", "/en/about/", "/en/workspace/"])
def test_a_notice_stands_above_every_page(client_for, applicant, keep, reference, path):
    keep()

    text = client_for(applicant).get(path, follow=True).content.decode()

    assert text.count("Closed on Monday.") == 1
    assert 'aria-label="Notices"' in text


def test_it_is_read_in_the_reader_s_language(client, keep, reference):
    keep()

    text = client.get("/fr/").content.decode()

    assert "Fermé lundi." in text
    assert "Closed on Monday." not in text


@pytest.mark.parametrize(("starts", "ends"), [(1, 2), (-2, 0.0001)])
def test_it_is_shown_in_its_time_only(client, keep, reference, starts, ends):
    keep(starts, ends)

    with time_machine.travel(timezone.now() + timedelta(minutes=5), tick=False):
        assert "Closed on Monday." not in client.get("/en/").content.decode()


def test_a_call_s_notice_stands_on_its_pages_and_those_of_its_proposals(
    client_for, applicant, keep, open_call, draft, officer
):
    call = open_call()
    keep(call=call)
    draft.call = call
    draft.save(update_fields=["call"])
    browser = client_for(applicant)

    shown = [path for path in (call.get_absolute_url(), draft.get_absolute_url(), "/en/", "/en/calls/")
             if "Closed on Monday." in browser.get(path).content.decode()]  # fmt: skip

    assert shown == [call.get_absolute_url(), draft.get_absolute_url()]


def test_pages_ask_nothing_for_it(client, keep, reference, django_assert_num_queries):
    client.get("/en/")
    with CaptureQueriesContext(connection) as before:
        client.get("/en/")
    asked = len(before)
    keep()
    client.get("/en/")  # reads it for the pages of the next seconds

    with django_assert_num_queries(asked):
        text = client.get("/en/").content.decode()

    assert "Closed on Monday." in text


def test_what_another_process_changes_is_seen_within_seconds(keep, rf, monkeypatch):
    monkeypatch.setattr(selectors, "KEPT_FOR", 0)
    notice = keep()
    Notice.objects.filter(pk=notice.pk).update(text_en="Changed elsewhere")

    assert [one.text for one in selectors.shown(rf.get("/"))] == ["Changed elsewhere"]


def test_a_reader_puts_it_away_until_it_is_changed(
    client, keep, reference, officer, django_capture_on_commit_callbacks
):
    notice = keep()

    answer = client.post(f"/en/notices/{notice.pk}/dismiss/", {"next": "/en/about/?a=1"})

    assert answer.url == "/en/about/?a=1"
    assert "Closed on Monday." not in client.get("/en/").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        keep_notice(notice, by=officer, revision=1, text_en="Closed on Tuesday.")
    assert "Closed on Tuesday." in client.get("/en/").content.decode()


def test_hiding_leads_nowhere_else_and_never_fails(client, keep, reference):
    notice = keep()
    client.cookies[selectors.DISMISSED] = "_;nonsense__9.9_" * 20

    assert client.post(f"/en/notices/{notice.pk}/dismiss/", {"next": "https://evil.example/"}).url == "/en/"
    assert client.post("/en/notices/999/dismiss/", {"next": "/en/news/"}).url == "/en/news/"  # over meanwhile
    assert client.get(f"/en/notices/{notice.pk}/dismiss/").status_code == 405


def test_many_that_were_hidden_before_keep_none_from_being_hidden(client, keep, reference):
    notice = keep()
    client.cookies[selectors.DISMISSED] = "_".join(f"9{number}.1" for number in range(40))

    client.post(f"/en/notices/{notice.pk}/dismiss/")

    assert client.cookies[selectors.DISMISSED].value == f"{notice.pk}.1"


def test_a_kept_page_of_the_catalogue_is_asked_for_again(client, keep, reference):
    tag = client.get("/en/projects/").headers["ETag"]
    keep()

    answer = client.get("/en/projects/", headers={"If-None-Match": tag})

    assert answer.status_code == 200
    assert "Closed on Monday." in answer.content.decode()
    assert client.get("/en/projects/", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize("missing", ["text_en", "text_fr", "text_es"])
def test_it_needs_all_three_languages(keep, missing):
    with pytest.raises(ValidationError):
        keep(**{missing: ""})


def test_it_ends_after_it_starts_and_not_before_now(keep):
    with pytest.raises(ValidationError):
        keep(2, 1)
    with pytest.raises(DomainError):
        keep(-2, -1)

    assert Notice.objects.count() == 0


def test_only_those_who_keep_the_site_may(keep, applicant, reviewer):
    notice = keep()

    for person in (applicant, reviewer):
        with pytest.raises(NotAllowed):
            keep_notice(None, by=person, revision=0, **WORDS, starts_at=hours(0), ends_at=hours(1))
        with pytest.raises(NotAllowed):
            end_notice(notice, by=person, revision=1)
    assert list(Notice.objects.values_list("revision", "ended_at")) == [(1, None)]


def test_a_stale_change_and_a_change_of_what_is_over_are_refused(keep, officer):
    notice = keep()
    keep_notice(notice, by=officer, revision=1, text_en="Newer")

    with pytest.raises(StateConflict):
        keep_notice(notice, by=officer, revision=1, text_en="Older")
    with pytest.raises(StateConflict):
        end_notice(notice, by=officer, revision=1)
    end_notice(notice, by=officer, revision=2)
    with pytest.raises(StateConflict):
        end_notice(notice, by=officer, revision=3)

    notice.refresh_from_db()
    assert (notice.text_en, notice.phase) == ("Newer", "OVER")
    assert [one.action for one in AuditEvent.objects.about(notice)] == [
        "notice.written", "notice.changed", "notice.ended",
    ]  # fmt: skip


@time_machine.travel("2027-03-01 12:00Z", tick=False)
def test_an_officer_writes_previews_and_ends_one(client_for, officer, form, reference):
    browser = client_for(officer)

    preview = browser.post("/en/workspace/site/notices/new/", form | {"preview": "1"}).content.decode()
    assert "<p>Fermé lundi.</p>" in preview
    assert Notice.objects.count() == 0

    assert browser.post("/en/workspace/site/notices/new/", form).url == "/en/workspace/site/notices/"
    notice = Notice.objects.get()
    assert (notice.starts_at.isoformat(), notice.phase) == ("2027-03-02T07:00:00+00:00", "COMING")
    assert "Coming" in browser.get("/en/workspace/site/notices/").content.decode()
    assert browser.get("/en/workspace/site/").content.decode().count("/en/workspace/site/notices/") == 1

    browser.post(f"/en/workspace/site/notices/{notice.pk}/end/", {"revision": "1"})
    notice.refresh_from_db()
    assert notice.phase == "OVER"
    assert "This notice is over" in browser.get(f"/en/workspace/site/notices/{notice.pk}/").content.decode()


@time_machine.travel("2027-03-01 12:00Z", tick=False)
@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"text_fr": ""}, "This field is required."),
        ({"ends": "2027-03-02T07:00"}, "A notice must end after it starts."),
        ({"starts": "nonsense"}, "Write a date and an hour"),
        ({"starts": "2027-03-28T02:30"}, "does not exist in Europe/Zurich"),
        ({"starts": "2027-02-01T08:00", "ends": "2027-02-02T08:00"}, "This end has gone by"),
        ({"call": "999"}, "Select a valid choice."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(client_for, officer, form, reference, change, sentence):
    text = client_for(officer).post("/en/workspace/site/notices/new/", form | change).content.decode()

    assert sentence in text
    assert "Cerrado el lunes." in text
    assert Notice.objects.count() == 0


@pytest.mark.parametrize("path", ["", "new/", "{pk}/", "{pk}/end/"])
def test_nobody_else_opens_the_place(client, client_for, applicant, keep, reference, path):
    address = f"/en/workspace/site/notices/{path.format(pk=keep().pk)}"

    assert client_for(applicant).get(address).status_code == (404 if "pk" in path else 403)
    assert client.get(address).status_code == 302


@pytest.mark.parametrize("count", [1, 25])
def test_the_list_asks_as_much_however_many_there_are(client_for, officer, keep, django_assert_num_queries, count):
    for _number in range(count):
        keep()
    browser = client_for(officer)
    browser.get("/en/workspace/site/notices/")

    with django_assert_num_queries(6):
        browser.get("/en/workspace/site/notices/")
