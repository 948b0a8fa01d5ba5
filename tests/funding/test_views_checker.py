from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from applications.models import Application
from funding.models import FundingLine, Region

STEPS = ["who", "coverage", "countries", "line", "theme", "amount", "excluded"]
MONTENEGRO = [
    *[("who", "GOVERNMENT"), ("coverage", "NATIONAL"), ("countries", "ME"), ("line", "2"), ("theme", "PX")],
    *[("amount", "250000"), ("excluded", "")],
]


def answer(client, answers, language="en"):
    """Go through the questions as a browser without JavaScript does: every page's own hidden fields, one answer each."""
    response = client.get(f"/{language}/eligibility/check/who/")
    for step in STEPS:
        assert response.context["step"] == step
        pairs = [*response.context["carried"], ("asked", step), *[(n, v) for n, v in answers if n == step and v]]
        response = client.get(response.request["PATH_INFO"], pairs_of(pairs), follow=True)
    return response


def pairs_of(pairs):
    found = {}
    for name, value in pairs:
        if value:
            found.setdefault(name, []).append(value)
    return found


def outcome(response):
    return [(row.line.pk, row.verdict.is_eligible) for row, _start, _window in response.context["answers"]]


def changed(**changes):
    rest = [(name, value) for name, value in MONTENEGRO if name not in changes]
    return [*rest, *[(name, value) for name, values in changes.items() for value in values]]


def states(response, code):
    return [
        finding.state
        for row, _start, _window in response.context["answers"]
        for finding in row.verdict.findings
        if finding.code == code
    ]


def test_every_question_leads_to_the_next_and_the_last_to_the_result(client, reference):
    response = answer(client, MONTENEGRO)

    assert response.request["PATH_INFO"] == "/en/eligibility/result/"
    assert outcome(response) == [(2, True)]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"line": ["0"]}, [(1, True), (2, True)]),
        ({"countries": ["HR"]}, [(2, False)]),
        ({"countries": ["PW"]}, [(2, True)]),
        ({"countries": ["NG"]}, [(2, None)]),
        ({"countries": ["BT"], "line": ["1"]}, [(1, False)]),
        ({"coverage": ["REGIONAL"], "countries": ["ME", "AL"]}, [(2, True)]),
        ({"coverage": ["REGIONAL"], "countries": ["ME", "HR"]}, [(2, False)]),
        ({"coverage": ["REGIONAL"], "countries": ["ME", "AL", "HR"]}, [(2, True)]),
        ({"excluded": ["S05"]}, [(2, False)]),
        ({"excluded": ["S08"]}, [(2, True)]),
    ],
)
def test_answers_lead_to_the_verdict_of_the_rules(client, reference, changes, expected):
    assert outcome(answer(client, changed(**changes))) == expected


def test_countries_of_a_regional_project_that_are_not_eligible_stand_apart(client, reference):
    [(row, start, _window)] = answer(client, changed(coverage=["REGIONAL"], countries=["ME", "AL", "HR"])).context[
        "answers"
    ]

    assert [country.code for country in row.counted] == ["AL", "ME"]
    assert [country.code for country in row.others] == ["HR"]
    assert start.endswith("?coverage=REGIONAL&line=2&country=AL&country=ME&other_country=HR&theme=PX&amount=250000")


def test_amount_above_the_ceiling_only_warns_because_it_is_not_confirmed(client, reference):
    response = answer(client, changed(amount=["300000.01"]))

    assert (states(response, "A06"), outcome(response)) == (["NOT_MET"], [(2, True)])


@pytest.mark.parametrize(
    ("changes", "step"),
    [
        ({"countries": ["ME", "AL"]}, "countries"),
        ({"countries": ["ZZ"]}, "countries"),
        ({"coverage": ["REGIONAL"], "countries": ["ME"]}, "countries"),
        ({"amount": ["a lot"]}, "amount"),
        ({"amount": ["-5"]}, "amount"),
        ({"line": ["7"]}, "line"),
        ({"theme": ["XX"]}, "theme"),
        ({"excluded": ["B02"]}, "excluded"),
        ({"who": []}, "who"),
    ],
)
def test_wrong_answers_lead_back_to_their_question_with_what_was_typed(client, reference, changes, step):
    response = client.get("/en/eligibility/result/", pairs_of(changed(**changes)), follow=True)

    assert response.request["PATH_INFO"] == f"/en/eligibility/check/{step}/"
    assert list(response.context["form"].errors) == ([step] if changes[step] else [])
    assert response.context["form"].fields.keys() == {step}


def test_question_that_does_not_exist_is_not_found(client, reference):
    assert client.get("/en/eligibility/check/colour/").status_code == 404


def test_result_links_to_an_application_that_holds_the_answers(client_for, applicant, reference):
    [(_row, start, _window)] = answer(Client(), MONTENEGRO).context["answers"]
    client = client_for(applicant)

    form = client.get(start).context["form"]
    data = {name: form[name].value() for name in ("coverage", "countries", "line", "theme", "language")}
    client.post(reverse("applications:start"), data | {"title": "One procedure"})

    application = Application.objects.get()
    assert (application.line_id, application.coverage, application.theme_id) == (2, "NATIONAL", "PX")
    assert [country.pk for country in application.countries.all()] == ["ME"]


def test_somebody_else_is_told_who_hands_in_proposals(client, reference):
    response = answer(client, changed(who=["OTHER"]))

    assert response.context["may_start"] is False
    assert "workspace/applications/new" not in response.content.decode()


NO_CALL = "No regional call is open today"


def regional(client, **changes):
    return answer(client, changed(coverage=["REGIONAL"], countries=["ME", "AL"], **changes))


def test_without_a_regional_call_the_result_says_so_and_starts_nothing(client, reference):
    page = regional(client).content.decode()

    assert (NO_CALL in page, "Start an application" in page) == (True, False)
    assert 'href="/en/calls/"' in page


def test_with_a_regional_call_it_starts_an_application(client, noon, open_call):
    open_call(regions=[Region.objects.get(code="EUROPE")])

    page = regional(client).content.decode()

    assert (NO_CALL in page, "Start an application" in page) == (False, True)


@pytest.mark.parametrize(
    "fields",
    [
        {"lines": [1]},
        {"regions": ["AFRICA"]},
        {"deadline_at": timedelta(seconds=60), "grace_seconds": 120},
        {"kind": "NATIONAL"},
    ],
)
def test_a_call_that_does_not_take_the_project_is_none(client, noon, open_call, time_machine, fields):
    if "lines" in fields:
        fields = {"lines": list(FundingLine.objects.filter(pk__in=fields["lines"]))}
    if "regions" in fields:
        fields = {"regions": list(Region.objects.filter(code__in=fields["regions"]))}
    if "deadline_at" in fields:
        fields = fields | {"deadline_at": noon + fields["deadline_at"]}
    open_call(**fields)
    time_machine.move_to(noon + timedelta(seconds=90), tick=False)

    assert NO_CALL in regional(client).content.decode()


def test_a_call_that_opens_soon_is_named_and_can_be_followed(client, noon, open_call):
    open_call("soon", title_en="Coming", opens_at=noon + timedelta(days=1), deadline_at=noon + timedelta(days=60))

    page = " ".join(regional(client).content.decode().split())

    assert "“Coming” opens on 2 June 2026, 14:00 (Europe/Zurich)." in page
    assert 'href="/en/calls/soon/#follow"' in page


def test_each_line_is_told_apart(client, noon, open_call):
    open_call(lines=[FundingLine.objects.get(number=1)])

    page = regional(client, line=["0"])

    assert [(row.line.pk, window.is_open) for row, _start, window in page.context["answers"]] == [(1, True), (2, False)]
    assert page.content.decode().count(NO_CALL) == 1


def test_national_projects_are_told_nothing_of_calls(client, reference):
    assert NO_CALL not in answer(client, MONTENEGRO).content.decode()


@pytest.mark.parametrize("countries", [["ME", "AL"], ["ME", "AL", "BA", "RS", "GE", "AM", "UA", "MD", "HR", "FR"]])
def test_result_costs_the_same_for_two_and_ten_countries(client, reference, django_assert_num_queries, countries):
    pairs = pairs_of(changed(coverage=["REGIONAL"], countries=countries, line=["0"]))
    client.get("/en/eligibility/result/", pairs)

    with django_assert_num_queries(10):
        client.get("/en/eligibility/result/", pairs)
