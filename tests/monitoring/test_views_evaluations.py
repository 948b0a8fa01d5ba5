"""Pages of evaluations and lessons: the whole way through forms; who opens them; what they cost."""

import pytest
from dateutil.relativedelta import relativedelta
from django.core.files.uploadedfile import SimpleUploadedFile

from demo import endings
from demo.files import pdf_of
from monitoring.models import Evaluation, FollowUp, Lesson, Recommendation

BASE = "/en/workspace/evaluations"


def test_an_evaluation_goes_its_way_through_the_pages(client_for, ended_project, cast):
    client, officer = client_for(cast.manager), client_for(cast.officer)
    plan = {
        "kind": "REGIONAL_ME",
        "evaluator_name": "Jo Example",
        "planned_on": (ended_project.ends_on + relativedelta(months=7)).isoformat(),
        "cost": "7,200.00",
        "is_public": "on",
    }
    client.post(f"{BASE}/projects/{ended_project.address}/plan/", plan)
    evaluation = Evaluation.objects.get()
    own = f"{BASE}/{evaluation.pk}"
    assert "Only flights and daily allowance" in client.get(f"{own}/").content.decode()
    for kind in ("TERMS_OF_REFERENCE", "EVALUATION_REPORT"):
        file = SimpleUploadedFile("a.pdf", pdf_of(kind))
        client.post(f"{own}/documents/add/", {"kind": kind, "title": kind, "language": "en", "file": file})
    client.post(f"{own}/start/")
    step = evaluation.scale.steps.last().pk
    ratings = {f"step_{one}": step for one in endings.RATINGS} | {f"text_{one}": "Because" for one in endings.RATINGS}
    client.post(f"{own}/ratings/", {"revision": 1, "summary": "In short", **ratings})
    client.post(f"{own}/findings/add/", {"revision": 0, "kind": "FINDING", "criterion": "IMPACT", "text": "F"})
    facts = {"revision": 0, "text": "R", "addressed_to": "The office", "priority": "HIGH"}
    client.post(f"{own}/recommendations/add/", facts)
    client.post(f"{own}/report/")
    row = Recommendation.objects.get()
    answer = {"revision": row.revision, "response": "ACCEPTED", "action": "A", "due_on": "2030-01-01"}
    client.post(f"{own}/recommendations/{row.pk}/answer/", answer)
    client.post(f"{own}/respond/")
    officer.post(f"{own}/accept/", {"comment": ""})
    client.post(f"{own}/recommendations/{row.pk}/follow-up/", {"text": "Done", "is_done": "on"})

    evaluation.refresh_from_db()
    assert (evaluation.state, evaluation.accepted_by, evaluation.ratings.count()) == ("ACCEPTED", cast.officer, 6)
    assert FollowUp.objects.get().is_done
    assert client.get(f"{own}/").status_code == 200


def test_a_refused_step_says_what_is_missing(client_for, evaluation_in, cast):
    evaluation = evaluation_in("COMMISSIONED")

    page = client_for(cast.manager).post(f"{BASE}/{evaluation.pk}/report/").content.decode()

    assert "Rate the criterion “Impact”." in page
    assert Evaluation.objects.get().state == "COMMISSIONED"


def test_a_form_keeps_what_was_typed_when_somebody_was_quicker(client_for, evaluation_in, cast):
    evaluation = evaluation_in("COMMISSIONED")

    page = client_for(cast.manager).post(
        f"{BASE}/{evaluation.pk}/ratings/", {"revision": 99, "summary": "Typed for an hour"}
    )

    assert "Typed for an hour" in page.content.decode()
    assert "saved elsewhere" in page.content.decode()


@pytest.mark.parametrize("name", ["stranger", "colleague", "reviewer", "administrator"])
def test_others_open_nothing(client_for, request, evaluation_in, ended_project, cast, name):
    evaluation = evaluation_in("ACCEPTED")
    endings.write_lessons(type(ended_project).objects.get(pk=ended_project.pk), cast)
    client = client_for(request.getfixturevalue(name))
    paths = [f"{BASE}/{evaluation.pk}/", f"{BASE}/{evaluation.pk}/change/", f"{BASE}/{evaluation.pk}/accept/"]
    paths += [f"{BASE}/projects/{ended_project.address}/lessons/add/", f"{BASE}/projects/{ended_project.address}/plan/"]

    assert {client.get(path).status_code for path in paths} == {404}
    assert client.get(f"{BASE}/").status_code == 403


def test_a_row_of_another_evaluation_is_not_found(client_for, evaluation_in, cast):
    evaluation = evaluation_in("REPORTED")

    assert client_for(cast.manager).get(f"{BASE}/{evaluation.pk}/recommendations/999/answer/").status_code == 404


def test_a_lesson_is_written_published_and_withdrawn_through_the_pages(client_for, ended_project, cast):
    client, officer = client_for(cast.manager), client_for(cast.officer)
    texts = {"kind": "LESSON", "title_en": "T", "text_en": "X", "themes": ["LM"], "source": ""}
    client.post(f"{BASE}/projects/{ended_project.address}/lessons/add/", texts)
    lesson = Lesson.objects.get()
    client.post(f"{BASE}/lessons/{lesson.pk}/change/", {**texts, "revision": 1, "title_en": "Better"})
    officer.post(f"{BASE}/lessons/{lesson.pk}/publish/")
    lesson.refresh_from_db()
    assert (lesson.title_en, lesson.is_public, lesson.revision) == ("Better", True, 2)

    officer.post(f"{BASE}/lessons/{lesson.pk}/withdraw/")

    lesson.refresh_from_db()
    assert lesson.is_public is False
    assert client_for(cast.manager).get(f"{BASE}/lessons/{lesson.pk}/publish/").status_code == 404


def test_an_evaluation_costs_the_same_for_2_and_25_recommendations(
    client_for, evaluation_in, cast, django_assert_num_queries
):
    evaluation = evaluation_in("REPORTED")
    client = client_for(cast.officer)
    client.get(f"{BASE}/{evaluation.pk}/")
    with django_assert_num_queries(14):
        client.get(f"{BASE}/{evaluation.pk}/")
    for number in range(23):
        Recommendation.objects.create(evaluation=evaluation, text=f"R {number}", addressed_to="The office")

    with django_assert_num_queries(14):
        page = client.get(f"{BASE}/{evaluation.pk}/")

    assert len(page.context["recommendations"]) == 25
