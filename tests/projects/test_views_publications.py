"""Publications in the browser: who gets where, two tabs and double clicks, what the two people see."""

import pytest
from django.utils import timezone

from projects import services
from projects.models import Publication, PublicRecord
from tests.factories import ProjectFactory

BASE = "/en/workspace/projects/"
CORRECTION = {"correction_en": "It was wrong.", "correction_fr": "C’était faux.", "correction_es": "Era erróneo."}


@pytest.fixture
def waiting(running_project, officer):
    return services.prepare(
        running_project, by=officer, redactions=[("PLACE", "Podgorica", "Threats")], note="Please check"
    )


@pytest.fixture
def imported(reference):
    project = ProjectFactory(
        code="PX.0009",
        address="PX.0009",
        title="Help in Montenegro",
        summary_en="Old words",
        published_at=timezone.now(),
    )
    project.countries.set(["ME"])
    services.refresh(project)
    return project


def address_of(publication, step=""):
    return f"{BASE}publications/{publication.pk}/{step}"


def said(response):
    return [str(message) for message in response.context["messages"]]


OPEN = {
    "": {"officer", "second_officer", "approver", "auditor"},
    "publish/": {"second_officer"},
    "return/": {"second_officer"},
    "withdraw/": {"officer"},
}
PEOPLE = [
    *("applicant", "endorser", "reviewer", "officer", "second_officer", "approver", "auditor"),
    *("project_manager", "stranger", "administrator"),
]


@pytest.mark.parametrize("step", OPEN)
def test_pages_open_to_those_of_the_table(waiting, client_for, request, step):
    answers = {
        name: client_for(request.getfixturevalue(name)).get(address_of(waiting, step)).status_code for name in PEOPLE
    }

    assert answers == {name: 200 if name in OPEN[step] else 404 for name in PEOPLE}


@pytest.mark.parametrize("name", [name for name in PEOPLE if "officer" not in name])
def test_nobody_else_prepares_or_takes_out(running_project, client_for, request, name):
    client = client_for(request.getfixturevalue(name))

    codes = [
        client.post(f"{BASE}PX.9001/{part}/", {"comment": "x"}).status_code for part in ("publication", "unpublish")
    ]

    assert (codes, running_project.publications.count(), PublicRecord.objects.count()) == ([404, 404], 1, 1)


def test_preview_shows_what_would_be_withheld_and_saves_nothing(running_project, client_for, officer):
    data = {"names": "", "places": "montenegro", "reason": "x", "summary_en": "Officials of Montenégro", "look": "1"}

    page = client_for(officer).post(f"{BASE}PX.9001/publication/", data)

    assert (page.context["record"].summary_en, page.context["record"].country_codes) == ("Officials of […]", [])
    assert running_project.publications.count() == 1


def test_names_are_withheld_for_a_reason(running_project, client_for, officer):
    page = client_for(officer).post(f"{BASE}PX.9001/publication/", {"names": "Somebody"})

    assert page.context["form"].errors["reason"] == ["Say why these names are withheld."]
    assert page.context["record"].title == running_project.title


def test_partners_are_offered_and_remembered(running_project, client_for, officer, second_officer):
    running_project.application.partners.create(name="Hidden Centre", kind="OTHER", role="Hosts")
    client = client_for(officer)

    client.post(f"{BASE}PX.9001/publication/", {"partners": ["Hidden Centre"], "names": "HC", "reason": "Threats"})
    services.publish(running_project.publications.get(status="PREPARED"), by=second_officer)
    form = client.get(f"{BASE}PX.9001/publication/").context["form"]

    assert (form["partners"].value(), form["names"].value(), form["reason"].value()) == (
        ["Hidden Centre"],
        "HC",
        "Threats",
    )
    assert PublicRecord.objects.get().partners == [{"name": "", "kind": "OTHER", "role": "Hosts"}]


def test_a_second_tab_and_a_second_click_lead_to_the_publication_that_waits(running_project, client_for, officer):
    client, address = client_for(officer), f"{BASE}PX.9001/publication/"
    client.post(address, {"note": "One"})

    again = client.post(address, {"note": "Two"}, follow=True)

    assert running_project.publications.filter(status="PREPARED").get().note == "One"
    assert said(again) == [
        "The publication is prepared. A second person of the Fund publishes it.",
        "This publication is prepared and waits for a second person.",
    ]


@pytest.mark.parametrize("step", ["publish/", "return/"])
def test_who_comes_second_learns_who_was_quicker(waiting, client_for, second_officer, step):
    services.publish(waiting, by=second_officer)

    page = client_for(second_officer).post(address_of(waiting, step), {"comment": "x"}, follow=True)

    assert said(page) == ["This publication is decided already: Published, by Olga Officer."]
    assert Publication.objects.get(pk=waiting.pk).status == "PUBLISHED"


def test_what_changed_meanwhile_is_looked_at_again(waiting, running_project, client_for, second_officer):
    client, address = client_for(second_officer), address_of(waiting, "publish/")
    seen = client.get(address).context["seen"]
    type(running_project).objects.filter(pk=running_project.pk).update(funding_year=2019)

    refused = client.post(address, {"seen": seen})
    done = client.post(address, {"seen": refused.context["seen"]})

    assert "The project has changed since you opened this page." in refused.content.decode()
    assert done.headers["Location"] == "/en/projects/PX.9001/"


def test_second_person_sees_each_change_and_the_words_withheld(imported, officer, second_officer, client_for):
    facts = {"title": "Help in Montenegro today", "amount": "120000.00"}
    waiting = services.prepare(
        imported, by=officer, facts=facts, redactions=[("PLACE", "Montenegro", "Threats")], **CORRECTION
    )

    page = client_for(second_officer).get(address_of(waiting))

    changes = {change.name: (change.old, change.new) for change in page.context["differences"]}
    assert changes["title"] == ("Help in Montenegro", "Help in […] today")
    assert changes["country_codes"] == ("Montenegro", "")
    assert [step.name for step in page.context["steps"]] == ["publish", "return"]
    assert "Threats" in page.content.decode()


def test_returned_publication_shows_what_to_change(waiting, client_for, officer, second_officer):
    client_for(second_officer).post(address_of(waiting, "return/"), {"comment": "Name no town"})

    page = client_for(officer).get(address_of(waiting)).content.decode()

    assert "Name no town" in page
    assert "Preview of the public page" not in page


def test_withdrawn_publication_makes_room_for_another(waiting, client_for, officer):
    client_for(officer).post(address_of(waiting, "withdraw/"))
    client_for(officer).post(f"{BASE}PX.9001/publication/", {"note": "Two"})

    statuses = list(waiting.project.publications.order_by("number").values_list("status", flat=True))
    assert statuses == ["PUBLISHED", "WITHDRAWN", "PREPARED"]


def test_imported_record_is_corrected_from_the_portfolio(imported, client_for, officer):
    client = client_for(officer)
    assert [project.code for project in client.get(f"{BASE}portfolio/", {"q": "px.0009"}).context["page"]] == [
        "PX.0009"
    ]
    assert f"{BASE}PX.0009/publication/" in client.get(f"{BASE}PX.0009/").content.decode()
    form = client.get(f"{BASE}PX.0009/publication/").context["form"]
    data = {name: form[name].value() or "" for name in form.fields} | {"amount": "120,000", **CORRECTION}

    client.post(f"{BASE}PX.0009/publication/", data)

    assert imported.publications.get().facts == {"amount": "120000"}
    assert client.get(f"{BASE}portfolio/").context["page"].paginator.count == 0


def test_taking_out_says_what_follows_and_happens_once(running_project, client_for, officer):
    client, address = client_for(officer), f"{BASE}PX.9001/unpublish/"
    assert "cannot be recalled" in client.get(address).content.decode()

    client.post(address, {"comment": "Danger"})
    again = client.post(address, {"comment": "Danger"}, follow=True)

    assert said(again)[-1] == "This project is not in the public catalogue (any more)."
    assert client.get("/en/projects/PX.9001/").status_code == 404


def test_to_do_lists_name_it_to_whose_turn_it_is(waiting, client_for, officer, second_officer):
    def tasks(user):
        return [task.title for task in client_for(user).get("/en/workspace/").context["tasks"]]

    assert tasks(second_officer) == ["Check and publish PX.9001"]
    assert tasks(officer) == []
    services.publish(waiting, by=second_officer)
    services.unpublish(waiting.project, by=officer, comment="x")
    assert tasks(second_officer) == tasks(officer) == []


def test_history_of_publications_is_for_the_fund(waiting, client_for, officer, project_manager):
    fund, manager = (client_for(user).get(f"{BASE}PX.9001/") for user in (officer, project_manager))

    assert [publication.number for publication in fund.context["publications"]] == [2, 1]
    assert list(manager.context["publications"]) == []
    assert address_of(waiting) not in manager.content.decode()


@pytest.mark.parametrize("number", [1, 25])
def test_working_page_costs_the_same_for_1_and_25_publications(
    running_project, client_for, officer, second_officer, django_assert_num_queries, number
):
    for _turn in range(number - 1):
        services.return_publication(services.prepare(running_project, by=officer), by=second_officer, comment="x")
    client = client_for(officer)
    client.get(f"{BASE}PX.9001/")

    with django_assert_num_queries(QUERIES):
        client.get(f"{BASE}PX.9001/")


QUERIES = 33
