"""What is decided and said on reports: ratings, kept copies, the seal of an accepted report, corrections, comments."""

import json
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from core.errors import DomainError, NotAllowed, StateConflict
from core.models import AuditEvent
from demo.reports import hand_on
from funding.models import AxisValue
from monitoring import services
from monitoring.lights import Light
from monitoring.models import Report, ReportComment, ReportCopy, TeamMember
from monitoring.selectors.comments import counts_of, open_threads, place_of
from monitoring.selectors.corrections import changes_of, numbers_of
from monitoring.selectors.reading import changes_since_return, reading_of
from monitoring.services import comments
from monitoring.snapshot import PARTS, as_data, content_hash
from notifications.models import Notification
from plans.selectors import framework
from tests.conftest import person
from tests.plugin import guards_lifted

from .reported import again, certified, is_unchanged, next_report


def first_report(project):
    return project.duties.get(kind="INTERIM", sequence=1).report


@pytest.fixture
def handed_in(running_project):
    return certified(running_project)


def test_endorsement_keeps_the_readers_rating_and_a_return_asks_for_it_anew(handed_in, endorser, officer):
    endorsed = services.endorse_report(handed_in, by=endorser, readers_rating="BEHIND")
    rating = endorsed.readers_rating
    returned = services.return_report(endorsed, by=officer, comment="Say why.")

    assert (rating, returned.readers_rating, returned.state) == ("BEHIND", "", "RETURNED")


def test_acceptance_keeps_the_rating_of_the_regional_office_unless_it_gives_one(handed_in, endorser, officer):
    endorsed = services.endorse_report(handed_in, by=endorser, readers_rating="BEHIND")

    assert services.accept_report(endorsed, by=officer).readers_rating == "BEHIND"


def test_a_rating_that_does_not_exist_is_refused(handed_in, endorser):
    with pytest.raises(DomainError):
        services.endorse_report(handed_in, by=endorser, readers_rating="GREAT")

    assert Report.objects.get(pk=handed_in.pk).state == "SUBMITTED"


def test_a_return_without_a_note_is_refused_and_keeps_no_copy(handed_in, endorser):
    with pytest.raises(DomainError):
        services.return_report(handed_in, by=endorser, comment="  ")

    assert not ReportCopy.objects.filter(report=handed_in).exists()


def test_a_returned_report_shows_what_is_new(handed_in, project_manager, endorser):
    report = services.return_report(handed_in, by=endorser, comment="Say what comes next.")
    actual = report.actuals.get(indicator__node__level="OUTCOME")
    services.write_actual(report, actual.indicator, by=project_manager, value=Decimal(41), revision=1)
    services.write_text(report, "summary", by=project_manager, text="All new.", revision=1)

    copy, fresh = changes_since_return(report, as_data(report), with_refusals=False)

    assert copy.step == "return"
    assert [one.target for one in fresh] == ["section-summary", f"indicator-{actual.lineage}"]
    assert [(change.old, change.new) for change in fresh[1].changes] == [(Decimal(40), Decimal(41))]


def test_readers_do_not_see_what_the_certifier_had_read(running_project, project_manager, applicant):
    report = next_report(running_project)
    services.submit_report(report, by=project_manager)
    report = services.refuse_report(report, by=applicant, comment="The total is wrong.")

    assert changes_since_return(report, as_data(report), with_refusals=False) == (None, [])
    assert changes_since_return(report, as_data(report), with_refusals=True)[0].step == "refuse"


def test_the_database_refuses_to_change_a_kept_copy(handed_in, endorser):
    services.return_report(handed_in, by=endorser, comment="Again.")

    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        ReportCopy.objects.update(content="{}")


def test_an_accepted_report_is_sealed(running_project):
    report = first_report(running_project)

    assert len(report.content_hash) == 64
    assert report.content_hash == content_hash(report)
    assert is_unchanged(report) is True


def test_an_open_report_has_no_seal(running_project):
    assert is_unchanged(next_report(running_project)) is None


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE monitoring_actual SET value = value + 1 WHERE id = (SELECT min(id) FROM monitoring_actual)",
        "UPDATE monitoring_expenditure SET comment = 'other' WHERE id = (SELECT min(id) FROM monitoring_expenditure)",
        "UPDATE monitoring_reporttext SET text = 'other' WHERE id = (SELECT min(id) FROM monitoring_reporttext)",
        "DELETE FROM monitoring_reporttext WHERE id = (SELECT min(id) FROM monitoring_reporttext)",
        "UPDATE monitoring_report SET rating = 'REACHED'",
        "UPDATE monitoring_report SET basis = 'COMMITMENTS'",
    ],
)
def test_a_changed_row_breaks_the_seal(running_project, intruder, statement):
    with intruder(), connection.cursor() as cursor:
        if statement.startswith("DELETE"):  # its older versions name the row
            cursor.execute("DELETE FROM monitoring_reporttextversion")
        cursor.execute(statement)

    assert is_unchanged(first_report(running_project)) is False


def test_a_part_that_comes_later_leaves_older_seals_as_they_are(running_project, monkeypatch):
    monkeypatch.setitem(PARTS, "a later part", lambda report, tree: [])
    assert is_unchanged(first_report(running_project)) is True

    monkeypatch.setitem(PARTS, "a later part", lambda report, tree: ["a photograph"])
    assert is_unchanged(first_report(running_project)) is False


def test_the_database_refuses_another_seal(running_project):
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        Report.objects.filter(state="ACCEPTED").update(content_hash="0" * 64)


def test_snapshot_is_plain_data(running_project):
    data = as_data(first_report(running_project))

    assert json.loads(json.dumps(data)) == data
    assert [row["value"] for row in data["results"]] == ["40.0000", "58.0000"]
    assert [row["amount"] for row in data["money"]] == ["10800.00", "3600.00", "24000.00", "9000.00", "0.00"]


def corrected(project, manager):
    """The first report with a correction: 53 instead of 58 officials."""
    report = first_report(project)
    correction = services.correct_report(report, by=manager, reason="Five were counted twice.")
    actual = correction.actuals.get(indicator__node__level="OUTPUT")
    parts = {part.code: part for part in AxisValue.objects.filter(axis="sex")}
    splits = {parts["women"]: Decimal(25), parts["men"]: Decimal(28)}
    services.write_actual(
        correction, actual.indicator, by=manager, value=Decimal(53), splits=splits, comment=actual.comment, revision=1
    )
    return report, Report.objects.get(pk=correction.pk)


def test_a_correction_says_what_it_changes(running_project, project_manager):
    report, correction = corrected(running_project, project_manager)

    changes = changes_of(correction, as_data(correction))

    assert [(one.name, [(c.old, c.new) for c in one.changes]) for one in changes] == [
        ("Officials who pass the final test", [(Decimal(58), Decimal(53)), (Decimal(30), Decimal(25))])
    ]
    assert changes_of(report, as_data(report)) == []


def test_an_accepted_correction_takes_the_place_and_both_stay_sealed(running_project, project_manager, cast):
    report, correction = corrected(running_project, project_manager)

    accepted = hand_on(correction, cast)
    old = Report.objects.get(pk=report.pk)

    assert (old.state, accepted.state) == ("SUPERSEDED", "ACCEPTED")
    assert (is_unchanged(old), is_unchanged(accepted), old.content_hash == accepted.content_hash) == (True, True, False)
    assert [one.number for one in numbers_of(accepted, project_manager)] == [1, 2]


def test_numbers_of_a_report_hide_what_the_reader_may_not_see(running_project, project_manager, endorser):
    report, correction = corrected(running_project, project_manager)

    assert [one.number for one in numbers_of(report, project_manager)] == [1, 2]
    assert [one.number for one in numbers_of(report, endorser)] == [1]
    services.drop_report(correction, by=project_manager)
    assert [one.number for one in numbers_of(report, project_manager)] == [1]


def test_writing_into_an_accepted_report_says_how_to_correct_it(running_project, project_manager):
    report = first_report(running_project)

    with pytest.raises(StateConflict) as refusal:
        services.write_text(report, "summary", by=project_manager, text="Late.", revision=1)

    assert str(refusal.value) == "This report is accepted and stays as it is. To change it, start a correction."


def test_reading_adds_up_what_came_before(handed_in):
    reading = reading_of(handed_in)

    rows = [row for _node, rows in reading.nodes for row in rows]
    assert [(row.value, row.previous, row.reached, row.percent) for row in rows] == [
        ("40", "40", "80", Decimal("40.0")), ("58", "58", "116", Decimal("96.7")),
    ]  # fmt: skip
    assert [(block.title, block.before, block.amount, block.left) for block, _rows in reading.blocks] == [
        ("Staff", Decimal("10800.00"), Decimal("10800.00"), Decimal("10800.00")),
        ("Office", Decimal("3600.00"), Decimal("3600.00"), Decimal("3600.00")),
        ("Operational", Decimal("33000.00"), Decimal("33000.00"), Decimal("40500.00")),
    ]
    assert (reading.total.reached, reading.total.budget) == (Decimal("94800.00"), Decimal("149700.00"))
    assert [text.is_repeated for text in reading.texts if text.text] == [True] * 8


def test_the_first_report_has_nothing_before_it(running_project, handed_in):
    reading = reading_of(first_report(running_project))

    assert (reading.previous, reading.total.before) == (None, Decimal("0.00"))
    assert [text.is_repeated for text in reading.texts] == [False] * 9


def lineage_of(report):
    return report.actuals.get(indicator__node__level="OUTCOME").lineage


def test_comments_on_places_of_the_report(handed_in, endorser, project_manager):
    target = f"indicator-{lineage_of(handed_in)}"
    thread = comments.comment_on(handed_in, target, by=endorser, text="Where from?")
    comments.comment_on(handed_in, "section-summary", by=endorser, text="Too short.")
    comments.comment_on(handed_in, "report", by=project_manager, text="Thank you.")
    comments.answer(thread, by=project_manager, text="From the register.")

    assert counts_of(handed_in) == {target: (1, 1), "section-summary": (1, 1), "report": (1, 1)}
    titles = [str(one.title) for one in open_threads(handed_in, framework(handed_in.version))]
    assert titles == ["The report", "Summary", "Cases handled by the common procedure"]


@pytest.mark.parametrize(
    "target",
    ["", "reports", "section-", "section-lessons", "line-1", "indicator-00000000-0000-0000-0000-000000000000",
     "report-1", "activity-x", "team-1"],
)  # fmt: skip
def test_places_that_the_report_does_not_have(handed_in, endorser, target):
    assert place_of(handed_in, target) is None
    with pytest.raises(DomainError):
        comments.comment_on(handed_in, target, by=endorser, text="Where?")


def test_a_place_of_another_plan_is_none(handed_in, other_draft):
    other = framework(other_draft.plan.current)

    assert [place_of(handed_in, f"line-{line.lineage}") for line in other.lines] == [None] * len(other.lines)


def test_a_second_click_writes_no_second_comment(handed_in, endorser):
    first = comments.comment_on(handed_in, "report", by=endorser, text="Why?")

    assert comments.comment_on(handed_in, "report", by=endorser, text="Why?") == first
    assert ReportComment.objects.count() == 1


@pytest.mark.parametrize("text", ["", "  \n", "x" * 4001])
def test_empty_and_endless_comments_are_refused(handed_in, endorser, text):
    with pytest.raises(DomainError):
        comments.comment_on(handed_in, "report", by=endorser, text=text)


def test_answering_opens_what_was_resolved(handed_in, endorser, project_manager):
    thread = comments.comment_on(handed_in, "report", by=endorser, text="Why?")
    resolved = comments.resolve(thread, by=project_manager)
    again_resolved = comments.resolve(resolved, by=endorser)
    assert (again_resolved.resolved_by, counts_of(handed_in)) == (project_manager, {"report": (0, 1)})

    comments.answer(thread, by=endorser, text="Not yet.")

    assert counts_of(handed_in) == {"report": (1, 1)}


@pytest.mark.parametrize("name", ["stranger", "reviewer", "auditor", "approver"])
def test_who_does_not_write_or_decide_writes_no_comments(handed_in, request, name):
    with pytest.raises(NotAllowed):
        comments.comment_on(handed_in, "report", by=request.getfixturevalue(name), text="Me too.")


def test_comments_are_seen_by_those_who_see_the_report(handed_in, endorser, request):
    comments.comment_on(handed_in, "report", by=endorser, text="Why?")
    names = ["project_manager", "applicant", "endorser", "officer", "auditor", "reviewer", "stranger"]

    seen = {name: ReportComment.objects.visible_to(request.getfixturevalue(name)).count() for name in names}

    assert seen == {
        "project_manager": 1, "applicant": 1, "endorser": 1, "officer": 1, "auditor": 1, "reviewer": 0, "stranger": 0,
    }  # fmt: skip


def test_comments_of_an_accepted_report_stay(handed_in, endorser, officer, project_manager):
    thread = comments.comment_on(handed_in, "report", by=endorser, text="Why?")
    services.accept_report(services.endorse_report(handed_in, by=endorser), by=officer)

    for act in (comments.resolve, comments.reopen):
        with pytest.raises(StateConflict):
            act(thread, by=project_manager)
    with pytest.raises(StateConflict):
        comments.comment_on(handed_in, "report", by=endorser, text="One more.")


def test_comments_are_told_together_to_those_concerned(running_project, handed_in, endorser, project_manager):
    writer = person("Wanda Writer")
    services.name_member(running_project, by=project_manager, user=writer, part=TeamMember.Part.WRITER)
    thread = comments.comment_on(handed_in, "report", by=endorser, text="Why?")
    comments.comment_on(handed_in, "section-summary", by=endorser, text="Too short.")
    comments.answer(thread, by=again(project_manager), text="Because.")

    told = Notification.objects.filter(kind="report.commented").order_by("user__name").values_list("user__name", "kind")

    assert [name for name, _kind in told] == ["Emil Endorser", "Paula Manager", "Wanda Writer"]


def test_the_trail_keeps_no_words_of_comments(handed_in, endorser):
    comments.comment_on(handed_in, "report", by=endorser, text="Delicate matter")

    event = AuditEvent.objects.filter(action="report_comment.written").get()
    assert (event.comment, event.data) == ("", {"characters": 15})


def test_at_the_end_of_the_project_the_target_is_due(running_project, project_manager):
    final = services.open_report(running_project.duties.get(kind="FINAL"), by=project_manager)

    reading = reading_of(Report.objects.get(pk=final.pk))

    assert (reading.counts, reading.worst) == ([(Light.OFF_TRACK, 2)], Light.OFF_TRACK)
    assert [row.value for _node, rows in reading.nodes for row in rows] == ["", ""]


def test_a_milestone_is_due_in_its_period_and_not_before(running_project, handed_in):
    with guards_lifted():
        for indicator in framework(handed_in.version).indicators:
            indicator.milestones.create(month=12, value=indicator.target_value / 2)

    first, second = reading_of(first_report(running_project)), reading_of(handed_in)

    assert (first.counts, first.worst) == ([(Light.NOT_DUE, 2)], Light.NOT_DUE)
    assert second.counts == [(Light.ON_TRACK, 1), (Light.BEHIND, 1)]  # 116 of 60, and 80 of 100
    assert second.worst == Light.BEHIND
