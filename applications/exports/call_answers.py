"""The answers to the questions of a call as one table, for spreadsheets."""

import json

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from core.punctuation import in_series
from core.questions import Kind
from funding.models import Country

from ..models import Application, Question, QuestionSet, Submission
from ..selectors.answer_lines import labels_in, rows_of, typed
from ..selectors.question_sets import labels_of


def answers_table(call, *, user):
    """Rows (the first is the header) of the last submission of each proposal for ``call`` that ``user`` may open.

    A column for every question that was ever published, in the order and words of its newest version; numbers, amounts in
    USD and days keep their types, choices and countries are named in the reader's language. Texts are those of the
    proposals. Queries: as many as tables, however many proposals and questions.
    """
    questions = _questions_of(call)
    labels = {(key, code): label for key, one in questions.items() for code, label in labels_of(one).items()}
    countries = _country_names(questions)
    yield [
        *(_("Reference"), _("Project title"), _("Language"), _("State"), _("Version of the questions")),
        *(_header(question) for question in questions.values()),
    ]
    for application, content in _last_submissions(call, user):
        data = json.loads(content)
        rows = {row["key"]: row for row in rows_of(data)}
        yield [
            *(application.reference, application.title, application.get_language_display()),
            *(application.get_state_display(), (data.get("questions") or {}).get("set")),
            *(_cell(rows.get(key), labels, countries) for key in questions),
        ]


def _questions_of(call):
    """Mapping key → Question of its newest version; those of the newest version first, in its order."""
    sets = call.question_sets.exclude(state=QuestionSet.State.DRAFT)
    rows = Question.objects.filter(question_set__in=sets).order_by("-question_set__number", "position")
    found = {}
    for question in rows.prefetch_related("choices"):
        found.setdefault(question.key, question)
    return found


def _country_names(questions):
    if not any(question.kind == Kind.COUNTRY for question in questions.values()):
        return {}
    return dict(Country.objects.values_list("pk", "name"))


def _header(question):
    return f"{question} (USD)" if question.kind == Kind.AMOUNT else str(question)


def _last_submissions(call, user):
    last = Submission.objects.filter(application=OuterRef("pk")).order_by("-number")
    found = Application.objects.visible_to(user).filter(call=call, reference__isnull=False, question_set__isnull=False)
    found = found.annotate(content=Subquery(last.values("content")[:1])).order_by("reference")
    return ((application, application.content) for application in found.iterator(chunk_size=200))


def _cell(row, labels, countries):
    if row is None or row["value"] is None:
        return None
    value, kind = typed(row), row["kind"]
    if kind == Kind.YES_NO:
        return _("Yes") if value else _("No")
    if kind == Kind.COUNTRY:
        return countries.get(value, value)
    if kind in {Kind.CHOICE, Kind.CHOICES}:
        kept = labels_in(row)
        return in_series(labels.get((row["key"], code), label) for code, label in kept.items())
    return value
