from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.http import QueryDict

import projects
from core.errors import DomainError, NotAllowed
from core.models import AuditEvent
from projects import services
from projects.models import Project
from projects.selectors.catalogue import select

HEADER = "code,prima_id,title,region,countries,theme,type,status,amount_usd,year,start,end,source_url\n"
ROW = (
    "PX.0009,ME10P0003,Enhancing Counter Smuggling,Europe,Montenegro,Protection and Assistance to Vulnerable Migrants,"
    "National,Completed,100000,2018,2018,2019,https://iom.int/project/x\n"
)


def bring(text, **options):
    report = services.import_projects((HEADER + text).encode(), **options)
    return report.created, report.updated, report.unchanged, len(report.rejections)


def test_import_is_idempotent(reference):
    assert bring(ROW) == (1, 0, 0, 0)
    assert bring(ROW) == (0, 0, 1, 0)
    assert bring(ROW.replace("100000", "120000")) == (0, 1, 0, 0)
    assert Project.objects.get(code="PX.0009").amount == 120000


def test_import_dry_run_keeps_nothing(reference):
    assert bring(ROW, dry_run=True) == (1, 0, 0, 0)
    assert Project.objects.count() == 0


def test_import_brings_the_good_rows_beside_a_bad_one(reference):
    report = services.import_projects(
        (
            HEADER
            + ROW
            + ROW.replace("PX.0009", "PX.0010").replace("Montenegro,", "Atlantis,").replace("ME10P0003", "")
        ).encode()
    )

    assert (report.created, len(report.rejections)) == (1, 1)
    assert (report.rejections[0].line, report.rejections[0].column) == (3, "countries")


def test_import_finds_a_record_without_code_by_title_and_countries(reference):
    row = ",,Leveraging the Diaspora,,Mongolia,,,,,,,,\n"

    assert bring(row) == (1, 0, 0, 0)
    assert bring(row.replace("Leveraging the", "LEVERAGING  the")) == (0, 1, 0, 0)
    assert Project.objects.get().region_id == "ASIA_OCEANIA"


def test_import_gives_a_known_record_its_code_later(reference):
    bring(",ZM10P0004,Zambia profile,Africa,Zambia,,,,,,,,\n")
    bring("PR.0216,ZM10P0004,Zambia profile,Africa,Zambia,,,,,,,,\n")

    assert list(Project.objects.values_list("code", "address")) == [("PR.0216", "ZM10P0004")]


def test_import_keeps_two_projects_of_the_same_title_and_country_apart(reference):
    second = ROW.replace("PX.0009", "PX.0010").replace("ME10P0003", "")

    assert bring(ROW + second) == (2, 0, 0, 0)
    assert bring(ROW + second) == (0, 0, 2, 0)


def test_import_leaves_alone_what_an_empty_cell_does_not_say(reference):
    bring(ROW)

    assert bring(ROW.replace(",100000,2018,", ",,,").replace("Montenegro,", ",")) == (0, 0, 1, 0)
    project = Project.objects.get(code="PX.0009")
    assert (project.amount, [country.pk for country in project.countries.all()]) == (100000, ["ME"])


def test_import_never_changes_a_project_awarded_here(running_project):
    bring("PX.9001,,Another title,Europe,Albania,,,,1,,,,\n")

    running_project.refresh_from_db()
    assert running_project.title == "One procedure for victims of trafficking"
    assert [country.pk for country in running_project.countries.all()] == ["ME"]


def test_shipped_records_are_all_imported(reference):
    data = (Path(projects.__file__).parent / "data" / "projects.csv").read_bytes()

    report = services.import_projects(data)

    assert (report.created, report.rejections) == (54, [])


@pytest.mark.parametrize(
    "words", ["montenegro", "MONTÉNÉGRO", "traite", "trata", "smuggling", "px.0009", "ME10P0003", "europe smuggling"]
)
def test_search_finds_px_0009_in_three_languages(reference, words):
    summaries = {"PX.0009": {"en": "…", "fr": "La traite des personnes", "es": "La trata de personas"}}
    services.import_projects((HEADER + ROW + ",,Another project,,Mongolia,,,,,,,,\n").encode(), summaries=summaries)

    assert select(QueryDict(urlencode({"q": words}))).keys == [Project.objects.get(code="PX.0009").pk]


def test_activate_with_a_code_in_use_is_refused(application_in, officer, project_manager, reference):
    bring(ROW)
    project = application_in("approved").project

    with pytest.raises(DomainError, match=r"PX\.0009"):
        services.activate(
            project,
            by=officer,
            code="PX.0009",
            starts_on=project.application.submitted_at.date(),
            manager=project_manager,
        )


def test_publish_before_the_start_is_refused(application_in, officer):
    with pytest.raises(DomainError):
        services.prepare(application_in("approved").project, by=officer)


def test_publish_by_the_applicant_is_refused(running_project, applicant):
    with pytest.raises(NotAllowed):
        services.unpublish(running_project, by=applicant, comment="no")


def test_unpublish_closes_the_public_page_and_keeps_the_reason(running_project, officer, client):
    services.unpublish(running_project, by=officer, comment="A name to remove")

    assert client.get("/en/projects/PX.9001/").status_code == 404
    event = AuditEvent.objects.about(running_project).last()
    assert (event.action, event.comment) == ("project.unpublished", "A name to remove")


def test_unpublished_project_is_seen_only_by_those_concerned(application_in, request):
    from django.contrib.auth.models import AnonymousUser

    project = application_in("approved").project
    people = ["applicant", "endorser", "reviewer", "officer", "approver", "auditor", "stranger"]

    seen = {name for name in people if project in Project.objects.visible_to(request.getfixturevalue(name))}

    assert seen == {"applicant", "endorser", "officer", "approver", "auditor"}
    assert not Project.objects.visible_to(AnonymousUser()).filter(pk=project.pk).exists()
