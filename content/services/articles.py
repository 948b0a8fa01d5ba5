"""Keeping news articles: their address, date and announcement. Their words are editions, like those of any page."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from core import audit

from ..models import Article, Page
from .pages import NEWS, article_changed, begin_edition, check_path, require_keeper, write_edition

MADE = audit.action("article.made", _("made the news article"))
KEPT = audit.action("article.kept", _("changed the news article"))
LONGEST_SLUG = 80


def address_of(slug, title):
    """The address of an article: made from ``slug``, else from its title. Raises ValidationError where it cannot be."""
    slug = slugify((slug or title).replace("_", " "))[:LONGEST_SLUG].strip("-")
    if not slug:
        raise ValidationError(_("Write an address: the title has no letter that an address can hold."))
    path = f"{NEWS}/{slug}"
    check_path(path, is_article=True)
    if Page.objects.filter(path=path).exists():
        raise ValidationError(_("There is an article with this address already. Write another one."))
    return path


@transaction.atomic
def make_article(*, by, title, language, slug="", **facts):
    """Make an article with the draft of its first edition, which has this title. Returns the Edition.

    ``facts``: ``dated_on``, ``is_announced``. Raises NotAllowed, and ValidationError for an address that cannot be.
    """
    require_keeper(by)
    page = Page(path=address_of(slug, title))
    page.full_clean()
    page.save()
    article = Article(page=page, **facts)
    article.full_clean()
    article.save()
    audit.record(MADE, article, by=by)
    edition = begin_edition(page, language, by=by)
    return write_edition(edition, by=by, revision=edition.revision, title=title)


@transaction.atomic
def keep_article(article, *, by, dated_on, is_announced):
    """Change the date of an article and whether those who asked for news are told of it. Returns it. Raises NotAllowed."""
    require_keeper(by)
    article = Article.objects.select_for_update().get(pk=article.pk)
    article.dated_on, article.is_announced = dated_on, is_announced
    article.full_clean()
    article.save(update_fields=["dated_on", "is_announced"])
    audit.record(KEPT, article, by=by, dated_on=dated_on.isoformat(), is_announced=is_announced)
    article_changed(article)
    return article
