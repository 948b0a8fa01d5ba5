"""Receiving enquiries and answering them."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from core import audit
from core.errors import StateConflict
from notifications.services import notify

from ..models import Enquiry, Message, Topic
from ..selectors.places import region_of
from ..selectors.signed import thread_address
from ..workflow import ENQUIRY
from .letters import (
    check_answerer,
    locked,
    mailbox_for,
    may_answer,
    post,
    quoted,
    take_in,
    take_step,
    tell_staff,
    with_habit,
    written_to,
)

RECEIVED = audit.action("enquiry.received", gettext_lazy("received it"))
NOTED = audit.action("enquiry.noted", gettext_lazy("wrote a note"))
ASSIGNED = audit.action("enquiry.assigned", gettext_lazy("assigned it"))
State, Kind = Enquiry.State, Message.Kind
ENDS = {"close", "spam"}


@transaction.atomic
def receive_enquiry(*, message, doubts, **fields):
    """Take in what somebody wrote in the public form. Returns the Enquiry; sending the same form twice gives one.

    ``fields``: name, email, organisation, country_code, topic, region_code, language and the ``form_key``. With
    ``doubts`` it is held, nobody is mailed, and a person looks at it; otherwise the mailbox of its topic and region is
    told and the sender gets a confirmation with what they wrote. Without a region it goes where its country belongs.
    Raises ValidationError.
    """
    fields["region_code"] = fields.get("region_code") or region_of(fields.get("country_code", ""))
    doubts = with_habit(Enquiry, doubts, fields["email"])
    enquiry, is_new = take_in(Enquiry(doubts=doubts, state=State.HELD if doubts else State.OPEN, **fields))
    if not is_new:
        return enquiry
    Message.objects.create(enquiry=enquiry, kind=Kind.SENDER, text=message, written_at=enquiry.received_at)
    audit.record(RECEIVED, enquiry, by=None, topic=enquiry.topic, doubts=doubts)
    if not doubts:
        _pass_on(enquiry)
    return enquiry


def _pass_on(enquiry):
    """Tell the mailbox, and the sender that it has arrived."""
    facts = {name: getattr(enquiry, name) for name in ("topic", "region_code", "language")}
    enquiry.mailbox = mailbox_for(**facts)
    enquiry.save(update_fields=["mailbox"])
    _tell(enquiry, "enquiry.received", "received")
    words = {"reference": enquiry.reference}
    with override(enquiry.language):
        post(
            enquiry,
            "confirmation",
            to=enquiry.email,
            subject=_("Your message to the IOM Development Fund has arrived – %(reference)s") % words,
            lead=_(
                "Keep this message: its link leads to your enquiry, where the answer will stand and you can add something."
            ),
            text=quoted(enquiry.messages.filter(kind=Kind.SENDER).first().text),
            label=_("Open your enquiry"),
            url=thread_address(enquiry),
            why=_(
                "You receive this message because somebody wrote to the Fund with this address. If it was not you, ignore it."
            ),
            is_secret=True,
        )


def _tell(enquiry, kind, once):
    """Tell whoever has it; else the mailbox; else everybody who answers."""
    if enquiry.assigned_to:
        notify(kind, enquiry, to=[enquiry.assigned_to], topic=Topic(enquiry.topic).label)
    else:
        tell_staff(kind, enquiry, mailbox=enquiry.mailbox, topic=Topic(enquiry.topic).label, once=once)


@transaction.atomic
def continue_enquiry(enquiry, *, form_key, message):
    """Add what its sender writes behind the link of a mail; the enquiry is open again. Returns it.

    The same form twice adds one message. Raises StateConflict where it cannot be continued.
    """
    enquiry = locked(enquiry)
    if Message.objects.filter(form_key=form_key).exists():
        return enquiry
    if not enquiry.can_be_continued:
        raise StateConflict(_("This enquiry cannot be continued. Write a new one on the page “Contact”."))
    added = Message.objects.create(enquiry=enquiry, kind=Kind.SENDER, text=message, form_key=form_key)
    since = enquiry.waiting_since if enquiry.state == State.OPEN else added.written_at
    facts = {"waiting_since": since, "closed_at": None, "revision": enquiry.revision + 1}
    enquiry = ENQUIRY.apply("continue", enquiry, by=None, **facts)
    _tell(enquiry, "enquiry.continued", f"continued:{added.pk}")
    return enquiry


@transaction.atomic
def answer_enquiry(enquiry, *, by, revision, text):
    """Write the Fund's answer: it stands in the thread and goes to the sender by mail, in their language's frame.

    Who answers what nobody took has it from then on. Sending the same answer twice sends one. Raises NotAllowed;
    StateConflict when something was written since ``revision``, or it is in no state to be answered.
    """
    may_answer(by)
    enquiry = locked(enquiry)
    last = enquiry.messages.exclude(kind=Kind.NOTE).last()
    if enquiry.revision == revision + 1 and (last.written_by, last.text) == (by, text):
        return enquiry
    enquiry = locked(enquiry, revision)
    answer = Message.objects.create(enquiry=enquiry, kind=Kind.ANSWER, text=text, written_by=by)
    taken = enquiry.assigned_to or by
    facts = {"assigned_to": taken, "closed_at": None, "revision": revision + 1}
    enquiry = ENQUIRY.apply("answer", enquiry, by=by, **facts)
    with override(enquiry.language):
        post(
            enquiry,
            f"answer:{answer.pk}",
            to=enquiry.email,
            subject=_("%(reference)s: answer of the IOM Development Fund") % {"reference": enquiry.reference},
            lead=_("The Fund has answered you. To write back, open your enquiry: replies to this mail are not read."),
            text=text,
            label=_("Open your enquiry and write back"),
            url=thread_address(enquiry),
            why=_("You receive this message because you wrote to the Fund through its portal."),
            is_secret=True,
        )
    return enquiry


@transaction.atomic
def note_enquiry(enquiry, *, by, text):
    """Add a note that only staff see. Returns the Message. Raises NotAllowed, and DomainError when it is wiped."""
    enquiry = written_to(enquiry, by=by)
    note = Message.objects.create(enquiry=enquiry, kind=Kind.NOTE, text=text, written_by=by)
    audit.record(NOTED, enquiry, by=by)
    return note


@transaction.atomic
def assign_enquiry(enquiry, *, by, revision, assigned_to):
    """Give an enquiry to somebody who answers, or to nobody (None), and tell them. Returns it.

    Raises NotAllowed; StateConflict when it changed since ``revision``; DomainError when it is wiped; ValidationError for
    somebody who may not answer.
    """
    enquiry = written_to(enquiry, by=by, revision=revision)
    check_answerer(assigned_to)
    if enquiry.assigned_to == assigned_to:
        return enquiry
    enquiry.assigned_to, enquiry.revision = assigned_to, revision + 1
    enquiry.save(update_fields=["assigned_to", "revision"])
    audit.record(ASSIGNED, enquiry, by=by, to=str(assigned_to or ""))
    if assigned_to and assigned_to != by:
        notify("enquiry.assigned", enquiry, to=[assigned_to], actor=by, topic=Topic(enquiry.topic).label)
    return enquiry


@transaction.atomic
def step_enquiry(enquiry, name, *, by, comment=""):
    """Take a step of the workflow ``ENQUIRY``, but for those with a service of their own. Returns it.

    Raises NotAllowed, StateConflict, DomainError.
    """
    return take_step(ENQUIRY, name, locked(enquiry), by=by, comment=comment, ends=ENDS, pass_on=_pass_on)
