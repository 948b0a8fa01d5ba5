"""What colleagues say to each other about a part of a proposal. Only the team reads it; the trail keeps no words of it."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit
from core.access import allows
from core.errors import DomainError, NotAllowed, StateConflict
from notifications.services import notify

from ..models import Comment, Thread
from ..sections import parts_of
from .members import team_locked
from .people import team_of

# recorded on the thread, not on the proposal: its history is read by the Fund, too
COMMENTED = audit.action("comment.written", _("commented"), internal=True)
CHANGED = audit.action("comment.changed", _("changed a comment"), internal=True)
DELETED = audit.action("comment.deleted", _("deleted a comment"), internal=True)
RESOLVED = audit.action("comment.resolved", _("resolved comments"), internal=True)
REOPENED = audit.action("comment.reopened", _("reopened comments"), internal=True)
MOST_CHARACTERS, MOST_ANSWERS = 4000, 100
GATHERED = timedelta(minutes=10)  # one mail tells of everything that is said in this time
A_MOMENT = timedelta(minutes=1)


@transaction.atomic
def comment_on(application, part, *, by, text, mentioned=()):
    """Begin a thread about a part (a key of ``parts_of`` it) and return its Comment; a second click returns the first's.

    ``mentioned`` are people of the team, who are told at once; the others are told together after a while.
    Raises NotAllowed for people outside the team, DomainError for an unknown part, or a text that is empty or too long.
    """
    application = team_locked(application, by, "applications.comment")
    if part not in parts_of(application):
        raise DomainError(_("There is no such part."))
    said = Comment.objects.filter(thread__application=application, thread__part=part)
    if repeated := _repeated(said, by, text):
        return repeated
    return _say(Thread(application=application, part=part), by=by, text=text, mentioned=mentioned)


@transaction.atomic
def answer(thread, *, by, text, mentioned=()):
    """Answer in a thread; one that was resolved is open again. Raises as ``comment_on``, and when it is full."""
    thread = _locked(thread, by)
    if repeated := _repeated(thread.comments, by, text):
        return repeated
    if thread.comments.count() >= MOST_ANSWERS:
        raise DomainError(_("This thread is full. Begin a new one."))
    thread.resolved_at = thread.resolved_by = None
    return _say(thread, by=by, text=text, mentioned=mentioned)


@transaction.atomic
def change(comment, *, by, text):
    """Change one's own comment within a quarter of an hour. Raises NotAllowed later, and for other people's."""
    comment = _own(comment, by)
    if comment.text == _checked(text):
        return comment
    comment.text, comment.changed_at = _checked(text), timezone.now()
    comment.save(update_fields=["text", "changed_at"])
    audit.record(CHANGED, comment.thread, by=by, comment_pk=comment.pk)
    return comment


@transaction.atomic
def delete(comment, *, by):
    """Delete one's own comment within a quarter of an hour, unless it was answered. Returns the thread.

    Raises NotAllowed later, and for other people's; StateConflict when somebody answered.
    """
    comment = _own(comment, by)
    thread = comment.thread
    later = thread.comments.filter(pk__gt=comment.pk)
    if later.exists():
        raise StateConflict(_("Somebody has answered since: the comment stays. Answer to correct it."))
    audit.record(DELETED, thread, by=by, comment_pk=comment.pk)
    comment.delete()
    if not thread.comments.exists():
        Thread.objects.filter(pk=thread.pk).delete()
    return thread


@transaction.atomic
def resolve(thread, *, by):
    """Close a thread: what it asked for is done. Doing it twice changes nothing. Raises NotAllowed outside the team."""
    thread = _locked(thread, by)
    if thread.resolved_at is None:
        thread.resolved_at, thread.resolved_by = timezone.now(), by
        thread.save(update_fields=["resolved_at", "resolved_by"])
        audit.record(RESOLVED, thread, by=by)
    return thread


@transaction.atomic
def reopen(thread, *, by):
    """Open a resolved thread again. Doing it twice changes nothing. Raises NotAllowed outside the team."""
    thread = _locked(thread, by)
    if thread.resolved_at is not None:
        thread.resolved_at = thread.resolved_by = None
        thread.save(update_fields=["resolved_at", "resolved_by"])
        audit.record(REOPENED, thread, by=by)
    return thread


def _locked(thread, by):
    """The thread, its application locked before it. Raises NotAllowed, or StateConflict when it was deleted."""
    application = team_locked(thread.application, by, "applications.comment")
    found = application.threads.select_for_update().filter(pk=thread.pk).first()
    if found is None:
        raise StateConflict(_("This comment was deleted meanwhile."))
    return found


def _own(comment, by):
    thread = _locked(comment.thread, by)
    found = thread.comments.select_for_update().filter(pk=comment.pk).first()
    if found is None:
        raise StateConflict(_("This comment was deleted meanwhile."))
    if not allows(by, "applications.change_comment", found):
        raise NotAllowed(_("A comment can be changed by its author, within 15 minutes."))
    return found


def _repeated(said, by, text):
    """What a second click would say again, or None."""
    return said.filter(author=by, text=_checked(text), written_at__gt=timezone.now() - A_MOMENT).first()


def _checked(text):
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise DomainError(_("Write something first."))
    if len(text) > MOST_CHARACTERS:
        raise DomainError(_("Write at most %(n)d characters.") % {"n": MOST_CHARACTERS})
    return text


def _say(thread, *, by, text, mentioned):
    thread.save()
    comment = Comment.objects.create(thread=thread, author=by, text=_checked(text))
    team = {person.pk: person for person in team_of(thread.application) if person.pk != by.pk}
    meant = [team[person.pk] for person in mentioned if person.pk in team]
    comment.mentioned.set(meant)
    audit.record(COMMENTED, thread, by=by, comment_pk=comment.pk, characters=len(text))
    _tell(thread, comment, meant, team)
    return comment


def _tell(thread, comment, meant, team):
    """Those it is meant for at once; the applicant, who wrote in the thread and who writes the part, together."""
    application, by = thread.application, comment.author
    notify("comment.mentioned", thread, to=meant, actor=by, title=application.title)
    concerned = {application.owner_id, *thread.comments.values_list("author", flat=True)}
    concerned |= set(application.responsibilities.filter(part=thread.part).values_list("person", flat=True))
    others = concerned & team.keys() - {person.pk for person in meant}
    told = User.objects.filter(pk__in=others)
    notify("comment.new", application, to=told, actor=by, gather=GATHERED, title=application.title)
