from modeltranslation.translator import TranslationOptions, register

from .models import ChecklistItem, Threshold


@register([Threshold, ChecklistItem])
class NameTranslation(TranslationOptions):
    """What administrators keep for monitoring, named in each language."""

    fields = ("name",)
    required_languages = ("en", "fr", "es")
