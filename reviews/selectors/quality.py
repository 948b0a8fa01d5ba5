"""What a reviewer may want to look at again before handing in. Advice: it blocks nothing. Pure."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.words import count_words

FEW_WORDS = 5  # a comment of fewer words seldom says why
FEW_WORDS_IN_ALL = 40


@dataclass(frozen=True)
class Hint:
    """A piece of advice; ``field`` is the field of the sheet that it is about, "" for the sheet as a whole."""

    code: str
    sentence: str
    field: str = ""


def hints(criteria, marks, summary=""):
    """The Hints on a review: mapping criterion → (mark, comment), and the overall judgement."""
    return [*_of_all(criteria, marks, summary), *_of_each(criteria, marks), *_of_copies(criteria, marks)]


def _of_all(criteria, marks, summary):
    texts = [summary, *(comment for _mark, comment in marks.values())]
    if not any(text.strip() for text in texts):
        yield Hint("empty", _("The review holds no words: nobody will know what your marks rest on."), "summary")
    elif sum(map(count_words, texts)) < FEW_WORDS_IN_ALL:
        yield Hint("short", _("The review is very short. What would help the applicant to do better?"), "summary")
    given = [mark for mark, _comment in marks.values() if mark]
    if len(criteria) > 1 and len(given) == len(criteria) and len(set(given)) == 1:
        yield Hint("equal", _("All marks are equal. Is nothing better or worse than the rest?"))


def _of_each(criteria, marks):
    for criterion in criteria:
        mark, comment = marks.get(criterion, (None, ""))
        if mark and not comment.strip():
            sentence = _("“%(criterion)s” has a mark without a reason.")
            yield Hint("no_reason", sentence % {"criterion": criterion.name}, f"comment_{criterion.pk}")
        elif comment.strip() and count_words(comment) < FEW_WORDS:
            sentence = _("The comment on “%(criterion)s” is very short.")
            yield Hint("short_comment", sentence % {"criterion": criterion.name}, f"comment_{criterion.pk}")


def _of_copies(criteria, marks):
    seen = {}
    for criterion in criteria:
        text = " ".join(marks.get(criterion, (None, ""))[1].split()).casefold()
        if text and text in seen:
            facts = {"criterion": criterion.name, "other": seen[text].name}
            sentence = _("The comment on “%(criterion)s” is the same as that on “%(other)s”.")
            yield Hint("copied", sentence % facts, f"comment_{criterion.pk}")
        seen.setdefault(text, criterion)
