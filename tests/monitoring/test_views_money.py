import re
from decimal import Decimal
from uuid import uuid4

import pytest
from django.contrib.messages import get_messages
from django.http import QueryDict

from monitoring import services
from monitoring.forms.money import MoneyForms
from monitoring.selectors.money import sheet_of
from tests.plugin import guards_lifted

HTMX = {"HTTP_HX_REQUEST": "true"}


def address(report, page="money"):
    return f"/en/workspace/reports/{report.key}/{page}/"


@pytest.fixture
def lines(next_report):
    return {line.description.split()[0]: line for line in next_report.version.lines.all()}


def typed(report, **lines):
    """What the form sends: for each line (by the first word) amount, or (amount, revision[, comment])."""
    data = {"basis": "ACTUAL", "ledger_on": "", "seen": "ACTUAL"}
    for line in report.version.lines.all():
        given = lines.get(line.description.split()[0], "")
        amount, revision, comment = (*given, "")[:3] if isinstance(given, tuple) else (given, 0, "")
        prefix = f"line-{line.pk}"
        data |= {f"{prefix}-amount": amount, f"{prefix}-commitments": "", f"{prefix}-comment": comment}
        data[f"{prefix}-revision"] = revision
    return data


def posted_as(data):
    sent = QueryDict(mutable=True)
    sent.update(data)
    return sent


def saved(report):
    return {row.line.description.split()[0]: str(row.amount) for row in report.expenditures.select_related("line")}


def problems(response):
    summary = response.content.decode().partition('class="error-summary"')[2].partition("</div>")[0]
    return [
        re.sub(r"<[^>]+>", "", sentence).replace("\u00a0", " ") for sentence in re.findall(r"<li>(.+?)</li>", summary)
    ]


def test_one_form_saves_what_was_typed(client_for, project_manager, next_report):
    client = client_for(project_manager)

    response = client.post(address(next_report), typed(next_report, Workshops="1,000.50", Office="0"))

    assert (response.status_code, response["Location"]) == (302, address(next_report))
    assert saved(next_report) == {"Workshops": "1000.50", "Office": "0.00"}


def test_nothing_entered_has_no_light(client_for, project_manager, next_report):
    client = client_for(project_manager)
    before = client.get(address(next_report)).context["sheet"]
    services.write_expenditure(next_report, before.rows[0].line, by=project_manager, amount=Decimal(100))
    after = client.get(address(next_report)).context["sheet"]

    assert (before.light, after.light) == (None, "RED")


def test_lines_left_empty_become_zero_when_asked(client_for, project_manager, next_report):
    client_for(project_manager).post(address(next_report), typed(next_report, Workshops="5") | {"zero": "on"})

    assert saved(next_report) == dict.fromkeys(["Project", "Office", "Consultant", "External"], "0.00") | {
        "Workshops": "5.00"
    }


def test_what_is_wrong_is_said_and_the_rest_is_saved(client_for, project_manager, next_report):
    data = typed(next_report, Workshops="12", Office="1.2.3", Project="-99999") | {"ledger_on": "2019-01-01"}

    response = client_for(project_manager).post(address(next_report), data)

    assert response.status_code == 200
    assert problems(response)[1:] == [
        (
            "Project officer, spent in this period: USD 10,800 was spent on this line before: "
            "a credit of USD 99,999 is USD 89,199 too much."
        ),
        (
            "Office rent and communication, spent in this period: “1.2.3” is not a number. "
            "Write digits only, for example 1,234.50."
        ),
    ]
    assert problems(response)[0].startswith("Day of the accounts: The accounts are of a day before the period")
    page = response.content.decode()
    assert 'value="1.2.3"' in page
    assert 'value="-99999"' in page
    assert saved(next_report) == {"Workshops": "12.00"}


def test_a_line_saved_elsewhere_is_replaced_only_after_it_was_shown(client_for, project_manager, next_report, lines):
    client = client_for(project_manager)
    opened = typed(next_report, Workshops="20")
    services.write_expenditure(next_report, lines["Workshops"], by=project_manager, amount=Decimal(10))

    response = client.post(address(next_report), opened)

    assert [sentence.partition(": ")[2] for sentence in problems(response)] == [
        "This amount was saved elsewhere while you had it open. Your entries are still below.",
        "Saved meanwhile: USD 10. Save once more to replace it by what you typed.",
    ]
    assert saved(next_report) == {"Workshops": "10.00"}
    revision = re.search(
        rf'name="line-{lines["Workshops"].pk}-revision" value="(\d+)"', response.content.decode()
    ).group(1)
    client.post(address(next_report), typed(next_report, Workshops=("20", revision)))
    assert saved(next_report) == {"Workshops": "20.00"}


def test_a_line_that_saved_itself_under_the_button_is_no_conflict(client_for, project_manager, next_report, lines):
    """The button's request read the page's figures before the line saved the same ones."""
    forms = MoneyForms(sheet_of(next_report), posted_as(typed(next_report, Workshops="20")))
    services.write_expenditure(next_report, lines["Workshops"], by=project_manager, amount=Decimal(20))

    assert forms.save(project_manager)
    assert saved(next_report) == {"Workshops": "20.00"}


def test_one_line_saves_by_itself_and_sends_the_sums(client_for, project_manager, next_report, lines):
    pk = lines["Workshops"].pk
    data = typed(next_report, Workshops="1000", Office="7") | {"line": str(pk)}

    response = client_for(project_manager).post(
        address(next_report), data, **HTMX, HTTP_HX_TRIGGER_NAME=f"line-{pk}-amount"
    )

    page = response.content.decode()
    assert saved(next_report) == {"Workshops": "1000.00"}
    assert dict(re.findall(r'id="(?:line-\d+|sum-total)-(\w+)" hx-swap-oob="true">([\d,.%]+)<', page)) == {
        "cumulative": "48,400.00", "left": "101,300.00", "percent": "32.3%", "period": "1,000.00",
        "commitments": "0.00",
    }  # fmt: skip
    assert re.findall(r'name="line-\d+-(\w+)" value="([^"]*)"', page) == [("amount", "1,000.00"), ("revision", "1")]


def test_one_line_that_is_wrong_is_marked(client_for, project_manager, next_report, lines):
    pk = lines["Workshops"].pk
    data = typed(next_report, Workshops="many") | {"line": str(pk)}

    response = client_for(project_manager).post(
        address(next_report), data, **HTMX, HTTP_HX_TRIGGER_NAME=f"line-{pk}-amount"
    )

    page = response.content.decode()
    assert ('value="many"' in page, 'aria-invalid="true"' in page, "is not a number" in page) == (True, True, True)
    assert saved(next_report) == {}


@pytest.mark.parametrize("line", ["999999", "x"])
def test_an_unknown_line_saves_nothing(client_for, project_manager, next_report, line):
    data = typed(next_report, Workshops="5") | {"line": line}

    response = client_for(project_manager).post(address(next_report), data, **HTMX)

    assert response.status_code in {200, 404}
    assert saved(next_report) == {}


@pytest.mark.parametrize(
    ("name", "state", "status"),
    [
        ("project_manager", "DRAFT", 200), ("applicant", "DRAFT", 200), ("officer", "DRAFT", 404),
        ("endorser", "DRAFT", 404), ("stranger", "DRAFT", 404), ("officer", "SUBMITTED", 200),
        ("endorser", "SUBMITTED", 200), ("auditor", "SUBMITTED", 200), ("reviewer", "SUBMITTED", 404),
    ],
)  # fmt: skip
@pytest.mark.parametrize("page", ["money", "checklist"])
def test_pages_open_for_those_who_see_the_report(client_for, request, report_in, name, state, status, page):
    report = report_in(state)

    assert client_for(request.getfixturevalue(name)).get(address(report, page)).status_code == status


@pytest.mark.parametrize("name", ["applicant", "officer"])
@pytest.mark.parametrize("page", ["money", "checklist"])
def test_readers_see_no_form_and_save_nothing(client_for, request, report_in, name, page):
    report = report_in("SUBMITTED")
    client = client_for(request.getfixturevalue(name))

    content = client.get(address(report, page)).content.decode().partition("<main")[2].partition("</main>")[0]
    assert "<form" not in content
    assert client.post(address(report, page), typed(report, Workshops="5")).status_code == 404
    assert saved(report)["Workshops"] == "24000.00"


def test_a_report_submitted_meanwhile_keeps_its_amounts(client_for, project_manager, report_in):
    report = report_in("CERTIFYING")

    response = client_for(project_manager).post(address(report), typed(report, Workshops=("5", 1)))

    assert "This report was submitted meanwhile and can no longer be changed." in response.content.decode()
    assert saved(report)["Workshops"] == "24000.00"


def test_following_the_plan_in_force_already_is_refused_with_a_sentence(client_for, project_manager, next_report):
    response = client_for(project_manager).post(address(next_report, "money/follow-plan"))

    assert [str(message) for message in get_messages(response.wsgi_request)] == [
        "The report follows the plan in force already."
    ]


def test_checklist_is_answered_item_by_item(client_for, project_manager, next_report):
    client = client_for(project_manager)
    data = {"documents-answer": "YES", "documents-revision": "0", "credits-answer": "NO", "credits-revision": "0"}

    response = client.post(address(next_report, "checklist"), data | {"credits-comment": ""})

    assert problems(response) == ["Comment: Say in a comment why this is not so."]
    assert list(next_report.checklist_answers.values_list("item", "answer")) == [("documents", "YES")]
    response = client.post(address(next_report, "checklist"), data | {"credits-comment": "One refund is missing."})
    assert response.status_code == 302


def test_certifier_sees_figures_and_checklist(client_for, applicant, report_in):
    report = report_in("CERTIFYING")

    page = client_for(applicant).get(address(report, "certify")).content.decode()

    assert page.count("How spending stands") == 1
    assert "30.4% of what was spent; the limit is 30%." in page
    assert "94,800.00" in page


def more_lines(version, count):
    pattern = version.lines.get(description__startswith="Workshops")
    with guards_lifted():
        for number in range(count):
            pattern.pk, pattern._state.adding, pattern.lineage = None, True, uuid4()
            pattern.position = 100 + number
            pattern.save(force_insert=True)


@pytest.mark.parametrize("count", [0, 25])
@pytest.mark.parametrize(("page", "queries"), [("money", 20), ("checklist", 21)])
def test_number_of_queries(client_for, project_manager, next_report, count, page, queries, django_assert_num_queries):
    more_lines(next_report.version, count)
    client = client_for(project_manager)

    with django_assert_num_queries(queries):
        client.get(address(next_report, page))
