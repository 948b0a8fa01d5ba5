from modeltranslation.translator import TranslationOptions, register

from .models import Criterion, Round, ScaleStep


@register(Criterion)
class CriterionTranslation(TranslationOptions):
    """Words of a criterion."""

    fields = ("name", "guidance")
    required_languages = ("en", "fr", "es")


@register([ScaleStep, Round])
class NameTranslation(TranslationOptions):
    """A name alone."""

    fields = ("name",)
    required_languages = ("en", "fr", "es")
