"""Links of pages that lead nowhere, as the last check found them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .pages import Edition


class BrokenLinkQuerySet(models.QuerySet):
    def visible_to(self, user):
        """For those who keep pages."""
        return self if user.is_authenticated and user.has_capability("keep_pages") else self.none()

    def standing(self):
        """Those of editions that are read now or may be read soon; a replaced edition's links concern nobody."""
        return self.filter(edition__state__in=[*Edition.OPEN, Edition.State.PUBLIC])


class BrokenLink(models.Model):
    """One address in an edition that leads nowhere. Checks write these rows anew; they are no record of anything."""

    class Reason(models.TextChoices):
        NO_PAGE = "NO_PAGE", _("There is no such page here.")
        NO_PLACE = "NO_PLACE", _("The page is there, the place in it is not.")
        GONE = "GONE", _("The other site says that this page is not there.")
        NO_SITE = "NO_SITE", _("There is no such site.")
        NO_ANSWER = "NO_ANSWER", _("The other site does not answer.")

    edition = models.ForeignKey(
        Edition, models.CASCADE, related_name="broken_links", verbose_name=_("edition of a page")
    )
    words = models.CharField(_("words of the link"), max_length=200)
    address = models.CharField(_("address"), max_length=2000)
    reason = models.CharField(_("what is wrong"), max_length=10, choices=Reason)
    found_at = models.DateTimeField(_("found"), auto_now_add=True)

    objects = BrokenLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("broken link")
        verbose_name_plural = _("broken links")
        ordering = ["edition__page__path", "edition__language", "pk"]

    def __str__(self):
        return self.address
