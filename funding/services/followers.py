"""Following a call: who is told when it opens, changes or gets more time. Without an account, after a confirmation."""

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from content.selectors.newsletter import wanting_calls
from content.services import send_newsletter
from core import audit
from core.access import allows
from core.errors import NotAllowed
from core.panels import collect
from notifications.rendering import address, subject_and_body, without_language
from notifications.services import enqueue, following, notify

from ..models import CallFollower

FOLLOWED = audit.action("call.followed", gettext_lazy("followed a call"))
OPENED = "call.opened"
UNFOLLOWED = audit.action("call.unfollowed", gettext_lazy("stopped following a call"))


def follow(call, *, user):
    """Have a signed-in person told of the call; following twice changes nothing. Returns the follower's row.

    Raises NotAllowed for a call the person cannot see.
    """
    if not allows(user, "funding.see_call", call):
        raise NotAllowed(_("You may not do this."))
    return following.follow(call.followers, user=user)


@transaction.atomic
def stop_following(call, *, user):
    """No longer tell a signed-in person of the call."""
    for follower in call.followers.select_for_update().of(user):
        following.forget(follower, by=user)


def follow_by_email(call, *, email, language):
    """Ask an address, in a language, whether it wants to be told of the call. Returns nothing, whatever is known of it.

    Raises NotAllowed for a call that is not public.
    """
    if call.state == call.State.DRAFT:
        raise NotAllowed(_("You may not do this."))
    following.ask(call.followers, email=email, language=language, question=_question)


def _question(follower):
    return {
        "asked": _(
            "Somebody, probably you, asked us to write to this address when this call of the IOM Development Fund opens, "
            "changes or gets more time:"
        ),
        "name": follower.call,
        "path": reverse("funding:confirm_following", kwargs={"token": follower.token}),
    }


def confirm_following(token):
    """Confirm by the secret of the mail; doing it twice changes nothing. Raises StateConflict when nobody has it."""
    return following.confirm(CallFollower, token)


def unfollow(token):
    """Stop the mails by the secret in them; the address is erased. Raises StateConflict when nobody has this token."""
    following.stop(CallFollower, token)


def forget_unconfirmed():
    """Erase addresses that were given but never confirmed; returns how many rows."""
    return following.forget_unconfirmed(CallFollower)


def tell(kind, call, *, actor, words):
    """Tell followers of a call, and those whom upper apps name under the place "call_audience", each in their language.

    ``words()`` is asked in each language and gives the values of ``templates/notifications/<kind>.txt``. Nobody gets two
    mails: whoever has an account is told there.
    """
    followers = list(call.followers.confirmed().select_related("user"))
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
            reached.add(follower.email)
    if kind == OPENED:
        _tell_subscribers(call, actor, words, reached)


def _tell_subscribers(call, actor, words, reached):
    """Tell those who get the newsletter about calls, but for the addresses in ``reached``: they know."""

    def in_words():
        values = {"object": str(call), "actor": str(actor) if actor else "", **words()}
        subject, body = subject_and_body(OPENED, values)
        url = address(without_language(call.get_absolute_url()))
        return {"subject": subject, "body": body, "url": url, "label": _("Open the call")}

    send_newsletter(wanting_calls(reached), key=f"newsletter.call:{call.pk}", words=in_words)


def _mail(kind, follower, call, actor, words):
    """One mail to somebody without account, with a link to stop."""
    with override(follower.language):
        values = {"object": str(call), "actor": str(actor) if actor else "", **words()}
        subject, body = subject_and_body(kind, values)
        stop = address(without_language(reverse("funding:stop_following", kwargs={"token": follower.token})))
        context = {
            "subject": subject,
            "body": body,
            "url": address(without_language(call.get_absolute_url())),
            "stop_url": stop,
            "language": follower.language,
        }
        text = render_to_string("funding/mail/follower.txt", context, using="text")
        html = render_to_string("funding/mail/follower.html", context)
    enqueue(
        to=follower.email,
        subject=subject[:250],
        text=text.strip(),
        html=html,
        language=follower.language,
        stop_url=stop,
    )
