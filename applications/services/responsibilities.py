"""Who writes which part."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from core import audit
from core.errors import DomainError
from notifications.services import notify

from ..models import Responsibility
from ..sections import PARTS, parts_of
from .people import writers_of
from .proposals import editable

DIVIDED = audit.action("application.parts_divided", _("divided the parts among the colleagues"))


@transaction.atomic
def divide(application, *, by, changes):
    """Say who writes parts, and until when: ``changes`` maps keys of ``PARTS`` to (person or None, date or None).

    Parts that are not named stay as they are. Everybody newly responsible for something is told once, with its names.

    Raises:
        NotAllowed: ``by`` may not write the proposal.
        DomainError: an unknown part, a person who may not write it, or a date in the past.
        StateConflict: the proposal was submitted meanwhile.
    """
    application = editable(application, by)
    writers = {person.pk: person for person in writers_of(application)}
    present = {row.part: row for row in application.responsibilities.select_for_update()}
    asked, parts = {}, parts_of(application)
    for part, (person, due_on) in changes.items():
        if part not in parts:
            raise DomainError(_("There is no such part."))
        _check(part, person, due_on, writers)
        before = present.get(part)
        if person is None:
            application.responsibilities.filter(part=part).delete()
            continue
        Responsibility.objects.update_or_create(
            application=application, part=part, defaults={"person": person, "due_on": due_on, "given_by": by}
        )
        if person.pk != by.pk and (before is None or (before.person_id, before.due_on) != (person.pk, due_on)):
            asked.setdefault(person.pk, []).append(part)
    if changes:
        audit.record(DIVIDED, application, by=by, parts=sorted(changes))
    for pk, parts in asked.items():
        _tell(application, writers[pk], parts, by)


def _check(part, person, due_on, writers):
    if person is not None and person.pk not in writers:
        raise DomainError(_("%(person)s may not write this proposal.") % {"person": person})
    if due_on and due_on < timezone.localdate():
        raise DomainError(_("“%(part)s”: choose a date that is not past.") % {"part": PARTS[part]})


def _tell(application, person, parts, by):
    with override(person.language):
        names = ", ".join(str(PARTS[part]) for part in parts)
    notify("team.part_given", application, to=[person], actor=by, title=application.title, parts=names)
