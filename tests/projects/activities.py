"""Public records that are not saved, and the schema of IATI where it is at hand: what the tests of IATI share."""

import os
from copy import deepcopy
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from hypothesis import strategies as st
from lxml import etree

from funding.models import Theme
from projects.iati.publishing import activity_values, one_file
from projects.models import IatiActivity, PublicRecord

ROOT = Path(__file__).resolve().parents[2]
SCHEMAS = Path(os.environ.get("IATI_SCHEMAS") or ROOT.parent / "shared" / "reference" / "iati")
needs_schemas = pytest.mark.skipif(
    not (SCHEMAS / "iati-activities-schema.xsd").exists(),
    reason=f"no schemas of IATI in {SCHEMAS}; IATI_SCHEMAS names another folder",
)
NOW = datetime(2026, 11, 26, 12, 30, tzinfo=UTC)
PX = Theme(code="PX", name_en="Protection", name_fr="Protection (fr)", name_es="Protección")
INDICATOR = {
    "lineage": "1",
    "title": "Officials trained",
    "kind": "NUMBER",
    "unit": "officials",
    "direction": "INCREASE",
    "over_time": "SUM",
    "baseline": {"state": "KNOWN", "value": "0.0000", "year": 2026, "text": ""},
    "target": {"value": "120.0000", "text": ""},
    "goals": [],
    "actuals": [
        {"from": "2026-03-01", "to": "2026-08-31", "value": "58.0000", "on": "2026-09-20"},
        {"from": "2026-09-01", "to": "2026-10-31", "value": "12.5000", "on": "2026-11-20"},
    ],
    "reached": "70.5000",
    "percent": "58.75",
}
WHOLE = {  # a running project of which everything is known
    "code": "PX.9001",
    "address": "PX.9001",
    "prima_id": "ME10P9001",
    "title": "One procedure",
    "title_language": "en",
    "summary_en": "Officials lack a procedure.",
    "summary_fr": "Les agents n’ont pas de procédure.",
    "summary_es": "",
    "region_id": "EUROPE",
    "country_codes": ["ME"],
    "goal_codes": ["GCM-10", "SDG-10", "SDG-10.7", "SDG-16"],
    "coverage": "NATIONAL",
    "state": "ACTIVE",
    "amount": Decimal("149700.00"),
    "funding_year": 2025,
    "start_year": 2026,
    "end_year": 2027,
    "starts_on": date(2026, 3, 1),
    "ends_on": date(2027, 8, 31),
    "source_url": "",
    "counterpart": "Ministry of Interior",
    "partners": [
        {"name": "Red Cross", "kind": "CIVIL_SOCIETY", "role": "Shelter"},
        {"name": "", "kind": "GOVERNMENT", "role": "Withheld"},
    ],
    "results": {
        "objective": {"code": "", "statement": "Better protection", "indicators": []},
        "outcomes": [
            {
                "code": "1",
                "statement": "One procedure is used",
                "indicators": [INDICATOR | {"over_time": "LATEST", "kind": "PERCENTAGE", "unit": ""}],
                "outputs": [{"code": "1.1", "statement": "Officials know it", "indicators": [INDICATOR]}],
            }
        ],
        "markers": {"GENDER": 2, "RIGHTS": 1},
    },
    "money": {
        "budgets": [
            {"from": "2026-03-01", "to": "2027-02-28", "value": "99800.00"},
            {"from": "2027-03-01", "to": "2027-08-31", "value": "49900.00"},
        ],
        "commitments": [{"on": "2026-01-15", "value": "149700.00"}],
        "spent": [{"from": "2026-03-01", "to": "2026-08-31", "value": "47400.00", "on": "2026-09-20"}],
    },
    "documents": [
        {"title": "Evaluation", "url": "/files/1/", "category": "A07", "language": "en", "date": "2026-10-01",
         "format": "application/pdf"}
    ],
    "plan_number": 1,
    "changed_at": NOW,
    "published_at": NOW,
}  # fmt: skip
OLD = WHOLE | {  # a record of the published lists
    "results": {},
    "money": {"budgets": [], "commitments": [], "spent": []},
    "state": "COMPLETED",
    "funding_year": 2018,
    "start_year": 2018,
    "end_year": 2019,
    "starts_on": None,
    "ends_on": None,
    "counterpart": "",
    "partners": [],
    "documents": [],
    "goal_codes": [],
    "plan_number": None,
}


def record_of(values=WHOLE, theme=PX, **fields):
    """An unsaved public record; ``fields`` replace ``values``."""
    record = PublicRecord(pk=1, **deepcopy(values | fields))
    record.theme = theme
    return record


def activity_of(record, **options):
    """The unsaved ``IatiActivity`` of a record."""
    return IatiActivity(pk=1, **activity_values(record, **options))


def element_of(record):
    """The ``iati-activity`` of a record, read back from its text."""
    return etree.fromstring(activity_of(record).xml)


@cache
def schema():
    """The schema of activity files."""
    return etree.XMLSchema(etree.parse(SCHEMAS / "iati-activities-schema.xsd"))


def errors_in(activity):
    """What the schema says against the file of an ``IatiActivity``, as a list of sentences."""
    schema().validate(etree.fromstring(one_file(activity).encode()))
    return [error.message for error in schema().error_log]


def amounts(element, path):
    """The numbers at an XPath, as a sum."""
    return sum((Decimal(value) for value in element.xpath(path)), Decimal(0))


# Records of all kinds: missing, strange and hostile texts; any dates, shares, results and money that our own tables allow

TEXT = st.text(max_size=30) | st.sampled_from(["", " ", "\x00\x0b", "<b>&amp;]]>", "🦆", "a\r\nb"])
DAYS = st.dates(date(2001, 1, 1), date(2030, 12, 31))
MONEY = st.decimals(Decimal("0.01"), Decimal(10) ** 12, places=2)
VALUES = st.none() | st.decimals(Decimal(-1000), Decimal(10) ** 9, places=4).map(str)


@st.composite
def spells(draw):
    """A spell as a record keeps it."""
    first, last = sorted([draw(DAYS), draw(DAYS)])
    return {
        "from": str(first),
        "to": str(last),
        "value": str(draw(MONEY)),
        "on": str(draw(st.dates(date(2001, 1, 1), NOW.date()))),
    }


@st.composite
def reached(draw, *, in_words):
    """What a report says of an indicator: a value with a part of it, or words."""
    spell = draw(spells())
    if in_words:
        return spell | {"value": None, "words": draw(TEXT), "rating": "BEHIND", "splits": []}
    parts = draw(st.lists(st.sampled_from(["women", "other"]), unique=True))
    return spell | {"splits": [{"axis": "sex", "part": part, "value": spell["value"]} for part in parts]}


@st.composite
def milestones(draw, *, in_words):
    """What is to be reached by a day, in words or as a number."""
    value = None if in_words else draw(VALUES)
    return {"month": 6, "on": draw(st.none() | DAYS.map(str)), "value": value, "text": draw(TEXT)}


@st.composite
def indicators(draw):
    """An indicator as a record keeps it; only numbers add up, and words have no value (constraints of ``plans``)."""
    kind = draw(st.sampled_from(["NUMBER", "PERCENTAGE", "SCALE", "YES_NO", "QUALITATIVE"]))
    in_words = kind == "QUALITATIVE"
    state = draw(st.sampled_from(["KNOWN", "TBD", "NOT_APPLICABLE"]))
    year = draw(st.integers(1990, 2100))
    value = None if in_words or state != "KNOWN" else draw(VALUES.filter(bool))
    return INDICATOR | {
        "title": draw(TEXT),
        "kind": kind,
        "unit": draw(TEXT),
        "direction": draw(st.sampled_from(["INCREASE", "DECREASE", "KEEP"])),
        "over_time": draw(st.sampled_from(["SUM", "LATEST"])) if kind == "NUMBER" else "LATEST",
        "baseline": {"state": state, "value": value, "year": year if value else None, "text": draw(TEXT)},
        "target": {"value": None if in_words else draw(VALUES), "text": draw(TEXT)},
        "milestones": sorted(draw(st.lists(milestones(in_words=in_words), max_size=2)), key=lambda one: str(one["on"])),
        "actuals": draw(st.lists(reached(in_words=in_words), max_size=2)),
    }


@st.composite
def nodes(draw):
    """An objective, outcome or output."""
    return {"code": "", "statement": draw(TEXT), "indicators": draw(st.lists(indicators(), max_size=2))}


@st.composite
def records(draw):
    """Unsaved public records of all kinds."""
    starts_on, ends_on = sorted([draw(DAYS), draw(DAYS)]) if draw(st.booleans()) else (None, None)
    years = sorted([draw(st.integers(2001, 2030)), draw(st.integers(2001, 2030))])
    budgets = [
        {"from": f"{year}-03-01", "to": f"{year + 1}-02-28", "value": str(draw(MONEY))}
        for year in range(2001, 2001 + draw(st.integers(0, 3)))
    ]
    commitments = [{"on": str(draw(st.dates(date(2001, 1, 1), NOW.date()))), "value": str(draw(MONEY))}]
    results = {
        "objective": draw(st.none() | nodes()),
        "outcomes": [draw(nodes()) | {"outputs": [draw(nodes())]} for _one in range(draw(st.integers(0, 1)))],
        "markers": draw(st.dictionaries(st.sampled_from(["GENDER", "DISABILITY", "RIGHTS"]), st.integers(0, 2))),
    }
    return record_of(
        code=draw(st.sampled_from(["", "PX.0009", "Q36-805"])),
        title=draw(TEXT),
        title_language=draw(st.sampled_from(["en", "fr", "es"])),
        **{f"summary_{code}": draw(st.none() | TEXT) for code in ("en", "fr", "es")},
        region_id=draw(st.sampled_from([None, "AFRICA", "ASIA_OCEANIA", "GLOBAL"])),
        country_codes=draw(st.lists(st.sampled_from(["ME", "UY", "XK", "BJ", "SN", "FR", "NR"]), unique=True)),
        goal_codes=draw(st.lists(st.sampled_from(WHOLE["goal_codes"]), unique=True)),
        coverage=draw(st.sampled_from(["", "NATIONAL", "REGIONAL", "MULTI_REGIONAL", "GLOBAL"])),
        state=draw(st.sampled_from(["UNKNOWN", "ACTIVATION", "ACTIVE", "COMPLETED"])),
        amount=draw(st.none() | MONEY),
        funding_year=draw(st.none() | st.integers(2001, 2030)),
        start_year=draw(st.sampled_from([None, years[0]])),
        end_year=draw(st.sampled_from([None, years[1]])),
        starts_on=starts_on,
        ends_on=ends_on,
        source_url=draw(st.sampled_from(["", "https://iom.int/é?a=[b]&c", "https://iom.int/%zz|"])),
        counterpart=draw(TEXT),
        partners=[{"name": draw(TEXT), "kind": "OTHER", "role": ""}],
        results=draw(st.sampled_from([{}, results])),
        money={
            "budgets": budgets,
            "commitments": draw(st.sampled_from([[], commitments])),
            "spent": draw(st.lists(spells(), max_size=2)),
        },
        documents=[WHOLE["documents"][0] | {"title": draw(TEXT)}],
        plan_number=draw(st.none() | st.integers(1, 3)),
        theme=draw(st.sampled_from([None, PX])),
    )
