from datetime import date

import pytest

from funding import selectors
from funding.models import Country, CountryStatus, EligibilityList, FundingLine

pytestmark = pytest.mark.usefixtures("reference")
TODAY = date(2026, 11, 23)


@pytest.fixture
def published():
    """``published(codes, day)``: a published list of Line 2."""

    def publish(codes, day, *, is_complete=True):
        row = EligibilityList.objects.create(
            line_id=2, effective_from=day, source_en=f"Circular {day.year}", is_complete=is_complete
        )
        row.countries.set(codes)
        EligibilityList.objects.filter(pk=row.pk).update(status="PUBLISHED")
        return row

    return publish


def state(code, line, on):
    return selectors.state_of(Country.objects.get(pk=code), line=line, on=on)


def shown(line, on, **region):
    return {row.country.pk: row.is_eligible for row in selectors.states_of(line, on, **region).all}


def test_states_cost_the_same_at_two_and_at_all_countries(django_assert_num_queries):
    with django_assert_num_queries(5):
        everywhere = selectors.states_of(1, TODAY)
    CountryStatus.objects.filter(kind="IOM_MEMBER").exclude(country__in=["PW", "AL"]).delete()

    with django_assert_num_queries(5):
        few = selectors.states_of(1, TODAY)

    assert [row.country.pk for row in few.all] == ["PW", "AL"]
    assert len(everywhere.all) == 173


def test_members_in_a_region_are_shown_and_whoever_the_list_names(published):
    assert {"US", "AD"} & shown(2, TODAY).keys() == set()

    published(["AD", "PW"], date(2026, 1, 1))

    assert {"US", "AD", "PW"} & shown(2, TODAY).keys() == {"AD", "PW"}


def test_membership_counts_from_its_first_day_and_not_on_its_last():
    CountryStatus.objects.filter(country="HT", kind="IOM_MEMBER").update(
        valid_from=date(2020, 1, 1), valid_to=date(2025, 1, 1)
    )

    days = [date(2019, 12, 31), date(2020, 1, 1), date(2024, 12, 31), date(2025, 1, 1)]

    assert ["HT" in shown(1, day) for day in days] == [False, True, True, False]


def test_palau_is_eligible_because_the_list_names_it():
    found, rulebook = state("PW", 2, TODAY)

    assert found.is_eligible is True
    assert [finding.code for finding in found.criteria] == ["E01", "E02", "E03", "E05", "E07", "E08"]
    assert (rulebook.rule_set.from_year, rulebook.is_later) == (2022, False)


@pytest.mark.parametrize(("day", "answer"), [(date(2013, 6, 30), None), (date(2013, 7, 1), False)])
def test_croatia_before_and_after_it_joined_the_union(day, answer):
    found, rulebook = state("HR", 1, day)

    assert (found.is_eligible, rulebook.is_later, rulebook.rule_set.from_year) == (answer, True, 2020)


@pytest.mark.parametrize("day", [date(1, 1, 1), date(2019, 12, 31)])
def test_before_the_oldest_rules_nobody_is_eligible_for_sure(day):
    assert True not in set(shown(1, day).values())


@pytest.mark.parametrize(("day", "groups"), [(date(2026, 11, 23), ["LDC", "LLDC"]), (date(2026, 11, 24), ["LLDC"])])
@pytest.mark.parametrize("code", ["LA", "NP"])
def test_lao_pdr_and_nepal_leave_the_least_developed_countries(code, day, groups):
    assert state(code, 1, day)[0].groups == groups


def test_regions_hold_all_states_in_order_and_add_up():
    found = selectors.states_of(2, TODAY)

    assert [region.region.pk for region in found.regions] == [
        "AFRICA", "ASIA_OCEANIA", "EUROPE", "LATIN_AMERICA_CARIBBEAN", "MIDDLE_EAST",
    ]  # fmt: skip
    assert sum(found.totals) == len(found.all) == sum(len(region.states) for region in found.regions)
    assert [region.published for region in found.regions] == [45, 31, 13, 21, None]
    assert found.published_elsewhere == 1


def test_region_leaves_the_others_out():
    europe = shown(2, TODAY, region="EUROPE")

    assert (europe["AL"], "PW" in europe) == (True, False)


def test_draft_says_nothing():
    draft = EligibilityList.objects.create(line_id=2, effective_from=date(2026, 1, 1), source_en="Secret draft")
    draft.countries.set(["AD"])

    history = selectors.history_of(Country.objects.get(pk="AD"), on=TODAY)

    assert selectors.states_of(2, TODAY).lists.current.effective_from == date(2024, 8, 1)
    assert [event for event in history if "ist:" in event.title] == []


def test_history_is_newest_first_and_what_has_no_day_comes_last():
    CountryStatus.objects.create(
        country_id="PW", kind="LDC", valid_from=date(2020, 1, 1), valid_to=date(2027, 1, 1), source="UN"
    )

    history = selectors.history_of(Country.objects.get(pk="PW"), on=TODAY)

    dated = [event.on for event in history if event.on]
    assert dated == sorted(dated, reverse=True)
    assert [event.on for event in history[len(dated) :]] == [None, None]
    assert [(event.on, event.title, event.is_ahead) for event in history if event.detail == "UN"] == [
        (date(2027, 1, 1), "No longer: Least developed country", True),
        (date(2020, 1, 1), "Least developed country", False),
    ]


def test_history_tells_how_the_lists_named_a_country(published):
    published(["PW"], date(2025, 1, 1))
    published(["AL"], date(2026, 1, 1), is_complete=False)
    published(["AL"], date(2026, 6, 1))

    history = selectors.history_of(Country.objects.get(pk="PW"), on=TODAY)

    assert [(event.on, event.title) for event in history if "ist:" in event.title] == [
        (date(2026, 6, 1), "Not on the list: Line 2"),
        (date(2026, 1, 1), "No longer named on the list: Line 2"),
        (date(2025, 1, 1), "Stays on the list: Line 2"),
        (date(2024, 8, 1), "On the list: Line 2"),
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [("PW", "PW"), ("plw", "PW"), ("cote d'ivoire", "CI"), ("Allemagne", "DE"), ("alemania", "DE"), ("burma", "MM")],
)
def test_countries_are_found_by_any_name_and_code(text, code):
    assert [country.pk for country in selectors.countries_matching(text)] == [code]


def test_countries_stand_in_the_order_of_their_names_without_accents():
    names = [country.name for country in selectors.countries_matching("")]

    assert names.index("Åland Islands") < names.index("Albania")


def test_rows_cost_the_same_for_one_and_for_25_countries(django_assert_num_queries):
    countries = list(Country.objects.all()[:25])

    for some in (countries[:1], countries):
        with django_assert_num_queries(4):
            lines, rows = selectors.rows_on(some, TODAY)
        assert ([line.pk for line in lines], len(rows)) == ([1, 2], len(some))


def test_difference_says_who_came_who_went_and_who_stayed():
    changes = selectors.difference({"AL", "ME", "PW"}, {"ME", "PW", "CI"})

    assert [
        [country.pk for country in names] for names in (changes.added, changes.removed, changes.kept)
    ] == [["CI"], ["AL"], ["PW", "ME"]]  # fmt: skip
    assert [(region.region.pk, len(region.names)) for region in changes.regions] == [
        ("AFRICA", 1), ("ASIA_OCEANIA", 1), ("EUROPE", 1),
    ]  # fmt: skip


def test_list_before_is_that_of_an_earlier_day_or_the_one_corrected(published):
    shipped = EligibilityList.objects.get()
    later = published(["PW"], date(2025, 1, 1))
    draft = EligibilityList(line=FundingLine.objects.get(pk=2), effective_from=date(2025, 1, 1))

    assert [selectors.list_before(row) for row in (shipped, later, draft)] == [None, shipped, later]


def test_report_warns_of_what_the_criteria_would_not_expect():
    CountryStatus.objects.create(country_id="MG", kind="ARTICLE_4")

    report = selectors.report_on(b"State\nAL\nHR\nAD\nMG\n", "s.csv", line=2, on=TODAY)

    assert [(row.code, row.warnings) for row in report.rows] == [
        ("AL", ()),
        ("HR", ("A member of the European Union on that day.", "High income by the World Bank list of that day.")),
        (
            "AD",
            ("Not recorded as a Member State of IOM on that day.", "High income by the World Bank list of that day."),
        ),
        ("MG", ("Subject to Article 4 of the IOM Constitution on that day.",)),
    ]
