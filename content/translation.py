from modeltranslation.translator import TranslationOptions, register

from .models import Term


@register(Term)
class TermTranslation(TranslationOptions):
    """The term, its meaning and its other forms."""

    fields = ("name", "definition", "forms")
    required_languages = {"default": ("name", "definition")}
