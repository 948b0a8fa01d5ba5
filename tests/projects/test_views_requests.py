"""Requests in the browser: what is asked, the government's letter, the queue, the budget revision form."""

import io
from contextlib import closing
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from openpyxl import load_workbook

from demo.proposals import LETTER
from plans.models import BudgetLine, Plan, PlanVersion
from projects import services
from projects.models import Amendment, Project
from tests.factories import ProjectFactory

from .conftest import change

PEOPLE = ["project_manager", "applicant", "endorser", "officer", "approver", "auditor", "stranger"]
TERMS = {"kinds": ["EXTENSION"], "duration_months": "24", "comment": "The law came late"}


def amend(project):
    return f"/en/workspace/projects/{project.address}/amend/"


def of(version, page):
    return f"/en/workspace/projects/amendments/{version.pk}/{page}"


def test_looking_shows_the_new_end_and_the_reports_and_starts_nothing(client_for, project_manager, running_project):
    page = client_for(project_manager).post(amend(running_project), {**TERMS, "look": "1"})

    changes = page.context["panels"][0].context["changes"]
    kinds = [(str(one.duty), one.was_due_on is None, one.is_changed) for one in changes]
    assert kinds == [
        ("Interim report 1", False, False),
        ("Interim report 2", False, False),
        ("Interim report 3", True, True),
        ("Planning of the evaluation", False, True),
        ("Final report", False, True),
        ("Evaluation", False, True),
    ]
    assert page.context["new_ends_on"] == services.end_after(running_project, 24)
    assert "The law came late" in page.content.decode()
    assert running_project.plan.versions.count() == 1


@pytest.mark.parametrize(
    ("sent", "field", "error"),
    [
        ({"comment": "Why"}, "kinds", "This field is required."),
        ({"kinds": ["EXTENSION"], "comment": "Why"}, "duration_months", "Write the whole new duration in months."),
        ({"kinds": ["EXTENSION"], "duration_months": "soon", "comment": "Why"}, "duration_months", "Enter a whole number."),
        ({"kinds": ["MONEY"], "comment": "Why"}, "kinds", "Select a valid choice. MONEY is not one of the available choices."),
        (
            {"kinds": ["EXTENSION"], "duration_months": "18", "comment": "Why"},
            "__all__",
            "Write the whole new duration in months; approved are 18, an extension has more.",
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    client_for, project_manager, running_project, sent, field, error
):
    page = client_for(project_manager).post(amend(running_project), sent)

    assert (page.status_code, page.context["form"].errors[field]) == (200, [error])
    assert "Why" in page.content.decode()
    assert running_project.plan.versions.count() == 1


def test_months_without_an_extension_count_for_nothing(client_for, project_manager, running_project):
    client_for(project_manager).post(amend(running_project), {**TERMS, "kinds": ["BUDGET"]})

    draft = running_project.plan.versions.get(number=2)
    assert (draft.duration_months, draft.amendment.extends) == (18, False)


def test_start_page_says_that_a_request_is_late(client_for, project_manager, running_project):
    before = client_for(project_manager).get(amend(running_project)).content.decode()
    Project.objects.filter(pk=running_project.pk).update(ends_on=timezone.localdate() + timedelta(days=20))

    after = client_for(project_manager).get(amend(running_project)).content.decode()

    assert ["A request is late now" in text for text in (before, after)] == [False, True]


def test_what_is_asked_can_be_changed(client_for, project_manager, extension):
    client = client_for(project_manager)
    shown = client.get(of(extension, "terms/")).context["form"].initial

    answer = client.post(of(extension, "terms/"), {"kinds": ["EXTENSION"], "duration_months": "21", "comment": "Less"})

    assert (shown["duration_months"], shown["comment"]) == (24, "The law came late")
    assert answer.status_code == 302
    assert Amendment.objects.get(pk=extension.pk).extends_by_months == 3


@pytest.mark.parametrize("page", ["terms/", "government/"])
@pytest.mark.parametrize("name", PEOPLE[1:])
def test_what_is_asked_is_closed_to_others(client_for, request, extension, page, name):
    client = client_for(request.getfixturevalue(name))

    assert [client.get(of(extension, page)).status_code, client.post(of(extension, page), TERMS).status_code] == [
        404,
        404,
    ]
    assert Amendment.objects.get(pk=extension.pk).extends_by_months == 6


def test_the_government_agrees_with_a_letter(client_for, project_manager, endorser, running_project):
    client = client_for(project_manager)
    client.post(amend(running_project), TERMS)
    version = running_project.plan.versions.get(number=2)
    words = {"name": "Ana Nović", "office": "Ministry of Interior", "agreed_on": timezone.localdate().isoformat()}

    without = client.post(of(version, "government/"), words)
    late = client.post(of(version, "government/"), words | {"agreed_on": "2999-01-01"})
    letter = SimpleUploadedFile("agreement.pdf", LETTER, content_type="application/pdf")
    client.post(of(version, "government/"), words | {"file": letter})
    services.submit_amendment(version, by=project_manager)

    assert without.context["form"].errors == {"file": ["This field is required."]}
    assert sorted(late.context["form"].errors) == ["agreed_on", "file"]
    answer = client_for(endorser).get(of(version, "government/letter/"))
    assert (b"".join(answer.streaming_content), answer.headers["X-Content-Type-Options"]) == (LETTER, "nosniff")


READERS = {"DRAFT": ["project_manager"], "SUBMITTED": ["project_manager", "endorser", "officer", "approver", "auditor"]}


@pytest.mark.parametrize(
    "page", ["government/letter/", "budget-revision/", "budget-revision.xlsx", "budget-revision.pdf"]
)
@pytest.mark.parametrize("status", READERS)
def test_letter_and_form_open_to_those_who_see_the_amendment(client_for, request, amendment_in, status, page):
    version = amendment_in(status)

    found = []
    for name in PEOPLE:
        with closing(client_for(request.getfixturevalue(name)).get(of(version, page))) as answer:
            found += [name] if answer.status_code == 200 else []

    assert found == READERS[status]


def test_form_has_old_spent_new_and_change_of_each_line(client_for, project_manager, amendment):
    change(BudgetLine.objects.get(version=amendment, unit_cost=12000), project_manager, unit_cost=Decimal(11500))
    change(BudgetLine.objects.get(version=amendment, unit_cost=450), project_manager, unit_cost=Decimal(500))

    answer = client_for(project_manager).get(of(amendment, "budget-revision.xlsx"))

    book = load_workbook(io.BytesIO(answer.content))
    rows = [row[3:] for row in book["Budget lines"].values]
    assert answer.headers["Content-Disposition"] == 'attachment; filename="PX.9001-v2-budget-revision.xlsx"'
    assert rows == [
        ("Approved (USD)", "Spent (USD)", "Revised (USD)", "Change (USD)"),
        (32400, 10800, 32400, 0),
        (10800, 3600, 10800, 0),
        (72000, 24000, 69000, -3000),
        (27000, 9000, 30000, 3000),
        (7500, 0, 7500, 0),
        (149700, 47400, 149700, 0),
    ]
    assert client_for(project_manager).get(of(amendment, "budget-revision.exe")).status_code == 404


def test_queue_shows_what_waits_for_whom(client_for, amendment_in, endorser, officer):
    address, version = "/en/workspace/projects/requests/", amendment_in("SUBMITTED")
    before = client_for(officer).get(address)
    services.confirm_amendment(version, by=endorser)

    pages = [client_for(user).get(address).content.decode() for user in (endorser, officer)]

    assert "Waits for the Regional Office" in before.content.decode()
    assert ["Waits for the Fund" in text for text in pages] == [True, True]


@pytest.mark.parametrize(
    ("name", "status"),
    [("endorser", 200), ("officer", 200), ("project_manager", 403), ("auditor", 403), ("stranger", 403)],
)
def test_queue_is_for_those_who_confirm_or_decide(client_for, request, amendment_in, name, status):
    amendment_in("DRAFT")

    answer = client_for(request.getfixturevalue(name)).get("/en/workspace/projects/requests/")

    assert answer.status_code == status
    if status == 200:
        assert "PX.9001" not in answer.content.decode()


def more_requests(version, by, number):
    for place in range(number):
        plan = Plan.objects.create()
        facts = {"status": "SUBMITTED", "origin": "AMENDMENT", "reason": "Why", "submitted_by": by}
        first = PlanVersion.objects.create(plan=plan, status="WITHDRAWN")
        copy = PlanVersion.objects.create(
            plan=plan, number=2, based_on=first, submitted_at=timezone.now(), duration_months=18, **facts
        )
        Amendment.objects.create(version=copy, revises_budget=True, agreed_ends_on=timezone.localdate())
        project = version.plan.project
        ProjectFactory(
            plan=plan, state="ACTIVE", region=project.region, starts_on=project.starts_on, ends_on=project.ends_on,
            code=f"PX.8{place:03}",
        )  # fmt: skip


def test_queue_costs_the_same_for_1_and_25_requests(
    client_for, amendment_in, officer, project_manager, django_assert_num_queries
):
    client, version = client_for(officer), amendment_in("SUBMITTED")
    client.get("/en/workspace/projects/requests/")
    with django_assert_num_queries(QUERIES):
        client.get("/en/workspace/projects/requests/")
    more_requests(version, project_manager, 24)

    with django_assert_num_queries(QUERIES):
        page = client.get("/en/workspace/projects/requests/")

    assert len(page.context["page"].object_list) == 25


QUERIES = 6


def test_projects_page_lists_its_requests_with_their_states(client_for, amendment_in, running_project, officer):
    amendment_in("SUPERSEDED")

    text = client_for(officer).get(f"/en/workspace/projects/{running_project.address}/").content.decode()

    rows = text.split('id="requests"')[1].split("</table>")[0].split("<tr>")[2:]
    assert [("Version 3" in row, "Approved" in row, "Superseded" in row) for row in rows] == [
        (True, True, False),
        (False, False, True),
    ]


def test_a_page_that_is_out_of_date_decides_nothing(client_for, amendment_in, officer, endorser, project_manager):
    version = amendment_in("SUBMITTED")
    region = client_for(endorser)
    seen = region.get(of(version, "confirm/")).context["seen"]
    services.return_amendment(version, by=officer, comment="Less")
    services.submit_amendment(version, by=project_manager)

    answer = region.post(of(version, "confirm/"), {"seen": seen, "comment": ""})

    assert "This has changed since you opened it." in answer.content.decode()
    assert not Amendment.objects.get(pk=version.pk).is_confirmed


def test_confirming_in_two_tabs_is_done_once(client_for, amendment_in, endorser):
    version, region = amendment_in("SUBMITTED"), client_for(endorser)
    seen = region.get(of(version, "confirm/")).context["seen"]

    first, second = (region.post(of(version, "confirm/"), {"seen": seen, "comment": text}) for text in ("One", "Two"))

    assert (first.status_code, "This amendment is confirmed already." in second.content.decode()) == (302, True)
    assert Amendment.objects.get(pk=version.pk).confirmation_comment == "One"


def test_approving_a_late_request_asks_for_the_reason(client_for, extension, project_manager, endorser, officer):
    services.submit_amendment(extension, by=project_manager)
    services.confirm_amendment(extension, by=endorser)
    in_time = client_for(officer).get(of(extension, "approve/")).content.decode()
    Amendment.objects.filter(pk=extension.pk).update(agreed_ends_on=timezone.localdate())
    client, label = client_for(officer), "Why does the Fund allow the late request?"

    page = client.get(of(extension, "approve/"))
    empty = client.post(of(extension, "approve/"), {"seen": page.context["seen"], "comment": ""})
    done = client.post(
        of(extension, "approve/"), {"seen": page.context["seen"], "comment": "", "override_reason": "The flood"}
    )

    assert [label in text for text in (in_time, page.content.decode())] == [False, True]
    assert empty.context["form"].errors == {"override_reason": ["This field is required."]}
    assert done.status_code == 302
    assert Amendment.objects.get(pk=extension.pk).override_reason == "The flood"


def test_comparison_has_the_request_on_top_for_the_version_it_is_based_on_alone(client_for, officer, amendment_in):
    version = amendment_in("SUPERSEDED")
    third = version.plan.versions.get(number=3)
    client = client_for(officer)

    def heads(old, new):
        return len(client.get(f"/en/workspace/plans/{old.pk}/compare/{new.pk}/").context["heads"])

    assert [heads(version.based_on, version), heads(version, third), heads(version.based_on, third)] == [1, 1, 0]
