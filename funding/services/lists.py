"""Writing the dated lists of eligible states: kept as drafts, published by a second person."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import audit
from core.access import allows
from core.errors import DomainError, NotAllowed, StateConflict
from core.models import AuditEvent
from notifications.services import notify

from ..models import Country, EligibilityList, FundingLine

LIST_KEPT = audit.action("eligibility_list.kept", _("changed the list"))
LIST_PUBLISHED = audit.action("eligibility_list.published", _("published the list"))


@transaction.atomic
def keep_list(eligibility_list, *, by, countries=None, changed=(), origin=""):
    """Save a draft with its states (rule E08) and return it.

    ``countries`` are rows or ISO codes; None leaves them as they are. ``changed`` names the fields that differ and
    ``origin`` the file that they were read from, for the trail.

    Raises:
        NotAllowed: ``by`` does not keep the rulebook.
        StateConflict: the list is published meanwhile.
        ValidationError: a field or the code of a country is wrong.
    """
    if not allows(by, "funding.keep"):
        raise NotAllowed(_("You may not change the reference data."))
    row = eligibility_list
    if row.pk and EligibilityList.objects.select_for_update().get(pk=row.pk).is_published:
        raise StateConflict(_("A published list does not change. Add a new one."))
    if row._state.adding and row.line_id:  # two people who add a draft for one day wait for each other
        FundingLine.objects.select_for_update().filter(pk=row.line_id).first()
    row.changed_by = by
    row.full_clean()
    row.save()
    facts = {"fields": sorted(changed)} | ({"origin": origin} if origin else {})
    if countries is not None:
        facts |= _set_countries(row, countries)
    audit.record(LIST_KEPT, row, by=by, **facts)
    return row


def _set_countries(row, countries):
    """Make ``countries`` the states of a draft; returns who came and who went, for the trail."""
    wanted = {getattr(country, "pk", country) for country in countries}
    known = set(Country.objects.filter(pk__in=wanted).values_list("pk", flat=True))
    if unknown := sorted(wanted - known):
        text = _("No country has the code %(codes)s.")
        raise ValidationError({"countries": text % {"codes": ", ".join(map(str, unknown))}})
    before = set(row.countries.order_by().values_list("pk", flat=True))
    row.countries.set(wanted)
    return {"added": sorted(wanted - before), "removed": sorted(before - wanted)}


def import_list(*, by, line, effective_from, source, is_complete, codes, origin):
    """Keep the states of a file as a draft (rule E08) and return it; all of them or, where anything is refused, none.

    ``line`` is a number, ``codes`` are ISO codes, ``origin`` is the file's name and SHA-256. Raises as ``keep_list`` does.
    """
    row = EligibilityList(line_id=line, effective_from=effective_from, is_complete=is_complete)
    row.source_en = row.source = source  # English stands in for languages in which nobody has written it
    return keep_list(row, by=by, countries=codes, changed=["countries"], origin=origin)


def editors_of_list(eligibility_list):
    """Ids of the people who added or changed a list, from its rows in the audit trail."""
    events = AuditEvent.objects.about(eligibility_list).exclude(action=LIST_PUBLISHED)
    return set(events.exclude(actor=None).values_list("actor_id", flat=True)) | {eligibility_list.changed_by_id} - {
        None
    }


def corrects(eligibility_list):
    """Whether a list of the same line is published for the same day, so that publishing this one replaces it."""
    same = EligibilityList.objects.published().filter(
        line=eligibility_list.line_id, effective_from=eligibility_list.effective_from
    )
    return same.exclude(pk=eligibility_list.pk).exists()


@transaction.atomic
def publish_list(eligibility_list, *, by, is_correction=False):
    """Publish a draft (rule E08): it counts from its first day on and never changes again. Tells who worked on it.

    A list already published for the same line and day stays, but counts no longer: of two the later publication wins,
    which ``is_correction`` confirms.

    Raises:
        NotAllowed: ``by`` may not publish, or has changed the draft: a second person does it.
        StateConflict: it is published already.
        DomainError: it names nobody, or a country of no region of the Fund; or corrects a list and nobody confirmed it.
    """
    FundingLine.objects.select_for_update().get(pk=eligibility_list.line_id)  # one publication of a line at a time
    locked = EligibilityList.objects.select_for_update(of=("self",)).select_related("line").get(pk=eligibility_list.pk)
    if not allows(by, "funding.publish"):
        raise NotAllowed(_("You may not publish lists."))
    if locked.is_published:
        raise StateConflict(_("This list is published already."))
    editors = editors_of_list(locked)
    if by.pk in editors:
        raise NotAllowed(_("You changed this list. Somebody else must publish it."))
    countries = list(locked.countries.select_related("region"))
    _refuse_unfit(locked, countries, is_correction=is_correction)
    locked.status, locked.published_by, locked.published_at = EligibilityList.Status.PUBLISHED, by, timezone.now()
    locked.save(update_fields=["status", "published_by", "published_at"])
    codes = sorted(country.pk for country in countries)
    audit.record(LIST_PUBLISHED, locked, by=by, countries=codes, is_correction=is_correction)
    _tell(locked, editors, by)
    return locked


def _refuse_unfit(row, countries, *, is_correction):
    """Raise DomainError with everything that keeps a list from being published."""
    obstacles = []
    if not countries:
        obstacles.append(_("The list names no country."))
    if homeless := [country.name for country in countries if country.region_id is None]:
        obstacles.append(_("%(countries)s: belongs to no region of the Fund.") % {"countries": ", ".join(homeless)})
    if corrects(row) and not is_correction:
        text = _(
            "A list of this line is published for the same day. Confirm that this one corrects it: from then on it counts "
            "instead."
        )
        obstacles.append(text)
    if obstacles:
        raise DomainError(obstacles)


def _tell(row, editors, by):
    people = row._meta.get_field("changed_by").related_model.objects.filter(pk__in=editors)
    effective_on = row.effective_from.isoformat()
    notify("eligibility_list.published", row, to=people, actor=by, line=row.line_id, effective_on=effective_on)
