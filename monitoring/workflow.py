"""The states of a report – data, nothing else."""

from django.utils.translation import gettext_lazy as _

from core.workflow import Transition, Workflow

from .models import Report

State = Report.State

REPORT = Workflow(
    name="report",
    transitions=[
        Transition(
            name="submit",
            sources=Report.EDITABLE,
            target=State.SUBMITTED,
            rule="monitoring.write",
            label=_("Submit report"),
            done=_("submitted"),
            confirm=_("The Fund is told. You cannot change the report while it is reviewed."),
        ),
        Transition(
            name="return",
            sources=frozenset({State.SUBMITTED}),
            target=State.RETURNED,
            rule="monitoring.accept",
            label=_("Return for changes"),
            done=_("returned for changes"),
            comment_required=True,
        ),
        Transition(
            name="accept",
            sources=frozenset({State.SUBMITTED}),
            target=State.ACCEPTED,
            rule="monitoring.accept",
            label=_("Accept report"),
            done=_("accepted"),
            confirm=_("The figures become final and appear on the public page of the project."),
        ),
    ],
)
