import io

import pytest
from django.db import DatabaseError
from pypdf import PdfReader

from core.errors import DomainError, NotAllowed, StateConflict
from demo import endings
from monitoring import services
from monitoring.models import ClosingTick, CompletionForm
from monitoring.questions import QUESTIONS
from monitoring.selectors.closing import checklist
from monitoring.selectors.evaluations import evaluation_of
from projects import services as projects

ANSWERS = {question.key: "As reported." for question in QUESTIONS}


@pytest.fixture
def evaluated(ended_project, cast):
    """The ended project with its accepted evaluation."""
    endings.evaluate(ended_project, cast)
    return ended_project


@pytest.fixture
def settled(evaluated, cast):
    """The same with all of its closing checklist settled."""
    services.return_unspent(evaluated, by=cast.officer)
    services.tick(evaluated, by=cast.manager, item="ASSETS", note="none")
    services.tick(evaluated, by=cast.officer, item="RECORDS", note="Archive of the office, shelf 4")
    return evaluated


def states(project):
    return {item.key: item.is_done for item in checklist(project, evaluation_of(project))}


def test_the_form_is_handed_in_once_by_the_manager_after_the_final_report(running_project, ended_project, cast):
    with pytest.raises(NotAllowed):  # not completed
        services.fill_in_form(running_project, by=cast.manager, revision=0, answers=ANSWERS)
    with pytest.raises(NotAllowed):
        services.fill_in_form(ended_project, by=cast.officer, revision=1, answers=ANSWERS)
    with pytest.raises(StateConflict):
        services.fill_in_form(ended_project, by=cast.manager, revision=1, answers=ANSWERS)
    with pytest.raises(DatabaseError, match="frozen"):
        CompletionForm.objects.update(answers={})


def test_an_open_question_keeps_the_form_from_being_handed_in(ended_project, cast, intruder):
    with intruder():
        CompletionForm.objects.all().delete()

    with pytest.raises(DomainError) as refusal:
        services.fill_in_form(
            ended_project, by=cast.manager, revision=0, answers={**ANSWERS, "fund": " "}, is_handed_in=True
        )

    assert [str(one) for one in refusal.value.sentences] == ["Answer the question “What could the Fund do better?”."]
    kept = services.fill_in_form(ended_project, by=cast.manager, revision=0, answers={**ANSWERS, "fund": ""})
    assert (kept.revision, kept.handed_in_at, kept.answers["changed"]) == (1, None, "As reported.")


def test_the_checklist_counts_and_asks(ended_project, cast):
    before = states(ended_project)
    endings.evaluate(ended_project, cast, until="responded")
    services.tick(ended_project, by=cast.manager, item="ASSETS", note="none")
    between = states(ended_project)

    nothing = dict.fromkeys(["evaluation", "answers", "money", "ASSETS", "RECORDS"], False)
    assert before == {"final": True, "form": True, **nothing}
    assert between == {**before, "answers": True, "ASSETS": True}


def test_a_tick_needs_a_note_and_can_be_taken_back(ended_project, cast, applicant):
    with pytest.raises(DomainError):
        services.tick(ended_project, by=cast.manager, item="ASSETS", note=" ")
    with pytest.raises(NotAllowed):
        services.tick(ended_project, by=applicant, item="ASSETS", note="none")

    services.tick(ended_project, by=cast.manager, item="ASSETS", note="none")

    assert services.untick(ended_project, by=cast.officer, item="ASSETS") is True
    assert ClosingTick.objects.count() == 0


def test_closing_names_what_is_not_settled(ended_project, cast):
    with pytest.raises(DomainError) as refusal:
        projects.close(ended_project, by=cast.officer)

    assert len(refusal.value.sentences) == 5
    assert str(refusal.value.sentences[0]) == ("Closing checklist: “The evaluation is accepted (R12)” is not settled.")


def test_a_closed_project_is_read_only(settled, cast):
    closed = projects.close(settled, by=cast.officer)
    report = closed.duties.get(kind="FINAL").report

    assert closed.state == "CLOSED"
    with pytest.raises(NotAllowed):
        projects.amend(closed, by=cast.manager, comment="More", kinds=["BUDGET"])
    with pytest.raises(NotAllowed):
        services.correct_report(report, by=cast.manager, reason="Wrong")
    with pytest.raises(NotAllowed):
        services.untick(closed, by=cast.officer, item="ASSETS")
    with pytest.raises(NotAllowed):
        services.keep_lesson(closed, by=cast.manager, title_en="T", text_en="T")
    with pytest.raises(NotAllowed):
        endings.add(closed, cast, "OTHER", "Late")
    with pytest.raises(DatabaseError, match="frozen"):
        ClosingTick.objects.update(note="other")


def test_what_was_promised_may_be_done_after_the_end(settled, cast):
    projects.close(settled, by=cast.officer)
    row = settled.evaluation.recommendations.first()

    assert services.follow_up(row, by=cast.manager, text="Done", is_done=True).pk


def test_the_pages_of_the_end_open_for_those_concerned(client_for, settled, cast, stranger, applicant):
    base = f"/en/workspace/evaluations/projects/{settled.address}"
    paths = [f"{base}/closing/", f"{base}/form/", f"{base}/closing/summary.pdf"]

    found = {
        name: [client_for(user).get(path).status_code for path in paths]
        for name, user in {"manager": cast.manager, "officer": cast.officer, "stranger": stranger}.items()
    }

    assert found == {"manager": [200] * 3, "officer": [200] * 3, "stranger": [404] * 3}


def test_the_summary_is_a_draft_until_the_project_is_closed(client_for, settled, cast):
    path = f"/en/workspace/evaluations/projects/{settled.address}/closing/summary.pdf"

    def text():
        file = io.BytesIO(client_for(cast.officer).get(path).content)
        return "\n".join(page.extract_text() for page in PdfReader(file).pages)

    draft = text()
    projects.close(settled, by=cast.officer)
    final = text()

    assert ("Draft" in draft, "Draft" in final) == (True, False)
    assert "Archive of the office, shelf 4" in final
    assert "Test the lines of each counter" in final


def test_the_checklist_costs_five_queries(evaluated, ended_project, django_assert_num_queries):
    with django_assert_num_queries(5):
        checklist(ended_project, evaluation_of(ended_project))
