import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone, translation

from applications import services
from applications.forms.documents import DescribeForm, UploadForm
from applications.models import Application, DocumentKind, DocumentVersion, Member
from applications.selectors import changes_of, documents_of, missing_documents, read, readiness
from applications.snapshot import as_data, canonical
from core.errors import DomainError, NotAllowed, StateConflict
from core.models import AuditEvent, StoredFile
from core.uploads.reaping import reap
from funding.evaluator import DECLARATIONS
from funding.models import CallDocument
from notifications.models import Notification
from tests.core.corpus import PDF

DECLARED = frozenset(DECLARATIONS)


def upload(name="study.pdf", mark="one"):
    return SimpleUploadedFile(name, PDF + f"% {mark}\n".encode())


@pytest.fixture
def study(draft, applicant):
    """The document of the first file."""
    return services.add_document(draft, by=applicant, file=upload(), kind="STUDY").document


@pytest.fixture
def asked(draft):
    """A document that the call of the draft requires."""
    return CallDocument.objects.create(call=draft.call, title="Workplan of the ministry", is_required=True)


def test_a_document_is_called_as_its_file_and_kept_with_its_hash(draft, applicant, settings):
    version = services.add_document(draft, by=applicant, file=upload("Baseline study.pdf"))

    assert (version.document.title, version.number, version.uploaded_by) == ("Baseline study", 1, applicant)
    assert Path(settings.MEDIA_ROOT, version.file_path).read_bytes() == PDF + b"% one\n"
    event = AuditEvent.objects.about(draft).last()
    assert (event.done, event.data["sha256"]) == ("added a document", version.sha256)


def test_a_file_that_is_refused_leaves_nothing(draft, applicant):
    with pytest.raises(ValidationError, match="scripts"):
        services.add_document(draft, by=applicant, file=SimpleUploadedFile("a.pdf", PDF + b"/Launch \n%%EOF"))

    assert (draft.documents.count(), AuditEvent.objects.filter(action="application.document_added").count()) == (0, 0)


def test_the_same_bytes_are_recognised_under_another_name(draft, applicant, study):
    with pytest.raises(ValidationError, match="is “study”, version 1"):
        services.add_document(draft, by=applicant, file=upload("other name.pdf"))
    with pytest.raises(ValidationError, match="is “study”, version 1"):
        services.replace_document(study, by=applicant, file=upload())


def test_all_files_of_a_proposal_have_a_limit_together(draft, applicant, study, settings):
    settings.UPLOAD_MAX_BYTES_TOGETHER = len(PDF) * 3

    with pytest.raises(ValidationError, match="Remove what is not needed"):
        services.add_document(draft, by=applicant, file=upload(mark="two"))

    services.remove_document(study, by=applicant)
    services.add_document(draft, by=applicant, file=upload(mark="two"))
    with pytest.raises(ValidationError, match="together"):
        services.restore_document(study, by=applicant)


def test_a_new_file_is_a_version_and_the_earlier_one_stays(draft, applicant, study):
    services.replace_document(study, by=applicant, file=upload("study2.pdf", "two"))

    assert [(one.number, one.file_name) for one in study.versions.all()] == [(2, "study2.pdf"), (1, "study.pdf")]


def test_a_removed_document_can_be_put_back_for_seven_days(draft, applicant, study, time_machine):
    services.remove_document(study, by=applicant)
    with pytest.raises(StateConflict):
        services.remove_document(study, by=applicant)
    assert documents_of(draft).present == []
    assert documents_of(draft).removed == [study]

    services.restore_document(study, by=applicant)
    assert documents_of(draft).present == [study]
    with pytest.raises(StateConflict):
        services.restore_document(study, by=applicant)

    services.remove_document(study, by=applicant)
    time_machine.move_to(timezone.now() + timedelta(days=8))
    assert documents_of(draft).removed == []
    with pytest.raises(StateConflict, match="too long ago"):
        services.restore_document(study, by=applicant)


@pytest.mark.parametrize("name", ["add", "replace", "describe", "remove", "restore"])
def test_neither_a_stranger_nor_a_reader_changes_documents(draft, applicant, study, stranger, colleague, name):
    Member.objects.create(application=draft, user=colleague, right=Member.Right.VIEW, added_by=applicant)
    calls = {
        "add": lambda by: services.add_document(draft, by=by, file=upload(mark="two")),
        "replace": lambda by: services.replace_document(study, by=by, file=upload(mark="two")),
        "describe": lambda by: services.describe_document(study, by=by, title="x", kind="CV"),
        "remove": lambda by: services.remove_document(study, by=by),
        "restore": lambda by: services.restore_document(study, by=by),
    }

    for person in (stranger, colleague):
        with pytest.raises(NotAllowed):
            calls[name](person)


def test_documents_of_a_submitted_proposal_stay_as_they_are(draft, applicant, study):
    services.submit(draft, by=applicant, declarations=DECLARED)

    for change in (
        lambda: services.add_document(draft, by=applicant, file=upload(mark="two")),
        lambda: services.remove_document(study, by=applicant),
    ):
        with pytest.raises(StateConflict):
            change()


def test_what_the_call_requires_blocks_the_submission_until_it_is_there(draft, applicant, asked):
    sentence = "The call asks for the document “Workplan of the ministry”. Add it."
    assert readiness(draft, declarations=DECLARED).obstacles == [sentence]
    with pytest.raises(DomainError, match="Workplan"):
        services.submit(draft, by=applicant, declarations=DECLARED)

    document = services.add_document(draft, by=applicant, file=upload(), asked=asked).document

    assert missing_documents(draft) == []
    services.remove_document(document, by=applicant)
    assert missing_documents(draft) == [sentence]
    services.restore_document(document, by=applicant)
    assert services.submit(draft, by=applicant, declarations=DECLARED).number == 1


def test_a_document_of_another_call_is_no_answer(draft, applicant, study, open_call):
    foreign = CallDocument.objects.create(call=open_call("other"), title="Foreign")

    with pytest.raises(DomainError):
        services.add_document(draft, by=applicant, file=upload(mark="two"), asked=foreign)
    with pytest.raises(DomainError):
        services.describe_document(study, by=applicant, title="x", kind="OTHER", asked=foreign)


def test_a_file_with_a_virus_blocks_the_submission_and_the_team_is_told(draft, applicant, study):
    stored = StoredFile.objects.get(pk=study.newest.sha256)
    stored.scan, stored.threat = StoredFile.Scan.INFECTED, "Eicar"
    stored.save()

    services.tell_of_virus(stored)

    assert missing_documents(draft) == ["A virus was found in “study”. Remove the document or replace its file."]
    assert Notification.objects.get(kind="application.virus_found").user == applicant
    assert AuditEvent.objects.about(draft).last().summary().startswith("found a virus in a file")


def test_a_submission_holds_documents_with_their_hashes(draft, applicant, study):
    submission = services.submit(draft, by=applicant, declarations=DECLARED)

    (kept,) = json.loads(submission.content)["documents"]
    assert (kept["title"], kept["kind"], kept["number"]) == ("study", "STUDY", 1)
    assert kept["sha256"] == study.newest.sha256
    assert canonical(json.loads(submission.content))[1] == submission.sha256
    assert [str(row["kind_name"]) for row in read(draft).documents] == ["Study or assessment"]


def test_a_submission_from_before_there_were_documents_reads_as_before(draft, applicant, intruder):
    submission = services.submit(draft, by=applicant, declarations=DECLARED)
    data = json.loads(submission.content)
    del data["documents"]
    content, sha256 = canonical(data)
    with intruder():
        type(submission).objects.filter(pk=submission.pk).update(content=content, sha256=sha256)

    assert read(draft).documents == []
    assert canonical(json.loads(content))[1] == sha256


def test_a_changed_document_is_named_between_two_submissions(draft, applicant, study, endorser):
    services.submit(draft, by=applicant, declarations=DECLARED)
    draft.refresh_from_db()
    services.send_back(draft, by=endorser, comment="Newer study, please")
    services.replace_document(study, by=applicant, file=upload("newer.pdf", "two"))
    second = services.submit(draft, by=applicant, declarations=DECLARED)

    (change,) = [one for one in changes_of(second).fields if one.name == "documents"]
    assert "newer.pdf" in change.new


def test_other_readers_open_the_versions_that_were_submitted_only(draft, applicant, study, endorser, stranger, officer):
    first = study.newest
    assert set(DocumentVersion.objects.visible_to(applicant)) == {first}
    assert list(DocumentVersion.objects.visible_to(endorser)) == []
    services.submit(draft, by=applicant, declarations=DECLARED)
    draft.refresh_from_db()
    services.send_back(draft, by=endorser, comment="Newer study, please")
    second = services.replace_document(study, by=applicant, file=upload("newer.pdf", "two"))

    assert set(DocumentVersion.objects.visible_to(applicant)) == {first, second}
    for person in (endorser, officer):
        assert set(DocumentVersion.objects.visible_to(person)) == {first}
    assert list(DocumentVersion.objects.visible_to(stranger)) == []


def test_the_reaper_keeps_what_a_submission_names(draft, applicant, study, endorser, time_machine):
    letter = draft.letters.get()
    services.submit(draft, by=applicant, declarations=DECLARED)
    draft.refresh_from_db()
    services.send_back(draft, by=endorser, comment="Without these, please")
    services.remove_document(study, by=applicant)
    services.remove_letter(letter, by=applicant)
    loose = services.add_document(draft, by=applicant, file=upload(mark="never submitted"))
    services.remove_document(loose.document, by=applicant)
    assert reap(now=timezone.now() + timedelta(days=2)) == []
    time_machine.move_to(timezone.now() + timedelta(days=8))

    reap()
    gone = reap(now=timezone.now() + timedelta(days=2))

    ours = {study.newest.sha256, letter.sha256, loose.sha256}
    assert ours & set(gone) == {loose.sha256}


def test_documents_of_a_page_cost_the_same_for_1_and_25(draft, applicant, study, django_assert_num_queries):
    present = Application.objects.get(pk=draft.pk)
    with django_assert_num_queries(6):
        documents_of(present)
    for number in range(24):
        services.add_document(draft, by=applicant, file=upload(mark=str(number)))

    present = Application.objects.get(pk=draft.pk)
    with django_assert_num_queries(6):
        assert len(documents_of(present).present) == 25


def test_snapshot_names_documents_by_codes_in_every_language(draft, applicant, asked):
    services.add_document(draft, by=applicant, file=upload(), asked=asked)

    assert as_data(draft)["documents"][0]["asked"] == asked.pk


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_the_same_bytes_ten_times_at_once_are_one_document(draft, applicant):
    def one(number):
        try:
            services.add_document(draft, by=applicant, file=upload(f"{number}.pdf"))
        except ValidationError:
            return False
        else:
            return True
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        succeeded = list(pool.map(one, range(10)))

    assert (succeeded.count(True), draft.documents.count()) == (1, 1)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_file_that_is_stored_while_the_reaper_runs_is_there_afterwards(draft, applicant, settings):
    """The reaper waits for the row, or has taken the file away before it is written again."""
    for turn in range(10):
        loose = services.add_document(draft, by=applicant, file=upload(mark=str(turn)))
        loose.document.delete()
        long_ago = timezone.now() - timedelta(days=30)
        StoredFile.objects.filter(pk=loose.sha256).update(kept_at=long_ago, unnamed_since=long_ago)

        def add(turn=turn):
            try:
                return services.add_document(draft, by=applicant, file=upload(mark=str(turn)))
            finally:
                connection.close()

        def take():
            try:
                return reap()
            finally:
                connection.close()

        with ThreadPoolExecutor(2) as pool:
            added, taken = pool.submit(add), pool.submit(take)
            taken.result()

        assert Path(settings.MEDIA_ROOT, added.result().file_path).exists()
        assert StoredFile.objects.filter(pk=added.result().sha256).exists()


def test_load_kinds_creates_what_is_missing_and_leaves_what_staff_changed(reference):
    DocumentKind.objects.filter(pk="CV").update(name_fr="Parcours", is_active=False)
    DocumentKind.objects.filter(pk="TERMS").delete()

    assert [services.load_document_kinds(), services.load_document_kinds()] == [1, 0]
    assert DocumentKind.objects.get(pk="CV").name_fr == "Parcours"
    assert list(DocumentKind.objects.values_list("pk", flat=True)) == ["TERMS", "STUDY", "CV", "LETTER", "OTHER"]


def test_kind_out_of_use_is_not_offered_but_stays_with_its_documents(draft, study):
    DocumentKind.objects.filter(pk="STUDY").update(is_active=False)
    offered = [code for code, _name in UploadForm(application=draft).fields["what"].choices]
    kept = [code for code, _name in DescribeForm(document=study).fields["what"].choices]

    assert (offered, kept) == (["TERMS", "CV", "LETTER", "OTHER"], ["TERMS", "STUDY", "CV", "LETTER", "OTHER"])


def test_submission_keeps_the_code_and_is_read_in_the_words_of_today(draft, study):
    DocumentKind.objects.filter(pk="STUDY").update(name_en="Survey", name_fr="Enquête")

    assert as_data(draft)["documents"][0]["kind"] == "STUDY"
    with translation.override("fr"):
        assert [str(row["kind_name"]) for row in read(draft).documents] == ["Enquête"]
