"""A later deadline for all: proposed by one person, confirmed by a second one, told to everybody concerned."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from accounts.roles import Role
from accounts.selectors import people_in
from core import audit
from core.access import allows
from core.errors import DomainError, NotAllowed, StateConflict
from notifications.services import notify

from ..deadlines import closes_at, in_words
from ..models import Call, CallExtension
from .followers import tell

PROPOSED = audit.action("call.extension_proposed", _("proposed a later deadline"))
CONFIRMED = audit.action("call.extended", _("confirmed the later deadline"))
REFUSED = audit.action("call.extension_refused", _("refused the later deadline"))
WITHDRAWN = audit.action("call.extension_withdrawn", _("withdrew the later deadline"))
GONE = _("This has changed since you opened it. Look at its present state and try again.")


@transaction.atomic
def propose_extension(call, *, by, deadline_at, reason):
    """Propose a later deadline (moment in UTC) of an open call, with a reason that everybody can read once confirmed.

    Nothing moves yet; the others who keep calls are told.

    Raises:
        NotAllowed: ``by`` does not keep calls.
        StateConflict: the call is not open any more, or another extension waits.
        DomainError: no deadline to move, no reason, or the new deadline is not later.
    """
    call = _open_call(call.pk, by)
    if call.extensions.waiting().exists():
        raise StateConflict(_("Another extension of this call waits for its confirmation."))
    if not reason.strip():
        raise DomainError(_("Say why: a comment is required."))
    extension = CallExtension(
        call=call, previous_deadline_at=call.deadline_at, deadline_at=deadline_at, reason=reason.strip(), proposed_by=by
    )
    try:
        extension.full_clean(exclude=["confirmed_by", "confirmed_at"])
    except ValidationError as refusal:
        raise DomainError(refusal.messages) from refusal
    extension.save()
    audit.record(PROPOSED, call, by=by, comment=reason, deadline=deadline_at.isoformat())
    others = [person for person in people_in(Role.OFFICER) if person != by]
    _tell_keepers("call.extension_proposed", extension, others, by, reason)
    return extension


@transaction.atomic
def confirm_extension(extension, *, by):
    """Move the deadline for all, as a second person; tells followers and those with drafts for the call.

    Raises:
        NotAllowed: ``by`` does not keep calls, or proposed the extension.
        StateConflict: the call has closed, or the extension was confirmed, refused or withdrawn meanwhile.
    """
    call = _open_call(extension.call_id, by)
    extension = _waiting(extension)
    if extension.proposed_by_id == by.pk:
        raise NotAllowed(_("You proposed this extension. A second person must confirm it."))
    if extension.previous_deadline_at != call.deadline_at:
        raise StateConflict(GONE)
    extension.confirmed_by, extension.confirmed_at = by, timezone.now()
    extension.save(update_fields=["confirmed_by", "confirmed_at"])
    call.deadline_at = extension.deadline_at
    call.closes_at = closes_at(call.deadline_at, call.grace_seconds)
    call.save(update_fields=["deadline_at", "closes_at"])
    moved = {"from": extension.previous_deadline_at.isoformat(), "to": extension.deadline_at.isoformat()}
    audit.record(CONFIRMED, call, by=by, comment=extension.reason, **moved)

    def words():
        return {
            "previous": in_words(extension.previous_deadline_at, call.time_zone),
            "deadline": in_words(extension.deadline_at, call.time_zone),
            "reason": extension.reason,
        }

    tell("call.extended", call, actor=by, words=words)
    return extension


@transaction.atomic
def refuse_extension(extension, *, by, reason):
    """Refuse an extension as a second person, with a reason; its proposer is told.

    Raises NotAllowed for the proposer (who withdraws), StateConflict when it does not wait any more, DomainError
    without a reason.
    """
    call = _locked(extension.call_id, by)
    extension = _waiting(extension)
    if extension.proposed_by_id == by.pk:
        raise NotAllowed(_("You proposed this extension: withdraw it instead."))
    if not reason.strip():
        raise DomainError(_("Say why: a comment is required."))
    audit.record(REFUSED, call, by=by, comment=reason, deadline=extension.deadline_at.isoformat())
    _tell_keepers("call.extension_refused", extension, [extension.proposed_by], by, reason)
    extension.delete()


@transaction.atomic
def withdraw_extension(extension, *, by):
    """Take back an extension that one proposed. Raises NotAllowed for others, StateConflict when it does not wait."""
    call = _locked(extension.call_id, by)
    extension = _waiting(extension)
    if extension.proposed_by_id != by.pk:
        raise NotAllowed(_("Only the person who proposed it may withdraw it."))
    audit.record(WITHDRAWN, call, by=by, deadline=extension.deadline_at.isoformat())
    extension.delete()


def _tell_keepers(kind, extension, people, actor, reason):
    """Tell colleagues, each with the call's title and the hour in their own language."""
    for person in people:
        with override(person.language):
            words = in_words(extension.deadline_at, extension.call.time_zone)
            title = str(extension.call)
            notify(kind, extension, to=[person], actor=actor, object=title, deadline=words, reason=reason)


def _locked(pk, by):
    """The call, locked before its extensions: everybody in this order, so that nobody waits for ever."""
    call = Call.objects.select_for_update().get(pk=pk)
    if not allows(by, "funding.keep_calls", call):
        raise NotAllowed(_("You may not keep calls."))
    return call


def _open_call(pk, by):
    call = _locked(pk, by)
    if call.deadline_at is None:
        raise DomainError(_("This call has no deadline."))
    if call.state != Call.State.OPEN or call.deadline_at < timezone.now():
        raise StateConflict(_("This call is not open any more. The deadline of a closed call does not move."))
    return call


def _waiting(extension):
    found = CallExtension.objects.waiting().select_for_update().filter(pk=extension.pk).first()
    if found is None:
        raise StateConflict(GONE)
    return found
