"""The languages of the portal, as the settings list them."""

from django.conf import settings

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)  # "en" first: what has no other language is in it
