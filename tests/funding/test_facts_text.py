import pytest

from funding import cases
from funding.evaluator import FactsError, from_data
from funding.facts_text import lines_of, read_lines

SHIPPED = cases.shipped()
BEGIN = "on: 2027-01-01\nfunding_year: 2027\n"


@pytest.mark.parametrize("case", SHIPPED, ids=lambda case: f"{case['rule']}: {case['name']}")
def test_facts_of_every_shipped_case_come_back_as_they_were(case):
    read = read_lines("\n".join(lines_of(case["facts"])))

    assert (read, from_data(read)) == (case["facts"], from_data(case["facts"]))


@pytest.mark.parametrize(
    ("lines", "facts"),
    [
        ("letters: []", {"letters": []}),
        ("declarations.1: S05\ndeclarations.2: S06", {"declarations": ["S05", "S06"]}),
        ("requested_amount: null", {"requested_amount": None}),
        ("countries.1.code: ME\ncountries.1.name: a: b", {"countries": [{"code": "ME", "name": "a: b"}]}),
        ("leads_to_funding: false", {"leads_to_funding": False}),
    ],
)
def test_values_are_read_as_the_kind_that_the_fact_is(lines, facts):
    read = read_lines(BEGIN + lines)

    assert read == {"on": "2027-01-01", "funding_year": 2027} | facts
    assert read_lines("\n".join(lines_of(read))) == read


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ("line", "“line”: write the fact, a colon and its value"),
        (": 5", "“: 5”: write the fact, a colon and its value"),
        ("line: 1\nline: 2", "line: given twice"),
        ("budget: 1\nbudget.currency: USD", "budget.currency: given twice"),
        ("budget.lines.x.number: 1", "budget.lines: number its items from 1, each on its line"),
        ("budget.lines.2.number: 1", "budget.lines: number its items from 1, each on its line"),
        ("budget: 5", "budget: name its parts, for example lines"),
        ("line.number: 2", "line: has no parts; write its value behind the colon"),
        ("line: two", "line: “two” is no whole number"),
        ("leads_to_funding: yes", "leads_to_funding: “yes” is neither true nor false"),
        ("requested_amount: much", "requested_amount: “much” is no number; write it like 20000.00"),
        ("allocated_on: 31.12.2027", "allocated_on: “31.12.2027” is no day; write it like 2027-01-31"),
        (
            "countries.1.code: ME\ncountries.1.colour: red",
            "countries.1.colour: not known here. Known are: code, name, statuses, incomes, lists",
        ),
        ("line: " + "9" * 5000, "line: “" + "9" * 5000 + "” is no whole number"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_fact(lines, sentence):
    with pytest.raises(FactsError) as refusal:
        read_lines(BEGIN + lines)

    assert str(refusal.value) == sentence


def test_a_day_and_a_year_must_be_given():
    with pytest.raises(FactsError, match="missing: on, funding_year"):
        read_lines("line: 1")
