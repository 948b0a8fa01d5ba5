"""Following searches of the catalogue and projects: with an account at once, without one after a confirmation."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import audit
from core.errors import DomainError
from notifications.models import new_token
from notifications.rendering import clean
from notifications.services import following

from ..models import LONGEST_QUERY, Catalogue, Follower, PublicRecord
from ..selectors.following import Followed, followers_with

FOLLOWED = audit.action("catalogue.followed", gettext_lazy("followed projects"))
UNFOLLOWED = audit.action("catalogue.unfollowed", gettext_lazy("stopped following projects"))
MOST_FOLLOWED = 50  # things that one address may follow


@transaction.atomic
def follow(followed, *, user, frequency):
    """Tell a signed-in person of what is new there (a ``Followed``), that often; again changes how often. Returns the row.

    Raises DomainError for a search that is too long, or when the person follows ``MOST_FOLLOWED`` already.
    """
    _require_short(followed)
    email = following.kept(user.email)
    if _has_enough(email, followed):
        text = _("You follow %(most)d searches and projects already. Stop following one of them first.")
        raise DomainError(text % {"most": MOST_FOLLOWED})
    choices = {"frequency": frequency, "key": _key_of(email), **_told_until_now()}
    follower = following.follow(Follower.objects, user=user, choices=choices, **followed.fields)
    return change_frequency(follower.token, frequency=frequency)


@transaction.atomic
def follow_by_email(followed, *, email, language, frequency):
    """Ask an address whether it wants to be told. Returns nothing, whatever is known of it (see ``following.ask``).

    Raises DomainError for a search that is too long.
    """
    _require_short(followed)
    email = following.kept(email)
    if not _has_enough(email, followed):
        choices = {"frequency": frequency, "key": _key_of(email)}
        following.ask(
            Follower.objects, email=email, language=language, question=_question, choices=choices, **followed.fields
        )


def _question(follower):
    record = PublicRecord.objects.filter(pk=follower.project_id).first()
    if follower.project_id:
        asked = _(
            "Somebody, probably you, asked us to write to this address when there is news of this project of the IOM "
            "Development Fund:"
        )
    else:
        asked = _(
            "Somebody, probably you, asked us to write to this address when the IOM Development Fund publishes new projects "
            "of this kind:"
        )
    return {
        "asked": asked,
        "name": clean(Followed(follower.query, record).name, 300),
        "path": reverse("projects:confirm_following", kwargs={"token": follower.token}),
    }


def confirm(token):
    """Confirm by the secret of the mail; doing it twice changes nothing. Raises StateConflict when nobody has it."""
    return following.confirm(Follower, token, **_told_until_now())


@transaction.atomic
def change_frequency(token, *, frequency):
    """Write to a follower that often from now on. Returns the row. Raises StateConflict when nobody has this token."""
    follower = following.holder_of(Follower, token)
    follower.frequency = frequency
    follower.save(update_fields=["frequency"])
    return follower


@transaction.atomic
def stop(token, *, by=None):
    """No longer tell of one search or project; the address is erased. Raises StateConflict when nobody has this token."""
    _forget(following.holder_of(Follower, token), by)


@transaction.atomic
def stop_all(key, *, by=None):
    """No longer tell an address of anything in the catalogue, by the secret of its page; returns how many things it was."""
    rows = list(followers_with(key).select_for_update().order_by("pk"))
    for follower in rows:
        _forget(follower, by)
    return len(rows)


def _forget(follower, by):
    """Erase the row; with the last one of an address also the mails to it that wait."""
    following.forget(follower, by=by)
    if not Follower.objects.confirmed().filter(email=follower.email).exists():
        following.drop_waiting(follower.key)


def forget_unconfirmed():
    """Erase addresses that were given but never confirmed; returns how many rows."""
    return following.forget_unconfirmed(Follower)


def _require_short(followed):
    if len(followed.query) > LONGEST_QUERY:
        raise DomainError(_("This search has too many words and filters to be followed. Use fewer of them."))


def _has_enough(email, followed):
    rows = Follower.objects.confirmed().filter(email=email).exclude(**followed.fields)
    return rows.count() >= MOST_FOLLOWED


def _key_of(email):
    """The secret of the page of an address: the one it has, else a new one."""
    return Follower.objects.filter(email=email).values_list("key", flat=True).first() or new_token()


def _told_until_now():
    """What is in the catalogue today is no news for who begins to follow."""
    revision = Catalogue.objects.values_list("revision", flat=True).first() or 0
    return {"told_revision": revision, "told_at": timezone.now()}
