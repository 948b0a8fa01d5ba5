"""A project's end: the form R11, the closing checklist, its summary as a file."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core.access import allows, requires
from core.documents import download
from core.forms import ServiceForm, posted
from projects.models import Project, State
from projects.workflow import PROJECT

from .. import forms, services
from ..exports.closing import document
from ..models import ClosingTick, CompletionForm
from ..questions import QUESTIONS
from ..selectors.closing import checklist
from ..selectors.evaluations import evaluation_of

ENDED = frozenset({State.COMPLETED, State.CLOSED})


@requires("projects.work_on", Project, "address")
def closing(request, project):
    """The closing checklist of a completed or closed project."""
    if project.state not in ENDED:
        raise Http404
    context = {
        "project": project,
        "items": checklist(project, evaluation_of(project)),
        "may_prepare": allows(request.user, "monitoring.prepare_closing", project),
        "may_return": project.state == State.COMPLETED and allows(request.user, "monitoring.book", project),
        "may_close": PROJECT.can("close", project, request.user),
        "may_fill_in": allows(request.user, "monitoring.fill_in_form", project),
    }
    return render(request, "monitoring/closing.html", context)


@requires("monitoring.prepare_closing", Project, "address")
def tick(request, project, item):
    """Confirm an item of the checklist, or take it back."""
    if item not in ClosingTick.Item.values:
        raise Http404
    title = ClosingTick.Item(item).label
    given = project.closing_ticks.filter(item=item).first()
    if given:
        form = ServiceForm(posted(request))
        done = form.is_valid() and form.attempt(services.untick, project, by=request.user, item=item)
    else:
        form = forms.TickForm(request.POST or None)
        done = form.is_valid() and form.carry_out(services.tick, project, by=request.user, item=item)
    if done:
        messages.success(request, _("Saved."))
        return redirect("evaluations:closing", address=project.address)
    return render(request, "monitoring/tick.html", {"project": project, "form": form, "title": title, "given": given})


@requires("monitoring.book", Project, "address")
def return_money(request, project):
    """Return what the project did not spend to its line (R15)."""
    form = ServiceForm(posted(request))
    if form.is_valid() and form.attempt(services.return_unspent, project, by=request.user):
        messages.success(request, _("The unspent money is returned to its line."))
        return redirect("evaluations:closing", address=project.address)
    return render(request, "monitoring/return_money.html", {"project": project, "form": form})


@requires("projects.work_on", Project, "address")
def completion_form(request, project):
    """The form R11: written by the manager, read by the others once it is handed in."""
    kept = CompletionForm.objects.filter(project=project).first()
    is_handed_in = bool(kept and kept.handed_in_at)
    if is_handed_in or not allows(request.user, "monitoring.fill_in_form", project):
        if not is_handed_in:
            raise Http404
        answers = [(question, kept.answers.get(question.key, "")) for question in QUESTIONS]
        return render(
            request, "monitoring/completion_read.html", {"project": project, "kept": kept, "answers": answers}
        )
    form = forms.CompletionFormForm(request.POST or None, kept=kept)
    hands_in = "hand_in" in request.POST
    if form.is_valid():
        values = {"revision": form.cleaned_data["revision"], "answers": form.answers, "is_handed_in": hands_in}
        if form.attempt(services.fill_in_form, project, by=request.user, **values):
            messages.success(request, _("The form is handed in.") if hands_in else _("Saved."))
            return redirect("evaluations:completion_form", address=project.address)
    return render(request, "monitoring/completion_form.html", {"project": project, "form": form})


@requires("projects.work_on", Project, "address")
def summary(request, project, extension):
    """The closing checklist and what the project did, as a file."""
    if project.state not in ENDED:
        raise Http404
    return download(document(project), extension, name=f"{project.address}-closure")
