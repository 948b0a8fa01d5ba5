"""Nothing internal of a project is in a file, feed, frame or answer of the API: marked and looked for."""

import io
import zipfile

import pypdf
import pytest
from django.urls import reverse
from django.utils.translation import override

from accounts.models import User
from applications.models import Partner
from plans.models import BudgetLine, Risk
from projects import services
from projects.exports.citations import FILES
from projects.exports.codelists import LISTS
from projects.exports.files import FORMATS
from projects.models import Project

MARK = "kanarienvogel"
WITHHELD = ("Hidden Centre", "Placewithheld")
OPERATIONS = ("projects", "facets", "countries", "themes", "regions", "openapi-json", "api-root")


def addresses(address):
    """Every address of the formats, for one project where it is of one."""
    yield from (reverse(f"api:{name}") for name in OPERATIONS)
    yield reverse("api:project", args=[address])
    yield from (reverse("codelist_file", args=[name, kind]) for name in LISTS for kind in ("csv", "json"))
    for language in ("en", "fr"):
        with override(language):
            yield from (reverse("projects_file", args=[kind]) for kind in FORMATS)
            yield from (reverse("project_citation_file", args=[address, kind]) for kind in FILES)
            names = ("project_fact_sheet", "project_cite", "embed_project")
            yield from (reverse(name, args=[address]) for name in names)
            yield from (reverse(name) for name in ("embed_projects", "open_data", "open_data_api", "open_data_embed"))


def words(response):
    """All that an answer says, whatever its format."""
    content = b"".join(response) if response.streaming else response.content
    if content.startswith(b"PK"):
        archive = zipfile.ZipFile(io.BytesIO(content))
        content = b"\n".join(archive.read(name) for name in archive.namelist())
    if content.startswith(b"%PDF"):
        return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
    return content.decode()


@pytest.fixture
def marked(running_project, officer, second_officer, intruder):
    """The running project with marks in what is internal and words that its publication withholds."""
    with intruder():
        Project.objects.update(
            focal_point_name=MARK, focal_point_title=MARK, focal_point_email=f"{MARK}@example.org",
            focal_point_ministry="Ministry in Placewithheld",
        )  # fmt: skip
        User.objects.update(name=MARK)
        BudgetLine.objects.update(description=MARK, calculation_note=MARK)
        Risk.objects.update(description=MARK)
        for name in ("Harmless Centre", "Hidden Centre"):
            Partner.objects.create(
                application=running_project.application, name=name, kind="OTHER", role=f"{name} hosts in Placewithheld"
            )
    redactions = [("PARTNER", "Hidden Centre", MARK), ("PLACE", "Placewithheld", MARK)]
    services.publish(services.prepare(running_project, by=officer, redactions=redactions, note=MARK), by=second_officer)
    running_project.refresh_from_db()
    return running_project


def test_nothing_internal_or_withheld_is_in_any_format(client, marked):
    said = {path: words(client.get(path)) for path in addresses(marked.address)}

    leaks = {(path, word) for path, text in said.items() for word in (MARK, *WITHHELD) if word.lower() in text.lower()}
    assert leaks == set()
    assert "Harmless Centre" in said["/en/projects.json"]
    assert "Harmless Centre" in said[f"/en/projects/{marked.address}/fact-sheet.pdf"]
