"""Keeping the IATI activities: each is written with its public record, in the same transaction."""

from funding.models import Theme

from ..iati.publishing import activity_values
from ..models import IatiActivity, IatiIdentifier
from ..selectors.activities import codes_of, identifiers_for

WRITTEN = ["code", "xml", "findings", "blocking", "to_fix", "to_better", "is_exported", "exported_at", "changed_at"]


def keep(records):
    """Write the activities of saved public records anew; three queries for 500 of them, one more for new identifiers.

    Called by ``services.records`` alone, within its transaction. A project gets its identifier when it is exported first,
    and keeps it for good.
    """
    themes = Theme.objects.in_bulk({record.theme_id for record in records} - {None})
    for record in records:
        record.theme = themes.get(record.theme_id)
    identifiers = identifiers_for(records)
    codes = codes_of(records, identifiers)
    activities = [IatiActivity(record=one, **activity_values(one, code=codes[one.pk])) for one in records]
    given = {one.project_id: one for one in identifiers}
    new = [
        IatiIdentifier(project_id=one.pk, code=one.code, given_at=one.changed_at)
        for one in activities
        if one.is_exported and one.pk not in given
    ]
    IatiIdentifier.objects.bulk_create(new, batch_size=500)
    given |= {one.project_id: one for one in new}
    for activity in activities:
        activity.exported_at = given[activity.pk].given_at if activity.pk in given else None
    IatiActivity.objects.bulk_create(
        activities, batch_size=500, update_conflicts=True, unique_fields=["record"], update_fields=WRITTEN
    )
