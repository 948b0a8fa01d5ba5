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


def is_unchanged(report):
    """Whether an accepted report still says what was accepted; None for one that was never accepted."""
    return content_hash(report) == report.content_hash if report.content_hash else None


def _text(value):
    return None if value is None else str(value)


def _texts(report, tree):
    given = {row.key: row.text for row in report.texts.all()}
    known = list(sections_of(report.duty.kind))
    return {key: given[key] for key in [*known, *sorted(given.keys() - set(known))] if given.get(key)}


def _results(report, tree):
    given = {row.lineage: row for row in report.actuals.all()}
    return [
        {
            "lineage": str(indicator.lineage),
            "title": indicator.title,
            "value": _text(given[indicator.lineage].value),
            "comment": given[indicator.lineage].comment,
        }
        for indicator in tree.indicators
        if indicator.lineage in given
    ]


def _money(report, tree):
    given = {row.lineage: row for row in report.expenditures.all()}
    return [
        {
            "lineage": str(line.lineage),
            "title": str(line),
            "amount": _text(given[line.lineage].amount),
            "comment": given[line.lineage].comment,
        }
        for line in tree.lines
        if line.lineage in given
    ]


PARTS = {"texts": _texts, "results": _results, "money": _money}
