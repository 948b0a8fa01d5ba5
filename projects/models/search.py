"""What a search of the catalogue looks through, and which words mean the same."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from .records import PublicRecord


class SearchText(models.Model):
    """The words of a public record, folded, in three languages. Written with the record, by its service alone.

    A table of its own, since a common word has to look at every row: on PostgreSQL the texts lie outside the rows, which
    stay some 100 bytes wide. There two more columns hold the words as the dictionaries of the three languages see them
    (``title_words`` and ``all_words``, made by the database, migration 0007).
    """

    record = models.OneToOneField(PublicRecord, models.CASCADE, primary_key=True, related_name="search")
    title = models.TextField()  # code, PRIMA ID, title, countries
    text = models.TextField()  # all the rest
    pairs = models.TextField()  # each word with the one that follows (catalogue.words.pairs): phrases are found by them

    class Meta:
        verbose_name = _("text for searches")
        verbose_name_plural = _("texts for searches")

    def __str__(self):
        return self.title


class Synonyms(models.Model):
    """Expressions of any language that mean the same to a search of the catalogue."""

    words = models.TextField(
        _("expressions"),
        max_length=2000,
        unique=True,
        help_text=_(
            "One a line, in all languages. A search for one of them finds the others too. "
            "Accents and capitals do not matter, nor does a final s."
        ),
    )
    note = models.CharField(_("note"), max_length=200, blank=True, help_text=_("Stays inside the Fund."))

    class Meta:
        verbose_name = _("synonyms")
        verbose_name_plural = _("synonyms")
        ordering = ["words"]

    def __str__(self):
        return " = ".join(self.expressions[:4])

    @property
    def expressions(self):
        """The expressions as they were written."""
        return [line.strip() for line in self.words.splitlines() if line.strip()]

    def clean(self):
        """Refuse an expression that stands alone: it would be the same as nothing."""
        if len(self.expressions) < 2:
            raise ValidationError({"words": _("Write at least two expressions, one a line.")})
