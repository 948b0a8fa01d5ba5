"""Writing the dated lists of eligible states."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import audit
from core.access import allows
from core.errors import DomainError, NotAllowed, StateConflict

from ..models import EligibilityList

LIST_KEPT = audit.action("eligibility_list.kept", _("changed the list"))
LIST_PUBLISHED = audit.action("eligibility_list.published", _("published the list"))


@transaction.atomic
def keep_list(row, *, by, changed):
    """Save a draft of a list (``changed``: names of its fields). Raises NotAllowed, and StateConflict once it is published."""
    if not allows(by, "funding.keep"):
        raise NotAllowed(_("You may not change the reference data."))
    if row.pk and EligibilityList.objects.select_for_update().get(pk=row.pk).is_published:
        raise StateConflict(_("A published list does not change. Add a new one."))
    row.changed_by = by
    row.full_clean()
    row.save()
    audit.record(LIST_KEPT, row, by=by, fields=sorted(changed))
    return row


@transaction.atomic
def publish_list(eligibility_list, *, by):
    """Publish a draft; it counts from its first day on and never changes again.

    Raises NotAllowed (also for whoever changed it last: a second person publishes), StateConflict when it is published
    already, and DomainError for a list without countries or with one that belongs to no region of the Fund.
    """
    locked = EligibilityList.objects.select_for_update().get(pk=eligibility_list.pk)
    if not allows(by, "funding.publish"):
        raise NotAllowed(_("You may not publish lists."))
    if locked.is_published:
        raise StateConflict(_("This list is published already."))
    if by.pk == locked.changed_by_id:
        raise NotAllowed(_("You changed this list. Somebody else must publish it."))
    countries = list(locked.countries.all())
    if not countries:
        raise DomainError(_("The list names no country."))
    if homeless := [country.name for country in countries if country.region_id is None]:
        raise DomainError(_("%(countries)s: belongs to no region of the Fund.") % {"countries": ", ".join(homeless)})
    locked.status, locked.published_by, locked.published_at = EligibilityList.Status.PUBLISHED, by, timezone.now()
    locked.save(update_fields=["status", "published_by", "published_at"])
    audit.record(LIST_PUBLISHED, locked, by=by, countries=sorted(country.pk for country in countries))
    return locked
