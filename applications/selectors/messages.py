"""Messages about proposals, and how many of them a person has not read."""

from django.db.models import Exists, OuterRef

from ..models import Message, MessageReading


def unread_messages(user, applications=None):
    """Messages of others that ``user`` has not read, of ``applications`` (one or a queryset) or of all they may open."""
    found = Message.objects.exclude(written_by=user)
    if applications is not None:
        found = found.filter(application__in=applications)
    read = MessageReading.objects.filter(
        application=OuterRef("application"), user=user, read_at__gte=OuterRef("written_at")
    )
    return found.exclude(Exists(read))
