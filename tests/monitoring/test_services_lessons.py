"""Lessons: who writes and publishes, what must stay inside, and how the public finds them."""

import pytest
from django.http import QueryDict
from django.utils import translation

from core.errors import DomainError, NotAllowed, StateConflict
from demo import endings
from monitoring import services
from monitoring.models import Lesson
from monitoring.selectors.lessons import Library, lessons_in_order
from projects import services as projects
from projects.models import Catalogue

TEXTS = {"title_en": "Ask the café owners", "text_en": "They know who arrives."}


def write(project, by, **fields):
    return services.keep_lesson(project, by=by, **{**TEXTS, **fields})


def found(query=""):
    return [one.title_en for one in lessons_in_order(Library(QueryDict(query)).keys)]


@pytest.fixture
def published(ended_project, cast):
    """Two public lessons of the ended project, the café one about labour migration and a good practice."""
    first = write(ended_project, cast.manager, themes=["LM"])
    second = write(
        ended_project, cast.manager, kind="GOOD_PRACTICE", title_en="Begin early", text_en="In the first year."
    )
    for lesson in (first, second):
        services.publish_lesson(lesson, by=cast.officer)
    return first, second


def test_a_lesson_is_written_by_the_manager_and_published_by_an_officer(ended_project, cast, applicant):
    with pytest.raises(NotAllowed):
        write(ended_project, applicant)
    lesson = write(ended_project, cast.manager)
    with pytest.raises(NotAllowed):
        services.publish_lesson(lesson, by=cast.manager)
    before = (found(), Catalogue.objects.get().revision)

    services.publish_lesson(lesson, by=cast.officer)

    assert before[0] == []
    assert (found(), Catalogue.objects.get().revision) == (["Ask the café owners"], before[1] + 1)


def test_nobody_publishes_their_own_words(ended_project, cast):
    lesson = write(ended_project, cast.officer)

    with pytest.raises(NotAllowed):
        services.publish_lesson(lesson, by=cast.officer)

    assert services.publish_lesson(lesson, by=cast.second_officer).is_public


@pytest.mark.parametrize(
    "fields", [{"title_en": "", "text_en": ""}, {"title_fr": "Sans texte"}, {"text_es": "Sin título"}]
)
def test_a_language_has_title_and_text_or_neither(ended_project, cast, fields):
    with pytest.raises(DomainError):
        write(ended_project, cast.manager, **fields)

    assert Lesson.objects.count() == 0


def test_a_changed_lesson_is_not_public_until_it_is_published_again(published, cast, ended_project):
    lesson = published[0]
    lesson.refresh_from_db()
    with pytest.raises(StateConflict):
        services.keep_lesson(ended_project, by=cast.manager, lesson=lesson, revision=0, **TEXTS)

    services.keep_lesson(ended_project, by=cast.manager, lesson=lesson, revision=1, **TEXTS | {"title_en": "Ask"})

    assert found() == ["Begin early"]


def test_what_comes_from_an_evaluation_waits_for_its_acceptance(evaluation_in, ended_project, cast):
    evaluation = evaluation_in("RESPONDED")
    lesson = write(ended_project, cast.manager, evaluation=evaluation)

    with pytest.raises(DomainError):
        services.publish_lesson(lesson, by=cast.officer)
    services.accept_evaluation(evaluation, by=cast.second_officer)

    services.publish_lesson(lesson, by=cast.officer)
    assert found() == ["Ask the café owners"]


def test_it_comes_from_its_own_project_alone(running_project, ended_project, cast):
    report = running_project.duties.get(kind="INTERIM", sequence=1).report

    with pytest.raises(DomainError):
        write(ended_project, cast.manager, report=report)


def test_withdrawn_or_out_of_the_catalogue_it_is_not_found(published, ended_project, cast):
    services.withdraw_lesson(published[0], by=cast.second_officer)
    withdrawn = found()
    ended_project.refresh_from_db()
    projects.unpublish(ended_project, by=cast.officer, comment="For safety")

    assert (withdrawn, found()) == (["Begin early"], [])


def test_a_public_lesson_is_not_deleted(published, cast):
    with pytest.raises(StateConflict):
        services.remove_lesson(published[0], by=cast.manager)

    services.withdraw_lesson(published[0], by=cast.officer)
    services.remove_lesson(Lesson.objects.get(pk=published[0].pk), by=cast.manager)
    assert Lesson.objects.count() == 1


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", ["Begin early", "Ask the café owners"]),
        ("q=CAFE", ["Ask the café owners"]),
        ("q=cafe own", ["Ask the café owners"]),
        ("q=afe", []),
        ("q=migration laboral", ["Ask the café owners"]),
        ("q=lm.9003", ["Begin early", "Ask the café owners"]),
        ("kind=GOOD_PRACTICE", ["Begin early"]),
        ("theme=LM", ["Ask the café owners"]),
        ("theme=LM&kind=GOOD_PRACTICE", []),
        ("region=EUROPE&q=early", ["Begin early"]),
        ("region=AFRICA", ["Begin early", "Ask the café owners"]),
        ("year=x&theme=%00", ["Begin early", "Ask the café owners"]),
    ],
)
def test_the_library_finds_by_folded_words_and_known_filters(published, query, titles):
    assert found(query) == titles


def test_filters_say_how_many_they_would_find(published):
    library = Library(QueryDict("kind=GOOD_PRACTICE"))

    assert [(one.code, one.count) for one in library.options["kind"]] == [("GOOD_PRACTICE", 1), ("LESSON", 1)]
    assert library.options["theme"] == []
    assert library.query == "kind=GOOD_PRACTICE"


def test_what_the_publication_withholds_is_neither_shown_nor_found(published, ended_project, cast):
    words = [("PLACE", "café", "For safety")]
    ended_project.refresh_from_db()

    projects.publish(
        projects.prepare(ended_project, by=cast.officer, redactions=words, note=""), by=cast.second_officer
    )

    assert found() == ["Begin early", "Ask the […] owners"]
    assert found("q=cafe") == []


def test_a_lesson_is_shown_in_the_language_there_is(published):
    with translation.override("fr"):
        lesson = lessons_in_order([published[0].pk])[0]

        assert (lesson.title, lesson.language) == ("Ask the café owners", "en")


def test_the_demonstration_has_three(evaluation_in, ended_project, cast):
    evaluation_in("ACCEPTED")
    ended_project.refresh_from_db()

    endings.write_lessons(ended_project, cast)

    assert found("q=register") == ["Test the lines before you buy the machines"]
    assert len(found()) == 3
