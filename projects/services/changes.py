"""Noting what happens to public records, in the transaction of it."""

from ..models import PublicRecord, RecordChange

COMPARED = ["state", "results", "corrections", "has_evaluation"]


def note(records, revision):
    """Note what these records, not yet written, change in a revision; returns how many changes. Two queries for all."""
    before = PublicRecord.objects.only(*COMPARED).in_bulk([record.pk for record in records])
    changes = [
        RecordChange(record_id=record.pk, revision=revision, kind=kind)
        for record in records
        for kind in _kinds(before.get(record.pk), record)
    ]
    return len(RecordChange.objects.bulk_create(changes, batch_size=500))


def _kinds(before, after):
    """What a reader would call news; other changes (a corrected comma, a new partner) are none."""
    kind = RecordChange.Kind
    if before is None:
        return [kind.PUBLISHED]
    found = {
        kind.STATE: before.state != after.state,
        kind.RESULTS: after.has_results and _actuals(before) != _actuals(after),
        kind.EVALUATION: after.has_evaluation and not before.has_evaluation,
        kind.CORRECTION: len(after.corrections) > len(before.corrections),
    }
    return [kind for kind, happened in found.items() if happened]


def _actuals(record):
    """What was reached when. Only that: a release that keeps more of it must not tell followers of new results."""
    return {
        row["lineage"]: [
            tuple(one.get(name) or "" for name in ("from", "to", "value", "words")) for one in row["actuals"]
        ]
        for row in record.indicators
        if row["actuals"]
    }
