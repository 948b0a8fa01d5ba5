"""What projects do when reference data change: public records hold the names of countries, themes and regions for searches."""

from funding.models import Country, Region, Theme

from .models import PublicRecord
from .services import refresh_all
from .services.records import renew_names


def reference_changed(row, changed):
    """Write the public records that name ``row`` anew where one of its names changed. Returns nothing to show."""
    if any(name.startswith(("name", "aliases")) for name in changed):
        lookups = {Country: "project__countries", Theme: "theme", Region: "region"}
        if lookup := lookups.get(type(row)):
            refresh_all(PublicRecord.objects.filter(**{lookup: row}).values_list("pk", flat=True))
        renew_names()
    return []
