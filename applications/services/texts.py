"""Writing the sections."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import audit
from core.errors import DomainError

from ..models import Presence, Section
from ..sections import SECTIONS
from .proposals import editable
from .versions import Trail, restore, write

SECTION_WRITTEN = audit.action("application.section_written", _("wrote a section"))
SECTION_JOINED = audit.action("application.section_joined", _("wrote a section together with a colleague"))
SECTION_RESTORED = audit.action("application.section_restored", _("restored an earlier text of a section"))


@transaction.atomic
def write_section(application, key, *, by, text, revision, page=""):
    """Save the text of a section that the person opened as number ``revision`` (0 for one never saved); see ``versions.write``.

    A text over the limit is kept: P05 blocks only the submission.
    Raises DomainError for an unknown section, NotAllowed, StateConflict. Returns Written.
    """
    section = _locked(application, key, by)
    return write(section, _trail(key), by=by, text=text, revision=revision, page=page)


def _trail(key):
    return Trail(SECTION_WRITTEN, SECTION_JOINED, SECTION_RESTORED, {"section": key})


def _locked(application, key, by):
    """The section of the locked application; DomainError if there is none of this key."""
    if key not in SECTIONS:
        raise DomainError(_("There is no such section."))
    application = editable(application, by, key)
    section, _created = Section.objects.get_or_create(application=application, key=key, defaults={"revision": 0})
    return section


@transaction.atomic
def restore_text(application, key, *, by, number):
    """Make an earlier text, by its ``number``, the section's again. The present one stays in the history.

    Raises DomainError for an unknown section or number, NotAllowed, StateConflict. Returns the Section.
    """
    return restore(_locked(application, key, by), _trail(key), by=by, number=number)


def be_present(application, key, *, by):
    """Note that ``by`` has a part open. Not a change of the proposal: no lock, no audit row, gone after a minute."""
    Presence.objects.update_or_create(application=application, key=key, user=by, defaults={"seen_at": timezone.now()})
