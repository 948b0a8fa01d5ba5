"""Who is writing, in words."""

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def in_words(names):
    """ "Jonas is writing here", or nothing."""
    if not names:
        return ""
    sentence = ngettext("%(names)s is writing here", "%(names)s are writing here", len(names))
    return sentence % {"names": get_text_list(names, _("and"))}
