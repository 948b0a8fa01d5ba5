"""Enquiries of everybody to the Fund, their threads, and the mailboxes to which the portal tells of them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .letters import Letter, LetterQuerySet


class Topic(models.TextChoices):
    """What an enquiry is about."""

    APPLYING = "APPLYING", _("Applying to the Fund")
    PROJECT = "PROJECT", _("A project that is running or ended")
    GIVING = "GIVING", _("Giving to the Fund")
    PRESS = "PRESS", _("Press and publications")
    PORTAL = "PORTAL", _("This portal and its data")
    OTHER = "OTHER", _("Something else")


class Mailbox(models.Model):
    """A mailbox of an office, never of a person. What is empty fits everything; the row that says most wins."""

    topic = models.CharField(_("topic"), max_length=10, choices=Topic, blank=True, help_text=_("Empty: every topic."))
    region_code = models.CharField(_("region"), max_length=30, blank=True, help_text=_("Empty: every region."))
    languages = models.JSONField(_("languages"), default=list, blank=True, help_text=_("None: every language."))
    address = models.EmailField(_("address"), help_text=_("Of an office, never of a person."))
    is_used = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("mailbox")
        verbose_name_plural = _("mailboxes")
        ordering = ["topic", "region_code", "pk"]

    def __str__(self):
        return self.address


class EnquiryQuerySet(LetterQuerySet):
    def waiting(self):
        """Those that the Fund owes something: an answer, or a look."""
        return self.filter(state__in=Enquiry.WAITING)

    def pressing_for(self, user, *, before):
        """Open ones of ``user``; those that nobody took and held ones, if they have waited since ``before``."""
        mine = Q(state=Enquiry.State.OPEN, assigned_to=user)
        nobodys = Q(state=Enquiry.State.OPEN, assigned_to=None) | Q(state=Enquiry.State.HELD)
        return self.filter(mine | nobodys & Q(waiting_since__lte=before))


class Enquiry(Letter):
    """A question to the Fund, with its thread. ``waiting_since`` is when its sender last wrote."""

    class State(models.TextChoices):
        HELD = "HELD", pgettext_lazy("enquiry", "Held for a look")
        OPEN = "OPEN", pgettext_lazy("enquiry", "Waits for an answer")
        ANSWERED = "ANSWERED", pgettext_lazy("enquiry", "Answered")
        CLOSED = "CLOSED", pgettext_lazy("enquiry", "Closed")
        SPAM = "SPAM", pgettext_lazy("enquiry", "Spam")

    PREFIX = "E"
    PERSONAL = ("name", "email", "organisation")
    WAITING = (State.HELD, State.OPEN)
    TALKING = (State.OPEN, State.ANSWERED, State.CLOSED)  # its sender can write again
    TONES = {
        State.HELD: "warning", State.OPEN: "info", State.ANSWERED: "success", State.CLOSED: "neutral",
        State.SPAM: "danger",
    }  # fmt: skip

    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    topic = models.CharField(_("topic"), max_length=10, choices=Topic)
    region_code = models.CharField(_("region"), max_length=30, blank=True)
    mailbox = models.ForeignKey(Mailbox, models.SET_NULL, null=True, blank=True, verbose_name=_("mailbox"))
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("assigned to")
    )
    waiting_since = models.DateTimeField(_("waiting since"), default=timezone.now)

    objects = EnquiryQuerySet.as_manager()

    class Meta:
        verbose_name = _("enquiry")
        verbose_name_plural = _("enquiries")
        ordering = ["waiting_since", "pk"]
        indexes = [models.Index(fields=["state", "waiting_since"])]

    def get_absolute_url(self):
        """Its page in the workspace."""
        return reverse("desk:enquiry", kwargs={"reference": self.reference})

    @property
    def can_be_continued(self):
        """Whether its sender can write again."""
        return self.state in self.TALKING and self.wiped_at is None


class Message(models.Model):
    """One part of a thread: what the sender wrote, an answer of the Fund, or a note that only staff see."""

    class Kind(models.TextChoices):
        SENDER = "SENDER", _("From the sender")
        ANSWER = "ANSWER", _("Answer of the Fund")
        NOTE = "NOTE", _("Internal note")

    enquiry = models.ForeignKey(Enquiry, models.CASCADE, related_name="messages", verbose_name=_("enquiry"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("written by")
    )
    text = models.TextField(_("text"), max_length=8000, blank=True)
    form_key = models.CharField(max_length=64, unique=True, null=True, editable=False)
    written_at = models.DateTimeField(_("written"), default=timezone.now)

    class Meta:
        verbose_name = _("message of an enquiry")
        verbose_name_plural = _("messages of enquiries")
        ordering = ["written_at", "pk"]

    def __str__(self):
        return f"{self.enquiry} {self.get_kind_display()}"
