"""News of the Fund: pages with a date, photos, and people who are told."""

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import KeptFile
from notifications.models import AbstractFollower, FollowerQuerySet

from .pages import Edition, Page


class ArticleQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Articles with a public edition; for those who keep pages all."""
        if user.is_authenticated and user.has_capability("keep_pages"):
            return self
        return self.public()

    def public(self):
        """Articles that are public in at least one language."""
        shown = Edition.objects.filter(page=models.OuterRef("page"), state=Edition.State.PUBLIC)
        return self.filter(models.Exists(shown))


class Article(models.Model):
    """A page below "news": its words are editions like those of any page.

    ``published_at``: when it became public for the first time, in whatever language; who asked for news later is not told
    of it. ``told_at``: when the last of those who are to be told was told; from then on nobody is.
    """

    page = models.OneToOneField(Page, models.PROTECT, related_name="article", verbose_name=_("page"))
    dated_on = models.DateField(
        _("date"), default=timezone.localdate, help_text=_("Readers see it; the newest come first.")
    )
    is_announced = models.BooleanField(
        _("tell those who asked for news"), default=True,
        help_text=_("By e-mail, once, when it becomes public. Leave it out for old news that you add to the archive."),
    )  # fmt: skip
    published_at = models.DateTimeField(_("public since"), null=True, editable=False)
    told_at = models.DateTimeField(_("everybody told"), null=True, editable=False)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("news article")
        verbose_name_plural = _("news articles")
        ordering = ["-dated_on", "-pk"]
        indexes = [models.Index(fields=["-dated_on", "-id"], name="article_newest")]

    def __str__(self):
        return str(self.page)

    @property
    def slug(self):
        """The last part of its address."""
        return self.page.path.rpartition("/")[2]

    def get_absolute_url(self):
        """The public page in the active language."""
        return self.page.get_absolute_url()

    @property
    def edition(self):
        """Its public edition in the active language, or in the first that has one; None before it is public."""
        return self.page.edition_in()

    @property
    def lead_photo(self):
        """The first of its photos, or None. Prefetch ``photos__sizes`` for lists."""
        return next(iter(self.photos.all()), None)


class PhotoQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Photos of articles that are visible."""
        return self.filter(article__in=Article.objects.visible_to(user))


class Photo(KeptFile):
    """A photograph of an article, as it was uploaded but for what the camera noted; readers get its ``sizes``.

    The first in the order leads the article and stands for it in lists. Alternative text and caption in each language.
    """

    article = models.ForeignKey(Article, models.CASCADE, related_name="photos", verbose_name=_("article"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    alt = models.CharField(
        _("what the photo shows"), max_length=250, help_text=_("For readers who do not see it: who, what, where.")
    )
    caption = models.CharField(_("caption"), max_length=300, blank=True)
    credit = models.CharField(
        _("credit"), max_length=120, blank=True, help_text=_("Who made it, for example © IOM 2026.")
    )

    objects = PhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["position", "pk"]

    def __str__(self):
        return f"{self.article} {self.pk}"

    def _size(self, kind):
        return next((one for one in self.sizes.all() if one.kind == kind), None)

    @property
    def card(self):
        """Its size for lists, or None."""
        return self._size(PhotoSize.Kind.CARD)

    @property
    def large(self):
        """Its size for the article's page, or None."""
        return self._size(PhotoSize.Kind.PAGE)

    @property
    def social(self):
        """Its size for other sites and messengers, or None."""
        return self._size(PhotoSize.Kind.SOCIAL)


class PhotoSize(KeptFile):
    """A photo made anew in one of the sizes that pages show; pixels and nothing else."""

    class Kind(models.TextChoices):
        CARD = "card", _("In lists")
        PAGE = "page", _("On the page")
        SOCIAL = "social", _("For other sites")

    photo = models.ForeignKey(Photo, models.CASCADE, related_name="sizes", verbose_name=_("photo"))
    kind = models.CharField(_("kind"), max_length=6, choices=Kind)
    width = models.PositiveIntegerField(_("width in pixels"))
    height = models.PositiveIntegerField(_("height in pixels"))

    class Meta:
        verbose_name = _("size of a photo")
        verbose_name_plural = _("sizes of photos")
        ordering = ["photo", "kind"]
        constraints = [models.UniqueConstraint(fields=["photo", "kind"], name="one_photo_a_size")]

    def __str__(self):
        return f"{self.photo_id} {self.kind}"

    @property
    def extension(self):
        """As its address ends."""
        return self.file_name.rpartition(".")[2]

    def get_absolute_url(self):
        """Where it is served; the beginning of its hash is part of it, so that no other picture is ever found there."""
        return reverse(
            "news_photo",
            kwargs={"pk": self.photo_id, "digest": self.sha256[:16], "kind": self.kind, "extension": self.extension},
        )


class SubscriberQuerySet(FollowerQuerySet):
    def told(self):
        """Confirmed ones; people whose account is closed are left out."""
        return self.confirmed().filter(models.Q(user=None) | models.Q(user__is_active=True))


class Subscriber(AbstractFollower):
    """Somebody who gets the newsletter: news, calls that open, or both, in a language of their choice."""

    KIND = "newsletter"
    wants_news = models.BooleanField(_("news of the Fund"), default=True)
    wants_calls = models.BooleanField(_("calls for proposals that open"), default=False)

    objects = SubscriberQuerySet.as_manager()

    class Meta:
        verbose_name = _("subscriber of the newsletter")
        verbose_name_plural = _("subscribers of the newsletter")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["email"], name="one_subscriber_an_address"),
            models.CheckConstraint(
                condition=models.Q(wants_news=True) | models.Q(wants_calls=True), name="subscriber_wants_something"
            ),
        ]

    def __str__(self):
        return f"{self.KIND}: {self.pk}"  # never the address: audit rows keep this text for good

    @property
    def address(self):
        """Where mails go: the present address of an account, else the one that was confirmed."""
        return self.user.email if self.user_id else self.email
