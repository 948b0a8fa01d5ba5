from modeltranslation.translator import TranslationOptions, register

from .models import Photo, Term


@register(Term)
class TermTranslation(TranslationOptions):
    """The term, its meaning and its other forms."""

    fields = ("name", "definition", "forms")
    required_languages = {"default": ("name", "definition")}


@register(Photo)
class PhotoTranslation(TranslationOptions):
    """What a photo shows, for those who do not see it, and the line under it."""

    fields = ("alt", "caption")
    required_languages = {"default": ("alt",)}
