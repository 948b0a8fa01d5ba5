import csv
import json
import re
from pathlib import Path
from string import Template

import pytest
from django.db import DatabaseError, transaction
from lxml import etree

import projects
from projects import services
from projects.iati.checking import BY_KEY, Level
from projects.iati.publishing import one_file
from projects.models import IatiActivity, IatiIdentifier, Project, PublicRecord

from .activities import amounts, errors_in, needs_schemas

DATA = Path(projects.__file__).parent / "data"
GOLDEN = Path(__file__).parent / "iati"


def shipped(*codes):
    """The rows of the published lists with these codes as CSV, all without codes; imported with their summaries."""
    text = (DATA / "projects.csv").read_text(encoding="utf-8")
    rows = list(csv.reader(text.splitlines()))
    if codes:
        lines = text.splitlines()
        text = "\n".join(line for line, row in zip(lines, rows, strict=True) if row[0] in {"code", *codes})
    summaries = json.loads((DATA / "summaries.json").read_text(encoding="utf-8"))
    return services.import_projects(text.encode(), summaries=summaries)


def golden(name, xml, **days):
    """Compare an activity with the one kept under ``name``, whose days that move stand as $name."""
    text = re.sub(r'last-updated-datetime="[^"]+"', 'last-updated-datetime="$changed"', xml)
    kept = Template((GOLDEN / name).read_text(encoding="utf-8")).safe_substitute(days, changed="$changed")
    assert re.sub(r"^  ", "", text, flags=re.MULTILINE) + "\n" == kept


def cleared(project, by, second):
    """Publish a project again, with what was spent."""
    return services.publish(services.prepare(project, by=by, shows_money=True), by=second)


def test_shipped_record_is_kept_as_it_was(reference):
    shipped("PX.0009")

    activity = IatiActivity.objects.get(code="PX.0009")
    golden("PX.0009.xml", activity.xml)
    assert activity.findings == [
        "start_year",
        "end_year",
        "commitment_year",
        "counterpart",
        "contact",
        "results",
        "evaluation",
    ]
    assert (activity.is_exported, activity.blocking, activity.to_fix, activity.to_better) == (True, 0, 3, 4)


def test_running_project_is_kept_as_it_was(running_project, officer, second_officer):
    cleared(running_project, officer, second_officer)

    activity = IatiActivity.objects.get(pk=running_project.pk)
    record = activity.record
    first, second = record.money["budgets"]
    days = {
        "start": record.starts_on,
        "end": record.ends_on,
        "first_end": first["to"],
        "second_start": second["from"],
        "decided": record.money["commitments"][0]["on"],
        "reported": record.money["spent"][0]["to"],
        "baseline": record.indicators[0]["baseline"]["year"],
    }
    golden("running.xml", activity.xml, **days)
    element = etree.fromstring(activity.xml)
    assert amounts(element, "transaction[transaction-type/@code='4']/value/text()") == 47400
    assert amounts(element, "budget/value/text()") == record.amount


@needs_schemas
def test_every_exported_activity_of_the_shipped_records_is_valid(reference):
    shipped()

    exported = list(IatiActivity.objects.filter(is_exported=True))
    assert (len(exported), IatiActivity.objects.count()) == (20, 54)
    assert {activity.code: errors_in(activity) for activity in exported if errors_in(activity)} == {}


@needs_schemas
def test_running_project_is_valid(running_project, officer, second_officer):
    cleared(running_project, officer, second_officer)

    assert errors_in(IatiActivity.objects.get(pk=running_project.pk)) == []


def test_rules_that_block_keep_a_record_out(reference):
    shipped()

    for activity in IatiActivity.objects.all():
        blocking = [key for key in activity.findings if BY_KEY[key].level == Level.BLOCKS]
        assert (activity.is_exported, activity.blocking) == (not blocking, len(blocking))
    without = IatiActivity.objects.filter(code="")
    assert {tuple(activity.findings[:1]) for activity in without} == {("identifier",)}
    assert without.filter(is_exported=True).count() == 0


def test_nothing_that_is_not_public_is_kept(running_project, officer, second_officer):
    cleared(running_project, officer, second_officer)

    xml = IatiActivity.objects.get(pk=running_project.pk).xml
    lines = running_project.plan.approved.lines
    secrets = ["Nović", "focal.point@demo.example.org", "Paula", "Ana ", "@example.org"]
    secrets += [words for line in lines.all() for words in (line.description, line.calculation_note)]
    assert [words for words in secrets if words and words in xml] == []


def test_what_was_spent_is_kept_only_where_it_is_cleared(running_project):
    assert "47400" not in IatiActivity.objects.get(pk=running_project.pk).xml


def test_withheld_words_and_partners_are_not_kept(running_project, officer, second_officer):
    words = [("PLACE", "Ministry of Interior", "Safety")]
    publication = services.prepare(running_project, by=officer, redactions=words)

    services.publish(publication, by=second_officer)

    assert "Interior" not in IatiActivity.objects.get(pk=running_project.pk).xml


def test_activity_follows_its_record_and_goes_with_it(running_project, officer):
    services.unpublish(running_project, by=officer, comment="Asked for by the government")

    assert IatiActivity.objects.count() == 0


@pytest.mark.parametrize("language", ["en", "fr"])
def test_activity_is_the_same_whoever_writes_it(reference, language):
    from django.utils.translation import override

    with override(language):
        shipped("PX.0009")

    golden("PX.0009.xml", IatiActivity.objects.get().xml)


def test_identifier_stays_when_the_code_changes_after_it_was_exported(reference):
    shipped("PX.0009")
    Project.objects.update(code="PX.0010")

    services.refresh_all(Project.objects.values_list("pk", flat=True))

    activity = IatiActivity.objects.get()
    assert activity.record.code == "PX.0010"
    assert etree.fromstring(activity.xml).findtext("iati-identifier") == "XM-DAC-47066-PX.0009"


def identifiers():
    found = IatiActivity.objects.filter(is_exported=True).order_by("pk").values_list("xml", flat=True)
    return [etree.fromstring(xml).findtext("iati-identifier") for xml in found]


def test_identifier_outlives_the_record_and_a_change_of_the_code(reference):
    shipped("PX.0009")
    project = Project.objects.get()
    services.remove_all([project.pk])
    Project.objects.update(code="PX.0010")

    services.refresh_all([project.pk])

    assert identifiers() == ["XM-DAC-47066-PX.0009"]


def test_identifier_is_never_shared(reference):
    shipped("PX.0009", "LM.0024")
    first, second = (Project.objects.get(code=code) for code in ("PX.0009", "LM.0024"))
    Project.objects.filter(pk=first.pk).update(code="PX.0010")
    project = Project.objects.create(
        code="PX.0009",
        address="again",
        title="Again",
        summary_en="Words",
        start_year=2020,
        published_at=second.published_at,
    )
    project.countries.set(["ME"])

    services.refresh_all([first.pk, second.pk, project.pk])

    assert sorted(identifiers()) == ["XM-DAC-47066-LM.0024", "XM-DAC-47066-PX.0009"]
    kept = IatiActivity.objects.get(pk=project.pk)
    assert (kept.code, kept.findings[0], kept.is_exported) == ("", "identifier", False)


def test_database_refuses_to_change_or_delete_an_identifier(reference):
    shipped("PX.0009")

    for change in (lambda rows: rows.update(code="PX.0010"), lambda rows: rows.delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change(IatiIdentifier.objects.all())


def test_code_may_change_before_it_is_exported(reference):
    shipped("CE.0265")
    Project.objects.update(code="CE.0266")

    services.refresh_all(Project.objects.values_list("pk", flat=True))

    assert IatiActivity.objects.get().code == "CE.0266"


def test_time_of_the_first_export_stays(reference):
    shipped("PX.0009")
    first = IatiActivity.objects.get().exported_at

    services.refresh_all(Project.objects.values_list("pk", flat=True))

    activity = IatiActivity.objects.get()
    assert (activity.exported_at, activity.changed_at > first) == (first, True)


def test_writing_costs_the_same_for_1_and_25_records(reference, django_assert_num_queries):
    shipped()
    records = list(PublicRecord.objects.all()[:25])
    for few in (records[:1], records):
        with django_assert_num_queries(3):
            services.activities.keep(few)


def test_records_without_an_activity_are_written_anew_after_an_upgrade(reference):
    shipped("PX.0009", "LM.0024")
    IatiActivity.objects.filter(code="LM.0024").delete()

    assert services.refresh_missing() == 1
    assert IatiActivity.objects.count() == 2


def test_file_says_what_may_be_done_with_it_and_its_comment_cannot_be_left(reference, settings):
    settings.OPEN_DATA_LICENCE_NAME = "Free -- for --> <all>"
    shipped("PX.0009")

    text = one_file(IatiActivity.objects.get())

    assert text.splitlines()[1] == "<!-- Licence: Free – for –> <all> -->"
    assert etree.fromstring(text.encode()).tag == "iati-activities"
