"""Keeping the IATI activities: each is written with its public record, in the same transaction."""

from funding.models import Theme

from ..iati.publishing import activity_values
from ..models import IatiActivity

WRITTEN = ["code", "xml", "findings", "blocking", "to_fix", "to_better", "is_exported", "exported_at", "changed_at"]


def keep(records):
    """Write the activities of saved public records anew; three queries for 500 of them.

    Called by ``services.records`` alone, within its transaction. A record keeps the code under which it was exported
    first.
    """
    themes = Theme.objects.in_bulk({record.theme_id for record in records} - {None})
    for record in records:
        record.theme = themes.get(record.theme_id)
    exported = IatiActivity.objects.filter(record__in=records, exported_at__isnull=False)
    first = {key: rest for key, *rest in exported.values_list("pk", "code", "exported_at")}
    IatiActivity.objects.bulk_create(
        [_activity(record, *first.get(record.pk, ("", None))) for record in records],
        batch_size=500,
        update_conflicts=True,
        unique_fields=["record"],
        update_fields=WRITTEN,
    )


def _activity(record, code, exported_at):
    values = activity_values(record, code=code)
    if values["is_exported"]:
        exported_at = exported_at or record.changed_at
    return IatiActivity(record=record, exported_at=exported_at, **values)
