import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from monitoring import services
from monitoring.models import Duty, Report, ReportComment
from monitoring.services import comments
from plans.models import BudgetLine, Indicator
from tests.plugin import guards_lifted

from .reported import again, certified, next_report


@pytest.fixture
def handed_in(running_project):
    return certified(running_project)


def page_of(client, report, path=""):
    return client.get(f"/en/workspace/reports/{report.key}/{path}")


def text_of(response):
    return re.sub(r"\s+", " ", response.content.decode())


READERS = ["project_manager", "applicant", "endorser", "officer", "approver", "auditor"]


@pytest.mark.parametrize("path", ["", "read/", "comments/", "comments/report/", "report.pdf", "report.xlsx"])
def test_who_reads_a_report(client_for, request, handed_in, path):
    names = [*READERS, "reviewer", "stranger", "colleague"]

    statuses = {name: page_of(client_for(request.getfixturevalue(name)), handed_in, path).status_code for name in names}

    assert statuses == {name: 200 if name in READERS else 404 for name in names}


@pytest.mark.parametrize("path", ["", "read/", "comments/", "comments/report/", "report.docx"])
def test_readers_do_not_open_what_was_not_certified(client_for, request, running_project, path):
    report = next_report(running_project)

    statuses = [
        page_of(client_for(request.getfixturevalue(name)), report, path).status_code
        for name in ["endorser", "officer", "auditor"]
    ]

    assert statuses == [404, 404, 404]


def test_the_page_says_everything(client_for, endorser, handed_in):
    page = text_of(page_of(client_for(endorser), handed_in))

    for words in (
        "Three workshops, and adoption of the procedure.", "Word for word as in the previous report",
        "Ana Nović, Head of department, Ministry of Interior", "Officials who pass the final test",
        "Previous report: 58", "96.7%", "106,500.00", "149,700.00", "94,800.00",
    ):  # fmt: skip
        assert words in page, words
    assert 'href="#narrative"' in page


FEW = 50


def test_the_page_asks_the_same_however_many_rows(client_for, endorser, handed_in):
    client = client_for(endorser)
    comments.comment_on(handed_in, "report", by=endorser, text="Why?")
    page_of(client, handed_in)
    with CaptureQueriesContext(
        connection,
    ) as few:
        page_of(client, handed_in)
    assert len(few) == FEW

    with guards_lifted():
        indicator = Indicator.objects.filter(node__version=handed_in.version).first()
        line = BudgetLine.objects.filter(version=handed_in.version).first()
        for _number in range(24):
            for row in (indicator, line):
                row.pk, row.lineage = None, uuid4()
                row._state.adding = True
                row.save()
            ReportComment.objects.create(
                report=handed_in, kind="LINE", place=str(line.lineage), author=endorser, text="Why?"
            )
    with CaptureQueriesContext(connection) as many:
        response = page_of(client, handed_in)

    assert "25 open comments" in text_of(response)
    assert len(many) == FEW


def test_a_second_reading_marks_what_is_new(client_for, endorser, officer, handed_in, project_manager):
    report = services.return_report(handed_in, by=endorser, comment="Say what comes next.")
    services.write_text(report, "summary", by=project_manager, text="Adoption comes next.", revision=1)
    services.submit_report(report, by=project_manager)
    services.certify_report(report, by=report.duty.project.application.owner)

    page = text_of(page_of(client_for(endorser), report))

    assert "What changed since it was returned on" in page
    assert page.count("Changed since it was returned") == 1
    assert 'href="#section-summary"' in page
    accepted = services.accept_report(services.endorse_report(report, by=endorser), by=officer)
    assert page_of(client_for(endorser), accepted).content.decode().count("since it was returned") == 0


def test_writers_see_their_parts_and_read_the_whole(client_for, project_manager, running_project):
    report = next_report(running_project)
    client = client_for(project_manager)

    assert f'href="/en/workspace/reports/{report.key}/read/"' in text_of(page_of(client, report))
    assert "Three workshops, and adoption of the procedure." in text_of(page_of(client, report, "read/"))


def test_commenting_answering_and_resolving_without_scripts(client_for, endorser, project_manager, handed_in):
    line = handed_in.expenditures.first()
    address = f"/en/workspace/reports/{handed_in.key}/comments/line-{line.lineage}/"
    reader, writer = client_for(endorser), client_for(project_manager)

    assert reader.post(address, {"comment": "Why so much?"}).headers["Location"] == address
    thread = ReportComment.objects.get()
    base = f"/en/workspace/reports/{handed_in.key}/comments/{thread.pk}/"
    assert writer.post(f"{base}answer/", {"comment": "Paid early."}).headers["Location"] == address
    assert writer.post(f"{base}resolve/").headers["Location"] == address

    page = text_of(reader.get(address))
    assert ("Why so much?" in page, "Paid early." in page, "Resolved by Paula Manager" in page) == (True, True, True)
    assert reader.post(f"{base}reopen/").headers["Location"] == address
    assert "1 open comment" in text_of(page_of(reader, handed_in))


def test_an_empty_comment_is_said_beside_the_field(client_for, endorser, handed_in):
    response = client_for(endorser).post(f"/en/workspace/reports/{handed_in.key}/comments/report/", {"comment": ""})

    assert (response.status_code, "This field is required." in text_of(response)) == (200, True)
    assert not ReportComment.objects.exists()


def test_what_is_typed_on_a_report_accepted_meanwhile_is_kept(client_for, endorser, officer, handed_in):
    thread = comments.comment_on(handed_in, "report", by=endorser, text="Why?")
    services.accept_report(services.endorse_report(handed_in, by=endorser), by=officer)
    client, base = client_for(endorser), f"/en/workspace/reports/{handed_in.key}/comments/"

    for address in (f"{base}report/", f"{base}{thread.pk}/answer/"):
        page = text_of(client.post(address, {"comment": "My long explanation"}))
        assert "This report is closed: its comments stay as they are." in page
        assert "My long explanation" in page
    assert client.post(f"{base}{thread.pk}/resolve/").status_code == 409


def test_places_and_threads_of_other_reports_are_not_found(client_for, endorser, running_project, handed_in):
    other = running_project.duties.get(kind="INTERIM", sequence=1).report
    thread = comments.comment_on(handed_in, "report", by=endorser, text="Why?")
    client = client_for(endorser)

    assert page_of(client, handed_in, "comments/section-secret/").status_code == 404
    assert client.post(f"/en/workspace/reports/{other.key}/comments/{thread.pk}/answer/").status_code == 404


@pytest.mark.parametrize("name", ["stranger", "reviewer", "auditor"])
def test_comments_of_others_are_refused(client_for, request, endorser, handed_in, name):
    thread = comments.comment_on(handed_in, "report", by=endorser, text="Why?")
    client = client_for(request.getfixturevalue(name))
    base = f"/en/workspace/reports/{handed_in.key}/comments/"

    statuses = {
        client.post(f"{base}{thread.pk}/{step}/", {"comment": "Me"}).status_code
        for step in ("answer", "resolve", "reopen")
    }
    client.post(f"{base}report/", {"comment": "Me"})

    assert (statuses, ReportComment.objects.count()) == ({404}, 1)


def test_auditors_read_comments_without_a_form(client_for, auditor, endorser, handed_in):
    comments.comment_on(handed_in, "report", by=endorser, text="Why so much?")

    page = text_of(page_of(client_for(auditor), handed_in, "comments/report/"))

    assert ("Why so much?" in page, "Add a comment" in page) == (True, False)


@pytest.mark.parametrize(("name", "step"), [("endorser", "return"), ("endorser", "endorse")])
def test_decisions_show_open_comments_and_ratings(client_for, request, endorser, handed_in, name, step):
    Report.objects.filter(pk=handed_in.pk).update(rating="REACHED", rating_reason="All is well.")
    comments.comment_on(handed_in, "report", by=endorser, text="Why so much?")

    page = text_of(page_of(client_for(request.getfixturevalue(name)), handed_in, f"{step}/"))

    assert ("Why so much?" in page, "All is well." in page, "Not due: 2" in page) == (True, True, True)


def test_a_rating_that_the_figures_do_not_bear_out_is_said(client_for, endorser, handed_in):
    with guards_lifted():
        for indicator in Indicator.objects.filter(node__version=handed_in.version):
            indicator.milestones.create(month=6, value=indicator.target_value)
    Report.objects.filter(pk=handed_in.pk).update(rating="ON_TRACK")
    client = client_for(endorser)

    assert "Rating and figures disagree" in text_of(page_of(client, handed_in, "endorse/"))
    Report.objects.filter(pk=handed_in.pk).update(rating="OFF_TRACK")
    assert "Rating and figures disagree" not in text_of(page_of(client, handed_in, "endorse/"))


def test_endorsing_with_a_rating(client_for, endorser, handed_in):
    address = f"/en/workspace/reports/{handed_in.key}/"

    response = client_for(endorser).post(f"{address}endorse/", {"readers_rating": "BEHIND", "comment": ""})

    report = Report.objects.get(pk=handed_in.pk)
    assert (response.headers["Location"], report.state, report.readers_rating) == (address, "ENDORSED", "BEHIND")


def test_endorsing_with_nothing_filled_in(client_for, endorser, handed_in):
    client_for(endorser).post(f"/en/workspace/reports/{handed_in.key}/endorse/", {})

    assert Report.objects.get(pk=handed_in.pk).state == "ENDORSED"


def test_returning_without_a_note_keeps_the_report(client_for, endorser, handed_in):
    response = client_for(endorser).post(f"/en/workspace/reports/{handed_in.key}/return/", {"comment": " "})

    assert (response.status_code, Report.objects.get(pk=handed_in.pk).state) == (200, "SUBMITTED")


def test_submitting_again_lists_open_comments(client_for, endorser, project_manager, handed_in):
    comments.comment_on(handed_in, "section-summary", by=endorser, text="Say what comes next.")
    services.return_report(handed_in, by=endorser, comment="See the comments.")

    page = text_of(page_of(client_for(project_manager), handed_in, "submit/"))

    assert ("1 open comment" in page, "Say what comes next." in page) == (True, True)


def test_a_correction_says_old_and_new_beside_each_other(client_for, project_manager, running_project):
    first = running_project.duties.get(kind="INTERIM", sequence=1).report
    client = client_for(project_manager)
    assert "Three workshops, and adoption of the procedure." in text_of(page_of(client, first, "correct/"))
    response = client.post(f"/en/workspace/reports/{first.key}/correct/", {"comment": "Counted twice."})
    correction = Report.objects.get(corrects=first)
    assert response.headers["Location"] == f"/en/workspace/reports/{correction.key}/"
    services.write_text(correction, "summary", by=project_manager, text="Fifty-three officials.", revision=1)

    page = text_of(page_of(client, correction, "read/"))

    assert "What this correction changes" in page
    assert "Counted twice." in page
    assert 'href="#section-summary"' in page
    assert "Numbers of this report" in page


def test_a_second_correction_is_refused_with_what_was_typed(client_for, project_manager, running_project):
    first = running_project.duties.get(kind="INTERIM", sequence=1).report
    services.correct_report(first, by=project_manager, reason="Counted twice.")

    response = client_for(project_manager).post(
        f"/en/workspace/reports/{first.key}/correct/", {"comment": "My long explanation"}
    )

    page = text_of(response)
    assert ("A correction of this report is open already." in page, "My long explanation" in page) == (True, True)


def test_an_accepted_report_shows_its_seal(client_for, officer, running_project):
    first = running_project.duties.get(kind="INTERIM", sequence=1).report
    client = client_for(officer)

    page = text_of(page_of(client, first))
    assert (first.content_hash in page, "The report says what was accepted." in page) == (True, True)
    with guards_lifted():
        Report.objects.filter(pk=first.pk).update(rating="REACHED")
    assert "The content is not what was accepted" in text_of(page_of(client, first))


@pytest.mark.parametrize("number", [1, 20])
def test_the_list_of_comments_asks_the_same(client_for, endorser, handed_in, number, django_assert_num_queries):
    line = handed_in.expenditures.first()
    for place in range(number):
        ReportComment.objects.create(
            report=handed_in, kind="LINE", place=str(line.lineage), author=endorser, text=f"{place}?"
        )
    client = client_for(again(endorser))
    page_of(client, handed_in, "comments/")

    with django_assert_num_queries(12):
        page = text_of(page_of(client, handed_in, "comments/"))

    assert page.count('class="comment"') == number


QUEUE = 7


def many_reports(project, number):
    """More reports with the Regional Office, of duties of one project; due tomorrow or long ago by turns."""
    today = timezone.localdate()
    duties = [
        Duty(project=project, kind="INTERIM", sequence=sequence, starts_on=today, ends_on=today,
             due_on=today + timedelta(days=1 if sequence % 2 else -10), rule_code="R02")
        for sequence in range(10, 10 + number)
    ]  # fmt: skip
    version = project.plan.approved
    signed = {"submitted_by": project.manager, "certified_by": project.application.owner}
    times = {"submitted_at": timezone.now(), "certified_at": timezone.now()}
    Report.objects.bulk_create(
        Report(duty=duty, version=version, state="SUBMITTED", **signed, **times)
        for duty in Duty.objects.bulk_create(duties)
    )


@pytest.mark.parametrize("number", [1, 25])
@pytest.mark.parametrize("tab", ["waiting", "open"])
def test_the_queue_asks_the_same_for_one_and_for_many(
    client_for, endorser, running_project, number, tab, django_assert_num_queries
):
    many_reports(running_project, number)
    client = client_for(again(endorser))
    client.get("/en/workspace/reports/")

    with django_assert_num_queries(QUEUE):
        page = text_of(client.get(f"/en/workspace/reports/?tab={tab}"))

    assert page.count('<th scope="row">') == number


def test_the_queue_divides_into_pages_and_keeps_its_filters(client_for, endorser, running_project):
    many_reports(running_project, 27)

    page = text_of(client_for(endorser).get("/en/workspace/reports/?tab=open&region=EUROPE&page=2"))

    assert page.count('<th scope="row">') == 2
    assert "tab=open&amp;region=EUROPE&amp;page=1" in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("tab=waiting", 4),
        ("tab=waiting&late=on", 2),
        ("tab=waiting&kind=FINAL", 0),
        ("tab=waiting&kind=INTERIM", 4),
        ("tab=open&region=EUROPE", 4),
        ("tab=open&region=AFRICA", 4),
        ("tab=accepted", 1),
        ("tab=accepted&late=on", 1),
        ("tab=nonsense&kind=nonsense&region=nonsense&page=x", 4),
    ],
)
def test_filters_of_the_queue(client_for, endorser, running_project, query, found):
    """A region that is not one's own is no choice, so it filters nothing."""
    many_reports(running_project, 4)

    page = text_of(client_for(endorser).get(f"/en/workspace/reports/?{query}"))

    assert page.count('<th scope="row">') == found


def test_the_queue_says_how_late(client_for, endorser, running_project):
    many_reports(running_project, 1)

    page = text_of(client_for(endorser).get("/en/workspace/reports/?late=on"))

    assert "10 days late" in page


@pytest.mark.parametrize(
    ("name", "status"), [("officer", 200), ("endorser", 200), ("applicant", 403), ("auditor", 403)]
)
def test_who_opens_the_queue(client_for, request, running_project, name, status):
    assert client_for(request.getfixturevalue(name)).get("/en/workspace/reports/").status_code == status
