from modeltranslation.translator import TranslationOptions, register

from .models import ChecklistItem, Lesson, Threshold


@register([Threshold, ChecklistItem])
class NameTranslation(TranslationOptions):
    """What administrators keep for monitoring, named in each language."""

    fields = ("name",)
    required_languages = ("en", "fr", "es")


@register(Lesson)
class LessonTranslation(TranslationOptions):
    """Lessons are told in each language, or shown in the one they were told in."""

    fields = ("title", "text")
