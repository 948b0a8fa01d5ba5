"""Messages between a proposal's team and the Fund's people."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import audit
from core.access import allows
from core.errors import DomainError, NotAllowed
from notifications.models import Notification
from notifications.services import notify

from ..models import Application, Message, MessageReading, State
from .people import endorsers_of, officers, team_of

WRITTEN = audit.action("application.message_written", gettext_lazy("wrote a message"))
KIND = "message.written"


@transaction.atomic
def write_message(application, *, by, text):
    """Write to the other side about a proposal; who has not read the last notification of it gets no second one.

    Raises NotAllowed, or DomainError for an empty text.
    """
    application = Application.objects.get(pk=application.pk)
    if not allows(by, "applications.message", application):
        raise NotAllowed(_("You may not write about this proposal."))
    if not text.strip():
        raise DomainError(_("Write a message."))
    is_of_team = allows(by, "applications.see_team", application)
    message = Message.objects.create(application=application, written_by=by, is_of_team=is_of_team, text=text.strip())
    audit.record(WRITTEN, application, by=by, message=message.pk)
    told_already = set(_notifications(application).unread().values_list("user", flat=True))
    people = [*team_of(application), *_staff_of(application)]
    told = [person for person in people if person.pk != by.pk and person.pk not in told_already]
    notify(KIND, message, to=told, actor=by, title=application.title)
    read_messages(application, by=by)
    return message


def _staff_of(application):
    """Who answers the team: the Regional Office while it reviews, else the officers; besides those who wrote already."""
    wrote = application.messages.filter(is_of_team=False).select_related("written_by")
    reviews = endorsers_of(application) if application.state == State.REGIONAL_REVIEW else officers()
    return [*reviews, *(message.written_by for message in wrote)]


def _notifications(application):
    return Notification.objects.filter(kind=KIND, path__endswith=f"/{application.key}/messages/")


@transaction.atomic
def read_messages(application, *, by):
    """Note that ``by`` has read all messages about a proposal, and the notifications of them."""
    now = timezone.now()
    MessageReading.objects.update_or_create(application=application, user=by, defaults={"read_at": now})
    _notifications(application).filter(user=by).unread().update(read_at=now)
