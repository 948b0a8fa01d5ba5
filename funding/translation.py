from modeltranslation.translator import TranslationOptions, register

from .models import Ceiling, Country, EligibilityList, FocusArea, FundingLine, Region, Rule, Theme


@register([Region, Country, FocusArea, Theme])
class NameTranslation(TranslationOptions):
    """Reference data with a name in each language."""

    fields = ("name",)
    required_languages = ("en", "fr", "es")


@register(FundingLine)
class FundingLineTranslation(TranslationOptions):
    """Name and description of a line."""

    fields = ("name", "description")


@register(Ceiling)
class CeilingTranslation(TranslationOptions):
    """Where a ceiling stands."""

    fields = ("source",)


@register(EligibilityList)
class EligibilityListTranslation(TranslationOptions):
    """Where a list stands and what is missing from it."""

    fields = ("source", "note")


@register(Rule)
class RuleTranslation(TranslationOptions):
    """The words of a rule."""

    fields = ("title", "explanation", "source")
    required_languages = ("en", "fr", "es")
