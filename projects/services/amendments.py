"""Amending a running project: the manager asks, the Regional Office confirms, a third person of the Fund approves."""

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role
from accounts.selectors import people_in
from applications.services import officers
from core import audit
from core.access import allows
from core.errors import StateConflict
from notifications.services import notify
from plans import services as plans
from plans.models import PlanVersion

from ..models import Project
from ..selectors import is_too_late, lateness_of
from ..workflow import AMENDMENT
from . import records
from .terms import set_terms

EXTENDED = audit.action("project.extended", _("extended the project"))
UNCONFIRMED = {"confirmed_by": None, "confirmed_at": None, "confirmation_comment": ""}


def _tell(kind, version, *, to, by, **params):
    code = version.plan.project.code
    notify(f"amendment.{kind}", version, to=to, actor=by, code=code, number=version.number, **params)


def _endorsers(version):
    return people_in(Role.ENDORSER, region_code=version.plan.project.region_id)


def _as_seen(version, seen):
    """The locked version. Raises StateConflict when it was submitted anew since the person opened it.

    ``seen``: the moment of the submission that they read, as text; None: not asked.
    """
    locked = PlanVersion.objects.select_for_update().get(pk=version.pk)
    if seen is not None and seen != as_token(locked):
        raise StateConflict(_("This has changed since you opened it. Look at its present state and try again."))
    return locked


def as_token(version):
    """What pages that decide on an amendment send back, so that nobody decides on another submission than they read."""
    return version.submitted_at.isoformat() if version.submitted_at else ""


@transaction.atomic
def amend(project, *, by, comment, kinds, duration_months=None):
    """Start an amendment of the project's plan: a copy of the version in force, for the reason in ``comment``.

    ``kinds``: what is asked, of ``Amendment.Kind``; ``duration_months``: for an extension the whole new duration. Raises
    NotAllowed unless ``by`` manages the running project; StateConflict while another amendment is open; DomainError for
    terms that cannot be.
    """
    version = plans.amend(project.plan.approved, by=by, reason=comment)
    return set_terms(version, by=by, kinds=kinds, duration_months=duration_months)


@transaction.atomic
def submit_amendment(version, *, by):
    """Send an amendment to the Regional Office and the Fund; the first time counts for R08.

    Raises DomainError with all that stands in the way (``obstacles``: B12 and others).
    """
    version = AMENDMENT.apply("submit", version, by=by, submitted_by=by, submitted_at=timezone.now())
    amendment = version.amendment
    if amendment.requested_on is None:
        late = lateness_of(version)
        amendment.requested_on = timezone.localdate()
        amendment.last_day = late.limit.value if late and late.limit else None
        amendment.save(update_fields=["requested_on", "last_day"])
    _tell("submitted", version, to=[*officers(), *_endorsers(version)], by=by, reason=version.reason)
    return version


@transaction.atomic
def confirm_amendment(version, *, by, comment="", seen=None):
    """Say for the Regional Office that the change is agreed (R07). Once; whoever confirms does not approve."""
    version = AMENDMENT.apply("confirm", _as_seen(version, seen), by=by, comment=comment)
    values = {"confirmed_by": by, "confirmed_at": timezone.now(), "confirmation_comment": comment.strip()}
    _write(version.amendment, **values)
    _tell("confirmed", version, to=[*officers(), version.plan.project.manager], by=by, comment=comment.strip())
    return version


def _write(amendment, **values):
    for name, value in values.items():
        setattr(amendment, name, value)
    amendment.save(update_fields=list(values))


@transaction.atomic
def return_amendment(version, *, by, comment, seen=None):
    """Give an amendment back to the manager with what to change. The region's confirmation falls away."""
    version = AMENDMENT.apply("return", _as_seen(version, seen), by=by, comment=comment)
    _write(version.amendment, **UNCONFIRMED)
    _tell("returned", version, to=[version.plan.project.manager], by=by, comment=comment)
    return version


@transaction.atomic
def approve_amendment(version, *, by, comment="", override_reason="", seen=None):
    """Freeze an amendment; the version in force until now is superseded in the same transaction.

    ``override_reason``: why a late one is allowed (R08). An extension moves the project's end; reports keep the version
    they were written against. Neither the project's amount nor the ledger changes. Raises DomainError when ``by``
    submitted it, without both agreements (R07), or when the rules are no longer met.
    """
    version = _as_seen(version, seen)
    is_open = version.status == PlanVersion.Status.SUBMITTED and allows(by, "plans.approve", version)
    data = _carry_out(version, by, override_reason.strip()) if is_open else {}
    signature = plans.seal(version, by=by)  # the old version steps back first: only one may be in force
    data["content_hash"] = signature["content_hash"]
    version = AMENDMENT.apply("approve", version, by=by, comment=comment, data=data, **signature)
    project = version.plan.project
    records.refresh(project)
    ends_on = project.ends_on.isoformat() if version.amendment.extends else ""
    to = [project.manager, project.application.owner, *_endorsers(version)]
    _tell("approved", version, to=to, by=by, ends_on=ends_on)
    return version


def _carry_out(version, by, override_reason):
    """What approval writes besides the plan, before the step: it freezes the amendment, and its effects read the dates.

    A refusal of the step undoes it. Returns what the audit row says of it.
    """
    amendment, data = version.amendment, {}
    if override_reason and is_too_late(version):
        _write(amendment, override_reason=override_reason, overridden_by=by)
        data["late"] = override_reason
    if amendment.extends:
        project = Project.objects.select_for_update().get(plan=version.plan_id)
        months = version.duration_months
        project.ends_on = project.starts_on + relativedelta(months=months, days=-1)
        project.end_year = project.ends_on.year
        project.save(update_fields=["ends_on", "end_year", "changed_at"])
        data["ends_on"] = project.ends_on.isoformat()
        audit.record(EXTENDED, project, by=by, ends_on=data["ends_on"], version=version.number)
    return data


@transaction.atomic
def withdraw_amendment(version, *, by, comment):
    """Close an open amendment for good; the version in force stays. Who was told of it is told."""
    was_sent = version.submitted_at is not None
    version = AMENDMENT.apply("withdraw", version, by=by, comment=comment)
    _write(version.amendment, **UNCONFIRMED)
    if was_sent:
        _tell("withdrawn", version, to=[*officers(), *_endorsers(version)], by=by, comment=comment)
    return version
