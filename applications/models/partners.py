from django.db import models
from django.utils.translation import gettext_lazy as _

from .proposals import Application


class PartnerQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Partners of the applications that the person may open."""
        return self.filter(application__in=Application.objects.visible_to(user))


class Partner(models.Model):
    """Somebody who carries the project beside IOM: who it is, and what it does in the project (template, cover)."""

    class Kind(models.TextChoices):
        GOVERNMENT = "GOVERNMENT", _("Government body")
        UNITED_NATIONS = "UNITED_NATIONS", _("United Nations")
        INTERGOVERNMENTAL = "INTERGOVERNMENTAL", _("Intergovernmental organisation")
        CIVIL_SOCIETY = "CIVIL_SOCIETY", _("Civil society")
        ACADEMIA = "ACADEMIA", _("University or research institute")
        PRIVATE_SECTOR = "PRIVATE_SECTOR", _("Private sector")
        OTHER = "OTHER", _("Other")

    application = models.ForeignKey(Application, models.CASCADE, related_name="partners")
    name = models.CharField(_("name of the partner"), max_length=200)
    kind = models.CharField(_("kind of partner"), max_length=20, choices=Kind)
    role = models.CharField(_("role in the project"), max_length=300)

    objects = PartnerQuerySet.as_manager()

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["application", "name"], name="partner_named_once")]

    def __str__(self):
        return self.name
