"""Writes about people, organisations and roles."""

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import audit
from core.access import allows
from core.errors import DomainError, NotAllowed

from .demo import DEMO_PEOPLE
from .models import Organisation, RoleGrant, User
from .roles import REGIONAL

SIGNED_UP = audit.action("person.signed_up", gettext_lazy("signed up as"))
PERSON_ADDED = audit.action("person.added", gettext_lazy("added the person"))
PERSON_CHANGED = audit.action("person.changed", gettext_lazy("changed the account of"))
ADDRESS_CONFIRMED = audit.action("person.address_confirmed", gettext_lazy("confirmed the e-mail address of"))
PASSWORD_CHANGED = audit.action("person.password_changed", gettext_lazy("changed the password of"))
ORGANISATION_CREATED = audit.action("organisation.created", gettext_lazy("added the organisation"))
ORGANISATION_CHANGED = audit.action("organisation.changed", gettext_lazy("changed the organisation"))
ROLE_GRANTED = audit.action("role.granted", gettext_lazy("gave the role"))
ROLE_REVOKED = audit.action("role.revoked", gettext_lazy("ended the role"))

FLAGS = {"is_active", "is_staff", "is_superuser"}
ADMINISTERED = {"name", "organisation", "language", *FLAGS}
DESCRIBED = {"address", "website", "registration_number"}
_role_effects = []


def on_role_change(effect):
    """Run ``effect(grant, action, by=…)`` in the transaction of each change of roles. Called from ``apps.py``."""
    if effect not in _role_effects:
        _role_effects.append(effect)


@transaction.atomic
def sign_up(*, email, password, name, organisation_name, organisation_kind, language):
    """Create an account whose address is yet to be confirmed; returns the person.

    Raises:
        IntegrityError: the address has an account already (a second request was quicker).
    """
    user = User.objects.create_user(email, password, name=" ".join(name.split()), language=language)
    user.organisation = find_or_create_organisation(organisation_name, organisation_kind, by=user)
    user.save(update_fields=["organisation"])
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=False)
    audit.record(SIGNED_UP, user, by=user, language=language)
    return user


@transaction.atomic
def find_or_create_organisation(name, kind, *, by, country_code=""):
    """The organisation of this name in any case, in this country, or a new one of this ``kind``."""
    name = " ".join(name.split())
    found = Organisation.objects.filter(name__iexact=name, country_code=country_code).first()
    if found:
        return found
    try:
        with transaction.atomic():
            created = Organisation.objects.create(name=name, kind=kind, country_code=country_code)
    except IntegrityError:  # somebody else was quicker
        return Organisation.objects.get(name__iexact=name, country_code=country_code)
    audit.record(ORGANISATION_CREATED, created, by=by, kind=kind)
    return created


@transaction.atomic
def change_organisation(organisation, *, by, **changes):
    """Set name, kind or country code of an organisation.

    Raises:
        NotAllowed: ``by`` does not manage people.
    """
    _require_manager(by)
    return _change(organisation, changes, {"name", "kind", "country_code"}, ORGANISATION_CHANGED, by)


@transaction.atomic
def describe_organisation(organisation, *, by, **facts):
    """Set ``DESCRIBED`` facts of the organisation that ``by`` works for; name and kind are the administrators' to change.

    Raises:
        NotAllowed: ``by`` does not work for it.
    """
    if not allows(by, "accounts.describe_organisation", organisation):
        raise NotAllowed(_("You may not do this."))
    return _change(organisation, facts, DESCRIBED, ORGANISATION_CHANGED, by)


@transaction.atomic
def update_profile(user, *, by, name, organisation_name, organisation_kind, language, job_title="", phone=""):
    """Change what a person says about themselves.

    Raises:
        NotAllowed: ``by`` is somebody else.
    """
    if by.pk != user.pk:
        raise NotAllowed(_("You may not do this."))
    organisation = find_or_create_organisation(organisation_name, organisation_kind, by=by)
    changes = {"name": " ".join(name.split()), "organisation": organisation, "language": language}
    changes |= {"job_title": job_title, "phone": phone}
    return _change(user, changes, set(changes), PERSON_CHANGED, by)


@transaction.atomic
def add_person(*, by, email, name, organisation=None, language="en"):
    """Create an account without a password; the person chooses one through "Forgot your password?".

    Raises:
        NotAllowed: ``by`` does not manage people.
    """
    _require_manager(by)
    user = User.objects.create_user(email, name=name, organisation=organisation, language=language)
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=False)
    audit.record(PERSON_ADDED, user, by=by)
    return user


@transaction.atomic
def change_person(user, *, by, **changes):
    """Change an account as an administrator: ``ADMINISTERED`` fields only.

    Raises:
        NotAllowed: ``by`` does not manage people, touches their own flags, or is no superuser and touches one.
    """
    _require_manager(by)
    stored = User.objects.get(pk=user.pk)
    flags = {name for name in FLAGS & set(changes) if getattr(stored, name) != changes[name]}
    if flags and by.pk == user.pk:
        raise NotAllowed(_("You may not change your own access."))
    if (flags - {"is_active"} or stored.is_superuser) and not by.is_superuser:
        raise NotAllowed(_("Only a superuser may open the administration to somebody."))
    return _change(user, changes, ADMINISTERED, PERSON_CHANGED, by)


@transaction.atomic
def set_password(user, password, *, by):
    """Give ``user`` a new, already validated password."""
    user.set_password(password)
    user.save(update_fields=["password"])
    audit.record(PASSWORD_CHANGED, user, by=by)


@transaction.atomic
def record_confirmed_address(user, *, by):
    """Note in the trail that the address of ``user`` was confirmed (allauth has written it)."""
    audit.record(ADDRESS_CONFIRMED, user, by=by)


@transaction.atomic
def grant_role(user, role, *, by, region_code="", reason, valid_from=None, valid_to=None):
    """Give ``user`` a role from a day on (default: today) and tell them; returns the grant.

    Raises:
        NotAllowed: ``by`` does not manage people, or is ``user``.
        DomainError: no reason, a region missing or too many, an end before the start, or the role is there already.
    """
    _require_manager_of_other(user, by)
    if not reason.strip():
        raise DomainError(_("Say why: a reason is required."))
    if (role in REGIONAL) != bool(region_code):
        raise DomainError(_("Endorsers have a region, other roles have none."))
    valid_from = valid_from or timezone.localdate()
    if valid_to and valid_to <= valid_from:
        raise DomainError(_("The role must end after it begins."))
    User.objects.select_for_update().get(pk=user.pk)
    if user.role_grants.in_force(valid_from).filter(role=role, region_code=region_code).exists():
        raise DomainError(_("The person has this role already."))
    return _grant(user, role, by=by, region_code=region_code, reason=reason, valid_from=valid_from, valid_to=valid_to)


@transaction.atomic
def revoke_role(grant, *, by, reason):
    """End a role today, at once, and tell the person; the row stays as history.

    Raises:
        NotAllowed: ``by`` does not manage people, or the role is their own.
        DomainError: no reason, or the role has ended.
    """
    _require_manager_of_other(grant.user, by)
    if not reason.strip():
        raise DomainError(_("Say why: a reason is required."))
    locked = RoleGrant.objects.select_for_update().get(pk=grant.pk)
    if locked.valid_to and locked.valid_to <= timezone.localdate():
        raise DomainError(_("This role has ended already."))
    locked.valid_to = max(timezone.localdate(), locked.valid_from)
    locked.save(update_fields=["valid_to"])
    _after_role_change(locked, ROLE_REVOKED, by=by, reason=reason)
    return locked


@transaction.atomic
def ensure_demo_people():
    """Create the people of the demonstration who are missing, with their roles; returns all of them."""
    return [_ensure_demo_person(person) for person in DEMO_PEOPLE]


def _ensure_demo_person(person):
    user = User.objects.filter(email=person.email).first()
    if user is None:
        flags = {"is_staff": person.is_administrator, "is_superuser": person.is_administrator}
        user = User.objects.create_user(person.email, name=person.name, language=person.language, **flags)
        user.organisation = find_or_create_organisation(person.organisation, person.kind, by=None)
        user.save(update_fields=["organisation"])
        EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
        audit.record(PERSON_ADDED, user, by=None)
    if person.role and not user.role_grants.in_force().filter(role=person.role).exists():
        _grant(user, person.role, by=None, region_code=person.region_code, reason="Demonstration", tell=False)
    return user


def _grant(user, role, *, by, reason, tell=True, **fields):
    grant = RoleGrant.objects.create(user=user, role=role, granted_by=by, reason=reason.strip(), **fields)
    _after_role_change(grant, ROLE_GRANTED, by=by, reason=reason, tell=tell)
    return grant


def _after_role_change(grant, action, *, by, reason, tell=True):
    for cached in ("current_grants", "capabilities"):
        grant.user.__dict__.pop(cached, None)
    audit.record(action, grant, by=by, comment=reason, role=grant.role, region=grant.region_code)
    for effect in _role_effects if tell else []:
        effect(grant, action, by=by)


def _change(obj, changes, allowed, action, by):
    """Write the changed ones of ``changes`` under lock; the trail names the fields, not what people wrote in them."""
    if unknown := set(changes) - allowed:
        raise KeyError(f"not to be changed here: {sorted(unknown)}")
    locked = obj._meta.model.objects.select_for_update(of=("self",)).get(pk=obj.pk)
    changed = sorted(name for name, value in changes.items() if getattr(locked, name) != value)
    if changed:
        for name in changed:
            setattr(locked, name, changes[name])
        locked.full_clean(exclude={field.name for field in locked._meta.fields} - set(changed))
        locked.save(update_fields=changed)
        audit.record(action, locked, by=by, fields=changed)
    return locked


def _require_manager(by):
    if not allows(by, "accounts.manage_people"):
        raise NotAllowed(_("Only administrators may do this."))


def _require_manager_of_other(user, by):
    _require_manager(by)
    if by.pk == user.pk:
        raise NotAllowed(_("Nobody may change their own roles."))
