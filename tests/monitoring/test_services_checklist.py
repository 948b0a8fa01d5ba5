from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from core.errors import DomainError, NotAllowed, StateConflict
from monitoring import services
from monitoring.models import ChecklistItem
from monitoring.selectors.checklist import checklist_of
from monitoring.selectors.parts import obstacles

COMPUTED = ["usd", "lines", "overspent", "staff_office", "evaluation", "balance"]


def answers(report):
    return {entry.item.pk: entry.answer for entry in checklist_of(report)}


@pytest.fixture
def item(reference):
    return ChecklistItem.objects.get(pk="documents")


def test_the_portal_answers_what_it_can_compute(written_report):
    assert {code: answers(written_report)[code] for code in COMPUTED} == {
        "usd": "YES", "lines": "YES", "overspent": "NA", "staff_office": "NO", "evaluation": "YES", "balance": "YES",
    }  # fmt: skip
    words = {entry.item.pk: entry.words for entry in checklist_of(written_report)}
    assert words["staff_office"] == "30.4% of what was spent; the limit is 30%."
    assert words["balance"].replace("\u00a0", " ") == "USD 54,900 left of the budget."


def test_computed_answers_follow_the_amounts(written_report, project_manager):
    for name, amount in (("Consultant", "18100"), ("External", "1")):
        row = written_report.expenditures.get(line__description__startswith=name)
        services.write_expenditure(
            written_report, row.line, by=project_manager, amount=Decimal(amount), revision=row.revision
        )

    assert [answers(written_report)[code] for code in ("overspent", "evaluation")] == ["NO", "NO"]


def test_open_items_keep_a_report_from_being_submitted(next_report):
    found = [str(sentence) for sentence in obstacles(next_report)]

    assert "Answer the 4 open items of the financial checklist." in found
    assert (
        "Say in the checklist why this is not so: The lines are those of the latest approved budget, and each has an "
        "amount." in found
    )


def test_a_no_needs_a_comment(next_report, project_manager, item):
    with pytest.raises(DomainError):
        services.answer_item(next_report, item, by=project_manager, answer="NO", comment=" ")

    services.answer_item(next_report, item, by=project_manager, answer="NO", comment="Two invoices are lost.")
    assert answers(next_report)["documents"] == "NO"


def test_nobody_answers_for_the_portal(written_report, project_manager):
    item = ChecklistItem.objects.get(pk="staff_office")
    revision = written_report.checklist_answers.get(item=item).revision

    row = services.answer_item(
        written_report, item, by=project_manager, answer="YES", comment="It is fine.", revision=revision
    )

    assert (row.answer, answers(written_report)["staff_office"]) == ("", "NO")


def test_an_unknown_answer_is_refused(next_report, project_manager, item):
    with pytest.raises(DomainError):
        services.answer_item(next_report, item, by=project_manager, answer="MAYBE")


def test_an_answer_saved_elsewhere_is_not_overwritten(next_report, project_manager, item):
    services.answer_item(next_report, item, by=project_manager, answer="YES")

    with pytest.raises(StateConflict):
        services.answer_item(next_report, item, by=project_manager, answer="NA")

    assert answers(next_report)["documents"] == "YES"


@pytest.mark.parametrize("name", ["applicant", "officer", "stranger"])
def test_others_answer_nothing(next_report, item, request, name):
    with pytest.raises(NotAllowed):
        services.answer_item(next_report, item, by=request.getfixturevalue(name), answer="YES")


def test_what_was_certified_stays_as_it_was(report_in, accepted_report, project_manager, pass_on):
    report = report_in("ACCEPTED")
    before = {entry.item.pk: (entry.answer, entry.words) for entry in checklist_of(report)}

    correction = services.correct_report(accepted_report, by=project_manager, reason="The office rent was less.")
    row = correction.expenditures.get(line__description__startswith="Office")
    services.write_expenditure(correction, row.line, by=project_manager, amount=Decimal(0), revision=row.revision)
    pass_on(correction)

    assert {entry.item.pk: (entry.answer, entry.words) for entry in checklist_of(report)} == before
    live = {entry.item.pk: entry.words for entry in checklist_of(report, is_live=True)}
    assert live["staff_office"] != before["staff_office"][1]


def test_a_correction_brings_the_answers_along(accepted_report, project_manager):
    correction = services.correct_report(accepted_report, by=project_manager, reason="Wrong.")

    assert answers(correction) == answers(accepted_report)
    assert correction.checklist_answers.count() == 10


def test_a_new_item_is_not_asked_of_accepted_reports(accepted_report, next_report):
    ChecklistItem.objects.create(code="new", name_en="New?", name_fr="?", name_es="?", position=99)

    assert "new" in answers(next_report)
    assert "new" not in answers(accepted_report)


def test_the_database_changes_no_answer_of_an_accepted_report(accepted_report):
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE monitoring_checklistanswer SET answer = 'NA'")

    assert accepted_report.checklist_answers.filter(answer="NA").count() == 1  # nothing is overspent
