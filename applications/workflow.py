"""The states of an application and the steps between them (domain brief section 4) – data, nothing else."""

from django.utils.translation import gettext_lazy as _

from core.workflow import Transition, Workflow

from .models import EDITABLE, IN_REVIEW, State

PROPOSAL = Workflow(
    name="application",
    transitions=[
        Transition(
            name="submit",
            sources=EDITABLE,
            target=State.REGIONAL_REVIEW,
            rule="applications.submit",
            label=_("Submit proposal"),
            done=_("submitted"),
            confirm=_("Your Regional Office will be told. You cannot change the proposal while it is reviewed."),
        ),
        Transition(
            name="withdraw",
            sources=EDITABLE | IN_REVIEW,
            target=State.WITHDRAWN,
            rule="applications.withdraw",
            label=_("Withdraw proposal"),
            done=_("withdrew"),
            comment_required=True,
            confirm=_("The Regional Office, the Fund and the reviewers are told. This cannot be undone."),
        ),
        Transition(
            name="return",
            sources=frozenset({State.REGIONAL_REVIEW, State.FUND_REVIEW}),
            target=State.RETURNED,
            rule="applications.return",
            label=_("Return for changes"),
            done=_("returned for changes"),
            comment_required=True,
            confirm=_("The applicant can change the proposal and submit it again. Your comment is sent to them."),
        ),
        Transition(
            name="endorse",
            sources=frozenset({State.REGIONAL_REVIEW}),
            target=State.FUND_REVIEW,
            rule="applications.endorse",
            label=_("Endorse"),
            done=_("endorsed"),
            confirm=_("The proposal goes to the Fund. The applicant is told."),
        ),
        Transition(
            name="recommend",
            sources=frozenset({State.FUND_REVIEW}),
            target=State.RECOMMENDED,
            rule="applications.recommend",
            label=_("Send recommendation"),
            done=_("recommended a decision"),
            internal=True,
        ),
        Transition(
            name="reconsider",
            sources=frozenset({State.RECOMMENDED}),
            target=State.FUND_REVIEW,
            rule="applications.decide",
            label=_("Send back to the officer"),
            done=_("sent the recommendation back"),
            comment_required=True,
            internal=True,
        ),
        Transition(
            name="approve",
            sources=frozenset({State.RECOMMENDED}),
            target=State.APPROVED,
            rule="applications.decide",
            label=_("Approve"),
            done=_("approved"),
        ),
        Transition(
            name="reject",
            sources=frozenset({State.RECOMMENDED}),
            target=State.REJECTED,
            rule="applications.decide",
            label=_("Decline"),
            done=_("declined"),
            comment_required=True,
        ),
        Transition(
            name="retain",
            sources=frozenset({State.RECOMMENDED}),
            target=State.RETAINED,
            rule="applications.decide",
            label=_("Keep for later funding"),
            done=_("kept for later funding"),
            comment_required=True,
        ),
    ],
)
