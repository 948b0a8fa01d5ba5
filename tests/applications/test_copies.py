"""A new proposal from an earlier one: what is copied, what is not, who may, and only once."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from applications import services
from applications.models import Application, Member
from applications.selectors import carried_over, sheet_of
from core.errors import DomainError, NotAllowed
from demo import proposals
from demo.proposals import LETTER
from funding.evaluator import DECLARATIONS
from funding.models import Call
from plans import services as plans
from plans.snapshot import as_data

from .asking import ask, row

COPY = "/en/workspace/applications/{}/copy/"


def without_lineages(data):
    """A plan's data without what tells its rows from those of another plan."""
    if isinstance(data, dict):
        return {name: without_lineages(value) for name, value in data.items() if name != "lineage"}
    return [without_lineages(one) for one in data] if isinstance(data, list) else data


def lineages(data):
    """All lineages in a plan's data."""
    if isinstance(data, dict):
        found = {data["lineage"]} if "lineage" in data else set()
        return found.union(*(lineages(value) for value in data.values()))
    return set().union(*(lineages(one) for one in data)) if isinstance(data, list) else set()


def test_copy_has_cover_texts_and_plan_with_lineages_of_its_own(application_in, applicant):
    source = application_in("rejected")
    services_of_partner(source)

    copy = services.start_copy(source, by=applicant, title="Copy of it")

    before, after = as_data(source.plan.current), as_data(copy.plan.current)
    assert without_lineages(after) == without_lineages(before)
    assert len(lineages(after)) == len(lineages(before)) > 5
    assert lineages(after) & lineages(before) == set()
    assert dict(copy.sections.values_list("key", "text")) == dict(source.sections.values_list("key", "text"))
    assert (copy.theme, copy.government_partner, copy.line) == (source.theme, source.government_partner, source.line)
    assert list(copy.focus_areas.all()) == list(source.focus_areas.all())
    assert list(copy.partners.values_list("name", "role")) == [("Labour inspectorate", "Keeps the register")]
    assert [country.pk for country in copy.countries.all()] == ["ME"]


def services_of_partner(application):
    """One partner, whatever the state."""
    application.partners.create(name="Labour inspectorate", kind="GOVERNMENT", role="Keeps the register")


def test_copy_has_no_letters_decisions_or_reference(application_in, applicant):
    source = application_in("rejected")

    copy = services.start_copy(source, by=applicant, title="Copy of it")

    assert (copy.state, copy.reference, copy.submitted_at, copy.decided_at) == ("DRAFT", None, None, None)
    assert (copy.letters.count(), copy.submissions.count(), copy.assignments.count(), copy.members.count()) == (
        0,
        0,
        0,
        0,
    )
    assert source.letters.count() == 1
    assert copy.plan.current.status == "DRAFT"


def test_finished_copy_can_be_submitted_when_its_letter_is_there(application_in, applicant, cast):
    source = application_in("rejected")
    copy = services.start_copy(source, by=applicant, title="A second try")

    with pytest.raises(DomainError) as refusal:
        services.submit(copy, by=applicant, declarations=frozenset(DECLARATIONS))

    assert [str(sentence)[:3] for sentence in refusal.value.sentences] == ["L01"]


@pytest.mark.parametrize("name", ["endorser", "officer", "auditor", "stranger"])
def test_only_the_team_copies(application_in, request, name):
    source, user = application_in("submitted"), request.getfixturevalue(name)

    with pytest.raises(NotAllowed):
        services.start_copy(source, by=user, title="Mine")

    assert Application.objects.count() == 1


def test_a_colleague_who_may_read_copies_as_their_own(draft, applicant, colleague):
    Member.objects.create(application=draft, user=colleague, right="VIEW", added_by=applicant)

    copy = services.start_copy(draft, by=colleague, title="Ours")

    assert (copy.owner, copy.contact_email) == (colleague, colleague.email)


def test_eligibility_is_that_of_today(draft, applicant):
    draft.countries.set(["HR"])

    with pytest.raises(DomainError, match="E02"):
        services.start_copy(draft, by=applicant, title="Again")

    assert Application.objects.count() == 1


def test_copied_text_can_be_brought_back_and_joined_with_a_colleagues(draft, applicant):
    text = draft.sections.get(key="summary").text
    copy = services.start_copy(draft, by=applicant, title="Again")

    services.write_section(copy, "summary", by=applicant, text=f"{text} More.", revision=1)
    written = services.write_section(copy, "summary", by=applicant, text=f"First. {text}", revision=1)

    assert (written.is_joined, written.holder.text) == (True, f"First. {text} More.")
    assert services.restore_text(copy, "summary", by=applicant, number=1).text == text


def test_page_starts_one_copy_however_often_it_is_sent(client_for, applicant, draft):
    client, address = client_for(applicant), COPY.format(draft.key)
    form = client.get(address).context["form"]
    answers = {"title": form["title"].value(), "token": form["token"].value(), "call": form["call"].value()}

    first, second = client.post(address, answers), client.post(address, answers)

    assert form["title"].value() == f"Copy of {draft.title}"
    assert first.headers["Location"] == second.headers["Location"]
    assert Application.objects.count() == 2
    page = client.get(first.headers["Location"]).content.decode()
    assert "Not copied: letters, declarations, comments and decisions." in page
    assert draft.title in page


def test_list_of_what_was_copied_stays_true(draft, applicant):
    copy = services.start_copy(draft, by=applicant, title="Again")
    services.write_section(copy, "summary", by=applicant, text="", revision=1)
    copy.plan.current.lines.all().delete()

    parts = dict(carried_over(copy, applicant).parts)

    assert parts["Budget"] == "5 lines"
    assert parts["Results and activities"] == "2 results with their indicators"
    assert "Summary" in parts
    assert "Partners" not in parts


@pytest.mark.parametrize("page", ["copy/", "carried/"])
@pytest.mark.parametrize("name", ["stranger", "endorser", "officer"])
def test_pages_are_for_the_team(client_for, request, application_in, page, name):
    application = application_in("submitted")

    response = client_for(request.getfixturevalue(name)).get(f"/en/workspace/applications/{application.key}/{page}")

    assert response.status_code == 404


def test_proposal_that_began_empty_has_no_such_page(client_for, applicant, draft):
    response = client_for(applicant).get(f"/en/workspace/applications/{draft.key}/carried/")

    assert response.headers["Location"] == draft.get_absolute_url()


def test_the_copy_of_a_running_project_is_that_of_its_proposal(running_project, applicant):
    """An amendment is the project manager's work."""
    source = running_project.application
    number = source.plan.current.number
    amendment = plans.amend(source.plan.current, by=running_project.manager, reason="Later")
    plans.set_duration(amendment, by=running_project.manager, duration_months=99)

    copy = services.start_copy(source, by=applicant, title="Phase two")

    assert source.plan.current.number == number + 1
    assert copy.plan.current.duration_months == proposals.MONTHS


def test_copy_carries_the_answers_that_the_new_call_asks_for_and_names_the_others(
    reference, officer, applicant, draft_of_questions, client_for
):
    source = draft_of_questions
    version = services.begin_version(source.call, by=officer)
    services.remove_question(version.questions.get(key="unasked_en"), by=officer)
    services.remove_question(version.questions.get(key="contact_en"), by=officer)
    version.refresh_from_db()
    services.keep_question(
        version, by=officer, revision=version.revision, key="donors_en",
        **row("AMOUNT", "Donors", greatest=Decimal(100)),
    )  # fmt: skip
    version.refresh_from_db()
    services.publish_version(version, by=officer, revision=version.revision)

    copy = services.start_copy(source, by=applicant, title="Copy of it")

    answers = sheet_of(copy).answers
    assert {key: answer.value for key, answer in answers.items()} == {
        "border_en": ("land_en",), "result_en": "It lasts.", "map_en": "map.pdf",
    }  # fmt: skip
    assert answers["result_en"].revisions.get().text == "It lasts."
    assert answers["map_en"].sha256 == source.answers.get(kind="FILE").sha256
    found = carried_over(copy, applicant)
    assert dict(found.parts)["Questions of the call"] == "3 answers"
    assert [str(question) for question in found.left] == ["Donors en", "Contact en"]
    page = client_for(applicant).get(f"{copy.get_absolute_url()}carried/").content.decode()
    assert ("Contact en" in page, "Unasked en" in page) == (True, False)


@pytest.fixture
def draft_of_questions(reference, officer, applicant):
    """A draft whose call asks six questions; all are answered, the last of them was, until it was asked no more."""
    ask(
        Call.objects.get(), officer,
        row("CHOICES", "Border", choices=["Land", "Sea"]),
        row("LONG_TEXT", "Result"),
        row("AMOUNT", "Donors"),
        row("TEXT", "Contact"),
        row("FILE", "Map"),
        row("TEXT", "Unasked", asked_subject="contact_en", asked_operator="IS", asked_value="TEXT:Bea"),
    )  # fmt: skip
    draft = proposals.start(applicant, title="Answered", country="ME", finished=False)
    values = {
        "border_en": ("land_en",), "result_en": "It lasts.", "donors_en": Decimal(1234), "contact_en": "Ana",
        "map_en": SimpleUploadedFile("map.pdf", LETTER), "unasked_en": "x",
    }  # fmt: skip
    by_key = {question.key: question for question in sheet_of(draft).questions}
    given = [services.Given(by_key[key], value, 0) for key, value in values.items()]
    services.answer_questions(draft, given, by=applicant)
    return draft
