"""Amending the plan of a running project: the manager writes, a second person of the Fund approves."""

from django.db import transaction
from django.utils import timezone

from accounts.roles import Role
from accounts.selectors import people_in
from applications.services import officers
from notifications.services import notify
from plans import services as plans

from ..workflow import AMENDMENT
from . import records


def _tell(kind, version, *, to, by, **params):
    code = version.plan.project.code
    notify(f"amendment.{kind}", version, to=to, actor=by, code=code, number=version.number, **params)


def _endorsers(version):
    return people_in(Role.ENDORSER, region_code=version.plan.project.region_id)


@transaction.atomic
def amend(project, *, by, comment):
    """Start an amendment of the project's plan: a copy of the version in force, for the reason in ``comment``.

    Raises NotAllowed unless ``by`` manages the running project; StateConflict while another amendment is open.
    """
    return plans.amend(project.plan.approved, by=by, reason=comment)


@transaction.atomic
def submit_amendment(version, *, by):
    """Send an amendment to the Fund. Raises DomainError with all that stands in the way (``obstacles``: B12 and others)."""
    version = AMENDMENT.apply("submit", version, by=by, submitted_by=by, submitted_at=timezone.now())
    _tell("submitted", version, to=[*officers(), *_endorsers(version)], by=by, reason=version.reason)
    return version


@transaction.atomic
def return_amendment(version, *, by, comment):
    """Give an amendment back to the manager with what to change."""
    version = AMENDMENT.apply("return", version, by=by, comment=comment)
    _tell("returned", version, to=[version.plan.project.manager], by=by, comment=comment)
    return version


@transaction.atomic
def approve_amendment(version, *, by, comment=""):
    """Freeze an amendment; the version in force until now is superseded in the same transaction.

    Reports keep the version they were written against. Neither the project's amount nor the ledger changes. Raises
    DomainError when ``by`` submitted it, or when the rules are no longer met.
    """
    signature = plans.seal(version, by=by)  # the old version steps back first: only one may be in force
    data = {"content_hash": signature["content_hash"]}
    version = AMENDMENT.apply("approve", version, by=by, comment=comment, data=data, **signature)
    project = version.plan.project
    records.refresh(project)
    _tell("approved", version, to=[project.manager, project.application.owner, *_endorsers(version)], by=by)
    return version


@transaction.atomic
def withdraw_amendment(version, *, by, comment):
    """Close an open amendment for good; the version in force stays. Who was told of it is told."""
    was_sent = version.submitted_at is not None
    version = AMENDMENT.apply("withdraw", version, by=by, comment=comment)
    if was_sent:
        _tell("withdrawn", version, to=[*officers(), *_endorsers(version)], by=by, comment=comment)
    return version
