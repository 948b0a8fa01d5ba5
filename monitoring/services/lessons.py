"""Writing lessons and making them public."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import audit
from core.access import allows
from core.errors import DomainError, NotAllowed, StateConflict
from projects.models import Project
from projects.services.records import renew_pages

from ..models import Evaluation, Lesson

KEPT = audit.action("lesson.kept", _("wrote the lesson"))
PUBLISHED = audit.action("lesson.published", _("published the lesson"))
WITHDRAWN = audit.action("lesson.withdrawn", _("took the lesson from the public pages"))
REMOVED = audit.action("lesson.removed", _("removed a lesson"))


def _locked(lesson, by, rule):
    locked = Lesson.objects.select_for_update(of=("self",)).select_related("project").get(pk=lesson.pk)
    if not allows(by, rule, locked):
        raise NotAllowed(_("You may not do this."))
    return locked


@transaction.atomic
def keep_lesson(project, *, by, lesson=None, revision=0, themes=(), **fields):
    """Write a lesson, or change one opened at ``revision``. A changed one is not public until it is published again.

    ``fields``: kind, evaluation or report it comes from, title_en … text_es. Raises NotAllowed, StateConflict, and
    DomainError where no language has both title and text, or one has a title or a text alone.
    """
    project = Project.objects.select_for_update(of=("self",)).get(pk=project.pk)
    if not allows(by, "monitoring.write_lesson", project):
        raise NotAllowed(_("Only the project manager and Fund officers write lessons."))
    if lesson is None:
        lesson = Lesson(project=project, revision=0)
    else:
        lesson = _locked(lesson, by, "monitoring.write_lesson")
        if lesson.revision != revision:
            raise StateConflict(_("This was saved elsewhere while you had it open. Your entries are still below."))
    for name, value in fields.items():
        setattr(lesson, name, value)
    _check(lesson)
    was_public, lesson.is_public = lesson.is_public, False
    lesson.written_by, lesson.published_by, lesson.published_at = by, None, None
    lesson.revision += 1
    lesson.save()
    lesson.themes.set(themes)
    audit.record(KEPT, lesson, by=by, project=project.pk)
    if was_public:
        renew_pages()
    return lesson


def _check(lesson):
    texts = [(getattr(lesson, f"title_{code}"), getattr(lesson, f"text_{code}")) for code in ("en", "fr", "es")]
    if not any(title and text for title, text in texts):
        raise DomainError(_("Write title and text in one language at least."))
    if any(bool(title) != bool(text) for title, text in texts):
        raise DomainError(_("A language that has a title needs its text, and the other way round."))
    source = lesson.evaluation or lesson.report
    if source is not None:
        owner = source.project_id if isinstance(source, Evaluation) else source.duty.project_id
        if owner != lesson.project_id:
            raise DomainError(_("This evaluation or report is of another project."))


@transaction.atomic
def publish_lesson(lesson, *, by):
    """Put a lesson into the public library. Raises NotAllowed for its writer too; DomainError while it must stay inside."""
    lesson = _locked(lesson, by, "monitoring.publish_lesson")
    if lesson.project.published_at is None:
        raise DomainError(_("The project is not in the public catalogue."))
    if lesson.evaluation and not lesson.evaluation.is_accepted:
        raise DomainError(_("The evaluation that it comes from is not accepted yet."))
    if lesson.report and lesson.report.state not in lesson.report.FINAL:
        raise DomainError(_("The report that it comes from is not accepted yet."))
    if lesson.is_public:
        raise StateConflict(_("The lesson is public already."))
    lesson.is_public, lesson.published_by, lesson.published_at = True, by, timezone.now()
    lesson.save()
    audit.record(PUBLISHED, lesson, by=by)
    renew_pages()
    return lesson


@transaction.atomic
def withdraw_lesson(lesson, *, by):
    """Take a lesson out of the public library; it stays with the project."""
    lesson = _locked(lesson, by, "monitoring.withdraw_lesson")
    if not lesson.is_public:
        raise StateConflict(_("The lesson is not public."))
    lesson.is_public, lesson.published_by, lesson.published_at = False, None, None
    lesson.save()
    audit.record(WITHDRAWN, lesson, by=by)
    renew_pages()
    return lesson


@transaction.atomic
def remove_lesson(lesson, *, by):
    """Delete a lesson that is not public. Returns its project."""
    lesson = _locked(lesson, by, "monitoring.write_lesson")
    if lesson.is_public:
        raise StateConflict(_("Take the lesson from the public pages first."))
    audit.record(REMOVED, lesson.project, by=by, lesson=lesson.pk)
    lesson.delete()
    return lesson.project
