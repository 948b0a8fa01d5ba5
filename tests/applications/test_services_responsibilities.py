"""Who writes which part, and until when."""

from datetime import timedelta

import pytest
from django.utils import timezone

from applications.models import Responsibility
from applications.panels import team_tasks
from applications.services.responsibilities import divide
from core.errors import DomainError, NotAllowed, StateConflict
from core.models import AuditEvent
from notifications.models import Notification


def soon():
    return timezone.localdate() + timedelta(days=7)


def test_parts_are_divided_and_each_person_is_told_once_in_their_language(team, applicant, writer, submitter):
    writer.language = "fr"
    writer.save()

    divide(
        team,
        by=applicant,
        changes={"rationale": (writer, soon()), "budget": (writer, None), "cover": (applicant, None)},
    )

    assert set(Responsibility.objects.values_list("part", "person__name", "due_on")) == {
        ("rationale", "Wim Writer", soon()), ("budget", "Wim Writer", None), ("cover", "Ana Applicant", None),
    }  # fmt: skip
    told = Notification.objects.get()
    assert (told.user, told.kind, told.params["parts"]) == (writer, "team.part_given", "Justification, Budget")
    assert AuditEvent.objects.get(action="application.parts_divided").data == {
        "parts": ["budget", "cover", "rationale"]
    }


def test_the_parts_of_a_person_stand_in_their_to_do_list(team, applicant, writer, reader):
    divide(team, by=applicant, changes={"budget": (writer, soon()), "summary": (writer, None)})

    tasks = [(task.title, task.due_on) for task in team_tasks(writer)]

    assert sorted(tasks) == [("Write “Budget”", soon()), ("Write “Summary”", None)]
    assert next(task.url for task in team_tasks(writer)).startswith("/en/workspace/")
    assert team_tasks(reader) == []


def test_the_same_again_tells_nobody_and_nobody_frees_a_part(team, applicant, writer):
    divide(team, by=applicant, changes={"budget": (writer, soon())})
    divide(team, by=applicant, changes={"budget": (writer, soon())})
    assert Notification.objects.count() == 1

    divide(team, by=applicant, changes={"budget": (None, None)})

    assert Responsibility.objects.count() == 0


@pytest.mark.parametrize(("name", "part", "days"), [("reader", "budget", 1), ("stranger", "budget", 1),
                                                    ("writer", "appendix", 1), ("writer", "budget", -1)])  # fmt: skip
def test_what_makes_no_sense_is_refused_as_a_whole(team, applicant, submitter, request, name, part, days):
    due_on = timezone.localdate() + timedelta(days=days)

    with pytest.raises(DomainError):
        divide(team, by=applicant, changes={"cover": (submitter, None), part: (request.getfixturevalue(name), due_on)})

    assert (Responsibility.objects.count(), Notification.objects.count()) == (0, 0)


@pytest.mark.parametrize("name", ["reader", "leaver", "stranger", "officer"])
def test_only_those_who_write_divide(team, writer, request, name):
    with pytest.raises(NotAllowed):
        divide(team, by=request.getfixturevalue(name), changes={"cover": (writer, None)})


def test_a_submitted_proposal_is_not_divided(application_in, join, applicant, writer):
    application = application_in("submitted")
    join(application, writer)

    with pytest.raises(StateConflict):
        divide(application, by=applicant, changes={"cover": (writer, None)})
