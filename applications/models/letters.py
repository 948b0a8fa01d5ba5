import hashlib
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import KeptFile
from funding.models import Country

from .proposals import Application

OLD_AFTER = timedelta(days=365)  # then the team is warned: the government may see it otherwise by now
TOO_OLD_AFTER = timedelta(days=5 * 365)  # then it is a slip of the year
LETTER_LANGUAGES = [*settings.LANGUAGES, ("other", _("Another language"))]


class EndorsementLetterQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Letters of the applications that the person may open."""
        return self.filter(application__in=Application.objects.visible_to(user))


class PresentLetters(models.Manager):
    """Letters that were not taken out."""

    def get_queryset(self):
        """Without those that were removed."""
        return super().get_queryset().filter(removed_at=None)


class EndorsementLetter(KeptFile):
    """A government's written request (L01, L04). ``uploaded_by`` is None where the government added it by a link itself.

    Taken out of a draft it can be put back; its file stays while a submission names it.
    """

    application = models.ForeignKey(Application, models.CASCADE, related_name="letters")
    country = models.ForeignKey(Country, models.PROTECT, related_name="+", verbose_name=_("country"))
    signatory = models.CharField(_("who signed it"), max_length=200)
    ministry = models.CharField(_("ministry or agency"), max_length=200)
    dated_on = models.DateField(_("date of the letter"))
    language = models.CharField(_("language of the letter"), max_length=5, blank=True, choices=LETTER_LANGUAGES)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    uploaded_at = models.DateTimeField(_("added"), auto_now_add=True)
    removed_at = models.DateTimeField(_("removed"), null=True, editable=False)

    present = PresentLetters()  # the first one: what ``application.letters`` gives
    objects = EndorsementLetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("endorsement letter")
        verbose_name_plural = _("endorsement letters")
        ordering = ["country", "-uploaded_at"]

    def __str__(self):
        return f"{self.country}: {self.file_name}"

    @property
    def is_from_the_government(self):
        """Whether the government's focal point added it by the link sent to them."""
        return self.uploaded_by_id is None

    @property
    def is_old(self):
        """Whether its date is worth a second look."""
        return self.dated_on < timezone.localdate() - OLD_AFTER


def hash_of(token):
    """What is kept of the secret of a link."""
    return hashlib.sha256(token.encode()).hexdigest()


class LetterRequestQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Requests of the proposals that the person writes."""
        return self.filter(application__in=Application.objects.written_by(user))

    def open(self):
        """Those whose link still works."""
        return self.filter(answered_at=None, revoked_at=None, expires_at__gt=timezone.now())


class LetterRequest(models.Model):
    """A letter asked of a government's focal point by a link that works once. Of the link only its hash is kept."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="letter_requests")
    country = models.ForeignKey(Country, models.PROTECT, related_name="+", verbose_name=_("country"))
    name = models.CharField(_("name of the focal point"), max_length=200)
    ministry = models.CharField(_("ministry or agency"), max_length=200)
    email = models.EmailField(_("e-mail"))
    language = models.CharField(_("language of the message"), max_length=2, choices=settings.LANGUAGES)
    token_sha256 = models.CharField(max_length=64, unique=True, editable=False)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    requested_at = models.DateTimeField(_("asked"), default=timezone.now)
    expires_at = models.DateTimeField(_("until"))
    times_sent = models.PositiveSmallIntegerField(_("times sent"), default=1)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True, editable=False)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True, editable=False)
    letter = models.OneToOneField(
        EndorsementLetter, models.SET_NULL, null=True, blank=True, editable=False, related_name="request"
    )

    objects = LetterRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request for a letter")
        verbose_name_plural = _("requests for letters")
        ordering = ["-requested_at"]

    def __str__(self):
        return f"{self.application}: {self.country}"  # never the address: audit rows keep this text for good

    @property
    def status(self):
        """(tone, words) of how far it is."""
        if self.answered_at:
            return "success", _("Answered")
        if self.revoked_at:
            return "neutral", _("Revoked")
        return (
            ("warning", _("Link expired"))
            if self.expires_at <= timezone.now()
            else ("info", _("Waiting for an answer"))
        )

    @property
    def can_be_sent_again(self):
        """Whether a new link may go out."""
        return not self.answered_at and not self.revoked_at
