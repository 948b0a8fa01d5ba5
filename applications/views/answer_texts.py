"""The history of long answers."""

from django.http import Http404
from django.urls import reverse
from django.views.decorators.http import require_safe

from core.access import requires

from .. import selectors, services
from ..models import Application
from .versions import Place, show_history, show_version


@require_safe
@requires("applications.see_team", Application, "key")
def history(request, application, question):
    """Who wrote what in a long answer, and when."""
    answer = _answer(application, question)
    return show_history(request, _place(application, answer), answer)


@requires("applications.see_team", Application, "key")
def version(request, application, question, number):
    """One text of a long answer; whoever may write can make it the answer again."""
    answer = _answer(application, question)
    return show_version(request, _place(application, answer), answer, number, services.restore_answer)


def _answer(application, key):
    """The long answer to a question, if it was ever saved; Http404 otherwise."""
    answer = selectors.long_answer(application, key)
    if answer is None:
        raise Http404
    return answer


def _place(application, answer):
    key = {"key": application.key}
    address = f"{reverse('applications:questions', kwargs=key)}#ask-{answer.key}"
    history = reverse("applications:answer_history", kwargs=key | {"question": answer.key})
    return Place(application, str(answer.question), "questions", address, history)
