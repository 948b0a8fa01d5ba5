from datetime import UTC, datetime, timedelta

import pytest
from icalendar import Calendar

from funding.models import Call
from funding.services import extensions


def read(response):
    calendar = Calendar.from_ical(response.content)
    (event,) = calendar.walk("VEVENT")
    return calendar, event


@pytest.fixture
def call(noon, open_call):
    return open_call(deadline_at=datetime(2026, 6, 30, 15, tzinfo=UTC), title_en="Regional, with “marks”; and \\ more")


def test_deadline_is_an_event_in_utc_with_two_alarms(call, client):
    response = client.get("/en/calls/regional/deadline.ics")

    calendar, event = read(response)
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert response.headers["Content-Disposition"] == 'attachment; filename="regional-deadline.ics"'
    assert event["dtstart"].dt == datetime(2026, 6, 30, 15, tzinfo=UTC)
    assert b"DTSTART:20260630T150000Z" in response.content
    assert (event["uid"], event["sequence"]) == (f"call-{call.pk}-deadline@testserver", 0)
    assert event["summary"] == "Deadline: Regional, with “marks”; and \\ more"
    assert "30 June 2026, 17:00 (Central European Summer Time)" in event["description"]
    assert event["url"] == "http://testserver/en/calls/regional/"
    assert [alarm["trigger"].dt for alarm in event.walk("VALARM")] == [timedelta(days=-7), timedelta(days=-1)]
    assert calendar["version"] == "2.0"
    assert max(len(line) for line in response.content.split(b"\r\n")) <= 75


def test_extension_moves_the_same_event(call, client, officer, second_officer):
    before = read(client.get("/en/calls/regional/deadline.ics"))[1]
    later = call.deadline_at + timedelta(days=3)
    extension = extensions.propose_extension(call, by=officer, deadline_at=later, reason="Floods")
    assert read(client.get("/en/calls/regional/deadline.ics"))[1]["sequence"] == 0
    extensions.confirm_extension(extension, by=second_officer)

    after = read(client.get("/fr/calls/regional/deadline.ics"))[1]

    assert (after["uid"], after["sequence"], after["dtstart"].dt) == (before["uid"], 1, later)


def test_no_file_without_deadline_or_for_a_draft(call_draft, client, reference):
    call_draft("secret")

    assert client.get("/en/calls/national/deadline.ics").status_code == 404
    assert client.get("/en/calls/secret/deadline.ics").status_code == 404
    assert client.get("/en/calls/nothing/deadline.ics").status_code == 404
    assert Call.objects.get(slug="secret").deadline_at is not None
