"""The calendar of what is due: its page, its filters, and the file for calendar programs."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from core.models import AuditEvent
from monitoring import services
from monitoring.models import CalendarFeed, Duty
from projects.models import Project

URL = "/en/workspace/reports/calendar/"
QUERIES = 8


def shown(response):
    """(kind, number) of the duties on the page, in their order."""
    return [(duty.kind, duty.sequence) for _month, duties in response.context["months"] for duty in duties]


@pytest.fixture
def late(running_project):
    """The framework is a year late; all other dates are far."""
    today = timezone.localdate()
    far = {"due_on": date(2090, 3, 1), "starts_on": date(2090, 1, 1), "ends_on": date(2090, 1, 1)}
    Duty.objects.exclude(kind="FRAMEWORK").update(**far)
    Duty.objects.filter(kind="FRAMEWORK").update(due_on=today - timedelta(days=365))
    return running_project


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("project_manager", 5),
        ("endorser", 5),
        ("officer", 5),
        ("approver", 5),
        ("auditor", 5),
        ("applicant", 5),  # certifies its reports
        ("colleague", 0),
        ("reviewer", 0),
        ("stranger", 0),
    ],
)
def test_calendar_shows_what_is_due_for_the_person(client_for, request, late, name, count):
    page = client_for(request.getfixturevalue(name)).get(URL)

    assert page.status_code == 200
    assert len(shown(page)) == count


def test_calendar_of_another_regional_office_is_empty(client_for, late, stranger):
    from tests.factories import RoleGrantFactory

    RoleGrantFactory(user=stranger, role="ENDORSER", region_code="AFRICA")

    assert shown(client_for(stranger).get(URL)) == []


def test_calendar_has_the_late_first_then_months(client_for, late, project_manager):
    page = client_for(project_manager).get(URL)

    months = [(month, len(duties)) for month, duties in page.context["months"]]
    assert months == [(None, 1), (date(2090, 3, 1), 4)]
    text = page.content.decode()
    assert text.count("365 days late") == 1
    assert text.count("March 2090") == 1 + 4


def test_calendar_leaves_out_what_was_delivered_and_projects_that_do_not_run(client_for, late, officer):
    client = client_for(officer)
    services.settle(late.duties.get(kind="EVAL_PLAN"), by=officer, on=date(2026, 1, 1))
    assert ("EVAL_PLAN", 1) not in shown(client.get(URL))
    assert ("INTERIM", 1) not in shown(client.get(URL))  # accepted

    Project.objects.update(state="SUSPENDED")

    assert shown(client.get(URL)) == []


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("?region=EUROPE", 5),
        ("?region=AFRICA", 0),
        ("?kind=FINAL", 1),
        ("?late=1", 1),
        ("?region=EUROPE&kind=FRAMEWORK&late=1", 1),
        ("?kind=NONSENSE&region=x&late=maybe&page=99", 5),
    ],
)
def test_calendar_is_filtered_by_the_address(client_for, late, officer, query, count):
    assert len(shown(client_for(officer).get(URL + query))) == count


def test_calendar_of_a_manager_has_no_filters(client_for, late, project_manager):
    page = client_for(project_manager).get(URL + "?kind=FINAL")

    assert page.context["form"] is None
    assert len(shown(page)) == 5


def test_calendar_costs_the_same_at_1_and_25_duties(client_for, late, project_manager, django_assert_num_queries):
    client = client_for(project_manager)
    Duty.objects.filter(kind__in=["FINAL", "EVALUATION", "EVAL_PLAN"]).delete()
    client.get(URL)
    with django_assert_num_queries(QUERIES):
        client.get(URL)
    day = date(2091, 1, 1)
    Duty.objects.bulk_create(
        Duty(project=late, kind="INTERIM", sequence=number, starts_on=day, ends_on=day, due_on=day)
        for number in range(10, 34)
    )
    with django_assert_num_queries(QUERIES):
        client.get(URL)


def test_calendar_has_pages(client_for, late, project_manager):
    day = date(2091, 1, 1)
    Duty.objects.bulk_create(
        Duty(project=late, kind="INTERIM", sequence=number, starts_on=day, ends_on=day, due_on=day)
        for number in range(10, 80)
    )

    first, second = (client_for(project_manager).get(f"{URL}?page={page}") for page in (1, 2))

    assert (len(shown(first)), len(shown(second))) == (50, 25)


def address_made(client):
    client.post(f"{URL}address/")
    return client.get(URL).context["new_address"].removeprefix("http://testserver")


def test_address_is_shown_once_and_kept_as_a_digest(client_for, late, project_manager):
    client = client_for(project_manager)

    address = address_made(client)

    token = address.removeprefix("/en/workspace/reports/calendar/").removesuffix(".ics")
    feed = CalendarFeed.objects.get()
    assert (len(token), len(feed.digest)) == (43, 64)
    assert token not in str(list(CalendarFeed.objects.values())) + str(list(AuditEvent.objects.values()))
    assert client.get(URL).context["new_address"] is None


def test_file_is_a_valid_calendar_for_whoever_has_the_address(client, client_for, late, project_manager):
    Project.objects.update(title="Título largo, con “comillas”; y \\ más – " + "ü" * 120)
    address = address_made(client_for(project_manager))

    response = client.get(address)

    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert response.headers["Cache-Control"] == "private, max-age=3600"
    calendar = Calendar.from_ical(response.content)
    events = calendar.walk("VEVENT")
    assert (calendar["version"], len(events)) == ("2.0", 5)
    framework, duty = events[0], late.duties.get(kind="FRAMEWORK")
    assert framework["uid"] == f"duty-{duty.pk}@testserver"
    assert framework["summary"] == "PX.9001: Results monitoring framework and work plan due"
    assert (framework["dtstart"].dt, framework["dtend"].dt) == (duty.due_on, duty.due_on + timedelta(days=1))
    assert f"DTSTART;VALUE=DATE:{duty.due_on:%Y%m%d}".encode() in response.content
    assert [alarm["trigger"].dt for alarm in framework.walk("VALARM")] == [timedelta(days=-7)]
    assert framework["url"] == f"http://testserver/en/workspace/reports/duties/{duty.pk}/"
    assert {event["dtstamp"].dt.tzinfo is not None for event in events} == {True}
    assert len({event["uid"] for event in events}) == 5
    lines = response.content.split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert all(b"\n" not in line for line in lines)


def test_uid_stays_when_the_date_moves(client, client_for, late, project_manager):
    address = address_made(client_for(project_manager))
    before = Calendar.from_ical(client.get(address).content).walk("VEVENT")
    Duty.objects.filter(kind="FRAMEWORK").update(due_on=date(2089, 1, 1))

    after = Calendar.from_ical(client.get(address.replace("/en/", "/fr/")).content).walk("VEVENT")

    assert before[0]["uid"] == after[0]["uid"]
    assert after[0]["dtstart"].dt == date(2089, 1, 1)


def test_new_address_closes_the_old_one_and_it_can_be_switched_off(client, client_for, late, project_manager):
    browser = client_for(project_manager)
    old = address_made(browser)
    new = address_made(browser)

    assert (client.get(old).status_code, client.get(new).status_code) == (404, 200)
    browser.post(f"{URL}address/", {"end": "1"})
    assert client.get(new).status_code == 404
    assert not CalendarFeed.objects.exists()


def test_file_of_somebody_who_left_is_gone(client, client_for, late, project_manager):
    address = address_made(client_for(project_manager))
    project_manager.is_active = False
    project_manager.save()

    assert client.get(address).status_code == 404


def test_file_without_a_secret_that_somebody_has_is_not_there(client, late):
    assert client.get(f"{URL}nothing.ics").status_code == 404
    assert client.post(f"{URL}address/").status_code == 302  # to sign in
    assert not CalendarFeed.objects.exists()


def test_list_of_projects_says_what_is_late(client_for, late, project_manager, officer):
    for person, address in ((project_manager, ""), (officer, "portfolio/")):
        page = client_for(person).get(f"/en/workspace/projects/{address}").content.decode()
        assert page.count("365 days late") == 1


def test_project_page_says_what_is_late_unless_suspended(client_for, late, project_manager):
    client, address = client_for(project_manager), f"/en/workspace/projects/{late.address}/"

    assert client.get(address).content.decode().count("1 duty of this project is late.") == 1
    Project.objects.update(state="SUSPENDED")
    assert client.get(address).content.decode().count("1 duty of this project is late.") == 0
