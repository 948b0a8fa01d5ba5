"""The history of a plan and the comparison of its versions, page by page."""

import re
from decimal import Decimal

import pytest

from plans import services
from plans.models import Indicator, PlanVersion
from plans.selectors import whole
from projects import services as projects

SECRET = "Reason that only the manager knows"


def pages_of(version):
    """The addresses of a version's history and of its comparison with the one before."""
    return [
        f"/en/workspace/plans/{version.pk}/versions/",
        f"/en/workspace/plans/{version.pk}/compare/{version.based_on_id}/",
        f"/en/workspace/plans/{version.based_on_id}/compare/{version.pk}/",
    ]


@pytest.fixture
def amendment(running_project, project_manager):
    """An open amendment of the running project: one target lower, one statement longer."""
    draft = projects.amend(running_project, by=project_manager, comment=SECRET, kinds=["FRAMEWORK"])
    indicator = Indicator.objects.get(node__version=draft, counts_people=True)
    services.change(indicator, by=project_manager, revision=1, target_value=Decimal(90))
    node = draft.nodes.get(level="OUTPUT")
    services.change(node, by=project_manager, revision=1, statement=f"{node.statement} <b>and tested</b>")
    return draft


@pytest.mark.parametrize("name", ["applicant", "endorser", "officer", "approver", "auditor", "stranger", "reviewer"])
def test_unsubmitted_amendment_is_closed_to_all_but_its_manager(client_for, request, amendment, name):
    client = client_for(request.getfixturevalue(name))
    first = f"/en/workspace/plans/{amendment.based_on_id}/versions/"

    assert [client.get(address).status_code for address in pages_of(amendment)] == [404] * 3
    page = client.get(first)
    if name == "stranger":
        assert page.status_code == 404
    else:
        assert SECRET not in page.content.decode()
        assert [number for _key, number in page.context["numbers"]] == [1]


def test_visitor_is_asked_to_sign_in(client, amendment):
    assert {client.get(address).status_code for address in pages_of(amendment)} == {302}


def test_manager_reads_history_with_reasons_hashes_and_steps(client_for, project_manager, amendment):
    page = client_for(project_manager).get(pages_of(amendment)[0])

    text = page.content.decode()
    assert [number for _key, number in page.context["numbers"]] == [2, 1]
    assert amendment.based_on.content_hash in text
    assert SECRET in text
    assert [step["label"] for step in page.context["panels"][0].context["steps"]] == [
        "Submit amendment",
        "Withdraw amendment",
    ]


def test_either_order_of_the_address_compares_the_old_with_the_new(client_for, project_manager, amendment):
    client = client_for(project_manager)

    there, back = (client.get(address) for address in pages_of(amendment)[1:])

    assert there.context["summary"] == back.context["summary"] == ["1 target changed", "1 row reworded"]
    assert (there.context["old"].number, there.context["new"].number) == (1, 2)


def test_differences_are_said_in_words_and_marked(client_for, project_manager, amendment):
    text = client_for(project_manager).get(pages_of(amendment)[1]).content.decode()

    inserted = re.findall(r"<ins>(.*?)</ins>", text, re.DOTALL)
    deleted = re.findall(r"<del>(.*?)</del>", text, re.DOTALL)
    spoken = re.compile(r'<span class="visually-hidden"[^>]*>(text added|text removed|Before|After): </span>')
    assert [spoken.sub("", part) for part in inserted] == ["&lt;b&gt;and tested&lt;/b&gt;", "90"]
    assert [spoken.sub("", part) for part in deleted] == ["120"]
    assert [spoken.search(part).group(1) for part in inserted] == ["text added", "After"]
    assert [spoken.search(part).group(1) for part in deleted] == ["Before"]
    assert "Indicator <span" in text
    assert "(Output 1.1)" in text


def test_only_changes_leaves_out_what_is_the_same(client_for, project_manager, amendment):
    client, address = client_for(project_manager), pages_of(amendment)[1]
    rows = len(whole(amendment).lines)

    changes, everything = client.get(address), client.get(f"{address}?show=all")

    assert changes.content.decode().count('<li class="difference ') == 2
    assert everything.content.decode().count('<li class="difference ') == 1 + 1 + 1 + 2 + 2 + rows


def test_a_version_against_itself_says_that_nothing_differs(client_for, project_manager, amendment):
    address = f"/en/workspace/plans/{amendment.pk}/compare/{amendment.pk}/"

    text = client_for(project_manager).get(address).content.decode()

    assert "Nothing differs" in text
    assert "<ins>" not in text


def test_the_chosen_pair_leads_to_its_comparison(client_for, project_manager, amendment):
    history, comparison, _back = pages_of(amendment)

    response = client_for(project_manager).get(history, {"old": amendment.pk, "new": amendment.based_on_id})

    assert response.headers["Location"] == comparison


@pytest.mark.parametrize("query", ["old=x&new=y", "old=&new=", "old=1"])
def test_a_pair_that_is_none_is_not_found(client_for, project_manager, amendment, query):
    assert client_for(project_manager).get(f"{pages_of(amendment)[0]}?{query}").status_code == 404


def test_versions_of_another_plan_are_not_compared(client_for, project_manager, stranger, amendment, other_draft):
    other = other_draft.plan.current
    client = client_for(project_manager)

    answers = [
        client.get(f"/en/workspace/plans/{amendment.pk}/compare/{other.pk}/"),
        client.get(pages_of(amendment)[0], {"old": amendment.pk, "new": other.pk}),
        client_for(stranger).get(f"/en/workspace/plans/{other.pk}/compare/{amendment.pk}/"),
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404]


def _grow(version, by):
    """Another 24 lines and risks."""
    line = version.lines.first()
    for _number in range(24):
        services.duplicate(line, by=by)
        services.add_risk(version, by=by, description="Staff leave", likelihood=3, impact=4)


@pytest.mark.parametrize(("page", "queries"), [(0, 44), (1, 37)])
def test_pages_cost_the_same_at_1_and_25_rows(
    client_for, project_manager, amendment, django_assert_num_queries, page, queries
):
    client, address = client_for(project_manager), pages_of(amendment)[page]
    client.get(address)
    with django_assert_num_queries(queries):
        client.get(address)
    _grow(amendment, project_manager)

    with django_assert_num_queries(queries):
        client.get(address)


def test_history_costs_the_same_at_1_and_25_versions(
    client_for, project_manager, officer, running_project, django_assert_num_queries
):
    first = running_project.plan.approved
    client, address = client_for(project_manager), f"/en/workspace/plans/{first.pk}/versions/"
    client.get(address)
    with django_assert_num_queries(10):
        client.get(address)
    PlanVersion.objects.bulk_create(
        PlanVersion(plan=first.plan, number=number, status="WITHDRAWN", origin="AMENDMENT", reason="x", based_on=first,
                    submitted_by=project_manager)
        for number in range(2, 26)
    )  # fmt: skip

    with django_assert_num_queries(10):
        page = client.get(address)

    assert page.context["page"].paginator.count == 25
