import json
import re
from pathlib import Path

import pytest

from funding.evaluator import CHECKS
from funding.models import Rule, RuleSet
from funding.selectors import rulebook_for

pytestmark = pytest.mark.usefixtures("reference")
CRITERIA = "/en/eligibility/criteria/"
SHIPPED = {row["id"] for row in json.loads(Path("funding/data/rules.json").read_text())}


def shown(page):
    return [criterion for _letter, _name, rules in page.context["criteria"].groups for criterion in rules]


def test_criteria_cost_the_same_with_1_and_with_25_more_rules(client, django_assert_num_queries):
    client.get(CRITERIA)
    for year, more in ((2026, 1), (2027, 25)):
        rule_set = RuleSet.objects.create(from_year=year, name="New")
        for number in range(more):
            rule_set.rules.create(code=f"E{number:02}", title="t", explanation="e", source="s", severity="NOTE")
        RuleSet.objects.filter(pk=rule_set.pk).update(status="PUBLISHED")
        with django_assert_num_queries(2):
            page = client.get(f"{CRITERIA}?year={year}")
        assert len(shown(page)) == more


def test_page_shows_exactly_the_rules_that_the_check_asks(client):
    page = client.get(f"{CRITERIA}?year=2026")

    assert tuple(criterion.rule for criterion in shown(page)) == tuple(
        sorted(rulebook_for(2026).rules, key=lambda rule: "ESALPBR".index(rule.code[0]))
    )
    assert {criterion.rule.code for criterion in shown(page)} == SHIPPED
    assert [name for _letter, name, _rules in page.context["criteria"].groups] == [
        "Eligibility", "Scope of projects", "Amounts", "Endorsement", "Proposal", "Budget",
        "Implementation and reporting",
    ]  # fmt: skip


def test_every_rule_has_one_anchor(client):
    anchors = re.findall(r'<article [^>]*id="([A-Z]\d\d)"', client.get(CRITERIA).content.decode())

    assert sorted(anchors) == sorted(SHIPPED)
    assert CHECKS.keys() - set(anchors) == set()


def test_words_parameters_and_sources_come_from_the_row(client):
    rule_set = RuleSet.objects.create(from_year=2027, name="Set of tests")
    rule_set.rules.create(
        code="B02", title_en="A title", explanation_en="An explanation", source_en="A source", paragraph="7",
        severity="BLOCK", is_confirmed=False, parameters={"maximum_share": "0.25"},
        unconfirmed_parameters=["maximum_share"],
    )  # fmt: skip
    RuleSet.objects.filter(pk=rule_set.pk).update(status="PUBLISHED")

    text = " ".join(client.get(f"{CRITERIA}?year=2027").content.decode().split())

    for words in (
        "A title", "An explanation", "A source, para. 7", "25%", "Configuration, not confirmed",
        "(configuration, not confirmed)", "Warns, because it is not confirmed",
    ):  # fmt: skip
        assert text.count(words) == 1, words


@pytest.mark.parametrize(("year", "begins"), [(2020, 2020), (2021, 2021), (2022, 2022), (2030, 2022), (2019, None)])
def test_year_chooses_the_set_in_force(client, year, begins):
    page = client.get(f"{CRITERIA}?year={year}")

    assert page.context["criteria"].begins == begins
    assert page.context["criteria"].years == [2020, 2021, 2022]
    assert page.content.decode().count('aria-current="page"') == (2 if begins is None else 3)


@pytest.mark.parametrize("year", ["", "x", "99999", "²⁰²⁰", "-1"])
def test_year_that_is_none_shows_the_present_one(client, year):
    assert client.get(f"{CRITERIA}?year={year}").context["criteria"].begins == 2022


def test_draft_is_not_shown(client):
    rule_set = RuleSet.objects.create(from_year=2026, name="Secret draft")
    Rule.objects.create(rule_set=rule_set, code="E01", title="Secret", explanation="e", source="s", severity="NOTE")

    page = client.get(f"{CRITERIA}?year=2026")

    assert page.context["criteria"].begins == 2022
    assert "Secret" not in page.content.decode()


def test_second_row_of_a_rule_has_no_second_anchor(client):
    rule_set = RuleSet.objects.create(from_year=2027, name="Two rows")
    for days in ({"valid_to": "2027-07-01"}, {"valid_from": "2027-07-01"}):
        rule_set.rules.create(code="B02", title="t", explanation="e", source="s", severity="NOTE", **days)
    RuleSet.objects.filter(pk=rule_set.pk).update(status="PUBLISHED")

    text = client.get(f"{CRITERIA}?year=2027").content.decode()

    assert [text.count(words) for words in ('id="B02"', "from 1 July 2027", "until before 1 July 2027")] == [1, 1, 1]


@pytest.mark.parametrize("language", ["fr", "es"])
def test_rules_are_shown_in_the_readers_language(client, language):
    page = client.get(CRITERIA.replace("en", language, 1))

    titles = {criterion.rule.title for criterion in shown(page)}
    assert titles == set(Rule.objects.filter(rule_set__from_year=2022).values_list(f"title_{language}", flat=True))


def test_result_of_the_check_links_to_the_criteria(client):
    given = "who=OFFICE&coverage=NATIONAL&countries=ME&line=2&amount=400000"

    text = client.get(f"/en/eligibility/result/?{given}").content.decode()

    assert text.count('href="/en/eligibility/criteria/?year=2022#E02"') == 1


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_no_parameter_is_shown_as_it_is_stored(client, language):
    page = client.get(f"/{language}/eligibility/criteria/?year=2026")
    values = [str(value) for criterion in shown(page) for _label, value, _sure in criterion.parameters]

    assert [value for value in values if re.search(r"[A-Z]{2,}_|[A-Z]{4,}|[a-z]_[a-z]|,\S*[a-z]", value)] == []
