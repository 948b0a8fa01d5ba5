"""Offers to give to the Fund, and how staff follow them up. The portal takes no money."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .letters import Letter, LetterQuerySet

CURRENCIES = ("USD", "EUR", "CHF", "GBP", "AUD", "CAD", "DKK", "JPY", "NOK", "SEK")


class PledgeQuerySet(LetterQuerySet):
    def open(self):
        """Those that staff follow."""
        return self.filter(state__in=Pledge.OPEN)

    def due_for(self, user, *, on):
        """Open ones whose next step is due on a day, of ``user`` or of nobody; new and held ones that nobody took."""
        theirs = models.Q(owner=user) | models.Q(owner=None)
        untouched = models.Q(state__in=Pledge.UNTOUCHED, owner=None)
        return self.filter(models.Q(state__in=Pledge.OPEN, next_step_on__lte=on) & theirs | untouched)


class Pledge(Letter):
    """Somebody has in mind to give. ``amount`` in ``currency``, if they named one; nothing here is money received."""

    class State(models.TextChoices):
        HELD = "HELD", pgettext_lazy("pledge", "Held for a look")
        NEW = "NEW", pgettext_lazy("pledge", "New")
        CONTACTED = "CONTACTED", pgettext_lazy("pledge", "Contacted")
        PROMISED = "PROMISED", pgettext_lazy("pledge", "Promised in writing")
        RECEIVED = "RECEIVED", pgettext_lazy("pledge", "Gift received")
        DECLINED = "DECLINED", pgettext_lazy("pledge", "Declined")
        SPAM = "SPAM", pgettext_lazy("pledge", "Spam")

    class Kind(models.TextChoices):
        MEMBER_STATE = "MEMBER_STATE", _("A Member State")
        ORGANISATION = "ORGANISATION", _("An organisation, foundation or company")
        PERSON = "PERSON", _("A person")

    class Intention(models.TextChoices):
        UNEARMARKED = "UNEARMARKED", _("The Fund as a whole")
        LINE = "LINE", _("One of its funding lines")
        PROJECT = "PROJECT", _("A project")

    PREFIX = "P"
    PERSONAL = ("name", "email", "office", "message", "next_step")
    OPEN = (State.NEW, State.CONTACTED, State.PROMISED)
    UNTOUCHED = (State.HELD, State.NEW)
    TONES = {
        State.HELD: "warning", State.NEW: "info", State.CONTACTED: "info", State.PROMISED: "accent",
        State.RECEIVED: "success", State.DECLINED: "neutral", State.SPAM: "danger",
    }  # fmt: skip

    state = models.CharField(_("state"), max_length=10, choices=State, default=State.NEW)
    kind = models.CharField(_("who gives"), max_length=15, choices=Kind)
    giver = models.CharField(_("name of the state or organisation"), max_length=200, blank=True)
    office = models.CharField(_("office or function"), max_length=200, blank=True)
    amount = models.DecimalField(
        _("amount"), max_digits=15, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    currency = models.CharField(_("currency"), max_length=3, choices=[(code, code) for code in CURRENCIES], blank=True)
    intention = models.CharField(_("what for"), max_length=15, choices=Intention, default=Intention.UNEARMARKED)
    intended_for = models.CharField(_("which line or project"), max_length=200, blank=True)
    message = models.TextField(_("message"), max_length=4000, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who follows it"),
    )
    next_step = models.CharField(_("next step"), max_length=200, blank=True)
    next_step_on = models.DateField(_("next step on"), null=True, blank=True)

    objects = PledgeQuerySet.as_manager()

    class Meta:
        verbose_name = _("pledge")
        verbose_name_plural = _("pledges")
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount=None) | ~models.Q(currency=""), name="pledged_amount_has_a_currency"
            )
        ]

    def get_absolute_url(self):
        """Its page in the workspace."""
        return reverse("desk:pledge", kwargs={"reference": self.reference})

    @property
    def is_open(self):
        """Whether staff follow it."""
        return self.state in self.OPEN


class PledgeNote(models.Model):
    """What staff noted of a pledge: a call, a letter, what was agreed."""

    pledge = models.ForeignKey(Pledge, models.CASCADE, related_name="notes", verbose_name=_("pledge"))
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("written by")
    )
    text = models.TextField(_("text"), max_length=4000, blank=True)
    written_at = models.DateTimeField(_("written"), default=timezone.now)

    class Meta:
        verbose_name = _("note on a pledge")
        verbose_name_plural = _("notes on pledges")
        ordering = ["written_at", "pk"]

    def __str__(self):
        return f"{self.pledge} {self.written_at:%Y-%m-%d}"
