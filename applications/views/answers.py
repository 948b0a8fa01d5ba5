"""Answering the questions of a call."""

from django.contrib import messages
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import unsent
from accounts.middleware import AUTOSAVE, passive
from core import uploads
from core.access import allows, requires
from core.forms import posted
from core.questions import Kind

from .. import selectors, services
from ..forms.answers import PREFIX, AnswersForm, Shown, mark_of
from ..models import Answer, Application
from ..selectors.answer_lines import rows_of
from .proposals import while_open


@requires("applications.edit", Application, "key")
@while_open("questions")
def questions(request, application):
    """The questions that the call asks besides the form, on one page. A script saves one field at a time at the same address."""
    sheet = selectors.sheet_of(application)
    if not sheet.questions:
        return redirect(application)
    typed = unsent.typed(request) if request.method == "GET" else None
    only = request.POST.get("field", "") if AUTOSAVE in request.headers else None
    form = AnswersForm(posted(request) or typed, request.FILES or None, sheet=sheet, application=application, only=only)
    if only is not None and form.saved_alone is None:
        raise Http404
    is_kept = request.method == "POST" and _keep(request, application, form)
    if only is not None:
        return JsonResponse(_answer(request, application, form))
    if is_kept:
        return _onward(request, application, form)
    context = {"application": application, "form": form, "rows": _rows(form), "was_signed_out": typed}
    context |= {"seal": unsent.seal(request), "writers": _who_writes(application, request.user)}
    context["depends"] = any(question.asked_when for question in sheet.questions)
    return render(request, "applications/answers.html", context)


def _keep(request, application, form):
    """Keep what is valid and changed; True when nothing of the page is left to mend. The form then shows what is kept."""
    given = [services.Given(*row, page=form.page) for row in form.changed()]
    done = form.attempt(services.answer_questions, application, given, by=request.user)
    services.be_present(application, "questions", by=request.user)
    if done:
        form.found_newer(form.result.newer)
    form.saved(selectors.sheet_of(application))
    is_kept = done and not form.errors
    if is_kept:
        unsent.forget(request)
    return is_kept


def _onward(request, application, form):
    """Back to the proposal; first to what the person has to read again or to answer besides, if there is anything."""
    address = reverse("applications:questions", kwargs={"key": application.key})
    joined = [key for key, written in form.result.written.items() if written.is_joined]
    if joined:
        messages.info(request, _("Saved. A colleague’s changes are in the text too: please read it again."))
        return redirect(f"{address}#ask-{joined[0]}")
    on_page = {question.key for question in form.questions}
    raised = [question for question in form.sheet.shown if question.key not in on_page]
    if not raised:
        messages.success(request, _("Saved."))
        return redirect(application)
    messages.info(request, _("Saved. Your answers lead to further questions."))
    return redirect(f"{address}#ask-{raised[0].key}")


def _rows(form):
    """Every question in order: those of the page, the others as empty frames that an answer may fill."""
    shown = {row.question.key: row for row in form.rows}
    return [shown.get(question.key) or Shown(question) for question in form.sheet.questions]


def _answer(request, application, form):
    """What a page's script needs to know after it sent one field (static/js/autosave.js)."""
    question, mark = form.saved_alone, f"{PREFIX}-{form.saved_alone.key}-seen"
    answer = {"hidden": {mark: form.mark(question)}, "left": request.session.get_expiry_age()}
    written = form.result.written.get(question.key) if hasattr(form, "result") else None
    if newer := form.newer.get(question.key):
        context = {"application": application, "theirs": newer, "form_id": "answers", "place": question.key}
        context["sentences"] = [_elsewhere(form, question, newer)]
        if not written:
            return answer | {"state": "aside", "panel": render_to_string("applications/_both_values.html", context)}
        panel = render_to_string("applications/_both_texts.html", context, request=request)
        return answer | {"state": "aside", "value": newer.text, "panel": panel}
    if form.errors:
        return {"state": "refused", "sentences": [text for errors in form.errors.values() for text in errors]}
    if written:
        sent = written.revision
        meanwhile = mark_of(sent.number, sent.text) if sent and written.is_joined else form.data[mark]
        answer |= {"value": written.holder.text, "hidden_meanwhile": {mark: meanwhile}}
    frames = _frames(application, form)
    is_raising = any(html for name, html in frames.items() if name != f"ask-{question.key}")
    state = "joined" if written and written.is_joined else "saved"
    return answer | {"state": state, "frames": frames, "raising": is_raising}


def _elsewhere(form, question, newer):
    """The sentence for an answer that somebody else gave meanwhile."""
    words = {"person": newer.changed_by, "value": form.in_words(question, newer) or "–"}
    return _("%(person)s answered “%(value)s” while you had this open. Save again to keep your answer.") % words


def _frames(application, form):
    """Mapping id of a frame → its questions: those asked now and not yet on the page, files kept, and asked no more ("")."""
    on_page = {question.key for question in form.questions}
    fresh = AnswersForm(sheet=form.sheet, application=application)
    asked = [row for row in fresh.rows if row.question.key not in on_page or row.question.key in form.files_kept]
    found = {f"ask-{question.key}": "" for question in form.questions if question.key not in form.sheet.asked}
    for row in asked:
        context = {"row": row, "application": application}
        found[f"ask-{row.question.key}"] = render_to_string("applications/_answer_field.html", context)
    return found


@require_POST
@passive
@requires("applications.edit", Application, "key")
def presence(request, application):
    """The open page tells every 20 seconds that it is there, and hears who else writes and which long answers hold now."""
    sheet = selectors.sheet_of(application)
    if not sheet.questions:
        raise Http404
    services.be_present(application, "questions", by=request.user)
    long = {key: row for key, row in sheet.answers.items() if row.kind == Kind.LONG_TEXT}
    texts = {f"{PREFIX}-{key}": {f"{PREFIX}-{key}-seen": mark_of(row.revision, row.text)} for key, row in long.items()}
    return JsonResponse({"writers": _who_writes(application, request.user), "texts": texts})


def _who_writes(application, user):
    return selectors.in_words(selectors.writers_of(application, besides=user).get("questions", ()))


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
