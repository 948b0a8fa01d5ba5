"""Writing the sections: every text that arrives is kept, whatever became of it."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import audit
from core.errors import DomainError

from ..merging import merge
from ..models import Presence, Section, TextRevision
from ..sections import SECTIONS
from .proposals import editable

SECTION_WRITTEN = audit.action("application.section_written", _("wrote a section"))
SECTION_JOINED = audit.action("application.section_joined", _("wrote a section together with a colleague"))
SECTION_RESTORED = audit.action("application.section_restored", _("restored an earlier text of a section"))
A_SITTING = timedelta(minutes=10)  # saves of one person without a longer pause are one sitting
Kind = TextRevision.Kind


@dataclass(frozen=True)
class Written:
    """What became of a text: the section as it is now, the ``revision`` that holds what was sent.

    ``is_joined``: a colleague's changes are in the section's text too. ``is_aside``: the text contradicted the section's,
    which stayed as it was; the sent text is kept in the history.
    """

    section: Section
    revision: TextRevision | None
    is_joined: bool = False
    is_aside: bool = False


@transaction.atomic
def write_section(application, key, *, by, text, revision, page=""):
    """Save the text of a section that the person opened as number ``revision`` (0 for one never saved).

    If another text was saved meanwhile both are joined word by word; if they contradict each other, the section keeps its
    text, what was sent is put aside, and the person chooses. ``page`` names the open page: it never contradicts itself, even
    if it did not hear that an earlier text of it arrived. A text over the limit is kept: P05 blocks only the submission.

    The texts themselves are the trail of who wrote what; the audit trail gets one row a sitting, not one a second.
    Raises DomainError for an unknown section, NotAllowed, StateConflict. Returns Written.
    """
    section = _locked(application, key, by)
    if text == section.text and section.revision:  # an empty text is saved too: the page may have suggested one
        return Written(section, None)
    base = _base(section, revision, page)
    if section.revision == base.number:
        return Written(section, _hold(section, text, by=by, page=page))
    is_known = base.pk or not base.number
    if is_known and text == base.text:  # nothing was written here; the page only learns what was written elsewhere
        return Written(section, None, is_joined=True)
    joined = merge(base.text, text, section.text) if is_known else None
    if joined is None:
        return Written(section, _put_aside(section, text, by=by, page=page), is_aside=True)
    sent = _append(section, Kind.SENT, text, by=by, page=page)
    if joined != section.text:
        _hold(section, joined, by=by, page=page, kind=Kind.JOINED, action=SECTION_JOINED)
    return Written(section, sent, is_joined=True)


def _locked(application, key, by):
    """The section of the locked application; DomainError if there is none of this key."""
    if key not in SECTIONS:
        raise DomainError(_("There is no such section."))
    application = editable(application, by, key)
    section, _created = Section.objects.get_or_create(application=application, key=key, defaults={"revision": 0})
    return section


def _base(section, number, page):
    """The text that the sent one grew out of: the one opened, or a later one that the same page sent and that was taken."""
    if number == section.revision:
        return TextRevision(number=number)
    taken = section.revisions.filter(page=page, kind__in=[Kind.WRITTEN, Kind.SENT], number__gt=number)
    own = taken.order_by("-number").first() if page else None
    return own or section.revisions.filter(number=number).first() or TextRevision(number=number)


def _append(section, kind, text, *, by, page="", restored=None):
    """One more text of the section, numbered; within a sitting of its writer if it follows soon enough."""
    last = section.revisions.order_by("-number").first()
    number, now = (last.number if last else section.revision) + 1, timezone.now()
    follows = last and last.by_id == by.pk and last.kind == kind == Kind.WRITTEN and now - last.at <= A_SITTING
    return section.revisions.create(
        number=number, sitting=last.sitting if follows else number, kind=kind, text=text, by=by, at=now, page=page,
        restored=restored,
    )  # fmt: skip


def _hold(section, text, *, by, kind=Kind.WRITTEN, action=SECTION_WRITTEN, page="", restored=None):
    """Make ``text`` the section's; the first save of a sitting leaves a row in the audit trail."""
    revision = _append(section, kind, text, by=by, page=page, restored=restored)
    section.text, section.revision, section.changed_by = text, revision.number, by
    section.save()
    if revision.sitting == revision.number:
        audit.record(
            action, section.application, by=by, section=section.key, characters=len(text), number=revision.number
        )
    return revision


def _put_aside(section, text, *, by, page):
    """Keep a text that contradicted the section's, once: a page that tries again adds nothing."""
    last = section.revisions.filter(kind=Kind.ASIDE, by=by).order_by("-number").first()
    return last if last and last.text == text else _append(section, Kind.ASIDE, text, by=by, page=page)


@transaction.atomic
def restore_text(application, key, *, by, number):
    """Make an earlier text, by its ``number``, the section's again. The present one stays in the history.

    Raises DomainError for an unknown section or number, NotAllowed, StateConflict. Returns the Section.
    """
    section = _locked(application, key, by)
    earlier = section.revisions.filter(number=number).first()
    if earlier is None:
        raise DomainError(_("There is no such version."))
    if earlier.text != section.text:
        _hold(section, earlier.text, by=by, kind=Kind.RESTORED, action=SECTION_RESTORED, restored=number)
    return section


def be_present(application, key, *, by):
    """Note that ``by`` has the section open. Not a change of the proposal: no lock, no audit row, gone after a minute."""
    Presence.objects.update_or_create(application=application, key=key, user=by, defaults={"seen_at": timezone.now()})
