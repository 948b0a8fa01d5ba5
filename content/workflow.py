"""The states of an edition of a page – data, nothing else."""

from django.utils.translation import gettext_lazy as _

from core.workflow import Transition, Workflow

from .models import Edition

State = Edition.State

EDITION = Workflow(
    name="edition",
    transitions=[
        Transition(
            name="publish",
            sources=frozenset(Edition.OPEN),
            target=State.PUBLIC,
            rule="content.keep_pages",
            label=_("Publish now"),
            done=_("published"),
            automatic=True,
            confirm=_("Everybody can read it at once. The edition that is public now is kept in the history."),
        ),
        Transition(
            name="schedule",
            sources=frozenset(Edition.OPEN),
            target=State.SCHEDULED,
            rule="content.keep_pages",
            label=_("Publish at a time"),
            done=_("scheduled"),
        ),
        Transition(
            name="unschedule",
            sources=frozenset({State.SCHEDULED}),
            target=State.DRAFT,
            rule="content.keep_pages",
            label=_("Do not publish at that time"),
            done=_("took back from its time"),
        ),
        Transition(
            name="replace",
            sources=frozenset({State.PUBLIC}),
            target=State.PAST,
            rule="content.keep_pages",
            label=_("Replace"),
            done=_("replaced"),
            automatic=True,
        ),
        Transition(
            name="drop",
            sources=frozenset(Edition.OPEN),
            target=State.DROPPED,
            rule="content.keep_pages",
            label=_("Drop the draft"),
            done=_("dropped"),
            confirm=_("What is public stays. The draft is kept in the history and can be restored."),
        ),
        Transition(
            name="withdraw",
            sources=frozenset({State.PUBLIC}),
            target=State.PAST,
            rule="content.keep_pages",
            label=_("Take off the site"),
            done=_("took off the site"),
            comment_required=True,
            confirm=_(
                "Readers of this language get another one, or, where there is none, are told that the page is gone."
            ),
        ),
    ],
)
