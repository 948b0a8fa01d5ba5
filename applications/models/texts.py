from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.immutability import forbid_changes

from .answers import Answer
from .proposals import Application


class Section(models.Model):
    """One narrative section, as text in the proposal's language. ``revision`` is the number of the text that holds."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="sections")
    key = models.CharField(_("section"), max_length=30)
    text = models.TextField(_("text"), blank=True)
    revision = models.PositiveIntegerField(default=1, editable=False)
    changed_at = models.DateTimeField(auto_now=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        constraints = [models.UniqueConstraint(fields=["application", "key"], name="one_section_of_a_kind")]

    def __str__(self):
        return f"{self.application} {self.key}"


class TextRevision(models.Model):
    """A section's text, or a long answer's, as somebody sent it, or as two were joined. Every save adds one; none ever
    changes or goes.

    Saves that follow one another within minutes make one ``sitting`` (the number of its first): pages list sittings,
    and still no text is lost that a colleague saw, that a colleague's open page is based on, or that somebody may want back.
    """

    class Kind(models.TextChoices):
        """How a text came to be; ``SENT`` and ``ASIDE`` never held as the text of the section or answer."""

        WRITTEN = "WRITTEN", _("Written")
        SENT = "SENT", _("Sent, then joined with a colleague’s text")
        JOINED = "JOINED", _("Joined from two texts")
        ASIDE = "ASIDE", _("Put aside: it contradicted a colleague’s text")
        RESTORED = "RESTORED", _("Restored")

    section = models.ForeignKey(Section, models.PROTECT, null=True, related_name="revisions")
    answer = models.ForeignKey(Answer, models.PROTECT, null=True, related_name="revisions")
    number = models.PositiveIntegerField(_("number"))
    sitting = models.PositiveIntegerField(_("sitting"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    text = models.TextField(_("text"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("person")
    )
    at = models.DateTimeField(_("time"))
    page = models.CharField(_("open page that sent it"), max_length=24, blank=True)
    restored = models.PositiveIntegerField(_("number of the restored text"), null=True)

    class Meta:
        verbose_name = _("version of a text")
        verbose_name_plural = _("versions of texts")
        ordering = ["section", "answer", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["section", "number"], name="text_numbered_once"),
            models.UniqueConstraint(fields=["answer", "number"], name="text_of_answer_numbered_once"),
            models.CheckConstraint(
                condition=Q(section__isnull=False, answer=None) | Q(section=None, answer__isnull=False),
                name="text_of_a_section_or_an_answer",
            ),
        ]
        indexes = [
            models.Index(fields=["section", "sitting"]),
            models.Index(fields=["answer", "sitting"], name="sittings_of_an_answer"),
        ]

    def __str__(self):
        return f"{self.section or self.answer} #{self.number}"


forbid_changes(TextRevision)


class Presence(models.Model):
    """Who has a section open to write, and when their page last said so."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="presences")
    key = models.CharField(_("section"), max_length=30)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("person"))
    seen_at = models.DateTimeField(_("last seen"))

    class Meta:
        verbose_name = _("presence in a section")
        verbose_name_plural = _("presences in sections")
        constraints = [models.UniqueConstraint(fields=["application", "key", "user"], name="one_presence_a_person")]

    def __str__(self):
        return f"{self.user} {self.key}"
