from modeltranslation.translator import TranslationOptions, register

from .models import Criterion


@register(Criterion)
class CriterionTranslation(TranslationOptions):
    """Words of a criterion."""

    fields = ("name", "guidance")
    required_languages = ("en", "fr", "es")
