"""What an amendment asks, and that the government agrees to it: written by the manager while the amendment is open."""

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from applications.services.letters import EXTENSIONS, check_date
from core import audit, uploads
from core.errors import DomainError
from plans import services as plans
from plans.services.versions import open_for_editing

from ..models import Amendment, GovernmentAgreement

LONGEST = 120  # months, as a plan version allows
ASKED = audit.action("amendment.terms", _("said what is asked"))
AGREED = audit.action("amendment.government", _("added the agreement of the government"))


def end_after(project, months):
    """The last day of a project that lasts ``months`` from its start."""
    return project.starts_on + relativedelta(months=months, days=-1)


def set_terms(version, *, by, kinds, duration_months=None):
    """Write what an open amendment asks: of ``Amendment.Kind``, and for an extension the whole new duration in months.

    Returns the version. Raises DomainError without a kind, or for a duration that is not longer than the approved one.
    """
    version, kinds = open_for_editing(version, by), frozenset(kinds)
    if not kinds:
        raise DomainError(_("Say what is asked: choose at least one."))
    project, approved = version.plan.project, version.based_on.duration_months
    extends = Amendment.Kind.EXTENSION in kinds
    months = _longer(duration_months, approved) if extends else approved
    if version.duration_months != months:
        version = plans.set_duration(version, by=by, duration_months=months)
    ends_on = end_after(project, months) if extends else None
    if extends and ends_on <= project.ends_on:
        raise DomainError(
            _("With this duration the project would not end later than now. Write the whole new duration.")
        )
    values = {
        "extends": extends,
        "revises_budget": Amendment.Kind.BUDGET in kinds,
        "changes_framework": Amendment.Kind.FRAMEWORK in kinds,
        "extends_by_months": months - approved if extends else None,
        "new_ends_on": ends_on,
    }
    Amendment.objects.update_or_create(
        version=version, defaults=values, create_defaults={**values, "agreed_ends_on": project.ends_on}
    )
    details = {"ends_on": ends_on.isoformat()} if extends else {}
    audit.record(ASKED, version, by=by, kinds=sorted(kinds), **details)
    return version


def _longer(months, approved):
    if not months or months <= approved:
        text = _("Write the whole new duration in months; approved are %(n)d, an extension has more.")
        raise DomainError(text % {"n": approved})
    if months > LONGEST:
        raise DomainError(_("A project lasts at most %(n)d months.") % {"n": LONGEST})
    return months


@transaction.atomic
def change_terms(version, *, by, comment, kinds, duration_months=None):
    """Ask something else with an amendment that is still written, or for another reason (``comment``)."""
    version = set_terms(version, by=by, kinds=kinds, duration_months=duration_months)
    if not comment.strip():
        raise DomainError(_("Say why the plan is amended."))
    version.reason = comment.strip()
    version.save(update_fields=["reason"])
    return version


@transaction.atomic
def record_agreement(version, *, by, name, office, agreed_on, file=None):
    """Note that the government agrees (R07), with its letter; without ``file`` the one that is there stays.

    Raises NotAllowed, StateConflict, ValidationError for the file, DomainError without a letter or for an odd date.
    """
    version = open_for_editing(version, by)
    check_date(agreed_on)
    kept = uploads.store(file, extensions=EXTENSIONS) if file else {}
    if not kept and version.amendment.agreement is None:
        raise DomainError(_("Add the letter in which the government agrees."))
    values = {"name": name, "office": office, "agreed_on": agreed_on, "recorded_by": by, **kept}
    agreement, _is_new = GovernmentAgreement.objects.update_or_create(amendment=version.amendment, defaults=values)
    audit.record(AGREED, version, by=by, file=agreement.file_name, sha256=agreement.sha256)
    return agreement
