"""Following a call: who is told when it opens, changes or gets more time. Without an account, after a confirmation."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from core import audit
from core.access import allows
from core.errors import NotAllowed, StateConflict
from core.panels import collect
from notifications.rendering import address, subject_and_body
from notifications.services import enqueue, notify

from ..models import CallFollower

FOLLOWED = audit.action("call.followed", _("followed a call"))
UNFOLLOWED = audit.action("call.unfollowed", _("stopped following a call"))
ASK_AGAIN_AFTER = timedelta(hours=24)
MOST_QUESTIONS = 5  # mails that ask one address to confirm, all calls together, within ASK_AGAIN_AFTER
FORGET_AFTER = timedelta(days=7)  # an address that was never confirmed may be somebody else's


@transaction.atomic
def follow(call, *, user):
    """Have a signed-in person told of the call; following twice changes nothing. Returns the follower's row.

    Their address was confirmed when they signed up; a request they made without signing in becomes theirs.
    Raises NotAllowed for a call the person cannot see.
    """
    if not allows(user, "funding.see_call", call):
        raise NotAllowed(_("You may not do this."))
    if found := call.followers.filter(user=user).first():
        return found
    follower, _created = call.followers.get_or_create(
        email=user.email, defaults={"user": user, "language": user.language, "confirmed_at": timezone.now()}
    )
    follower.user, follower.confirmed_at = user, follower.confirmed_at or timezone.now()
    follower.save(update_fields=["user", "confirmed_at"])
    audit.record(FOLLOWED, follower, by=user)
    return follower


@transaction.atomic
def stop_following(call, *, user):
    """No longer tell a signed-in person of the call."""
    for follower in call.followers.select_for_update().filter(Q(user=user) | Q(email=user.email)):
        _forget(follower, by=user)


@transaction.atomic
def follow_by_email(call, *, email, language):
    """Ask an address, in a language, whether it wants to be told of the call. Returns nothing, whatever is known of it.

    Nobody can flood an address with it: one question for each call and day, ``MOST_QUESTIONS`` for all calls together,
    none to those who follow already. The request leaves no audit row: the trail never forgets, and until the link is
    followed nobody knows whose address this is. Raises NotAllowed for a call that is not public.
    """
    if call.state == call.State.DRAFT:
        raise NotAllowed(_("You may not do this."))
    email, now = email.strip().lower(), timezone.now()
    recent = CallFollower.objects.filter(email=email, confirmed_at=None, created_at__gt=now - ASK_AGAIN_AFTER)
    if recent.count() >= MOST_QUESTIONS:
        return
    follower, is_new = call.followers.get_or_create(email=email, defaults={"language": language, "created_at": now})
    if not is_new:
        follower = call.followers.select_for_update().get(pk=follower.pk)
        if follower.confirmed_at or follower.created_at > now - ASK_AGAIN_AFTER:
            return
        follower.created_at, follower.language = now, language
        follower.save(update_fields=["created_at", "language"])
    _ask(follower)


def _ask(follower):
    path = reverse("funding:confirm_following", kwargs={"token": follower.token})
    with override(follower.language):
        values = {"call": follower.call, "url": address(_without_language(path))}
        subject = render_to_string("funding/mail/confirm_subject.txt", values, using="text")
        text = render_to_string("funding/mail/confirm.txt", values, using="text")
    enqueue(
        to=follower.email,
        subject=" ".join(subject.split())[:250],
        text=text.strip(),
        language=follower.language,
        dedupe_key=f"call.follow:{follower.pk}:{follower.created_at:%Y%m%d%H%M%S}",
        holds_secret=True,
    )


@transaction.atomic
def confirm_following(token):
    """Confirm by the secret of the mail; doing it twice changes nothing.

    Raises StateConflict when nobody has this token: never asked, stopped, or forgotten after ``FORGET_AFTER``.
    """
    follower = _by_token(token)
    if follower.confirmed_at is None:
        follower.confirmed_at = timezone.now()
        follower.save(update_fields=["confirmed_at"])
        audit.record(FOLLOWED, follower, by=None)
    return follower


@transaction.atomic
def unfollow(token):
    """Stop the mails by the secret in them; the address is erased. Raises StateConflict when nobody has this token."""
    _forget(_by_token(token), by=None)


def _by_token(token):
    follower = CallFollower.objects.select_for_update().filter(token=token).first()
    if follower is None:
        raise StateConflict(_("This link has expired or was used already."))
    return follower


def _forget(follower, *, by):
    if follower.confirmed_at:
        audit.record(UNFOLLOWED, follower, by=by)
    follower.delete()


def forget_unconfirmed():
    """Erase addresses that were given but never confirmed; returns how many rows."""
    return CallFollower.objects.filter(confirmed_at=None, created_at__lt=timezone.now() - FORGET_AFTER).delete()[0]


def tell(kind, call, *, actor, words):
    """Tell followers of a call, and those whom upper apps name under the place "call_audience", each in their language.

    ``words()`` is asked in each language and gives the values of ``templates/notifications/<kind>.txt``. Nobody gets two
    mails: whoever has an account is told there.
    """
    followers = list(call.followers.exclude(confirmed_at=None).select_related("user"))
    people = {one.user_id: one.user for one in followers if one.user_id}
    people |= {user.pk: user for user in collect("call_audience", call)}
    for language, _name in settings.LANGUAGES:
        group = [user for user in people.values() if user.language == language]
        if group:
            with override(language):
                notify(kind, call, to=group, actor=actor, **words())
    reached = {user.email for user in people.values()}
    for follower in followers:
        if not follower.user_id and follower.email not in reached:
            _mail(kind, follower, call, actor, words)


def _mail(kind, follower, call, actor, words):
    """One mail to somebody without account, with a link to stop."""
    with override(follower.language):
        values = {"object": str(call), "actor": str(actor) if actor else "", **words()}
        subject, body = subject_and_body(kind, values)
        stop = reverse("funding:stop_following", kwargs={"token": follower.token})
        context = {
            "subject": subject,
            "body": body,
            "url": address(_without_language(call.get_absolute_url())),
            "stop_url": address(_without_language(stop)),
            "language": follower.language,
        }
        text = render_to_string("funding/mail/follower.txt", context, using="text")
        html = render_to_string("funding/mail/follower.html", context)
    enqueue(to=follower.email, subject=subject[:250], text=text.strip(), html=html, language=follower.language)


def _without_language(path):
    """``address`` puts the reader's language in front itself."""
    return path[3:]
