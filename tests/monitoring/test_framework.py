"""The results monitoring framework of the first month (R01): what it lacks, delivered, answered."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from core.errors import DomainError, NotAllowed, StateConflict
from monitoring import services
from monitoring.models import FrameworkDelivery
from monitoring.panels import tasks
from monitoring.selectors.duties import owed_to
from monitoring.selectors.frameworks import checks_of, obstacles_to_delivery
from monitoring.workflow import FRAMEWORK
from notifications.models import Notification
from plans.models import Indicator
from tests.plugin import guards_lifted

MISSING = [
    "“Cases handled by the common procedure”: say how often it is measured.",
    "“Cases handled by the common procedure”: say who measures it.",
    "“Officials who pass the final test”: say how often it is measured.",
    "“Officials who pass the final test”: say who measures it.",
]


def fill(**changes):
    """Write into the indicators of the approved plan, as an approved amendment would have it."""
    with guards_lifted():
        Indicator.objects.update(**changes)


NOTHING_SAID = {"frequency": "", "responsible": ""}


@pytest.fixture
def duty(running_project):
    return running_project.duties.get(kind="FRAMEWORK")


def address(duty, end=""):
    return f"/en/workspace/reports/duties/{duty.pk}/{end}"


def test_obstacles_name_each_thing_that_lacks(duty):
    fill(**NOTHING_SAID)

    assert obstacles_to_delivery(duty) == MISSING


def test_deliver_what_lacks_something_is_refused(duty, project_manager):
    fill(**NOTHING_SAID)

    with pytest.raises(DomainError) as refusal:
        services.deliver_framework(duty, by=project_manager)

    assert [str(sentence) for sentence in refusal.value.sentences] == MISSING
    assert not FrameworkDelivery.objects.exists()


@pytest.mark.parametrize(
    ("months", "sentence"),
    [
        (None, "say by which month its baseline will be known."),
        (1, "its baseline was to be known by"),
        (17, None),
    ],
)
def test_baseline_to_be_determined_blocks_once_its_month_is_past(duty, months, sentence):
    fill(baseline_state="TBD", baseline_value=None, baseline_year=None, baseline_due_month=months)

    lacking = [one for check in checks_of(duty)[0] for one in check.lacking]

    assert [one.startswith(sentence or "never") for one in lacking] == [True] * len(lacking)
    assert len(lacking) == (0 if sentence is None else 2)


def test_framework_is_delivered_and_accepted(duty, project_manager, officer, second_officer):
    delivery = services.deliver_framework(duty, by=project_manager)
    assert (delivery.state, delivery.version) == ("SUBMITTED", duty.project.plan.approved)
    assert sorted(Notification.objects.filter(kind="framework.delivered").values_list("user__name", flat=True)) == [
        "Olga Officer",
        "Otto Officer",
    ]

    services.accept_framework(delivery, by=officer, comment="Well done.")

    duty.refresh_from_db()
    assert (duty.done_on, duty.done_by) == (timezone.localdate(), officer)
    assert Notification.objects.filter(kind="framework.accepted").get().user == project_manager


def test_framework_that_is_returned_is_delivered_again(duty, project_manager, officer):
    first = services.deliver_framework(duty, by=project_manager)
    with pytest.raises(DomainError, match="a comment is required"):
        services.return_framework(first, by=officer, comment=" ")
    services.return_framework(first, by=officer, comment="Add a baseline.")
    second = services.deliver_framework(duty, by=project_manager)

    assert [(one.state, one.note) for one in duty.deliveries.all()] == [
        ("SUBMITTED", ""),
        ("RETURNED", "Add a baseline."),
    ]
    assert second.pk != first.pk
    with pytest.raises(StateConflict):
        services.accept_framework(first, by=officer)


def test_deliver_twice_is_refused(duty, project_manager):
    services.deliver_framework(duty, by=project_manager)

    with pytest.raises(StateConflict):
        services.deliver_framework(duty, by=project_manager)


def test_deliver_another_duty_is_refused(running_project, project_manager):
    with pytest.raises(StateConflict):
        services.deliver_framework(running_project.duties.get(kind="FINAL"), by=project_manager)


@pytest.mark.parametrize("name", ["officer", "endorser", "applicant", "stranger"])
def test_deliver_by_others_is_refused(duty, request, name):
    with pytest.raises(NotAllowed):
        services.deliver_framework(duty, by=request.getfixturevalue(name))


STATES = {
    "SUBMITTED": {"return": "RETURNED", "accept": "ACCEPTED"},
    "RETURNED": {},
    "ACCEPTED": {},
}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("name", ["officer", "second_officer", "endorser", "approver", "project_manager", "applicant"])
def test_steps_of_every_state_and_person(duty, request, project_manager, state, name):
    delivery = FrameworkDelivery.objects.create(
        duty=duty, version=duty.project.plan.approved, state=state, submitted_by=project_manager
    )
    may = name in {"officer", "second_officer"}

    steps = FRAMEWORK.available(delivery, request.getfixturevalue(name))

    assert {step.name: step.target for step in steps} == (STATES[state] if may else {})


def test_officer_who_manages_the_project_does_not_answer(duty, officer, second_officer):
    duty.project.manager = officer
    duty.project.save()
    delivery = services.deliver_framework(duty, by=officer)

    with pytest.raises(NotAllowed):
        services.accept_framework(delivery, by=officer)
    services.accept_framework(delivery, by=second_officer)


def test_database_refuses_two_deliveries_at_once_and_answers_by_the_submitter(duty, project_manager):
    values = {"duty": duty, "version": duty.project.plan.approved, "submitted_by": project_manager}
    with pytest.raises(IntegrityError), transaction.atomic():
        FrameworkDelivery.objects.create(**values, answered_by=project_manager)
    FrameworkDelivery.objects.create(**values)
    with pytest.raises(IntegrityError), transaction.atomic():
        FrameworkDelivery.objects.create(**values, state="ACCEPTED")


def test_delivered_framework_is_not_owed_any_more(duty, project_manager, officer):
    assert duty in owed_to(project_manager)
    delivery = services.deliver_framework(duty, by=project_manager)
    assert duty not in owed_to(project_manager)
    services.return_framework(delivery, by=officer, comment="More.")
    assert duty in owed_to(project_manager)


def test_to_do_list_has_the_framework(duty, project_manager, officer):
    def titles(user):
        return [task.title for task in tasks(user) if "framework" in task.title]

    assert (titles(project_manager), titles(officer)) == (["Deliver the framework of PX.9001"], [])
    services.deliver_framework(duty, by=project_manager)
    assert (titles(project_manager), titles(officer)) == ([], ["Read the framework of PX.9001"])


def test_page_shows_what_lacks_and_leads_to_the_amendment(client_for, duty, project_manager, endorser):
    fill(**NOTHING_SAID)

    page = client_for(project_manager).get(address(duty)).content.decode()
    other = client_for(endorser).get(address(duty)).content.decode()

    assert page.count("say who measures it.") == 2
    assert page.count('href="/en/workspace/projects/PX.9001/amend/"') == 1
    assert page.count("Deliver the framework") == 0
    assert other.count('href="/en/workspace/projects/PX.9001/amend/"') == 0


def test_page_delivers_and_the_fund_answers(client_for, duty, project_manager, officer, endorser):
    manager, fund = client_for(project_manager), client_for(officer)
    assert manager.get(address(duty)).content.decode().count("Deliver the framework") == 1
    assert fund.post(address(duty, "deliver/")).status_code == 404
    assert manager.post(address(duty, "deliver/")).status_code == 302
    assert manager.post(address(duty, "accept/"), {"comment": ""}).status_code == 404
    assert client_for(endorser).get(address(duty, "accept/")).status_code == 404
    assert fund.get(address(duty, "accept/")).status_code == 200

    done = fund.post(address(duty, "accept/"), {"comment": ""})

    assert done.status_code == 302
    assert fund.get(address(duty)).content.decode().count("Done on") == 1
    assert fund.get(address(duty, "nonsense/")).status_code == 404


def test_duty_of_nobody_is_not_there(client_for, duty, stranger):
    assert client_for(stranger).get(address(duty)).status_code == 404


def test_officer_asks_for_a_report_on_the_page(client_for, running_project, officer, project_manager):
    url = "/en/workspace/reports/ask/PX.9001/"
    client, final = client_for(officer), running_project.duties.get(kind="FINAL")
    data = {"starts_on": final.starts_on.isoformat(), "ends_on": final.starts_on.isoformat(), "due_on": "2090-01-01"}
    wrong = client.post(url, data | {"ends_on": "2091-01-01"})
    assert wrong.context["form"].non_field_errors()[0].startswith("The period ends between")

    assert client.post(url, data).status_code == 302

    asked = running_project.duties.get(rule_code="R04")
    assert (asked.starts_on, asked.due_on) == (final.starts_on, date(2090, 1, 1))
    assert Notification.objects.get(kind="report.asked").user == project_manager
    assert client_for(project_manager).get(url).status_code == 404
