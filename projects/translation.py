from modeltranslation.translator import TranslationOptions, register

from .models import Project, Publication, PublicRecord


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
