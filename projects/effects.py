"""What projects do when reference data change: public records hold the names of countries, themes and regions for searches."""

from funding.models import Country, FundingLine, Goal, Region, Theme

from .models import PublicRecord
from .services import refresh_all
from .services.records import renew_names, renew_pages


def reference_changed(row, changed):
    """Write the public records that name ``row`` anew where one of its names changed. Returns nothing to show."""
    lookups = {Country: "project__countries", Theme: "theme", Region: "region"}
    lookup = lookups.get(type(row))
    if lookup and any(name.startswith(("name", "aliases")) for name in changed):
        refresh_all(PublicRecord.objects.filter(**{lookup: row}).values_list("pk", flat=True))
    if lookup or isinstance(row, (FundingLine, Goal)):
        renew_names()  # their order, their place on the map
    return []


def reference_loaded():
    """Write all public records anew after the reference data were overwritten. Returns nothing to show."""
    refresh_all(PublicRecord.objects.values_list("pk", flat=True))
    renew_names()
    return []


def article_changed(article):
    """Have readers fetch pages anew that lead to a news article. Returns nothing to show."""
    renew_pages()
    return []
