"""The site's pages as those who keep them see them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core import audit
from core.access import requires

from .. import services
from ..forms import MoveForm, PageForm
from ..models import Article, Page
from ..selectors.pages import editions_of, rows_of

ON_A_PAGE = 50


@requires("content.keep_pages")
def page_list(request):
    """Every page that is no news article with its languages: public, being written, missing."""
    page = Paginator(Page.objects.without_news(), ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "content/kept_pages.html", {"page_obj": page, "rows": rows_of(page.object_list)})


@requires("content.keep_pages")
def new_page(request):
    """Make a page; its words come next."""
    form = PageForm(request.POST or None, instance=Page())
    if form.is_valid() and form.attempt(services.keep_page, form.instance, by=request.user):
        messages.success(request, _("The page is made. Write it in the first language."))
        return redirect("pages:detail", pk=form.result.pk)
    return render(request, "content/page_form.html", {"form": form})


@requires("content.keep_pages", Page)
def page_detail(request, page):
    """A page: its editions in each language, its settings, its history. A news article has a page of its own for that."""
    if article := Article.objects.filter(page=page).first():
        return redirect("articles:detail", pk=article.pk)
    form = PageForm(request.POST or None, instance=page)
    if form.is_valid() and form.attempt(services.keep_page, form.instance, by=request.user):
        messages.success(request, _("Saved."))
        return redirect("pages:detail", pk=page.pk)
    languages = editions_of(page)
    public = page.edition_in()
    context = {
        "page": page,
        "form": form,
        "name": public or next((one for _code, editions in languages for one in editions), None),
        "is_public": public is not None,
        "languages": languages,
        "events": audit.history(page),
    }
    return render(request, "content/kept_page.html", context)


@requires("content.keep_pages", Page)
def move(request, page):
    """Give a page another address."""
    form = MoveForm(request.POST or None, initial={"path": page.path})
    if form.is_valid() and form.carry_out(services.move_page, page, by=request.user):
        messages.success(request, _("The page is moved. Its former address leads to it."))
        return redirect("pages:detail", pk=page.pk)
    return render(request, "content/page_move.html", {"page": page, "form": form})
