"""Keeping the public records: each follows its project in the transaction of what changed it."""

from django.db import transaction
from django.utils import timezone

from ..models import Catalogue, Project, PublicRecord
from ..selectors.records import values_of


@transaction.atomic
def refresh(project):
    """Write the public record of a public project anew from what is approved now; nothing for one that is not public.

    Called by whatever changes approved facts: publication, import, an amendment in force, an accepted report. Returns
    the PublicRecord, or None. Raises nothing.
    """
    if not project.published_at:
        return None
    return _write(Project.objects.prefetch_related("countries").get(pk=project.pk), _next_revision())


@transaction.atomic
def refresh_all(keys):
    """The same for the public projects with these keys, one revision for all; returns how many."""
    keys = list(keys)
    if not keys:
        return 0
    revision = _next_revision()
    projects = Project.objects.public().filter(pk__in=keys).prefetch_related("countries")
    return len([_write(project, revision) for project in projects])


def refresh_missing():
    """Write the records of public projects that have none, as after an upgrade; returns how many."""
    return refresh_all(Project.objects.public().filter(record=None).values_list("pk", flat=True))


@transaction.atomic
def remove(project):
    """Take the record of a project away; readers of the catalogue then read it all anew."""
    deleted, _rows = PublicRecord.objects.filter(pk=project.pk).delete()
    if deleted:
        Catalogue.objects.filter(pk=1).update(removal=_next_revision())


@transaction.atomic
def renew_pages():
    """Have readers fetch the catalogue's pages anew: something beside the records changed that they show."""
    _next_revision()


def _next_revision():
    """The next number, under the lock that keeps numbers and commits in one order."""
    Catalogue.objects.get_or_create(pk=1)
    catalogue = Catalogue.objects.select_for_update().get(pk=1)
    catalogue.revision += 1
    catalogue.save()
    return catalogue.revision


def _write(project, revision):
    record, _is_new = PublicRecord.objects.update_or_create(
        project=project, defaults={**values_of(project), "revision": revision, "changed_at": timezone.now()}
    )
    return record
