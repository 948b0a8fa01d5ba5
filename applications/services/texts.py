"""Writing the sections."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit
from core.errors import DomainError, StateConflict

from ..models import Section
from ..sections import SECTIONS
from .proposals import editable

SECTION_WRITTEN = audit.action("application.section_written", _("wrote a section"))


@transaction.atomic
def write_section(application, key, *, by, text, revision):
    """Save a narrative section that the person opened at ``revision`` (0 for a section never saved).

    A text over the limit is kept: P05 blocks only the submission. Raises StateConflict when a newer text was saved.
    """
    if key not in SECTIONS:
        raise DomainError(_("There is no such section."))
    application = editable(application, by, key)
    section, _created = Section.objects.get_or_create(application=application, key=key, defaults={"revision": 0})
    if section.revision != revision:
        raise StateConflict(_("This section was saved elsewhere while you had it open. Your text is still below."))
    section.text, section.revision, section.changed_by = text, revision + 1, by
    section.save()
    audit.record(SECTION_WRITTEN, application, by=by, section=key, characters=len(text))
    return section
