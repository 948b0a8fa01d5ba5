import json
from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction

from applications import services
from applications.models import Application, EndorsementLetter, State, Submission
from applications.selectors import read, readiness
from core.errors import DomainError, NotAllowed, StateConflict
from core.models import AuditEvent
from demo.proposals import LETTER
from funding.evaluator import DECLARATIONS
from funding.models import Country, FundingLine
from notifications.models import Notification, OutboxMail

DECLARED = frozenset(DECLARATIONS)


def start(by, *codes, line=2, coverage="NATIONAL"):
    countries = Country.objects.filter(code__in=codes)
    return services.start(
        by=by,
        title="A project",
        language="en",
        line=FundingLine.objects.get(number=line),
        coverage=coverage,
        countries=countries,
    )


@pytest.mark.parametrize(
    ("codes", "line", "coverage", "rule"),
    [
        (["DE"], 2, "NATIONAL", "E01"),
        (["HR"], 2, "NATIONAL", "E02"),
        (["SA"], 1, "NATIONAL", "E07"),
        (["ME", "AL"], 2, "NATIONAL", "one country"),
        (["ME"], 2, "REGIONAL", "two countries"),
        (["ME", "BJ"], 2, "REGIONAL", "several regions"),
    ],
)
def test_start_refuses_a_country_that_is_not_eligible(applicant, reference, codes, line, coverage, rule):
    with pytest.raises(DomainError, match=rule):
        start(applicant, *codes, line=line, coverage=coverage)

    assert Application.objects.count() == 0


def test_start_makes_a_draft_with_an_empty_plan(applicant, reference):
    application = start(applicant, "ME")

    assert (application.state, application.region_id, application.reference) == (State.DRAFT, "EUROPE", None)
    assert application.plan.current.nodes.count() == 1
    assert AuditEvent.objects.about(application).get().summary() == "started A project"


def test_start_with_a_country_missing_from_an_incomplete_list_goes_on(applicant, reference):
    assert start(applicant, "RS", line=2).state == State.DRAFT


def test_write_section_keeps_a_text_over_the_limit(draft, applicant):
    services.write_section(draft, "summary", by=applicant, text="word " * 400, revision=1)

    assert draft.sections.get(key="summary").text == "word " * 400
    assert readiness(draft).broken("summary")


def test_write_section_by_a_stranger_is_refused(draft, stranger):
    with pytest.raises(NotAllowed):
        services.write_section(draft, "summary", by=stranger, text="mine", revision=1)


def test_add_letter_keeps_the_file_under_its_hash(draft, applicant, settings):
    letter = draft.letters.get()

    assert letter.file_path == f"sha256/{letter.sha256[:2]}/{letter.sha256}"
    assert Path(settings.MEDIA_ROOT, letter.file_path).read_bytes() == LETTER


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("letter.pdf", b"", "empty"),
        ("letter.exe", b"MZ", "not accepted"),
        ("letter.pdf", b"<html>", "not what its name says"),
        ("letter.pdf", LETTER + b"/JavaScript (app.alert(1))", "scripts"),
        ("letter.pdf", LETTER + b"/Encrypt 5 0 R", "password"),
        ("letter.docx", b"PK\x03\x04broken", "not what its name says"),
    ],
)
def test_add_letter_refuses_a_file_and_says_why(draft, applicant, name, content, reason):
    upload = SimpleUploadedFile(name, content)

    with pytest.raises(ValidationError, match=reason):
        services.add_letter(
            draft,
            by=applicant,
            file=upload,
            country=Country.objects.get(code="ME"),
            signatory="A",
            ministry="B",
            dated_on=date(2026, 1, 1),
        )

    assert draft.letters.count() == 1


def test_add_letter_of_a_country_outside_the_project_is_refused(draft, applicant):
    with pytest.raises(DomainError):
        services.add_letter(
            draft,
            by=applicant,
            file=SimpleUploadedFile("letter.pdf", LETTER),
            country=Country.objects.get(code="AL"),
            signatory="A",
            ministry="B",
            dated_on=date(2026, 1, 1),
        )


def test_readiness_of_a_finished_draft_has_no_obstacles(draft):
    assert readiness(draft, declarations=DECLARED).obstacles == []


def test_readiness_of_a_new_draft_names_every_missing_part(applicant, reference):
    ready = readiness(start(applicant, "ME"), declarations=DECLARED)

    assert ready.missing[0] == ("Write the objective.", "results")
    assert {target for _sentence, target in ready.missing} == {
        "results", "budget", "cover.theme", "cover.duration_months", "beneficiaries",
    }  # fmt: skip
    empty = [finding.place for finding in ready.findings if finding.code == "P05" and finding.blocks]
    assert empty == ["Rationale", "Partnerships and coordination", "Sustainability", "Evaluation", "Summary"]
    assert "P05 Word limits by section, Summary: This section is empty." in ready.obstacles


def test_submit_gives_reference_snapshot_and_mails(draft, applicant, endorser, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        submission = services.submit(draft, by=applicant, declarations=DECLARED)

    application = Application.objects.get(pk=draft.pk)
    year = application.submitted_at.year
    assert (application.reference, application.state) == (f"IDF-{year}-0001", State.REGIONAL_REVIEW)
    assert len(submission.sha256) == 64
    assert json.loads(submission.content)["title"] == draft.title
    assert {finding["code"]: finding["state"] for finding in json.loads(submission.findings)}["B02"] == "MET"
    told = set(OutboxMail.objects.filter(state="SENT").values_list("to", flat=True))
    assert told == {applicant.email, endorser.email}
    assert set(Notification.objects.values_list("user__email", "kind")) == {
        (applicant.email, "application.submitted"),
        (endorser.email, "endorsement.requested"),
    }


def test_submit_twice_hands_in_once(draft, applicant):
    services.submit(draft, by=applicant, declarations=DECLARED)

    with pytest.raises(StateConflict):
        services.submit(draft, by=applicant, declarations=DECLARED)

    assert Submission.objects.count() == 1


def test_submit_without_declarations_names_each_rule(draft, applicant):
    with pytest.raises(DomainError) as refusal:
        services.submit(draft, by=applicant, declarations=frozenset({"S05"}))

    assert [str(sentence)[:3] for sentence in refusal.value.sentences] == ["B03", "S06", "S07"]
    assert Application.objects.get(pk=draft.pk).state == State.DRAFT


def test_submit_without_letter_is_refused_by_l01(draft, applicant):
    services.remove_letter(draft.letters.get(), by=applicant)

    with pytest.raises(DomainError, match="L01"):
        services.submit(draft, by=applicant, declarations=DECLARED)


def test_references_have_no_gaps_after_a_refusal(draft, other_draft, applicant, stranger):
    with pytest.raises(DomainError):
        services.submit(draft, by=applicant, declarations=frozenset())
    services.submit(other_draft, by=stranger, declarations=DECLARED)
    services.submit(draft, by=applicant, declarations=DECLARED)

    references = Application.objects.order_by("reference").values_list("reference", flat=True)
    assert [reference[-4:] for reference in references] == ["0001", "0002"]


def test_returned_proposal_is_read_as_it_was_submitted(application_in, applicant):
    application = application_in("returned")
    services.write_section(application, "summary", by=applicant, text="Quite another text", revision=1)

    texts = [row["text"] for row in read(application).data["sections"]]

    assert "Quite another text" not in texts


def test_returned_proposal_can_be_submitted_again_under_its_reference(application_in, applicant):
    application = application_in("returned")

    submission = services.submit(application, by=applicant, declarations=DECLARED)

    assert (submission.number, submission.application.reference) == (2, application.reference)


def test_withdraw_without_reason_is_refused(draft, applicant):
    with pytest.raises(DomainError):
        services.withdraw(draft, by=applicant, comment=" ")

    assert Application.objects.get(pk=draft.pk).state == State.DRAFT


def test_withdraw_frees_the_reviewers(application_in, applicant, reviewer2):
    application = application_in("reviewed")

    services.withdraw(application, by=applicant, comment="Merged")

    states = dict(application.assignments.values_list("reviewer__email", "state"))
    assert states[reviewer2.email] == "CANCELLED"
    assert list(Notification.objects.filter(kind="review.cancelled").values_list("user__email", flat=True)) == [
        reviewer2.email
    ]


@pytest.mark.parametrize(
    "statement", ["UPDATE applications_submission SET content = ''", "DELETE FROM applications_submission"]
)
def test_database_refuses_to_change_a_submission(application_in, statement):
    application_in("submitted")

    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_letters_of_others_are_not_visible(application_in, stranger, reviewer, endorser, officer):
    application_in("submitted")

    seen = {
        user.email: EndorsementLetter.objects.visible_to(user).count()
        for user in (stranger, reviewer, endorser, officer)
    }

    assert seen == {stranger.email: 0, reviewer.email: 0, endorser.email: 1, officer.email: 1}
