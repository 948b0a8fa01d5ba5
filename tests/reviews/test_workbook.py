"""Score sheets as a workbook, there and back, and the pack of proposals."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override
from openpyxl import load_workbook
from pypdf import PdfReader

from demo import proposals
from reviews import services
from reviews.models import Criterion, Round
from reviews.selectors import marks_of, to_score

DOWNLOAD, UPLOAD, APPLY, PACK = (
    f"/en/workspace/reviews/offline/{name}" for name in ("scores.xlsx", "upload/", "apply/", "proposals.zip")
)


def fit():
    return Criterion.objects.get(code="FIT")


@pytest.fixture
def client(client_for, begun, reviewer2):
    """Raul, with one review to score."""
    return client_for(reviewer2)


@pytest.fixture
def book(client):
    """The workbook as downloaded."""
    return load_workbook(io.BytesIO(client.get(DOWNLOAD).content))


def sheet_of(book, assignment):
    return book[assignment.application.reference]


def send(client, book):
    file = io.BytesIO()
    book.save(file)
    return client.post(UPLOAD, {"file": SimpleUploadedFile("scores.xlsx", file.getvalue())})


def test_a_workbook_that_was_not_touched_changes_nothing(client, book):
    page = send(client, book)

    found = page.context["found"]
    assert (found.differences, found.conflicts, found.problems, page.context["token"]) == ([], [], [], "")


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_the_round_trip_changes_only_what_the_reviewer_changed(client, begun, reviewer2, language):
    services.write_score(begun, fit(), by=reviewer2, name="comment", value="=Kept as it is", was="")
    book = load_workbook(io.BytesIO(client.get(DOWNLOAD.replace("/en/", f"/{language}/")).content))
    sheet = sheet_of(book, begun)
    with override(language):
        sheet["D5"] = str(begun.rubric.steps.get(mark=4))
    sheet["D6"] = 3
    sheet["E6"] = "Even between\nregions"

    page = send(client, book)
    before = marks_of(begun)
    response = client.post(APPLY, {"shown": page.context["token"]})

    after = marks_of(begun)
    second = begun.rubric.criteria.all()[1]
    assert before[fit()] == (None, "=Kept as it is")
    assert response.headers["Location"] == "/en/workspace/reviews/mine/"
    assert {one: after[one] for one in after if after[one] != before[one]} == {
        fit(): (4, "=Kept as it is"),
        second: (3, "Even between\nregions"),
    }
    assert begun.reviews.count() == 0


def test_no_cell_is_a_formula_and_the_rest_is_locked(client, begun, reviewer2):
    services.write_score(begun, fit(), by=reviewer2, name="comment", value="=1+1", was="")

    sheet = sheet_of(load_workbook(io.BytesIO(client.get(DOWNLOAD).content)), begun)

    assert (sheet["E5"].data_type, sheet["E5"].protection.locked, sheet["B5"].protection.locked) == ("s", False, True)
    assert sheet.protection.sheet is True
    assert {check.type for check in sheet.data_validations.dataValidation} == {"list", "textLength"}


def test_bad_cells_are_named_by_sheet_and_address(client, book, begun):
    sheet = sheet_of(book, begun)
    sheet["D5"], sheet["D6"], sheet["E7"], sheet["E30"] = "brilliant", "=1+1", "x" * 2001, "Lost?"

    page = send(client, book)

    name = sheet.title
    places = [problem.place for problem in page.context["found"].problems]
    assert places == [f"{name}!D5", f"{name}!D6", f"{name}!E7", f"{name}!E30"]
    assert page.context["token"] == ""


def test_what_the_portal_changed_meanwhile_is_a_conflict_and_stays(client, book, begun, reviewer2):
    services.write_score(begun, fit(), by=reviewer2, name="mark", value=2, was="")
    sheet = sheet_of(book, begun)
    sheet["D5"], sheet["D6"] = 5, 4

    page = send(client, book)
    client.post(APPLY, {"shown": page.context["token"]})

    found = page.context["found"]
    assert [[one.label for one in rows] for _assignment, rows in found.conflicts] == [[f"{fit().name} – Mark"]]
    assert [marks_of(begun)[one][0] for one in list(begun.rubric.criteria.all())[:2]] == [2, 4]


def test_a_field_changed_after_the_differences_were_shown_is_refused(client, book, begun, reviewer2):
    sheet_of(book, begun)["D5"] = 5
    page = send(client, book)
    services.write_score(begun, fit(), by=reviewer2, name="mark", value=2, was="")

    response = client.post(APPLY, {"shown": page.context["token"]})

    assert response.status_code == 409
    assert marks_of(begun)[fit()][0] == 2


def test_a_workbook_and_its_differences_are_bound_to_their_reviewer(client, client_for, book, begun, reviewer):
    sheet_of(book, begun)["D5"] = 4
    token = send(client, book).context["token"]

    other = client_for(reviewer)
    upload, applied = send(other, book), other.post(APPLY, {"shown": token})

    assert "belongs to another reviewer" in upload.content.decode()
    assert applied.status_code == 409
    assert marks_of(begun)[fit()][0] is None


def test_a_review_that_is_closed_meanwhile_is_named(client, book, begun, reviewer2):
    services.declare(begun, by=reviewer2, has_conflict=True, conflict="A friend")

    page = send(client, book)

    assert [problem.place for problem in page.context["found"].problems] == [begun.application.reference]


def test_all_open_reviews_are_in_one_workbook_or_one_alone(client, begun, other_draft, cast, reviewer2):
    other = proposals.carry_on(other_draft, "reviewed", cast).assignments.get(reviewer=reviewer2)
    services.declare(other, by=reviewer2, has_conflict=False)

    everything, one = (
        load_workbook(io.BytesIO(client.get(address).content)).sheetnames
        for address in (DOWNLOAD, f"/en/workspace/reviews/offline/scores/{begun.pk}.xlsx")
    )

    references = {begun.application.reference, other.application.reference}
    assert (references & set(everything), references & set(one)) == (references, {begun.application.reference})
    assert to_score(reviewer2) == [begun, other]


def test_the_pack_holds_one_marked_pdf_a_proposal(client, begun, reviewer2):
    response = client.get(PACK)
    archive = zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))

    assert archive.namelist() == [f"{begun.application.reference}-1.pdf"]
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(archive.read(archive.namelist()[0]))).pages]
    assert len(pages) > 1
    assert [
        number for number, text in enumerate(pages) if "Raul Reviewer" not in text or "Confidential" not in text
    ] == []
    assert "Cases are recorded in different ways" in " ".join(" ".join(pages).split())


def test_a_pack_of_a_round_without_the_team_does_not_name_the_applicant(client, begun, applicant):
    Round.objects.create(name="Blind", sees_team=False)

    archive = zipfile.ZipFile(io.BytesIO(b"".join(client.get(PACK).streaming_content)))
    first = PdfReader(io.BytesIO(archive.read(archive.namelist()[0]))).pages[0].extract_text()

    assert "Applicant" not in first


@pytest.mark.parametrize("name", ["applicant", "officer", "stranger"])
def test_whoever_reviews_nothing_gets_no_pack_and_no_workbook(client_for, request, begun, name):
    client = client_for(request.getfixturevalue(name))

    assert [client.get(address).headers.get("Location") for address in (PACK, DOWNLOAD)] == [
        "/en/workspace/reviews/offline/"
    ] * 2
