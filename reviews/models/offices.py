from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from applications.models import Application
from core.immutability import forbid_changes


class Endorsement(models.Model):
    """A Regional Office's endorsement of one submission (P04). Never changes."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="endorsements")
    submission = models.OneToOneField("applications.Submission", models.PROTECT, related_name="endorsement")
    endorsed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    endorsed_at = models.DateTimeField(_("time of endorsement"), auto_now_add=True)
    comment = models.TextField(_("comment"), blank=True)

    class Meta:
        verbose_name = _("endorsement")
        verbose_name_plural = _("endorsements")

    def __str__(self):
        return f"{self.application}"


class Delegation(models.Model):
    """A colleague of the Regional Office who acts for it on one proposal, until it is ended."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="delegations")
    delegate = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="delegations", verbose_name=_("colleague")
    )
    delegated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    delegated_at = models.DateTimeField(_("delegated"), auto_now_add=True)
    note = models.TextField(_("note"), blank=True, max_length=1000)
    ended_at = models.DateTimeField(_("ended"), null=True)

    class Meta:
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")
        ordering = ["delegated_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "delegate"], condition=Q(ended_at=None), name="one_delegation_a_colleague"
            ),
            models.CheckConstraint(condition=~Q(delegate=F("delegated_by")), name="nobody_delegates_to_themselves"),
        ]

    def __str__(self):
        return f"{self.application}: {self.delegate}"


class AdviceQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What a person was asked or has asked."""
        return self.filter(Q(asked_of=user) | Q(asked_by=user)) if user.is_authenticated else self.none()


class Advice(models.Model):
    """A department at Headquarters asked for its view of a submission, and its answer. Once answered it stays."""

    class Verdict(models.TextChoices):
        ENDORSES = "ENDORSES", _("The department endorses the proposal")
        WITH_CHANGES = "WITH_CHANGES", _("It would endorse it with changes")
        OBJECTS = "OBJECTS", _("It objects to the proposal")

    application = models.ForeignKey(Application, models.PROTECT, related_name="advice")
    submission = models.ForeignKey("applications.Submission", models.PROTECT, related_name="+")
    asked_of = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="advice_asked")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("asked"), auto_now_add=True)
    question = models.TextField(_("question"), max_length=2000)
    due_on = models.DateField(_("due"))
    verdict = models.CharField(_("view of the department"), max_length=12, choices=Verdict, blank=True)
    answer = models.TextField(_("reasons"), blank=True, max_length=4000)
    answered_at = models.DateTimeField(_("answered"), null=True)

    objects = AdviceQuerySet.as_manager()

    class Meta:
        verbose_name = _("advice")
        verbose_name_plural = _("advice")
        ordering = ["asked_at"]

    def __str__(self):
        return str(self.application)

    def get_absolute_url(self):
        """Where it is given."""
        return reverse("reviews:advice", kwargs={"pk": self.pk})


forbid_changes(Endorsement)
forbid_changes(Advice, when="{row}.answered_at IS NOT NULL", name="answered")
