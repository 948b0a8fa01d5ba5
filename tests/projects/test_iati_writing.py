import re
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from lxml import etree

from projects.iati.checking import BY_KEY, Place
from projects.iati.words import clean
from projects.iati.writing import ORDER, plain

from .activities import (
    OLD,
    SCHEMAS,
    WHOLE,
    activity_of,
    amounts,
    element_of,
    errors_in,
    needs_schemas,
    record_of,
    records,
)

pytestmark = pytest.mark.once
XSD = "{http://www.w3.org/2001/XMLSchema}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def _order_in(schema, name):
    """The children of an element in the order of its sequence, as a tuple of names."""
    declared = next(node for node in schema.iter(f"{XSD}element") if node.get("name") == name)
    holder = declared
    if kind := declared.get("type"):
        types = etree.parse(SCHEMAS / "iati-common.xsd").iter(f"{XSD}complexType")
        holder = next(node for node in types if node.get("name") == kind)
    sequence = next(holder.iter(f"{XSD}sequence"))
    return tuple(node.get("ref") or node.get("name") for node in sequence if node.tag == f"{XSD}element")


@needs_schemas
@pytest.mark.parametrize("name", sorted(ORDER))
def test_order_is_that_of_the_schema(name):
    assert ORDER[name] == _order_in(etree.parse(SCHEMAS / "iati-activities-schema.xsd"), name)


@needs_schemas
@pytest.mark.parametrize("values", [WHOLE, OLD])
def test_whole_and_old_records_are_valid(values):
    assert errors_in(activity_of(record_of(values))) == []


@settings(max_examples=60, deadline=None)
@given(records())
def test_any_record_is_written_validly_without_a_fault_of_the_portal_and_with_its_own_sums(record):
    """One run for all that must hold of every record; the schema joins in where it is at hand."""
    activity = activity_of(record)
    element = etree.fromstring(activity.xml)

    assert [key for key in activity.findings if BY_KEY[key].place == Place.PORTAL] == []
    assert not (SCHEMAS.exists() and activity.is_exported) or errors_in(activity) == []
    _has_the_sums_of(record, element)
    _has_the_results_of(record, element)


def _has_the_sums_of(record, element):
    money = record.money

    def written(kind):
        return amounts(element, f"transaction[transaction-type/@code='{kind}']/value/text()")

    def kept(name):
        return sum((Decimal(row["value"]) for row in money[name]), Decimal(0))

    assert amounts(element, "budget/value/text()") == kept("budgets")
    assert written("4") == kept("spent")
    year_is_past = record.funding_year and record.funding_year <= record.changed_at.year
    alone = record.amount if record.amount and year_is_past and not money["commitments"] else 0
    assert written("2") == kept("commitments") + alone


def _has_the_results_of(record, element):
    outcomes = record.results.get("outcomes", [])
    nodes = [record.results.get("objective"), *(node for one in outcomes for node in (one, *one["outputs"]))]
    said = [node for node in nodes if node and clean(node["statement"])]
    rows = [row for node in said for row in node["indicators"] if clean(row["title"])]

    assert len(element.findall("result/indicator")) == len(rows)
    reached = sum((Decimal(spell["value"] or 0) for row in rows for spell in row["actuals"]), Decimal(0))
    assert amounts(element, "result//actual[not(dimension)]/@value") == reached
    splits = [split for row in rows for spell in row["actuals"] for split in spell.get("splits", [])]
    assert amounts(element, "result//actual[dimension]/@value") == sum(Decimal(one["value"]) for one in splits)
    starts = [row["baseline"]["value"] for row in rows if row["baseline"]["value"]]
    assert amounts(element, "result//baseline/@value") == sum(map(Decimal, starts), Decimal(0))


def test_values_are_added_up_by_period_as_the_indicator_says():
    element = element_of(record_of())
    output = element.find("result[@type='1']/indicator")

    assert output.attrib == {"measure": "1", "ascending": "1", "aggregation-status": "1"}
    assert [(one.find("period-end").get("iso-date"), one.find("actual").get("value")) for one in output.iter("period") if
            one.find("actual") is not None] == [("2026-08-31", "58"), ("2026-10-31", "12.5")]  # fmt: skip
    assert element.find("result[@type='2']/indicator").get("aggregation-status") == "0"


def test_own_language_stands_first_and_without_its_name():
    narratives = element_of(record_of(title_language="fr")).findall("description[@type='1']/narrative")

    assert [(one.get(LANGUAGE), one.text) for one in narratives] == [
        (None, "Les agents n’ont pas de procédure."),
        ("en", "Officials lack a procedure."),
    ]


def test_markup_in_a_title_is_text():
    hostile = "</narrative></title><iati-identifier>X</iati-identifier><!--]]>&\"'"

    element = element_of(record_of(title=hostile, counterpart=hostile))

    assert element.findtext("title/narrative") == hostile
    assert len(element.findall(".//iati-identifier")) == 1


def test_characters_that_xml_forbids_are_left_out():
    element = element_of(record_of(title="A\x00B\x0b\ufffe\ud800C\r\nD", prima_id="ME\x1b1"))

    assert element.findtext("title/narrative") == "ABC\nD"
    assert element.find("other-identifier").get("ref") == "ME1"


@pytest.mark.parametrize(
    ("number", "digits"), [("58.0000", "58"), ("1E+3", "1000"), ("0.0000", "0"), ("12.50", "12.5"), ("-0.10", "-0.1")]
)
def test_numbers_are_digits(number, digits):
    assert plain(Decimal(number)) == digits


def test_time_of_change_is_universal_time():
    changed = datetime(2026, 11, 26, 1, 30, tzinfo=timezone(timedelta(hours=2)))

    element = element_of(record_of(changed_at=changed))

    assert element.get("last-updated-datetime") == f"{changed.astimezone(UTC):%Y-%m-%d}T23:30:00Z"


def test_contact_is_the_mailbox_of_the_settings_and_no_person(settings):
    settings.OPEN_DATA_CONTACT = "fund@example.org"

    contact = element_of(record_of()).find("contact-info")

    assert [child.tag for child in contact] == ["organisation", "email", "website"]
    assert (contact.get("type"), contact.findtext("email")) == ("1", "fund@example.org")


def test_whole_record_is_written_as_it_was_before():
    """A change of this file is a change of what other portals read: look at it, then write it anew."""
    kept = Path(__file__).parent / "iati" / "whole.xml"
    written = activity_of(record_of()).xml + "\n"

    assert re.sub(r"^  ", "", written, flags=re.MULTILINE) == kept.read_text()
