"""The questions of a call as plain data, for those who read the form without filling it in."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core import questions as plain
from core.numbers import write_number

from .question_sets import ConditionWords, labels_of


def questions_of_call(questions):
    """The questions (with their choices loaded) as ``core.questions`` has those of forms; ids read "call.which_border"."""
    words = ConditionWords(questions)
    return tuple(_plain(question, words) for question in questions)


def _plain(question, words):
    return plain.Question(
        id=f"call.{question.key}",
        label=question.text,
        help=question.help or "",
        kind=question.kind,
        answer=str(plain.Kind(question.kind).label),
        choices=tuple(labels_of(question).values()),
        is_required=question.is_required,
        need=_need(question, words),
        limit=_limit(question),
        word_limit=question.word_limit,
    )


def _need(question, words):
    needed = _("Needed to submit") if question.is_required else _("Optional")
    if condition := words.write(question.required_when):
        needed = _("Needed only if %(condition)s") % {"condition": condition}
    if condition := words.write(question.asked_when):
        return _("Asked only if %(condition)s") % {"condition": condition} + f". {needed}"
    return needed


def _limit(question):
    if limit := question.word_limit:
        number = write_number(limit)
        return ngettext("At most %(number)s word", "At most %(number)s words", limit) % {"number": number}
    least, most = (None if one is None else write_number(one) for one in (question.least, question.greatest))
    if least and most:
        return _("From %(least)s to %(most)s") % {"least": least, "most": most}
    if least:
        return _("At least %(least)s") % {"least": least}
    return _("At most %(most)s") % {"most": most} if most else ""
