"""What enquiries and pledges have in common: somebody wrote through a public form, without an account."""

import secrets

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that is taken for another one on paper or by telephone
LENGTH = 6  # 30 signs each: seven hundred million references a year


class Doubt(models.TextChoices):
    """Why a person looks at something before it is passed on."""

    TRAP = "TRAP", _("A field that people do not see was filled in")
    QUICK = "QUICK", _("It was sent within seconds")
    LINKS = "LINKS", _("It holds many links")
    OFTEN = "OFTEN", _("This address has written often today")


def new_reference(prefix):
    """A reference such as "E-2026-7K3QXM": easy to read out, too many to guess."""
    code = "".join(secrets.choice(SIGNS) for _place in range(LENGTH))
    return f"{prefix}-{timezone.localdate().year}-{code}"


class LetterQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All for those who answer enquiries; nobody else sees who wrote to the Fund."""
        return self if user.is_authenticated and user.has_capability("answer_enquiries") else self.none()


class Letter(models.Model):
    """Who wrote, where from, in which language, and what the spam defences thought of it.

    ``form_key`` is one for each sending of a form: a second click makes no second row. After ``wiped_at`` nothing here
    says who wrote.
    """

    PREFIX = ""
    PERSONAL = ("name", "email")  # what is wiped

    reference = models.CharField(_("reference"), max_length=20, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=150, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    country_code = models.CharField(_("country"), max_length=2, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    doubts = models.JSONField(_("why it is held"), default=list, blank=True)
    form_key = models.CharField(max_length=64, unique=True, null=True, editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)
    received_at = models.DateTimeField(_("received"), default=timezone.now)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    wiped_at = models.DateTimeField(_("personal data wiped"), null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self):
        return self.reference

    @property
    def state_tone(self):
        """Colour family of the state's badge."""
        return self.TONES[self.State(self.state)]

    @property
    def reasons(self):
        """Why it was held, in words."""
        return [Doubt(code).label for code in self.doubts]
