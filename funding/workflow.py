"""The states of a call and the steps between them (C03, C04) – data, and what stands in a call's way."""

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.workflow import Transition, Workflow

from .deadlines import accepts
from .models import Call

State = Call.State


def gaps(call):
    """What every open call must have and this one lacks, as sentences."""
    names = dict(settings.LANGUAGES)
    for field, sentence in (
        ("title", gettext("The title is missing in: %(languages)s.")),
        ("text", gettext("The announcement is missing in: %(languages)s.")),
    ):
        if empty := [str(names[code]) for code in names if not (getattr(call, f"{field}_{code}") or "").strip()]:
            yield sentence % {"languages": ", ".join(empty)}
    if not call.lines.exists():
        yield gettext("Choose at least one funding line.")
    if not call.languages:
        yield gettext("Choose at least one language of proposals.")
    if not (call.contact_name and call.contact_email):
        yield gettext("Name a contact and an e-mail address.")


def missing_to_open(call):
    """What stands between a draft and its opening, as sentences."""
    yield from gaps(call)
    if call.deadline_at and call.deadline_at <= timezone.now():
        yield gettext("The deadline lies in the past.")


def still_running(call):
    """A deadline that was announced is kept: nobody ends a call before it (C04)."""
    if call.closes_at and accepts(timezone.now(), call.closes_at):
        yield gettext("This call has a deadline. It closes by itself when the deadline has passed.")


CALL = Workflow(
    name="call",
    transitions=[
        Transition(
            name="open",
            sources=frozenset({State.DRAFT}),
            target=State.OPEN,
            rule="funding.keep_calls",
            label=_("Open the call"),
            done=_("opened the call"),
            guard=missing_to_open,
            confirm=_(
                "Everybody can read the call from now on, and proposals can be handed in from its opening. Its deadline can "
                "then only be moved to a later day, with a second person’s confirmation."
            ),
        ),
        Transition(
            name="close",
            sources=frozenset({State.OPEN}),
            target=State.CLOSED,
            rule="funding.keep_calls",
            label=_("Close the call"),
            done=_("closed the call"),
            guard=still_running,
            confirm=_("No proposal can be handed in any more. A closed call cannot be opened again."),
            automatic=True,
        ),
        Transition(
            name="decide",
            sources=frozenset({State.CLOSED}),
            target=State.DECIDED,
            rule="funding.keep_calls",
            label=_("Mark as decided"),
            done=_("marked the call as decided"),
            confirm=_("The public page then says that the proposals of this call are decided. This cannot be undone."),
        ),
    ],
)
