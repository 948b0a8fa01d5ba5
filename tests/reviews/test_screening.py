"""Screening: what the portal computes beside the officer's judgement, and declining there."""

import json
from decimal import Decimal

import pytest

from applications.models import Application, State
from core.errors import DomainError, NotAllowed
from demo import proposals
from funding.models import Country
from notifications.models import Notification
from plans.models import PlanVersion
from reviews import services
from reviews.models import Refusal, Screening
from reviews.selectors import checklist, support_of
from reviews.selectors.screening import likeness, words_of
from tests.factories import ProjectFactory

YES = {"is_eligible": True, "fits_focus_areas": True, "letters_are_right": True, "is_complete": True}
NO = {**YES, "is_eligible": False}
QUERIES = 24


@pytest.mark.parametrize(
    ("these", "those", "share"),
    [
        ("", "", 0),
        ("Gestion des frontières", "gestion des FRONTIERES", 1),
        ("Border management now", "Border management then", Decimal(2) / 3),  # "now" is too short to count
        ("Border", "Visa rules", 0),
    ],
)
def test_likeness_is_the_share_of_common_words(these, those, share):
    assert likeness(words_of(these), words_of(those)) == share


def test_support_counts_the_other_projects_of_each_country(application_in):
    application = application_in("endorsed")
    montenegro, albania = Country.objects.get(code="ME"), Country.objects.get(code="AL")
    application.countries.set([albania, montenegro])
    for state, amount, year in (("ACTIVE", 100_000, 2024), ("COMPLETED", "50000.50", 2019), ("UNKNOWN", None, None)):
        ProjectFactory(state=state, amount=amount, funding_year=year).countries.set([montenegro])
    ProjectFactory(application=application).countries.set([albania])

    found = support_of(application)

    assert [(one.country, one.projects, one.amount, one.last_year, one.running) for one in found] == [
        (montenegro, 3, Decimal("150000.50"), 2024, 1),
        (albania, 0, Decimal(0), None, 0),
    ]


def test_checklist_finds_the_copy_of_a_proposal_and_not_a_stranger(application_in, applicant, stranger, cast):
    application = application_in("endorsed")
    twin = proposals.start(stranger, title=application.title, country="ME")
    proposals.carry_on(twin, "submitted", cast)
    proposals.start(stranger, title=application.title, country="ME")  # a draft is nobody's business

    found = checklist(application).alike

    assert [(one.other, one.percent) for one in found] == [(twin, 100)]


def test_screening_keeps_what_was_computed(application_in, officer):
    application = application_in("endorsed")

    services.screen(application, by=officer, **YES)

    computed = json.loads(Screening.objects.get().computed)
    assert computed["letters"] == ["ME"]
    assert computed["support"] == [["ME", 0, "0.00", None, 0]]
    assert {finding["state"] for finding in computed["findings"]} <= {"MET", "TO_CHECK", "NOT_MET"}


def test_screening_page_costs_the_same_with_many_projects_and_letters(
    client_for, officer, application_in, django_assert_num_queries
):
    application = application_in("endorsed")
    client, address = client_for(officer), f"/en/workspace/reviews/{application.key}/screen/"
    client.get(address)
    with django_assert_num_queries(QUERIES):
        client.get(address)
    for number in range(25):
        ProjectFactory(title=f"{application.title} {number}", summary="").countries.set(application.countries.all())

    with django_assert_num_queries(QUERIES):
        page = client.get(address)

    assert page.context["checklist"].support[0].projects == 25


def test_decline_ends_the_proposal_with_a_letter_in_its_language(application_in, officer, applicant):
    application = application_in("endorsed")
    services.screen(application, by=officer, **NO)

    services.decline(application, by=officer, comment="Croatia is not eligible for this line.")

    application = Application.objects.get(pk=application.pk)
    refusal = Refusal.objects.get()
    assert (application.state, application.plan.current.status) == (State.REJECTED, PlanVersion.Status.WITHDRAWN)
    assert "Croatia is not eligible for this line." in refusal.letter
    assert "Deputy Director General" not in refusal.letter  # the approver did not decide
    assert Notification.objects.get(kind="decision.made").user == applicant


@pytest.mark.parametrize("answers", [None, YES], ids=["not screened", "passed"])
def test_decline_without_a_failed_screening_is_refused(application_in, officer, answers):
    application = application_in("endorsed")
    if answers:
        services.screen(application, by=officer, **answers)

    with pytest.raises(DomainError, match="did not pass"):
        services.decline(application, by=officer, comment="Weak")

    assert Application.objects.get(pk=application.pk).state == State.FUND_REVIEW


@pytest.mark.parametrize("name", ["approver", "endorser", "applicant", "reviewer", "auditor"])
def test_decline_is_the_officers(application_in, officer, request, name):
    application = application_in("endorsed")
    services.screen(application, by=officer, **NO)

    with pytest.raises(NotAllowed):
        services.decline(application, by=request.getfixturevalue(name), comment="Weak")


def test_declined_team_reads_the_letter_on_its_page(client_for, application_in, officer, applicant):
    application = application_in("endorsed")
    services.screen(application, by=officer, note="Between us", **NO)
    services.decline(application, by=officer, comment="Not a focus area.")

    page = client_for(applicant).get(application.get_absolute_url()).content.decode()

    assert ("Not a focus area." in page, "Between us" in page) == (True, False)
