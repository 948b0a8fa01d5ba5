"""Contacts and partners of a proposal (template, cover)."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit
from core.errors import DomainError, StateConflict

from ..models import Partner
from .proposals import editable

CONTACTS_CHANGED = audit.action("application.contacts_changed", _("changed the contacts"))
PARTNER_ADDED = audit.action("application.partner_added", _("added a partner"))
PARTNER_CHANGED = audit.action("application.partner_changed", _("changed a partner"))
PARTNER_REMOVED = audit.action("application.partner_removed", _("removed a partner"))

MOST = 40


@transaction.atomic
def change_contacts(application, *, by, revision, **fields):
    """Change the contact person and the focal point, opened at ``revision``. Raises StateConflict for an old one."""
    application = editable(application, by, "cover")
    if application.revision != revision:
        raise StateConflict(_("The cover was changed elsewhere while you had it open. Your entries are still below."))
    for name, value in fields.items():
        setattr(application, name, value)
    application.revision += 1
    application.save(update_fields=[*fields, "revision"])
    audit.record(CONTACTS_CHANGED, application, by=by, fields=sorted(fields))
    return application


@transaction.atomic
def keep_partner(partner, *, by, application=None, **fields):
    """Change a partner, or with None add one to ``application``. Raises DomainError for a name that is there already."""
    application = editable(partner.application if partner else application, by, "cover")
    twins = application.partners.filter(name__iexact=fields["name"])
    if (twins.exclude(pk=partner.pk) if partner else twins).exists():
        raise DomainError(_("This partner is in the list already."))
    if partner is None and application.partners.count() >= MOST:
        raise DomainError(_("A proposal has at most 40 partners."))
    action = PARTNER_CHANGED if partner else PARTNER_ADDED
    partner = Partner(application=application) if partner is None else Partner.objects.get(pk=partner.pk)
    for name, value in fields.items():
        setattr(partner, name, value)
    partner.save()
    audit.record(action, application, by=by, partner=partner.name)
    return partner


@transaction.atomic
def remove_partner(partner, *, by):
    """Take a partner out of the draft."""
    application = editable(partner.application, by, "cover")
    audit.record(PARTNER_REMOVED, application, by=by, partner=partner.name)
    partner.delete()
