from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.models import RoleGrant, User
from core.errors import DomainError, NotAllowed, StateConflict
from monitoring import services
from monitoring.models import Actual, Duty, Expenditure, ProjectEntry, Report, TeamMember

from .reported import standing_of


def spent(project):
    return sum(project.entries.filter(kind="EXPENDITURE").values_list("amount", flat=True), Decimal(0))


def fresh(user):
    return User.objects.get(pk=user.pk)


def test_activation_makes_the_schedule(running_project):
    kinds = list(running_project.duties.reported().values_list("kind", "sequence", "rule_code"))

    assert kinds == [("INTERIM", 1, "R02"), ("INTERIM", 2, "R02"), ("FINAL", 1, "R03")]


def test_open_report_by_somebody_else_is_refused(running_project, applicant):
    with pytest.raises(NotAllowed):
        services.open_report(running_project.duties.get(kind="FINAL"), by=applicant)


def test_open_report_twice_gives_the_same(running_project, next_report, project_manager):
    duty = running_project.duties.get(kind=Duty.Kind.INTERIM, sequence=2)

    assert services.open_report(duty, by=project_manager) == next_report
    assert duty.reports.count() == 1


def test_open_report_of_the_framework_is_refused(running_project, project_manager):
    with pytest.raises(DomainError, match="not answered by a report"):
        services.open_report(running_project.duties.get(kind="FRAMEWORK"), by=project_manager)


def test_submit_report_names_what_is_missing(next_report, project_manager):
    with pytest.raises(DomainError) as refusal:
        services.submit_report(next_report, by=project_manager)

    sentences = [str(sentence) for sentence in refusal.value.sentences]
    assert sentences[0] == "Write the section “Summary”."
    assert "Give a value, or say why there is none, for “Officials who pass the final test”." in sentences


def test_submit_report_without_anybody_to_certify_says_where_to_name_somebody(written_report, project_manager):
    TeamMember.objects.all().delete()

    with pytest.raises(DomainError) as refusal:
        services.submit_report(written_report, by=project_manager)

    assert [str(sentence) for sentence in refusal.value.sentences] == [
        "Name who certifies the reports of this project: a second person, on the page “People”."
    ]


def test_an_amount_for_a_line_of_another_plan_is_refused(next_report, project_manager, other_draft):
    line = other_draft.plan.current.lines.first()

    with pytest.raises(DomainError, match="not of the plan"):
        services.write_expenditure(next_report, line, by=project_manager, amount=Decimal(1))

    assert not Expenditure.objects.filter(report=next_report, line=line).exists()


def test_accept_report_by_its_submitter_is_refused(report_in, project_manager):
    report = report_in("ENDORSED")
    RoleGrant.objects.create(user=project_manager, role="OFFICER")

    with pytest.raises(NotAllowed):
        services.accept_report(report, by=fresh(project_manager))


def test_certify_by_who_submitted_is_refused(report_in, project_manager):
    report = report_in("CERTIFYING")

    with pytest.raises(NotAllowed):
        services.certify_report(report, by=project_manager)


def test_an_officer_endorses_where_the_region_has_nobody_and_another_accepts(
    report_in, endorser, officer, second_officer
):
    report = report_in("SUBMITTED")
    with pytest.raises(NotAllowed):
        services.endorse_report(report, by=officer)
    RoleGrant.objects.filter(user=endorser).delete()

    report = services.endorse_report(report, by=officer)

    with pytest.raises(NotAllowed):
        services.accept_report(report, by=officer)
    assert services.accept_report(report, by=second_officer).state == "ACCEPTED"


def test_taking_back_asks_for_certification_anew(report_in, project_manager, endorser):
    report = services.take_back_report(report_in("SUBMITTED"), by=project_manager)

    assert (report.state, report.certified_by, report.is_editable) == ("DRAFT", None, True)
    assert not Report.objects.visible_to(endorser).filter(pk=report.pk).exists()


def test_only_accepted_reports_count(running_project, report_in, officer):
    before = standing_of(running_project)
    report = report_in("ENDORSED")
    waiting = standing_of(running_project)
    services.accept_report(report, by=officer)
    after = standing_of(running_project)

    assert waiting == before == ((200, 120), (40, 58), (Decimal("20.0"), Decimal("48.3")), Decimal("47400.00"))
    assert after[1] == (80, 116)
    assert after[-1] == 2 * before[-1] == spent(running_project)


def test_a_correction_takes_the_place_of_what_it_corrects(running_project, accepted_report, project_manager, pass_on):
    correction = services.correct_report(accepted_report, by=project_manager, reason="An invoice was counted twice.")
    row = correction.expenditures.select_related("line").order_by("line__position").first()
    services.write_expenditure(
        correction, row.line, by=project_manager, amount=row.amount - 100, comment="Invoice 7", revision=row.revision
    )
    still = standing_of(running_project)[-1]

    correction = pass_on(correction)

    accepted_report.refresh_from_db()
    assert (accepted_report.state, correction.state, correction.number) == ("SUPERSEDED", "ACCEPTED", 2)
    assert standing_of(running_project)[-1] == still - 100 == spent(running_project)
    assert ProjectEntry.objects.get(report=correction).amount == Decimal(-100)
    assert standing_of(running_project)[1] == (40, 58)


def test_a_second_correction_at_a_time_is_refused(accepted_report, project_manager):
    services.correct_report(accepted_report, by=project_manager, reason="One")

    with pytest.raises(StateConflict):
        services.correct_report(accepted_report, by=project_manager, reason="Two")


def test_a_dropped_correction_changes_nothing(running_project, accepted_report, project_manager):
    correction = services.correct_report(accepted_report, by=project_manager, reason="One")

    services.drop_report(correction, by=project_manager)

    duty = running_project.duties.get(pk=accepted_report.duty_id)
    assert duty.report == accepted_report
    assert services.correct_report(accepted_report, by=project_manager, reason="Two").number == 3


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE monitoring_actual SET value = 999",
        "DELETE FROM monitoring_expenditure",
        "UPDATE monitoring_report SET rating = 'REACHED'",
        "UPDATE monitoring_report SET state = 'DRAFT'",
        "UPDATE monitoring_reporttext SET text = 'better'",
        "DELETE FROM monitoring_reporttext",
        "DELETE FROM monitoring_report",
        "UPDATE monitoring_projectentry SET amount = 1",
    ],
)
def test_database_refuses_to_change_an_accepted_report(running_project, statement):
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert standing_of(running_project)[-1] == Decimal("47400.00")


def test_a_writer_helps_and_does_not_certify(running_project, next_report, project_manager, colleague):
    services.name_member(running_project, by=project_manager, user=colleague, part="WRITER")

    services.write_text(next_report, "progress", by=colleague, text="Written by a colleague", revision=0)

    assert Report.objects.visible_to(colleague).filter(pk=next_report.pk).exists()
    assert Actual.objects.filter(report=next_report).count() == 0


def test_people_are_named_by_the_manager_and_never_the_manager(running_project, project_manager, stranger, colleague):
    with pytest.raises(NotAllowed):
        services.name_member(running_project, by=stranger, user=colleague, part="WRITER")
    with pytest.raises(DomainError):
        services.name_member(running_project, by=project_manager, user=project_manager, part="CERTIFIER")


def test_reports_are_seen_by_those_concerned(running_project, next_report, request):
    people = ["applicant", "endorser", "reviewer", "officer", "approver", "project_manager", "stranger"]

    seen = {name: Report.objects.visible_to(request.getfixturevalue(name)).count() for name in people}

    assert seen == {
        "applicant": 2, "endorser": 1, "reviewer": 0, "officer": 1, "approver": 1, "project_manager": 2, "stranger": 0,
    }  # fmt: skip
