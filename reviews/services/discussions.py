"""Saying something in the discussion of a proposal. Mails and messages tell that something was said, not what."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.models import Application
from core import audit
from core.errors import DomainError, NotAllowed, StateConflict
from notifications.services import notify

from ..models import Remark
from ..selectors.discussions import participants
from ..selectors.rights import rights_on

SAID = audit.action("review.discussed", _("took part in the discussion"), internal=True)
MOST_CHARACTERS = 4000
GATHERED = timedelta(minutes=10)  # one mail tells of everything that is said in this time
A_MOMENT = timedelta(minutes=1)


@transaction.atomic
def say(application, *, by, text, named=()):
    """Write a Remark and return it; a second click returns the first's.

    ``named`` are people who take part, told at once; the others are told together after a while, nobody by whom.

    Raises:
        NotAllowed: ``by`` does not see the reviews.
        StateConflict: the discussion is over.
        DomainError: the text is empty or too long, or somebody is named who takes no part.
    """
    application = Application.objects.select_for_update().get(pk=application.pk)
    may, _mine = rights_on(application, by)
    if not may.sees_others:
        raise NotAllowed(_("You may not do this."))
    if not may.discusses:
        raise StateConflict(_("The discussion is over. You can still read it."))
    text = _checked(text)
    said = Remark.objects.filter(application=application, author=by, text=text)
    if repeated := said.filter(written_at__gt=timezone.now() - A_MOMENT).first():
        return repeated
    people = {person.user.pk: person.user for person in participants(application, may, by)}
    if any(person.pk not in people for person in named):
        raise DomainError(_("Choose among those who take part."))
    remark = Remark.objects.create(application=application, author=by, text=text)
    remark.mentions.set(named)
    audit.record(SAID, application, by=by, remark=remark.pk)
    notify("review.named", remark, to=named)
    others = people.keys() - {person.pk for person in named}
    notify("review.discussed", remark, to=[people[pk] for pk in sorted(others)], gather=GATHERED)
    return remark


def _checked(text):
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise DomainError(_("Write something first."))
    if len(text) > MOST_CHARACTERS:
        raise DomainError(_("Write at most %(n)d characters.") % {"n": MOST_CHARACTERS})
    return text
