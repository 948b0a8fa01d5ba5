"""Keeping the public records: each follows its project in the transaction of what changed it.

Whatever else is derived from a record (a table for searching, a file for machines) is written in ``_write``, in bulk:
there is no other place where rows of records are written.
"""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from ..models import Catalogue, Project, PublicRecord
from ..selectors.records import values_of
from . import activities, changes, search, telling

AT_ONCE = 500  # records in memory


@transaction.atomic
def refresh(project):
    """Write the public record of a public project anew from what is approved now; nothing for one that is not public.

    Called by whatever changes approved facts: publication, import, an amendment in force, an accepted report. Returns
    the PublicRecord, or None. Raises nothing.
    """
    if not project.published_at:
        return None
    refresh_all([project.pk])
    return PublicRecord.objects.filter(pk=project.pk).first()


@transaction.atomic
def refresh_all(keys):
    """The same for the public projects with these keys, one revision for all; returns how many."""
    keys, written = list(keys), 0
    if not keys:
        return 0
    revision = _next_revision()  # before the facts are read: who comes second reads what the first has committed
    for start in range(0, len(keys), AT_ONCE):
        projects = Project.objects.public().filter(pk__in=keys[start : start + AT_ONCE])
        projects = projects.select_related("plan", "application").prefetch_related(
            "countries", "publications__redactions", "application__partners"
        )
        written += _write([PublicRecord(project=project, **values_of(project)) for project in projects], revision)
    return written


def refresh_missing():
    """Write the records of public projects that lack one, or its activity or texts, as after an upgrade; returns how many."""
    missing = Q(record=None) | Q(record__activity=None) | Q(record__search=None)
    return refresh_all(Project.objects.public().filter(missing).values_list("pk", flat=True))


@transaction.atomic
def write_all(records):
    """Write these unsaved PublicRecords of public projects as they are, one revision for all; returns how many.

    For demonstration data, whose facts stand nowhere else.
    """
    return _write(list(records), _next_revision())


@transaction.atomic
def remove(project):
    """Take the record of a project away; readers of the catalogue then read it all anew."""
    return remove_all([project.pk])


@transaction.atomic
def remove_all(keys):
    """The same for the projects with these keys; returns how many had a record."""
    keys = list(keys)
    if not keys:
        return 0
    revision = _next_revision()
    telling.take_back(PublicRecord.objects.filter(pk__in=keys))
    _deleted, rows = PublicRecord.objects.filter(pk__in=keys).delete()
    if removed := rows.get(PublicRecord._meta.label, 0):
        Catalogue.objects.filter(pk=1).update(removal=revision)
    return removed


@transaction.atomic
def renew_names():
    """Have every process read anew what things are called and which words mean the same; the records stay as they are."""
    revision = _next_revision()  # also before anything is published: code lists and places can be read already
    Catalogue.objects.filter(pk=1).update(removal=revision)


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


def _write(records, revision):
    """Insert or update ``records`` and all that hangs on them; the one place for both. Returns how many."""
    now = timezone.now()
    for record in records:
        record.revision, record.changed_at = revision, now
    changes.note(records, revision)
    # asked for now, not when the module is read: then the fields of the three languages are not there yet
    fields = [field.name for field in PublicRecord._meta.concrete_fields if not field.primary_key]
    PublicRecord.objects.bulk_create(
        records, update_conflicts=True, unique_fields=["project"], update_fields=fields, batch_size=AT_ONCE
    )
    activities.keep(records)
    search.keep(records)
    return len(records)
