"""Receiving pledges and following them up."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from core import audit

from ..models import Pledge, PledgeNote, Topic
from ..selectors.places import region_of
from ..workflow import PLEDGE
from .letters import (
    check_answerer,
    locked,
    mailbox_for,
    post,
    quoted,
    take_in,
    take_step,
    tell_staff,
    with_habit,
    written_to,
)

RECEIVED = audit.action("pledge.received", gettext_lazy("received it"))
NOTED = audit.action("pledge.noted", gettext_lazy("wrote a note"))
PLANNED = audit.action("pledge.planned", gettext_lazy("planned the next step"))
State = Pledge.State
ENDS = {"receive", "decline", "spam"}


@transaction.atomic
def receive_pledge(*, doubts, **fields):
    """Take in what somebody has in mind to give. Returns the Pledge; sending the same form twice gives one.

    With ``doubts`` it is held, nobody is mailed, and a person looks at it; otherwise the mailbox for giving is told and
    the sender gets a confirmation. No money moves here. Raises ValidationError.
    """
    doubts = with_habit(Pledge, doubts, fields["email"])
    pledge, is_new = take_in(Pledge(doubts=doubts, state=State.HELD if doubts else State.NEW, **fields))
    if is_new:
        audit.record(RECEIVED, pledge, by=None, kind=pledge.kind, doubts=doubts)
        if not doubts:
            _pass_on(pledge)
    return pledge


def _pass_on(pledge):
    """Tell the mailbox for giving, and the sender that it has arrived."""
    region = region_of(pledge.country_code)
    mailbox = mailbox_for(topic=Topic.GIVING, region_code=region, language=pledge.language)
    tell_staff("pledge.received", pledge, mailbox=mailbox, topic=Topic.GIVING.label, once="received")
    with override(pledge.language):
        post(
            pledge,
            "confirmation",
            to=pledge.email,
            subject=_("Your pledge to the IOM Development Fund has arrived – %(reference)s")
            % {"reference": pledge.reference},
            lead=_(
                "You need not do anything: Fund management writes to you. Pay nothing before that; bank details come from the "
                "Fund alone, in writing."
            ),
            text=quoted(pledge.message),
            why=_(
                "You receive this message because somebody wrote to the Fund with this address. If it was not you, ignore it."
            ),
        )


@transaction.atomic
def plan_pledge(pledge, *, by, revision, owner, next_step, next_step_on):
    """Say who follows a pledge, what comes next and when. Returns it.

    Raises NotAllowed; StateConflict when it changed since ``revision``; DomainError when it is wiped; ValidationError for
    somebody who may not follow it.
    """
    pledge = written_to(pledge, by=by, revision=revision)
    check_answerer(owner)
    pledge.owner, pledge.next_step, pledge.next_step_on = owner, next_step, next_step_on
    pledge.revision = revision + 1
    pledge.save(update_fields=["owner", "next_step", "next_step_on", "revision"])
    audit.record(PLANNED, pledge, by=by, to=str(owner or ""), on=next_step_on.isoformat() if next_step_on else "")
    return pledge


@transaction.atomic
def note_pledge(pledge, *, by, text):
    """Add a note. Returns the PledgeNote. Raises NotAllowed, and DomainError when it is wiped."""
    pledge = written_to(pledge, by=by)
    note = PledgeNote.objects.create(pledge=pledge, written_by=by, text=text)
    audit.record(NOTED, pledge, by=by)
    return note


@transaction.atomic
def step_pledge(pledge, name, *, by, comment=""):
    """Take a step of the workflow ``PLEDGE``; what ends it takes its next step away. Returns it.

    Who takes a step on what nobody follows, follows it. Raises NotAllowed, StateConflict, DomainError.
    """
    pledge, changes = locked(pledge), {}
    if name in ENDS:
        changes = {"next_step": "", "next_step_on": None}
    elif pledge.owner is None and name != "release":
        changes = {"owner": by}
    return take_step(PLEDGE, name, pledge, by=by, comment=comment, ends=ENDS, pass_on=_pass_on, **changes)
