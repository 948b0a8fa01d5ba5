from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from funding.models import Country

from .proposals import Application


class EndorsementLetterQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Letters of the applications that the person may open."""
        return self.filter(application__in=Application.objects.visible_to(user))


class EndorsementLetter(models.Model):
    """A government's written request (L01, L04). The file stands outside the web root, under its hash."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="letters")
    country = models.ForeignKey(Country, models.PROTECT, related_name="+", verbose_name=_("country"))
    signatory = models.CharField(_("who signed it"), max_length=200)
    ministry = models.CharField(_("ministry or agency"), max_length=200)
    dated_on = models.DateField(_("date of the letter"))
    file_name = models.CharField(_("file"), max_length=200)
    file_path = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(_("added"), auto_now_add=True)

    objects = EndorsementLetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("endorsement letter")
        verbose_name_plural = _("endorsement letters")
        ordering = ["country", "-uploaded_at"]

    def __str__(self):
        return f"{self.country}: {self.file_name}"
