"""What a news article is about, for those who keep the news."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from content.models import Article
from core.access import requires

from ..forms import SubjectsForm
from ..models import ArticleSubjects
from ..services import subjects as services


@requires("content.keep_pages", Article, related=["page"])
def subjects(request, article):
    """Choose countries, themes and projects of an article."""
    form = SubjectsForm(request.POST or None, subjects=ArticleSubjects.objects.filter(article=article).first())
    if (
        request.method == "POST"
        and form.is_valid()
        and form.carry_out(services.keep_subjects, article, by=request.user)
    ):
        messages.success(request, _("Saved."))
        return redirect("articles:detail", pk=article.pk)
    return render(request, "projects/subjects.html", {"form": form, "article": article})
