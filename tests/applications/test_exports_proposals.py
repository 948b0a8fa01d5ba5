"""Proposals as files: every question of the form, answered or not, in the proposal's language."""

import io
import re
from datetime import timedelta

import pytest
from django.utils import translation
from docx import Document

from applications import services
from applications.exports import proposals, receipts
from applications.models import Application
from applications.outline import outline
from core.documents.files import file_of
from demo import proposals as demo
from funding.evaluator import DECLARATIONS

from .test_exports import joined, text_of_pdf

pytestmark = pytest.mark.once  # the files are the same, whatever the database

DECLARED = frozenset(DECLARATIONS)


def questions_in(language):
    with translation.override(language):
        found = outline()
        return [
            f"{number} {question.label}"
            for part in found.of_proposal
            for _group, numbered in part.numbered
            for number, question in numbered
        ]


def names_asked():
    return {question.id for part in outline().of_proposal for question in part.questions}


def words_of_docx(content):
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


@pytest.mark.parametrize("finished", [True, False])
def test_pdf_of_a_draft_has_every_question_of_the_form(applicant, cast, finished):
    application = demo.start(applicant, title="A project", country="ME", finished=finished)

    text = text_of_pdf(file_of(proposals.draft(application), "pdf"))

    asked = questions_in("en")
    assert len(asked) == len(names_asked()) > 70
    assert [question for question in asked if joined(question) not in text] == []
    assert joined("Not provided") in text
    assert joined("Draft") in text


def test_every_question_has_a_row_and_every_answer_belongs_to_a_question(draft):
    names = names_asked()
    document = proposals.draft(draft)
    rows = [row for part in document.parts for row in part.table.rows if not row.is_total]

    assert len(rows) >= len(names)
    assert len({row.cells[0].text for row in rows}) == len(names)
    assert _unasked(draft) == set()


def _unasked(application):
    """Answers to which the form has no question."""
    from applications.exports.answers import answers_of
    from applications.selectors import read_draft

    names = names_asked()
    answered = answers_of(application, read_draft(application), DECLARED)
    return {f"{group}.{name}" for group, rows in answered.items() for row in rows for name in row.answers} - names


def test_answers_stand_beside_their_questions(draft):
    text = text_of_pdf(file_of(proposals.draft(draft), "pdf"))

    for answer in ("Montenegro", "One procedure for victims of trafficking", "A. Nović", "USD 12,000", "18"):
        assert joined(answer) in text
    assert joined(draft.sections.get(key="summary").text.split(".")[0]) in text


@pytest.mark.parametrize("extension", proposals.EXTENSIONS)
def test_submitted_file_has_reference_time_hash_and_no_mark(application_in, extension):
    submission = application_in("submitted").submissions.get()

    document = proposals.submitted(submission)
    content = file_of(document, extension)
    text = text_of_pdf(content) if extension == "pdf" else joined(words_of_docx(content))

    assert document.mark == ""
    assert joined(submission.application.reference) in text
    assert joined(submission.sha256) in text
    assert joined("Central European") in text
    assert joined("Declared") in text


@pytest.mark.parametrize("extension", proposals.EXTENSIONS)
def test_the_same_content_gives_the_same_bytes_at_any_time(draft, applicant, time_machine, extension):
    submission = services.submit(draft, by=applicant, declarations=DECLARED)
    first = file_of(proposals.submitted(submission), extension)
    time_machine.move_to(submission.submitted_at + timedelta(hours=1))

    assert file_of(proposals.submitted(submission), extension) == first


def test_file_is_in_the_language_of_the_proposal_whatever_is_read_in(draft):
    Application.objects.filter(pk=draft.pk).update(language="fr")
    application = Application.objects.get(pk=draft.pk)

    text = text_of_pdf(file_of(proposals.draft(application), "pdf"))

    with translation.override("fr"):
        missing = translation.gettext("Not provided")
    assert joined(missing) in text
    assert joined("Not provided") not in text
    assert [question for question in questions_in("fr") if joined(question) not in text] == []


def test_submitted_file_shows_what_was_frozen_not_the_draft_of_now(application_in, applicant):
    application = application_in("returned")
    services.write_section(application, "summary", by=applicant, text="Quite another text", revision=1)

    frozen = text_of_pdf(file_of(proposals.submitted(application.submissions.get()), "pdf"))
    draft = text_of_pdf(file_of(proposals.draft(application), "pdf"))

    assert (joined("Quite another text") in frozen, joined("Quite another text") in draft) == (False, True)


def test_receipt_file_says_what_the_page_says(application_in):
    submission = application_in("submitted").submissions.get()

    text = text_of_pdf(file_of(receipts.document(submission), "pdf"))

    for fact in (submission.sha256, submission.application.reference, "What happens next", "Regional Office"):
        assert joined(fact) in text


ADDRESSES = ["proposal.pdf", "proposal.docx", "submissions/1/proposal.pdf", "draft.pdf", "receipt/1.pdf"]
SEEN = {
    "applicant": [200] * 5,
    "endorser": [200, 200, 200, 404, 404],
    "officer": [200, 200, 200, 404, 404],
    "stranger": [404] * 5,
    "reviewer": [404] * 5,
}


@pytest.mark.parametrize("name", SEEN)
def test_files_are_handed_out_to_those_who_may_read(client_for, request, application_in, name):
    application = application_in("submitted")
    client = client_for(request.getfixturevalue(name))

    answers = [client.get(f"/en/workspace/applications/{application.key}/{address}") for address in ADDRESSES]

    assert [answer.status_code for answer in answers] == SEEN[name]
    assert [answer.headers["Cache-Control"] for answer in answers if answer.status_code == 200] == [
        "max-age=0, no-cache, no-store, must-revalidate, private"
    ] * SEEN[name].count(200)


@pytest.mark.parametrize("address", ["proposal.exe", "proposal.xlsx", "draft.html", "submissions/9/proposal.pdf"])
def test_files_that_do_not_exist_are_not_found(client_for, applicant, application_in, address):
    application = application_in("submitted")

    answer = client_for(applicant).get(f"/en/workspace/applications/{application.key}/{address}")

    assert answer.status_code == 404


def test_name_of_a_draft_is_made_of_its_title(draft):
    assert re.fullmatch(r"draft-[a-z0-9-]{1,60}", proposals.draft_name(draft))
