"""Mistakes that publishers of IATI commonly make, made in a sound activity: each is noticed, and only it."""

from copy import deepcopy

import pytest
from lxml import etree

from projects.iati.activity import describe
from projects.iati.checking import BY_KEY, RULES, Level, check, of_level
from projects.iati.publishing import publisher
from projects.iati.writing import write

from .activities import NOW, OLD, WHOLE, record_of

pytestmark = pytest.mark.once
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
TODAY = NOW.date()


def element(values=WHOLE, **fields):
    return write(describe(record_of(values, **fields), publisher()))


def found(activity, *levels):
    return [key for key in check(activity, TODAY) if BY_KEY[key].level in (levels or (Level.BLOCKS,))]


def to(path, attribute, value):
    """A mistake: an attribute of the first element at ``path`` has another value; None takes it away."""

    def make(activity):
        target = activity if path == "." else activity.find(path)
        if value is None:
            del target.attrib[attribute]
        else:
            target.set(attribute, value)

    return make


def without(path):
    """A mistake: all elements at ``path`` are missing."""

    def make(activity):
        for target in activity.findall(path):
            target.getparent().remove(target)

    return make


def also(path, text):
    """A mistake: an element too many, before the first one at ``path``."""

    def make(activity):
        activity.find(path).addprevious(etree.fromstring(text))

    return make


def text(path, words):
    """A mistake: another text."""

    def make(activity):
        activity.find(path).text = words

    return make


def first_last(path):
    """A mistake: the first element of its parent stands last."""

    def make(activity):
        parent = activity.find(path).getparent()
        parent.append(activity.find(path))

    return make


def within(path, text):
    """A mistake: an element inside the first one at ``path``."""

    def make(activity):
        activity.find(path).append(etree.fromstring(text))

    return make


def again(path):
    """A mistake: the first element at ``path`` stands there twice."""

    def make(activity):
        activity.find(path).addnext(deepcopy(activity.find(path)))

    return make


SECTOR = '<sector vocabulary="1" code="15160"/>'
REFERENCE = '<reference vocabulary="9" code="10.7.1"/>'
MISTAKES = {
    "no identifier": (without("iati-identifier"), ["identifier"]),
    "identifier of nobody": (text("iati-identifier", "PX.9001"), ["prefix"]),
    "identifier of the organisation alone": (text("iati-identifier", "XM-DAC-47066"), ["prefix"]),
    "no title": (without("title"), ["title"]),
    "empty title": (text("title/narrative", " "), ["title", "narrative"]),
    "no description": (without("description"), ["description"]),
    "empty narrative": (text("participating-org/narrative", None), ["narrative"]),
    "nameless organisation": (
        also("participating-org", '<participating-org role="4"/>'),
        ["organisation"],
    ),
    "no status": (without("activity-status"), ["status"]),
    "no start": (without("activity-date"), ["start"]),
    "planned end before start": (to("activity-date[@type='3']", "iso-date", "2026-01-01"), ["planned_order"]),
    "actual end before start": (
        also("activity-date", '<activity-date type="4" iso-date="2026-01-01"/>'),
        ["actual_order"],
    ),
    "actual start to come": (to("activity-date[@type='2']", "iso-date", "2026-11-27"), ["actual_future"]),
    "payment to come": (to("transaction/transaction-date", "iso-date", "2026-11-27"), ["money_future"]),
    "value of a payment to come": (to("transaction/value", "value-date", "2027-01-01"), ["money_future"]),
    "change to come": (to(".", "last-updated-datetime", "2026-11-27T00:00:00Z"), ["updated_future"]),
    "date of another form": (to("activity-date[@type='3']", "iso-date", "31.08.2027"), ["days"]),
    "no country": (without("recipient-country"), ["place"]),
    "country at both levels": (
        also("transaction/provider-org", '<recipient-country code="ME"/>'),
        ["place_twice", "schema"],
    ),
    "shares of 90": (
        also("recipient-country", '<recipient-country code="RS" percentage="90"/>'),
        ["place_shares"],
    ),
    "country and region without shares": (
        also("sector", '<recipient-region vocabulary="1" code="89"/>'),
        ["place_shares"],
    ),
    "share of 101": (to("recipient-country", "percentage", "101"), ["place_shares", "percentages"]),
    "share in words": (to("recipient-country", "percentage", "half"), ["place_shares", "percentages"]),
    "no sector": (without("sector"), ["sector"]),
    "sector at both levels": (also("transaction/provider-org", SECTOR), ["sector_twice", "schema"]),
    "two sectors without shares": (also("sector", SECTOR), ["sector_shares"]),
    "theme without name": (without("sector/narrative"), ["sector_name"]),
    "no language": (to(".", LANGUAGE, None), ["language"]),
    "no currency": (to(".", "default-currency", None), ["currency"]),
    "no value date": (to("budget/value", "value-date", None), ["value_date"]),
    "budget of a year and a day": (to("budget/period-end", "iso-date", "2027-03-01"), ["budget_year"]),
    "budget that ends before it begins": (to("budget/period-end", "iso-date", "2026-02-28"), ["budget_order"]),
    "part without a name": (
        also("result/indicator/period/actual", '<actual value="1"><dimension name="sex"/></actual>'),
        ["schema"],
    ),
    "result without indicator": (without("result/indicator"), ["indicator"]),
    "baseline without value": (to("result/indicator/baseline", "value", None), ["baseline_value"]),
    "target without value": (to("result/indicator/period/target", "value", None), ["target_value"]),
    "actual without value": (to("result/indicator/period/actual", "value", None), ["actual_value"]),
    "reference at both levels": (
        lambda activity: (also("result/indicator", REFERENCE)(activity), also("result/indicator/baseline", REFERENCE)(activity)),
        ["reference"],
    ),
    "marker without significance": (to("policy-marker", "significance", None), ["marker"]),
    "code of no list": (to("activity-status", "code", "9"), ["codes"]),
    "country of three letters": (to("recipient-country", "code", "MNE"), ["codes"]),
    "wrong order": (first_last("title"), ["schema"]),
    "wrong order within": (first_last("budget/period-start"), ["schema"]),
    "order of a baseline in a target": (
        lambda activity: activity.find("result/indicator/period/target").extend(
            [etree.fromstring("<document-link url='x' format='y'><title/><category code='A01'/></document-link>"),
             etree.fromstring("<comment/>")]
        ),
        ["schema"],
    ),
    "document without category": (without("document-link/category"), ["schema"]),
    "organisation without role": (to("participating-org", "role", None), ["schema"]),
}  # fmt: skip


def test_a_whole_activity_breaks_no_rule(settings):
    settings.OPEN_DATA_CONTACT = "fund@example.org"

    assert check(element(summary_es="Falta"), TODAY) == []


@pytest.mark.parametrize("mistake", MISTAKES)
def test_mistake_is_noticed(mistake):
    activity = element()
    make, keys = MISTAKES[mistake]
    assert found(activity) == []

    make(activity)

    assert found(activity) == keys


def test_every_rule_that_blocks_is_shown_to_notice_something():
    noticed = {key for _make, keys in MISTAKES.values() for key in keys}

    assert sorted({rule.key for rule in RULES if rule.level == Level.BLOCKS} - noticed) == ["region_shares"]


def test_regions_of_another_vocabulary_add_up_by_themselves():
    activity = element(country_codes=[])
    for code in ("A", "B"):
        also("recipient-region", f'<recipient-region vocabulary="99" code="{code}" percentage="40"/>')(activity)

    assert "region_shares" in found(activity)


@pytest.mark.parametrize(
    ("make", "keys"),
    [
        (text("iati-identifier", "XM-DAC-47066-A/B"), ["signs"]),
        (without("sector[@vocabulary='1']"), ["sector_dac"]),
        (without("sector[@vocabulary='99']"), ["theme"]),
        (to("result/indicator/baseline", "value", "some"), ["value_number"]),
        (to("result/indicator", "measure", "5"), ["value_in_words"]),
        (without("activity-scope"), ["scope"]),
        (again("budget"), ["budget_twice"]),
        (again("result/indicator/period"), ["period_twice"]),
        (within("result/indicator/period/actual", '<dimension name="sex" value="female"/>'), ["whole"]),
        (to("activity-status", "code", "4"), ["closed_end"]),
        (without("transaction"), ["commitment"]),
        (without("activity-date[@type='3']"), ["end"]),
        (to("activity-date[@type='3']", "iso-date", "2026-11-25"), ["overdue"]),
    ],
)
def test_what_should_be_mended_is_noticed(make, keys):
    activity = element()

    make(activity)

    assert found(activity, Level.SHOULD_FIX) == keys


def test_what_is_known_by_year_only_should_be_mended():
    assert found(element(OLD), Level.SHOULD_FIX) == ["start_year", "end_year", "commitment_year"]


def test_what_would_be_better_is_told():
    assert found(element(OLD), Level.BETTER) == ["summary_es", "counterpart", "contact", "results", "evaluation"]
    money = WHOLE["money"] | {"spent": []}
    assert found(element(goal_codes=[], money=money), Level.BETTER) == ["summary_es", "contact", "goals", "expenditure"]


def test_summary_in_the_language_of_the_activity_counts():
    spoken = element(title_language="fr", summary_en="")

    assert [key for key in check(spoken, TODAY) if key.startswith("summary")] == ["summary_en", "summary_es"]


def test_levels_are_counted():
    keys = check(element(OLD, code=""), TODAY)

    assert [of_level(keys, level) for level in Level] == [1, 3, 5]


def test_checking_leaves_the_activity_as_it_is():
    activity = element()
    before = etree.tostring(deepcopy(activity))

    check(activity, TODAY)

    assert etree.tostring(activity) == before
