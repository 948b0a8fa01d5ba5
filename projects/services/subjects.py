"""Saying what a news article is about."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from content.models import Article
from core import audit
from core.access import allows
from core.errors import NotAllowed

from ..models import ArticleSubjects
from . import records

KEPT = audit.action("article.subjects_kept", _("said what the news article is about"))


@transaction.atomic
def keep_subjects(article, *, by, countries, themes, projects):
    """Have an article be about these countries, themes and projects (lists), and nothing else. Returns the ArticleSubjects.

    Pages of these projects, countries and themes lead to it from then on. Raises NotAllowed.
    """
    if not allows(by, "content.keep_pages"):
        raise NotAllowed(_("You may not change pages of the site."))
    article = Article.objects.select_for_update().get(pk=article.pk)
    subjects, _is_new = ArticleSubjects.objects.get_or_create(article=article)
    subjects.countries.set(countries)
    subjects.themes.set(themes)
    subjects.projects.set(projects)
    audit.record(
        KEPT, article, by=by, countries=sorted(one.pk for one in countries), themes=sorted(one.pk for one in themes),
        projects=sorted(one.address for one in projects),
    )  # fmt: skip
    records.renew_pages()
    return subjects
