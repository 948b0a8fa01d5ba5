"""Delivering the results monitoring framework and work plan (R01), and the Fund's answer."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.services import officers
from core import audit
from core.access import allows
from core.errors import DomainError, NotAllowed, StateConflict
from notifications.services import notify

from ..models import Duty, FrameworkDelivery
from ..selectors.frameworks import obstacles_to_delivery
from ..workflow import FRAMEWORK
from .schedule import settle

DELIVERED = audit.action("framework.delivered", _("delivered the framework"))


@transaction.atomic
def deliver_framework(duty, *, by):
    """Hand in the framework and work plan of the plan in force for the duty R01. Returns the FrameworkDelivery.

    Raises NotAllowed unless ``by`` manages the project; StateConflict for another duty, and while one waits or holds;
    DomainError with all that the plan lacks.
    """
    duty = Duty.objects.select_for_update(of=("self",)).select_related("project").get(pk=duty.pk)
    if not allows(by, "monitoring.deliver_framework", duty):
        raise NotAllowed(_("Only the project manager delivers the framework."))
    if duty.kind != Duty.Kind.FRAMEWORK or duty.is_delivered:
        raise StateConflict(_("The framework was delivered already."))
    if obstacles := obstacles_to_delivery(duty):
        raise DomainError(obstacles)
    delivery = FrameworkDelivery.objects.create(duty=duty, version=duty.project.plan.approved, submitted_by=by)
    audit.record(DELIVERED, duty.project, by=by, version=str(delivery.version_id))
    _tell("framework.delivered", delivery, to=officers(), by=by)
    return delivery


@transaction.atomic
def return_framework(delivery, *, by, comment):
    """Return a framework to the project manager with what to change."""
    delivery = FRAMEWORK.apply(
        "return", delivery, by=by, comment=comment, note=comment, answered_by=by, answered_at=timezone.now()
    )
    _tell("framework.returned", delivery, to=[delivery.duty.project.manager], by=by, comment=comment)
    return delivery


@transaction.atomic
def accept_framework(delivery, *, by, comment=""):
    """Accept a framework: the duty was done on the day it was delivered."""
    delivery = FRAMEWORK.apply(
        "accept", delivery, by=by, comment=comment, note=comment, answered_by=by, answered_at=timezone.now()
    )
    settle(delivery.duty, by=by, on=timezone.localdate(delivery.submitted_at))
    _tell("framework.accepted", delivery, to=[delivery.duty.project.manager], by=by)
    return delivery


def _tell(kind, delivery, *, to, by, **params):
    project = delivery.duty.project
    notify(kind, delivery, to=to, actor=by, code=project.code, title=project.title, **params)
