"""A project as a picture of 1200 × 630 px, for sites and messengers that show what a link leads to."""

from django.core.cache import cache
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.documents.typesetting import picture_of
from core.numbers import write_money
from core.release import release

WEEK = 7 * 24 * 60 * 60
MOST_COUNTRIES = 6


def picture(record):
    """The PNG for a record with its countries, in the active language; kept until it or the release changes."""
    key = f"card:{record.pk}:{record.revision}:{record.changed_at.timestamp()}:{get_language()}:{release()}"
    return cache.get_or_set(key, lambda: picture_of("documents/card.typ", words_of(record)), WEEK)


def words_of(record):
    """What stands on the picture, as plain text."""
    names = [country.name for country in record.countries]
    more = len(names) - MOST_COUNTRIES
    shown = ", ".join(names[:MOST_COUNTRIES]) + (f" + {more}" if more > 0 else "")
    return {
        "language": get_language() or "en",
        "title": record.title,
        "title_language": record.title_language,
        "code": record.code,
        "countries": shown,
        "facts": [
            text for text in (write_money(record.amount) if record.amount is not None else "", record.years) if text
        ],
        "theme": record.theme.name if record.theme_id else "",
        "fund": _("IOM Development Fund"),
        "line": _("Developing capacities in migration management"),
    }
