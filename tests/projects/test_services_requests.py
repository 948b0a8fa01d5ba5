"""What is asked with an amendment: more time, other money, another framework; who agrees; and what was spent already."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from dateutil.relativedelta import relativedelta
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format

from core.errors import DomainError, NotAllowed, StateConflict
from core.models import AuditEvent
from core.uploads import reaping
from demo.proposals import LETTER
from monitoring import services as monitoring
from monitoring.models import Duty
from notifications.models import Notification
from plans import services as plans
from plans.models import Activity, BudgetLine, Indicator, PlanVersion
from projects import services
from projects.models import Amendment, GovernmentAgreement, Project, PublicRecord
from projects.selectors.revisions import moves, pair_of, spent_by_line, transfers_of
from tests.world import agree

from .conftest import PLAN, change


def sentences(refusal):
    return [str(sentence) for sentence in refusal.value.sentences]


def refused(version, by):
    with pytest.raises(DomainError) as refusal:
        services.submit_amendment(version, by=by)
    return sentences(refusal)


def approve(version, manager, endorser, officer, **words):
    services.submit_amendment(version, by=manager)
    services.confirm_amendment(version, by=endorser)
    return services.approve_amendment(version, by=officer, **words)


def line_of(version, **fields):
    return BudgetLine.objects.get(version=version, **fields)


def due_days(project):
    return {str(duty): duty.due_on for duty in project.duties.reported()}


def test_an_extension_moves_end_schedule_and_public_record(
    extension, running_project, project_manager, endorser, officer
):
    start, old_end = running_project.starts_on, running_project.ends_on
    before = due_days(running_project)

    version = approve(extension, project_manager, endorser, officer)

    project = Project.objects.get(pk=running_project.pk)
    new_end = start + relativedelta(months=24, days=-1)
    assert (old_end, project.ends_on) == (start + relativedelta(months=18, days=-1), new_end)
    assert (project.end_year, project.amount, version.duration_months) == (
        new_end.year,
        running_project.amount,
        24,
    )
    assert PublicRecord.objects.get(pk=project.pk).ends_on == new_end
    third = start + relativedelta(months=18, days=-1)
    assert due_days(project) == {
        "Interim report 1": before["Interim report 1"],
        "Interim report 2": before["Interim report 2"],
        "Interim report 3": third + timedelta(days=42),
        "Final report": new_end + relativedelta(months=3),
    }
    event = AuditEvent.objects.get(action="amendment.approve")
    assert event.data["ends_on"] == new_end.isoformat()
    told = Notification.objects.filter(kind="amendment.approved").first()
    assert told.params["ends_on"] == new_end.isoformat()


def test_an_extension_leaves_a_report_that_was_begun(extension, running_project, project_manager, endorser, officer):
    final = running_project.duties.get(kind=Duty.Kind.FINAL)
    report = monitoring.open_report(final, by=project_manager)

    approve(extension, project_manager, endorser, officer)

    assert running_project.duties.get(kind=Duty.Kind.FINAL).pk == final.pk == report.duty_id


def test_another_amendment_than_an_extension_leaves_dates_and_duties(
    amendment, running_project, project_manager, endorser, officer
):
    before = due_days(running_project), set(running_project.duties.values_list("pk", flat=True))

    approve(amendment, project_manager, endorser, officer)

    project = Project.objects.get(pk=running_project.pk)
    assert (project.ends_on, project.end_year) == (running_project.ends_on, running_project.end_year)
    assert (due_days(project), set(project.duties.values_list("pk", flat=True))) == before


@pytest.mark.parametrize(
    ("kinds", "months", "sentence"),
    [
        ([], None, "Say what is asked: choose at least one."),
        (["EXTENSION"], None, "Write the whole new duration in months; approved are 18, an extension has more."),
        (["EXTENSION"], 18, "Write the whole new duration in months; approved are 18, an extension has more."),
        (["EXTENSION"], 6, "Write the whole new duration in months; approved are 18, an extension has more."),
        (["EXTENSION"], 121, "A project lasts at most 120 months."),
    ],
)
def test_terms_that_cannot_be_are_refused(running_project, project_manager, kinds, months, sentence):
    with pytest.raises(DomainError) as refusal:
        services.amend(running_project, by=project_manager, comment="Why", kinds=kinds, duration_months=months)

    assert (sentences(refusal), running_project.plan.versions.count()) == ([sentence], 1)


def test_terms_can_be_changed_while_it_is_written(extension, running_project, project_manager):
    version = services.change_terms(extension, by=project_manager, comment="Money, not time", kinds=["BUDGET"])

    amendment = Amendment.objects.get(pk=extension.pk)
    assert (version.reason, version.duration_months) == ("Money, not time", 18)
    assert ([kind.value for kind in amendment.kinds], amendment.new_ends_on) == (["BUDGET"], None)


def test_terms_are_closed_to_others_and_once_submitted(extension, project_manager, officer):
    words = {"comment": "Mine", "kinds": ["BUDGET"]}
    with pytest.raises(NotAllowed):
        services.change_terms(extension, by=officer, **words)
    services.submit_amendment(extension, by=project_manager)
    with pytest.raises((NotAllowed, StateConflict)):
        services.change_terms(extension, by=project_manager, **words)

    assert Amendment.objects.get(pk=extension.pk).extends is True


def test_activities_may_run_longer_with_an_extension_alone(extension, project_manager):
    activity = Activity.objects.filter(output__version=extension).first()
    change(activity, project_manager, end_month=24)

    assert services.submit_amendment(extension, by=project_manager).status == "SUBMITTED"


def test_an_extension_made_shorter_names_activities_that_run_on(extension, project_manager):
    activity = Activity.objects.filter(output__version=extension).first()
    change(activity, project_manager, end_month=24)
    words = {"comment": "Three months will do", "kinds": ["EXTENSION"]}
    services.change_terms(extension, by=project_manager, duration_months=21, **words)

    assert refused(extension, project_manager) == ["Activity 1.1.1 runs until month 24; the project has 21."]


@pytest.mark.parametrize("kinds", [["BUDGET"], ["EXTENSION"]])
def test_a_target_stays_unless_its_change_is_asked(running_project, project_manager, kinds):
    words = {"comment": "Why", "kinds": kinds, "duration_months": 24}
    draft = services.amend(running_project, by=project_manager, **words)
    agree(draft, project_manager)
    indicator = Indicator.objects.get(node__version=draft, counts_people=True)
    change(indicator, project_manager, target_value=Decimal(90))

    assert refused(draft, project_manager) == [
        (
            "Results, activities and risks stay as approved, because their change is not asked: "
            f"Indicator “{indicator.title}”. Undo it there, or ask for it too."
        )
    ]


@pytest.mark.parametrize("kinds", [["FRAMEWORK"], ["EXTENSION"]])
def test_the_budget_stays_unless_its_revision_is_asked(running_project, project_manager, kinds):
    words = {"comment": "Why", "kinds": kinds, "duration_months": 24}
    draft = services.amend(running_project, by=project_manager, **words)
    agree(draft, project_manager)
    change(line_of(draft, unit_cost=12000), project_manager, unit_cost=Decimal(11500))
    change(line_of(draft, unit_cost=450), project_manager, unit_cost=Decimal(500))

    assert refused(draft, project_manager) == [
        (
            "The budget stays as approved, because its revision is not asked: Budget line 3, Budget line 4. "
            "Undo it there, or ask for it too."
        )
    ]


def test_without_the_government_nothing_is_submitted(running_project, project_manager):
    words = {"comment": "Why", "kinds": ["EXTENSION"], "duration_months": 24}
    draft = services.amend(running_project, by=project_manager, **words)

    assert refused(draft, project_manager) == ["Add the agreement of the government with its letter (R07)."]


def test_the_agreement_needs_a_letter_once_and_a_day_that_was(amendment, project_manager, officer):
    words = {"name": "B. Minister", "office": "Ministry", "agreed_on": timezone.localdate()}
    kept = GovernmentAgreement.objects.get(pk=amendment.pk)
    with pytest.raises(NotAllowed):
        services.record_agreement(amendment, by=officer, **words)
    with pytest.raises(DomainError):
        services.record_agreement(
            amendment, by=project_manager, **words | {"agreed_on": timezone.localdate() + timedelta(days=1)}
        )

    changed = services.record_agreement(amendment, by=project_manager, **words)

    assert (changed.name, changed.sha256) == ("B. Minister", kept.sha256)
    assert reaping.named([kept.sha256]) == {kept.sha256}
    GovernmentAgreement.objects.all().delete()
    with pytest.raises(DomainError):
        services.record_agreement(amendment, by=project_manager, **words)


def test_a_letter_that_is_a_program_is_refused(amendment, project_manager):
    words = {"name": "B. Minister", "office": "Ministry", "agreed_on": timezone.localdate()}
    with pytest.raises(ValidationError):
        services.record_agreement(
            amendment, by=project_manager, file=SimpleUploadedFile("letter.exe", b"MZ" + LETTER), **words
        )

    assert GovernmentAgreement.objects.get(pk=amendment.pk).file_name == "agreement.pdf"


@pytest.mark.parametrize("step", ["return", "withdraw"])
def test_the_confirmation_falls_away(amendment_in, project_manager, officer, step):
    version = amendment_in("CONFIRMED")
    by = officer if step == "return" else project_manager

    getattr(services, f"{step}_amendment")(version, by=by, comment="Why")

    found = Amendment.objects.get(pk=version.pk)
    assert (found.confirmed_by, found.confirmed_at, found.is_confirmed) == (None, None, False)


def test_a_second_confirmation_changes_nothing(amendment_in, endorser):
    version = amendment_in("CONFIRMED")
    before = Amendment.objects.values().get(pk=version.pk)

    with pytest.raises(DomainError) as refusal:
        services.confirm_amendment(version, by=endorser)

    assert sentences(refusal) == ["This amendment is confirmed already."]
    assert Amendment.objects.values().get(pk=version.pk) == before


def test_nobody_confirms_or_approves_another_submission_than_they_read(
    amendment_in, project_manager, endorser, officer
):
    version = amendment_in("SUBMITTED")
    read = services.as_token(version)
    services.return_amendment(version, by=officer, comment="Less")
    services.submit_amendment(version, by=project_manager)

    for service, by in ((services.confirm_amendment, endorser), (services.approve_amendment, officer)):
        with pytest.raises(StateConflict):
            service(version, by=by, seen=read)
    fresh = PlanVersion.objects.get(pk=version.pk)

    assert services.confirm_amendment(fresh, by=endorser, seen=services.as_token(fresh)).amendment.is_confirmed


@pytest.fixture
def late(time_machine):
    """Move the clock to the 15th of next month, and a project so that this is so many days after its last day for a request.

    Of the last days of a month some are the last day of several ends, some of none.
    """
    today = (timezone.localdate() + relativedelta(months=1)).replace(day=15)
    time_machine.move_to(datetime(today.year, today.month, today.day, 10, tzinfo=UTC))

    def move(project, days):
        last_day = today - timedelta(days=days)
        ends_on = last_day + relativedelta(months=1)
        Project.objects.filter(pk=project.pk).update(ends_on=ends_on, starts_on=ends_on - relativedelta(months=18))
        project.refresh_from_db()
        return last_day

    return move


@pytest.mark.parametrize(("days", "is_late"), [(0, False), (1, True)])
def test_a_request_is_late_from_the_day_after_the_last(running_project, project_manager, days, is_late, late):
    last_day = late(running_project, days)
    words = {"comment": "Why", "kinds": ["EXTENSION"], "duration_months": 24}
    draft = services.amend(running_project, by=project_manager, **words)
    agree(draft, project_manager)

    amendment = services.submit_amendment(draft, by=project_manager).amendment

    assert (amendment.requested_on, amendment.last_day) == (timezone.localdate(), last_day)
    assert amendment.is_late is is_late


def test_a_late_request_needs_the_funds_reason(running_project, project_manager, endorser, officer, late):
    last_day = late(running_project, 1)
    words = {"comment": "Why", "kinds": ["EXTENSION"], "duration_months": 24}
    draft = services.amend(running_project, by=project_manager, **words)
    agree(draft, project_manager)
    services.submit_amendment(draft, by=project_manager)
    services.confirm_amendment(draft, by=endorser)

    with pytest.raises(DomainError) as refusal:
        services.approve_amendment(draft, by=officer, override_reason=" ")
    unchanged = Project.objects.get(pk=running_project.pk).ends_on
    approved = services.approve_amendment(draft, by=officer, override_reason="The flood")

    assert sentences(refusal) == [
        (
            "R08 Extension and budget revision requests: The last day for this request was "
            f"{date_format(last_day, 'DATE_FORMAT')}. The Fund may still allow it."
        )
    ]
    assert unchanged == running_project.ends_on
    assert (approved.amendment.override_reason, approved.amendment.overridden_by) == ("The flood", officer)
    assert AuditEvent.objects.get(action="amendment.approve").data["late"] == "The flood"


def test_the_first_submission_counts_for_the_last_day(running_project, project_manager, officer, time_machine):
    words = {"comment": "Why", "kinds": ["EXTENSION"], "duration_months": 24}
    draft = services.amend(running_project, by=project_manager, **words)
    agree(draft, project_manager)
    first = services.submit_amendment(draft, by=project_manager).amendment.requested_on
    services.return_amendment(draft, by=officer, comment="Shorter")
    Amendment.objects.filter(pk=draft.pk).update(requested_on=first - timedelta(days=3))

    again = services.submit_amendment(draft, by=project_manager).amendment

    assert again.requested_on == first - timedelta(days=3)


def test_a_change_of_results_has_no_last_day(running_project, project_manager, endorser, officer, late):
    late(running_project, 20)
    draft = services.amend(running_project, by=project_manager, comment="Why", kinds=["FRAMEWORK"])
    agree(draft, project_manager)
    change(Indicator.objects.get(node__version=draft, counts_people=True), project_manager, target_value=Decimal(90))

    approved = approve(draft, project_manager, endorser, officer)

    assert (approved.status, approved.amendment.last_day, approved.amendment.is_late) == ("APPROVED", None, False)


def test_a_project_that_ended_is_not_amended_any_more(amendment_in, officer, running_project):
    version = amendment_in("CONFIRMED")
    Project.objects.filter(pk=running_project.pk).update(state="COMPLETED")

    with pytest.raises(DomainError) as refusal:
        services.approve_amendment(version, by=officer)

    assert sentences(refusal) == ["The project does not run any more."]


def test_what_was_spent_is_the_floor_of_a_line(amendment, running_project, project_manager):
    spent = spent_by_line(running_project)
    workshops, consultant = line_of(amendment, unit_cost=12000), line_of(amendment, unit_cost=450)
    change(workshops, project_manager, quantity=Decimal(1), unit_cost=Decimal("23999.99"))
    change(consultant, project_manager, quantity=Decimal(1), unit_cost=Decimal("75000.01"))

    assert spent[str(workshops.lineage)] == Decimal("24000.00")
    assert refused(amendment, project_manager) == [
        f"“{workshops.description}”: USD\u00a024,000 was spent already. The line cannot be lower than that."
    ]
    change(workshops, project_manager, unit_cost=Decimal(24000))
    change(consultant, project_manager, unit_cost=Decimal(75000))
    assert services.submit_amendment(amendment, by=project_manager).status == "SUBMITTED"


def test_a_line_with_spending_stays(amendment, project_manager):
    workshops, consultant = line_of(amendment, unit_cost=12000), line_of(amendment, unit_cost=450)
    change(consultant, project_manager, quantity=Decimal(1), unit_cost=Decimal(99000))
    plans.remove(workshops, by=project_manager)

    assert refused(amendment, project_manager) == [
        (
            f"“{workshops.description}” was removed, but USD\u00a024,000 was spent on it. Bring it back with at least that "
            "amount."
        )
    ]


def test_transfers_join_lines_by_lineage_and_add_up_to_zero(amendment, running_project, project_manager):
    workshops, consultant = line_of(amendment, unit_cost=12000), line_of(amendment, unit_cost=450)
    change(workshops, project_manager, quantity=Decimal(1), unit_cost=Decimal(24000))
    change(consultant, project_manager, quantity=Decimal(1), unit_cost=Decimal(70000))
    plans.add_line(
        amendment, by=project_manager, category="OPERATIONAL", activity=consultant.activity, description="Printing",
        unit="lump", quantity=Decimal(1), unit_cost=Decimal(5000), calculation_note="Quoted",
    )  # fmt: skip

    moved, amount = moves(transfers_of(pair_of(amendment).comparison, spent_by_line(running_project)))

    assert [(line.old, line.new, line.change, str(line.standing)) for line in moved] == [
        (Decimal(72000), Decimal(24000), Decimal(-48000), "Retired: only what was spent stays"),
        (Decimal(27000), Decimal(70000), Decimal(43000), ""),
        (None, Decimal(5000), Decimal(5000), "New line"),
    ]
    assert (amount, sum(line.change for line in moved)) == (Decimal(48000), 0)


def test_the_database_freezes_what_was_asked_and_agreed_with_the_version(amendment_in):
    version = amendment_in("APPROVED")

    for rows, values in (
        (Amendment.objects.filter(pk=version.pk), {"override_reason": ""}),
        (GovernmentAgreement.objects.filter(pk=version.pk), {"name": "Other"}),
    ):
        with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
            rows.update(**values)
        with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
            rows._raw_delete("default")


@pytest.mark.parametrize(
    "values",
    [
        {"revises_budget": False, "changes_framework": False},
        {"extends": True},
        {"extends_by_months": 3},
        {"new_ends_on": date(2050, 1, 1)},
        {"override_reason": "Nobody says so"},
        {"confirmed_at": timezone.now()},
        {"confirmation_comment": "Yes"},
    ],
)
def test_the_database_refuses_what_makes_no_sense(amendment, values):
    with pytest.raises(IntegrityError), transaction.atomic():
        Amendment.objects.filter(pk=amendment.pk).update(**values)


def test_kinds_are_named_in_one_order(amendment):
    assert [kind.value for kind in amendment.amendment.kinds] == ["BUDGET", "FRAMEWORK"] == sorted(PLAN)
