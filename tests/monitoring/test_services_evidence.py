from contextlib import closing

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from core.errors import DomainError, NotAllowed, StateConflict
from core.panels import collect
from demo.proposals import LETTER
from monitoring import services
from monitoring.models import Evidence
from plans.models import Indicator


def pdf(name="list.pdf"):
    return SimpleUploadedFile(name, LETTER.replace(b"595 842", b"595 840"))


def test_a_file_is_kept_for_an_indicator_and_not_public(next_report, project_manager):
    indicator = Indicator.objects.filter(node__version=next_report.version).first()

    piece = services.add_evidence(
        next_report, by=project_manager, kind="DOCUMENT", title="List", file=pdf(), lineage=indicator.lineage
    )

    assert (piece.file_name, piece.lineage, piece.is_public) == ("list.pdf", indicator.lineage, False)
    assert collect("files_named", [piece.sha256, "0" * 64]).count(piece.sha256) == 1


@pytest.mark.parametrize(
    "facts",
    [
        {"kind": "DOCUMENT"},
        {"kind": "LINK"},
        {"kind": "LINK", "url": "https://example.org/", "file": "pdf"},
        {"kind": "DOCUMENT", "url": "https://example.org/"},
        {"kind": "PHOTO", "file": "pdf", "shows_people": True},
        {"kind": "DOCUMENT", "file": "pdf", "lineage": "00000000-0000-4000-8000-000000000000"},
    ],
)
def test_evidence_without_its_substance_or_consent_is_refused(next_report, project_manager, facts):
    if facts.get("file"):
        facts = facts | {"file": pdf()}

    with pytest.raises(DomainError):
        services.add_evidence(next_report, by=project_manager, title="List", **facts)

    assert Evidence.objects.count() == 0


def test_a_script_address_is_refused(next_report, project_manager):
    with pytest.raises(ValidationError):
        services.add_evidence(next_report, by=project_manager, kind="LINK", title="x", url="javascript:alert(1)")


def test_evidence_of_a_submitted_report_stays(written_report, project_manager, stranger):
    piece = services.add_evidence(written_report, by=project_manager, kind="DOCUMENT", title="List", file=pdf())
    with pytest.raises(NotAllowed):
        services.remove_evidence(piece, by=stranger)
    services.submit_report(written_report, by=project_manager)

    with pytest.raises(StateConflict):
        services.remove_evidence(Evidence.objects.get(pk=piece.pk), by=project_manager)

    assert written_report.evidence.count() == 1


def test_evidence_is_seen_by_those_who_see_the_report(
    written_report, project_manager, applicant, officer, stranger, client_for
):
    piece = services.add_evidence(written_report, by=project_manager, kind="DOCUMENT", title="List", file=pdf())

    answers = {}
    for person in (project_manager, applicant, officer, stranger):
        with closing(client_for(person).get(f"/en/workspace/reports/evidence/{piece.pk}/")) as answer:
            answers[person.name] = answer.status_code

    assert answers == {"Paula Manager": 200, "Ana Applicant": 200, "Otto Officer": 404, "Stella Stranger": 404}
