from datetime import date

from core.panels import collect

from .models import Notification, OutboxMail
from .rendering import line


def to_do(user):
    """What needs this person now, from all apps, by due date; what has none comes last."""
    return sorted(collect("tasks", user), key=lambda task: (task.due_on is None, task.due_on or date.max))


def recent_activity(user, most=8):
    """The latest notifications, in the active language."""
    return [line(notification) for notification in Notification.objects.visible_to(user)[:most]]


def inbox(user):
    """All of a person's notifications, newest first."""
    return Notification.objects.visible_to(user)


def newest_mails(most=100):
    """The latest mails of the outbox, without their texts."""
    return OutboxMail.objects.defer("text", "html")[:most]
