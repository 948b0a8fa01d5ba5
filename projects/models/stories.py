"""Featured stories: representative projects, told in a few paragraphs."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .projects import Project, shown_language


class StoryQuerySet(models.QuerySet):
    def shown(self):
        """Those everybody may read: public ones of projects that are in the public catalogue."""
        return self.filter(is_public=True, project__record__isnull=False)

    def visible_to(self, user):
        """The same: nobody sees a story here that the public does not."""
        return self.shown()


class Story(models.Model):
    """What a project did, told for readers who do not know it. Its facts come from the project's public record."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="stories", verbose_name=_("project"))
    slug = models.SlugField(
        _("address"), max_length=80, unique=True, blank=True, help_text=_("Made from the title when left empty.")
    )
    title = models.CharField(_("title"), max_length=150)
    lead = models.CharField(_("lead"), max_length=400, help_text=_("One or two sentences for lists and previews."))
    text = models.TextField(_("text"), blank=True, help_text=_("Paragraphs, headings and links, as elsewhere."))
    position = models.PositiveSmallIntegerField(_("position"), default=0, help_text=_("Lower numbers come first."))
    is_public = models.BooleanField(_("public"), default=False)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = StoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        ordering = ["position", "pk"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """Its public page."""
        return reverse("projects:story", kwargs={"slug": self.slug})

    @property
    def language(self):
        """The language in which its title is shown."""
        return shown_language(self, "title")
