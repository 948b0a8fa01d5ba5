"""What ends or returns a proposal before the decision."""

from django.db import transaction

from funding.services import ledger
from notifications.services import notify

from ..models import Application
from ..progress import told
from ..workflow import PROPOSAL
from .people import endorsers_of, officers, team_of


@transaction.atomic
def withdraw(application, *, by, comment):
    """Withdraw a proposal before the decision. ``reviews`` adds its effect (reviewers are told)."""
    application = Application.objects.select_for_update().get(pk=application.pk)
    ledger.hold(application.line)  # before the step writes to the audit trail: a decision may have committed its money
    application = PROPOSAL.apply("withdraw", application, by=by, comment=comment)
    people = [*team_of(application), *([*endorsers_of(application), *officers()] if application.reference else [])]
    notify("application.withdrawn", application, to=people, actor=by, title=application.title, comment=comment)
    return application


@transaction.atomic
def decline(application, *, by, comment):
    """Decline to endorse a proposal for the Regional Office, with the reason (P04). Tells the team and the Fund."""
    application = PROPOSAL.apply("decline", application, by=by, comment=comment)
    people = [*team_of(application), *officers()]
    notify(
        "application.declined", application, to=people, actor=by, title=application.title, comment=comment,
        **told(application),
    )  # fmt: skip
    return application


@transaction.atomic
def send_back(application, *, by, comment):
    """Return a proposal to its applicant for changes, with what to change."""
    application = PROPOSAL.apply("return", application, by=by, comment=comment)
    notify(
        "application.returned", application, to=team_of(application), actor=by, title=application.title, comment=comment,
        **told(application),
    )  # fmt: skip
    return application
