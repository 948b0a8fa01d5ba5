"""The kinds of conditions that rules of IATI consist of, each answering whether an ``iati-activity`` element breaks it.

A condition is called with the element and a day as "today" and returns True when the rule is broken.
"""

import re
from collections import defaultdict
from datetime import date
from decimal import Decimal, InvalidOperation

from dateutil.relativedelta import relativedelta
from lxml import etree

from .codes import CODES, CURRENCY
from .writing import ORDER

REQUIRED = {  # element → children without which the schema refuses it; what people can mend has rules of its own
    "iati-activity": ("reporting-org", "participating-org"),
    "budget": ("period-start", "period-end", "value"),
    "transaction": ("transaction-type", "transaction-date", "value"),
    "document-link": ("title", "category"),
    "result": ("title",),
    "indicator": ("title",),
    "period": ("period-start", "period-end"),
}
REQUIRED_ATTRIBUTES = {
    "reporting-org": ("ref", "type"),
    "participating-org": ("role",),
    "other-identifier": ("ref", "type"),
    "activity-status": ("code",),
    "activity-date": ("type", "iso-date"),
    "activity-scope": ("code",),
    "recipient-country": ("code",),
    "recipient-region": ("code",),
    "tag": ("vocabulary", "code"),
    "policy-marker": ("code",),
    "transaction-type": ("code",),
    "transaction-date": ("iso-date",),
    "period-start": ("iso-date",),
    "period-end": ("iso-date",),
    "document-link": ("url", "format"),
    "category": ("code",),
    "result": ("type",),
    "indicator": ("measure",),
    "baseline": ("year",),
    "dimension": ("name", "value"),
}
LISTS = {  # (element, attribute) → the list its code is of
    ("reporting-org", "type"): "OrganisationType",
    ("participating-org", "type"): "OrganisationType",
    ("participating-org", "role"): "OrganisationRole",
    ("provider-org", "type"): "OrganisationType",
    ("other-identifier", "type"): "OtherIdentifierType",
    ("description", "type"): "DescriptionType",
    ("activity-status", "code"): "ActivityStatus",
    ("activity-date", "type"): "ActivityDateType",
    ("activity-scope", "code"): "ActivityScope",
    ("contact-info", "type"): "ContactType",
    ("recipient-region", "code"): "Region",
    ("recipient-region", "vocabulary"): "RegionVocabulary",
    ("sector", "vocabulary"): "SectorVocabulary",
    ("tag", "vocabulary"): "TagVocabulary",
    ("policy-marker", "code"): "PolicyMarker",
    ("policy-marker", "significance"): "PolicySignificance",
    ("budget", "type"): "BudgetType",
    ("budget", "status"): "BudgetStatus",
    ("transaction-type", "code"): "TransactionType",
    ("category", "code"): "DocumentCategory",
    ("language", "code"): "Language",
    ("result", "type"): "ResultType",
    ("indicator", "measure"): "IndicatorMeasure",
}
COUNTRY = re.compile(r"[A-Z]{2}")


def day(path):
    """XPath of a day as a number that can be compared: 2026-11-26 → 20261126."""
    return f"number(translate(substring({path}, 1, 10), '-', ''))"


def where(expression):
    """Broken where the XPath selects anything or is true; ``$today`` is a number as of ``day``."""
    found = etree.XPath(expression)
    return lambda activity, today: bool(found(activity, today=int(f"{today:%Y%m%d}")))


def shares_of(*paths):
    """Broken where several elements of a vocabulary do not have percentages that add up to 100; one has none or 100."""
    found = [etree.XPath(path) for path in paths]

    def broken(activity, today):
        groups = defaultdict(list)
        for element in (element for path in found for element in path(activity)):
            groups[element.get("vocabulary") or "1"].append(element.get("percentage"))
        return any(not _adds_up(group) for group in groups.values())

    return broken


def _adds_up(percentages):
    if len(percentages) == 1 and percentages[0] is None:
        return True
    try:
        return sum(Decimal(percentage or "NaN") for percentage in percentages) == 100
    except InvalidOperation:
        return False


def longer_than_a_year(activity, today):
    """Whether a budget is of more than a year (rule 7.5.3)."""
    for budget in activity.iter("budget"):
        start, end = (_date(budget, name) for name in ("period-start", "period-end"))
        if start and end and end > start + relativedelta(years=1, days=-1):
            return True
    return False


def twice(path, *attributes):
    """Broken where two of the elements of one parent have the same span of days and the same ``attributes``."""
    found = etree.XPath(path)

    def broken(activity, today):
        keys = [
            (element.getparent(), *_days(element), *(element.get(name) for name in attributes))
            for element in found(activity)
        ]
        return len(keys) > len(set(keys))

    return broken


def _days(element):
    return [_date(element, name) for name in ("period-start", "period-end")]


def _date(parent, name):
    element = parent.find(name)
    try:
        return date.fromisoformat(element.get("iso-date", "")) if element is not None else None
    except ValueError:
        return None


def not_of_the_schema(activity, today):
    """Whether something stands in another place than the schema wants it, or lacks what it demands."""
    return any(_is_misplaced(element) or _is_incomplete(element) for element in activity.iter())


def _is_misplaced(element):
    order = ORDER.get(element.tag)
    if order is None:
        return False
    names = [child.tag for child in element]
    return not set(names) <= set(order) or names != sorted(names, key=order.index)


def _is_incomplete(element):
    has_all = all(element.find(name) is not None for name in REQUIRED.get(element.tag, ()))
    says_all = all(element.get(name) for name in REQUIRED_ATTRIBUTES.get(element.tag, ()))
    return not (has_all and says_all)


def of_no_list(activity, today):
    """Whether a code is of no list, as far as the Fund uses it."""
    for element in activity.iter():
        for attribute, code in element.items():
            codes = CODES.get(LISTS.get((element.tag, attribute)))
            if codes is not None and code not in codes:
                return True
    countries = [element.get("code", "") for element in activity.iter("recipient-country")]
    return activity.get("default-currency", CURRENCY) != CURRENCY or not all(map(COUNTRY.fullmatch, countries))
