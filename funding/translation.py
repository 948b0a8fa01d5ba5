from modeltranslation.translator import TranslationOptions, register

from .models import (
    Axis,
    AxisValue,
    Call,
    CallDocument,
    Country,
    EligibilityList,
    FocusArea,
    FundingLine,
    Goal,
    LedgerEntry,
    Notice,
    RatingScale,
    RatingStep,
    Region,
    Rule,
    RuleSet,
    Theme,
)


@register([Region, Country, FocusArea, Theme, Goal, Axis, AxisValue, RatingScale, RatingStep])
class NameTranslation(TranslationOptions):
    """Reference data with a name in each language."""

    fields = ("name",)
    required_languages = ("en", "fr", "es")


@register(FundingLine)
class FundingLineTranslation(TranslationOptions):
    """Name and description of a line."""

    fields = ("name", "description")


@register(LedgerEntry)
class LedgerEntryTranslation(TranslationOptions):
    """Where the amount of an entry stands."""

    fields = ("source",)


@register(EligibilityList)
class EligibilityListTranslation(TranslationOptions):
    """Where a list stands and what is missing from it."""

    fields = ("source", "note")


@register(RuleSet)
class RuleSetTranslation(TranslationOptions):
    """Name of a rule set and what it rests on."""

    fields = ("name", "note")
    required_languages = {"default": ("name",)}


@register(Rule)
class RuleTranslation(TranslationOptions):
    """The words of a rule."""

    fields = ("title", "explanation", "source")
    required_languages = ("en", "fr", "es")


@register(Call)
class CallTranslation(TranslationOptions):
    """Title and announcement of a call."""

    fields = ("title", "text")


@register(CallDocument)
class CallDocumentTranslation(TranslationOptions):
    """Title of a document asked for."""

    fields = ("title",)
    required_languages = ("en", "fr", "es")


@register(Notice)
class NoticeTranslation(TranslationOptions):
    """The words of a notice."""

    fields = ("text",)
    required_languages = ("en", "fr", "es")
