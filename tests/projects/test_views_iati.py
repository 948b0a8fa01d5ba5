import pytest
from lxml import etree

from projects import services
from projects.models import Catalogue, IatiActivity, Project, PublicRecord

from .activities import needs_schemas, schema
from .test_services_activities import shipped

ALL, LIST = "/iati/activities.xml", "/en/workspace/projects/iati/"


def body(response):
    """All bytes of a streamed answer."""
    return b"".join(response.streaming_content)


@pytest.fixture
def two(reference):
    """Two exported projects, and one that a rule keeps out."""
    shipped("PX.0009", "LM.0024", "CE.0265")


def test_file_of_all_holds_exported_projects_alone(client, two):
    response = client.get(ALL)

    root = etree.fromstring(body(response))
    assert response.headers["Content-Type"] == "application/xml; charset=utf-8"
    assert root.get("version") == "2.03"
    assert sorted(root.xpath("iati-activity/iati-identifier/text()")) == [
        "XM-DAC-47066-LM.0024",
        "XM-DAC-47066-PX.0009",
    ]


@needs_schemas
def test_file_of_all_is_valid(client, two):
    schema().assertValid(etree.fromstring(body(client.get(ALL))))


def test_file_of_all_is_the_same_in_chunks_of_one(client, two):
    from projects.selectors.activities import file_of_all, last_change

    assert b"".join(file_of_all(last_change(), size=1)) == body(client.get(ALL))


def test_same_state_gives_the_same_bytes_and_says_when_it_changed(client, two):
    first, second = client.get(ALL), client.get(ALL, headers={"Accept-Language": "fr"})

    changed = Catalogue.objects.get().changed_at
    text = body(first)
    assert text == body(second)
    assert f'generated-datetime="{changed:%Y-%m-%dT%H:%M:%SZ}"'.encode() in text
    assert first.headers["Last-Modified"] == f"{changed:%a, %d %b %Y %H:%M:%S} GMT"


def test_file_that_did_not_change_is_not_sent_again(client, two, django_assert_num_queries):
    first = client.get(ALL)
    with django_assert_num_queries(1):
        by_tag = client.get(ALL, headers={"If-None-Match": first.headers["ETag"]})
    by_time = client.get(ALL, headers={"If-Modified-Since": first.headers["Last-Modified"]})
    assert (by_tag.status_code, by_time.status_code) == (304, 304)

    services.refresh_all(Project.objects.values_list("pk", flat=True))

    assert client.get(ALL, headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_there_is_no_file_before_there_is_an_activity(client, reference):
    assert client.get(ALL).status_code == 404
    shipped("CE.0265")
    assert client.get(ALL).status_code == 404


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_file_of_a_project_is_the_same_in_each_language(client, two, language):
    response = client.get(f"/{language}/projects/PX.0009/iati.xml")

    activity = etree.fromstring(response.content).find("iati-activity")
    kept = IatiActivity.objects.get(code="PX.0009").xml
    assert etree.tostring(activity, method="c14n") == etree.tostring(etree.fromstring(kept), method="c14n")


def test_file_of_a_project_says_when_it_changed(client, two):
    path = "/en/projects/PX.0009/iati.xml"
    changed = IatiActivity.objects.get(code="PX.0009").changed_at
    first = client.get(path)

    again = client.get(path, headers={"If-Modified-Since": first.headers["Last-Modified"]})

    assert first.headers["Last-Modified"] == f"{changed:%a, %d %b %Y %H:%M:%S} GMT"
    assert (again.status_code, again.content) == (304, b"")


def test_pages_lead_to_a_project_whose_public_address_is_another(client_for, officer, two):
    PublicRecord.objects.filter(address="PX.0009").update(address="project-9")
    client = client_for(officer)

    listed = client.get(LIST).content.decode()
    page = client.get("/en/workspace/projects/PX.0009/iati/").content.decode()

    assert 'href="/en/workspace/projects/PX.0009/iati/"' in listed
    assert 'href="/en/projects/project-9/iati.xml"' in page
    assert ("projects/project-9/iati/" in listed, "/en/projects/PX.0009/iati.xml" in page) == (False, False)


@pytest.mark.parametrize("address", ["CE.0265", "XX.0001", "%00"])
def test_file_of_a_project_that_is_not_exported_is_not_found(client, two, address):
    assert client.get(f"/en/projects/{address}/iati.xml").status_code in {400, 404}


@pytest.mark.parametrize(("code", "number"), [("PX.0009", 1), ("CE.0265", 0)])
def test_page_of_an_exported_project_names_its_file(client, two, code, number):
    page = client.get(f"/en/projects/{code}/").content.decode()

    link = f'<link rel="alternate" type="application/xml" title="IATI" href="/en/projects/{code}/iati.xml">'
    assert page.count(link) == number
    assert page.count(f"/en/projects/{code}/iati.xml") == 2 * number


def test_only_get_is_answered(client, two):
    assert client.post(ALL).status_code == 405


@pytest.mark.parametrize(("persona", "status"), [("officer", 200), ("approver", 200), ("auditor", 200),
                                                 ("applicant", 403), ("reviewer", 403), ("endorser", 403)])  # fmt: skip
def test_who_sees_the_portfolio_sees_what_activities_lack(client_for, two, request, persona, status):
    client = client_for(request.getfixturevalue(persona))

    assert client.get(LIST).status_code == status
    assert client.get("/en/workspace/projects/PX.0009/iati/").status_code == (200 if status == 200 else 404)


def test_list_begins_with_what_is_kept_out(client_for, officer, two):
    page = client_for(officer).get(LIST)

    rows = [(record.code, len(shown), others) for record, shown, others in page.context["rows"]]
    assert rows == [("CE.0265", 2, 9), ("LM.0024", 3, 4), ("PX.0009", 3, 4)]
    assert "2 of 3 public projects are in the file." in page.content.decode()


@pytest.mark.parametrize(
    ("level", "codes"),
    [
        ("BLOCKS", ["CE.0265"]),
        ("SHOULD_FIX", ["CE.0265", "LM.0024", "PX.0009"]),
        ("READY", []),
        ("nonsense", ["CE.0265", "LM.0024", "PX.0009"]),
    ],
)
def test_list_is_narrowed_by_level(client_for, officer, two, level, codes):
    page = client_for(officer).get(LIST, {"level": level})

    assert [record.code for record, _shown, _others in page.context["rows"]] == codes


def test_list_costs_the_same_for_1_and_25_projects(client_for, officer, reference, django_assert_num_queries):
    client = client_for(officer)
    shipped("PX.0009")
    client.get(LIST)
    with django_assert_num_queries(7):
        client.get(LIST)
    shipped()

    with django_assert_num_queries(7):
        page = client.get(LIST)

    assert len(page.context["rows"]) == 25


def test_record_without_an_activity_stands_in_the_list(client_for, officer, two):
    IatiActivity.objects.filter(code="LM.0024").delete()

    rows = client_for(officer).get(LIST).context["rows"]

    assert [(record.code, shown) for record, shown, _others in rows if record.code == "LM.0024"] == [("LM.0024", [])]


def test_findings_link_to_where_they_are_mended(client_for, officer, auditor, running_project):
    address = f"/en/workspace/projects/{running_project.address}/iati/"
    version = running_project.plan.approved

    found = client_for(officer).get(address).context["readiness"].findings
    assert {one.where: one.url for one in found} == {
        "Publication of the project": f"/en/workspace/projects/{running_project.address}/publication/",
        "Settings of the portal": "",
        "Results framework of the plan": f"/en/workspace/plans/{version.pk}/results/",
    }
    found = client_for(auditor).get(address).context["readiness"].findings
    assert [one.url for one in found if one.where == "Publication of the project"] == ["", "", ""]


def test_preview_shows_what_a_project_would_be(client_for, officer, application_in):
    project = application_in("approved").project

    page = client_for(officer).get(f"/en/workspace/projects/{project.address}/iati/")

    readiness = page.context["readiness"]
    assert (readiness.is_public, readiness.is_exported) == (False, False)
    assert [one.message for one in readiness.findings][:1] == [
        "The project has no code of its own, so it has no identifier."
    ]
    assert "&lt;iati-activity xml:lang=" in page.content.decode()
    assert IatiActivity.objects.count() == 0


def test_preview_withholds_what_the_waiting_publication_withholds(client_for, officer, running_project):
    services.unpublish(running_project, by=officer, comment="Wrong")
    words = [("PLACE", "Ministry of Interior", "Safety")]
    services.prepare(running_project, by=officer, redactions=words)

    readiness = client_for(officer).get(f"/en/workspace/projects/{running_project.address}/iati/").context["readiness"]

    assert readiness.withheld == [
        "These words: Ministry of Interior.",
        "What was spent: it is not cleared for publication.",
    ]
    assert "<narrative>Ministry of Interior" not in readiness.xml


def test_cleared_spending_is_not_said_to_be_left_out(client_for, officer, second_officer, running_project):
    services.publish(services.prepare(running_project, by=officer, shows_money=True), by=second_officer)

    page = client_for(officer).get(f"/en/workspace/projects/{running_project.address}/iati/")

    assert page.context["readiness"].withheld == []


def test_hostile_title_is_escaped_in_the_preview(client_for, officer, two):
    Project.objects.filter(code="PX.0009").update(title="<script>alert(1)</script>")
    services.refresh_all(Project.objects.values_list("pk", flat=True))

    page = client_for(officer).get("/en/workspace/projects/PX.0009/iati/").content.decode()

    assert "<script>alert" not in page
    assert "&amp;lt;script&amp;gt;alert(1)" in page


def test_working_page_tells_the_funds_people_alone(client_for, officer, project_manager, running_project):
    address = f"/en/workspace/projects/{running_project.address}/"

    assert "The project is in the IATI file." in client_for(officer).get(address).content.decode()
    assert "IATI" not in client_for(project_manager).get(address).content.decode()


def test_working_page_of_a_project_kept_out_says_why(client_for, officer, two):
    page = client_for(officer).get("/en/workspace/projects/CE.0265/").content.decode()

    assert "not in the IATI file" in page
    assert "Nothing describes the project" in page


def test_navigation_leads_to_the_list(client_for, officer, applicant):
    assert LIST in client_for(officer).get("/en/workspace/").content.decode()
    assert LIST not in client_for(applicant).get("/en/workspace/").content.decode()


@pytest.mark.parametrize("path", [ALL, "/en/projects/PX.0009/iati.xml"])
def test_programs_of_other_sites_may_read_it_whoever_is_signed_in(client_for, officer, two, path):
    response = client_for(officer).get(path)

    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert (response.cookies, response.headers["Cache-Control"]) == ({}, "public, max-age=0, must-revalidate")
    head = client_for(officer).head(path)
    assert head.headers["ETag"] == response.headers["ETag"]
