"""Questions of a call for tests: ``ask(call, by, row, …)`` publishes them, ``row`` makes one."""

from applications import services
from applications.models import QuestionSet

LANGUAGES = ("en", "fr", "es")


def row(kind, text, *, choices=(), **fields):
    """The arguments of ``services.keep_question`` for a question that is worded alike in all languages."""
    words = {f"text_{code}": f"{text} {code}" for code in LANGUAGES}
    labels = [{f"label_{code}": f"{label} {code}" for code in LANGUAGES} for label in choices]
    return {"kind": kind, **words, "choices": labels, **fields}


def write(call, by, *rows):
    """A draft with these questions."""
    draft = services.begin_version(call, by=by)
    for one in rows:
        services.keep_question(draft, by=by, revision=QuestionSet.objects.get(pk=draft.pk).revision, **one)
    return QuestionSet.objects.get(pk=draft.pk)


def ask(call, by, *rows):
    """The same, published."""
    draft = write(call, by, *rows)
    return services.publish_version(draft, by=by, revision=draft.revision)
