from modeltranslation.translator import TranslationOptions, register

from .models import Photo


@register(Photo)
class PhotoTranslation(TranslationOptions):
    """What a photo shows, for those who do not see it, and the line under it."""

    fields = ("alt", "caption")
    required_languages = {"default": ("alt",)}
