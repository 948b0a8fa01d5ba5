"""Keeping how projects stand: a row a project, computed anew from accepted reports, plans and the day."""

from django.db import transaction

from projects.models import Project

from ..models import Standing
from ..selectors.standings import standings_of

FIELDS = [field.name for field in Standing._meta.concrete_fields if not field.primary_key]
AT_A_TIME = 250  # projects of one round: memory stays small, queries few


@transaction.atomic
def renew_standing(project):
    """Compute how a project stands today and keep it; a project without a plan in force keeps none.

    Computed data: it changes nothing that a person wrote, so neither a rule is asked nor an audit row written.
    """
    return _renew([project.pk])


def renew_standings(on=None):
    """The same for every project; returns how many stand. By the clock each night, since days alone change lights."""
    keys = list(Project.objects.filter(plan__isnull=False).order_by("pk").values_list("pk", flat=True))
    return sum(_renew(keys[start : start + AT_A_TIME], on) for start in range(0, len(keys), AT_A_TIME))


@transaction.atomic
def _renew(keys, on=None):
    rows = standings_of(Project.objects.filter(pk__in=keys), on=on)
    Standing.objects.filter(project__in=keys).exclude(project__in=[row.project_id for row in rows]).delete()
    Standing.objects.bulk_create(rows, update_conflicts=True, update_fields=FIELDS, unique_fields=["project"])
    return len(rows)
