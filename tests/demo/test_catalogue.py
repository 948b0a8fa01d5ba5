import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from demo.catalogue import MOST, PREFIXES, Composer, code_of, ensure_projects, remove_projects
from funding.models import Country, Theme
from projects.models import CODE_PATTERN, PRIMA_PATTERN, Catalogue, Project, PublicRecord
from projects.selectors.records import values_of
from tests.factories import ProjectFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def demonstration(settings):
    settings.DEMO = True


def seed(**options):
    out = StringIO()
    call_command("seed_demo", stdout=out, **options)
    return out.getvalue().splitlines()[-1].split("\r")[-1].partition(";")[0]


def facts():
    """All that a run wrote, but for keys and moments."""
    rows = PublicRecord.objects.order_by("code").values()
    return [{name: value for name, value in row.items() if name not in {"project_id", "changed_at"}} for row in rows]


def test_codes_are_valid_and_belong_to_no_theme_and_no_country():
    codes = {code_of(number) for number in (0, 9_999, 10_000, MOST - 1)}

    assert len(codes) == 4
    assert [code for code in codes if not re.fullmatch(CODE_PATTERN, code)] == []
    taken = {*Theme.objects.values_list("pk", flat=True), *Country.objects.values_list("pk", flat=True)}
    assert taken & set(PREFIXES) == set()


def test_the_same_seed_makes_the_same_projects(reference):
    seed(projects=12)
    first = facts()
    seed(remove=True)
    seed(projects=12)

    assert [row | {"revision": 0} for row in facts()] == [row | {"revision": 0} for row in first]


def test_another_seed_makes_others(reference):
    one, other = (Composer(number).compose(3)[0].title for number in (1, 2))

    assert one != other


def test_a_second_run_adds_what_is_missing(reference):
    seed(projects=5)
    first = list(PublicRecord.objects.order_by("pk").values_list("code", "revision"))

    assert seed(projects=8) == "8 of 8 projects there"
    assert list(PublicRecord.objects.order_by("pk").values_list("code", "revision"))[:5] == first
    assert PublicRecord.objects.count() == 8
    assert seed(projects=8) == "8 of 8 projects there"


def test_projects_are_valid_and_their_records_say_what_they_say(reference):
    list(ensure_projects(40))

    for project in Project.objects.prefetch_related("countries"):
        project.full_clean()
        record, said = PublicRecord.objects.get(pk=project.pk), values_of(project)
        more = {"goal_codes", "partners", "results", "money", "documents", "has_results", "has_evaluation"}
        for name in said.keys() - more - {"plan_number"}:
            assert (name, getattr(record, name) or "") == (name, said[name] or "")
        assert not project.prima_id or re.fullmatch(PRIMA_PATTERN, project.prima_id)


def test_there_are_gaps_and_riches(reference):
    list(ensure_projects(150))
    records = list(PublicRecord.objects.all())

    assert {record.title_language for record in records} == {"en", "fr", "es"}
    assert {record.coverage for record in records} == {"NATIONAL", "REGIONAL", "MULTI_REGIONAL"}
    assert max(len(record.country_codes) for record in records) <= 8
    assert all(20_000 <= record.amount <= 400_000 for record in records if record.amount is not None)
    for name in ("amount", "funding_year", "region_id", "theme_id", "starts_on", "line_id"):
        assert 0 < sum(getattr(record, name) is None for record in records) < len(records)
    for name in ("partners", "results", "documents", "goal_codes", "has_results", "has_evaluation", "counterpart"):
        assert 0 < sum(bool(getattr(record, name)) for record in records) < len(records)


def test_remove_takes_away_what_was_invented_and_nothing_else(reference):
    ProjectFactory(code="PX.0009")
    list(ensure_projects(5))
    before = Catalogue.objects.get().revision

    assert list(remove_projects(chunk=2)) == [2, 4, 5]
    assert list(Project.objects.values_list("code", flat=True)) == ["PX.0009"]
    assert PublicRecord.objects.count() == 0
    assert Catalogue.objects.get().removal == Catalogue.objects.get().revision > before


def test_a_thousand_projects_cost_no_more_queries_than_two(reference, django_assert_max_num_queries):
    with django_assert_max_num_queries(41):
        list(ensure_projects(60))


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({}, "Say one of --projects N, --running N and --remove."),
        ({"projects": 1, "remove": True}, "Say one of --projects N, --running N and --remove."),
        ({"projects": -1}, f"--projects takes 0 to {MOST}."),
        ({"projects": MOST + 1}, f"--projects takes 0 to {MOST}."),
    ],
)
def test_command_says_what_it_takes(reference, options, sentence):
    with pytest.raises(CommandError) as refusal:
        seed(**options)

    assert str(refusal.value) == sentence


def test_command_refuses_outside_a_demonstration(reference, settings):
    settings.DEMO = False

    with pytest.raises(CommandError, match="DEMO is off"):
        seed(projects=1)

    assert Project.objects.count() == 0
