"""The award agreement and other documents of a project."""

import io
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from docx import Document as Word
from pypdf import PdfReader

from core.documents.files import file_of
from core.errors import NotAllowed, StateConflict
from core.models import StoredFile
from core.numbers import write_money
from core.uploads.reaping import named
from demo.proposals import LETTER
from monitoring import services
from monitoring.exports import agreements
from monitoring.models import ProjectDocument
from notifications.models import Notification
from projects.models import Project

BASE = "/en/workspace/reports"


def signed(content=LETTER):
    return SimpleUploadedFile("agreement.pdf", content)


def add(project, by, **changes):
    values = {"file": signed(), "kind": "AGREEMENT_SIGNED", "title": "Agreement", "language": "en"}
    return services.add_document(project, by=by, **(values | changes))


def words_of(document):
    """All that a document says, as one text."""
    found = [document.title, *(f"{label}: {text}" for label, text in document.facts)]
    for part in document.parts:
        found += [part.title, part.note, *(line.text for line in part.lines)]
        found += [cell.text for row in part.table.rows for cell in row.cells if cell is not None]
    return "\n".join(found)


@pytest.fixture
def dated(running_project):
    """The running project, from 1 January 2025 to 30 June 2026, with its schedule."""
    Project.objects.filter(pk=running_project.pk).update(starts_on=date(2025, 1, 1), ends_on=date(2026, 6, 30))
    return Project.objects.get(pk=running_project.pk)


def test_agreement_names_parties_dates_amount_results_budget_duties_and_rules(dated):
    words = words_of(agreements.document(dated))

    for expected in (
        "International Organization for Migration, IOM Development Fund",
        "Project code: PX.9001",
        f"Amount: {write_money(dated.amount)}",
        "Dates: 1 January 2025 to 30 June 2026, both included",
        "Duration: 18 months",
        "Ministry of Interior",
        "Ana Nović, Head of department",
        "Cases handled by the common procedure",
        "Interim report 1",
        "Evaluation",
        "R01",
        "R15",
        "Results monitoring framework",
        "What is not spent returns to the funding line it came from.",
        "Model text of the portal.",
    ):
        assert words.count(expected) >= 1, expected
    assert [part.title for part in agreements.document(dated).parts] == [
        "Parties", "What is agreed", "Results", "Totals by part", "Totals by half-year", "Reports and other duties",
        "Rules that apply", "Signatures",
    ]  # fmt: skip


def test_agreement_is_in_the_projects_language(dated):
    dated.plan.language = "fr"

    document = agreements.document(dated)

    assert (document.language, document.written_in) == ("fr", "fr")
    assert words_of(document).count("1er janvier 2025") + words_of(document).count("1 janvier 2025") >= 1


def test_agreement_says_on_each_page_that_it_is_a_model_until_the_legal_office_agreed(dated, settings):
    assert agreements.document(dated).mark == "Model text"
    settings.AGREEMENT_IS_MODEL, settings.AGREEMENT_NOTE = False, "Cleared on 1 May."

    document = agreements.document(dated)

    assert (document.mark, document.parts[0].note) == ("", "Cleared on 1 May.")


def test_agreement_is_a_pdf_and_a_word_file(dated):
    document = agreements.document(dated)

    pdf = PdfReader(io.BytesIO(file_of(document, "pdf")))
    word = Word(io.BytesIO(file_of(document, "docx")))

    assert pdf.pages[0].extract_text().count("Model text") >= 1
    assert "Award agreement" in "\n".join(paragraph.text for paragraph in word.paragraphs)
    assert file_of(document, "pdf") == file_of(agreements.document(dated), "pdf")


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("project_manager", 200),
        ("officer", 200),
        ("endorser", 200),
        ("applicant", 200),
        ("reviewer", 404),
        ("stranger", 404),
    ],
)
def test_agreement_and_documents_open_for_those_who_work_on_the_project(
    client_for, request, running_project, project_manager, name, status
):
    document = add(running_project, project_manager)
    client = client_for(request.getfixturevalue(name))

    answers = [
        client.get(f"{BASE}/{path}")
        for path in ("agreements/PX.9001.pdf", "documents/PX.9001/", f"files/{document.pk}/")
    ]
    for answer in answers:
        answer.close()

    assert {answer.status_code for answer in answers} == {status}


def test_agreement_of_other_kinds_is_not_there(client_for, officer, running_project):
    client = client_for(officer)

    assert client.get(f"{BASE}/agreements/PX.9001.xlsx").status_code == 404
    Project.objects.update(starts_on=None, ends_on=None, state="ACTIVATION")
    assert client.get(f"{BASE}/agreements/PX.9001.pdf").status_code == 404


def test_members_of_the_team_open_the_project(client_for, running_project, project_manager, colleague):
    client = client_for(colleague)
    assert client.get("/en/workspace/projects/PX.9001/").status_code == 404
    services.name_member(running_project, by=project_manager, user=colleague, part="WRITER")

    assert client.get("/en/workspace/projects/PX.9001/").status_code == 200
    assert client.get(f"{BASE}/documents/PX.9001/").status_code == 200


@pytest.mark.parametrize("name", ["endorser", "applicant", "approver", "stranger"])
def test_add_document_by_others_is_refused(request, running_project, name):
    with pytest.raises(NotAllowed):
        add(running_project, request.getfixturevalue(name))

    assert not ProjectDocument.objects.exists()


def test_add_document_twice_is_refused_until_it_was_removed(running_project, project_manager, officer):
    document = add(running_project, project_manager)
    with pytest.raises(ValidationError, match="This file is here already: it is “Agreement”"):
        add(running_project, officer, title="Again")

    services.remove_document(document, by=officer)

    assert add(running_project, officer, title="Again").title == "Again"
    with pytest.raises(StateConflict):
        services.remove_document(document, by=officer)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE monitoring_projectdocument SET title = 'x'",
        "UPDATE monitoring_projectdocument SET sha256 = 'x'",
        "DELETE FROM monitoring_projectdocument",
    ],
)
def test_database_refuses_to_change_a_document(running_project, project_manager, statement):
    add(running_project, project_manager)

    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_file_of_a_document_is_kept_and_a_removed_one_opens_no_longer(client_for, running_project, project_manager):
    document = add(running_project, project_manager)
    client, address = client_for(project_manager), f"{BASE}/files/{document.pk}/"
    answer = client.get(address)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="agreement.pdf"'
    assert answer.getvalue() == LETTER

    client.post(f"{address}remove/")

    assert client.get(address).status_code == 404
    assert named([document.sha256]) == {document.sha256}


def test_virus_in_a_document_is_told_to_the_manager(running_project, project_manager):
    from core.panels import collect

    document = add(running_project, project_manager)

    collect("virus_found", StoredFile.objects.get(pk=document.sha256))

    assert Notification.objects.get(kind="project.virus_found").user == project_manager


def test_upload_on_the_page_and_what_it_refuses(client_for, running_project, project_manager, endorser):
    client, address = client_for(project_manager), f"{BASE}/documents/PX.9001/"
    data = {"kind": "AGREEMENT_SIGNED", "title": "Signed", "language": "en"}

    refused = client.post(address, data | {"file": SimpleUploadedFile("virus.exe", b"MZ")})
    done = client.post(address, data | {"file": signed()})

    assert (refused.status_code, refused.context["form"].errors.keys()) == (200, {"file"})
    assert (done.status_code, ProjectDocument.objects.get().title) == (302, "Signed")
    assert client_for(endorser).get(address).context["form"] is None


def test_starting_list_goes_when_all_is_done(client_for, running_project, project_manager, officer):
    client, address = client_for(project_manager), "/en/workspace/projects/PX.9001/"
    assert client.get(address).content.decode().count("Starting the project") == 1
    add(running_project, project_manager)
    services.settle(running_project.duties.get(kind="FRAMEWORK"), by=officer, on=date(2026, 1, 1))

    assert client.get(address).content.decode().count("Starting the project") == 0
