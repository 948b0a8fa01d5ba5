"""What ends or returns a proposal before the decision."""

from django.db import transaction

from notifications.services import notify

from ..workflow import PROPOSAL
from .people import endorsers_of, officers, team_of


@transaction.atomic
def withdraw(application, *, by, comment):
    """Withdraw a proposal before the decision. ``reviews`` adds its effect (reviewers are told)."""
    application = PROPOSAL.apply("withdraw", application, by=by, comment=comment)
    told = [*team_of(application), *([*endorsers_of(application), *officers()] if application.reference else [])]
    notify("application.withdrawn", application, to=told, actor=by, title=application.title, comment=comment)
    return application


@transaction.atomic
def send_back(application, *, by, comment):
    """Return a proposal to its applicant for changes, with what to change."""
    application = PROPOSAL.apply("return", application, by=by, comment=comment)
    notify(
        "application.returned", application, to=team_of(application), actor=by, title=application.title, comment=comment
    )
    return application
