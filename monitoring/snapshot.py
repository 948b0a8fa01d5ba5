"""A report as plain data: what is hashed when it is accepted, kept when it is returned, and compared.

A further part of a report is one function in ``PARTS``: hash and kept copies have it then. What is empty is left out, so
that a part which the portal learns later leaves the hashes of older reports as they are.
"""

from plans.selectors import framework
from plans.snapshot import hash_of

from .sections import sections_of

FACTS = ("rating", "rating_reason", "basis", "correction_reason")


def as_data(report, tree=None):
    """The whole report as a JSON-ready dict in reading order; numbers as text. Constant number of queries."""
    tree = tree or framework(report.version)
    facts = {name: getattr(report, name) for name in FACTS}
    facts["ledger_on"] = str(report.ledger_on or "")
    parts = {name: part(report, tree) for name, part in PARTS.items()}
    return {
        "duty": [report.duty.project_id, report.duty.kind, report.duty.sequence],
        "period": [str(report.duty.starts_on), str(report.duty.ends_on)],
        "number": report.number,
        "plan_version": report.version.number,
        "facts": _filled(facts),
        **_filled(parts),
    }


def _filled(values):
    return {name: value for name, value in values.items() if value}


def content_hash(report):
    """SHA-256 (hex) of the canonical form of ``as_data``."""
    return hash_of(as_data(report))


def _text(value):
    return None if value is None else str(value)


def _texts(report, tree):
    given = {row.key: row.text for row in report.texts.all()}
    known = list(sections_of(report.duty.kind))
    return {key: given[key] for key in [*known, *sorted(given.keys() - set(known))] if given.get(key)}


MEASURED = ("numerator", "denominator", "rating", "unavailable_reason", "data_on", "collected_by")


def _said(row, names):
    """What a row says in some of its fields, as text, without those that say nothing."""
    values = {name: getattr(row, name) for name in names}
    return {name: str(value) for name, value in values.items() if value not in (None, "")}


def _results(report, tree):
    given = {row.lineage: row for row in report.actuals.prefetch_related("splits__part")}
    return [
        {
            "lineage": str(indicator.lineage),
            "title": indicator.title,
            "value": _text(given[indicator.lineage].value),
            "comment": given[indicator.lineage].comment,
            **_said(given[indicator.lineage], MEASURED),
            **_filled({"splits": _splits(given[indicator.lineage])}),
        }
        for indicator in tree.indicators
        if indicator.lineage in given
    ]


def _splits(actual):
    """{"sex.women": the numbers of a part} in the order of the parts."""
    return {
        f"{split.part.axis_id}.{split.part.code}": _said(split, ("value", "numerator", "denominator"))
        for split in actual.splits.all()
    }


def _activities(report, tree):
    given = {row.lineage: row for row in report.activities.all()}
    return [
        {
            "lineage": str(activity.lineage),
            "title": str(activity),
            **_said(given[activity.lineage], ("status", "percent", "revised_end", "comment")),
        }
        for activity in tree.activities
        if activity.lineage in given
    ]


def _risks(report, tree):
    return [
        {
            "lineage": str(row.lineage),
            "title": row.description,
            **_said(row, ("likelihood", "impact", "status", "response")),
        }
        for row in sorted(report.risks.all(), key=lambda row: str(row.lineage))
    ]


EVIDENCE = ("kind", "on", "language", "url", "file_name", "sha256")
CONSENT = ("is_public", "shows_people", "has_consent")


def evidence_key(row):
    """What tells a piece of evidence from others of its report: what it belongs to, and its content or address."""
    return f"{row.lineage or 'report'} {row.sha256 or row.url}"


def _evidence(report, tree):
    """A file is told by its content, a web page by its address; the same one may show two indicators."""
    found = [
        {
            "lineage": evidence_key(row),
            "title": row.title,
            **_said(row, EVIDENCE),
            **_filled({name: getattr(row, name) for name in CONSENT}),
        }
        for row in report.evidence.all()
    ]
    return sorted(found, key=lambda row: (row["lineage"], row["title"]))


def _checklist(report, tree):
    """Items by their code: their sentences are translated."""
    rows = sorted(report.checklist_answers.all(), key=lambda row: row.item_id)
    return [
        {
            "lineage": row.item_id,
            "title": row.item_id,
            **_said(row, ("answer", "comment")),
            **_filled({"figures": row.figures}),
        }
        for row in rows
    ]


def _money(report, tree):
    given = {row.lineage: row for row in report.expenditures.all()}
    return [
        {
            "lineage": str(line.lineage),
            "title": str(line),
            "amount": _text(given[line.lineage].amount),
            "comment": given[line.lineage].comment,
            **_filled({"commitments": _text(given[line.lineage].commitments or None)}),
        }
        for line in tree.lines
        if line.lineage in given
    ]


PARTS = {
    "texts": _texts,
    "results": _results,
    "activities": _activities,
    "risks": _risks,
    "evidence": _evidence,
    "money": _money,
    "checklist": _checklist,
}
