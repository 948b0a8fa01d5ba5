import pytest
from django.db import DatabaseError, transaction

from applications import services
from applications.models import Choice, Question, QuestionSet
from applications.selectors.question_sets import differences, problems
from core.errors import DomainError, NotAllowed, StateConflict

from .asking import ask, row, write

BORDER = row("CHOICE", "Which border", choices=["Land", "Sea"])
WHY = row("LONG_TEXT", "Why", asked_subject="which_border_en", asked_operator="IS", asked_value="CHOICE:sea_en")


@pytest.fixture
def call(open_call):
    return open_call()


def test_a_question_gets_a_key_of_its_words_and_keeps_it(call, officer):
    draft = write(call, officer, BORDER, BORDER, row("TEXT", "1st"))

    assert [question.key for question in draft.asks()] == ["which_border_en", "which_border_en_2", "question_1st_en"]
    changed = services.keep_question(
        draft,
        by=officer,
        revision=draft.revision,
        key="which_border_en",
        **row("CHOICE", "Other words", choices=["A", "B"]),
    )
    assert (changed.key, changed.text_fr) == ("which_border_en", "Other words fr")
    assert [choice.code for choice in changed.choices.all()] == ["a_en", "b_en"]


def test_who_does_not_keep_calls_changes_nothing(call, officer, applicant, reviewer):
    draft = write(call, officer, BORDER)

    for person in (applicant, reviewer):
        for act in (
            lambda by: services.begin_version(call, by=by),
            lambda by: services.keep_question(draft, by=by, revision=draft.revision, **WHY),
            lambda by: services.move_question(draft.questions.get(), by=by, up=True),
            lambda by: services.duplicate_question(draft.questions.get(), by=by),
            lambda by: services.remove_question(draft.questions.get(), by=by),
            lambda by: services.discard_version(draft, by=by),
            lambda by: services.publish_version(draft, by=by, revision=draft.revision),
        ):
            with pytest.raises(NotAllowed):
                act(person)
    assert QuestionSet.objects.get().revision == draft.revision


def test_an_old_tab_does_not_overwrite(call, officer):
    draft = write(call, officer, BORDER)

    with pytest.raises(StateConflict):
        services.keep_question(draft, by=officer, revision=draft.revision - 1, **WHY)
    with pytest.raises(StateConflict):
        services.publish_version(draft, by=officer, revision=draft.revision - 1)

    assert [question.key for question in draft.asks()] == ["which_border_en"]


def test_move_duplicate_and_remove_keep_an_order_without_gaps(call, officer):
    draft = write(call, officer, BORDER, WHY, row("TEXT", "Who"))
    first, _why, last = draft.asks()

    services.move_question(first, by=officer, up=True)
    services.move_question(last, by=officer, up=True)
    services.duplicate_question(first, by=officer)

    keys = [(question.position, question.key) for question in draft.asks()]
    assert keys == [(1, "which_border_en"), (2, "which_border_en_2"), (3, "who_en"), (4, "why_en")]
    services.remove_question(first, by=officer)
    assert problems(draft.asks()) == [
        ("“Why en”: The condition refers to a question that does not stand before this one.", "why_en")
    ]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"text_fr": ""}, "The question is missing in French."),
        ({"help_en": "Help"}, "The help is missing in French."),
        ({"choices": []}, "A choice needs at least two answers to choose from."),
        ({"choices": [{"label_en": "A", "label_fr": "", "label_es": "A"}] * 2}, "A choice is missing in French."),
        ({"word_limit": 5}, "Only a text has a word limit."),
        ({"least": 5}, "Only a number or an amount has a least and a greatest value."),
        ({"asked_subject": "which_border_en", "asked_operator": "ANSWERED"}, "does not stand before this one."),
        ({"asked_subject": "later", "asked_operator": "ANSWERED"}, "does not stand before this one."),
        (
            {"asked_subject": "@line", "asked_operator": "AT_LEAST", "asked_value": "TEXT:2"},
            "in a way that does not fit.",
        ),
    ],
)
def test_what_is_incomplete_is_kept_but_not_published(call, officer, change, sentence):
    draft = write(call, officer, BORDER | change)

    with pytest.raises(DomainError) as refusal:
        services.publish_version(draft, by=officer, revision=draft.revision)

    assert any(one.endswith(sentence) for one in refusal.value.sentences)
    assert QuestionSet.objects.get().state == "DRAFT"


def test_conditions_on_a_choice_not_offered_or_compared_wrongly_are_named(call, officer):
    draft = write(
        call, officer, BORDER, WHY | {"asked_value": "CHOICE:air"}, WHY | {"asked_operator": "AT_LEAST"}
    )  # fmt: skip

    assert [sentence.partition(": ")[2] for sentence, _key in problems(draft.asks())] == [
        "The condition refers to a choice that is not offered.",
        "The condition compares in a way that does not fit.",
    ]


def test_an_empty_set_is_not_published(call, officer):
    draft = services.begin_version(call, by=officer)

    with pytest.raises(DomainError, match="There are no questions yet"):
        services.publish_version(draft, by=officer, revision=1)


def test_the_database_refuses_to_change_what_was_published(call, officer):
    published = ask(call, officer, BORDER)
    question = published.questions.get()
    attempts = [
        lambda: Question.objects.filter(pk=question.pk).update(text_en="Other"),
        lambda: Question.objects.filter(pk=question.pk)._raw_delete("default"),
        lambda: Choice.objects.filter(question=question).update(label_fr="Autre"),
        lambda: Choice.objects.create(question=question, code="air", label_en="Air"),
        lambda: Question.objects.create(question_set=published, key="more", position=9, kind="TEXT", text_en="More"),
        lambda: QuestionSet.objects.filter(pk=published.pk).update(state="DRAFT", published_at=None, published_by=None),
        lambda: QuestionSet.objects.filter(pk=published.pk).update(number=7, state="SUPERSEDED"),
    ]
    for attempt in attempts:
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()

    assert [choice.label_fr for choice in question.choices.all()] == ["Land fr", "Sea fr"]


def test_the_next_version_is_a_copy_and_replaces_the_one_before(call, officer):
    first = ask(call, officer, BORDER, WHY)

    draft = services.begin_version(call, by=officer)

    assert differences(first.asks(), draft.asks()) == []
    assert [(one.key, one.kind) for one in draft.asks()] == [("which_border_en", "CHOICE"), ("why_en", "LONG_TEXT")]
    services.remove_question(draft.questions.get(key="why_en"), by=officer)
    services.keep_question(draft, by=officer, revision=2, **row("TEXT", "Who"))
    services.keep_question(
        draft, by=officer, revision=3, key="which_border_en", **BORDER | {"text_fr": "Quelle frontière"}
    )
    found = differences(first.asks(), draft.asks())
    assert [(one.what, one.question.key) for one in found] == [
        ("changed", "which_border_en"), ("added", "who_en"), ("removed", "why_en"),
    ]  # fmt: skip
    services.publish_version(draft, by=officer, revision=4)
    first.refresh_from_db()
    assert (first.state, QuestionSet.objects.get(number=2).state) == ("SUPERSEDED", "PUBLISHED")


def test_the_kind_of_a_published_question_stays(call, officer):
    ask(call, officer, BORDER)
    draft = services.begin_version(call, by=officer)

    with pytest.raises(DomainError, match="stays the same"):
        services.keep_question(draft, by=officer, revision=1, key="which_border_en", **row("TEXT", "Which border"))


def test_a_discarded_draft_leaves_what_is_published(call, officer):
    published = ask(call, officer, BORDER)
    draft = services.begin_version(call, by=officer)

    services.discard_version(draft, by=officer)

    assert list(QuestionSet.objects.all()) == [published]
    with pytest.raises(StateConflict):
        services.discard_version(draft, by=officer)
