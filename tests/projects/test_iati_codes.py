import json

import pytest

from funding.services.reference import DATA
from projects.iati.codes import CODES, OUT_OF_ODA
from projects.iati.publishing import publisher

from .activities import SCHEMAS, needs_schemas

pytestmark = [pytest.mark.once, needs_schemas]


@pytest.fixture(scope="module")
def lists():
    found = json.loads((SCHEMAS / "codelists.json").read_text())
    return {name: {row["code"]: row for row in rows} for name, rows in found.items()}


def test_every_code_is_in_its_list_under_its_name_and_not_withdrawn(lists):
    rows = [(lists[name].get(code, {}), code, words) for name, codes in CODES.items() for code, words in codes.items()]

    assert [(code, words) for row, code, words in rows if (row.get("en"), row.get("code")) != (words, code)] == []
    assert [code for row, code, _words in rows if row.get("status") == "withdrawn"] == []


def test_settings_name_codes_of_their_lists(lists):
    names = {
        "collaboration-type": "CollaborationType",
        "default-flow-type": "FlowType",
        "default-finance-type": "FinanceType",
        "default-aid-type": "AidType",
        "default-tied-status": "TiedStatus",
    }
    said = publisher()

    assert [code for name, code in said.defaults.items() if code not in lists[names[name]]] == []
    assert lists["Sector"][said.sector]["status"] == "active"


def test_countries_that_left_the_list_of_oda_are_countries(lists):
    assert set(OUT_OF_ODA) <= set(lists["Country"])


def test_every_state_of_high_income_left_the_list_of_oda_or_is_known_to_stand_on_it():
    """A State that grows rich has to be looked up: the list is made anew every three years, and late."""
    countries, incomes = (json.loads((DATA / name).read_text()) for name in ("countries.json", "income_groups.json"))
    members = {row["code"] for row in countries if row["is_iom_member"]}
    high = {row["code"] for row in incomes if row["group"] == "HIGH"} & members

    assert sorted(high - set(OUT_OF_ODA)) == ["CR", "GY", "PA", "PW"]
