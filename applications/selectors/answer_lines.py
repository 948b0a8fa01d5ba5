"""Answers as a submission keeps them (``answers_as_data``), in the reader's words, and what changed between two."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from core.questions import Kind
from funding.models import Country
from plans.comparison import text_change, words_change

from .question_sets import OF_TEXTS, value_in_words


@dataclass(frozen=True)
class AnswerLine:
    """One answer as it is read. ``is_prose``: written in the proposal's language; ``has_file``: there is one to open."""

    key: str
    question: str
    words: str
    is_prose: bool
    has_file: bool


def rows_of(data):
    """The rows of a proposal's data; none for proposals whose call asked nothing."""
    return (data.get("questions") or {}).get("answers", [])


def for_reviewers(data):
    """The data of a proposal without the answers that are not for reviewers."""
    if not rows_of(data):
        return data
    questions = data["questions"]
    shown = [row for row in questions["answers"] if row["for_reviewers"]]
    return data | {"questions": questions | {"answers": shown}}


def without_files(data):
    """The data of a proposal without the files that answer questions."""
    if not (rows := rows_of(data)):
        return data
    shown = [row | {"value": None} if row["kind"] == Kind.FILE else row for row in rows]
    return data | {"questions": data["questions"] | {"answers": shown}}


def answer_lines(data):
    """AnswerLines of a proposal's data; one query where it names countries."""
    rows = rows_of(data)
    countries = _countries(rows)
    return [
        AnswerLine(
            row["key"], row["text"], _words(row, countries), row["kind"] in OF_TEXTS,
            row["kind"] == Kind.FILE and row["value"] is not None,
        )
        for row in rows
    ]  # fmt: skip


def _countries(rows):
    codes = {row["value"] for row in rows if row["kind"] == Kind.COUNTRY and row["value"]}
    return dict(Country.objects.filter(pk__in=codes).values_list("pk", "name")) if codes else {}


def typed(row):
    """The answer of a row as a value for tables: Decimal, date, bool, text, code, list of codes, or a file's name."""
    value, kind = row["value"], row["kind"]
    if value is None:
        return None
    read = {
        Kind.NUMBER: Decimal,
        Kind.AMOUNT: Decimal,
        Kind.DATE: date.fromisoformat,
        Kind.CHOICE: lambda choice: choice["code"],
        Kind.CHOICES: lambda choices: [choice["code"] for choice in choices],
        Kind.FILE: lambda file: file["name"],
    }
    return read.get(kind, lambda same: same)(value)


def labels_in(row):
    """Mapping code → label of the choices that a row names."""
    value = row["value"] or []
    chosen = {Kind.CHOICE: [value] if value else [], Kind.CHOICES: value}.get(row["kind"], [])
    return {choice["code"]: choice["label"] for choice in chosen}


def _words(row, countries):
    return value_in_words(row["kind"], typed(row), labels=labels_in(row), countries=countries)


def changed_answers(old, new):
    """Changes of answers between two proposals' data, by the keys of the questions."""
    before, after = ({row["key"]: row for row in rows_of(data)} for data in (old, new))
    countries = _countries([*before.values(), *after.values()])
    found = []
    for key in [*after, *(key for key in before if key not in after)]:
        first, second = before.get(key), after.get(key)
        label = (second or first)["text"]
        if (second or first)["kind"] in OF_TEXTS:
            found.append(text_change(key, label, *((row or {}).get("value") or "" for row in (first, second))))
            continue
        words = [_words(row, countries) if row else "" for row in (first, second)]
        if first and second and words[0] == words[1] and first["value"] != second["value"]:
            words[1] = _("%(name)s (another file)") % {"name": words[1]}  # files of one name
        found.append(words_change(key, label, *words))
    return [change for change in found if change]
