"""The reserve: proposals kept for later funding (C06), taken up again when there is money."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from applications.progress import told
from applications.services import team_of
from applications.workflow import PROPOSAL
from core.errors import DomainError
from notifications.services import notify


@transaction.atomic
def revisit(application, *, by, comment, year=None):
    """Take up a proposal that was kept for later funding (C06). Tells its team.

    ``year``: the funding year whose money it now competes for; None leaves its own.

    Raises:
        NotAllowed: ``by`` may not recommend.
        StateConflict: the proposal is not in reserve.
        DomainError: no comment, or a year before the proposal's own.
    """
    if year is not None and year < application.funding_year:
        raise DomainError(_("Choose a funding year that is not before the proposal’s own."))
    changes = {} if year is None else {"funding_year": year}
    data = {} if year is None else {"funding_year": year}
    application = PROPOSAL.apply("revisit", application, by=by, comment=comment, data=data, **changes)
    notify(
        "application.revisited", application, to=team_of(application), actor=by, title=application.title,
        **told(application),
    )  # fmt: skip
    return application


@transaction.atomic
def revisit_all(applications, *, by, comment, year=None):
    """Take up several proposals at once, all or none. Raises like ``revisit``, and DomainError when none is chosen."""
    if not applications:
        raise DomainError(_("Choose at least one proposal."))
    chosen = sorted(
        applications, key=lambda application: application.pk
    )  # one order, so that nobody waits for each other
    return [revisit(application, by=by, comment=comment, year=year) for application in chosen]
