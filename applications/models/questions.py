from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.immutability import DELETE, INSERT, UPDATE, forbid_changes
from core.questions import Kind
from funding.models import Call

from ..conditions import Condition, Operator, from_text


class QuestionSet(models.Model):
    """A version of the questions that a call asks besides the form. Once published only its successor can end it."""

    class State(models.TextChoices):
        DRAFT = "DRAFT", _("Draft")
        PUBLISHED = "PUBLISHED", _("Published")
        SUPERSEDED = "SUPERSEDED", _("Replaced")

    call = models.ForeignKey(Call, models.PROTECT, related_name="question_sets", verbose_name=_("call"))
    number = models.PositiveSmallIntegerField(_("version"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    revision = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(_("begun"), auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    published_at = models.DateTimeField(_("published"), null=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("questions of a call")
        verbose_name_plural = _("questions of calls")
        ordering = ["call", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["call", "number"], name="question_set_numbered_once"),
            models.UniqueConstraint(fields=["call"], condition=Q(state="DRAFT"), name="one_draft_of_questions_a_call"),
            models.UniqueConstraint(
                fields=["call"], condition=Q(state="PUBLISHED"), name="one_published_question_set_a_call"
            ),
            models.CheckConstraint(
                condition=Q(state="DRAFT", published_at=None, published_by=None)
                | Q(~Q(state="DRAFT"), published_at__isnull=False, published_by__isnull=False),
                name="published_question_set_says_when_and_by_whom",
            ),
        ]

    def __str__(self):
        return f"{self.call} #{self.number}"

    def get_absolute_url(self):
        """The page of this version for those who keep calls."""
        return reverse("applications:question_version", kwargs={"pk": self.call_id, "number": self.number})

    @property
    def is_draft(self):
        """Whether it can be changed."""
        return self.state == self.State.DRAFT

    @property
    def state_tone(self):
        """Colour family of the state's badge."""
        return {"DRAFT": "warning", "PUBLISHED": "success"}.get(self.state, "neutral")

    def asks(self):
        """Its questions in order with their choices: two queries, however many."""
        return list(self.questions.prefetch_related("choices"))


key_rule = RegexValidator(r"\A[a-z][a-z0-9_]*\Z", _("Small letters, digits and underscores."))


class Question(models.Model):
    """A question of a call. ``key`` stays the same through all versions; conditions name earlier questions by it."""

    question_set = models.ForeignKey(QuestionSet, models.CASCADE, related_name="questions")
    key = models.CharField(_("key"), max_length=40, validators=[key_rule])
    position = models.PositiveSmallIntegerField(_("position"))
    kind = models.CharField(_("kind of answer"), max_length=10, choices=Kind)
    text = models.CharField(_("question"), max_length=300)
    help = models.TextField(_("help"), blank=True, max_length=2000)
    word_limit = models.PositiveSmallIntegerField(_("word limit"), null=True, blank=True)
    least = models.DecimalField(_("least value"), max_digits=18, decimal_places=4, null=True, blank=True)
    greatest = models.DecimalField(_("greatest value"), max_digits=18, decimal_places=4, null=True, blank=True)
    is_required = models.BooleanField(_("needed to submit"), default=True)
    is_shown_to_reviewers = models.BooleanField(_("shown to reviewers"), default=True)
    asked_subject = models.CharField(max_length=40, blank=True)
    asked_operator = models.CharField(max_length=10, choices=Operator, blank=True)
    asked_value = models.CharField(max_length=200, blank=True)
    required_subject = models.CharField(max_length=40, blank=True)
    required_operator = models.CharField(max_length=10, choices=Operator, blank=True)
    required_value = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("question of a call")
        verbose_name_plural = _("questions of a call")
        ordering = ["question_set", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["question_set", "key"], name="question_key_once_a_set"),
            models.CheckConstraint(
                condition=Q(least=None) | Q(greatest=None) | Q(least__lte=F("greatest")),
                name="question_least_is_not_above_greatest",
                violation_error_message=_("The least value is above the greatest."),
            ),
        ]

    def __str__(self):
        return self.text or self.key

    @property
    def asked_when(self):
        """The Condition under which it is asked, or None: always."""
        return self._condition(self.asked_subject, self.asked_operator, self.asked_value)

    @property
    def required_when(self):
        """The Condition under which it needs an answer although it is not required, or None."""
        return self._condition(self.required_subject, self.required_operator, self.required_value)

    def _condition(self, subject, operator, value):
        """Values are kept with their kind before them ("NUMBER:12.5"), so that a condition is read without its subject."""
        kind, _mark, text = value.partition(":")
        return Condition(subject, operator, from_text(kind, text)) if subject else None


class Choice(models.Model):
    """One of the answers that a question offers."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="choices")
    code = models.CharField(_("code"), max_length=40, validators=[key_rule])
    label = models.CharField(_("label"), max_length=200)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("choice")
        verbose_name_plural = _("choices")
        ordering = ["question", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["question", "code"], name="choice_code_once_a_question")]

    def __str__(self):
        return self.label or self.code


SET = "(SELECT state FROM applications_questionset WHERE id = {row}.question_set_id)"
SET_OF_CHOICE = (
    "(SELECT s.state FROM applications_questionset s JOIN applications_question q ON q.question_set_id = s.id "
    "WHERE q.id = {row}.question_id)"
)
forbid_changes(QuestionSet, (DELETE,), when="{row}.state <> 'DRAFT'", name="published")
forbid_changes(  # the one change left is that the next version replaces it
    QuestionSet,
    (UPDATE,),
    when=(
        "{row}.state = 'SUPERSEDED' OR ({row}.state = 'PUBLISHED' AND NOT (NEW.state = 'SUPERSEDED' AND "
        "NEW.call_id = {row}.call_id AND NEW.number = {row}.number AND NEW.published_at = {row}.published_at))"
    ),
    name="published",
)
forbid_changes(Question, (INSERT, UPDATE, DELETE), when=f"{SET} <> 'DRAFT'", name="published")
forbid_changes(Choice, (INSERT, UPDATE, DELETE), when=f"{SET_OF_CHOICE} <> 'DRAFT'", name="published")
