"""What a news article is about: the content app knows neither countries nor projects, so that it stands here."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from content.models import Article
from funding.models import Country, Theme

from .projects import Project


class ArticleSubjects(models.Model):
    """Countries, themes and projects of an article. Readers see a project only while it is in the public catalogue."""

    article = models.OneToOneField(
        Article, models.CASCADE, primary_key=True, related_name="kept_subjects", verbose_name=_("article")
    )
    countries = models.ManyToManyField(Country, blank=True, related_name="+", verbose_name=_("places"))
    themes = models.ManyToManyField(Theme, blank=True, related_name="+", verbose_name=_("themes"))
    projects = models.ManyToManyField(Project, blank=True, related_name="+", verbose_name=_("projects"))

    class Meta:
        verbose_name = _("subjects of an article")
        verbose_name_plural = _("subjects of articles")

    def __str__(self):
        return str(self.article)
