"""The states of a funded project, of an amendment of its plan and of a publication – data, nothing else."""

from django.utils.translation import gettext_lazy as _

from core.panels import collect
from core.workflow import Transition, Workflow
from plans.models import PlanVersion

from .models import Publication, State
from .selectors import obstacles, obstacles_to_approval, obstacles_to_confirmation
from .selectors.amendments import RUNNING


def obstacles_to_completion(project):
    """Sentences of upper apps for what keeps a project from being completed."""
    return collect("completion_obstacles", project)


def obstacles_to_closure(project):
    """Sentences of upper apps for what keeps a completed project from being closed."""
    return collect("closure_obstacles", project)


PROJECT = Workflow(
    name="project",
    transitions=[
        Transition(
            name="activate",
            sources=frozenset({State.ACTIVATION}),
            target=State.ACTIVE,
            rule="projects.activate",
            label=_("Start project"),
            done=_("started"),
            confirm=_("The reporting schedule is made from the dates. The project manager is told."),
        ),
        Transition(
            name="suspend",
            sources=frozenset({State.ACTIVE}),
            target=State.SUSPENDED,
            rule="projects.halt",
            label=_("Suspend project"),
            done=_("suspended"),
            comment_required=True,
            confirm=_("Nothing new falls due until the project goes on. The manager and the Regional Office are told."),
        ),
        Transition(
            name="resume",
            sources=frozenset({State.SUSPENDED}),
            target=State.ACTIVE,
            rule="projects.halt",
            label=_("Let the project go on"),
            done=_("let go on"),
            comment_required=True,
            confirm=_("What fell due meanwhile is due now. The manager and the Regional Office are told."),
        ),
        Transition(
            name="cancel",
            sources=frozenset({State.ACTIVATION}) | RUNNING,
            target=State.CANCELLED,
            rule="projects.halt",
            label=_("Cancel project"),
            done=_("cancelled"),
            comment_required=True,
            confirm=_("This cannot be undone. The manager and the Regional Office are told."),
        ),
        Transition(
            name="complete",
            sources=frozenset({State.ACTIVE}),
            target=State.COMPLETED,
            rule="projects.complete",
            label=_("Complete project"),
            done=_("completed"),
            guard=obstacles_to_completion,
            confirm=_("The public page says “Completed”. The evaluation is next."),
        ),
        Transition(
            name="close",
            sources=frozenset({State.COMPLETED}),
            target=State.CLOSED,
            rule="projects.complete",
            label=_("Close project"),
            done=_("closed"),
            guard=obstacles_to_closure,
            confirm=_("The project goes to the archive. Nothing of it can be changed any more."),
        ),
    ],
)

Status = PlanVersion.Status
AMENDMENT = Workflow(
    name="amendment",
    field="status",
    transitions=[
        Transition(
            name="submit",
            sources=frozenset(PlanVersion.EDITABLE),
            target=Status.SUBMITTED,
            rule="plans.amend",
            label=_("Submit amendment"),
            done=_("submitted the amendment"),
            guard=obstacles,
            confirm=_(
                "The Regional Office confirms it first, then the Fund decides. You cannot change the amendment meanwhile."
            ),
        ),
        Transition(
            name="confirm",
            sources=frozenset({Status.SUBMITTED}),
            target=Status.SUBMITTED,
            rule="projects.confirm_amendment",
            label=_("Confirm amendment"),
            done=_("confirmed for the Regional Office"),
            guard=obstacles_to_confirmation,
            confirm=_("You say that the change is agreed with the Regional Office (R07). The Fund decides next."),
        ),
        Transition(
            name="return",
            sources=frozenset({Status.SUBMITTED}),
            target=Status.RETURNED,
            rule="projects.return_amendment",
            label=_("Return for changes"),
            done=_("returned for changes"),
            comment_required=True,
            confirm=_(
                "The project manager can change the amendment and submit it again. Your comment is sent to them. The "
                "Regional Office confirms the changed amendment anew."
            ),
        ),
        Transition(
            name="approve",
            sources=frozenset({Status.SUBMITTED}),
            target=Status.APPROVED,
            rule="plans.approve",
            label=_("Approve amendment"),
            done=_("approved the amendment"),
            guard=obstacles_to_approval,
            confirm=_(
                "The amendment becomes the version in force and never changes again. Reports keep their version. A new "
                "end date is public at once, and the reporting schedule follows it."
            ),
        ),
        Transition(
            name="withdraw",
            sources=frozenset(PlanVersion.OPEN),
            target=Status.WITHDRAWN,
            rule="plans.amend",
            label=_("Withdraw amendment"),
            done=_("withdrew the amendment"),
            comment_required=True,
            confirm=_("The version in force stays as it is. This cannot be undone."),
        ),
    ],
)

Step = Publication.Status
PUBLICATION = Workflow(
    name="publication",
    field="status",
    transitions=[
        Transition(
            name="publish",
            sources=frozenset({Step.PREPARED}),
            target=Step.PUBLISHED,
            rule="projects.decide_publication",
            label=_("Publish"),
            done=_("published"),
            confirm=_("As soon as you publish it, everybody can read it, and machines copy it within minutes."),
        ),
        Transition(
            name="return",
            sources=frozenset({Step.PREPARED}),
            target=Step.RETURNED,
            rule="projects.decide_publication",
            label=_("Return"),
            done=_("did not publish"),
            comment_required=True,
            confirm=_("Nothing becomes public. The person who prepared it is told why and can prepare another one."),
        ),
        Transition(
            name="withdraw",
            sources=frozenset({Step.PREPARED}),
            target=Step.WITHDRAWN,
            rule="projects.withdraw_publication",
            label=_("Withdraw"),
            done=_("withdrew the publication"),
            confirm=_("Nobody can publish it any more. What is public stays as it is. You can prepare another one."),
        ),
    ],
)
