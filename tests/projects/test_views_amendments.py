"""An amendment in the browser: from the project's page to the approval, and who gets nowhere."""

import pytest

from plans import services as plans
from plans.models import BudgetLine, PlanVersion
from projects import services

from .conftest import PLAN, change

QUERIES = 20

STEPS = ["submit", "confirm", "return", "approve", "withdraw"]


def step_of(version, step):
    return f"/en/workspace/projects/amendments/{version.pk}/{step}/"


def statuses(version):
    return list(PlanVersion.objects.filter(plan=version.plan).order_by("number").values_list("status", flat=True))


def test_manager_starts_an_amendment_from_the_projects_page(client_for, project_manager, running_project):
    client, home = client_for(project_manager), f"/en/workspace/projects/{running_project.address}/"
    assert f"{home}amend/" in client.get(home).content.decode()

    empty = client.post(f"{home}amend/", {"comment": " "})
    response = client.post(f"{home}amend/", {"comment": "Fewer officials", "kinds": ["BUDGET"]})
    second = client.post(f"{home}amend/", {"comment": "Again", "kinds": ["FRAMEWORK"]})

    draft = running_project.plan.versions.get(number=2)
    assert empty.context["form"].errors["comment"] == ["This field is required."]
    assert response.headers["Location"] == f"/en/workspace/plans/{draft.pk}/versions/"
    assert (draft.status, draft.reason) == ("DRAFT", "Fewer officials")
    assert "An amendment of this plan is open already." in second.content.decode()
    assert f"{home}amend/" not in client.get(home).content.decode()


@pytest.mark.parametrize("name", ["applicant", "endorser", "officer", "approver", "auditor", "stranger"])
def test_others_do_not_start_one(client_for, request, running_project, name):
    client, home = client_for(request.getfixturevalue(name)), f"/en/workspace/projects/{running_project.address}/"

    response = client.post(f"{home}amend/", {"comment": "Mine", "kinds": ["BUDGET"]})

    assert (response.status_code, running_project.plan.versions.count()) == (404, 1)
    assert f"{home}amend/" not in client.get(home).content.decode()


ALLOWED = {
    "project_manager": {"submit", "withdraw"},
    "endorser": {"confirm", "return"},
    "officer": {"return", "approve"},
}


@pytest.mark.parametrize(
    "name", ["applicant", "endorser", "officer", "approver", "auditor", "project_manager", "stranger"]
)
@pytest.mark.parametrize("step", STEPS)
def test_pages_of_steps_open_to_those_of_the_table(client_for, request, amendment_in, name, step):
    version = amendment_in("SUBMITTED")

    answer = client_for(request.getfixturevalue(name)).get(step_of(version, step))

    assert answer.status_code == (200 if step in ALLOWED.get(name, set()) else 404)
    assert statuses(version) == ["APPROVED", "SUBMITTED"]


def take(client, version, step, **data):
    """Open the page of a step and send its form, with what the page sends along."""
    seen = client.get(step_of(version, step)).context.get("seen") or ""
    return client.post(step_of(version, step), {"seen": seen, **data})


def test_whole_way_of_an_amendment(client_for, project_manager, endorser, officer, amendment):
    manager, region, fund = client_for(project_manager), client_for(endorser), client_for(officer)

    take(manager, amendment, "submit")
    without_words = take(fund, amendment, "return", comment="")
    take(fund, amendment, "return", comment="Say why")
    take(manager, amendment, "submit")
    too_soon = take(fund, amendment, "approve", comment="")
    take(region, amendment, "confirm", comment="Agreed")
    approved = take(fund, amendment, "approve", comment="")
    twice = take(fund, amendment, "approve", comment="")

    assert without_words.status_code == 200
    assert "Wait until the government and the Regional Office have both agreed." in too_soon.content.decode()
    assert approved.headers["Location"] == f"/en/workspace/plans/{amendment.pk}/versions/"
    assert "This has changed since you opened it." in twice.content.decode()
    assert [page.context["is_over"] for page in (without_words, too_soon, twice)] == [False, True, True]
    assert '<form method="post" class="form"' not in twice.content.decode()
    assert statuses(amendment) == ["SUPERSEDED", "APPROVED"]


def test_submission_that_a_rule_stops_says_why_on_its_page(client_for, project_manager, running_project):
    same = services.amend(running_project, by=project_manager, comment="Let us see", kinds=PLAN)

    page = client_for(project_manager).post(step_of(same, "submit"))

    assert "Nothing is changed yet." in page.content.decode()
    assert statuses(same) == ["APPROVED", "DRAFT"]


def test_budget_page_of_an_amendment_shows_the_ring_fence(client_for, project_manager, amendment):
    client = client_for(project_manager)

    found = client.get(f"/en/workspace/plans/{amendment.pk}/budget/").context["findings"]
    in_force = client.get(f"/en/workspace/plans/{amendment.based_on_id}/budget/").context["findings"]

    assert [finding.state for finding in found if finding.code == "B12"] == ["MET"]
    assert in_force == []


@pytest.mark.parametrize(
    ("status", "name", "title"),
    [
        ("DRAFT", "project_manager", "Finish the amendment of PX.9001"),
        ("RETURNED", "project_manager", "Change and resubmit the amendment of PX.9001"),
        ("SUBMITTED", "endorser", "Confirm the amendment of PX.9001"),
        ("SUBMITTED", "officer", None),
        ("CONFIRMED", "officer", "Decide on the amendment of PX.9001"),
        ("CONFIRMED", "endorser", None),
        ("DRAFT", "officer", None),
        ("RETURNED", "officer", None),
        ("SUBMITTED", "project_manager", None),
        ("SUBMITTED", "approver", None),
        ("APPROVED", "officer", None),
    ],
)
def test_to_do_list_names_it_to_whose_turn_it_is(client_for, request, amendment_in, status, name, title):
    amendment_in(status)

    tasks = client_for(request.getfixturevalue(name)).get("/en/workspace/").context["tasks"]

    assert [task.title for task in tasks if "amendment" in task.title] == ([title] if title else [])


def test_plan_of_a_project_leads_back_to_the_project(client_for, project_manager, amendment):
    page = client_for(project_manager).get(f"/en/workspace/plans/{amendment.pk}/budget/")

    assert page.context["holder"].url == "/en/workspace/projects/PX.9001/"


def test_editors_of_an_amendment_are_open_to_its_manager_alone(client_for, project_manager, officer, amendment_in):
    version = amendment_in("RETURNED")
    address = f"/en/workspace/plans/{version.pk}/line/add/"

    assert [client_for(user).get(address).status_code for user in (project_manager, officer)] == [200, 404]


def page_of(client, version, page):
    return client.get(f"/en/workspace/plans/{version.pk}/{page}/")


def test_budget_says_while_it_is_written_that_the_total_is_not_the_approved_one(client_for, project_manager, amendment):
    client, line = client_for(project_manager), BudgetLine.objects.filter(version=amendment).first()
    before = page_of(client, amendment, "budget")
    change(line, project_manager, unit_cost=line.unit_cost + 10)

    pages = [page_of(client, amendment, name).content.decode() for name in ("budget", "budget/checks", "results")]

    sentence = "The budget adds up to USD\xa0149,880; approved are USD\xa0149,700. An amendment keeps the total"
    assert "The total is as approved." in before.content.decode()
    assert [sentence in text for text in pages] == [True, True, True]
    assert ["+ USD\xa0180" in text for text in pages] == [True, True, False]


def test_version_in_force_says_nothing_of_an_approved_total(client_for, project_manager, amendment):
    page = page_of(client_for(project_manager), amendment.based_on, "budget")

    assert (page.context["beside_totals"], page.context["findings"]) == ([], [])


def test_checks_of_an_amendment_cost_the_same_for_5_and_25_lines(
    client_for, project_manager, amendment, django_assert_num_queries
):
    client, line = client_for(project_manager), BudgetLine.objects.filter(version=amendment).first()
    page_of(client, amendment, "budget/checks")
    with django_assert_num_queries(QUERIES):
        page_of(client, amendment, "budget/checks")
    for _number in range(20):
        plans.duplicate(line, by=project_manager)

    with django_assert_num_queries(QUERIES):
        page_of(client, amendment, "budget/checks")


def test_returned_amendment_shows_what_to_change(client_for, project_manager, officer, amendment_in):
    version = amendment_in("RETURNED")
    returned = page_of(client_for(project_manager), version, "versions")
    services.submit_amendment(version, by=project_manager)

    submitted = page_of(client_for(officer), version, "versions")

    said = [page.context["panels"][0].context["what_to_change"] for page in (returned, submitted)]
    assert said == ["Say more", ""]
    assert "What to change" in returned.content.decode()


def test_comparison_says_what_happened_to_the_amendment_but_not_each_row(client_for, officer, amendment_in):
    version = amendment_in("RETURNED")
    based_on = f"/en/workspace/plans/{version.based_on_id}/compare/"

    page = client_for(officer).get(f"{based_on}{version.pk}/")
    itself = client_for(officer).get(f"{based_on}{version.based_on_id}/")

    events = [(event.action, event.comment) for event in page.context["panels"][0].context["events"]]
    assert events == [
        ("plan.amended", "Fewer officials than planned"),
        ("amendment.submit", ""),
        ("amendment.return", "Say more"),
    ]
    assert itself.context["panels"] == []


def test_withdrawn_amendment_keeps_its_comment_readable(client_for, project_manager, amendment_in):
    version = amendment_in("WITHDRAWN")

    page = client_for(project_manager).get(f"/en/workspace/plans/{version.based_on_id}/compare/{version.pk}/")

    assert "Not needed" in page.content.decode()


def test_pages_of_an_amendment_say_which_version_they_show(client_for, project_manager, amendment):
    client = client_for(project_manager)

    for page in ("results", "workplan", "budget", "risks", "documents", "workbook"):
        assert "Amendment: version 2" in page_of(client, amendment, page).content.decode()
        assert "Version 1" in page_of(client, amendment.based_on, page).content.decode()
