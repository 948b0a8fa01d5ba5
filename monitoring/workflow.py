"""The states of a report and of a framework that was delivered – data, nothing else."""

from django.utils.translation import gettext_lazy as _

from core.workflow import Transition, Workflow

from .models import FrameworkDelivery, Report
from .selectors.parts import obstacles

State = Report.State

REPORT = Workflow(
    name="report",
    transitions=[
        Transition(
            name="submit",
            sources=Report.EDITABLE,
            target=State.CERTIFYING,
            rule="monitoring.write",
            label=_("Submit report"),
            done=_("submitted"),
            guard=obstacles,
            confirm=_("Who certifies reports of this project is told. Until they answer you can take the report back."),
        ),
        Transition(
            name="take_back",
            sources=frozenset({State.CERTIFYING, State.SUBMITTED}),
            target=State.DRAFT,
            rule="monitoring.take_back",
            label=_("Take back"),
            done=_("took back"),
            confirm=_("You can change the report again. It must be certified once more."),
        ),
        Transition(
            name="certify",
            sources=frozenset({State.CERTIFYING}),
            target=State.SUBMITTED,
            rule="monitoring.certify",
            label=_("Certify report"),
            done=_("certified"),
            guard=obstacles,
            confirm=_("You confirm that the figures agree with the accounts. The Regional Office is told."),
        ),
        Transition(
            name="refuse",
            sources=frozenset({State.CERTIFYING}),
            target=State.RETURNED,
            rule="monitoring.certify",
            label=_("Do not certify"),
            done=_("did not certify"),
            comment_required=True,
            confirm=_("The report goes back to its writers with your comment."),
        ),
        Transition(
            name="endorse",
            sources=frozenset({State.SUBMITTED}),
            target=State.ENDORSED,
            rule="monitoring.endorse",
            label=_("Endorse report"),
            done=_("endorsed"),
            confirm=_("The Fund is told and reads the report next."),
        ),
        Transition(
            name="return",
            sources=Report.WITH_READERS,
            target=State.RETURNED,
            rule="monitoring.return",
            label=_("Return for changes"),
            done=_("returned for changes"),
            comment_required=True,
            confirm=_("The report goes back to its writers with your comment. It is certified and endorsed anew."),
        ),
        Transition(
            name="accept",
            sources=frozenset({State.ENDORSED}),
            target=State.ACCEPTED,
            rule="monitoring.accept",
            label=_("Accept report"),
            done=_("accepted"),
            confirm=_("The figures become final and appear on the public page of the project."),
        ),
        Transition(
            name="supersede",
            sources=frozenset({State.ACCEPTED}),
            target=State.SUPERSEDED,
            rule="monitoring.accept",
            label=_("Replace by a correction"),
            done=_("replaced by a correction"),
            automatic=True,
        ),
        Transition(
            name="drop",
            sources=Report.EDITABLE,
            target=State.DROPPED,
            rule="monitoring.drop",
            label=_("Drop the correction"),
            done=_("dropped the correction"),
            confirm=_("The accepted report stays as it is. What you wrote in the correction is not used."),
        ),
    ],
)

Delivery = FrameworkDelivery.State
FRAMEWORK = Workflow(
    name="framework",
    transitions=[
        Transition(
            name="return",
            sources=frozenset({Delivery.SUBMITTED}),
            target=Delivery.RETURNED,
            rule="monitoring.answer_framework",
            label=_("Return framework"),
            done=_("returned the framework for changes"),
            comment_required=True,
            confirm=_("The project manager amends the plan and delivers it again. Your comment is sent to them."),
        ),
        Transition(
            name="accept",
            sources=frozenset({Delivery.SUBMITTED}),
            target=Delivery.ACCEPTED,
            rule="monitoring.answer_framework",
            label=_("Accept framework"),
            done=_("accepted the framework"),
            confirm=_("The duty is done. Reports measure against this framework."),
        ),
    ],
)
