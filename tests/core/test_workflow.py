"""The engine, on a small table of its own over the states of a mail; the real tables are tested in their apps."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection

from core import audit
from core.errors import DomainError, NotAllowed, StateConflict
from core.models import AuditEvent
from core.workflow import Transition, Workflow
from notifications.models import OutboxMail


@pytest.fixture
def mail(db):
    return OutboxMail.objects.create(to="ana@example.org", subject="Hello", text="Hello", state="PENDING")


@pytest.fixture
def workflow(declare_rule, declare_action):
    """PENDING → send → SENT → reopen → PENDING; PENDING or SENT → bury → DEAD. Only Ana may, and may bury her own."""
    declare_rule("sample.send", lambda user: user.name == "Ana Ruiz")
    declare_rule("sample.bury", lambda user, mail: mail is not None and user.email == mail.to)
    return Workflow(
        "sample",
        [
            Transition("send", frozenset({"PENDING"}), "SENT", "sample.send", "Send", "sent", guard=obstacles),
            Transition("reopen", frozenset({"SENT"}), "PENDING", "sample.send", "Reopen", "reopened"),
            Transition(
                "bury", frozenset({"PENDING", "SENT"}), "DEAD", "sample.bury", "Bury", "buried", comment_required=True
            ),
        ],
    )


def obstacles(mail):
    if mail.attempts > 3:
        yield "Tried too often."
    if not mail.text:
        yield "There is nothing to say."


def test_apply_changes_the_state_and_records_it(workflow, mail, person):
    changed = workflow.apply("send", mail, by=person, comment="go", data={"batch": 7})

    assert OutboxMail.objects.get().state == "SENT"
    assert changed.state == "SENT"
    row = AuditEvent.objects.get()
    assert (row.action, row.actor, row.comment) == ("sample.send", person, "go")
    assert row.data == {"from": "PENDING", "to": "SENT", "batch": 7}
    assert row.summary() == "sent Hello → ana@example.org: go"


def test_apply_writes_further_changes_and_nothing_else(workflow, mail, person):
    mail.subject = "typed in an old form"

    workflow.apply("send", mail, by=person, attempts=2)

    assert OutboxMail.objects.values_list("state", "attempts", "subject").get() == ("SENT", 2, "Hello")


def test_changes_cannot_smuggle_in_another_state(workflow, mail, person):
    workflow.apply("send", mail, by=person, state="DEAD")

    assert OutboxMail.objects.get().state == "SENT"


def test_apply_by_another_person_is_refused(workflow, mail, stranger):
    with pytest.raises(NotAllowed):
        workflow.apply("send", mail, by=stranger)

    assert OutboxMail.objects.get().state == "PENDING"
    assert AuditEvent.objects.count() == 0


@pytest.mark.parametrize("nobody", [None, AnonymousUser()])
def test_apply_by_nobody_is_refused(workflow, mail, nobody):
    with pytest.raises(NotAllowed):
        workflow.apply("send", mail, by=nobody)

    assert OutboxMail.objects.get().state == "PENDING"


def test_apply_by_a_person_who_was_deactivated_is_refused(workflow, mail, person):
    person.is_active = False

    with pytest.raises(NotAllowed):
        workflow.apply("send", mail, by=person)


def test_apply_asks_the_rule_about_the_row_as_it_stands(workflow, mail, person):
    """The form's copy may be old: the address has meanwhile become another's."""
    OutboxMail.objects.update(to="bo@example.org")

    with pytest.raises(NotAllowed):
        workflow.apply("bury", mail, by=person, comment="mine")


def test_apply_a_second_time_is_a_conflict(workflow, mail, person):
    workflow.apply("send", mail, by=person)

    with pytest.raises(StateConflict):
        workflow.apply("send", mail, by=person)

    assert AuditEvent.objects.count() == 1


@pytest.mark.parametrize("state", ["PENDING", "SENT", "DEAD"])
@pytest.mark.parametrize("name", ["send", "reopen", "bury"])
def test_every_transition_from_every_state(workflow, mail, person, state, name):
    leads = {("PENDING", "send"): "SENT", ("SENT", "reopen"): "PENDING"}
    leads |= {("PENDING", "bury"): "DEAD", ("SENT", "bury"): "DEAD"}
    OutboxMail.objects.update(state=state)

    if (state, name) in leads:
        workflow.apply(name, mail, by=person, comment="why")
    else:
        with pytest.raises(StateConflict):
            workflow.apply(name, mail, by=person, comment="why")

    assert OutboxMail.objects.get().state == leads.get((state, name), state)


@pytest.mark.parametrize("comment", ["", "  \n"])
def test_apply_without_the_required_comment_is_refused(workflow, mail, person, comment):
    with pytest.raises(DomainError) as refusal:
        workflow.apply("bury", mail, by=person, comment=comment)

    assert refusal.value.sentences == ["Say why: a comment is required."]
    assert OutboxMail.objects.get().state == "PENDING"


def test_apply_with_obstacles_names_them_all(workflow, mail, person):
    OutboxMail.objects.update(attempts=4, text="")

    with pytest.raises(DomainError) as refusal:
        workflow.apply("send", mail, by=person)

    assert refusal.value.sentences == ["Tried too often.", "There is nothing to say."]
    assert OutboxMail.objects.get().state == "PENDING"


def test_apply_of_an_unknown_transition_is_a_fault(workflow, mail, person):
    with pytest.raises(KeyError):
        workflow.apply("fly", mail, by=person)


def test_effects_run_in_order_with_the_changed_object(workflow, mail, person):
    seen = []
    workflow.on("send", lambda obj, *, by, comment: seen.append(("first", obj.state, by, comment)))
    workflow.on("send", lambda obj, *, by, comment: seen.append(("second", obj.pk, by, comment)))

    workflow.apply("send", mail, by=person, comment="go")

    assert seen == [("first", "SENT", person, "go"), ("second", mail.pk, person, "go")]


def test_an_effect_that_is_registered_twice_runs_once(workflow, mail, person):
    seen = []

    def effect(obj, *, by, comment):
        seen.append(obj.pk)

    workflow.on("send", effect)
    workflow.on("send", effect)
    workflow.apply("send", mail, by=person)

    assert seen == [mail.pk]


def test_an_effect_that_fails_undoes_state_and_record(workflow, mail, person):
    def effect(obj, *, by, comment):
        raise DomainError("No reviewer is free.")

    workflow.on("send", effect)
    with pytest.raises(DomainError, match=r"^No reviewer is free\.$"):
        workflow.apply("send", mail, by=person)

    assert OutboxMail.objects.get().state == "PENDING"
    assert AuditEvent.objects.count() == 0
    assert audit.verify() == audit.Verdict(0)


def test_an_effect_on_an_unknown_transition_is_a_fault(workflow):
    with pytest.raises(KeyError, match="sample has no transition fly"):
        workflow.on("fly", print)


def test_effects_are_not_shared_between_workflows(declare_rule, declare_action):
    one, other = Workflow("one", []), Workflow("other", [])
    one.effects["x"] = [print]

    assert other.effects == {}


def test_a_transition_named_twice_is_a_fault(declare_action):
    twice = [Transition("send", frozenset("A"), "B", "sample.send", "Send", "sent")] * 2

    with pytest.raises(ValueError, match="sample names a transition twice"):
        Workflow("sample", twice)


def test_available_lists_what_this_person_may_do_now_in_table_order(workflow, mail, person, stranger):
    assert [step.name for step in workflow.available(mail, person)] == ["send", "bury"]
    assert workflow.available(mail, stranger) == []

    mail.state = "SENT"
    assert [step.name for step in workflow.available(mail, person)] == ["reopen", "bury"]

    mail.state = "DEAD"
    assert workflow.available(mail, person) == []


def test_can_agrees_with_apply(workflow, mail, person, stranger):
    assert workflow.can("send", mail, person) is True
    assert workflow.can("reopen", mail, person) is False
    assert workflow.can("send", mail, stranger) is False


def test_another_field_may_hold_the_state(declare_rule, declare_action, mail, person):
    declare_rule("sample.translate", lambda user: True)
    translate = Transition("translate", frozenset({""}), "fr", "sample.translate", "Translate", "translated")

    Workflow("sample", [translate], field="language").apply("translate", mail, by=person)

    assert OutboxMail.objects.values_list("language", "state").get() == ("fr", "PENDING")


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_two_people_at_the_same_time_one_is_told_of_the_other(workflow, mail, person):
    from concurrent.futures import ThreadPoolExecutor

    def send(_):
        try:
            return workflow.apply("send", mail, by=person).state
        except StateConflict:
            return "conflict"
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        outcomes = sorted(pool.map(send, range(4)))

    assert outcomes == ["SENT", "conflict", "conflict", "conflict"]
    assert AuditEvent.objects.count() == 1


def test_the_portal_itself_takes_only_steps_declared_automatic(mail, declare_rule, declare_action):
    declare_rule("sample.nobody", lambda user: False)
    steps = [
        Transition("expire", frozenset({"PENDING"}), "DEAD", "sample.nobody", "Expire", "expired", automatic=True),
        Transition("revive", frozenset({"DEAD"}), "PENDING", "sample.nobody", "Revive", "revived"),
    ]
    workflow = Workflow("clock", steps)

    expired = workflow.apply("expire", mail, by=None)
    with pytest.raises(NotAllowed):
        workflow.apply("revive", expired, by=None)

    assert AuditEvent.objects.get().actor is None
    assert OutboxMail.objects.get().state == "DEAD"
