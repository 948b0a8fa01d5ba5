"""Every part of a report is read, sealed, compared and exported: splits, activities, risks, evidence, checklist."""

import io
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from core.documents.files import file_of
from funding.models import AxisValue
from monitoring import services
from monitoring.comparison import compare
from monitoring.exports.reports import document
from monitoring.models import Actual, Evidence, Report, RiskUpdate
from monitoring.selectors.corrections import changes_of
from monitoring.selectors.reading import changes_since_return, reading_of
from monitoring.snapshot import as_data
from plans.models import Activity
from tests.plugin import guards_lifted

from .reported import certified, is_unchanged


def said(differences):
    return [(one.name, [(change.label, change.old, change.new) for change in one.changes]) for one in differences]


def sheet(book, name):
    return [list(row) for row in book[name].iter_rows(values_only=True)]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE monitoring_actualsplit SET value = value + 1",
        "DELETE FROM monitoring_actualsplit",
        "UPDATE monitoring_actual SET collected_by = 'Somebody else'",
        "UPDATE monitoring_actual SET data_on = '2020-01-01'",
        "UPDATE monitoring_actual SET rating = 'BEHIND'",
        "UPDATE monitoring_activityprogress SET percent = 49 WHERE percent = 50",
        "UPDATE monitoring_riskupdate SET status = 'CLOSED'",
        "UPDATE monitoring_evidence SET title = 'Another page'",
        "UPDATE monitoring_evidence SET url = 'https://example.org/another'",
        "UPDATE monitoring_evidence SET is_public = (1 = 1)",
        "UPDATE monitoring_checklistanswer SET answer = 'NA' WHERE answer = 'YES'",
        "UPDATE monitoring_expenditure SET commitments = 5",
        "UPDATE monitoring_report SET ledger_on = '2020-01-01'",
    ],
)
def test_any_changed_row_breaks_the_seal(accepted_report, intruder, statement):
    assert is_unchanged(Report.objects.get(pk=accepted_report.pk)) is True

    with intruder(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert is_unchanged(Report.objects.get(pk=accepted_report.pk)) is False


def test_a_correction_names_the_changed_part_of_a_split(accepted_report, project_manager):
    correction = services.correct_report(accepted_report, by=project_manager, reason="Five were counted twice.")
    parts = {part.code: part for part in AxisValue.objects.filter(axis="sex")}
    actual = correction.actuals.get(indicator__node__level="OUTPUT")
    services.write_actual(
        correction, actual.indicator, by=project_manager, value=Decimal(53), comment=actual.comment,
        splits={parts["women"]: Decimal(25), parts["men"]: Decimal(28)}, revision=1,
    )  # fmt: skip

    assert said(changes_of(correction, as_data(correction))) == [
        (
            "Officials who pass the final test",
            [("Value", Decimal(58), Decimal(53)), ("Women and girls", Decimal(30), Decimal(25))],
        )
    ]


def test_a_returned_report_names_changed_activities_risks_evidence_and_answers(
    running_project, project_manager, endorser
):
    report = services.return_report(certified(running_project), by=endorser, comment="Say more.")
    activity = report.activities.filter(status="ONGOING").order_by("activity__position").first()
    services.write_activity(
        report, activity.activity, by=project_manager, status="DELAYED", percent=60, comment="Late.", revision=1
    )
    risk = report.risks.first()
    services.write_risk(
        report, risk.lineage, by=project_manager, likelihood=5, impact=risk.impact, response=risk.response,
        revision=risk.revision,
    )  # fmt: skip
    services.add_evidence(
        report, by=project_manager, kind="LINK", title="The manual", url="https://example.org/manual", is_public=True
    )
    answer = report.checklist_answers.filter(answer="YES", item__computed="").order_by("item__position").first()
    services.answer_item(
        report, answer.item, by=project_manager, answer="NO", comment="Soon.", revision=answer.revision
    )

    _copy, fresh = changes_since_return(report, as_data(report), with_refusals=False)

    assert said(fresh) == [
        (
            str(activity.activity),
            [("Status", "Under way", "Delayed"), ("Done (%)", Decimal(50), Decimal(60)), ("Comment", "", "Late.")],
        ),
        (risk.description, [("Likelihood (1–5)", Decimal(risk.likelihood), Decimal(5))]),
        (
            "The manual",
            [
                ("Title", "", "The manual"),
                ("Kind", "", "Web page"),
                ("Web address", "", "https://example.org/manual"),
                ("May be shown in public", "", "Yes"),
            ],
        ),
        (answer.item.name, [("Answer", "Yes", "No"), ("Comment", "", "Soon.")]),
    ]
    assert [one.target.partition("-")[0] for one in fresh] == ["activity", "risk", "evidence", "item"]


def test_the_same_report_has_no_differences(accepted_report):
    assert compare(as_data(accepted_report), as_data(accepted_report)) == []


def test_splits_and_sources_stand_under_their_indicator(accepted_report):
    rows = [row for _node, rows in reading_of(accepted_report).nodes for row in rows]

    notes = [[(note.label, note.text) for note in row.notes] for row in rows]
    assert [[label for label, _text in one] for one in notes] == [
        ["Day of the data", "Who collected them"], ["Sex", "Day of the data", "Who collected them"],
    ]  # fmt: skip
    assert notes[1][0] == ("Sex", "Women and girls 30 · Men and boys 28")
    assert notes[1][2] == ("Who collected them", "Project team")


def test_two_numbers_of_a_percentage_and_why_there_is_no_value(accepted_report):
    with guards_lifted():
        outcome, output = accepted_report.actuals.order_by("pk")
        Actual.objects.filter(pk=outcome.pk).update(value=None, unavailable_reason="The register was closed.")
        Actual.objects.filter(pk=output.pk).update(numerator=Decimal(30), denominator=Decimal(48))

    rows = [row for _node, rows in reading_of(accepted_report).nodes for row in rows]

    found = {(note.label, note.text) for row in rows for note in row.notes}
    assert {("How many out of how many", "30 / 48"), ("Why there is no value", "The register was closed.")} <= found


def test_the_page_shows_all_parts(client_for, officer, accepted_report):
    page = client_for(officer).get(accepted_report.get_absolute_url()).content.decode()

    for words in (
        "Women and girls 30 · Men and boys 28", 'id="activities"', "Under way", 'id="risks"',
        'href="https://example.org/procedure"', "Not public", 'id="checklist"', "Day of the accounts",
    ):  # fmt: skip
        assert words in page, words
    assert "Committed" not in page


def test_commitments_have_a_column_where_there_are_any(client_for, officer, accepted_report):
    with guards_lifted():
        accepted_report.expenditures.update(commitments=Decimal("100.00"))

    page = client_for(officer).get(accepted_report.get_absolute_url()).content.decode()
    book = load_workbook(io.BytesIO(file_of(document(accepted_report), "xlsx")))

    assert '<th role="columnheader" scope="col" class="number">Committed</th>' in page
    assert sheet(book, "Expenditure")[0][5] == "Committed"
    assert sheet(book, "Expenditure")[-1][5] == 500


def test_files_have_all_parts_in_french(accepted_report):
    plan = accepted_report.version.plan
    plan.language = "fr"

    book = load_workbook(io.BytesIO(file_of(document(accepted_report), "xlsx")))

    assert book.sheetnames[1:] == [
        "Exposé", "Résultats", "Activités", "Risques", "Preuves", "Dépenses", "Liste de contrôle financier",
    ]  # fmt: skip
    assert "Femmes et filles 30 · Hommes et garçons 28" in sheet(book, "Résultats")[2][1]
    assert {row[4] for row in sheet(book, "Activités")[1:]} <= {"En cours", "Non commencée"}
    assert sheet(book, "Preuves")[1][4] == "https://example.org/procedure"


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_pdf_and_word_are_made_of_all_parts(accepted_report, kind):
    found = document(accepted_report)

    assert [part.title for part in found.parts] == [
        "Narrative", "Results", "Activities", "Risks", "Evidence", "Expenditure", "Financial checklist",
    ]  # fmt: skip
    assert file_of(found, kind)[:2] in (b"%P", b"PK")


QUERIES = 42


def queries_of_the_page(client, report):
    with CaptureQueriesContext(connection) as queries:
        page = client.get(report.get_absolute_url()).content.decode()
    return len(queries), page


def test_the_page_asks_the_same_for_one_row_and_for_many(client_for, officer, accepted_report):
    client = client_for(officer)
    queries_of_the_page(client, accepted_report)
    few, _page = queries_of_the_page(client, accepted_report)

    with guards_lifted():
        activity = Activity.objects.filter(output__version=accepted_report.version).first()
        for number in range(24):
            activity.pk, activity.lineage, activity._state.adding = None, uuid4(), True
            activity.save()
            accepted_report.activities.create(activity=activity, lineage=activity.lineage, status="ONGOING")
            RiskUpdate.objects.create(report=accepted_report, description=f"Risk {number}", likelihood=2, impact=2)
            Evidence.objects.create(
                report=accepted_report, kind="LINK", title="Page", url=f"https://example.org/{number}",
                lineage=activity.lineage,
            )  # fmt: skip
    many, page = queries_of_the_page(client, accepted_report)

    assert (few, many) == (QUERIES, QUERIES)
    assert [page.count(text) for text in ('id="activity-', 'id="risk-', 'id="evidence-')] == [26, 25, 25]


def test_words_and_rating_stand_for_what_has_no_number(accepted_report):
    with guards_lifted():
        actual = accepted_report.actuals.get(indicator__node__level="OUTCOME")
        Actual.objects.filter(pk=actual.pk).update(value=None, rating="BEHIND", comment="Offices begin to use it.")
        type(actual.indicator).objects.filter(pk=actual.indicator_id).update(
            kind="QUALITATIVE", over_time="LATEST", baseline_value=None, target_value=None, target_text="All offices"
        )

    row = next(row for _node, rows in reading_of(accepted_report).nodes for row in rows)

    assert (row.value, row.comment, row.percent) == ("Behind", "Offices begin to use it.", None)


def test_a_changed_activity_is_marked_on_the_page(client_for, running_project, project_manager, endorser):
    report = services.return_report(certified(running_project), by=endorser, comment="Say more.")
    progress = report.activities.filter(status="ONGOING").first()
    services.write_activity(
        report, progress.activity, by=project_manager, status="ONGOING", percent=60, revision=progress.revision
    )

    page = client_for(project_manager).get(f"{report.get_absolute_url()}read/").content.decode()

    row = page.partition(f'id="activity-{progress.lineage}"')[2].partition("</tr>")[0]
    assert ("Changed since it was returned" in row, "60%" in row) == (True, True)
    assert f'href="#activity-{progress.lineage}"' in page
