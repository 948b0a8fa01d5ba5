from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from funding.models import Call, Country, Coverage, FocusArea, FundingLine, Region

from .proposals import Application, new_key


class ConceptState(models.TextChoices):
    """Where a concept note stands. Labels are what its author reads."""

    DRAFT = "DRAFT", _("Draft")
    SENT = "SENT", _("Sent, waiting for an answer")
    INVITED = "INVITED", _("Invited to write a proposal")
    DECLINED = "DECLINED", _("Not taken further")
    WITHDRAWN = "WITHDRAWN", _("Withdrawn")


TONES = {
    ConceptState.DRAFT: "neutral", ConceptState.SENT: "info", ConceptState.INVITED: "success",
    ConceptState.DECLINED: "danger", ConceptState.WITHDRAWN: "neutral",
}  # fmt: skip


class ConceptNoteQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own; those sent, for the Regional Office of their region and the Fund (P02, P03)."""
        if not user.is_authenticated:
            return self.none()
        was_sent = Q(sent_at__isnull=False)
        seen = Q(author=user) | (was_sent & Q(region__in=user.endorsing_regions))
        return self.filter(seen | was_sent if user.has_capability("see_all") else seen)

    def with_labels(self):
        """Everything a list shows, without further queries."""
        return self.select_related("author__organisation", "line", "region").prefetch_related("countries")


class ConceptNote(models.Model):
    """An idea in a few hundred words, before a proposal is written (domain brief 3a). Nobody has to write one."""

    key = models.CharField(max_length=24, unique=True, default=new_key, editable=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="concept_notes", verbose_name=_("author")
    )
    title = models.CharField(_("project title"), max_length=250)
    language = models.CharField(_("language of the concept note"), max_length=2, choices=settings.LANGUAGES)
    coverage = models.CharField(_("coverage"), max_length=20, choices=Coverage, blank=True)
    countries = models.ManyToManyField(Country, blank=True, related_name="+", verbose_name=_("countries"))
    region = models.ForeignKey(Region, models.PROTECT, null=True, editable=False, related_name="+")
    line = models.ForeignKey(
        FundingLine, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("funding line")
    )
    focus_areas = models.ManyToManyField(FocusArea, blank=True, related_name="+", verbose_name=_("focus areas"))
    problem = models.TextField(_("the problem"), blank=True)
    idea = models.TextField(_("the idea and the change expected"), blank=True)
    government_partner = models.CharField(_("main government counterpart"), max_length=200, blank=True)
    rough_amount = models.DecimalField(_("rough budget (USD)"), max_digits=15, decimal_places=2, null=True, blank=True)
    duration_months = models.PositiveSmallIntegerField(_("duration in whole months"), null=True, blank=True)
    strategy = models.TextField(_("link to a national strategy"), blank=True)
    contact_name = models.CharField(_("contact person"), max_length=150, blank=True)
    contact_email = models.EmailField(_("e-mail of the contact person"), blank=True)
    contact_phone = models.CharField(_("telephone of the contact person"), max_length=40, blank=True)
    excluded = models.JSONField(_("exclusions that may apply"), default=list, blank=True)
    is_checked = models.BooleanField(_("I have compared the idea with this list"), default=False)
    state = models.CharField(_("state"), max_length=20, choices=ConceptState, default=ConceptState.DRAFT)
    revision = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(_("time of start"), auto_now_add=True)
    sent_at = models.DateTimeField(_("sent"), null=True, editable=False)
    answer = models.TextField(_("answer"), blank=True, editable=False)
    call = models.ForeignKey(Call, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("call"))
    application = models.OneToOneField(
        Application,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="concept_note",
        verbose_name=_("application"),
    )

    objects = ConceptNoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("concept note")
        verbose_name_plural = _("concept notes")
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["DRAFT", "WITHDRAWN"]) | Q(sent_at__isnull=False, region__isnull=False),
                name="sent_concept_note_has_region",
            )
        ]
        indexes = [models.Index(fields=["state", "sent_at"])]

    def __str__(self):
        return self.title

    @property
    def title_language(self):
        return self.language

    def get_absolute_url(self):
        """The page of the concept note in the workspace."""
        return reverse("applications:concept", kwargs={"key": self.key})

    @property
    def state_tone(self):
        """Colour family of the state's badge."""
        return TONES[self.state]
