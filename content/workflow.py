"""The states of an edition of a page, of an enquiry and of a pledge – data, nothing else."""

from django.utils.translation import gettext_lazy as _

from core.workflow import Transition, Workflow

from .models import Edition, Enquiry, Pledge

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

ANSWERS = "content.answer_enquiries"
Asked = Enquiry.State


def still_known(letter):
    """Nobody can be written to after the personal data are gone."""
    return [_("Its personal data are wiped: nobody knows any more who wrote.")] if letter.wiped_at else []


# what enquiries and pledges have in common
RELEASE = {
    "name": "release",
    "rule": ANSWERS,
    "label": _("Pass it on"),
    "done": _("passed it on"),
    "confirm": _("The sender gets the confirmation by e-mail, and the mailbox is told."),
}
REOPEN = {
    "name": "reopen",
    "rule": ANSWERS,
    "label": _("Open again"),
    "guard": still_known,
    "done": _("opened it again"),
    "confirm": _("If it was held before, the sender gets the confirmation by e-mail now, and the mailbox is told."),
}
SPAM = {
    "name": "spam",
    "rule": ANSWERS,
    "label": _("It is spam"),
    "done": _("marked it as spam"),
    "confirm": _("Nobody is told. It can be opened again."),
}


ENQUIRY = Workflow(
    name="enquiry",
    transitions=[
        Transition(**RELEASE, sources=frozenset({Asked.HELD}), target=Asked.OPEN),
        Transition(
            name="answer",
            sources=frozenset(Enquiry.TALKING),
            target=Asked.ANSWERED,
            rule=ANSWERS,
            label=_("Answer"),
            guard=still_known,
            done=_("answered it"),
        ),
        Transition(
            name="continue",
            sources=frozenset(Enquiry.TALKING),
            target=Asked.OPEN,
            rule=ANSWERS,
            label=_("Write again"),
            done=_("got another message of the sender"),
            automatic=True,
        ),
        Transition(
            name="close",
            sources=frozenset({Asked.OPEN, Asked.ANSWERED}),
            target=Asked.CLOSED,
            rule=ANSWERS,
            label=_("Close"),
            done=_("closed it"),
            comment_required=True,
            confirm=_(
                "The sender is not told. If they write again, it is open again. Name nobody in the reason: it is kept for good."
            ),
        ),
        Transition(**REOPEN, sources=frozenset({Asked.CLOSED, Asked.SPAM}), target=Asked.OPEN),
        Transition(**SPAM, sources=frozenset({Asked.HELD, Asked.OPEN, Asked.ANSWERED}), target=Asked.SPAM),
    ],
)
Given = Pledge.State

PLEDGE = Workflow(
    name="pledge",
    transitions=[
        Transition(**RELEASE, sources=frozenset({Given.HELD}), target=Given.NEW),
        Transition(
            name="contact",
            sources=frozenset({Given.NEW}),
            target=Given.CONTACTED,
            rule=ANSWERS,
            label=_("Contacted"),
            done=_("contacted the giver"),
        ),
        Transition(
            name="promise",
            sources=frozenset({Given.NEW, Given.CONTACTED}),
            target=Given.PROMISED,
            rule=ANSWERS,
            label=_("Promised in writing"),
            done=_("got the promise in writing"),
        ),
        Transition(
            name="receive",
            sources=frozenset({Given.PROMISED}),
            target=Given.RECEIVED,
            rule=ANSWERS,
            label=_("Gift received"),
            done=_("noted that the gift was received"),
            confirm=_("This books nothing: money is entered under Funds by those who keep the ledger."),
        ),
        Transition(
            name="decline",
            sources=frozenset(Pledge.OPEN),
            target=Given.DECLINED,
            rule=ANSWERS,
            label=_("Close without a gift"),
            done=_("noted that nothing comes of it"),
            comment_required=True,
            confirm=_("The sender is not told by the portal. Name nobody in the reason: it is kept for good."),
        ),
        Transition(**REOPEN, sources=frozenset({Given.DECLINED, Given.SPAM}), target=Given.NEW),
        Transition(**SPAM, sources=frozenset({Given.HELD, Given.NEW}), target=Given.SPAM),
    ],
)
