"""The answers of a proposal to the questions of its call: what is asked now, what is missing, what a submission keeps."""

import hashlib
from dataclasses import dataclass
from functools import cached_property

from django.db.models import FilteredRelation, Q
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.numbers import write_number
from core.questions import Kind
from core.words import count_words

from ..conditions import COVERAGE, LINE, asked
from ..models import Question
from .question_sets import OF_TEXTS, labels_of


@dataclass(frozen=True)
class Sheet:
    """The questions of a proposal in order, its Answers by key, and the facts that conditions may ask."""

    questions: list
    answers: dict
    facts: dict

    @cached_property
    def asked(self):
        """Mapping key → answer (None: none) of exactly the questions that are asked as things stand."""
        given = {key: answer.value for key, answer in self.answers.items()}
        return asked(self.questions, given, self.facts)

    @property
    def shown(self):
        """The questions that are asked as things stand."""
        return [question for question in self.questions if question.key in self.asked]

    def needs(self, question):
        """Whether a question must be answered before the proposal is submitted."""
        condition = question.required_when
        return question.is_required or bool(condition and condition.holds(self.facts | self.asked))

    @cached_property
    def missing(self):
        """(sentence, question) for everything that keeps the proposal from being submitted."""
        found = []
        for question in self.shown:
            answer = self.asked[question.key]
            if answer is None and self.needs(question):
                found.append((_("“%(question)s” is not answered.") % {"question": question}, question))
            limit = question.word_limit
            if limit and question.kind in OF_TEXTS and (used := count_words(answer)) > limit:
                words = {"question": question, "used": write_number(used), "limit": write_number(limit)}
                text = ngettext(
                    "“%(question)s” has %(used)s words; at most %(limit)s is allowed.",
                    "“%(question)s” has %(used)s words; at most %(limit)s are allowed.",
                    limit,
                )
                found.append((text % words, question))
        return found

    @property
    def answered(self):
        """How many of the questions asked have an answer."""
        return sum(answer is not None for answer in self.asked.values())


def facts_for_conditions(application):
    """The facts of a proposal as conditions name them."""
    return {COVERAGE: application.coverage, LINE: str(application.line_id)}


def sheet_of(application, *, with_choices=True):
    """The Sheet of a proposal, without questions where its call asked none; two queries, one without the choices."""
    if application.question_set_id is None:
        return Sheet([], {}, {})
    given = FilteredRelation("answers", condition=Q(answers__application=application))
    questions = Question.objects.filter(question_set=application.question_set_id).annotate(given=given)
    questions = questions.select_related("given__changed_by")
    questions = list(questions.prefetch_related("choices") if with_choices else questions)
    answers = {question.key: question.given for question in questions if hasattr(question, "given")}
    return Sheet(questions, answers, facts_for_conditions(application))


def long_answer(application, key):
    """The Answer in versions to the question ``key`` of the proposal's call, or None."""
    rows = application.answers.filter(kind=Kind.LONG_TEXT, question__question_set=application.question_set_id)
    return rows.select_related("question", "changed_by").filter(question__key=key).first()


def fingerprint(value):
    """A short sign of an answer, by which a form knows whether the person changed it."""
    return hashlib.sha256(repr(value).encode("utf-8", "surrogatepass")).hexdigest()[:12]


def answers_as_data(application):
    """What a submission keeps of the questions asked: words in the proposal's language, answers typed, None if none.

    None for a proposal whose call asked nothing, so that its data is as it always was.
    """
    if application.question_set_id is None:
        return None
    sheet = sheet_of(application)
    with translation.override(application.language):
        rows = [
            {
                "key": question.key,
                "kind": question.kind,
                "text": question.text,
                "for_reviewers": question.is_shown_to_reviewers,
                "value": _as_data(question, sheet.answers.get(question.key)),
            }
            for question in sheet.shown
        ]
    return {"set": application.question_set.number, "answers": rows}


def _as_data(question, answer):
    value = answer.value if answer else None
    if value is None or question.kind in {Kind.YES_NO, Kind.COUNTRY, *OF_TEXTS}:
        return value
    labels = labels_of(question)
    write = {
        Kind.NUMBER: lambda number: format(number.normalize(), "f"),
        Kind.AMOUNT: lambda amount: f"{amount:.2f}",
        Kind.DATE: lambda day: day.isoformat(),
        Kind.CHOICE: lambda code: {"code": code, "label": labels.get(code, code)},
        Kind.CHOICES: lambda codes: [{"code": code, "label": labels.get(code, code)} for code in codes],
        Kind.FILE: lambda _name: {
            "name": answer.file_name,
            "path": answer.file_path,
            "content_type": answer.content_type,
            "size": answer.size,
            "sha256": answer.sha256,
        },
    }
    return write[Kind(question.kind)](value)
