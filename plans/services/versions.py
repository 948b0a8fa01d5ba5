"""A plan's versions: begin, close, reopen, approve, amend."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import audit
from core.access import allows
from core.errors import DomainError, NotAllowed, StateConflict

from ..models import Plan, PlanVersion, ResultNode
from ..snapshot import content_hash
from .copying import copy_version

CHANGED = audit.action("plan.changed", _("changed"))
APPROVED = audit.action("plan.approved", _("approved"))
AMENDED = audit.action("plan.amended", _("started an amendment"))


@transaction.atomic
def create_plan(*, language, like=None):
    """A plan with its first draft version: empty (an objective without words), or with the rows of the version ``like``.

    Rows that are copied are other things from now on, with lineages of their own.
    """
    plan = Plan.objects.create(language=language)
    if like is None:
        version = PlanVersion.objects.create(plan=plan)
        ResultNode.objects.create(version=version, level=ResultNode.Level.OBJECTIVE, statement="")
    else:
        version = PlanVersion.objects.create(plan=plan, currency=like.currency, duration_months=like.duration_months)
        copy_version(like, version, fresh=True)
    return plan


def open_for_editing(version, by):
    """The locked version, if ``by`` may edit it and it is still open. Raises NotAllowed or StateConflict."""
    locked = PlanVersion.objects.select_for_update().get(pk=version.pk)
    locked.plan = version.plan  # what holds the plan is known already; its state changes together with the version's
    if not allows(by, "plans.edit", locked):
        raise NotAllowed(_("You may not change this plan."))
    if not locked.is_editable:
        raise StateConflict(_("This plan was submitted meanwhile and can no longer be changed."))
    return locked


@transaction.atomic
def set_duration(version, *, by, duration_months):
    """Set the duration in whole months (P06)."""
    version = open_for_editing(version, by)
    version.duration_months = duration_months
    version.save(update_fields=["duration_months"])
    audit.record(CHANGED, version, by=by, duration_months=duration_months)
    return version


@transaction.atomic
def amend(version, *, by, reason):
    """A draft of the next version that starts as the approved one stood, for what ``reason`` says (design 2.4).

    Rows keep their lineages. Raises NotAllowed; DomainError without a reason; StateConflict when the version is not
    in force or another amendment is open.
    """
    version = PlanVersion.objects.select_for_update().get(pk=version.pk)
    if not allows(by, "plans.amend", version):
        raise NotAllowed(_("You may not amend this plan."))
    if not reason.strip():
        raise DomainError(_("Say why the plan is amended."))
    if version.status != PlanVersion.Status.APPROVED:
        raise StateConflict(_("Only the version in force can be amended."))
    if PlanVersion.objects.filter(plan=version.plan_id, status__in=PlanVersion.OPEN).exists():
        raise StateConflict(_("An amendment of this plan is open already."))
    number = (
        PlanVersion.objects.filter(plan=version.plan_id).order_by("-number").values_list("number", flat=True)[0] + 1
    )
    draft = PlanVersion.objects.create(
        plan_id=version.plan_id, number=number, origin=PlanVersion.Origin.AMENDMENT, reason=reason.strip(),
        based_on=version, currency=version.currency, duration_months=version.duration_months,
    )  # fmt: skip
    copy_version(version, draft, fresh=False)
    audit.record(AMENDED, draft, by=by, comment=reason.strip())
    return draft


def _move(version, sources, status, **fields):
    """Lock and move a version between states; the caller is a step of what holds the plan, which checked who may."""
    version = PlanVersion.objects.select_for_update().get(pk=version.pk)
    if version.status not in sources:
        raise StateConflict(_("This plan has moved on since you opened it."))
    for name, value in {**fields, "status": status}.items():
        setattr(version, name, value)
    version.save(update_fields=["status", *fields])
    return version


def submit(version, *, by):
    """Close the open version for editing, together with the submission of what holds it."""
    return _move(
        version, PlanVersion.EDITABLE, PlanVersion.Status.SUBMITTED, submitted_by=by, submitted_at=timezone.now()
    )


def reopen(version, *, by):
    """Give a submitted version back for changes."""
    return _move(version, [PlanVersion.Status.SUBMITTED], PlanVersion.Status.RETURNED)


def withdraw(version, *, by):
    """Close an open version for good."""
    return _move(version, PlanVersion.OPEN, PlanVersion.Status.WITHDRAWN)


def seal(version, *, by):
    """What approving writes besides the status: signature and hash. The version approved before is superseded.

    Raises DomainError when ``by`` submitted it (four eyes).
    """
    if version.submitted_by_id == by.pk:
        raise DomainError(_("Who submitted a plan cannot approve it."))
    for old in PlanVersion.objects.select_for_update().filter(plan=version.plan_id, status=PlanVersion.Status.APPROVED):
        _move(old, [PlanVersion.Status.APPROVED], PlanVersion.Status.SUPERSEDED)
    return {"approved_by": by, "approved_at": timezone.now(), "content_hash": content_hash(version)}


def approve(version, *, by):
    """Freeze a submitted version: hash, signature, and from now on the database refuses changes."""
    signature = seal(version, by=by)
    version = _move(version, [PlanVersion.Status.SUBMITTED], PlanVersion.Status.APPROVED, **signature)
    audit.record(APPROVED, version, by=by, content_hash=version.content_hash)
    return version
