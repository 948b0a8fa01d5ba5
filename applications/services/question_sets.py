"""Keeping the questions of calls: a draft is copied from what is published, changed, checked and published."""

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from core import audit
from core.access import allows
from core.errors import DomainError, NotAllowed, StateConflict
from funding.models import Call

from ..models import Choice, Question, QuestionSet
from ..selectors import question_sets as selectors

BEGUN = audit.action("questions.begun", _("began a version of the questions"))
CHANGED = audit.action("questions.changed", _("changed the questions"))
DISCARDED = audit.action("questions.discarded", _("discarded the draft of the questions"))
PUBLISHED = audit.action("questions.published", _("published the questions"))
MOST, LONGEST_STEM = 60, 30
WORDS = [f"{name}_{code}" for name in ("text", "help") for code in selectors.LANGUAGES]
LABELS = [f"label_{code}" for code in selectors.LANGUAGES]
CONDITIONS = [f"{purpose}_{part}" for purpose in ("asked", "required") for part in ("subject", "operator", "value")]
KEPT = [*WORDS, "kind", "word_limit", "least", "greatest", "is_required", "is_shown_to_reviewers", *CONDITIONS]


@transaction.atomic
def begin_version(call, *, by):
    """Begin the next version of a call's questions as a copy of the published one; returns the draft.

    A draft that exists is returned as it is. Raises NotAllowed.
    """
    _permit(by, call)
    call = Call.objects.select_for_update().get(pk=call.pk)
    if draft := selectors.draft_set(call):
        return draft
    last, published = call.question_sets.first(), selectors.published_set(call)
    draft = QuestionSet.objects.create(call=call, number=last.number + 1 if last else 1, created_by=by)
    for question in published.asks() if published else []:
        _copy(question, question_set=draft)
    audit.record(BEGUN, call, by=by, version=draft.number)
    return draft


def _permit(by, call):
    if not allows(by, "funding.keep_calls", call):
        raise NotAllowed(_("You may not keep calls."))


def _copy(question, **fields):
    """A copy of a question with its choices; ``fields`` are what it has otherwise."""
    choices = list(question.choices.all())
    values = {name: getattr(question, name) for name in [*KEPT, "key", "position"]}
    copy = Question.objects.create(**values | {"question_set": question.question_set} | fields)
    rows = [{name: getattr(choice, name) for name in [*LABELS, "code", "position"]} for choice in choices]
    Choice.objects.bulk_create(Choice(question=copy, **row) for row in rows)
    return copy


def _open(question_set, by, revision=None):
    """The locked draft, if ``by`` may write it and it is still as they opened it; its revision goes up by one."""
    locked = QuestionSet.objects.select_for_update().select_related("call").filter(pk=question_set.pk).first()
    if locked is None or not locked.is_draft:
        raise StateConflict(_("This version was published or discarded meanwhile and can no longer be changed."))
    _permit(by, locked.call)
    if revision not in (None, locked.revision):
        raise StateConflict(
            _("The questions were changed elsewhere while you had them open. Your entries are still below.")
        )
    locked.revision += 1
    locked.save(update_fields=["revision"])
    return locked


@transaction.atomic
def keep_question(question_set, *, by, revision, key=None, choices=(), **fields):
    """Add a question to a draft (``key`` None) or change the one of that key; returns the Question.

    ``fields`` are those of ``KEPT``; ``choices`` are dicts of ``label_en``, ``label_fr``, ``label_es`` and the ``code``
    of those that exist, in their order. What is incomplete may be kept, but not published.

    Raises:
        NotAllowed: ``by`` does not keep calls.
        StateConflict: the set is no draft any more, or was changed since ``revision``.
        DomainError: there are too many questions, or the kind of a published question would change.
        ValidationError: a field does not hold what it must.
    """
    draft = _open(question_set, by, revision)
    if foreign := set(fields) - set(KEPT):
        raise TypeError(f"not to be set here: {sorted(foreign)}")
    questions = list(draft.questions.all())
    question = next((one for one in questions if one.key == key), None)
    if key and question is None:
        raise StateConflict(_("This question was removed meanwhile."))
    if question is None:
        question = _new(draft, questions, fields)
    published = selectors.published_kinds(draft.call)
    if published.get(question.key, fields["kind"]) != fields["kind"]:
        raise DomainError(
            _("The kind of a question that was published stays the same. Remove it and add a new question instead.")
        )
    for name, value in fields.items():
        setattr(question, name, value)
    question.full_clean(exclude=["text", "asked_operator", "required_operator"])
    question.save()
    _keep_choices(question, choices)
    audit.record(CHANGED, draft.call, by=by, version=draft.number, question=question.key)
    return question


def _new(draft, questions, fields):
    if len(questions) >= MOST:
        raise DomainError(_("A call asks at most %(n)d questions.") % {"n": MOST})
    taken = {one.key for one in questions} | set(selectors.published_kinds(draft.call))
    words = next((fields[name] for name in WORDS[:3] if fields.get(name)), "")
    position = max((one.position for one in questions), default=0) + 1
    return Question(question_set=draft, key=_free_key(words, "question", taken), position=position)


def _free_key(words, fallback, taken):
    """A key made from ``words`` that nobody has: "which_border", "which_border_2"."""
    stem = slugify(words).replace("-", "_")
    stem = stem if len(stem) <= LONGEST_STEM else stem[: LONGEST_STEM + 1].rpartition("_")[0] or stem[:LONGEST_STEM]
    stem = stem if stem[:1].isalpha() else f"{fallback}_{stem}".strip("_")
    numbered = (f"{stem}_{number}" for number in range(2, len(taken) + 3))
    return next(key for key in (stem, *numbered) if key not in taken)


def _keep_choices(question, rows):
    existing, taken = {choice.code: choice for choice in question.choices.all()}, set()
    for position, row in enumerate(rows):
        choice = existing.pop(row.get("code"), None)
        if choice is None:
            words = next((row[name] for name in LABELS if row[name]), "")
            code = _free_key(words, "choice", taken | set(existing) | {one["code"] for one in rows if one.get("code")})
            choice = Choice(question=question, code=code)
        taken.add(choice.code)
        choice.position = position
        for name in LABELS:
            setattr(choice, name, row[name])
        choice.full_clean(exclude=["label"])
        choice.save()
    for choice in existing.values():
        choice.delete()


@transaction.atomic
def duplicate_question(question, *, by):
    """Put a copy of a question behind it, with another key; returns the copy. Raises NotAllowed and StateConflict."""
    draft = _open(question.question_set, by)
    rows = list(draft.questions.all())
    if len(rows) >= MOST:
        raise DomainError(_("A call asks at most %(n)d questions.") % {"n": MOST})
    taken = {one.key for one in rows} | set(selectors.published_kinds(draft.call))
    copy = _copy(question, key=_free_key(question.key, "question", taken))
    place = next(number for number, row in enumerate(rows) if row.pk == question.pk)
    _number([*rows[: place + 1], copy, *rows[place + 1 :]])
    audit.record(CHANGED, draft.call, by=by, version=draft.number, question=copy.key)
    return copy


def _number(rows):
    for position, row in enumerate(rows, 1):
        if row.position != position:
            row.position = position
            row.save(update_fields=["position"])


@transaction.atomic
def move_question(question, *, by, up):
    """Move a question one place; at the end of the list nothing happens. Raises NotAllowed and StateConflict."""
    draft = _open(question.question_set, by)
    rows = list(draft.questions.all())
    place = next((number for number, row in enumerate(rows) if row.pk == question.pk), None)
    other = None if place is None else place + (-1 if up else 1)
    if other is None or not 0 <= other < len(rows):
        return
    rows[place], rows[other] = rows[other], rows[place]
    _number(rows)
    audit.record(CHANGED, draft.call, by=by, version=draft.number, question=question.key)


@transaction.atomic
def remove_question(question, *, by):
    """Take a question out of a draft. Conditions that name it keep the draft from being published until they are mended."""
    draft = _open(question.question_set, by)
    audit.record(CHANGED, draft.call, by=by, version=draft.number, question=question.key)
    question.delete()


@transaction.atomic
def discard_version(question_set, *, by):
    """Throw a draft away; what is published stays. Raises NotAllowed and StateConflict."""
    draft = _open(question_set, by)
    audit.record(DISCARDED, draft.call, by=by, version=draft.number)
    draft.delete()


@transaction.atomic
def publish_version(question_set, *, by, revision):
    """Publish a draft: proposals started from now on are asked it, those begun stay on theirs. Nobody is told.

    Raises NotAllowed, StateConflict, and DomainError with a sentence for all that is missing.
    """
    draft = _open(question_set, by, revision)
    if found := selectors.problems(draft.asks()):
        raise DomainError([sentence for sentence, _key in found])
    for before in draft.call.question_sets.filter(state=QuestionSet.State.PUBLISHED):
        before.state = QuestionSet.State.SUPERSEDED
        before.save(update_fields=["state"])
    draft.state, draft.published_at, draft.published_by = QuestionSet.State.PUBLISHED, timezone.now(), by
    draft.save(update_fields=["state", "published_at", "published_by"])
    audit.record(PUBLISHED, draft.call, by=by, version=draft.number)
    return draft
