from modeltranslation.translator import TranslationOptions, register

from .models import Project, Publication, PublicRecord, Story


@register(Project)
class ProjectTranslation(TranslationOptions):
    """Summaries in each language; titles are facts and stay as published."""

    fields = ("summary",)


@register(PublicRecord)
class PublicRecordTranslation(TranslationOptions):
    """The public summaries."""

    fields = ("summary",)


@register(Publication)
class PublicationTranslation(TranslationOptions):
    """What a correction says to the public."""

    fields = ("correction",)


@register(Story)
class StoryTranslation(TranslationOptions):
    """Stories are told in each language, or shown in the one they were told in."""

    fields = ("title", "lead", "text")
