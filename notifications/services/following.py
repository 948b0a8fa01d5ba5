"""Following by mail, whatever is followed: one question, a link to confirm, a link to stop, nothing kept of who never answered.

Upper apps give their own model of ``AbstractFollower`` and say in words what is followed; they alone know what to tell.
"""

from datetime import timedelta

from django.apps import apps
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from core import audit
from core.errors import StateConflict

from ..models import AbstractFollower, OutboxMail
from ..rendering import address, without_language
from .messages import enqueue

ASK_AGAIN_AFTER = timedelta(hours=24)
MOST_QUESTIONS = 5  # mails that ask one address to confirm, whatever is followed, within ASK_AGAIN_AFTER
FORGET_AFTER = timedelta(days=7)  # an address that was never confirmed may be somebody else's


@transaction.atomic
def follow(followers, *, user, choices=None, **what):
    """Have a signed-in person told; following twice changes nothing. Returns the follower's row.

    ``followers``: the manager of an AbstractFollower's rows. ``what``: the fields that say what is followed; ``choices``:
    further fields of a new row. Their address was confirmed when they signed up; a request they made without signing in
    becomes theirs, with these choices.
    """
    if found := followers.filter(user=user, **what).first():
        return found
    values = {"user": user, "confirmed_at": timezone.now(), **(choices or {})}
    new = {**values, "language": user.language}
    follower, is_new = followers.get_or_create(email=kept(user.email), **what, defaults=new)
    if not is_new:
        _change(follower, {"user": user} if follower.confirmed_at else values)
    audit.record(f"{follower.KIND}.followed", follower, by=user)
    return follower


@transaction.atomic
def ask(followers, *, email, language, question, choices=None, **what):
    """Ask an address, in a language, whether it wants to be told. Returns nothing, whatever is known of it.

    Nobody can flood an address with it: one question for each thing and day, ``MOST_QUESTIONS`` for all together, none to
    those who follow already. The request leaves no audit row: the trail never forgets, and until the link is followed
    nobody knows whose address this is. ``question(follower)`` gives, in that language, ``asked`` (a sentence that ends
    with a colon), ``name`` of what is followed and ``path`` of the page that confirms.
    """
    email, now = kept(email), timezone.now()
    if _recent_questions(email, now - ASK_AGAIN_AFTER) >= MOST_QUESTIONS:
        return
    values = {"language": language, "created_at": now, **(choices or {})}
    follower, is_new = followers.get_or_create(email=email, **what, defaults=values)
    if not is_new:
        follower = followers.select_for_update().get(pk=follower.pk)
        if follower.confirmed_at or follower.created_at > now - ASK_AGAIN_AFTER:
            return
        _change(follower, values)
    _put_question(follower, question)


def _recent_questions(email, since):
    """How many things an address was asked about since a moment and has not answered."""
    kinds = [model for model in apps.get_models() if issubclass(model, AbstractFollower)]
    return sum(model.objects.filter(email=email, confirmed_at=None, created_at__gt=since).count() for model in kinds)


def _put_question(follower, question):
    with override(follower.language):
        words = question(follower)
        values = {**words, "url": address(without_language(words["path"]))}
        subject = render_to_string("notifications/mail/question_subject.txt", values, using="text")
        text = render_to_string("notifications/mail/question.txt", values, using="text")
    enqueue(
        to=follower.email,
        subject=" ".join(subject.split())[:250],
        text=text.strip(),
        language=follower.language,
        dedupe_key=f"{follower.KIND}.follow:{follower.pk}:{follower.created_at:%Y%m%d%H%M%S}",
        holds_secret=True,
    )


@transaction.atomic
def confirm(model, token, **first):
    """Confirm by the secret of the mail; doing it twice changes nothing. Returns the follower.

    ``first``: fields to set with the first confirmation. Raises StateConflict when nobody has this token: never asked,
    stopped, or forgotten after ``FORGET_AFTER``.
    """
    follower = holder_of(model, token)
    if follower.confirmed_at is None:
        _change(follower, {"confirmed_at": timezone.now(), **first})
        audit.record(f"{follower.KIND}.followed", follower, by=None)
    return follower


@transaction.atomic
def stop(model, token):
    """Stop the mails by the secret in them; the address is erased. Raises StateConflict when nobody has this token."""
    forget(holder_of(model, token), by=None)


@transaction.atomic
def forget(follower, *, by):
    """Erase a follower, and the mails to them that have not left yet."""
    if follower.confirmed_at:
        audit.record(f"{follower.KIND}.unfollowed", follower, by=by)
    drop_waiting(follower.token)
    follower.delete()


def drop_waiting(secret):
    """Take mails that this secret stops out of the outbox, while they wait there."""
    OutboxMail.objects.filter(state=OutboxMail.State.PENDING, stop_url__contains=f"/{secret}/").delete()


def forget_unconfirmed(model):
    """Erase addresses that were given but never confirmed; returns how many rows."""
    return model.objects.filter(confirmed_at=None, created_at__lt=timezone.now() - FORGET_AFTER).delete()[0]


def kept(email):
    """An address as followers' rows keep it."""
    return email.strip().lower()


def holder_of(model, token):
    """The follower's row with this secret, locked. Raises StateConflict when nobody has it."""
    follower = model.objects.select_for_update().filter(token=token).first()
    if follower is None:
        raise StateConflict(_("This link has expired or was used already."))
    return follower


def _change(follower, values):
    for name, value in values.items():
        setattr(follower, name, value)
    follower.save(update_fields=list(values))
