"""Questions about a submission: asking, answering, reading."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core.access import allows, requires

from .. import forms, selectors, services
from ..models import Application
from ..workflow import PROPOSAL


@requires("applications.clarify", Application, "key")
def ask(request, application):
    """Ask the team questions about parts of the proposal."""
    form = forms.AskForm(request.POST or None, application=application)
    if form.is_valid() and form.attempt(
        services.ask, application, by=request.user, due_on=form.cleaned_data["due_on"], questions=form.questions
    ):
        messages.success(request, _("Your questions are sent. You are told when they are answered."))
        return redirect(application)
    return render(request, "applications/ask.html", {"application": application, "form": form, "step": PROPOSAL["ask"]})


@requires("applications.see_team", Application, "key")
def answer(request, application):
    """The open questions: their parts to change, their answers to write, and the button that sends all."""
    clarification = application.open_clarification
    if clarification is None:
        messages.info(request, _("No questions are open on this proposal."))
        return redirect(application)
    asked = selectors.asked_in(clarification)
    form = forms.AnswerForm(request.POST or None, questions=asked)
    if form.is_valid() and (response := _carry_out(request, application, form)):
        return response
    context = {
        "application": application,
        "clarification": clarification,
        "asked": [(one, form[f"answer_{one.question.position}"]) for one in asked],
        "form": form,
        "may_edit": allows(request.user, "applications.edit", application),
        "may_submit": allows(request.user, "applications.submit", application),
    }
    return render(request, "applications/answer.html", context)


def _carry_out(request, application, form):
    """Keep the answers, or send them: the response when that went well."""
    if "send" not in request.POST:
        if form.attempt(services.write_answers, application, by=request.user, answers=form.answers):
            messages.success(request, _("Saved. Nothing is sent yet."))
            return redirect("applications:clarification", key=application.key)
        return None
    if form.attempt(services.answer, application, by=request.user, answers=form.answers, arrived_at=request.arrived_at):
        return redirect("applications:receipt_of", key=application.key, number=form.result.number)
    return None
