"""The news as those who keep them see them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core import audit
from core.access import requires
from core.forms import ServiceForm, posted
from core.panels import collect

from .. import services
from ..forms import ArticleFactsForm, NewArticleForm, PhotoForm, PhotoWordsForm
from ..models import Article, Photo
from ..selectors.news import articles_to_keep, audience, kept_articles
from ..selectors.pages import editions_of

ON_A_PAGE = 25
PHOTO = ["article__page"]


@requires("content.keep_pages")
def article_list(request):
    """Every article with its languages: public, being written, missing."""
    page = Paginator(articles_to_keep(), ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "content/kept_news.html", {"page_obj": page, "rows": kept_articles(page.object_list)})


@requires("content.keep_pages")
def new_article(request):
    """Make an article; its first edition is written next."""
    form = NewArticleForm(request.POST or None, initial={"language": request.LANGUAGE_CODE})
    if form.is_valid() and form.carry_out(services.make_article, by=request.user):
        messages.success(request, _("The article is made. Write its lead and text; photos come after that."))
        return redirect("pages:write", pk=form.result.pk)
    return render(request, "content/article_form.html", {"form": form})


@requires("content.keep_pages", Article, related=["page"])
def article_detail(request, article):
    """An article: its editions in each language, its photos, its subjects, its settings, its history."""
    facts = {"dated_on": article.dated_on, "is_announced": article.is_announced}
    form = ArticleFactsForm(request.POST or None, initial=facts)
    if form.is_valid() and form.carry_out(services.keep_article, article, by=request.user):
        messages.success(request, _("Saved."))
        return redirect("articles:detail", pk=article.pk)
    context = {
        "article": article,
        "form": form,
        "languages": editions_of(article.page),
        "photos": article.photos.prefetch_related("sizes"),
        "panels": collect("kept_article", article, request.user),
        "readers": audience(article),
        "events": audit.history(article),
    }
    return render(request, "content/kept_article.html", context)


@requires("content.keep_pages", Article, related=["page"])
def add_photo(request, article):
    """Upload a photo with its words."""
    form = PhotoForm(request.POST or None, request.FILES or None)
    if form.is_valid() and form.carry_out(services.add_photo, article, by=request.user):
        messages.success(request, _("The photo is added."))
        return redirect("articles:detail", pk=article.pk)
    return render(request, "content/photo_form.html", {"form": form, "article": article})


@requires("content.keep_pages", Photo, related=PHOTO)
def photo(request, photo):
    """Change the words of a photo."""
    form = PhotoWordsForm(request.POST or None, photo=photo)
    if form.is_valid() and form.carry_out(services.describe_photo, photo, by=request.user):
        messages.success(request, _("Saved."))
        return redirect("articles:detail", pk=photo.article_id)
    return render(request, "content/photo_form.html", {"form": form, "article": photo.article, "photo": photo})


@require_POST
@requires("content.keep_pages", Photo)
def move_photo(request, photo):
    """Put a photo one place further up or down."""
    services.move_photo(photo, by=request.user, is_up=request.POST.get("way") == "up")
    return redirect("articles:detail", pk=photo.article_id)


@requires("content.keep_pages", Photo, related=PHOTO)
def remove_photo(request, photo):
    """Remove a photo, after a question."""
    form = ServiceForm(posted(request))
    if form.is_valid() and form.attempt(services.remove_photo, photo, by=request.user):
        messages.success(request, _("The photo is removed."))
        return redirect("articles:detail", pk=photo.article_id)
    return render(request, "content/photo_remove.html", {"form": form, "photo": photo, "article": photo.article})
