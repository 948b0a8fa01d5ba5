"""Answering the questions of a call."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from core import uploads
from core.access import allows, requires
from core.forms import posted
from core.questions import Kind

from .. import selectors, services
from ..forms.answers import AnswersForm, Shown
from ..models import Answer, Application
from ..selectors.answer_lines import rows_of
from .proposals import while_open


@requires("applications.edit", Application, "key")
@while_open("questions")
def questions(request, application):
    """The questions that the call asks besides the form, on one page."""
    sheet = selectors.sheet_of(application)
    if not sheet.questions:
        return redirect(application)
    data = posted(request)
    form = AnswersForm(data, request.FILES or None, sheet=sheet, application=application)
    is_kept = form.is_bound and _keep(request, application, form)
    if request.htmx and form.is_bound:
        return render(request, "applications/_answers_saved.html", _saved(application, form))
    if is_kept:
        return _onward(request, application, form)
    context = {
        "application": application,
        "form": form,
        "rows": _rows(form),
        "depends": any(question.asked_when for question in sheet.questions),
    }
    return render(request, "applications/answers.html", context)


def _keep(request, application, form):
    """Keep what is valid and changed; True when nothing of the page is left to mend. The form then shows what is kept."""
    given = [services.Given(*row) for row in form.changed()]
    done = form.attempt(services.answer_questions, application, given, by=request.user)
    if done:
        form.found_newer(form.result[1])
    form.saved(selectors.sheet_of(application))
    return done and not form.errors


def _onward(request, application, form):
    """Back to the proposal; first to the questions that the answers have raised, if there are any."""
    on_page = {question.key for question in form.questions}
    raised = [question for question in form.sheet.shown if question.key not in on_page]
    if not raised:
        messages.success(request, _("Saved."))
        return redirect(application)
    messages.info(request, _("Saved. Your answers lead to further questions."))
    address = reverse("applications:questions", kwargs={"key": application.key})
    return redirect(f"{address}#ask-{raised[0].key}")


def _rows(form):
    """Every question in order: those of the page, the others as empty frames that an answer may fill."""
    shown = {row.question.key: row for row in form.rows}
    return [shown.get(question.key) or Shown(question) for question in form.sheet.questions]


def _saved(application, form):
    """What the open page exchanges: marks of what was kept, files, and questions that are asked now or no more."""
    sheet = form.sheet
    on_page = {question.key for question in form.questions}
    fresh = AnswersForm(sheet=sheet, application=application)
    return {
        "marks": [row for row in form.rows if not row.field.field.widget.needs_multipart_form],
        "asked": [row for row in fresh.rows if row.question.key not in on_page or row.field.name in form.files_kept],
        "gone": [question for question in form.questions if question.key not in sheet.asked],
        "form": form,
        "language": application.language,
    }


@requires("applications.view", Application, "key")
def answer_file(request, application, question):
    """The file that answers a question: the present one for those who write, else the one that was handed in."""
    file = _present(application, question) if _writes(request.user, application) else None
    if file is None:
        file = _handed_in(application, question, request.user)
    if file is None:
        raise Http404
    return uploads.serve(file)


def _handed_in(application, key, user):
    """The file that the last submission names, or None; of what is not for reviewers only for those who read it all."""
    everything = allows(user, "applications.read_all_answers", application)
    rows = rows_of(selectors.read(application, everything=everything).data)
    found = next((row["value"] for row in rows if row["kind"] == Kind.FILE and row["key"] == key), None)
    if not found:
        return None
    facts = {name: found[name] for name in ("content_type", "size", "sha256")}
    return Answer(file_name=found["name"], file_path=found["path"], **facts)


def _writes(user, application):
    return application.is_open("questions") and allows(user, "applications.see_team", application)


def _present(application, key):
    answer = application.answers.filter(question__key=key, question__question_set=application.question_set_id).first()
    return answer if answer and answer.file_name else None
