"""Many invented public projects at once, for demonstrations and for measuring; never used for real ones."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit

from ..models import IatiIdentifier, Project
from . import records

SEEDED = audit.action("project.seeded", _("invented for demonstration"))
CLEARED = audit.action("project.cleared", _("took invented projects away"))


@transaction.atomic
def bring_in(composed):
    """Create public projects with their countries and records; one audit row for all. Returns how many.

    ``composed``: (unsaved Project, its countries, a function from the saved Project to its unsaved PublicRecord).
    """
    composed = list(composed)
    if not composed:
        return 0
    saved = Project.objects.bulk_create([project for project, _countries, _record_of in composed])
    places = Project.countries.through
    places.objects.bulk_create(
        places(project_id=project.pk, country_id=country.pk)
        for project, (_unsaved, countries, _record_of) in zip(saved, composed, strict=True)
        for country in countries
    )
    records.write_all(record_of(project) for project, (_p, _c, record_of) in zip(saved, composed, strict=True))
    audit.record(SEEDED, saved[0], by=None, created=len(saved))
    return len(saved)


@transaction.atomic
def take_away(keys):
    """Delete the invented projects with these keys and all that is public of them; returns how many.

    Their IATI identifiers go too: nobody outside has seen them. The database refuses that for real ones.
    """
    keys = list(keys)
    if not keys:
        return 0
    records.remove_all(keys)
    first = Project.objects.get(pk=keys[0])
    audit.record(CLEARED, first, by=None, deleted=len(keys))
    Project.countries.through.objects.filter(project__in=keys).delete()
    IatiIdentifier.objects.filter(project__in=keys).delete()
    Project.objects.filter(pk__in=keys).delete()
    return len(keys)
