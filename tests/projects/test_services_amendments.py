"""Amendments from their reason to their approval: what stands in the way, what they leave as it was."""

from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.models import RoleGrant, User
from core import audit
from core.errors import DomainError, NotAllowed, StateConflict
from core.models import AuditEvent
from funding.models import LedgerEntry
from monitoring import services as monitoring
from monitoring.models import Duty, Report
from notifications.models import Notification
from plans import services as plans
from plans.models import BudgetLine, Indicator, PlanVersion
from plans.snapshot import as_data, content_hash
from projects import services
from projects.selectors import findings_on
from tests.monitoring.reported import standing_of
from tests.world import agree

from .conftest import PLAN, change


def sentences(refusal):
    return [str(sentence) for sentence in refusal.value.sentences]


def told(kind):
    return set(Notification.objects.filter(kind=kind).values_list("user__name", flat=True))


def line_of(version, **fields):
    return BudgetLine.objects.get(version=version, **fields)


def test_approved_amendment_is_in_force_and_the_old_one_stays_as_it_was(
    amendment, running_project, project_manager, endorser, officer
):
    old = amendment.based_on
    before, entries, amount = as_data(old), LedgerEntry.objects.count(), running_project.amount
    report = Report.objects.get(duty__project=running_project)
    services.submit_amendment(amendment, by=project_manager)
    services.confirm_amendment(amendment, by=endorser)

    approved = services.approve_amendment(amendment, by=officer)

    old.refresh_from_db()
    running_project.refresh_from_db()
    assert (old.status, approved.status, running_project.plan.approved) == ("SUPERSEDED", "APPROVED", approved)
    assert as_data(old) == before
    assert approved.content_hash == content_hash(approved) != old.content_hash
    assert (approved.submitted_by, approved.approved_by) == (project_manager, officer)
    assert (running_project.amount, LedgerEntry.objects.count()) == (amount, entries)
    assert Report.objects.get(pk=report.pk).version == old
    event = AuditEvent.objects.filter(action="amendment.approve").get()
    assert event.data == {"from": "SUBMITTED", "to": "APPROVED", "content_hash": approved.content_hash}


def test_progress_and_later_reports_use_the_amended_targets(
    amendment, running_project, project_manager, endorser, officer
):
    services.submit_amendment(amendment, by=project_manager)
    services.confirm_amendment(amendment, by=endorser)
    waiting = standing_of(running_project)[0]
    services.approve_amendment(amendment, by=officer)

    report = monitoring.open_report(running_project.duties.get(kind=Duty.Kind.FINAL), by=project_manager)

    assert waiting == (200, 120)
    assert standing_of(running_project)[:2] == ((200, 90), (40, 58))
    assert report.version == amendment


def test_database_refuses_to_change_an_approved_amendment(amendment_in):
    version = amendment_in("APPROVED")
    statement = "UPDATE plans_indicator SET target_value = 1 WHERE node_id IN (SELECT id FROM plans_resultnode)"
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert content_hash(version) == version.content_hash


def test_money_moves_between_lines_while_the_total_stays(amendment, project_manager):
    change(line_of(amendment, unit_cost=12000), project_manager, unit_cost=Decimal(11500))
    change(line_of(amendment, unit_cost=450), project_manager, unit_cost=Decimal(500))

    assert services.submit_amendment(amendment, by=project_manager).status == "SUBMITTED"


@pytest.mark.parametrize(("cost", "total"), [("450.01", "149,700.60"), ("449.99", "149,699.40")])
def test_another_total_than_the_approved_one_is_refused(amendment, project_manager, cost, total):
    change(line_of(amendment, unit_cost=450), project_manager, unit_cost=Decimal(cost))

    with pytest.raises(DomainError) as refusal:
        services.submit_amendment(amendment, by=project_manager)

    assert sentences(refusal) == [
        (
            f"The budget adds up to USD\u00a0{total}; approved are USD\u00a0149,700. An amendment keeps the total: "
            "move money between lines."
        )
    ]
    amendment.refresh_from_db()
    assert amendment.status == "DRAFT"


def test_evaluation_money_is_ring_fenced(amendment, project_manager):
    change(line_of(amendment, is_evaluation=True), project_manager, unit_cost=Decimal("7499.99"))
    change(line_of(amendment, unit_cost=450), project_manager, quantity=Decimal(1), unit_cost=Decimal("27000.01"))

    with pytest.raises(DomainError) as refusal:
        services.submit_amendment(amendment, by=project_manager)

    title = "B12 Evaluation money is kept for the evaluation"
    assert sentences(refusal) == [
        f"{title}: The evaluation line was approved with USD\u00a07,500 and cannot be reduced."
    ]


def test_evaluation_line_may_grow(amendment, project_manager):
    change(line_of(amendment, is_evaluation=True), project_manager, unit_cost=Decimal(8000))
    change(line_of(amendment, unit_cost=12000), project_manager, quantity=Decimal(1), unit_cost=Decimal(71500))

    found = {finding.code: finding.state for finding in findings_on(amendment)}

    assert found["B12"] == "MET"
    assert services.submit_amendment(amendment, by=project_manager).status == "SUBMITTED"


def test_an_amendment_that_changes_nothing_or_the_duration_is_refused(running_project, project_manager):
    same = services.amend(running_project, by=project_manager, comment="Let us see", kinds=PLAN)
    agree(same, project_manager)
    with pytest.raises(DomainError) as nothing:
        services.submit_amendment(same, by=project_manager)
    plans.set_duration(same, by=project_manager, duration_months=24)
    with pytest.raises(DomainError) as longer:
        services.submit_amendment(same, by=project_manager)

    assert sentences(nothing) == ["Nothing is changed yet."]
    assert sentences(longer) == ["An amendment keeps the duration of the project."]


def test_results_without_indicator_are_refused(amendment, project_manager):
    for indicator in Indicator.objects.filter(node__version=amendment, node__level="OUTPUT"):
        plans.remove(indicator, by=project_manager)

    with pytest.raises(DomainError) as refusal:
        services.submit_amendment(amendment, by=project_manager)

    assert sentences(refusal) == ["Output 1.1 needs at least one indicator."]


def test_what_reports_measured_keeps_its_kind_and_unit(amendment, project_manager):
    indicator = Indicator.objects.get(node__version=amendment, counts_people=True)
    change(indicator, project_manager, unit="trainings", over_time="LATEST")

    with pytest.raises(DomainError) as refusal:
        services.submit_amendment(amendment, by=project_manager)

    assert sentences(refusal) == [
        f"“{indicator.title}” has values in reports: its kind, unit and the way it adds up stay. Remove it and add a new one."
    ]


def test_approval_by_the_submitter_is_refused(amendment, project_manager):
    services.submit_amendment(amendment, by=project_manager)
    RoleGrant.objects.create(user=project_manager, role="OFFICER")

    with pytest.raises(DomainError):
        services.approve_amendment(amendment, by=User.objects.get(pk=project_manager.pk))

    assert list(PlanVersion.objects.order_by("number").values_list("status", flat=True)) == ["APPROVED", "SUBMITTED"]


@pytest.mark.parametrize("name", ["approver", "auditor", "endorser", "applicant", "stranger"])
def test_approval_by_others_than_officers_is_refused(amendment, project_manager, request, name):
    services.submit_amendment(amendment, by=project_manager)

    with pytest.raises(NotAllowed):
        services.approve_amendment(amendment, by=request.getfixturevalue(name))

    assert list(PlanVersion.objects.order_by("number").values_list("status", flat=True)) == ["APPROVED", "SUBMITTED"]


def test_second_approval_by_a_double_click_changes_nothing(amendment_in, officer):
    amendment = amendment_in("CONFIRMED")
    services.approve_amendment(amendment, by=officer)

    with pytest.raises(StateConflict):
        services.approve_amendment(amendment, by=officer)

    assert list(PlanVersion.objects.order_by("number").values_list("status", flat=True)) == ["SUPERSEDED", "APPROVED"]


def test_submitted_amendment_cannot_be_edited(amendment, project_manager):
    services.submit_amendment(amendment, by=project_manager)

    with pytest.raises((NotAllowed, StateConflict)):
        change(line_of(amendment, is_evaluation=True), project_manager, unit_cost=Decimal(1))

    assert line_of(amendment, is_evaluation=True).amount == 7500


def test_return_asks_for_a_comment(amendment, project_manager, officer):
    services.submit_amendment(amendment, by=project_manager)

    with pytest.raises(DomainError):
        services.return_amendment(amendment, by=officer, comment=" ")

    amendment.refresh_from_db()
    assert amendment.status == "SUBMITTED"


def test_after_a_withdrawal_another_amendment_has_the_next_number(amendment_in, running_project, project_manager):
    withdrawn = amendment_in("WITHDRAWN")

    again = services.amend(running_project, by=project_manager, comment="Now for good", kinds=PLAN)

    assert (withdrawn.number, again.number, again.based_on.number) == (2, 3, 1)


def test_those_concerned_are_told(amendment, project_manager, officer, endorser):
    services.submit_amendment(amendment, by=project_manager)
    services.return_amendment(amendment, by=officer, comment="Say why 90")
    services.submit_amendment(amendment, by=project_manager)
    services.confirm_amendment(amendment, by=endorser)
    services.approve_amendment(amendment, by=officer)

    assert told("amendment.submitted") == {"Otto Officer", "Olga Officer", "Emil Endorser"}
    assert told("amendment.confirmed") == {"Otto Officer", "Olga Officer", "Paula Manager"}
    assert told("amendment.returned") == {"Paula Manager"}
    assert told("amendment.approved") == {"Paula Manager", "Ana Applicant", "Emil Endorser"}
    note = Notification.objects.filter(kind="amendment.returned").get()
    assert (note.params["comment"], note.path) == ("Say why 90", f"/workspace/plans/{amendment.pk}/versions/")


@pytest.mark.parametrize(
    ("status", "people"), [("DRAFT", set()), ("SUBMITTED", {"Otto Officer", "Olga Officer", "Emil Endorser"})]
)
def test_withdrawal_is_told_to_those_who_knew(amendment_in, project_manager, status, people):
    services.withdraw_amendment(amendment_in(status), by=project_manager, comment="Not needed")

    assert told("amendment.withdrawn") == people


def test_each_step_leaves_one_row_in_the_history(amendment, project_manager, endorser, officer):
    start = AuditEvent.objects.count()
    services.submit_amendment(amendment, by=project_manager)
    services.return_amendment(amendment, by=officer, comment="Say why")
    services.submit_amendment(amendment, by=project_manager)
    services.confirm_amendment(amendment, by=endorser)
    services.approve_amendment(amendment, by=officer)

    actions = [event.action.removeprefix("amendment.") for event in audit.history(amendment)][-5:]
    assert actions == ["submit", "return", "submit", "confirm", "approve"]
    assert AuditEvent.objects.count() == start + 5
