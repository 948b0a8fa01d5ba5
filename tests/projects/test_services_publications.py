"""Publications: who takes which step in which state, two people, terms that hold, facts that are corrected."""

from decimal import Decimal

import pytest
from django.contrib.admin import site
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.http import QueryDict
from django.utils import timezone

from accounts.models import RoleGrant, User
from core.access import allows
from core.errors import DomainError, NotAllowed, StateConflict
from core.models import AuditEvent
from notifications.models import Notification, OutboxMail
from projects import services
from projects.models import Catalogue, Project, Publication, PublicRecord, Redaction
from projects.selectors.catalogue import select
from projects.selectors.publications import differences, doubts, fingerprint
from projects.selectors.records import preview
from projects.services import telling
from projects.workflow import PUBLICATION
from tests.factories import ProjectFactory

PEOPLE = [
    *("applicant", "colleague", "endorser", "reviewer", "officer", "second_officer", "approver", "auditor"),
    *("project_manager", "stranger", "administrator"),
]
ALLOWED = {
    "PREPARED": {"officer": {"withdraw"}, "second_officer": {"publish", "return"}},
    "PUBLISHED": {},
    "RETURNED": {},
    "WITHDRAWN": {},
}
SEE = {"officer", "second_officer", "approver", "auditor"}
SERVICES = {
    "publish": lambda publication, by: services.publish(publication, by=by),
    "return": lambda publication, by: services.return_publication(publication, by=by, comment="Say why"),
    "withdraw": lambda publication, by: services.withdraw_publication(publication, by=by),
}
CORRECTION = {"correction_en": "It was wrong.", "correction_fr": "C’était faux.", "correction_es": "Era erróneo."}
PLACE = ("PLACE", "Montenegro", "Threats")


@pytest.fixture
def waiting(running_project, officer):
    return services.prepare(running_project, by=officer, note="Please check")


@pytest.fixture
def in_status(waiting, officer, second_officer):
    """``in_status("RETURNED")``: a publication prepared by the officer, carried on to a status."""
    steps = {"PUBLISHED": ("publish", second_officer), "RETURNED": ("return", second_officer)}
    steps["WITHDRAWN"] = ("withdraw", officer)

    def carry_on(status):
        if status in steps:
            name, person = steps[status]
            SERVICES[name](waiting, person)
        return Publication.objects.get(pk=waiting.pk)

    return carry_on


@pytest.fixture
def imported(reference):
    """A record of the published lists, public without a publication."""
    project = ProjectFactory(code="PX.0009", title="Old title", summary_en="Old", published_at=timezone.now())
    project.countries.set(["ME"])
    services.refresh(project)
    return project


# Who, when


@pytest.mark.parametrize("status", Publication.Status.values)
def test_available_steps_are_those_of_the_table(in_status, request, status):
    publication = in_status(status)

    people = {name: request.getfixturevalue(name) for name in PEOPLE}
    found = {name: {step.name for step in PUBLICATION.available(publication, user)} for name, user in people.items()}

    assert found == {name: ALLOWED[status].get(name, set()) for name in PEOPLE}


def test_every_step_is_in_the_table():
    tested = {name for people in ALLOWED.values() for names in people.values() for name in names}

    assert tested == {step.name for step in PUBLICATION.transitions} == set(SERVICES)


@pytest.mark.parametrize("status", Publication.Status.values)
@pytest.mark.parametrize("step", list(SERVICES))
def test_services_refuse_what_the_table_does_not_allow(in_status, request, status, step):
    publication = in_status(status)
    for name in PEOPLE:
        if step not in ALLOWED[status].get(name, set()):
            with pytest.raises((NotAllowed, StateConflict)), transaction.atomic():
                SERVICES[step](publication, request.getfixturevalue(name))

    assert Publication.objects.get(pk=publication.pk).status == status


@pytest.mark.parametrize("name", [name for name in PEOPLE if "officer" not in name])
def test_nobody_else_prepares_or_takes_out(running_project, request, name):
    person = request.getfixturevalue(name)
    with pytest.raises(NotAllowed):
        services.prepare(running_project, by=person)
    with pytest.raises(NotAllowed):
        services.unpublish(running_project, by=person, comment="x")

    assert running_project.publications.count() == 1
    assert PublicRecord.objects.count() == 1


def test_list_and_rule_agree_on_who_sees_a_publication(waiting, request):
    people = {name: request.getfixturevalue(name) for name in PEOPLE}

    in_list = {name for name, user in people.items() if waiting in Publication.objects.visible_to(user)}

    assert in_list == SEE == {name for name in PEOPLE if allows(people[name], "projects.see_publications", waiting)}


def test_an_officer_who_loses_the_role_publishes_no_more(waiting, second_officer):
    RoleGrant.objects.filter(user=second_officer).update(valid_to=timezone.localdate())

    with pytest.raises(NotAllowed):
        services.publish(waiting, by=User.objects.get(pk=second_officer.pk))


# Two people, and what is decided stays


def test_the_database_knows_four_eyes(waiting, officer, second_officer):
    rows = Publication.objects.filter(pk=waiting.pk)
    signed = {"decided_at": timezone.now()}
    for status, person in (("PUBLISHED", officer), ("RETURNED", officer), ("WITHDRAWN", second_officer)):
        with pytest.raises(IntegrityError, match="publication_four_eyes"), transaction.atomic():
            rows.update(status=status, decided_by=person, **signed)


def test_the_database_wants_a_decision_signed(waiting):
    with pytest.raises(IntegrityError, match="decided_publication_is_signed"), transaction.atomic():
        Publication.objects.filter(pk=waiting.pk).update(status="PUBLISHED")


@pytest.mark.parametrize("status", ["PUBLISHED", "RETURNED", "WITHDRAWN"])
def test_a_decided_publication_is_frozen(waiting, in_status, status):
    Redaction.objects.create(publication=waiting, kind="PLACE", words="Here", reason="x")
    in_status(status)

    for statement in (
        "UPDATE projects_publication SET note = 'x'",
        "DELETE FROM projects_publication",
        "UPDATE projects_redaction SET words = 'x'",
        "DELETE FROM projects_redaction",
        "INSERT INTO projects_redaction (publication_id, kind, words, reason) VALUES (%s, 'PLACE', 'y', 'x')",
    ):
        with pytest.raises(DatabaseError, match="frozen"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, [waiting.pk] if "%s" in statement else None)


def test_one_publication_waits_at_a_time(waiting, second_officer):
    with pytest.raises(StateConflict):
        services.prepare(waiting.project, by=second_officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Publication.objects.create(project=waiting.project, number=9, prepared_by=second_officer)


def test_what_was_seen_is_what_is_published(waiting, second_officer, running_project):
    seen = fingerprint(preview(running_project, waiting))
    Project.objects.filter(pk=running_project.pk).update(funding_year=2019)

    with pytest.raises(StateConflict, match="changed since"):
        services.publish(waiting, by=second_officer, seen=seen)

    project = Project.objects.get(pk=running_project.pk)
    services.publish(waiting, by=second_officer, seen=fingerprint(preview(project, waiting)))
    assert PublicRecord.objects.get(pk=project.pk).funding_year == 2019


def test_administration_shows_no_publications():
    assert {Publication, Redaction, PublicRecord} & set(site._registry) == set()


# What is told and recorded


def test_each_step_tells_those_it_concerns(running_project, officer, second_officer, project_manager, applicant):
    Notification.objects.all().delete()
    services.return_publication(services.prepare(running_project, by=officer), by=second_officer, comment="Why?")
    services.withdraw_publication(services.prepare(running_project, by=officer), by=officer)
    services.publish(services.prepare(running_project, by=officer), by=second_officer)
    services.unpublish(running_project, by=officer, comment="Danger to the partner")

    told = [(row.kind, row.user) for row in Notification.objects.order_by("pk")]
    assert told == [
        ("publication.prepared", second_officer),
        ("publication.returned", officer),
        ("publication.prepared", second_officer),
        ("publication.prepared", second_officer),
        ("publication.published", officer),
        ("project.unpublished", project_manager),
        ("project.unpublished", applicant),
    ]
    assert [row for row in Notification.objects.all() if "Danger" in str(row.params)] == []


def test_messages_lead_to_a_page_that_their_reader_can_open(running_project, officer, client_for, project_manager):
    services.unpublish(running_project, by=officer, comment="Danger")
    kinds = ["project.started", "project.unpublished"]

    told = Notification.objects.filter(kind__in=kinds, user=project_manager)

    opened = {row.kind: client_for(project_manager).get(f"/en{row.path}").status_code for row in told}
    assert opened == dict.fromkeys(kinds, 200)


def test_mail_that_waits_does_not_name_what_is_withheld_now(running_project, officer, second_officer, follower):
    follower("reader@example.org", project_id=running_project.pk, told_revision=0)
    telling.tell_followers()
    waiting = OutboxMail.objects.filter(to="reader@example.org")
    assert waiting.count() == 1

    services.publish(services.prepare(running_project, by=officer, redactions=[PLACE]), by=second_officer)

    assert waiting.count() == 0


def test_the_projects_history_says_who_did_what(running_project, officer, second_officer):
    services.return_publication(services.prepare(running_project, by=officer), by=second_officer, comment="Why?")

    events = list(AuditEvent.objects.about(running_project).order_by("-sequence")[:2])
    assert [(event.action, event.actor, event.comment) for event in events] == [
        ("publication.returned", second_officer, "Why?"),
        ("publication.prepared", officer, ""),
    ]


def test_a_project_that_is_out_is_not_taken_out_twice(running_project, officer):
    services.unpublish(running_project, by=officer, comment="x")
    before = Catalogue.objects.get().revision

    with pytest.raises(StateConflict):
        services.unpublish(running_project, by=officer, comment="x")

    assert (PublicRecord.objects.count(), Catalogue.objects.get().revision) == (0, before)


# Terms


def test_what_is_withheld_is_gone_and_comes_back_with_the_next_publication(running_project, officer, second_officer):
    services.publish(services.prepare(running_project, by=officer, redactions=[PLACE]), by=second_officer)
    record = PublicRecord.objects.get(pk=running_project.pk)
    assert (record.country_codes, record.region_id, select(QueryDict("q=montenegro")).count) == ([], "EUROPE", 0)

    services.publish(services.prepare(running_project, by=second_officer), by=officer)
    assert PublicRecord.objects.get(pk=running_project.pk).country_codes == ["ME"]


@pytest.mark.parametrize("words", ["", "-", "x"])
def test_words_that_would_withhold_everything_or_nothing_are_refused(running_project, officer, words):
    with pytest.raises(DomainError):
        services.prepare(running_project, by=officer, redactions=[("PLACE", words, "x")])


def test_a_correction_is_said_in_every_language(running_project, officer, second_officer):
    with pytest.raises(DomainError, match="English, French and Spanish"):
        services.prepare(running_project, by=officer, **CORRECTION | {"correction_es": ""})

    services.publish(services.prepare(running_project, by=officer, **CORRECTION), by=second_officer)
    services.publish(services.prepare(running_project, by=officer), by=second_officer)
    (said,) = PublicRecord.objects.get(pk=running_project.pk).corrections
    assert (said["en"], said["fr"], said["es"]) == tuple(CORRECTION.values())
    assert said["on"] == str(timezone.localdate())


def test_facts_of_an_imported_record_are_corrected_when_they_are_published(imported, officer, second_officer):
    facts = {"title": "New title", "amount": "120000.50", "start_year": "2018", "end_year": ""}
    waiting = services.prepare(imported, by=officer, facts=facts, **CORRECTION)

    imported.refresh_from_db()
    services.refresh(imported)
    assert PublicRecord.objects.get().title == imported.title == "Old title"
    assert preview(imported, waiting).amount == Decimal("120000.50")
    changed = {change.name: (change.old, change.new) for change in differences(preview(imported, waiting))}
    assert changed["title"] == ("Old title", "New title")
    assert changed.keys() == {"title", "amount", "starts_on", "corrections"}

    services.publish(waiting, by=second_officer)
    imported.refresh_from_db()
    record = PublicRecord.objects.get()
    assert (record.title, record.amount, record.start_year) == ("New title", Decimal("120000.50"), 2018)
    assert (imported.title, imported.end_year) == ("New title", None)


def test_a_correction_of_a_public_fact_is_said(imported, officer):
    with pytest.raises(DomainError, match="Say what is corrected"):
        services.prepare(imported, by=officer, facts={"amount": "1"})

    services.prepare(imported, by=officer, facts={"summary_fr": "Un résumé"})  # a translation corrects nothing


@pytest.mark.parametrize("facts", [{"amount": "1"}, {"title": "x"}, {"manager": "1"}, {"published_at": ""}])
def test_approved_facts_are_not_corrected_here(running_project, officer, facts):
    with pytest.raises(DomainError, match="approved proposal"):
        services.prepare(running_project, by=officer, facts=facts, **CORRECTION)


def test_a_publication_not_in_force_changes_nothing(imported, officer, second_officer):
    waiting = services.prepare(imported, by=officer, facts={"title": "New"}, redactions=[PLACE], **CORRECTION)
    services.return_publication(waiting, by=second_officer, comment="No")

    services.refresh(imported)

    record = PublicRecord.objects.get()
    assert (record.title, record.country_codes, record.corrections) == ("Old title", ["ME"], [])


# What the two people are shown


def test_differences_are_none_while_nothing_is_public(running_project, officer):
    services.unpublish(running_project, by=officer, comment="x")

    assert differences(preview(running_project)) is None


def test_differences_are_empty_where_nothing_changes(waiting, running_project):
    assert differences(preview(running_project, waiting)) == []


def test_texts_that_name_people_are_doubted(running_project, officer):
    texts = {
        "summary_en": "Write to ANA NOVIC or call +382 20 123 456.",
        "summary_fr": "Demander à Paula Manager, tél. 020 123 456, 2018-2019, 100 000 000 USD.",
        "summary_es": "ana@example.org, info@somewhere.example",
    }
    waiting = services.prepare(running_project, by=officer, facts=texts)

    found = [(doubt.label, doubt.words) for doubt in doubts(running_project, preview(running_project, waiting))]

    assert found == [
        ("Summary (English)", "Ana Nović"),
        ("Summary (English)", "+382 20 123 456"),
        ("Summary (French)", "Paula Manager"),
        ("Summary (French)", "tél. 020 123 456"),
        ("Summary (Spanish)", "ana@example.org"),
        ("Summary (Spanish)", "info@somewhere.example"),
    ]


def test_the_public_texts_of_a_running_project_name_nobody(running_project):
    assert doubts(running_project, preview(running_project)) == []
