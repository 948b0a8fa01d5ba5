"""The public library, public documents and what a project's public page says of its evaluation."""

import pytest

from demo import endings
from monitoring import services
from monitoring.models import Lesson, ProjectDocument
from projects.models import PublicRecord
from projects.services.records import renew_pages


@pytest.fixture
def evaluated(ended_project, cast):
    """The ended project with its accepted evaluation and three public lessons."""
    endings.evaluate(ended_project, cast)
    ended_project.refresh_from_db()
    endings.write_lessons(ended_project, cast)
    return ended_project


def path_of(project, kind):
    record = PublicRecord.objects.get(pk=project.pk)
    pk = ProjectDocument.objects.get(kind=kind).pk
    urls = [one["url"].partition("//")[2].partition("/")[2] for one in record.documents]
    return next((f"/{url}" for url in urls if f"/documents/{pk}/" in url), "")


def test_the_library_costs_the_same_for_3_and_25_lessons(client, evaluated, django_assert_num_queries):
    client.get("/en/lessons/")
    with django_assert_num_queries(9):
        client.get("/en/lessons/?q=register&theme=LM")
    model = Lesson.objects.first()
    themes = list(model.themes.all())
    for number in range(22):
        model.pk, model.title_en = None, f"Register {number}"
        model.save(force_insert=True)
        model.themes.set(themes)
    renew_pages()
    client.get("/en/lessons/")  # the entries are read anew

    with django_assert_num_queries(9):
        page = client.get("/en/lessons/?q=register&theme=LM")

    assert page.context["page"].paginator.count == 23
    assert len(client.get("/en/lessons/").context["page"].object_list) == 20


def test_the_library_answers_304_until_a_lesson_changes(client, evaluated, cast):
    tag = client.get("/en/lessons/").headers["ETag"]
    unchanged = client.get("/en/lessons/", headers={"If-None-Match": tag}).status_code

    services.withdraw_lesson(Lesson.objects.first(), by=cast.officer)

    assert (unchanged, client.get("/en/lessons/", headers={"If-None-Match": tag}).status_code) == (304, 200)


def test_a_lesson_has_a_page_in_each_language_until_it_is_withdrawn(client, evaluated, cast):
    lesson = Lesson.objects.get(title_en="Test the lines before you buy the machines")
    paths = [f"/{code}/lessons/{lesson.pk}/" for code in ("en", "fr", "es")]
    titles = [client.get(path).context["lesson"].title for path in paths]

    services.withdraw_lesson(lesson, by=cast.officer)

    assert titles == [lesson.title_en, lesson.title_fr, lesson.title_es]
    assert {client.get(path).status_code for path in paths} == {404}


def test_the_public_page_shows_ratings_and_lessons_of_a_public_evaluation_alone(client, evaluated, cast):
    path = f"/en/projects/{evaluated.address}/"
    shown = client.get(path).content.decode()

    services.show_evaluation(evaluated.evaluation, by=cast.officer, is_public=False)

    hidden = client.get(path).content.decode()
    words = ["6 – Highly satisfactory", "the data model of the statistical office", "Write the exercises once"]
    assert [word in shown for word in words] == [True, True, True]
    assert [word in hidden for word in words] == [False, False, True]
    for inside in ("a common set of exercises would have saved", "Test the lines of each counter", "Dervishi"):
        assert inside not in shown


def test_a_public_document_is_handed_out_by_its_record_alone(client, evaluated, cast):
    report, brief = path_of(evaluated, "EVALUATION_REPORT"), path_of(evaluated, "BRIEF")
    terms = ProjectDocument.objects.get(kind="TERMS_OF_REFERENCE")

    response = client.get(report)
    again = client.get(report, headers={"If-None-Match": response.headers["ETag"]})

    assert response.headers["Content-Disposition"] == 'attachment; filename="lm9003-evaluation-report.pdf"'
    assert b"".join(response.streaming_content).startswith(b"%PDF")
    assert again.status_code == 304
    assert b"".join(client.get(brief).streaming_content).startswith(b"%PDF")
    assert client.get(report.replace("evaluation-report.pdf", "other.pdf"), follow=True).status_code == 404
    path = f"/projects/{evaluated.address}/documents/{terms.pk}/terms-of-reference.pdf"
    assert client.get(path, follow=True).status_code == 404
    services.show_evaluation(evaluated.evaluation, by=cast.officer, is_public=False)
    assert client.get(report, follow=True).status_code == 404


@pytest.mark.parametrize("state", ["PLANNED", "COMMISSIONED", "REPORTED", "RESPONDED"])
def test_nothing_of_an_evaluation_is_public_before_it_is_accepted(client, evaluation_in, ended_project, state):
    evaluation_in(state)
    for document in ProjectDocument.objects.all():
        name = document.kind.lower().replace("_", "-")
        path = f"/projects/{ended_project.address}/documents/{document.pk}/{name}.pdf"
        assert client.get(path, follow=True).status_code == 404

    page = client.get(f"/en/projects/{ended_project.address}/").content.decode()

    words = ["Dervishi", "Highly satisfactory", "exercises", "7,200", "two pages", "in use in all four services"]
    assert [word for word in words if word in page] == []
    assert PublicRecord.objects.get(pk=ended_project.pk).has_evaluation is False
