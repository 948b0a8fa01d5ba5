"""Concept notes: who sees which, what they need, how they are answered, and what a proposal takes over."""

import pytest
from django.urls import reverse

from applications import services
from applications.models import Application, ConceptNote, ConceptState
from applications.selectors import carried_over, eligibility_of, received_concepts, waiting_concepts
from applications.workflow import CONCEPT
from core.access import allows
from core.errors import DomainError, NotAllowed, StateConflict
from core.models import AuditEvent
from demo import concepts
from funding.models import Call, Country
from notifications.models import Notification
from tests.conftest import person_with

BASE = "/en/workspace/applications/concepts/"
PEOPLE = [
    *("applicant", "colleague", "endorser", "reviewer", "officer", "approver", "auditor", "project_manager"),
    *("administrator", "stranger"),
]
READERS = {"applicant", "endorser", "officer", "approver", "auditor"}
SEEN = {"draft": {"applicant"}, "sent": READERS, "invited": READERS, "declined": READERS, "withdrawn": READERS}
ALLOWED = {
    ConceptState.DRAFT: {"applicant": {"send", "withdraw"}},
    ConceptState.SENT: {
        "applicant": {"withdraw"}, "endorser": {"invite", "decline"}, "officer": {"invite", "decline"},
    },
    ConceptState.INVITED: {"applicant": {"withdraw"}},
    ConceptState.DECLINED: {},
    ConceptState.WITHDRAWN: {},
}  # fmt: skip


@pytest.fixture
def note(applicant, cast):
    """A complete concept note of the applicant for Montenegro, not sent."""
    return concepts.write(applicant, title="A helpline for seasonal workers", country="ME")


@pytest.fixture
def note_in(note, officer):
    """``note_in("sent")``: the note carried on to a stage of ``demo.concepts``."""
    return lambda stage: concepts.carry_on(note, stage, officer)


def change(note, **fields):
    """Save the note with other answers."""
    names = ("title", "language", "coverage", "line", "problem", "idea", "strategy", "government_partner", "is_checked")
    kept = {name: getattr(note, name) for name in (*names, "rough_amount", "duration_months", "contact_name")}
    rows = {"countries": note.countries.all(), "focus_areas": note.focus_areas.all()}
    return services.keep_concept(note, by=note.author, revision=note.revision, **{**kept, **rows, **fields})


@pytest.mark.parametrize("stage", SEEN)
def test_list_and_rule_agree_on_who_sees_a_concept_note(note_in, request, stage):
    note = note_in(stage)
    people = {name: request.getfixturevalue(name) for name in PEOPLE}

    in_list = {name for name, user in people.items() if note in ConceptNote.objects.visible_to(user)}
    by_rule = {name for name, user in people.items() if allows(user, "applications.view_concept", note)}

    assert in_list == by_rule == SEEN[stage]


def test_endorser_of_another_region_sees_nothing(note_in, cast):
    note_in("sent")
    other = person_with("Amara Endorser", "ENDORSER", "AFRICA")

    assert list(ConceptNote.objects.visible_to(other)) == list(received_concepts(other)) == []


@pytest.mark.parametrize("state", ConceptState.values)
def test_available_steps_are_those_of_the_table(note_in, request, state):
    note = note_in("sent")
    ConceptNote.objects.filter(pk=note.pk).update(state=state)
    note.refresh_from_db()

    found = {name: {step.name for step in CONCEPT.available(note, request.getfixturevalue(name))} for name in PEOPLE}

    assert found == {name: ALLOWED[state].get(name, set()) for name in PEOPLE}


def test_every_transition_is_in_the_matrix():
    tested = {name for people in ALLOWED.values() for names in people.values() for name in names}

    assert tested == {step.name for step in CONCEPT.transitions}


def test_an_officer_does_not_answer_their_own_note(officer, cast):
    note = services.send_concept(concepts.write(officer, title="Mine", country="ME"), by=officer)

    assert {step.name for step in CONCEPT.available(note, officer)} == {"withdraw"}
    with pytest.raises(NotAllowed):
        services.invite_concept(note, by=officer)


def test_an_empty_note_can_be_saved_but_not_sent(applicant, cast):
    note = services.keep_concept(None, by=applicant, title="An idea", language="en")

    with pytest.raises(DomainError) as refusal:
        services.send_concept(note, by=applicant)

    said = [str(sentence) for sentence in refusal.value.sentences]
    assert len(said) == 13
    assert said[0] == "Still missing: coverage."
    assert said[-2:] == ["Choose at least one focus area.", "Choose at least one country."]
    note.refresh_from_db()
    assert (note.state, note.sent_at) == (ConceptState.DRAFT, None)


@pytest.mark.parametrize(("field", "limit"), [("problem", 150), ("idea", 200)])
def test_a_text_over_its_limit_is_kept_but_not_sent(note, applicant, field, limit):
    change(note, **{field: "word " * (limit + 2)})
    note.refresh_from_db()

    with pytest.raises(DomainError, match="2 too many"):
        services.send_concept(note, by=applicant)

    note = change(note, **{field: "word " * limit})
    assert services.send_concept(note, by=applicant).state == ConceptState.SENT


@pytest.mark.parametrize(
    ("codes", "coverage", "sentence"),
    [(["ME", "AL"], "NATIONAL", "one country"), (["ME"], "REGIONAL", "two countries"),
     (["ME", "BJ"], "REGIONAL", "several regions")],
)  # fmt: skip
def test_countries_that_do_not_fit_are_not_sent(note, applicant, codes, coverage, sentence):
    change(note, coverage=coverage, countries=Country.objects.filter(code__in=codes))
    note.refresh_from_db()

    with pytest.raises(DomainError, match=sentence):
        services.send_concept(note, by=applicant)


def test_sending_tells_the_regional_office_and_the_fund(note, applicant, endorser, officer, second_officer):
    note = services.send_concept(note, by=applicant)

    assert note.region_id == "EUROPE"
    assert set(Notification.objects.values_list("user__email", "kind")) == {
        (person.email, "concept_note.sent") for person in (endorser, officer, second_officer)
    }
    assert [list(waiting_concepts(user)) for user in (endorser, officer, applicant)] == [[note], [note], []]


def test_sent_note_cannot_be_changed(note_in):
    note = note_in("sent")

    with pytest.raises(StateConflict):
        change(note, title="Another")


def test_note_saved_elsewhere_meanwhile_is_not_overwritten(note, applicant):
    change(note, title="From the first tab")

    with pytest.raises(StateConflict):
        services.keep_concept(note, by=applicant, revision=1, title="From the second tab")

    note.refresh_from_db()
    assert note.title == "From the first tab"


def test_note_of_somebody_else_cannot_be_changed(note, stranger):
    with pytest.raises(NotAllowed):
        services.keep_concept(note, by=stranger, revision=1, title="Mine")


def test_an_answer_reaches_the_author(note_in, applicant, officer):
    note = note_in("declined")

    assert note.answer == concepts.ANSWERS["declined"]
    assert list(Notification.objects.filter(user=applicant).values_list("kind", flat=True)) == ["concept_note.declined"]
    assert AuditEvent.objects.about(note).last().comment == note.answer


def test_declining_needs_a_reason(note_in, officer):
    note = note_in("sent")

    with pytest.raises(DomainError):
        services.decline_concept(note, by=officer, comment=" ")


def test_withdrawing_a_draft_tells_nobody(note, applicant):
    assert services.withdraw_concept(note, by=applicant).state == ConceptState.WITHDRAWN
    assert Notification.objects.count() == 0


def test_eligibility_of_today_is_said(note):
    assert eligibility_of(note) == []

    note = change(note, countries=Country.objects.filter(code="HR"))

    assert [sentence[:3] for sentence in eligibility_of(note)] == ["E01", "E02"]


def test_proposal_takes_over_what_the_note_says(note_in, applicant):
    note = note_in("invited")

    application = services.start_from_concept(note, by=applicant)

    application.refresh_from_db()
    texts = dict(application.sections.values_list("key", "text"))
    assert texts == {"rationale": f"{note.problem}\n\n{note.strategy}", "summary": note.idea}
    assert (application.title, application.line, application.coverage) == (note.title, note.line, "NATIONAL")
    assert [country.pk for country in application.countries.all()] == ["ME"]
    assert list(application.focus_areas.all()) == list(note.focus_areas.all())
    assert (application.government_partner, application.rough_amount) == ("Ministry of Labour", note.rough_amount)
    assert application.plan.current.duration_months == 18


def test_page_lists_what_was_carried_and_what_is_left(note_in, applicant, stranger):
    application = services.start_from_concept(note_in("invited"), by=applicant)

    found = carried_over(application, applicant)

    assert [title for title, _detail in found.parts] == [
        *("Title", "Countries", "Funding line", "Focus areas", "Duration", "Main government partner", "Contact person"),
        *("Amount in mind", "Rationale", "Summary"),
    ]
    assert (found.source, found.is_copy) == (application.concept_note, False)
    assert carried_over(application, stranger).source is None
    assert "Partnerships and coordination" in found.anew[1]


def test_second_click_gives_the_same_proposal(note_in, applicant):
    note = note_in("invited")

    first, second = (services.start_from_concept(note, by=applicant) for _turn in range(2))

    assert first == second
    assert Application.objects.count() == 1
    with pytest.raises(DomainError, match="Withdraw that proposal instead"):
        services.withdraw_concept(note, by=applicant)


@pytest.mark.parametrize("stage", ["draft", "sent", "declined", "withdrawn"])
def test_only_an_invited_note_becomes_a_proposal(note_in, applicant, stage):
    note = note_in(stage)

    with pytest.raises(StateConflict):
        services.start_from_concept(note, by=applicant)

    assert Application.objects.count() == 0


def test_nobody_else_starts_the_proposal(note_in, officer):
    with pytest.raises(NotAllowed):
        services.start_from_concept(note_in("invited"), by=officer)


def test_proposal_is_for_the_call_of_the_invitation(note_in, officer, applicant):
    call = Call.objects.get(slug="national")
    note = services.invite_concept(note_in("sent"), by=officer, call=call)

    assert services.start_from_concept(note, by=applicant).call == call


def test_refusal_to_start_keeps_nothing_and_says_why(note_in, applicant, client_for):
    note = note_in("invited")
    note.countries.set(["HR"])

    page = client_for(applicant).post(f"{BASE}{note.key}/start/").content.decode()

    assert "Croatia: a member of the European Union." in page
    assert Application.objects.count() == 0


# pages

ANSWERS = {
    "title": "A helpline", "language": "en", "coverage": "NATIONAL", "countries": "ME", "line": "2",
    "problem": "Nobody answers.", "idea": "Somebody answers.", "government_partner": "Ministry of Labour",
    "rough_amount": "150,000.00", "duration_months": "18", "strategy": "Measure 3.2", "contact_name": "Ana",
    "contact_email": "ana@example.org", "is_checked": "on", "revision": "0",
}  # fmt: skip


def test_whole_way_of_a_note_by_its_pages(client_for, applicant, officer, cast):
    author, reader = client_for(applicant), client_for(officer)
    areas = [str(pk) for pk in concepts.FocusArea.objects.values_list("pk", flat=True)[:1]]

    saved = author.post(f"{BASE}new/", ANSWERS | {"focus_areas": areas})
    note = ConceptNote.objects.get()
    author.post(f"{BASE}{note.key}/send/")
    listed = reader.get(f"{BASE}received/").content.decode()
    reader.post(f"{BASE}{note.key}/invite/", {"comment": "Go on."})
    started = author.post(f"{BASE}{note.key}/start/")

    application = Application.objects.get()
    assert saved.headers["Location"] == note.get_absolute_url()
    assert "A helpline" in listed
    assert started.headers["Location"] == reverse("applications:carried", kwargs={"key": application.key})
    assert "Rationale" in author.get(started.headers["Location"]).content.decode()


def test_wrong_answers_stay_in_the_form(client_for, applicant, cast):
    page = client_for(applicant).post(
        f"{BASE}new/", {"title": "", "rough_amount": "much", "duration_months": "0", "countries": "ZZ", "line": "x\x00"}
    )

    assert set(page.context["form"].errors) == {
        "title", "language", "rough_amount", "duration_months", "countries", "line", "revision",
    }  # fmt: skip
    assert 'value="much"' in page.content.decode()
    assert ConceptNote.objects.count() == 0


def test_new_note_knows_its_author(client_for, applicant, cast):
    form = client_for(applicant).get(f"{BASE}new/").context["form"]

    assert form["contact_name"].value() == "Ana Applicant"
    assert form["government_partner"].value() == applicant.organisation.name


@pytest.mark.parametrize("page", ["", "edit/", "send/", "withdraw/", "start/"])
@pytest.mark.parametrize("name", ["stranger", "colleague", "reviewer", "officer"])
def test_pages_of_somebody_elses_draft_are_not_found(client_for, request, note, page, name):
    response = client_for(request.getfixturevalue(name)).get(f"{BASE}{note.key}/{page}")

    assert response.status_code == 404
    assert note.title not in response.content.decode()


@pytest.mark.parametrize("page", ["invite/", "decline/"])
@pytest.mark.parametrize("name", ["applicant", "approver", "auditor", "stranger"])
def test_answering_pages_are_for_those_who_answer(client_for, request, note_in, page, name):
    note = note_in("sent")

    assert client_for(request.getfixturevalue(name)).post(f"{BASE}{note.key}/{page}").status_code == 404
    note.refresh_from_db()
    assert note.state == ConceptState.SENT


@pytest.mark.parametrize("name", ["applicant", "reviewer", "administrator", "project_manager"])
def test_received_notes_are_an_area_of_the_fund(client_for, request, name, cast):
    assert client_for(request.getfixturevalue(name)).get(f"{BASE}received/").status_code == 403


def test_received_notes_are_filtered(client_for, officer, stranger, note_in, cast):
    first = note_in("invited")
    second = services.send_concept(concepts.write(stranger, title="Data at the border", country="AL"), by=stranger)
    client = client_for(officer)

    def found(**query):
        return list(client.get(f"{BASE}received/", query).context["page"])

    assert found() == [second, first]
    assert found(state="INVITED") == [first]
    assert found(q="border") == found(q="albania") == [second]
    assert found(region="AFRICA") == []
    assert found(state="DRAFT", region="NOWHERE", line="x", page="99") == [second, first]


def test_received_notes_cost_the_same_at_1_and_25(client_for, officer, applicant, note_in, django_assert_num_queries):
    note_in("sent")
    client = client_for(officer)
    client.get(f"{BASE}received/")
    with django_assert_num_queries(9):
        client.get(f"{BASE}received/")
    for number in range(24):
        note = concepts.write(applicant, title=f"Idea {number}", country="ME")
        services.send_concept(note, by=applicant)

    with django_assert_num_queries(9):
        page = client.get(f"{BASE}received/")

    assert page.context["page"].paginator.count == 25


def test_to_do_lists_name_what_waits(client_for, applicant, officer, note_in):
    note_in("sent")
    assert "Answer the concept note" in client_for(officer).get("/en/workspace/").content.decode()

    services.invite_concept(ConceptNote.objects.get(), by=officer)

    assert "Start the full proposal" in client_for(applicant).get("/en/workspace/").content.decode()
