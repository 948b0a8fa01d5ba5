"""What a password must be besides Django's own rules: not endless, and not what one guesses first here."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# Words that come to anybody's mind on this site, in its three languages, without accents; and runs on the keyboard.
GUESSABLE = [
    *("iom", "oim", "idf", "fund", "fonds", "fondo", "unitednations", "nationsunies", "nacionesunidas"),
    *("development", "developpement", "desarrollo", "migration", "migracion", "migrant", "migrante"),
    *("international", "organization", "organisation", "organizacion", "portal", "portail", "project", "projet"),
    *("proyecto", "password", "motdepasse", "contrasena", "welcome", "bienvenue", "bienvenido", "letmein", "admin"),
    *("0123456789", "1234567890", "123456789", "12345678", "1234567", "123456", "12345", "1234", "987654321"),
    *("qwertyuiop", "azertyuiop", "asdfghjkl", "abcdefghijklmnopqrstuvwxyz", "abcdef"),
]
WORDS = re.compile("|".join(sorted(map(re.escape, GUESSABLE), key=len, reverse=True)))
FEWEST_CHARACTERS, FEWEST_DIFFERENT = 8, 5


class MaximumLengthValidator:
    """At most ``max_length`` characters, so that hashing a password never becomes an attack."""

    def __init__(self, max_length=128):
        self.max_length = max_length

    def validate(self, password, user=None):
        """Raise ValidationError for a longer password."""
        if len(password) > self.max_length:
            raise ValidationError(
                _("This password is too long. It may have at most %(most)d characters."),
                code="password_too_long",
                params={"most": self.max_length},
            )

    def get_help_text(self):
        """The rule in one sentence."""
        return _("It may have at most %(most)d characters.") % {"most": self.max_length}


class GuessableWordsValidator:
    """What remains without guessable words must still be hard to guess: 8 characters, 5 of them different."""

    def validate(self, password, user=None):
        """Raise ValidationError for a password made of the Fund's words, one's own name, keyboard runs or repeats."""
        rest = WORDS.sub("", re.sub(r"\s", "", _plain(password)))
        for word in self._own_words(user):
            rest = rest.replace(word, "")
        if len(rest) < FEWEST_CHARACTERS or len(set(rest)) < FEWEST_DIFFERENT:
            raise ValidationError(
                _("This password is easy to guess: it is made of words or characters that many would try. Add others."),
                code="password_guessable",
            )

    def _own_words(self, user):
        """Parts of the person's name and address, the longest first."""
        text = f"{getattr(user, 'name', '')} {getattr(user, 'email', '')}"
        return sorted({word for word in re.split(r"[\W_]+", _plain(text)) if len(word) > 2}, key=len, reverse=True)

    def get_help_text(self):
        """The rule in one sentence."""
        return _("It must not consist of the Fund's name or other words that are easy to guess.")


def _plain(text):
    """Lower case without accents."""
    return "".join(char for char in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(char))
