"""Lessons of a project in the workspace: writing, publishing, withdrawing."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core import audit
from core.access import allows, requires
from core.forms import ServiceForm, posted
from projects.models import Project

from .. import forms, services
from ..models import Lesson
from ..selectors.lessons import sources_of

RELATED = ["project", "evaluation", "report__duty"]


@requires("monitoring.see_lesson", Lesson, related=RELATED)
def lesson(request, lesson):
    """A lesson as it stands, in all its languages, with its steps."""
    user = request.user
    context = {
        "lesson": lesson,
        "project": lesson.project,
        "may_write": allows(user, "monitoring.write_lesson", lesson),
        "may_publish": not lesson.is_public and allows(user, "monitoring.publish_lesson", lesson),
        "may_withdraw": lesson.is_public and allows(user, "monitoring.withdraw_lesson", lesson),
        "texts": [
            (code, getattr(lesson, f"title_{code}"), getattr(lesson, f"text_{code}"))
            for code in ("en", "fr", "es")
            if getattr(lesson, f"title_{code}")
        ],
        "events": audit.history(lesson),
    }
    return render(request, "monitoring/lesson.html", context)


def _keep(request, project, lesson, title):
    form = forms.LessonForm(request.POST or None, instance=lesson, sources=sources_of(project))
    if form.is_valid():
        known = {"lesson": lesson} if lesson.pk else {}
        if form.attempt(services.keep_lesson, project, by=request.user, **known, **form.values):
            messages.success(request, _("The lesson is saved. Somebody else of the Fund publishes it."))
            return redirect(form.result)
    return render(request, "monitoring/lesson_form.html", {"project": project, "form": form, "title": title})


@requires("monitoring.write_lesson", Project, "address")
def add(request, project):
    """Write a lesson of a project."""
    return _keep(request, project, Lesson(project=project, revision=0), _("Write a lesson"))


@requires("monitoring.write_lesson", Lesson, related=RELATED)
def change(request, lesson):
    """Change a lesson."""
    return _keep(request, lesson.project, lesson, _("Change the lesson"))


def _step(request, lesson, service, title, lead, *, is_dangerous=False):
    form = ServiceForm(posted(request))
    if form.is_valid() and form.attempt(service, lesson, by=request.user):
        messages.success(request, _("Done: %(step)s.") % {"step": title})
        return redirect(form.result)
    context = {"lesson": lesson, "form": form, "title": title, "lead": lead, "is_dangerous": is_dangerous}
    return render(request, "monitoring/lesson_step.html", context)


@requires("monitoring.publish_lesson", Lesson, related=RELATED)
def publish(request, lesson):
    """Put a lesson into the public library."""
    lead = _("Everybody can read it at once, without the words that the project’s publication withholds.")
    return _step(request, lesson, services.publish_lesson, _("Publish the lesson"), lead)


@requires("monitoring.withdraw_lesson", Lesson, related=RELATED)
def withdraw(request, lesson):
    """Take a lesson out of the public library."""
    lead = _("Nobody finds it any more; it stays with the project and can be published again.")
    return _step(request, lesson, services.withdraw_lesson, _("Take from the public pages"), lead)


@requires("monitoring.write_lesson", Lesson, related=RELATED)
def remove(request, lesson):
    """Delete a lesson that is not public."""
    lead = _("This cannot be undone.")
    return _step(request, lesson, services.remove_lesson, _("Remove the lesson"), lead, is_dangerous=True)
