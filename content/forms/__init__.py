"""Forms of those who keep the site."""

from .documents import NoteForm
from .pages import EditionForm, MoveForm, PageForm, ScheduleForm

__all__ = ["EditionForm", "MoveForm", "NoteForm", "PageForm", "ScheduleForm"]
