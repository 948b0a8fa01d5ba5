from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.questions import Kind
from funding.models import Country

from .proposals import Application
from .questions import Question

COLUMNS = {  # which column holds the answer of which kind
    Kind.TEXT: "text",
    Kind.LONG_TEXT: "text",
    Kind.NUMBER: "number",
    Kind.AMOUNT: "amount",
    Kind.DATE: "on_date",
    Kind.YES_NO: "is_yes",
    Kind.COUNTRY: "country",
    Kind.CHOICE: "choices",
    Kind.CHOICES: "choices",
    Kind.FILE: "file_name",
}
EMPTY = {
    "text": Q(text=""),
    "number": Q(number=None),
    "amount": Q(amount=None),
    "on_date": Q(on_date=None),
    "is_yes": Q(is_yes=None),
    "country": Q(country=None),
    "choices": Q(choices__isnull=True),
    "file_name": Q(file_name="", file_path="", content_type="", size=0, sha256=""),
}


def _only_its_column():
    """Each kind leaves all columns but its own empty."""
    found = Q()
    for kind, column in COLUMNS.items():
        rest = Q(kind=kind.value)
        for name, empty in EMPTY.items():
            rest &= Q() if name == column else empty
        found |= rest
    return found


class Answer(models.Model):
    """The answer of a proposal to a question of its call, in the column of the question's kind; all empty: none.

    ``choices`` holds codes of the question. The file stands outside the web root, under its hash.
    """

    application = models.ForeignKey(Application, models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, models.PROTECT, related_name="answers")
    kind = models.CharField(max_length=10, choices=Kind, editable=False)
    text = models.TextField(blank=True)
    number = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    amount = models.DecimalField(_("amount in USD"), max_digits=15, decimal_places=2, null=True, blank=True)
    on_date = models.DateField(null=True, blank=True)
    is_yes = models.BooleanField(null=True, blank=True)
    country = models.ForeignKey(Country, models.PROTECT, null=True, blank=True, related_name="+")
    choices = models.JSONField(null=True, blank=True)
    file_name = models.CharField(_("file"), max_length=200, blank=True)
    file_path = models.CharField(max_length=200, blank=True)
    content_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveIntegerField(_("size in bytes"), default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    revision = models.PositiveIntegerField(default=0, editable=False)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["application", "question"]
        constraints = [
            models.UniqueConstraint(fields=["application", "question"], name="one_answer_a_question"),
            models.CheckConstraint(condition=_only_its_column(), name="answer_in_the_column_of_its_kind"),
        ]

    def __str__(self):
        return f"{self.application_id}: {self.question_id}"

    @property
    def key(self):
        """The key of its question."""
        return self.question.key

    @property
    def value(self):
        """The answer as ``applications.conditions`` knows it; None when there is none."""
        if self.kind == Kind.COUNTRY:
            return self.country_id
        if self.kind == Kind.CHOICES:
            return tuple(self.choices) if self.choices else None
        if self.kind == Kind.CHOICE:
            return self.choices[0] if self.choices else None
        found = getattr(self, COLUMNS[Kind(self.kind)])
        return None if found == "" else found
