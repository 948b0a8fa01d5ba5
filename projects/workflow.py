"""The states of a funded project – data, nothing else."""

from django.utils.translation import gettext_lazy as _

from core.workflow import Transition, Workflow

from .models import State

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
    ],
)
