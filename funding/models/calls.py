"""Calls for proposals: what may be handed in, until when, and who follows them."""

from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.immutability import DELETE, UPDATE, forbid_changes
from notifications.models import AbstractFollower, new_token  # noqa: F401 – a migration finds the second here

from .countries import Region
from .lines import FundingLine

EARLIEST_REMINDER, MOST_REMINDERS = 90, 5  # days before the deadline; how many


def check_reminders(days):
    """Refuse what is no list of a few different numbers of days."""
    numbers = isinstance(days, list) and all(type(day) is int and 1 <= day <= EARLIEST_REMINDER for day in days)
    if not numbers or len(days) > MOST_REMINDERS or len(set(days)) < len(days):
        text = _("Write at most %(most)d different whole numbers from 1 to %(earliest)d, with commas between them.")
        raise ValidationError(text, params={"most": MOST_REMINDERS, "earliest": EARLIEST_REMINDER}, code="reminders")


def usual_reminders():
    """Days before a deadline on which people are reminded, unless the call says otherwise."""
    return [7, 1]


class Phase(models.TextChoices):
    """Where a call stands for its readers: the state, and whether its hours have come."""

    SOON = "SOON", _("Opening soon")
    OPEN = "OPEN", _("Open")
    CLOSED = "CLOSED", _("Closed")
    DECIDED = "DECIDED", _("Decided")
    DRAFT = "DRAFT", _("Draft")


PHASE_TONES = {Phase.SOON: "accent", Phase.OPEN: "success", Phase.DECIDED: "info"}
STATE_TONES = {"OPEN": "success", "DECIDED": "info"}


class CallQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Everybody sees calls that were opened; drafts are for those who keep or audit calls."""
        if user.is_authenticated and {"keep_calls", "see_rulebook"} & user.capabilities:
            return self
        return self.exclude(state=Call.State.DRAFT)

    def accepting(self, at):
        """Calls that take proposals at a moment, their silent grace included."""
        return self.filter(state=Call.State.OPEN, opens_at__lte=at).filter(Q(closes_at=None) | Q(closes_at__gte=at))


class Call(models.Model):
    """A call for proposals: national ones are open all year while money lasts (C03), regional ones until a deadline (C04).

    Moments are kept in UTC, with the IANA time zone in which the deadline was set and is shown. ``closes_at`` is the
    deadline and the silent grace after it; ``services.calls`` keeps it so.
    """

    class Kind(models.TextChoices):
        NATIONAL = "NATIONAL", _("National projects")
        REGIONAL = "REGIONAL", _("Regional projects")

    class State(models.TextChoices):
        DRAFT = "DRAFT", _("Draft")
        OPEN = "OPEN", _("Open")
        CLOSED = "CLOSED", _("Closed")
        DECIDED = "DECIDED", _("Decided")

    slug = models.SlugField(_("address"), max_length=60, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    title = models.CharField(_("title"), max_length=150)
    text = models.TextField(_("announcement"), help_text=_("Markdown: paragraphs, lists, links."))
    lines = models.ManyToManyField(FundingLine, related_name="calls", verbose_name=_("funding lines"))
    regions = models.ManyToManyField(
        Region, blank=True, related_name="calls", verbose_name=_("regions"), help_text=_("None chosen: all regions.")
    )
    funding_year = models.PositiveSmallIntegerField(
        _("funding year"), null=True, blank=True, help_text=_("Empty: the year of submission.")
    )
    languages = models.JSONField(_("languages of proposals"), default=list)
    time_zone = models.CharField(_("time zone"), max_length=50, default="Europe/Zurich")
    opens_at = models.DateTimeField(_("opening"))
    deadline_at = models.DateTimeField(_("deadline"), null=True, blank=True)
    grace_seconds = models.PositiveSmallIntegerField(
        _("grace in seconds"),
        default=120,
        validators=[MaxValueValidator(300)],
        help_text=_("After the deadline; never shown."),
    )
    closes_at = models.DateTimeField(null=True, editable=False)
    reminder_days = models.JSONField(
        _("reminders, in days before the deadline"),
        default=usual_reminders,
        blank=True,
        validators=[check_reminders],
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT, editable=False)
    contact_name = models.CharField(_("contact"), max_length=100)
    contact_email = models.EmailField(_("e-mail of the contact"))
    revision = models.PositiveIntegerField(default=1, editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )

    objects = CallQuerySet.as_manager()

    class Meta:
        verbose_name = _("call")
        verbose_name_plural = _("calls")
        ordering = ["deadline_at", "opens_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(deadline_at=None) | Q(deadline_at__gt=F("opens_at")),
                name="call_ends_after_opening",
                violation_error_message=_("The deadline must be after the opening."),
            ),
            models.CheckConstraint(
                condition=Q(kind="NATIONAL") | Q(deadline_at__isnull=False),
                name="regional_call_has_deadline",
                violation_error_message=_("A regional call has a deadline (rule C04)."),
            ),
        ]
        indexes = [models.Index(fields=["state", "deadline_at"])]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """The public page of the call."""
        return reverse("funding:call", kwargs={"slug": self.slug})

    @property
    def state_tone(self):
        """Colour family of the state's badge."""
        return STATE_TONES.get(self.state, "neutral")

    @property
    def phase(self):
        """What readers are told: the deadline that was announced counts, not the silent grace."""
        now = timezone.now()
        if self.state != self.State.OPEN:
            return Phase(self.state)
        if now < self.opens_at:
            return Phase.SOON
        return Phase.CLOSED if self.deadline_at and self.deadline_at < now else Phase.OPEN

    @property
    def phase_tone(self):
        """Colour family of the phase's badge."""
        return PHASE_TONES.get(self.phase, "neutral")

    @property
    def deadline_on(self):
        """The day of the deadline on the calendar of the call's place; None without deadline."""
        return self.deadline_at and self.deadline_at.astimezone(ZoneInfo(self.time_zone)).date()

    @property
    def days_left(self):
        """Days on that calendar until the deadline, 0 on the day itself; None without deadline."""
        return self.deadline_on and (self.deadline_on - timezone.now().astimezone(ZoneInfo(self.time_zone)).date()).days


class CallDocument(models.Model):
    """A document that a call asks for."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="documents", verbose_name=_("call"))
    title = models.CharField(_("title"), max_length=150)
    is_required = models.BooleanField(_("required"), default=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("document asked for")
        verbose_name_plural = _("documents asked for")
        ordering = ["position", "pk"]

    def __str__(self):
        return self.title


class CallExtensionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Confirmed ones with their call; those that wait are for those who keep or audit calls."""
        found = self.filter(call__in=Call.objects.visible_to(user))
        if user.is_authenticated and {"keep_calls", "see_rulebook"} & user.capabilities:
            return found
        return found.confirmed()

    def confirmed(self):
        """Those that moved the deadline."""
        return self.filter(confirmed_at__isnull=False)

    def waiting(self):
        """Those that wait for a second person."""
        return self.filter(confirmed_at=None)


class CallExtension(models.Model):
    """A later deadline for all, with its reason: proposed by one person, confirmed by another, then unchangeable."""

    call = models.ForeignKey(Call, models.PROTECT, related_name="extensions", verbose_name=_("call"))
    previous_deadline_at = models.DateTimeField(_("previous deadline"))
    deadline_at = models.DateTimeField(_("new deadline"))
    reason = models.TextField(_("reason"))
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("proposed by")
    )
    proposed_at = models.DateTimeField(_("time of proposal"), default=timezone.now)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("confirmed by")
    )
    confirmed_at = models.DateTimeField(_("time of confirmation"), null=True)

    objects = CallExtensionQuerySet.as_manager()

    class Meta:
        verbose_name = _("extension of a call")
        verbose_name_plural = _("extensions of calls")
        ordering = ["-proposed_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(deadline_at__gt=F("previous_deadline_at")),
                name="extension_is_later",
                violation_error_message=_("The new deadline must be after the present one."),
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("proposed_by")),
                name="extension_confirmed_by_second_person",
            ),
            models.UniqueConstraint(fields=["call"], condition=Q(confirmed_by=None), name="one_open_extension_a_call"),
        ]

    def __str__(self):
        return f"{self.call_id}: {self.deadline_at}"

    def get_absolute_url(self):
        """The page of the call for those who keep it."""
        return reverse("funding:managed_call", kwargs={"pk": self.call_id})


class CallFollower(AbstractFollower):
    """Somebody who is told when a call changes; without an account only after the address was confirmed."""

    KIND = "call"
    call = models.ForeignKey(Call, models.CASCADE, related_name="followers", verbose_name=_("call"))

    class Meta:
        verbose_name = _("follower of a call")
        verbose_name_plural = _("followers of calls")
        constraints = [models.UniqueConstraint(fields=["call", "email"], name="one_follower_an_address")]

    def __str__(self):
        return f"{self.call_id}: {self.pk}"  # never the address: audit rows keep this text for good


forbid_changes(CallExtension, (UPDATE, DELETE), when="{row}.confirmed_by_id IS NOT NULL", name="confirmed")
