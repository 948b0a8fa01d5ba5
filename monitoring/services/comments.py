"""What writers and readers of a report say to each other about its figures. The trail keeps no words of it."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit
from core.access import allows
from core.errors import DomainError, NotAllowed, StateConflict
from notifications.services import notify

from ..models import Report, ReportComment, TeamMember
from ..selectors.comments import place_of

COMMENTED = audit.action("report_comment.written", _("commented"))
RESOLVED = audit.action("report_comment.resolved", _("resolved comments"))
REOPENED = audit.action("report_comment.reopened", _("reopened comments"))
MOST_CHARACTERS, MOST_ANSWERS = 4000, 100
GATHERED = timedelta(minutes=10)  # one mail tells of everything that is said in this time
A_MOMENT = timedelta(minutes=1)


@transaction.atomic
def comment_on(report, target, *, by, text):
    """Begin a thread about a place ("section-summary", "indicator-<lineage>", "report"); a second click begins no second.

    Returns the ReportComment. Raises NotAllowed for people who do not write or read the report, StateConflict once it is
    accepted, DomainError for a place that it does not have, and for a text that is empty or too long.
    """
    report = _open(report, by)
    place = place_of(report, target)
    if place is None:
        raise DomainError(_("There is no such part."))
    said = ReportComment.objects.threads().filter(report=report, kind=place.kind, place=place.key)
    if repeated := _repeated(said, by, text):
        return repeated
    comment = ReportComment(report=report, kind=place.kind, place=place.key)
    return _say(comment, by=by, text=text)


@transaction.atomic
def answer(thread, *, by, text):
    """Answer in a thread; one that was resolved is open again. Raises as ``comment_on``, and when it is full."""
    thread = _locked(thread, by)
    if repeated := _repeated(thread.answers, by, text):
        return repeated
    if thread.answers.count() >= MOST_ANSWERS:
        raise DomainError(_("This thread is full. Begin a new one."))
    _set(thread, None, None)
    comment = ReportComment(report=thread.report, kind=thread.kind, place=thread.place, thread=thread)
    return _say(comment, by=by, text=text)


@transaction.atomic
def resolve(thread, *, by):
    """Close a thread: what it asked for is done. Doing it twice changes nothing. Raises as ``comment_on``."""
    thread = _locked(thread, by)
    if thread.resolved_at is None:
        _set(thread, timezone.now(), by)
        audit.record(RESOLVED, thread, by=by)
    return thread


@transaction.atomic
def reopen(thread, *, by):
    """Open a resolved thread again. Doing it twice changes nothing. Raises as ``comment_on``."""
    thread = _locked(thread, by)
    if thread.resolved_at is not None:
        _set(thread, None, None)
        audit.record(REOPENED, thread, by=by)
    return thread


def _open(report, by):
    """The locked report, if ``by`` may comment on it and it is still open."""
    locked = Report.objects.select_for_update(of=("self",)).select_related("duty__project", "version").get(pk=report.pk)
    if not allows(by, "monitoring.comment", locked):
        raise NotAllowed(_("You may not comment on this report."))
    if locked.state not in Report.OPEN:
        raise StateConflict(_("This report is closed: its comments stay as they are."))
    return locked


def _locked(thread, by):
    report = _open(thread.report, by)
    found = report.comments.threads().select_for_update().get(pk=thread.pk)
    found.report = report
    return found


def _set(thread, moment, by):
    thread.resolved_at, thread.resolved_by = moment, by
    thread.save(update_fields=["resolved_at", "resolved_by"])


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


def _say(comment, *, by, text):
    comment.author, comment.text = by, _checked(text)
    comment.save()
    audit.record(COMMENTED, comment, by=by, characters=len(comment.text))
    _tell(comment)
    return comment


def _tell(comment):
    """Its writers, and who spoke in the thread, hear of all that is said in a while together; only who may read it."""
    report = comment.report
    writers = TeamMember.objects.filter(project=report.duty.project, part=TeamMember.Part.WRITER)
    concerned = {report.duty.project.manager_id, *writers.values_list("user", flat=True)}
    if thread := comment.thread:
        concerned |= {thread.author_id, *thread.answers.values_list("author", flat=True)}
    people = User.objects.filter(pk__in=concerned - {comment.author_id, None})
    readers = [person for person in people if Report.objects.visible_to(person).filter(pk=report.pk).exists()]
    title = report.duty.project.title
    notify("report.commented", report, to=readers, actor=comment.author, gather=GATHERED, title=title)
