from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import override

from core.errors import DomainError, NotAllowed, StateConflict
from core.models import AuditEvent
from funding.deadlines import UnknownZone
from funding.models import Call, CallDocument, FundingLine
from funding.selectors import calls_accepting
from funding.services import calls, load_reference
from funding.tasks import keep_calls_on_time
from notifications.models import Notification, OutboxMail

DOCUMENT = {"title_en": "Map", "title_fr": "Carte", "title_es": "Mapa", "is_required": True}


def test_draft_keeps_the_close_with_the_deadline(call_draft, officer):
    call = call_draft(grace_seconds=60)

    assert (call.state, call.revision, call.changed_by) == ("DRAFT", 1, officer)
    assert call.closes_at == call.deadline_at + timedelta(seconds=60)
    event = AuditEvent.objects.about(call).get()
    assert (event.action, event.actor) == ("call.drafted", officer)
    assert set(call.lines.all()) == set(FundingLine.objects.all())


def test_draft_changes_at_the_revision_that_was_opened(call_draft, officer):
    call = call_draft()

    changed = calls.keep_call(call, by=officer, revision=1, title_en="New", deadline_at=None, kind="NATIONAL")

    assert (changed.title_en, changed.closes_at, changed.revision) == ("New", None, 2)
    with pytest.raises(StateConflict):
        calls.keep_call(call, by=officer, revision=1, title_en="Old tab")
    assert Call.objects.get(pk=call.pk).title_en == "New"


@pytest.mark.parametrize("code", ["en", "fr", "es"])
def test_draft_needs_a_title_in_one_language_only(officer, reference, code):
    with override("fr"):
        call = calls.keep_call(
            None,
            by=officer,
            revision=0,
            slug="x",
            kind="NATIONAL",
            opens_at=timezone.now(),
            **{f"title_{code}": "Une", "text_en": None},
        )

    found = Call.objects.get(pk=call.pk)
    assert getattr(found, f"title_{code}") == "Une"
    with override("en"):
        assert str(found) == "Une"


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"slug": "national"}, ValidationError),
        ({"slug": "no slug"}, ValidationError),
        ({"deadline_at": None}, ValidationError),
        ({"opens_at": timezone.now() + timedelta(days=60)}, ValidationError),
        ({"grace_seconds": 301}, ValidationError),
        ({"languages": ["en", "de"]}, ValidationError),
        ({"contact_email": "nobody"}, ValidationError),
        ({"title_en": "", "title_fr": "", "title_es": ""}, ValidationError),
        ({"time_zone": "Europe/Geneva"}, UnknownZone),
        ({"state": "OPEN"}, TypeError),
        ({"closes_at": timezone.now()}, TypeError),
    ],
)
def test_draft_refuses(call_draft, fields, error):
    before = Call.objects.count()

    with pytest.raises(error):
        call_draft(**fields)

    assert Call.objects.count() == before


@pytest.mark.parametrize("name", ["applicant", "reviewer", "approver", "auditor", "administrator"])
def test_others_keep_no_calls(call_draft, open_call, request, name):
    person, draft, call = request.getfixturevalue(name), call_draft("draft"), open_call()

    for attempt in (
        lambda: calls.keep_call(None, by=person, revision=0, slug="y"),
        lambda: calls.keep_call(draft, by=person, revision=1, title_en="Mine"),
        lambda: calls.open_call(draft, by=person),
        lambda: calls.correct_call(call, by=person, revision=1, reason="x", title_en="Mine"),
        lambda: calls.close_call(call, by=person),
    ):
        with pytest.raises(NotAllowed):
            attempt()
    assert set(Call.objects.values_list("title_en", flat=True)) == {"Regional en", "National projects: open all year"}


def test_documents_keep_their_rows(call_draft, officer):
    call = call_draft(documents=[DOCUMENT, DOCUMENT | {"title_en": "Letter"}])
    first, second = call.documents.all()

    calls.keep_call(
        call,
        by=officer,
        revision=1,
        documents=[DOCUMENT | {"pk": second.pk, "title_en": "Letters"}, DOCUMENT | {"title_en": "Plan"}],
    )

    kept = list(call.documents.values_list("pk", "title_en"))
    assert kept[0] == (second.pk, "Letters")
    assert kept[1][1] == "Plan"
    assert not CallDocument.objects.filter(pk=first.pk).exists()


def test_document_of_another_call_is_never_taken(call_draft, officer):
    other = call_draft("other", documents=[DOCUMENT]).documents.get()
    call = call_draft()

    calls.keep_call(call, by=officer, revision=1, documents=[DOCUMENT | {"pk": other.pk, "title_en": "Stolen"}])

    other.refresh_from_db()
    assert (other.call.slug, other.title_en) == ("other", "Map")
    assert call.documents.get().title_en == "Stolen"


def test_document_needs_a_title_in_each_language(call_draft, officer):
    call = call_draft()

    with pytest.raises(ValidationError):
        calls.keep_call(call, by=officer, revision=1, documents=[DOCUMENT | {"title_es": ""}])

    assert call.documents.count() == 0


def test_open_call_is_kept_by_correction_only(open_call, officer):
    call = open_call()

    with pytest.raises(StateConflict):
        calls.keep_call(call, by=officer, revision=call.revision, title_en="New")
    for field in ({"deadline_at": timezone.now()}, {"opens_at": timezone.now()}, {"kind": "NATIONAL"}, {"slug": "z"}):
        with pytest.raises(TypeError):
            calls.correct_call(call, by=officer, revision=call.revision, reason="x", **field)

    call.refresh_from_db()
    assert (call.title_en, call.kind, call.slug) == ("Regional en", "REGIONAL", "regional")


def test_correction_is_recorded_and_told_in_each_language(open_call, officer, applicant, audience, follower_of):
    call = open_call()
    follower_of(call, "fr@example.org", "fr")
    follower_of(call, "ana@other.org", "es", user=applicant)
    audience(applicant)
    deadline = call.deadline_at

    calls.correct_call(
        call,
        by=officer,
        revision=call.revision,
        reason="The wrong office was named",
        text_en="Better",
        contact_name="Ella Contact",
        documents=[DOCUMENT],
    )

    call.refresh_from_db()
    assert (call.text_en, call.deadline_at, call.documents.count()) == ("Better", deadline, 1)
    event = AuditEvent.objects.about(call).get(action="call.corrected")
    assert (event.comment, event.data["fields"]) == ("The wrong office was named", ["documents", "text_en"])
    notification = Notification.objects.get()
    assert (notification.user, notification.kind) == (applicant, "call.changed")
    assert notification.params["parts"] == "announcement, documents asked for"
    mails = {mail.to: mail for mail in OutboxMail.objects.all()}
    assert set(mails) == {applicant.email, "fr@example.org"}
    assert "Regional fr" in mails["fr@example.org"].subject
    assert "The wrong office was named" in mails["fr@example.org"].text


@pytest.mark.parametrize(
    ("fields", "reason"),
    [({"text_en": "Better"}, " "), ({"text_en": "Text en"}, "Why"), ({"text_fr": ""}, "Why"), ({}, "Why")],
)
def test_correction_refuses(open_call, officer, follower_of, fields, reason):
    call = open_call()
    follower_of(call, "fr@example.org", "fr")

    with pytest.raises(DomainError):
        calls.correct_call(call, by=officer, revision=call.revision, reason=reason, **fields)

    call.refresh_from_db()
    assert (call.text_en, call.text_fr) == ("Text en", "Text fr")
    assert OutboxMail.objects.count() == 0


def test_opening_that_has_come_is_announced_at_once_to_those_with_drafts(
    call_draft, officer, applicant, stranger, audience
):
    audience(applicant)

    call = calls.open_call(call_draft(), by=officer)

    told = Notification.objects.get()
    assert (told.user, told.kind) == (applicant, "call.opened")
    assert call.state == "OPEN"
    calls.announce_openings()
    assert Notification.objects.count() == 1


def test_opening_is_announced_when_its_hour_comes_once(noon, open_call, applicant, follower_of, time_machine):
    call = open_call(opens_at=noon + timedelta(hours=2), deadline_at=noon + timedelta(days=9))
    follower_of(call, "fr@example.org", "fr")
    follower_of(call, applicant.email, "en", user=applicant)

    keep_calls_on_time()
    assert OutboxMail.objects.count() == 0
    time_machine.move_to(noon + timedelta(hours=2), tick=False)
    keep_calls_on_time()
    follower_of(call, "late@example.org")
    keep_calls_on_time()

    assert set(OutboxMail.objects.values_list("to", flat=True)) == {"fr@example.org", applicant.email}
    french = OutboxMail.objects.get(to="fr@example.org")
    assert "10 juin 2026, 14:00 (heure d’été d’Europe centrale)" in french.text
    assert AuditEvent.objects.about(call).filter(action="call.announced").count() == 1


def test_due_calls_close_after_the_grace_and_only_once(noon, open_call, time_machine):
    due = open_call("due", deadline_at=noon + timedelta(hours=1), grace_seconds=60)
    later = open_call("later", deadline_at=noon + timedelta(hours=2))
    time_machine.move_to(noon + timedelta(hours=1, seconds=60), tick=False)
    assert calls.close_due_calls() == 0
    time_machine.move_to(noon + timedelta(hours=1, seconds=61), tick=False)

    keep_calls_on_time()
    keep_calls_on_time()

    states = dict(Call.objects.values_list("slug", "state"))
    assert states == {"due": "CLOSED", "later": "OPEN", "national": "OPEN"}
    assert AuditEvent.objects.about(due).filter(action="call.close").count() == 1
    assert AuditEvent.objects.about(later).filter(action="call.close").count() == 0


def test_national_call_closes_by_a_person_when_money_is_gone(reference, officer):
    national = Call.objects.get(slug="national")

    calls.decide_call(calls.close_call(national, by=officer), by=officer)

    national.refresh_from_db()
    assert national.state == "DECIDED"


def test_reference_ships_one_national_call_that_is_open_all_year(reference):
    national = Call.objects.get(slug="national")

    assert (national.kind, national.state, national.deadline_at, national.closes_at) == ("NATIONAL", "OPEN", None, None)
    assert national.opens_at.isoformat() == "2021-12-31T23:00:00+00:00"
    assert (list(national.lines.values_list("pk", flat=True)), national.languages) == ([1, 2], ["en", "fr", "es"])
    assert all(getattr(national, f"{field}_{code}") for field in ("title", "text") for code in ("en", "fr", "es"))
    assert "\u00a0: ouvert" in national.title_fr
    assert list(calls_accepting(kind="NATIONAL", line=1, region="EUROPE")) == [national]


def test_reference_never_touches_a_call_that_exists(reference):
    Call.objects.filter(slug="national").update(contact_email="unit@example.org", state="CLOSED")

    load_reference(overwrite=True)

    national = Call.objects.get()
    assert (national.contact_email, national.state) == ("unit@example.org", "CLOSED")
    assert Notification.objects.count() == 0
