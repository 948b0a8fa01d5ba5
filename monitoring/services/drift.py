"""Looking every night whether the places that say what projects spent and reached agree."""

from django.db import transaction
from django.utils import timezone

from accounts.roles import Role
from accounts.selectors import people_in
from notifications.services import notify

from ..models import Drift
from ..selectors.drift import checked_projects, disagreements


def check_money():
    """Compare the figures of all projects; returns the open ``Drift``\\ s.

    What does not agree is kept until it is put right; administrators are told of each once.
    """
    for project in checked_projects():
        _check(project)
    return list(Drift.objects.open().select_related("project"))


@transaction.atomic
def _check(project):
    """Compare one project and keep what does not agree."""
    found = disagreements(project)
    if found:  # a report may have been accepted between two reads: what is wrong is so twice
        again = set(disagreements(project))
        found = [one for one in found if one in again]
    now, seen = timezone.now(), set()
    for one in found:
        values = {"expected": one.expected, "found": one.found, "last_seen_at": now}
        where = {"project": project, "check_code": one.check_code, "key": one.key, "ended_at": None}
        drift, is_new = Drift.objects.update_or_create(**where, defaults=values)
        seen.add(drift.pk)
        if is_new:
            _tell(drift)
    Drift.objects.open().filter(project=project).exclude(pk__in=seen).update(ended_at=now)


def _tell(drift):
    facts = {"expected": drift.expected, "found": drift.found, "code": drift.project.code or drift.project.address}
    notify("money.drift", drift, to=people_in(Role.ADMINISTRATOR), once=f"drift:{drift.pk}", **facts)
