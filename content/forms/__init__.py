"""Forms of those who keep the site, and of everybody who writes to the Fund."""

from .desk import (
    AnswerForm,
    AssignForm,
    EnquiryFilterForm,
    MailboxForm,
    NoteForm,
    PlanForm,
    PledgeFilterForm,
)
from .letters import EnquiryForm, PledgeForm, ThreadForm
from .pages import EditionForm, MoveForm, PageForm, ScheduleForm

__all__ = [
    "AnswerForm",
    "AssignForm",
    "EditionForm",
    "EnquiryFilterForm",
    "EnquiryForm",
    "MailboxForm",
    "MoveForm",
    "NoteForm",
    "PageForm",
    "PlanForm",
    "PledgeFilterForm",
    "PledgeForm",
    "ScheduleForm",
    "ThreadForm",
]
