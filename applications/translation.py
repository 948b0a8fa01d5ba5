from modeltranslation.translator import TranslationOptions, register

from .models import Choice, DocumentKind, Question


@register(Question)
class QuestionTranslation(TranslationOptions):
    """The words of a question; a draft may lack some, a published one has all (``services.question_sets.publish``)."""

    fields = ("text", "help")


@register(Choice)
class ChoiceTranslation(TranslationOptions):
    """Label of a choice."""

    fields = ("label",)


@register(DocumentKind)
class DocumentKindTranslation(TranslationOptions):
    """Name of a kind of document."""

    fields = ("name",)
    required_languages = ("en", "fr", "es")
