from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .proposals import Application


class Member(models.Model):
    """A colleague who works on a proposal beside its applicant, with a right that includes those before it."""

    class Right(models.TextChoices):
        """What a colleague may do; each right includes those before it."""

        VIEW = "VIEW", _("Read")
        EDIT = "EDIT", _("Write")
        SUBMIT = "SUBMIT", _("Write and submit")

    application = models.ForeignKey(Application, models.CASCADE, related_name="members")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships", verbose_name=_("person")
    )
    right = models.CharField(_("right"), max_length=10, choices=Right, default=Right.EDIT)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(_("added"), auto_now_add=True)

    class Meta:
        verbose_name = _("colleague on a proposal")
        verbose_name_plural = _("colleagues on proposals")
        ordering = ["application", "added_at"]
        constraints = [models.UniqueConstraint(fields=["application", "user"], name="one_membership_a_person")]

    def __str__(self):
        return f"{self.application}: {self.user}"

    def get_absolute_url(self):
        """The people of the proposal."""
        return reverse("applications:people", kwargs={"key": self.application.key})

    @property
    def may_write(self):
        """Whether the right includes writing."""
        return self.right in {self.Right.EDIT, self.Right.SUBMIT}


class FormerMember(models.Model):
    """Somebody who once worked on a proposal: whoever may have written it never assesses it, even after leaving."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="former_members")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="former_memberships", verbose_name=_("person")
    )
    left_at = models.DateTimeField(_("left"), auto_now=True)

    class Meta:
        verbose_name = _("former colleague on a proposal")
        verbose_name_plural = _("former colleagues on proposals")
        constraints = [models.UniqueConstraint(fields=["application", "user"], name="one_former_membership_a_person")]

    def __str__(self):
        return str(self.application)

    def get_absolute_url(self):
        """One's own proposals: this one opens no longer."""
        return reverse("applications:list")
