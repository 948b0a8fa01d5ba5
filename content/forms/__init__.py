"""Forms of those who keep the site, and of the newsletter."""

from .news import (
    ArticleFactsForm,
    NewArticleForm,
    NewsletterForm,
    PhotoForm,
    PhotoWordsForm,
    SignUpForm,
    newsletter_initial,
)
from .pages import EditionForm, MoveForm, PageForm, ScheduleForm

__all__ = [
    "ArticleFactsForm",
    "EditionForm",
    "MoveForm",
    "NewArticleForm",
    "NewsletterForm",
    "PageForm",
    "PhotoForm",
    "PhotoWordsForm",
    "ScheduleForm",
    "SignUpForm",
    "newsletter_initial",
]
