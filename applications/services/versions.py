"""Texts in versions, of sections and of long answers alike: every text that arrives is kept, whatever became of it."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import audit
from core.errors import DomainError

from ..merging import merge
from ..models import Answer, Section, TextRevision

Kind = TextRevision.Kind


@dataclass(frozen=True)
class Written:
    """What became of a text: what holds it (``holder``) as it is now, the ``revision`` that holds what was sent.

    ``is_joined``: a colleague's changes are in the holder's text too. ``is_aside``: the text contradicted the holder's,
    which stayed as it was; the sent text is kept in the history.
    """

    holder: Section | Answer
    revision: TextRevision | None
    is_joined: bool = False
    is_aside: bool = False


@dataclass(frozen=True)
class Trail:
    """What the audit trail gets of a text: the actions, the data that name it, what it is ``about`` (else the application)."""

    written: str
    joined: str
    restored: str
    names: dict
    about: object = None


def write(holder, trail, *, by, text, revision, page=""):
    """Save a text that the person opened as number ``revision`` (0 for one never saved). Returns Written.

    ``holder`` is saved already, and its application (in an upper app, its report) locked. If another text was saved
    meanwhile both are joined word by word; if they contradict each other, the holder keeps its text, what was sent is put
    aside, and the person chooses. ``page`` names the open page: it never contradicts itself, even if it did not hear that
    an earlier text of it arrived. The texts themselves are the trail of who wrote what; the audit trail gets one row a
    sitting, not one a second.
    """
    if text == holder.text and holder.revision:  # an empty text is saved too: the page may have suggested one
        return Written(holder, None)
    base = _base(holder, revision, page)
    if holder.revision == base.number:
        return Written(holder, _hold(holder, trail, text, by=by, page=page))
    is_known = base.pk or not base.number
    if is_known and text == base.text:  # nothing was written here; the page only learns what was written elsewhere
        return Written(holder, None, is_joined=True)
    joined = merge(base.text, text, holder.text) if is_known else None
    if joined is None:
        return Written(holder, _put_aside(holder, text, by=by, page=page), is_aside=True)
    sent = _append(holder, Kind.SENT, text, by=by, page=page)
    if joined != holder.text:
        _hold(holder, trail, joined, by=by, page=page, kind=Kind.JOINED)
    return Written(holder, sent, is_joined=True)


def restore(holder, trail, *, by, number):
    """Make an earlier text, by its ``number``, the holder's again. Raises DomainError for an unknown number."""
    earlier = holder.revisions.filter(number=number).first()
    if earlier is None:
        raise DomainError(_("There is no such version."))
    if earlier.text != holder.text:
        _hold(holder, trail, earlier.text, by=by, kind=Kind.RESTORED, restored=number)
    return holder


def _base(holder, number, page):
    """The text that the sent one grew out of: the one opened, or a later one that the same page sent and that was taken."""
    if number == holder.revision:
        return TextRevision(number=number)
    taken = holder.revisions.filter(page=page, kind__in=[Kind.WRITTEN, Kind.SENT], number__gt=number)
    own = taken.order_by("-number").first() if page else None
    return own or holder.revisions.filter(number=number).first() or TextRevision(number=number)


def _append(holder, kind, text, *, by, page="", restored=None):
    """One more text of the holder, numbered; within a sitting of its writer if it follows soon enough."""
    last = holder.revisions.order_by("-number").first()
    number, now = (last.number if last else holder.revision) + 1, timezone.now()
    follows = last and last.by_id == by.pk and last.kind == kind == Kind.WRITTEN and now - last.at <= audit.A_SITTING
    return holder.revisions.create(
        number=number, sitting=last.sitting if follows else number, kind=kind, text=text, by=by, at=now, page=page,
        restored=restored,
    )  # fmt: skip


def _hold(holder, trail, text, *, by, kind=Kind.WRITTEN, page="", restored=None):
    """Make ``text`` the holder's; the first save of a sitting leaves a row in the audit trail."""
    revision = _append(holder, kind, text, by=by, page=page, restored=restored)
    holder.text, holder.revision, holder.changed_by = text, revision.number, by
    holder.save()
    if revision.sitting == revision.number:
        action = {Kind.JOINED: trail.joined, Kind.RESTORED: trail.restored}.get(kind, trail.written)
        about = trail.about or holder.application
        audit.record(action, about, by=by, **trail.names, characters=len(text), number=revision.number)
    return revision


def _put_aside(holder, text, *, by, page):
    """Keep a text that contradicted the holder's, once: a page that tries again adds nothing."""
    last = holder.revisions.filter(kind=Kind.ASIDE, by=by).order_by("-number").first()
    return last if last and last.text == text else _append(holder, Kind.ASIDE, text, by=by, page=page)
