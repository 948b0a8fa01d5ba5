"""The pages on which those who keep calls keep their questions."""

from django.conf import settings
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.access import requires
from core.errors import DomainError
from core.forms import ServiceForm, posted
from core.spreadsheets import download
from funding.models import Call

from .. import services
from ..exports.call_answers import answers_table
from ..forms.answers import PREFIX, AnswersForm
from ..forms.questions import PreviewForm, QuestionForm, choices_of
from ..selectors import question_sets as selectors
from ..selectors.answers import Sheet

KEEP = "funding.keep_calls"


def _back(call):
    return redirect("applications:question_set", pk=call.pk)


def _draft_or_none(request, call):
    """The draft; None, with a message, where there is none to change."""
    draft = selectors.draft_set(call)
    if draft is None:
        messages.info(request, _("There is no draft of the questions. Begin a new version to change them."))
    return draft


@require_safe
@requires(KEEP, Call)
def question_set(request, call):
    """The draft of a call's questions with what it still lacks, else what is published; and all versions."""
    draft, published = selectors.draft_set(call), selectors.published_set(call)
    shown = draft or published
    questions = shown.asks() if shown else []
    context = {
        "call": call,
        "draft": draft,
        "published": published,
        "rows": _rows(questions),
        "problems": selectors.problems(questions) if draft else [],
        "versions": selectors.versions_of(call),
    }
    return render(request, "applications/question_set.html", context)


def _rows(questions):
    words = selectors.ConditionWords(questions)
    return [
        {
            "question": question,
            "asked_when": words.write(question.asked_when),
            "required_when": words.write(question.required_when),
            "choices": list(selectors.labels_of(question).values()),
        }
        for question in questions
    ]


@require_POST
@requires(KEEP, Call)
def begin(request, call):
    """Begin a new version."""
    services.begin_version(call, by=request.user)
    messages.success(request, _("A new version is begun. Applicants see it only when you publish it."))
    return _back(call)


@requires(KEEP, Call)
def add(request, call):
    """Add a question to the draft."""
    draft = _draft_or_none(request, call)
    return _back(call) if draft is None else _keep(request, draft, None)


def _question_or_404(draft, key):
    return get_object_or_404(draft.questions.prefetch_related("choices"), key=key)


@requires(KEEP, Call)
def edit(request, call, question):
    """Change a question of the draft."""
    draft = _draft_or_none(request, call)
    return _back(call) if draft is None else _keep(request, draft, _question_or_404(draft, question))


def _keep(request, draft, question):
    questions = draft.asks()
    earlier = [one for one in questions if question is None or one.position < question.position]
    form = QuestionForm(posted(request), instance=question, earlier=earlier, question_set=draft)
    choices = choices_of(question, posted(request))
    if form.is_bound and not choices.is_valid():
        form.add_error(None, _("Answers to choose from: look at the rows below."))
    if form.is_valid() and form.attempt(
        services.keep_question,
        draft,
        by=request.user,
        key=question.key if question else None,
        choices=choices.rows,
        **form.kept,
    ):
        messages.success(request, _("Saved."))
        if "another" in request.POST:
            return redirect("applications:add_question", pk=draft.call_id)
        return _back(draft.call)
    context = {"call": draft.call, "form": form, "choices": choices, "question": question}
    return render(request, "applications/question_form.html", context)


def _act(request, call, key, service, done, **kwargs):
    """One act on a question of the draft by a button of the list."""
    draft = _draft_or_none(request, call)
    if draft is not None:
        try:
            service(_question_or_404(draft, key), by=request.user, **kwargs)
        except DomainError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, done)
    return _back(call)


@require_POST
@requires(KEEP, Call)
def move(request, call, question):
    """Move a question up or down."""
    return _act(request, call, question, services.move_question, _("Moved."), up=request.POST.get("to") == "up")


@require_POST
@requires(KEEP, Call)
def duplicate(request, call, question):
    """Put a copy behind a question."""
    return _act(request, call, question, services.duplicate_question, _("The copy stands below the question."))


@requires(KEEP, Call)
def remove(request, call, question):
    """Take a question out, after saying which others depend on it."""
    draft = _draft_or_none(request, call)
    if draft is None:
        return _back(call)
    found, questions = _question_or_404(draft, question), draft.asks()
    depending = [one for one in questions if found.key in {one.asked_subject, one.required_subject}]

    def take_out():
        return services.remove_question(found, by=request.user)

    page = {"title": _("Remove the question"), "lead": str(found), "depending": depending}
    return _confirmed(request, call, take_out, done=_("The question is removed."), label=_("Remove"), **page)


@requires(KEEP, Call)
def discard(request, call):
    """Throw the draft away."""
    draft = _draft_or_none(request, call)
    if draft is None:
        return _back(call)

    def throw_away():
        return services.discard_version(draft, by=request.user)

    page = {"title": _("Discard the draft"), "lead": _("What is published stays as it is. This cannot be undone.")}
    return _confirmed(request, call, throw_away, done=_("The draft is discarded."), label=_("Discard"), **page)


def _confirmed(request, call, service, *, done, label, **page):
    """A page that says what will happen, and one button: works by keyboard and without JavaScript."""
    form = ServiceForm(posted(request))
    if form.is_valid() and form.attempt(service):
        messages.success(request, done)
        return _back(call)
    return render(request, "applications/question_step.html", {"call": call, "form": form, "label": label, **page})


@requires(KEEP, Call)
def publish(request, call):
    """What the draft says otherwise than the version before it, and publishing it."""
    draft = _draft_or_none(request, call)
    if draft is None:
        return _back(call)
    published, questions = selectors.published_set(call), draft.asks()
    form = ServiceForm(posted(request))
    if form.is_valid() and form.attempt(services.publish_version, draft, by=request.user, revision=_revision(request)):
        messages.success(request, _("The questions are published. Proposals started from now on are asked them."))
        return _back(call)
    context = {
        "call": call,
        "draft": draft,
        "published": published,
        "form": form,
        "problems": selectors.problems(questions),
        "differences": selectors.differences(published.asks() if published else [], questions),
        "begun": published.applications.count() if published else 0,
    }
    return render(request, "applications/question_publish.html", context)


def _revision(request):
    """The revision whose difference the person read; -1, which no draft has, where it is missing."""
    text = request.POST.get("revision", "")
    return int(text) if text.isdecimal() and len(text) < 10 else -1


@require_safe
@requires(KEEP, Call)
def version(request, call, number):
    """One version as it was published, and what it said otherwise than the one before."""
    found = get_object_or_404(selectors.versions_of(call), number=number)
    questions, before = found.asks(), call.question_sets.filter(number__lt=number).exclude(state="DRAFT").first()
    context = {
        "call": call,
        "version": found,
        "rows": _rows(questions),
        "before": before,
        "differences": selectors.differences(before.asks(), questions) if before else [],
    }
    return render(request, "applications/question_version.html", context)


@require_safe
@requires(KEEP, Call)
def preview(request, call):
    """The questions as an applicant meets them, in any of the three languages; nothing that is filled in is kept."""
    shown = selectors.draft_set(call) or selectors.published_set(call)
    if shown is None:
        return _back(call)
    chosen = PreviewForm(request.GET if "coverage" in request.GET else None, initial={"coverage": call.kind})
    language = request.GET.get("language")
    language = language if language in dict(settings.LANGUAGES) else translation.get_language()
    with translation.override(language):
        form = _as_asked(request.GET, Sheet(shown.asks(), {}, chosen.facts))
    context = {"call": call, "set": shown, "chosen": chosen, "form": form, "language": language}
    return render(request, "applications/question_preview.html", context | {"languages": settings.LANGUAGES})


def _as_asked(query, sheet):
    """The form with what was filled in, and with exactly the questions that are asked then."""
    marks = {question.key: f"{PREFIX}-{question.key}-seen" for question in sheet.questions}
    if not any(mark in query for mark in marks.values()):
        return AnswersForm(sheet=sheet)
    data, asked = query.copy(), AnswersForm(query, sheet=sheet).preview()
    for key, mark in marks.items():
        data.pop(mark, None)
        if key in asked:
            data[mark] = ""
    return AnswersForm(data, sheet=sheet)


@require_safe
@requires(KEEP, Call)
def answers_file(request, call, kind):
    """All answers that were handed in to the call, as CSV or Excel workbook."""
    rows = answers_table(call, user=request.user)
    return download(rows, kind, name=f"{call.slug}-answers", title=_("Answers"))
