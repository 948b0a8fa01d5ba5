"""The catalogue as linked data (schema.org), for search engines: what a project's page and the list say, and no more."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.addresses import absolute
from core.languages import LANGUAGES

CONTEXT = "https://schema.org"


def grant(record):
    """A project as a ``MonetaryGrant`` with the ``Project`` it pays for. ``record``: of ``records.page_of``."""
    address = absolute(record.get_absolute_url())
    fund = {"@type": "FundingAgency", "name": _("IOM Development Fund"), "url": absolute(reverse("home"))}
    project = {
        "@type": "Project",
        "name": record.title,
        "description": record.summary,
        "startDate": _day(record.starts_on, record.start_year),
        "endDate": _day(record.ends_on, record.end_year),
        "areaServed": [{"@type": "Country", "name": one.name, "identifier": one.pk} for one in record.countries],
    }
    data = {
        "@context": CONTEXT,
        "@type": "MonetaryGrant",
        "@id": address,
        "url": address,
        "name": record.title,
        "identifier": record.code,
        "inLanguage": get_language(),
        "dateModified": record.changed_at.date().isoformat(),
        "funder": fund,
        "amount": _money(record.amount),
        "fundedItem": _filled(project),
    }
    return _filled(data)


def dataset():
    """The catalogue as a ``Dataset`` with the files it can be had in."""
    files = [("csv", "text/csv"), ("json", "application/json")]
    listed = reverse("projects:list")
    data = {
        "@context": CONTEXT,
        "@type": "Dataset",
        "name": _("Projects of the IOM Development Fund"),
        "description": _("What the Fund has paid for since 2001, as published by the Fund."),
        "url": absolute(listed),
        "license": settings.OPEN_DATA_LICENCE_URL or settings.OPEN_DATA_LICENCE_NAME,
        "isAccessibleForFree": True,
        "inLanguage": list(LANGUAGES),
        "creator": {"@type": "Organization", "name": _("IOM Development Fund"), "url": absolute(reverse("home"))},
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": absolute(f"{listed.rstrip('/')}.{ending}")}
            for ending, kind in files
        ],
    }
    return _filled(data)


def _money(amount):
    return None if amount is None else {"@type": "MonetaryAmount", "currency": "USD", "value": str(amount)}


def _day(day, year):
    return day.isoformat() if day else str(year or "")


def _filled(data):
    return {name: value for name, value in data.items() if value not in ("", None, [])}
