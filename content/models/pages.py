"""Pages of the site and their editions: each language has its own, one after another, and none that was public is lost."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from core.immutability import DELETE, UPDATE, forbid_changes

STALE_AFTER_DAYS = 365
ORDER = ("en", "fr", "es")  # in which a reader gets another language where theirs is missing


class PageQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Pages with a public edition; for those who keep pages all."""
        if user.is_authenticated and user.has_capability("keep_pages"):
            return self
        return self.public()

    def public(self):
        """Pages that are public in at least one language."""
        return self.filter(editions__state=Edition.State.PUBLIC).distinct()

    def without_news(self):
        """Pages that are no news articles: those have a list of their own."""
        return self.filter(article=None)


class Page(models.Model):
    """A place of the site. ``path`` is its address below the language, such as "guidelines/eligibility-criteria"."""

    class Owner(models.TextChoices):
        """Who answers for what a page says."""

        FUND = "FUND", _("Fund management")
        EVALUATION = "EVALUATION", _("Evaluation unit")
        FINANCE = "FINANCE", _("Resource management")
        PORTAL = "PORTAL", _("Administrators of the portal")

    path = models.CharField(
        _("address"), max_length=120, unique=True,
        validators=[RegexValidator(r"^[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)*$")],
        help_text=_("Small letters, digits and hyphens; a slash puts the page below another one."),
    )  # fmt: skip
    position = models.PositiveSmallIntegerField(_("position"), default=100, help_text=_("Lower numbers come first."))
    owner = models.CharField(_("who answers for it"), max_length=12, choices=Owner, default=Owner.FUND)
    reviewed_on = models.DateField(_("last reviewed"), null=True, blank=True)
    revision = models.PositiveIntegerField(default=1, editable=False)

    objects = PageQuerySet.as_manager()

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ["path"]

    def __str__(self):
        return self.path

    def get_absolute_url(self):
        """The public page in the active language."""
        return reverse("page", kwargs={"path": self.path})

    @property
    def kept_url(self):
        """Where it is kept: an article with its photos and subjects, any other page with its settings."""
        if article := getattr(self, "article", None):
            return reverse("articles:detail", kwargs={"pk": article.pk})
        return reverse("pages:detail", kwargs={"pk": self.pk})

    @property
    def parent_path(self):
        """The address of the page above it, "" for those at the top."""
        return self.path.rpartition("/")[0]

    @property
    def is_stale(self):
        """Whether nobody looked at it for so long that somebody should."""
        return self.reviewed_on is None or (timezone.localdate() - self.reviewed_on).days > STALE_AFTER_DAYS

    def edition_in(self, language=None):
        """The public edition in ``language`` (by default the active one), else in the first language that has one, else None.

        Prefetch ``editions`` for lists.
        """
        found = {one.language: one for one in self.editions.all() if one.state == Edition.State.PUBLIC}
        order = dict.fromkeys([language or get_language(), *ORDER])
        return next((found[code] for code in order if code in found), None)


class EditionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All for those who keep pages; nobody else sees how a page came to be."""
        return self if user.is_authenticated and user.has_capability("keep_pages") else self.none()

    def open(self):
        """Those that are written or wait for their time."""
        return self.filter(state__in=Edition.OPEN)

    def due(self):
        """Those whose time has come."""
        return self.filter(state=Edition.State.SCHEDULED, public_at__lte=timezone.now())


class Edition(models.Model):
    """The words of a page in one language. Written, then public at a time; the next one takes its place, and it is kept."""

    class State(models.TextChoices):
        DRAFT = "DRAFT", pgettext_lazy("edition", "Draft")
        SCHEDULED = "SCHEDULED", pgettext_lazy("edition", "Waits for its time")
        PUBLIC = "PUBLIC", pgettext_lazy("edition", "Public")
        PAST = "PAST", pgettext_lazy("edition", "Replaced")
        DROPPED = "DROPPED", pgettext_lazy("edition", "Dropped")

    OPEN = (State.DRAFT, State.SCHEDULED)
    SHOWN = (State.PUBLIC, State.PAST)
    TONES = {
        State.DRAFT: "neutral", State.SCHEDULED: "info", State.PUBLIC: "success", State.PAST: "neutral",
        State.DROPPED: "neutral",
    }  # fmt: skip

    page = models.ForeignKey(Page, models.PROTECT, related_name="editions", verbose_name=_("page"))
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    number = models.PositiveIntegerField(_("number"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    title = models.CharField(_("title"), max_length=150)
    lead = models.CharField(
        _("lead"),
        max_length=400,
        blank=True,
        help_text=_("One or two sentences under the title, in lists and previews."),
    )
    text = models.TextField(_("text"), max_length=60_000, blank=True)
    note = models.CharField(_("what is changed"), max_length=250, blank=True)
    revision = models.PositiveIntegerField(default=1, editable=False)
    public_at = models.DateTimeField(_("public from"), null=True, blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("written by")
    )
    written_at = models.DateTimeField(_("written"), default=timezone.now)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("published by"),
    )

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition of a page")
        verbose_name_plural = _("editions of pages")
        ordering = ["page", "language", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["page", "language", "number"], name="edition_numbered_once"),
            models.UniqueConstraint(
                fields=["page", "language"], condition=Q(state="PUBLIC"), name="one_public_edition_a_language"
            ),
            models.UniqueConstraint(
                fields=["page", "language"],
                condition=Q(state__in=["DRAFT", "SCHEDULED"]),
                name="one_open_edition_a_language",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["SCHEDULED", "PUBLIC"]) | Q(public_at__isnull=False),
                name="public_edition_has_its_time",
            ),
        ]

    def __str__(self):
        return f"{self.page} {self.language} {self.number}"

    @property
    def state_tone(self):
        """Colour family of the state's badge."""
        return self.TONES[self.State(self.state)]

    @property
    def is_open(self):
        """Whether it can still be written."""
        return self.state in self.OPEN

    @property
    def is_due(self):
        """Whether its time has come; the twin of ``due``."""
        return self.state == self.State.SCHEDULED and self.public_at <= timezone.now()

    def get_absolute_url(self):
        """Its page in the workspace."""
        return reverse("pages:edition", kwargs={"pk": self.pk})

    @property
    def public_url(self):
        """Where its readers find it, in its language."""
        with override(self.language):
            return self.page.get_absolute_url()


class Move(models.Model):
    """An address that a page had: whoever has it written down still arrives."""

    path = models.CharField(_("former address"), max_length=120, unique=True)
    page = models.ForeignKey(Page, models.CASCADE, related_name="moves", verbose_name=_("page"))
    moved_at = models.DateTimeField(_("moved"), auto_now_add=True)

    class Meta:
        verbose_name = _("former address of a page")
        verbose_name_plural = _("former addresses of pages")

    def __str__(self):
        return self.path


# what was public stays as it was read; the next edition takes its place
SHOWN = "OLD.state IN ('PUBLIC', 'PAST')"
SAME = " AND ".join(f"OLD.{name} = NEW.{name}" for name in ("page_id", "language", "number", "title", "lead", "text"))
forbid_changes(Edition, (DELETE,), when="{row}.state IN ('PUBLIC', 'PAST')", name="shown")
forbid_changes(Edition, (UPDATE,), when=f"{SHOWN} AND NOT ({SAME} AND NEW.state IN ('PUBLIC', 'PAST'))", name="shown")
