"""Forms of those who keep the site."""

from .pages import EditionForm, MoveForm, PageForm, ScheduleForm

__all__ = ["EditionForm", "MoveForm", "PageForm", "ScheduleForm"]
