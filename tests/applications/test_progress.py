"""What applicants read of each state: the same in three languages on pages and in mails."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from applications.models import Application, State
from applications.progress import FUND, NOBODY, OFFICE, STAGES, TEAM, progress_of, timeline, told
from applications.workflow import PROPOSAL
from notifications.rendering import render

KINDS = {  # the mail that tells a team of a transition
    "submit": "application.submitted",
    "withdraw": "application.withdrawn",
    "return": "application.returned",
    "endorse": "application.endorsed",
    "decline": "application.declined",
    "ask": "clarification.asked",
    "answer": "application.submitted",
    "answer_region": "application.submitted",
    "screen_out": "decision.made",
    "approve": "decision.made",
    "revise": "decision.made",
    "reject": "decision.made",
    "retain": "decision.made",
    "revisit": "application.revisited",
}
SILENT = {"withdraw"}  # says itself that nothing is left to do
PARAMETERS = {
    "object": "IDF-2026-0001", "actor": "Ana", "title": "A project", "comment": "Why", "reason": "", "outcome": "REJECT",
    "number": 1, "sha256": "0" * 64, "arrived": "2026-11-26T16:00:00+00:00", "zones": ["Europe/Zurich"],
    "due_on": "2026-12-01", "count": 1, "parts": ["summary"],
}  # fmt: skip


def test_every_state_says_what_happens_next_and_who_acts():
    assert set(STAGES) == set(State)
    assert {stage.acts for stage in STAGES.values()} == {TEAM, OFFICE, FUND, NOBODY}


@pytest.mark.parametrize("language", ["en", "fr", "es"])
@pytest.mark.parametrize("step", [step for step in PROPOSAL.transitions if not step.internal], ids=lambda one: one.name)
def test_mail_of_a_transition_says_what_the_page_says(step, language):
    with translation.override(language):
        mail = render(KINDS[step.name], PARAMETERS | {"state": str(step.target), "until_on": "2026-12-01"}, "/x/")
        expected = str(STAGES[step.target].next)

    assert (expected in mail["text"].replace("\n", " ")) is (step.name not in SILENT)


@pytest.mark.parametrize(
    ("stage", "acts"),
    [("draft", TEAM), ("submitted", OFFICE), ("endorsed", FUND), ("rejected", NOBODY), ("returned", TEAM)],
)
def test_progress_says_whose_turn_it_is(application_in, stage, acts):
    progress = progress_of(application_in(stage))

    assert (progress.acts, progress.is_ours, bool(progress.until)) == (acts, acts == TEAM, acts != NOBODY)


def test_a_date_is_promised_only_where_it_is_configured(application_in, settings):
    application = application_in("submitted")
    unknown = progress_of(application)
    settings.STEP_DAYS = {"REGIONAL_REVIEW": 21}

    known = progress_of(application)

    assert (unknown.until_on, unknown.until[:17]) == (None, "No date is set fo")
    assert known.until_on == timezone.localdate() + timedelta(days=21)
    assert told(application) == {"state": "REGIONAL_REVIEW", "until_on": known.until_on.isoformat()}


def test_timeline_goes_from_writing_to_the_decision(application_in):
    def states(application):
        return [item["state"] for item in timeline(application)]

    draft = application_in("draft")
    found = [states(draft)]
    for state in (State.REGIONAL_REVIEW, State.FUND_REVIEW, State.RECOMMENDED, State.APPROVED):
        found.append(states(Application(state=state)))

    assert found == [
        ["current", "todo", "todo", "todo"],
        ["done", "current", "todo", "todo"],
        ["done", "done", "current", "todo"],
        ["done", "done", "done", "current"],
        ["done", "done", "done", "done"],
    ]
    assert timeline(Application(state=State.WITHDRAWN)) == []
