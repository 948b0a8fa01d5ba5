"""Questions about submissions, and the round of review that they belong to."""

from dataclasses import dataclass

from ..models import Submission
from .parts import address_of, title_of


@dataclass(frozen=True)
class Asked:
    """A question with the title of its part and, while it waits, the address where that part is changed."""

    question: object
    title: str
    url: str


def asked_in(clarification):
    """The questions of a clarification as ``Asked``, in order."""
    application = clarification.application
    version, is_open = application.plan.current, clarification.answered_at is None and clarification.closed_at is None
    return [
        Asked(question, title_of(question.part), address_of(application, version, question.part) if is_open else "")
        for question in clarification.questions.select_related("answered_by")
    ]


def round_of(application):
    """The submissions that one review is about: the last one handed in as a whole, and the answers to questions since."""
    whole = application.submissions.filter(clarification=None).order_by("-number").values_list("number", flat=True)
    return Submission.objects.filter(application=application, number__gte=whole.first() or 1)
