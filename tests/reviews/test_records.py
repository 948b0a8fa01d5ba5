"""What a decision rested on is sealed, says so without names, and can be computed again to the byte."""

import hashlib
import json

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from applications.models import Application
from demo import proposals
from reviews import services
from reviews.models import Criterion, DecisionRecord, Rubric
from reviews.selectors.records import list_in, scores_in, verify
from reviews.selectors.scores import score_sheet

pytestmark = pytest.mark.usefixtures("draft")  # carried on by the services: a record put back in time would not hold


def content_of(decision):
    return json.loads(decision.record.content)


@pytest.fixture
def decision(application_in):
    return application_in("decided").decisions.get()


@pytest.fixture
def retained(application_in, approver, officer):
    """A proposal kept for later funding, its letter sent; the decision that kept it."""
    application = application_in("recommended")
    services.declare_interest(application, by=approver, has_conflict=False)
    decision = services.decide(application, by=approver, outcome="RETAIN", reason="No money")
    services.release(services.prepare_release([decision], by=officer), by=approver)
    return Application.objects.get(pk=application.pk), decision


def tamper(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def test_record_holds_what_the_decision_rests_on(decision, officer, approver):
    content = content_of(decision)

    assert sorted(content) == [
        *(
            "clarifications",
            "decision",
            "endorsements",
            "format",
            "interests",
            "letters",
            "money",
            "proposal",
            "ranking",
        ),
        *("recommendation", "reviewers", "reviews", "rubric", "salt", "scores", "screening", "submissions"),
    ]
    submission = decision.application.submissions.get()
    assert content["submissions"][0]["sha256"] == submission.sha256
    assert (content["decision"]["amount"], content["decision"]["by"]) == ("149700.00", approver.pk)
    assert content["screening"][0]["by"] == content["recommendation"]["by"] == officer.pk
    assert [row["has_conflict"] for row in content["interests"]] == [False]
    assert [row["version"] for row in content["reviews"]] == [1, 1]
    assert len(content["rubric"]["criteria"]) == Criterion.objects.count()
    assert hashlib.sha256(decision.record.content.encode()).hexdigest() == decision.record.sha256


def test_record_names_no_reviewer(decision, reviewer, reviewer2):
    content = decision.record.content

    assert [word in content for user in (reviewer, reviewer2) for word in (user.name, user.email)] == [False] * 4
    keys = {row["key"] for row in content_of(decision)["reviewers"]}
    assert {row["reviewer"] for row in content_of(decision)["reviews"]} == keys
    assert len(keys) == 2


def test_scores_follow_from_the_record_alone_and_are_those_of_the_sheet(decision):
    content, sheet = content_of(decision), score_sheet(decision.application)

    assert scores_in(content) == content["scores"]
    assert content["scores"]["mean"] == f"{sheet.mean:.4f}"
    assert [row["mean"] for row in content["scores"]["criteria"]] == [f"{row.mean:.4f}" for row in sheet.rows]


TAMPERED = [
    ("""UPDATE reviews_review SET marks = '{"FIT": 5}' WHERE id = (SELECT min(id) FROM reviews_review)""", "scores"),
    ("UPDATE reviews_review SET summary = 'Weak'", "reviews[0].summary"),
    ("DELETE FROM reviews_review WHERE id = (SELECT max(id) FROM reviews_review)", "reviews[1]"),
    ("UPDATE reviews_decision SET reason = 'Because'", "decision.reason"),
    ("UPDATE reviews_recommendation SET memo = 'Better'", "recommendation.memo"),
    ("UPDATE reviews_screening SET note = 'Hm'", "screening[0].note"),
    ("UPDATE reviews_criterion SET weight = 9 WHERE code = 'FIT'", "rubric.criteria[0].weight"),
    ("UPDATE reviews_interest SET conflict = 'None'", "interests[0].words"),
    ("UPDATE reviews_assignment SET conflict = 'A friend'", "reviewers[0].conflict"),
    ("UPDATE reviews_decisionrecord SET content = content || ' '", "content"),
    ("DELETE FROM reviews_decisionrecord", "record"),
]


@pytest.mark.parametrize(("sql", "place"), TAMPERED)
def test_verification_names_what_somebody_with_the_password_changed(decision, intruder, sql, place):
    assert verify(decision).differs_in == ""

    with intruder():
        tamper(sql)

    assert verify(decision).differs_in == ("reviews[0].marks.COMMITMENT" if place == "scores" else place)


def test_verification_holds_the_record_against_the_audit_trail(decision, intruder):
    text = decision.record.content.replace("letters and budget are in order", "all is in order")
    with intruder():
        tamper(
            "UPDATE reviews_decisionrecord SET content = %s, sha256 = %s",
            text,
            hashlib.sha256(text.encode()).hexdigest(),
        )

    assert verify(decision).differs_in == "audit trail"


def test_what_happens_later_leaves_the_record_intact(retained, officer, reviewer):
    application, decision = retained
    services.revisit(application, by=officer, comment="New money", year=application.funding_year + 1)
    services.declare(
        application.assignments.get(reviewer=reviewer), by=reviewer, has_conflict=True, conflict="Now I work there"
    )

    assert verify(decision).differs_in == ""
    assert content_of(decision)["proposal"]["funding_year"] == application.funding_year


def test_a_second_decision_has_its_own_record(retained, officer, approver):
    application, first = retained
    services.revisit(application, by=officer, comment="New money")
    services.recommend(Application.objects.get(pk=application.pk), by=officer, outcome="APPROVE", memo="Money is here")

    second = services.decide(application, by=approver, outcome="APPROVE")

    assert [verify(one).differs_in for one in (first, second)] == ["", ""]
    assert content_of(second)["salt"] != content_of(first)["salt"]


def test_ranking_is_sealed_as_it_stood(application_in, other_draft, cast, officer, approver, reviewer):
    other = proposals.carry_on(other_draft, "recommended", cast)
    application = application_in("recommended")
    services.open_board(by=officer, title="Board", line=application.line, funding_year=application.funding_year)
    services.declare_interest(application, by=approver, has_conflict=False)

    decision = services.decide(application, by=approver, outcome="REJECT", reason="Weak")
    services.declare(other.assignments.get(reviewer=reviewer), by=reviewer, has_conflict=True, conflict="A friend")

    ranking = content_of(decision)["ranking"]
    assert [(row["place"], row["reference"]) for row in ranking["list"]] == [
        (1, other.reference),
        (2, application.reference),
    ]
    assert list_in(ranking["inputs"]) == ranking["list"]
    assert verify(decision).differs_in == ""


def test_verification_names_a_changed_review_of_another_proposal(
    application_in, other_draft, cast, officer, approver, intruder
):
    other = proposals.carry_on(other_draft, "recommended", cast)
    application = application_in("recommended")
    services.open_board(by=officer, title="Board", line=application.line, funding_year=application.funding_year)
    services.declare_interest(application, by=approver, has_conflict=False)
    decision = services.decide(application, by=approver, outcome="APPROVE")

    with intruder():
        rows = other.assignments.values_list("pk", flat=True)
        tamper("""UPDATE reviews_review SET marks = '{"FIT": 1}' WHERE assignment_id = %s""", rows[0])

    place = verify(decision).differs_in
    number = [row["reference"] for row in content_of(decision)["ranking"]["inputs"]["entries"]].index(other.reference)
    assert place.startswith(f"ranking.inputs.entries[{number}].reviews[0].marks.")


def test_command_says_what_holds(decision, intruder, capsys):
    name = f"decision {decision.pk} on {decision.application.reference}"
    call_command("verify_decision", decision.application.reference)
    call_command("verify_decision", str(decision.pk))
    with intruder():
        tamper("UPDATE reviews_screening SET note = 'Hm'")
    with pytest.raises(CommandError, match="decisions that do not hold: 1"):
        call_command("verify_decision", all=True)

    assert capsys.readouterr().out.splitlines() == [
        f"{name}: intact",
        f"{name}: intact",
        f"{name}: differs in screening[0].note",
    ]


def test_command_knows_decisions_from_before_records(decision, intruder, capsys):
    with intruder():
        tamper("DELETE FROM reviews_decisionrecord")
        tamper("DELETE FROM core_auditevent WHERE action = 'decision.recorded'")

    call_command("verify_decision", all=True)

    assert capsys.readouterr().out.strip().endswith("made before records were kept")


@pytest.mark.parametrize("arguments", [[], ["7", "--all"], ["IDF-1999-0001"]])
def test_command_refuses_what_names_nothing(db, arguments):
    with pytest.raises(CommandError):
        call_command("verify_decision", *arguments)


def test_record_is_handed_out_to_the_fund_alone(decision, client_for, request):
    address = f"/en/workspace/reviews/{decision.application.key}/decisions/{decision.pk}.json"
    people = ["officer", "approver", "auditor", "applicant", "endorser", "reviewer", "stranger", "administrator"]
    answers = {name: client_for(request.getfixturevalue(name)).get(address) for name in people}

    assert {name: answer.status_code for name, answer in answers.items()} == {
        "officer": 200, "approver": 200, "auditor": 200, "applicant": 404, "endorser": 404, "reviewer": 404,
        "stranger": 404, "administrator": 404,
    }  # fmt: skip
    assert answers["auditor"].content.decode() == decision.record.content


def test_feedback_shows_the_means_behind_its_decision_and_none_of_a_later_round(retained, officer, reviewer, intruder):
    from reviews.selectors import released_decisions, summary_of

    application, _decision = retained
    services.release_feedback(application, by=officer, text="", with_summary=True)
    before = summary_of(released_decisions(application)[0].feedback)
    services.revisit(application, by=officer, comment="New money")
    services.declare(
        application.assignments.get(reviewer=reviewer), by=reviewer, has_conflict=True, conflict="A friend"
    )

    assert summary_of(released_decisions(application)[0].feedback) == before
    assert len(before) == Rubric.objects.get().criteria.count()
    assert DecisionRecord.objects.count() == 1
