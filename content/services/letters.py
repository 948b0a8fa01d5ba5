"""What receiving an enquiry and a pledge have in common: a reference, one row for each sending, mails, forgetting."""

from datetime import timedelta

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _

from core import audit
from core.access import allows
from core.addresses import absolute
from core.errors import DomainError, NotAllowed, StateConflict
from notifications.models import OutboxMail
from notifications.rendering import clean
from notifications.services import enqueue, notify

from ..models import Doubt, Enquiry, Mailbox, Pledge, new_reference
from ..routing import route
from ..selectors.enquiries import answerers
from ..workflow import ANSWERS, still_known

WIPED = audit.action("letter.wiped", gettext_lazy("wiped the personal data"))
KEPT = audit.action("mailbox.kept", gettext_lazy("kept the mailbox"))
OFTEN = 5  # letters of one address within a day, after which a person looks first
ATTEMPTS = 5  # at a reference that nobody has
LONGEST_LINE = 2000


def may_answer(by):
    """Raise NotAllowed for who does not answer enquiries."""
    if not allows(by, ANSWERS):
        raise NotAllowed(_("You may not do this."))


def written_to(letter, *, by, revision=None):
    """The row, locked, for staff to add something. Raises NotAllowed; StateConflict as ``locked``; DomainError when wiped."""
    may_answer(by)
    letter = locked(letter, revision)
    if obstacles := still_known(letter):
        raise DomainError(obstacles)
    return letter


def check_answerer(person):
    """Raise ValidationError for somebody who does not answer enquiries; nobody (None) will do."""
    if person and person not in answerers():
        raise ValidationError(_("Choose somebody who answers enquiries."))


def locked(letter, revision=None):
    """The row, locked. Raises StateConflict when somebody changed it after the person opened it at ``revision``."""
    found = type(letter).objects.select_for_update().get(pk=letter.pk)
    if revision is not None and found.revision != revision:
        raise StateConflict(
            _("Something was written or changed while you had this open. Look at it; your text is still below.")
        )
    return found


def take_step(workflow, name, letter, *, by, comment, ends, pass_on, **changes):
    """Take a step of a workflow with a locked ``letter``; ``ends``: names of those that close it. Returns it.

    ``pass_on(letter)`` is called when what was held is released, or is opened again after it was taken for spam.
    """
    was_held_back = name == "release" or (name == "reopen" and letter.state == "SPAM" and letter.doubts)
    changes |= {"revision": letter.revision + 1, "closed_at": timezone.now() if name in ends else None}
    letter = workflow.apply(name, letter, by=by, comment=comment, **changes)
    if was_held_back:
        pass_on(letter)
    return letter


@transaction.atomic
def take_in(letter):
    """Save a new letter under a new reference. Returns (letter, whether it is new): one that was sent before is found.

    Raises ValidationError for facts that cannot be kept.
    """
    model = type(letter)
    letter.full_clean(exclude=["reference"], validate_unique=False, validate_constraints=False)
    for _attempt in range(ATTEMPTS):
        if found := model.objects.filter(form_key=letter.form_key).first():
            return found, False
        letter.reference = new_reference(letter.PREFIX)
        try:
            with transaction.atomic():
                letter.save(force_insert=True)
        except IntegrityError:  # the same click was quicker, or the reference is somebody's
            letter.pk = None
        else:
            return letter, True
    raise StateConflict(_("This could not be saved. Please send it once more."))


def with_habit(model, doubts, email):
    """The doubts, with one more for an address that has written often within a day."""
    since = timezone.now() - timedelta(days=1)
    count = model.objects.filter(email__iexact=email, received_at__gt=since).count()
    return [*doubts, Doubt.OFTEN.value] if count >= OFTEN else list(doubts)


def mailbox_for(*, topic, region_code, language):
    """The mailbox that hears of it, or None."""
    found = Mailbox.objects.filter(is_used=True)
    return route(found, topic=topic, region_code=region_code, language=language)


def tell_staff(kind, letter, *, mailbox, topic, once):
    """Tell the mailbox by mail; where no mailbox is set, everybody who answers. Names and texts stay in the portal."""
    if mailbox is None:
        notify(kind, letter, to=answerers(), once=f"{letter.reference}:{once}", topic=topic)
        return
    language = (mailbox.languages or [settings.LANGUAGE_CODE])[0]
    with override(language):
        words = {"reference": letter.reference, "topic": topic}
        post(
            letter,
            once,
            to=mailbox.address,
            subject=_("Answer %(reference)s – %(topic)s") % words,
            lead=_("Open it in the portal and answer there, so that the thread stays together."),
            label=_("Open it in the portal"),
            url=absolute(letter.get_absolute_url()),
            why=_("You receive this message because the portal names this mailbox for such letters."),
        )


def post(letter, once, *, to, subject, lead, why, text="", label="", url="", is_secret=False):
    """Put one mail about ``letter`` into the outbox, in the active language; ``once`` tells it from the letter's others."""
    context = {"subject": subject, "lead": lead, "text": text, "label": label, "url": url, "why": why}
    language = context["language"] = get_language()
    enqueue(
        to=to,
        subject=" ".join(subject.split())[:250],
        text=render_to_string("content/mail/letter.txt", context, using="text").strip(),
        html=render_to_string("content/mail/letter.html", context),
        language=language,
        dedupe_key=f"{letter.reference}:{once}",
        holds_secret=is_secret,
    )


def quoted(text):
    """What somebody typed, as a mail to an address that they named may repeat it: no web address survives."""
    return "\n".join(f"> {clean(line, LONGEST_LINE)}".rstrip() for line in text.splitlines())


@transaction.atomic
def keep_mailbox(mailbox, *, by, changed):
    """Save a mailbox that an administrator wrote (``changed``: names of its fields). Raises NotAllowed, ValidationError."""
    if not allows(by, "content.keep_mailboxes"):
        raise NotAllowed(_("You may not change the mailboxes."))
    mailbox.full_clean()
    mailbox.save()
    audit.record(KEPT, mailbox, by=by, fields=sorted(changed))
    return mailbox


def wipe_letters():
    """Wipe who wrote and what from letters that are over for CONTACT_RETENTION_MONTHS; returns how many.

    Reference, dates, topic, region, state and amounts stay for the figures, the audit trail names no person
    (design of privacy: minimise, retention).
    """
    limit = timezone.now() - relativedelta(months=settings.CONTACT_RETENTION_MONTHS)
    over = Enquiry.objects.exclude(state__in=Enquiry.WAITING).exclude(messages__written_at__gt=limit)
    ended = Pledge.objects.exclude(state__in=[*Pledge.OPEN, Pledge.State.HELD]).exclude(notes__written_at__gt=limit)
    found = [_not_since(over, limit), _not_since(ended, limit)]
    return sum(_wipe(letters, pk) for letters in found for pk in list(letters.values_list("pk", flat=True)))


def _not_since(letters, limit):
    return letters.filter(wiped_at=None, received_at__lte=limit).exclude(closed_at__gt=limit)


@transaction.atomic
def _wipe(letters, pk):
    """Wipe one of ``letters``; 1, or 0 where somebody wrote or opened it again meanwhile."""
    letter = letters.select_for_update().filter(pk=pk).first()
    if letter is None:
        return 0
    for name in letter.PERSONAL:
        setattr(letter, name, "")
    if isinstance(letter, Pledge) and letter.kind == Pledge.Kind.PERSON:
        letter.giver = ""  # that of a state or an organisation stays for the figures
    letter.wiped_at, letter.form_key = timezone.now(), None
    letter.save()
    if isinstance(letter, Enquiry):
        letter.messages.update(text="", form_key=None)
    else:
        letter.notes.update(text="")
    OutboxMail.objects.filter(dedupe_key__startswith=f"{letter.reference}:").exclude(
        state=OutboxMail.State.PENDING
    ).delete()
    audit.record(WIPED, letter, by=None)
    return 1
