"""Pages and files of a plan: who may open them, what they hand out, what they cost."""

import re

import pytest
from django.urls import reverse

from plans.exports import DOCUMENTS

from .conftest import crowd

pytestmark = pytest.mark.once  # the files are the same, whatever the database

PAGES = ["workplan", "documents"]
FILES = [(name, extension) for name in DOCUMENTS for extension in ("pdf", "docx", "xlsx")]


def addresses(version):
    yield from (reverse(f"plans:{page}", args=[version.pk]) for page in PAGES)
    yield from (reverse("plans:document", args=[version.pk, name]) for name in DOCUMENTS)
    yield from (reverse("plans:file", args=[version.pk, name, extension]) for name, extension in FILES)


def test_owner_opens_every_page_and_file(full, applicant, client_for):
    answers = {address: client_for(applicant).get(address).status_code for address in addresses(full)}

    assert set(answers.values()) == {200}, answers


def test_those_who_read_the_submitted_proposal_open_every_page_and_file(application_in, auditor, endorser, client_for):
    version = application_in("submitted").plan.current
    for person in (auditor, endorser):
        answers = {address: client_for(person).get(address).status_code for address in addresses(version)}

        assert set(answers.values()) == {200}, answers


def test_strangers_find_nothing(full, stranger, client_for):
    answers = [client_for(stranger).get(address) for address in addresses(full)]

    assert {answer.status_code for answer in answers} == {404}
    assert [answer for answer in answers if b"Officers trained" in answer.content] == []


def test_visitors_are_asked_to_sign_in(full, visitor):
    answers = {visitor.get(address).status_code for address in addresses(full)}

    assert answers == {302}


@pytest.mark.parametrize(
    "tail", ["documents/other/", "documents/results.exe", "documents/other.pdf", "documents/results.csv"]
)
def test_unknown_documents_and_kinds_of_file_are_not_found(full, applicant, client_for, tail):
    address = reverse("plans:documents", args=[full.pk]).replace("documents/", tail)

    assert client_for(applicant).get(address).status_code == 404


@pytest.mark.parametrize("address", ["plans:workplan", "plans:documents"])
def test_pages_change_nothing(full, applicant, client_for, address):
    assert client_for(applicant).post(reverse(address, args=[full.pk])).status_code == 405


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(("name", "extension"), FILES)
def test_file_names_say_the_same_in_every_language(full, applicant, client_for, name, extension, language):
    address = reverse("plans:file", args=[full.pk, name, extension]).replace("/en/", f"/{language}/")

    answer = client_for(applicant).get(address)

    assert answer["Content-Disposition"] == f'attachment; filename="plan-{str(full.pk)[:8]}-v1-{name}.{extension}"'
    assert answer["Content-Type"].split(";")[0].startswith("application/")


def test_file_of_a_submitted_proposal_bears_its_reference(application_in, officer, client_for):
    application = application_in("submitted")
    version = application.plan.current

    answer = client_for(officer).get(reverse("plans:file", args=[version.pk, "budget", "xlsx"]))

    assert answer["Content-Disposition"] == f'attachment; filename="{application.reference}-v1-budget.xlsx"'


def test_work_plan_is_drawn_with_title_description_and_a_table(full, applicant, client_for):
    page = client_for(applicant).get(reverse("plans:workplan", args=[full.pk])).content.decode()
    (drawing,) = re.findall(r'<svg [^>]*class="gantt".*?</svg>\s*\n\s*</div>', page, re.DOTALL)

    labelled = re.search(r'role="img" aria-labelledby="(\S+) (\S+)"', drawing).groups()
    assert [re.search(rf'<(\w+) id="{name}">', drawing).group(1) for name in labelled] == ["title", "desc"]
    assert drawing.count('height="12"') == 1 + len(full.nodes.get(level="OUTPUT").activities.all())
    assert page.count('<th scope="rowgroup" rowspan="2">') == 1
    assert "style=" not in drawing


def test_drawing_has_plain_numbers_in_every_language(full, applicant, client_for):
    crowd(full)
    address = reverse("plans:workplan", args=[full.pk])
    drawings = [
        re.findall(r' (?:x|y|width|height|viewBox|points)="([^"]*)"', client_for(applicant).get(path).content.decode())
        for path in (address, address.replace("/en/", "/fr/"))
    ]

    assert drawings[0] == drawings[1]
    assert len(drawings[0]) > 200


def test_what_people_wrote_is_marked_with_its_language(full, applicant, client_for):
    full.plan.language = "es"
    full.plan.save()

    page = client_for(applicant).get(reverse("plans:document", args=[full.pk, "results"])).content.decode()

    assert re.findall(r"<span[^>]*>Officers trained</span>", page) == [
        '<span class="said fw-semibold" lang="es" dir="auto">Officers trained</span>'
    ]
    assert (
        re.findall(r"<span[^>]*>Every year</span>", page)[0]
        == '<span class="said text-body-secondary" >Every year</span>'
    )


def test_empty_work_plan_shows_the_next_step(version, applicant, client_for):
    version.lines.all().delete()
    version.nodes.filter(level="OUTPUT").delete()

    page = client_for(applicant).get(reverse("plans:workplan", args=[version.pk])).content.decode()

    assert "No activities yet" in page
    assert page.count("<svg xmlns") == 0


@pytest.mark.parametrize(
    ("address", "queries"),
    [("plans:workplan", 10), ("results", 24), ("workplan", 20), ("budget", 20)],
)
def test_pages_cost_the_same_for_few_and_many_rows(
    full, applicant, client_for, django_assert_num_queries, address, queries
):
    client = client_for(applicant)
    name = ("plans:workplan", [full.pk]) if ":" in address else ("plans:document", [full.pk, address])
    path = reverse(name[0], args=name[1])
    client.get(path)
    with django_assert_num_queries(queries):
        client.get(path)
    crowd(full, activities=25, lines=25)

    with django_assert_num_queries(queries):
        client.get(path)
