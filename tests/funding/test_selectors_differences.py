from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from funding import services
from funding.models import RuleCase, RuleSet
from funding.selectors import answers_of, differences, parameters_of, predecessor_of, years_of
from funding.selectors.differences import lines_of


@pytest.fixture
def current(reference):
    return RuleSet.objects.for_year(2026).first()


@pytest.fixture
def draft_set(current, administrator):
    return services.draft_rules(current, by=administrator, from_year=2027)


def change(draft_set, administrator, code="B02", **values):
    rule = draft_set.rules.get(code=code)
    for name, value in values.items():
        setattr(rule, name, value)
    return services.keep_rule(rule, by=administrator, changed=list(values))


def told(rule_set):
    return [
        (one.kind, one.rule.code, [(str(line.label), line.old, line.new) for line in one.lines])
        for one in differences(rule_set)
    ]


def test_a_copy_differs_in_nothing(draft_set):
    assert differences(draft_set) == []


def test_a_changed_parameter_shows_old_and_new_as_people_read_them(draft_set, administrator):
    change(draft_set, administrator, parameters={"maximum_share": "0.255"})

    assert told(draft_set) == [("changed", "B02", [("Greatest share of the budget", "30%", "25.5%")])]


def test_a_parameter_no_longer_confirmed_is_a_difference(draft_set, administrator):
    change(draft_set, administrator, unconfirmed_parameters=["maximum_share"])

    assert told(draft_set) == [("changed", "B02", [("Greatest share of the budget", "30%", "30% (not confirmed)")])]


def test_words_name_their_language(draft_set, administrator):
    change(draft_set, administrator, title_fr="Frais de structure")

    [line] = differences(draft_set)[0].lines
    assert (line.label, line.new, line.language) == ("title (français)", "Frais de structure", "fr")


def test_severity_days_and_confirmation_are_told(draft_set, administrator):
    change(draft_set, administrator, severity="WARN", is_confirmed=False, valid_to="2027-07-01")

    assert told(draft_set)[0][2] == [
        ("if broken", "Blocks submission", "Warns"),
        ("confirmed by a source", "yes", "no"),
        ("until", "", "1 July 2027"),
    ]


def test_added_and_removed_rules_are_told(draft_set):
    rule = draft_set.rules.get(code="B02")
    rule.cases.all().delete()
    rule.delete()
    other = draft_set.rules.get(code="B07")
    other.pk, other._state.adding, other.code = None, True, "B99"
    other.save()

    assert told(draft_set) == [("removed", "B02", []), ("added", "B99", [])]


def test_a_row_for_later_days_is_told_as_added(draft_set, administrator):
    rule = draft_set.rules.get(code="B02")
    services.split_rule(rule, by=administrator, on=date(2027, 7, 1))

    assert [(kind, code) for kind, code, _lines in told(draft_set)] == [("changed", "B02"), ("added", "B02")]


def test_worked_cases_are_told_line_by_line(draft_set, administrator):
    case = draft_set.rules.get(code="P06").cases.first()
    case.facts |= {"duration_months": 7}
    case.expected = {"state": "MET"}
    services.keep_rule(case, by=administrator, changed=["facts"])
    new = RuleCase(rule=case.rule, name="a short one", facts={"on": "2027-01-01", "funding_year": 2027})
    new.expected = {"state": "NOT_APPLICABLE"}
    services.keep_rule(new, by=administrator, changed=["case"])

    lines = told(draft_set)[0][2]

    assert (f"Worked case “{new.name}”", "", "funding_year: 2027\non: 2027-01-01\n→\nstate: NOT_APPLICABLE") in lines
    [(_label, _old, text)] = [line for line in lines if line[0] == f"Worked case “{case.name}”"]
    assert text.splitlines() == [
        "coverage: NATIONAL", "duration_months: 7", "funding_year: 2026", "line: 2", "on: 2026-11-23", "→", "state: MET"
    ]  # fmt: skip


def test_differences_take_five_queries(draft_set, administrator):
    with CaptureQueriesContext(connection) as few:
        differences(draft_set)
    for rule in draft_set.rules.exclude(code="B02")[:24]:
        change(draft_set, administrator, code=rule.code, source_en="Another page")

    with CaptureQueriesContext(connection) as many:
        assert len(differences(draft_set)) == 24
    assert (len(few), len(many)) == (5, 5)


def test_the_first_set_of_all_is_all_added(reference):
    first = RuleSet.objects.order_by("from_year").first()

    assert predecessor_of(first) is None
    assert {one.kind for one in differences(first)} == {"added"}
    assert len(differences(first)) == 59


def test_what_is_replaced_is_the_set_that_holds_until_then(draft_set, current, administrator):
    second = services.draft_rules(current, by=administrator, from_year=2022)

    assert (str(predecessor_of(draft_set)), str(predecessor_of(second))) == ("2022.1", "2022.1")
    assert str(predecessor_of(current)) == "2021.1"


def test_years_of_a_set_end_before_the_next_one(draft_set, current, administrator):
    second = services.draft_rules(current, by=administrator, from_year=2022)
    sets = list(RuleSet.objects.order_by("from_year", "version"))

    found = [(str(row), str(years_of(sets)[row.pk])) for row in sets]

    assert found == [
        ("2020.1", "2020"),
        ("2021.1", "2021"),
        ("2022.1", "from 2022"),
        ("2022.2", "from 2022"),
        ("2027.1", "from 2027"),
    ]
    assert 2021 not in years_of([second])[second.pk]


def test_a_replaced_set_holds_for_no_year(current, administrator, officer):
    second = services.draft_rules(current, by=administrator, from_year=2022)
    services.publish_rules(second, by=officer)

    years = years_of([current, second])

    assert (str(years[current.pk]), 2026 in years[current.pk], 2026 in years[second.pk]) == ("–", False, True)


def test_parameters_of_a_rule_are_told_in_the_readers_language(current):
    rule = current.rules.get(code="B02")

    with translation.override("fr"):
        assert [value for _label, value in parameters_of(rule)] == ["30\u00a0%"]


def test_answers_say_whether_each_case_comes_out(draft_set, administrator):
    change(draft_set, administrator, parameters={"maximum_share": "0.25"})
    rule = draft_set.rules.get(code="B02")

    answers = {answer.name: answer for answer in answers_of(rule)}

    assert answers["exactly at the limit"].problem == "limit is 0.25, not 0.3, state is NOT_MET, not MET"
    assert answers["exactly at the limit"].expected == ["figure: 0.3", "limit: 0.3", "state: MET"]


def test_plain_data_becomes_lines():
    data = {"e": "x", "a": {"b": [1, {"c": True}]}, "d": None}

    assert lines_of(data) == ["a.b.1: 1", "a.b.2.c: true", "d: null", "e: x"]
