"""Forms of those who keep the site, of its newsletter, and of everybody who writes to the Fund."""

from .desk import (
    AnswerForm,
    AssignForm,
    EnquiryFilterForm,
    MailboxForm,
    NoteForm,
    PlanForm,
    PledgeFilterForm,
)
from .documents import DocumentNoteForm
from .glossary import TermForm
from .letters import EnquiryForm, PledgeForm, ThreadForm
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
    "AnswerForm",
    "ArticleFactsForm",
    "AssignForm",
    "DocumentNoteForm",
    "EditionForm",
    "EnquiryFilterForm",
    "EnquiryForm",
    "MailboxForm",
    "MoveForm",
    "NewArticleForm",
    "NewsletterForm",
    "NoteForm",
    "PageForm",
    "PhotoForm",
    "PhotoWordsForm",
    "PlanForm",
    "PledgeFilterForm",
    "PledgeForm",
    "ScheduleForm",
    "SignUpForm",
    "TermForm",
    "ThreadForm",
    "newsletter_initial",
]
