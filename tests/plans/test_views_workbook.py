"""Pages of workbook and paste: who opens them, what they show, and that only the confirmation changes the plan."""

import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from plans import services
from plans.models import Risk
from plans.snapshot import content_hash
from plans.workbook.pasting import KINDS

from .workbooks import TYPE, Desk, upload

READING = ["workbook/", "workbook/plan.xlsx"]
WRITING = ["workbook/upload/", "workbook/apply/", *(f"paste/{kind}/" for kind in KINDS)]


@pytest.fixture
def address(full):
    """``address("workbook/")`` of the full plan."""
    return lambda tail: f"/en/workspace/plans/{full.pk}/{tail}"


@pytest.fixture
def writer(client_for, applicant):
    """The owner's browser."""
    return client_for(applicant)


def changed(full):
    """A workbook in which the cause of the only risk is filled and a line is emptied."""
    desk = Desk(full)
    desk.cell("risks", "cause").value = "Pay <b>elsewhere</b>"
    desk.empty("lines", 1)
    return desk.file()


def shown_in(response):
    """The token of a page of differences."""
    return html.unescape(re.search(r'name="shown" value="([^"]+)"', response.content.decode())[1])


@pytest.mark.parametrize("tail", [*READING, *WRITING])
def test_visitor_is_led_to_sign_in(visitor, address, tail):
    response = visitor.get(address(tail))

    assert (response.status_code, response.headers["Location"].split("?")[0]) == (302, "/en/accounts/login/")


@pytest.mark.parametrize("tail", [*READING, *WRITING])
@pytest.mark.parametrize("name", ["stranger", "colleague", "reviewer", "endorser"])
def test_others_get_404(request, client_for, full, address, tail, name):
    client = client_for(request.getfixturevalue(name))

    for response in (client.get(address(tail)), client.post(address(tail), {"text": "x", "file": changed(full)})):
        assert response.status_code == 404
        assert "Staff leave" not in response.content.decode(errors="replace")


@pytest.mark.parametrize("name", ["officer", "auditor"])
def test_readers_download_and_cannot_upload(request, client_for, application_in, name):
    version = application_in("submitted").plan.current
    client, base = client_for(request.getfixturevalue(name)), f"/en/workspace/plans/{version.pk}/"

    page, file = client.get(f"{base}workbook/"), client.get(f"{base}workbook/plan.xlsx")

    assert (page.status_code, file.status_code, file.headers["Content-Type"]) == (200, 200, TYPE)
    assert "Filled workbook" not in page.content.decode()
    assert [client.post(base + tail).status_code for tail in WRITING] == [404] * len(WRITING)


def test_download_is_a_workbook_of_the_plan(writer, full, address):
    response = writer.get(address("workbook/plan.xlsx"))

    assert re.fullmatch(r'attachment; filename="plan-v1-\d{8}-\d{4}\.xlsx"', response.headers["Content-Disposition"])
    assert Desk.page(Desk(full), "lines").title == "Budget"
    assert response.content[:2] == b"PK"


def test_upload_shows_the_differences_and_changes_nothing(writer, full, address):
    before = content_hash(full)

    page = writer.post(address("workbook/upload/"), {"file": changed(full)}).content.decode()

    assert "Pay &lt;b&gt;elsewhere&lt;/b&gt;" in page
    assert page.count('name="remove"') == 1
    assert content_hash(full) == before


def test_confirmation_applies_once(writer, full, address):
    token = shown_in(writer.post(address("workbook/upload/"), {"file": changed(full)}))

    first = writer.post(address("workbook/apply/"), {"shown": token})
    second = writer.post(address("workbook/apply/"), {"shown": token})

    assert (first.status_code, second.status_code) == (302, 409)
    assert "The plan has changed since these differences were shown. Nothing was applied." in second.content.decode()
    assert (Risk.objects.get(version=full).cause, full.lines.count()) == ("Pay <b>elsewhere</b>", 5)


def test_ticked_rows_are_removed(writer, full, address):
    lineage = str(full.lines.all()[1].lineage)
    token = shown_in(writer.post(address("workbook/upload/"), {"file": changed(full)}))

    writer.post(address("workbook/apply/"), {"shown": token, "remove": [lineage]})

    assert full.lines.filter(lineage=lineage).count() == 0


def test_refused_confirmation_is_shown_again_with_what_was_ticked(writer, full, address):
    desk, before = Desk(full), content_hash(full)
    activity = full.nodes.get(level="OUTPUT").activities.first()
    desk.empty("activities", 0)
    lines = desk.rows("lines")
    for at in range(lines):  # they follow the activity that is missing
        if desk.cell("lines", "activity", at).value == activity.code:
            desk.empty("lines", at)
    token = shown_in(writer.post(address("workbook/upload/"), {"file": desk.file()}))

    response = writer.post(address("workbook/apply/"), {"shown": token, "remove": [str(activity.lineage)]})

    page = response.content.decode()
    assert (response.status_code, content_hash(full)) == (409, before)
    assert "Budget lines follow these activities. Move or remove them first." in page
    assert f'value="{activity.lineage}" id="remove-{activity.lineage}" checked' in page
    assert shown_in(response)


def test_pasted_text_is_kept_while_something_is_wrong(writer, address):
    page = writer.post(address("paste/risk/"), {"text": "Flood\t\t9\t3"}).content.decode()

    assert "<strong>row 1, Likelihood (1–5):</strong> Write a whole number from 1 to 5." in page
    assert "Flood\t\t9\t3</textarea>" in page


def test_page_with_problems_has_nothing_to_confirm(writer, full, address):
    desk = Desk(full)
    desk.cell("lines", "quantity").value = "NaN"

    page = writer.post(address("workbook/upload/"), {"file": desk.file()}).content.decode()

    assert f"Budget!{desk.cell('lines', 'quantity').coordinate}:" in page
    assert 'name="shown"' not in page


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (upload(b"PKnothing"), "The file is damaged or protected by a password."),
        (upload(b""), "The submitted file is empty."),
        (SimpleUploadedFile("a.xlsm", b"x"), "Upload the workbook as an Excel file (.xlsx)."),
        ("", "This field is required."),
    ],
)
def test_refused_file_is_said_on_the_page(writer, address, file, sentence):
    assert sentence in writer.post(address("workbook/upload/"), {"file": file}).content.decode()


def test_upload_without_file_leads_back(writer, address):
    assert writer.get(address("workbook/upload/")).headers["Location"] == address("workbook/")


def test_made_up_confirmation_is_refused(writer, full, address):
    before = content_hash(full)

    response = writer.post(address("workbook/apply/"), {"shown": "W10:abc:def"})

    assert (response.status_code, content_hash(full)) == (409, before)


@pytest.mark.parametrize("kind", KINDS)
def test_paste_page_tells_the_columns(writer, address, kind):
    assert writer.get(address(f"paste/{kind}/")).status_code == 200


def test_paste_of_an_unknown_kind_is_404(writer, address):
    assert writer.get(address("paste/result/")).status_code == 404


def test_paste_from_a_grid_of_a_result_goes_to_its_rows(writer, full, address):
    fields = {"text": "Renamed\tIOM\r\nAnother\tIOM\t1\t2", "start": "1.1.2", "column": "title"}

    token = shown_in(writer.post(address("paste/activity/?under=1.1"), fields))
    writer.post(address("workbook/apply/"), {"shown": token})

    titles = [row.title for row in full.nodes.get(level="OUTPUT").activities.order_by("position")]
    assert titles[1:] == ["Renamed", "Another"]


def test_paste_into_a_grid_of_indicators_counts_within_the_result(writer, full, address, applicant):
    outcome = full.nodes.get(level="OUTCOME")
    services.add_indicator(
        outcome, by=applicant, title="First", baseline_state="NOT_APPLICABLE", kind="QUALITATIVE", over_time="LATEST",
        target_text="x", source_and_method="x",
    )  # fmt: skip
    at = outcome.indicators.get(title="First").position

    token = shown_in(
        writer.post(address("paste/indicator/?under=1"), {"text": "Changed", "start": str(at), "column": "title"})
    )
    writer.post(address("workbook/apply/"), {"shown": token})

    assert outcome.indicators.get(position=at).title == "Changed"


def test_page_of_differences_costs_the_same_for_1_and_25_rows(writer, full, address, django_assert_num_queries):
    row = "Flood\t\t2\t3\n"
    writer.post(address("paste/risk/"), {"text": row})

    for rows in (1, 25):
        with django_assert_num_queries(25):
            writer.post(address("paste/risk/"), {"text": row * rows})


@pytest.mark.parametrize("page", ["results/", "budget/", "risks/"])
def test_editors_lead_to_the_workbook(writer, address, page):
    content = writer.get(address(page)).content.decode()

    assert (content.count(f'href="{address("workbook/")}"'), content.count('id="paste-form"')) == (1, 1)
