"""Public records: what of a project is in them, what is withheld, and that they follow what is approved."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db.models import F, Value
from django.db.models.functions import Concat
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import override

from applications.models import Partner
from core.reading import normalise
from demo import reports
from funding import services as funding
from funding.models import Country, Region, Theme
from funding.services import load_reference
from monitoring import services as monitoring
from plans.models import Indicator, ResultNode
from projects import services
from projects.models import Catalogue, Project, PublicRecord
from projects.selectors.catalogue import select
from projects.selectors.records import values_of
from tests.factories import ProjectFactory


def texts_in(data):
    """Every text in plain data, keys too."""
    if isinstance(data, dict):
        return [text for pair in data.items() for part in pair for text in texts_in(part)]
    if isinstance(data, list | tuple | set):
        return [text for part in data for text in texts_in(part)]
    return [str(data)]


def holding(values, word):
    """The fields of a record that hold ``word`` in any spelling, as part of a word too."""
    wanted = normalise(word)
    return sorted(name for name, value in values.items() if any(wanted in normalise(text) for text in texts_in(value)))


def intrude(intruder, model, rows, name, word):
    """Write ``word`` into a text of rows that nobody may change any more."""
    with intruder():
        rows.update(**{name: Concat(F(name), Value(f" {word}"))})


@pytest.fixture
def full_of_words(running_project, intruder):
    """The running project with "Zoégrad" in every text of it that becomes public."""
    version = running_project.plan.approved
    Partner.objects.create(
        application=running_project.application, name="ZOEGRAD Centre", kind="OTHER", role="Hosts Zoégrad"
    )
    Partner.objects.create(application=running_project.application, name="Harmless", kind="OTHER", role="In zoégrad")
    intrude(intruder, ResultNode, ResultNode.objects.filter(version=version), "statement", "in ZOÉGRAD,")
    indicators = Indicator.objects.filter(node__version=version)
    for name in ("title", "unit", "baseline_text", "target_text"):
        intrude(intruder, Indicator, indicators, name, "Zoégrad")
    texts = {f"summary_{code}": "Zoe\u0301grad. Text" for code in ("en", "fr", "es")}
    more = {"title": "Help in (Zoégrad)", "focal_point_ministry": "Zoegrad Ministry", "prima_id": "ME10P0001"}
    source = {"source_url": "https://iom.int/project/help-zoegrad-now"}
    Project.objects.filter(pk=running_project.pk).update(**texts, **more, **source)
    return Project.objects.get(pk=running_project.pk)


def test_words_withheld_are_in_no_text_of_the_record(full_of_words, officer, second_officer):
    assert len(holding(values_of(full_of_words), "zoegrad")) >= 8

    terms = services.prepare(
        full_of_words,
        by=officer,
        redactions=[("PLACE", "ZOEGRAD", "x")],
        correction_en="Zoégrad",
        correction_fr="Zoégrad",
        correction_es="zoegrad",
    )

    assert holding(values_of(full_of_words, terms), "zoegrad") == []


def test_a_partner_withheld_keeps_its_kind_and_its_part(full_of_words, officer):
    terms = services.prepare(full_of_words, by=officer, redactions=[("PARTNER", "Zoegrad Centre", "x")])

    assert values_of(full_of_words, terms)["partners"] == [
        {"name": "", "kind": "OTHER", "role": "Hosts Zoégrad"},
        {"name": "Harmless", "kind": "OTHER", "role": "In zoégrad"},
    ]


def test_a_state_withheld_goes_in_all_its_names_but_its_region_stays(full_of_words, officer):
    Project.objects.filter(pk=full_of_words.pk).update(
        title="In Montenegro", summary_fr="Au Monténégro, avec le ministère", summary_en="Crna Gora me too"
    )
    full_of_words.refresh_from_db()
    terms = services.prepare(full_of_words, by=officer, redactions=[("PLACE", "montenegro", "x")])

    values = values_of(full_of_words, terms)

    assert (values["country_codes"], values["region_id"], values["prima_id"]) == ([], "EUROPE", "")
    assert (values["title"], values["summary_fr"]) == ("In […]", "Au […], avec le ministère")
    assert values["summary_en"].endswith("me too")
    assert holding(values, "montenegro") == []


def test_the_address_of_a_page_does_not_say_what_is_withheld(reference, officer, second_officer, client):
    project = ProjectFactory(address="border-posts-of-mongolia", title="Border posts", published_at=timezone.now())
    project.countries.set(["MN"])
    services.refresh(project)
    terms = services.prepare(project, by=officer, redactions=[("PLACE", "Mongolia", "x")])

    services.publish(terms, by=second_officer)

    record = PublicRecord.objects.get()
    assert record.address == f"project-{project.pk}"
    assert client.get(record.get_absolute_url()).status_code == 200
    assert client.get("/en/projects/border-posts-of-mongolia/").status_code == 404


def test_a_state_withheld_is_like_any_other_to_who_filters(full_of_words, officer, second_officer, client):
    terms = services.prepare(full_of_words, by=officer, redactions=[("PLACE", "Montenegro", "x")])
    services.publish(terms, by=second_officer)

    found = {
        code: client.get("/en/projects/", {"country": code}).context["page"].paginator.count for code in ("ME", "AL")
    }

    assert found["ME"] == found["AL"]
    assert "Montenegro" not in client.get("/en/projects/").content.decode()


# Following what is approved


def revision():
    return PublicRecord.objects.get().revision


def test_an_accepted_report_is_public_at_once(running_project, project_manager, cast):
    before = revision()
    report = monitoring.open_report(running_project.duties.get(kind="INTERIM", sequence=2), by=project_manager)
    reports.write_report(report, project_manager)
    monitoring.submit_report(report, by=project_manager)
    monitoring.certify_report(report, by=running_project.application.owner)
    monitoring.endorse_report(report, by=cast.endorser)
    assert revision() == before

    monitoring.accept_report(report, by=cast.officer)

    assert revision() > before
    assert PublicRecord.objects.get().indicators[0]["reached"] == "80.0000"


def test_an_approved_amendment_is_public_at_once(amendment_in, running_project):
    before = revision()
    amendment_in("SUBMITTED")
    assert (revision(), PublicRecord.objects.get().plan_number) == (before, 1)


def test_an_approved_amendment_changes_the_plan_that_is_public(amendment_in):
    amendment_in("APPROVED")

    record = PublicRecord.objects.get()
    assert record.plan_number == 2
    assert "90.0000" in [row["target"]["value"] for row in record.indicators]


@pytest.mark.parametrize(("model", "key"), [(Country, "ME"), (Theme, "PX"), (Region, "EUROPE")])
def test_a_renamed_thing_is_found_by_its_new_name(running_project, administrator, model, key):
    row = model.objects.get(pk=key)
    row.name_fr = "Nouvelle appellation"

    funding.keep(row, by=administrator, changed=["name_fr"])

    assert select(QueryDict("q=Nouvelle appellation")).count == 1


def test_other_changes_of_reference_data_leave_records_alone(running_project, administrator):
    before, catalogue = revision(), Catalogue.objects.get().revision

    funding.keep(Country.objects.get(pk="ME"), by=administrator, changed=["latitude"])

    assert revision() == before
    assert Catalogue.objects.get().revision == catalogue + 1  # pages with a map are made anew


def test_overwritten_reference_data_reach_the_records(running_project):
    Theme.objects.filter(pk=running_project.theme_id).update(name_en="Renamed by hand", aliases=[])
    services.refresh(running_project)

    load_reference(overwrite=True)

    assert select(QueryDict("q=renamed by hand")).count == 0


def test_rebuilding_writes_what_is_public_and_removes_the_rest(running_project, reference):
    stale = ProjectFactory(published_at=timezone.now())
    services.refresh(stale)
    Project.objects.filter(pk=stale.pk).update(published_at=None)
    PublicRecord.objects.filter(pk=running_project.pk).update(title="Wrong")
    out = StringIO()

    call_command("rebuild_catalogue", stdout=out)

    assert out.getvalue() == "1 records written, 1 removed\n"
    assert [record.title for record in PublicRecord.objects.all()] == [running_project.title]
    assert Catalogue.objects.get().removal > 0


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_writing_again_writes_every_field_whatever_the_language(full_of_words, officer, second_officer, language):
    services.refresh(full_of_words)
    terms = services.prepare(full_of_words, by=officer, redactions=[("PLACE", "Zoegrad", "x")])

    with override(language):
        services.publish(terms, by=second_officer)

    record = PublicRecord.objects.get()
    names = [field.attname for field in PublicRecord._meta.concrete_fields]
    assert holding({name: getattr(record, name) for name in names}, "zoegrad") == []
    said = values_of(Project.objects.get(pk=full_of_words.pk))
    assert {name: getattr(record, name) for name in said} == said


def test_many_records_are_written_with_one_revision(reference):
    keys = [ProjectFactory(published_at=timezone.now()).pk for _number in range(3)]

    assert services.refresh_all(keys) == 3
    assert PublicRecord.objects.values("revision").distinct().count() == 1
    assert services.refresh_all([]) == 0
