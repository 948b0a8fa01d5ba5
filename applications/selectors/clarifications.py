"""Questions about submissions, and the round of review that they belong to."""

from dataclasses import dataclass

from django.db.models import Subquery, prefetch_related_objects
from django.db.models.functions import Coalesce

from ..models import Submission
from .parts import address_of, title_of


@dataclass(frozen=True)
class Asked:
    """A question with the title of its part and, while it waits, the address where that part is changed."""

    question: object
    title: str
    url: str


def asked_in(clarification):
    """The questions of a clarification as ``Asked``, in order. Nothing is read again that came ``with_questions``."""
    prefetch_related_objects([clarification], "questions__answered_by")
    application = clarification.application
    is_open = clarification.answered_at is None and clarification.closed_at is None
    version = application.plan.current if is_open else None
    return [
        Asked(question, title_of(question.part), address_of(application, version, question.part) if is_open else "")
        for question in clarification.questions.all()
    ]


def round_of(application):
    """The submissions that one review is about: the last one handed in as a whole, and the answers to questions since."""
    whole = application.submissions.filter(clarification=None).order_by("-number").values("number")[:1]
    return Submission.objects.filter(application=application, number__gte=Coalesce(Subquery(whole), 1))
