"""A project on one or two pages: what it is, what was reached, with whom, and where to read more."""

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.addresses import absolute
from core.documents.typesetting import pdf
from core.numbers import write_money

from .facts import licence_sentence

MOST_INDICATORS = 14  # more do not fit on two pages
LONGEST_SUMMARY = 2400  # characters


def file_of(record):
    """The PDF of a public record with its countries, in the active language: bytes. The same record gives the same file."""
    indicators = [row for node in record.shown_results for row in node["indicators"]]
    words = {
        "fund": _("IOM Development Fund"),
        "page": _("Page {page} of {pages}"),
        "kind": _("Project fact sheet"),
        "summary_title": _("Summary"),
        "no_summary": _("No summary is written for this project yet."),
        "results_title": _("Results reached"),
        "head": [_("Indicator"), _("Baseline"), _("Reached"), _("Target")],
        "partners_title": _("Partners"),
        "more_title": _("Read more"),
        "as_of": _("Data as of %(day)s.") % {"day": _day(record.changed_at)},
        "licence": licence_sentence(),
    }
    data = words | {
        "language": get_language(),
        "title": record.title,
        "title_language": record.title_language,
        "facts": [[label, text] for label, text in _facts(record) if text],
        "summary": _summary(record),
        "rows": [_cells(row) for row in indicators[:MOST_INDICATORS]],
        "more_rows": _more(len(indicators) - MOST_INDICATORS),
        "partners": _partners(record),
        "url": absolute(record.get_absolute_url()),
    }
    return pdf("projects/fact_sheet.typ", data, stamp=record.changed_at)


def _facts(record):
    yield _("Project code"), record.code
    yield _("Status"), record.get_state_display()
    yield _("Benefiting Member States"), ", ".join(country.name for country in record.countries)
    yield _("Region"), record.region.name if record.region else ""
    yield _("Theme"), record.theme.name if record.theme else ""
    yield _("Amount"), "" if record.amount is None else write_money(record.amount)
    yield _("Funding year"), str(record.funding_year or "")
    yield (
        _("Start"),
        _day(record.starts_on) if record.starts_on else str(record.start_year or ""),
    )
    yield _("End"), _day(record.ends_on) if record.ends_on else str(record.end_year or "")
    yield _("Government counterpart"), record.counterpart


def _summary(record):
    """The text, its language, and a sentence where that is not the reader's."""
    text, language = record.summary, record.summary_language
    if len(text) > LONGEST_SUMMARY:
        text = text[:LONGEST_SUMMARY].rsplit(" ", 1)[0] + " …"
    is_foreign = bool(text) and language != get_language()
    note = _("There is no summary in the language of this sheet.") if is_foreign else ""
    return {"paragraphs": [one for one in text.splitlines() if one.strip()], "language": language, "note": note}


def _cells(row):
    return [row["title"], *(row[name] or "–" for name in ("baseline", "reached", "target"))]


def _more(count):
    return _("More indicators are on the page of the project: %(count)s.") % {"count": count} if count > 0 else ""


def _partners(record):
    return [
        " – ".join(part for part in (partner["name"] or _("Name withheld"), partner["role"]) if part)
        for partner in record.partners
    ]


def _day(value):
    return date_format(localtime(value) if hasattr(value, "tzinfo") else value, "DATE_FORMAT")
