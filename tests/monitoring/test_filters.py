from decimal import Decimal

import pytest
from django.http import QueryDict

from demo.running import ensure_running
from monitoring.filters import ONLY, SORTS, PortfolioFilter
from monitoring.models import Standing
from monitoring.selectors.portfolio import critical, summary_of
from projects.models import Project


@pytest.fixture
def crowd(reference, officer, second_officer, project_manager):
    """Forty invented running projects with their standings, some completed."""
    list(ensure_running(40))
    return Standing.objects.all()


def chosen(query=""):
    return PortfolioFilter(QueryDict(query), queryset=Standing.objects.all())


def codes(query):
    return list(chosen(query).rows.values_list("project__code", flat=True))


@pytest.mark.parametrize("name", ["region", "line", "theme", "funding_year", "manager"])
def test_each_filter_leaves_exactly_its_projects(crowd, name):
    parameter = {"funding_year": "year"}.get(name, name)
    value = Project.objects.filter(standing__isnull=False, **{f"{name}__isnull": False}).values_list(name, flat=True)[0]

    expected = set(Project.objects.filter(**{name: value}).values_list("code", flat=True))

    assert set(codes(f"{parameter}={value}")) == expected
    assert expected


def test_country_finds_regional_projects_once(crowd):
    project = next(one for one in Project.objects.all() if one.countries.count() > 1)
    country = project.countries.first()

    found = codes(f"country={country.pk}")

    assert project.code in found
    assert sorted(found) == sorted(country.projects.values_list("code", flat=True))


@pytest.mark.parametrize("code", ONLY)
def test_questions_leave_exactly_what_they_ask_for(crowd, code):
    expected = set(crowd.filter(ONLY[code][1]).values_list("project__code", flat=True))

    assert set(codes(f"only={code}")) == expected
    assert 0 < len(expected) < 40


@pytest.mark.parametrize(("name", "field"), [("light", "attention"), ("money", "money_light")])
def test_lights_leave_exactly_their_projects(crowd, name, field):
    expected = crowd.exclude(**{field: ""}).values_list(field, flat=True)[0]

    assert set(chosen(f"{name}={expected}").rows.values_list(field, flat=True)) == {expected}


def test_words_find_codes_and_titles(crowd):
    project = Project.objects.get(code="YY.0007")
    word = project.title.split()[-1]

    assert codes("q=yy.0007") == ["YY.0007"]
    assert "YY.0007" in codes(f"q={word}")


def test_closed_projects_are_shown_when_asked_for_only(crowd):
    Project.objects.filter(code="YY.0001").update(state="CLOSED")

    assert "YY.0001" not in codes("")
    assert codes("state=CLOSED") == ["YY.0001"]
    assert len(codes("")) == 39


@pytest.mark.parametrize(
    "query", ["region=ATLANTIS", "light=PURPLE", "sort=colour", "year=abc", "manager=1%20OR%201", "only=x"]
)
def test_nonsense_in_an_address_is_left_out(crowd, query):
    assert sorted(codes(query)) == sorted(codes(""))
    assert chosen(query).chosen == {}


@pytest.mark.parametrize("sort", SORTS)
def test_every_order_shows_every_project_once(crowd, sort):
    found = codes(f"sort={sort}")

    assert (len(found), len(set(found))) == (40, 40)


def test_orders_put_first_what_they_say(crowd):
    def values(sort, field):
        return list(chosen(f"sort={sort}").rows.values_list(field, flat=True))

    rank = {"OFF_TRACK": 0, "NO_DATA": 1, "BEHIND": 2, "ON_TRACK": 3, "REACHED": 4, "NOT_DUE": 5}
    gaps = [gap for gap in values("under", "gap") if gap is not None]

    places = [rank[code] for code in values("", "attention")]
    assert places == sorted(places)
    assert gaps == sorted(gaps)
    assert values("over", "gap")[0] == gaps[-1]
    assert values("budget", "budget") == sorted(values("budget", "budget"), reverse=True)


def test_chips_name_what_is_in_use(crowd):
    chips = chosen("light=BEHIND&line=2&sort=code&region=ATLANTIS").chips()

    assert [(str(chip["label"]), str(chip["value"]), chip["name"]) for chip in chips] == [
        ("Light", "Behind", "light"),
        ("Funding line", "Line 2", "line"),
    ]


def test_summary_adds_up_parts_and_wholes(crowd):
    summary = summary_of(chosen("line=2").kept_rows, {code: condition for code, (_label, condition) in ONLY.items()})
    rows = list(crowd.filter(project__line=2).select_related("project"))

    assert (summary.total, summary.budget) == (len(rows), sum(row.budget for row in rows))
    assert summary.spent == sum(row.spent for row in rows)
    assert summary.numbers["late"] == sum(row.reports_late > 0 for row in rows)
    assert sum(number for _light, number in summary.lights) == len(rows)
    assert sum(group.number for group in summary.regions) == len(rows)
    assert [(group.key, group.number, group.share) for group in summary.lines] == [(2, len(rows), Decimal("100.0"))]
    assert (summary.quality[1].part, summary.quality[1].whole) == (
        sum(row.baselines_known for row in rows), sum(row.baselines_expected for row in rows),
    )  # fmt: skip


def test_summary_of_nothing(reference):
    summary = summary_of(Standing.objects.none(), {"late": ONLY["late"][1]})

    assert (summary.total, summary.budget, summary.burn, summary.regions) == (0, Decimal("0.00"), None, [])
    assert [counter.percent for counter in summary.quality] == [None] * 5


def test_critical_counts_what_the_reader_follows(crowd, officer, endorser, project_manager):
    followed = crowd.filter(ONLY["attention"][1])

    assert critical(officer).count() == followed.count()
    assert critical(endorser).count() == followed.filter(project__region="EUROPE").count()
    assert critical(project_manager).count() == 0
