"""Forms opened while a report was a draft and sent after it was accepted: refused with a sentence, nothing written."""

import html
import re

import pytest

from core import audit
from monitoring.models import Report
from monitoring.snapshot import as_data
from tests.monitoring.reported import is_unchanged

ACCEPTED = "This report is accepted and stays as it is. To change it, start a correction."
# page: what the person changes, by the ending of a field's name
TYPED = {
    "money/": {"-amount": "5"},
    "results/": {"-comment": "Typed too late."},
    "activities/": {"-comment": "Typed too late."},
    "risks/": {"-response": "Typed too late."},
    "risks/add/": {"description": "Floods", "likelihood": "2", "impact": "3"},
    "texts/summary/": {"text": "Typed too late."},
    "checklist/": {"-comment": "Typed too late."},
    "rating/": {"rating_reason": "Typed too late."},
    "evidence/": {"kind": "LINK", "title": "A late page", "url": "https://example.org/"},
}


def fields_of(page):
    """{name: value} of the form of a page as a browser sends it, with every hidden key as it stands there."""
    main = page.partition("<main")[2].partition("</main>")[0]
    found = {}
    for tag in re.findall(r"<input [^>]+>", main):
        attributes = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if attributes.get("type") in {"radio", "checkbox"} and " checked" not in tag:
            continue
        if "name" in attributes:
            found[attributes["name"]] = html.unescape(attributes.get("value", ""))
    for name, text in re.findall(r'<textarea [^>]*?name="([^"]+)"[^>]*>(.*?)</textarea>', main, re.DOTALL):
        found[name] = html.unescape(text.removeprefix("\n"))
    for name, choices in re.findall(r'<select [^>]*?name="([^"]+)"[^>]*>(.*?)</select>', main, re.DOTALL):
        chosen = re.search(r'value="([^"]*)"[^>]* selected', choices)
        found[name] = html.unescape(chosen.group(1)) if chosen else ""
    return found


@pytest.fixture
def late(report_in, written_report, project_manager, client_for):
    """``late(page)``: (client, address, what the form sends) of a page opened before the report was accepted."""
    client = client_for(project_manager)

    def opened(page):
        address = f"/en/workspace/reports/{written_report.key}/{page}"
        data = fields_of(client.get(address).content.decode())
        for ending, words in TYPED[page].items():
            data[next(name for name in data if name.endswith(ending))] = words
        report_in("ACCEPTED")
        return client, address, data

    return opened


@pytest.mark.parametrize("page", TYPED)
def test_a_late_form_is_refused_and_changes_nothing(late, written_report, page):
    client, address, data = late(page)
    before = as_data(Report.objects.get(pk=written_report.pk))

    response = client.post(address, data)

    after = Report.objects.get(pk=written_report.pk)
    assert response.status_code == 200
    assert ACCEPTED in html.unescape(response.content.decode())
    assert as_data(after) == before
    assert is_unchanged(after)


def test_a_late_line_that_saves_itself_is_refused(late, written_report):
    client, address, data = late("money/")
    name = next(name for name in data if name.endswith("-amount"))
    before = as_data(Report.objects.get(pk=written_report.pk))

    line = {"line": name.split("-")[1]}
    response = client.post(address, data | line, HTTP_HX_REQUEST="true", HTTP_HX_TRIGGER_NAME=name)

    assert (response.status_code, ACCEPTED in response.content.decode()) == (200, True)
    assert as_data(Report.objects.get(pk=written_report.pk)) == before


@pytest.mark.parametrize("page", ["results/", "activities/", "risks/", "rating/", "texts/summary/"])
def test_a_late_page_that_saves_itself_is_refused(late, written_report, page):
    client, address, data = late(page)
    before = as_data(Report.objects.get(pk=written_report.pk))

    answer = client.post(address, data, HTTP_X_AUTOSAVE="1").json()

    assert (answer["state"], ACCEPTED in " ".join(answer["sentences"])) == ("refused", True)
    assert as_data(Report.objects.get(pk=written_report.pk)) == before


@pytest.mark.parametrize(
    ("page", "data", "sentence"),
    [
        ("money/follow-plan/", {}, ACCEPTED),
        ("submit/", {}, "This has changed since you opened it. Look at its present state and try again."),
        ("take-back/", {}, "This has changed since you opened it. Look at its present state and try again."),
    ],
)
def test_late_steps_are_refused(report_in, project_manager, client_for, page, data, sentence):
    report = report_in("ACCEPTED")

    response = client_for(project_manager).post(f"/en/workspace/reports/{report.key}/{page}", data, follow=True)

    assert response.status_code == 200
    assert sentence in response.content.decode()
    assert Report.objects.get(pk=report.pk).state == Report.State.ACCEPTED


@pytest.mark.parametrize(
    ("step", "name", "state"),
    [
        ("certify", "applicant", "CERTIFYING"), ("refuse", "applicant", "CERTIFYING"), ("endorse", "endorser", "SUBMITTED"),
        ("return", "endorser", "SUBMITTED"), ("accept", "officer", "ENDORSED"), ("return", "officer", "ENDORSED"),
    ],
)  # fmt: skip
def test_a_step_pressed_twice_is_taken_once(report_in, client_for, request, step, name, state):
    """The second press, or the button of a page that the browser went back to, gets a sentence."""
    report = report_in(state)
    client = client_for(request.getfixturevalue(name))
    address, data = f"/en/workspace/reports/{report.key}/{step}/", {"comment": "Checked.", "readers_rating": "ON_TRACK"}

    first, second = client.post(address, data), client.post(address, data)
    reopened = client.get(address)

    assert (first.status_code, second.status_code) == (302, 200)
    assert (reopened.status_code, reopened["Location"]) == (302, report.get_absolute_url())
    assert "This has changed since you opened it." in second.content.decode()
    assert audit.history(report).filter(action=f"report.{step}").count() == 1
