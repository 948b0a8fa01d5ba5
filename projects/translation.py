from modeltranslation.translator import TranslationOptions, register

from .models import Project


@register(Project)
class ProjectTranslation(TranslationOptions):
    """Summaries in each language; titles are facts and stay as published."""

    fields = ("summary",)
