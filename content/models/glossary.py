"""The words of the Fund, each explained once for all pages."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Count, Max
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class TermQuerySet(models.QuerySet):
    def state(self):
        """(last change, number of terms): another one whenever a term came, changed or went. One query."""
        found = self.aggregate(last=Max("changed_at"), number=Count("pk"))
        return found["last"], found["number"]


class Term(models.Model):
    """A word of the Fund with what it means. Pages link its first occurrence to the glossary."""

    slug = models.CharField(
        _("anchor"), max_length=60, unique=True, validators=[RegexValidator(r"^[a-z0-9]+(-[a-z0-9]+)*$")],
        help_text=_("Small letters, digits and hyphens. It is the same in all languages and stays for good."),
    )  # fmt: skip
    name = models.CharField(_("term"), max_length=120)
    definition = models.TextField(_("what it means"), max_length=600, help_text=_("One or two sentences."))
    forms = models.TextField(
        _("other forms"), max_length=600, blank=True,
        help_text=_("One a line: plurals, short forms, synonyms. Pages find the term by them, too. A capital counts."),
    )  # fmt: skip
    is_marked = models.BooleanField(
        _("explained in pages"), default=True,
        help_text=_("Pages explain its first occurrence. Without it, the term stands in the glossary alone."),
    )  # fmt: skip
    changed_at = models.DateTimeField(auto_now=True)

    objects = TermQuerySet.as_manager()

    class Meta:
        verbose_name = _("term of the glossary")
        verbose_name_plural = _("terms of the glossary")
        ordering = ["slug"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        """Its place in the glossary, in the active language."""
        return f"{reverse('glossary')}#{self.slug}"

    def name_in(self, language):
        """The term in ``language``, in English where that is missing."""
        return getattr(self, f"name_{language}") or self.name_en

    def definition_in(self, language):
        """What it means, in ``language``, in English where that is missing."""
        return getattr(self, f"definition_{language}") or self.definition_en

    def forms_in(self, language):
        """The term and its other forms in ``language``; none where the language lacks it."""
        lines = [getattr(self, f"name_{language}"), *(getattr(self, f"forms_{language}") or "").splitlines()]
        return [text for line in lines if (text := " ".join((line or "").split()))]
