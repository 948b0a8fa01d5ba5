"""What reviewers answer, and what closes when they do."""

import re
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import Organisation
from applications.models import Application
from core.access import routes
from core.errors import DomainError, NotAllowed, StateConflict
from funding.models import Country
from notifications.models import OutboxMail
from reviews import services
from reviews.models import Assignment, Declaration, Round, Tie
from reviews.selectors import round_now, score_sheet
from reviews.selectors.hints import hints, shown_before
from reviews.selectors.reviewers import declared_conflicts

TEXT = "Cases are recorded in different ways by different services"


@pytest.fixture
def asked(screened, officer, reviewer, soon):
    """``reviewer`` is asked about ``screened`` and has not answered."""
    return services.assign(screened, by=officer, reviewer=reviewer, due_on=soon)


def mail_to(user, subject):
    """The one mail to a person whose subject ends so."""
    return OutboxMail.objects.get(to=user.email, subject__endswith=subject)


def test_decline_closes_the_proposal_and_tells_the_officer_why(asked, reviewer, officer):
    services.decline_review(asked, by=reviewer, reason="On mission in December")

    asked.refresh_from_db()
    assert (asked.state, asked.declined_reason) == ("DECLINED", "On mission in December")
    assert "On mission in December" in mail_to(officer, f"A reviewer of {asked.application} declines").text
    assert not Application.objects.visible_to(reviewer).filter(pk=asked.application_id).exists()


def test_decline_needs_a_reason_and_a_review_that_is_not_finished(asked, reviewer, reviewer2):
    with pytest.raises(DomainError, match="Say why"):
        services.decline_review(asked, by=reviewer, reason=" ")
    with pytest.raises(NotAllowed):
        services.decline_review(asked, by=reviewer2, reason="No")
    services.decline_review(asked, by=reviewer, reason="No")
    with pytest.raises(NotAllowed):
        services.decline_review(asked, by=reviewer, reason="No again")

    assert Assignment.objects.get().declined_reason == "No"


def test_declaration_keeps_what_was_said_and_which_hints_were_shown(asked, reviewer, applicant):
    services.declare(asked, by=reviewer, has_conflict=False)
    services.declare(asked, by=reviewer, has_conflict=True, conflict="I know the author")

    first, second = Declaration.objects.order_by("pk")
    assert (first.kind, first.text, first.hints) == ("NONE", "", ["DOMAIN"])  # both write from example.org
    assert (second.kind, second.text, second.declared_by) == ("RECUSED", "I know the author", reviewer)
    for change in (second.delete, lambda: Declaration.objects.update(text="Nothing")):
        with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
            change()


def test_declaration_of_no_conflict_is_refused_while_the_portal_knows_one(asked, reviewer):
    reviewer.organisation = Organisation.objects.create(name="IOM Budva", kind="COUNTRY_OFFICE", country_code="ME")
    reviewer.save()

    with pytest.raises(DomainError) as refusal:
        services.declare(asked, by=reviewer, has_conflict=False)

    assert list(map(str, refusal.value.sentences)) == [
        "The portal knows: own country: Montenegro.",
        "You cannot assess this proposal. Declare the conflict.",
    ]
    assert (Assignment.objects.get().state, Declaration.objects.count()) == ("INVITED", 0)


def test_conflict_comes_too_late_after_the_decision(application_in, reviewer, approver):
    application = application_in("recommended")
    assignment = application.assignments.get(reviewer=reviewer)
    services.declare_interest(application, by=approver, has_conflict=False)
    services.decide(application, by=approver, outcome="RETAIN", reason="No money this year")

    with pytest.raises(StateConflict, match="decided"):
        services.declare(assignment, by=reviewer, has_conflict=True, conflict="A friend")

    assert score_sheet(application).reviewers[0] == reviewer


def test_a_tie_declared_later_closes_what_it_concerns_and_nothing_else(application_in, reviewer, officer, applicant):
    application = application_in("reviewed")
    assert [one.name for one in score_sheet(application).reviewers] == [reviewer.name]

    services.add_tie(reviewer, by=officer, reason="Cousin", person=applicant)

    closed = application.assignments.get(reviewer=reviewer)
    assert (closed.state, closed.conflict) == ("CONFLICT", "declared tie: Ana Applicant")
    assert score_sheet(application).reviewers == []
    assert application.assignments.exclude(pk=closed.pk).get().state == "INVITED"
    declaration = closed.declarations.first()
    assert (declaration.kind, declaration.declared_by) == ("EXCLUDED", officer)
    assert "Otto Officer has declared" in mail_to(reviewer, "A tie to Ana Applicant is declared for you").text


def test_before_the_text_only_what_is_needed_is_shown(asked, applicant):
    shown = shown_before(asked)

    assert (shown.title, shown.countries) == (asked.application.title, ["Montenegro"])
    assert shown.organisations == [applicant.organisation.name]
    Application.objects.filter(pk=asked.application_id).update(title="Changed after it was handed in")
    asked.refresh_from_db()
    assert shown_before(asked).title == shown.title


def test_hints_name_what_could_look_like_a_conflict(
    screened, other_draft, another_reviewer, applicant, stranger, officer
):
    person = another_reviewer("Hana")
    assert hints(screened, person) == {}
    other_draft.members.create(user=person, right="EDIT", added_by=stranger)
    other_draft.former_members.create(user=applicant)
    tied = {"reason": "Lent money", "declared_by": person, "ended_at": timezone.now()}
    Tie.objects.create(reviewer=person, organisation=applicant.organisation, **tied)
    person.email = "hana@example.org"

    found = hints(screened, person)

    assert found == {
        "DOMAIN": "Somebody of the applicant’s team has an e-mail address of your domain, example.org.",
        "TOGETHER": "You worked with somebody of the team on Somebody else's plan.",
        "ENDED_TIE": "You declared a tie that ended lately: Lent money.",
    }
    assert applicant.name not in "".join(found.values())
    person.email = "hana@gmail.com"
    applicant.email = "ana@gmail.com"
    applicant.save()
    assert list(hints(screened, person)) == ["TOGETHER", "ENDED_TIE"]


def addresses(assignment):
    """Every address of the portal that is about one proposal, with what it needs."""
    application = assignment.application
    letter = application.letters.get()
    keys = {"key": application.key, "reference": application.reference, "pk": letter.pk}
    for route, name, _view in routes():
        needed = set(re.findall(r"<(?:\w+:)?(\w+)>", route))
        about = name.startswith(("applications:", "reviews:")) and "key" in needed
        if about and needed <= {"key", "number", "part", "section", "kind", "country"}:
            values = keys | {"number": 1, "part": "cover", "section": "background", "kind": "pdf", "country": "ME"}
            yield name, reverse(name, kwargs={one: values[one] for one in needed})


@pytest.mark.parametrize("answer", ["none", "declined", "conflict", "recused", "cancelled"])
def test_every_address_of_the_proposal_is_not_found_without_an_open_review(
    asked, reviewer, officer, client_for, answer
):
    if answer == "declined":
        services.decline_review(asked, by=reviewer, reason="No time")
    elif answer == "conflict":
        services.declare(asked, by=reviewer, has_conflict=True, conflict="A friend")
    elif answer == "recused":
        services.declare(asked, by=reviewer, has_conflict=False)
        assert Application.objects.visible_to(reviewer).filter(pk=asked.application_id).exists()
        services.declare(asked, by=reviewer, has_conflict=True, conflict="A friend")
    elif answer == "cancelled":
        services.cancel(asked, by=officer)
    client = client_for(reviewer)

    found = {name: client.get(address).status_code for name, address in addresses(asked)}
    own = client.get(asked.get_absolute_url())

    assert len(found) > 15
    assert {name: status for name, status in found.items() if status not in {404, 405}} == {}
    assert TEXT not in own.content.decode()
    assert own.status_code == (200 if answer == "none" else 302)
    letter = asked.application.letters.get()
    assert not type(letter).objects.visible_to(reviewer).filter(pk=letter.pk).exists()


def test_report_shows_everything_but_ones_own_proposals(asked, reviewer, officer, auditor, applicant):
    services.declare(asked, by=reviewer, has_conflict=False)
    services.declare(asked, by=reviewer, has_conflict=True, conflict="A friend")
    year = asked.application.funding_year

    assert [one.kind for one in declared_conflicts(officer)] == ["RECUSED", "NONE"]
    assert [one.kind for one in declared_conflicts(auditor, only_conflicts=True)] == ["RECUSED"]
    assert declared_conflicts(officer, year=year).count() == 2
    assert declared_conflicts(officer, year=year + 1).count() == 0
    assert declared_conflicts(reviewer).count() == 0
    asked.application.former_members.create(user=officer)
    assert declared_conflicts(officer).count() == 0


def test_round_that_forbids_reading_hides_the_proposal_and_one_of_the_call_goes_first(
    asked, reviewer, open_call, client_for, django_assert_num_queries
):
    services.declare(asked, by=reviewer, has_conflict=False)
    application, now = asked.application, timezone.now()
    client = client_for(reviewer)

    def reads():
        fresh = Application.objects.get(pk=application.pk)
        listed = Application.objects.visible_to(reviewer).filter(pk=application.pk).exists()
        assert round_now(fresh).may_read == listed  # rule and list agree
        return listed

    assert reads()  # nobody keeps rounds: the defaults hold
    closed = Round.objects.create(name="Preparing", position=2, may_read=False, opens_at=now - timedelta(days=1))
    assert not reads()
    page = client.get(asked.get_absolute_url()).content.decode()
    assert ("You may not read the proposal." in page, TEXT in page) == (True, False)
    assert client.get(f"/en/workspace/applications/{application.key}/").status_code == 404
    Round.objects.create(name="Reading", position=3, may_score=False, opens_at=now - timedelta(days=1))
    assert reads()  # the highest position counts
    page = client.get(asked.get_absolute_url()).content.decode()
    assert ("You may not score it." in page, TEXT in page, "Hand in review" in page) == (True, True, False)
    with pytest.raises(StateConflict):
        services.hand_in(asked, by=reviewer, marks={})
    call = open_call()
    Application.objects.filter(pk=application.pk).update(call=call)
    assert reads()  # the call has no rounds of its own
    own = Round.objects.create(
        name="Over", call=call, opens_at=now - timedelta(days=9), closes_at=now - timedelta(days=1)
    )
    assert not reads()  # it has, and none is on
    Round.objects.filter(pk=own.pk).update(closes_at=None)
    closed.delete()
    assert reads()
    with django_assert_num_queries(1):
        list(Application.objects.visible_to(reviewer).values_list("pk"))


def test_countries_and_employers_of_a_profile_close_reviews(asked, reviewer, officer):
    values = {"themes": [], "languages": ["en"], "employers": [], "capacity": 5, "away_from": None, "away_until": None}

    services.keep_profile(reviewer, by=reviewer, revision=1, countries=list(Country.objects.filter(pk="ME")), **values)

    asked.refresh_from_db()
    assert (asked.state, asked.conflict) == ("CONFLICT", "own country: Montenegro")
    assert mail_to(officer, f"A reviewer of {asked.application} has a conflict of interest")
