"""An ``Activity`` as XML, its elements in the order that the schema of IATI 2.03 demands.

Every element is made by ``_element``, which puts what is inside into ``ORDER``: the one place that knows it.
"""

import re
from datetime import UTC
from urllib.parse import quote

from lxml import etree

from .codes import CURRENCY, FUND
from .words import clean

ORDER = {
    "iati-activity": (
        *("iati-identifier", "reporting-org", "title", "description", "participating-org", "other-identifier"),
        *("activity-status", "activity-date", "contact-info", "activity-scope", "recipient-country"),
        *("recipient-region", "location", "sector", "tag", "country-budget-items", "humanitarian-scope"),
        *("policy-marker", "collaboration-type", "default-flow-type", "default-finance-type", "default-aid-type"),
        *("default-tied-status", "budget", "planned-disbursement", "capital-spend", "transaction", "document-link"),
        *("related-activity", "legacy-data", "conditions", "result", "crs-add", "fss"),
    ),
    "contact-info": (
        *("organisation", "department", "person-name", "job-title", "telephone", "email", "website"),
        "mailing-address",
    ),
    "budget": ("period-start", "period-end", "value"),
    "transaction": (
        *("transaction-type", "transaction-date", "value", "description", "provider-org", "receiver-org"),
        *("disbursement-channel", "sector", "recipient-country", "recipient-region", "flow-type", "finance-type"),
        *("aid-type", "tied-status"),
    ),
    "document-link": ("title", "description", "category", "language", "document-date"),
    "result": ("title", "description", "document-link", "reference", "indicator"),
    "indicator": ("title", "description", "document-link", "reference", "baseline", "period"),
    "baseline": ("location", "dimension", "document-link", "comment"),
    "period": ("period-start", "period-end", "target", "actual"),
    "target": ("location", "dimension", "comment", "document-link"),
    "actual": ("location", "dimension", "comment", "document-link"),
}
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
BROKEN_ESCAPE = re.compile("%(?![0-9A-Fa-f]{2})")
KEPT_IN_ADDRESSES = "%:/?#@!$&'()*+,;=~"


def write(activity):
    """The ``iati-activity`` element of an ``Activity``; what it does not say has no element."""
    default = activity.language
    attributes = {
        LANGUAGE: default,
        "default-currency": CURRENCY,
        "last-updated-datetime": f"{activity.changed_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "hierarchy": "1",
        "humanitarian": "0",
    }
    parts = [
        _element("iati-identifier", text=activity.identifier) if activity.identifier else None,
        *_about_organisations(activity),
        _texts("title", activity.titles, default),
        *(_texts("description", texts, default, type=kind) for kind, texts in activity.descriptions.items()),
        *_about_time_and_place(activity),
        *_about_subjects(activity),
        *(_element(name, code=code) for name, code in activity.defaults.items()),
        *_about_money(activity),
        *(_document(document, default) for document in activity.documents),
        *(_result(result, default) for result in activity.results),
    ]
    return _element("iati-activity", *parts, **attributes)


def plain(number):
    """A Decimal as digits: no exponent, no superfluous zeros. "58.0000" → "58"."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _element(name, /, *parts, text="", **attributes):
    """An element with the parts there are, in the order of the schema; empty attributes are left out."""
    element = etree.Element(name)
    for attribute, value in attributes.items():
        if value not in (None, "") and (cleaned := clean(value)):
            element.set(attribute, cleaned)
    if text:
        element.text = clean(text)
    found, order = [part for part in parts if part is not None], ORDER.get(name)
    element.extend(sorted(found, key=lambda part: order.index(part.tag)) if order else found)
    return element


def _narratives(texts, default):
    """A ``narrative`` for each language there is, the activity's own first; the others say theirs."""
    for language in sorted(texts or {}, key=lambda one: (one != default, one)):
        if text := clean(texts[language]):
            yield _element("narrative", text=text, **({} if language == default else {LANGUAGE: language}))


def _texts(name, texts, default, **attributes):
    """An element that is nothing but narratives; None without any."""
    narratives = list(_narratives(texts, default))
    return _element(name, *narratives, **attributes) if narratives else None


def _day(name, on):
    return _element(name, **{"iso-date": on.isoformat()})


def _money(amount, on):
    return _element("value", text=plain(amount), **{"value-date": on.isoformat()})


def _about_organisations(activity):
    publisher, default = activity.publisher, activity.language
    reporting = {"ref": publisher.ref, "type": "40", "secondary-reporter": "0"}
    yield _texts("reporting-org", publisher.names, default, **reporting)
    for one in activity.organisations:
        attributes = {"role": one.role, "type": one.type, "ref": one.ref, "crs-channel-code": one.channel}
        yield _texts("participating-org", one.names, default, **attributes)
    if activity.prima_id:
        owner = _element("owner-org", *_narratives(publisher.names, default), ref=publisher.ref)
        yield _element("other-identifier", owner, ref=activity.prima_id, type="A1")
    if publisher.contact_email:
        yield _element(
            "contact-info",
            _texts("organisation", FUND, default),
            _element("email", text=publisher.contact_email),
            _element("website", text=publisher.site_url),
            type="1",
        )


def _about_time_and_place(activity):
    default = activity.language
    if activity.status:
        yield _element("activity-status", code=activity.status)
    for one in activity.dates:
        attributes = {"type": one.type, "iso-date": one.on.isoformat()}
        yield _element("activity-date", *_narratives(one.note, default), **attributes)
    if activity.scope:
        yield _element("activity-scope", code=activity.scope)
    for one in activity.countries:
        yield _element("recipient-country", code=one.code, percentage=one.percent and plain(one.percent))
    for one in activity.regions:
        share = one.percent and plain(one.percent)
        yield _element("recipient-region", code=one.code, vocabulary="1", percentage=share)


def _about_subjects(activity):
    yield _element("sector", vocabulary="1", code=activity.sector)
    if activity.theme and activity.theme_names:
        address = f"{activity.publisher.site_url}/codelists/themes/"
        attributes = {"vocabulary": "99", "vocabulary-uri": address, "code": activity.theme}
        yield _texts("sector", activity.theme_names, activity.language, **attributes)
    for vocabulary, code in activity.tags:
        yield _element("tag", vocabulary=vocabulary, code=code)
    for code, significance in activity.markers:
        yield _element("policy-marker", vocabulary="1", code=code, significance=significance)


def _about_money(activity):
    default = activity.language
    for budget in activity.budgets:
        yield _element(
            "budget",
            _day("period-start", budget.starts_on),
            _day("period-end", budget.ends_on),
            _money(budget.value, budget.starts_on),
            type=budget.type,
            status="2",
        )
    for one in activity.transactions:
        yield _element(
            "transaction",
            _element("transaction-type", code=one.type),
            _day("transaction-date", one.on),
            _money(one.value, one.on),
            _texts("description", one.note, default),
            _element("provider-org", ref=activity.publisher.ref, type="40"),
        )


def _document(document, default):
    address = quote(BROKEN_ESCAPE.sub("%25", clean(document.url)), safe=KEPT_IN_ADDRESSES)
    return _element(
        "document-link",
        _texts("title", document.titles, default),
        _element("category", code=document.category),
        _element("language", code=document.language) if document.language else None,
        _day("document-date", document.on) if document.on else None,
        url=address,
        format=document.format,
    )


def _result(result, default):
    adds_up = all(one.adds_up for one in result.indicators)
    return _element(
        "result",
        _texts("title", result.titles, default),
        *(_indicator(one, default) for one in result.indicators),
        type=result.type,
        **{"aggregation-status": "1" if adds_up else "0"},
    )


def _indicator(indicator, default):
    return _element(
        "indicator",
        _texts("title", indicator.titles, default),
        _texts("description", indicator.descriptions, default),
        _measured("baseline", indicator.baseline, default, year=indicator.baseline_year),
        *(_period(period, default) for period in indicator.periods),
        measure=indicator.measure,
        ascending=indicator.ascending,
        **{"aggregation-status": "1" if indicator.adds_up else "0"},
    )


def _period(period, default):
    return _element(
        "period",
        _day("period-start", period.starts_on),
        _day("period-end", period.ends_on),
        _measured("target", period.target, default),
        _measured("actual", period.actual, default),
        *(_part(part) for part in period.parts),
    )


def _part(part):
    """One more actual value, of a part; the one without a dimension is the whole."""
    name, value = part.dimension
    return _element("actual", _element("dimension", name=name, value=value), value=plain(part.value))


def _measured(name, measured, default, **attributes):
    if measured is None:
        return None
    value = None if measured.value is None else plain(measured.value)
    return _element(name, _texts("comment", measured.words, default), value=value, **attributes)
