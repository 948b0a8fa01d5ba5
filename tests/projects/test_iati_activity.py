from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.iati import codes
from projects.iati.activity import ActivityDate, Share, Transaction, describe, shares
from projects.iati.publishing import publisher

from .activities import NOW, OLD, WHOLE, record_of

pytestmark = pytest.mark.once


def described(values=WHOLE, **fields):
    return describe(record_of(values, **fields), publisher())


@given(st.integers(0, 300))
def test_shares_add_up_to_exactly_100_and_differ_by_a_hundredth_at_most(number):
    found = [share.percent for share in shares(range(number))]

    assert found == [None] * number if number < 2 else sum(found) == 100
    assert number < 2 or max(found) - min(found) <= Decimal("0.01")


def test_shares_of_seven_give_the_remainder_to_the_first():
    percents = [str(share.percent) for share in shares("ABCDEFG")]

    assert percents == ["14.29"] * 4 + ["14.28"] * 3


def test_identifier_is_of_the_organisation_and_the_code():
    assert described().identifier == "XM-DAC-47066-PX.9001"
    assert described(code="").identifier == ""
    assert describe(record_of(), publisher(), code="PX.0001").identifier == "XM-DAC-47066-PX.0001"


def test_texts_are_only_those_there_are():
    activity = described(summary_fr=" ", summary_es="Falta\x0b un procedimiento")

    assert activity.descriptions == {
        "1": {"en": "Officials lack a procedure.", "es": "Falta un procedimiento"},
        "2": {"en": "Better protection"},
    }


def test_organisations_are_iom_three_times_the_counterpart_and_named_partners():
    roles = [(one.names["en"][:20], one.role, one.type, one.ref) for one in described().organisations]

    iom = ("International Organi", "XM-DAC-47066")
    assert roles == [
        *((iom[0], role, "40", iom[1]) for role in "124"),
        ("Ministry of Interior", "4", "10", ""),
        ("Red Cross", "4", "22", ""),
    ]


def test_a_partner_who_is_the_counterpart_is_named_once():
    partners = [{"name": "Ministry of Interior ", "kind": "GOVERNMENT", "role": ""}]

    assert len(described(partners=partners).organisations) == 4


@pytest.mark.parametrize(
    ("state", "days"),
    [
        ("ACTIVATION", ["1 2026-03-01", "3 2026-08-31"]),
        ("ACTIVE", ["1 2026-03-01", "2 2026-03-01", "3 2026-08-31"]),
        ("COMPLETED", ["1 2026-03-01", "2 2026-03-01", "3 2026-08-31", "4 2026-08-31"]),
    ],
)
def test_dates_are_actual_once_they_are_reached(state, days):
    activity = described(state=state, ends_on=date(2026, 8, 31))

    assert [f"{one.type} {one.on}" for one in activity.dates] == days


def test_dates_to_come_are_never_actual():
    activity = described(state="COMPLETED", starts_on=date(2026, 12, 1), ends_on=date(2027, 1, 1))

    assert [one.type for one in activity.dates] == ["1", "3"]


def test_a_year_alone_is_a_planned_day_that_says_so():
    assert described(OLD).dates == (
        ActivityDate("1", date(2018, 1, 1), codes.ONLY_YEAR),
        ActivityDate("3", date(2019, 12, 31), codes.ONLY_YEAR),
    )
    assert described(OLD, start_year=None, end_year=None).dates == ()


@pytest.mark.parametrize(
    ("fields", "countries", "regions"),
    [
        ({"country_codes": ["ME"]}, (Share("ME"),), ()),
        ({"country_codes": ["ME", "RS"]}, (Share("ME", Decimal(50)), Share("RS", Decimal(50))), ()),
        ({"country_codes": [], "region_id": "AFRICA"}, (), (Share("298"),)),
        (
            {"country_codes": [], "region_id": "ASIA_OCEANIA"},
            (),
            (Share("798", Decimal(50)), Share("889", Decimal(50))),
        ),
        ({"country_codes": [], "region_id": None, "coverage": "GLOBAL"}, (), (Share("998"),)),
        ({"country_codes": [], "region_id": None}, (), ()),
    ],
)
def test_the_region_stands_only_where_no_country_is_named(fields, countries, regions):
    activity = described(**fields)

    assert (activity.countries, activity.regions) == (countries, regions)


def test_every_region_of_the_fund_has_a_code():
    assert set(codes.REGIONS) == {
        "AFRICA",
        "ASIA_OCEANIA",
        "EUROPE",
        "GLOBAL",
        "LATIN_AMERICA_CARIBBEAN",
        "MIDDLE_EAST",
    }


def test_targets_come_before_their_goal():
    assert described().tags == (("2", "16"), ("3", "10.7"))


def test_markers_are_those_the_standard_knows():
    assert described().markers == (("1", "2"),)


def test_flow_is_oda_only_where_every_state_could_receive_it():
    def flow(**fields):
        return described(**fields).defaults.get("default-flow-type")

    assert flow(country_codes=["ME", "UY"], starts_on=date(2017, 5, 1)) == "10"
    assert flow(country_codes=["ME", "UY"], starts_on=date(2018, 5, 1)) is None
    assert flow(country_codes=["UY"], starts_on=None, start_year=None, funding_year=2020) is None
    assert flow(country_codes=["ME", "JP"], starts_on=date(2002, 5, 1)) is None
    assert flow(country_codes=["ME", "UY"], starts_on=None, start_year=None, funding_year=None) is None
    assert flow(country_codes=["ME"], starts_on=None, start_year=None, funding_year=None) == "10"


def test_budgets_are_revised_once_the_plan_was_amended():
    def budgets(*original, **fields):
        found = described(money=WHOLE["money"] | {"original_budgets": list(original)}, **fields).budgets
        return [(one.type, str(one.ends_on), str(one.value)) for one in found]

    first, last = WHOLE["money"]["budgets"]
    now = [("2027-02-28", "99800.00"), ("2027-08-31", "49900.00")]
    assert budgets() == budgets(plan_number=2) == [("1", *now[0]), ("1", *now[1])]
    assert budgets(first, last | {"value": "40000.00"}) == [
        ("1", *now[0]),
        ("1", now[1][0], "40000.00"),
        ("2", *now[1]),
    ]


def test_payments_to_the_office_are_there_only_if_asked_for(settings):
    money = WHOLE["money"] | {"disbursed": [{"on": "2026-03-15", "value": "50000.00"}]}
    assert [one.type for one in described(money=money).transactions] == ["2", "4"]

    settings.IATI_SHOWS_DISBURSEMENTS = True

    assert described(money=money).transactions[1] == Transaction("3", date(2026, 3, 15), Decimal("50000.00"))


def test_commitment_of_an_old_record_stands_on_the_first_day_of_its_year_and_says_so():
    assert described(OLD).transactions == (Transaction("2", date(2018, 1, 1), Decimal("149700.00"), codes.ONLY_YEAR),)
    assert described(OLD, funding_year=None).transactions == ()
    assert described(OLD, funding_year=2027).transactions == ()
    assert described(OLD, amount=None).transactions == ()


def test_expenditure_stands_on_the_last_day_of_its_period_or_when_it_was_approved_before():
    spent = [
        {"from": "2026-03-01", "to": "2026-08-31", "value": "10.00", "on": "2026-09-20"},
        {"from": "2026-09-01", "to": "2027-02-28", "value": "5.50", "on": "2026-11-20"},
        {"from": "2026-09-01", "to": "2026-10-31", "value": "0.00", "on": "2026-11-20"},
    ]

    found = described(money=WHOLE["money"] | {"spent": spent}).transactions[1:]

    assert found == (
        Transaction("4", date(2026, 8, 31), Decimal("10.00")),
        Transaction("4", date(2026, 11, 20), Decimal("5.50")),
    )


def test_documents_are_the_page_the_source_and_public_files_with_whole_addresses():
    activity = described(source_url="https://iom.int/x")

    assert [(one.url, one.category) for one in activity.documents] == [
        ("http://testserver/en/projects/PX.9001/", "A12"),
        ("https://iom.int/x", "A12"),
        ("http://testserver/files/1/", "A07"),
    ]


def test_settings_say_who_reports_and_what_is_shown(settings):
    settings.IATI_SHOWS_PRIMA_IDS, settings.IATI_ORGANISATION_REF = False, "XM-DAC-1"
    settings.IATI_SECTORS_OF_THEMES = {"PX": "15160"}

    activity = described(theme_id="PX")

    assert (activity.prima_id, activity.identifier, activity.sector) == ("", "XM-DAC-1-PX.9001", "15160")


def test_describing_asks_neither_clock_nor_database():
    """It runs on a plain thing as well: no query, no present day."""
    names = (*WHOLE, "theme_id", "theme")
    plain = SimpleNamespace(**{name: getattr(record_of(), name) for name in names})

    assert describe(plain, publisher()) == described()
    assert plain.changed_at == NOW
