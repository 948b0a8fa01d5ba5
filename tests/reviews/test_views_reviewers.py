"""Reviewers' own page, reviewers as officers see them, and the report on conflicts."""

import pytest
from django.urls import reverse

from reviews import services
from reviews.models import Declaration, ReviewerProfile, Tie

PROFILE, CONFLICTS = "/en/workspace/reviews/profile/", "/en/workspace/reviews/conflicts/"


def test_reviewer_keeps_profile_and_tie_in_the_browser(client_for, reference, reviewer, officer, stranger):
    client = client_for(reviewer)
    data = {"themes": ["PX"], "languages": ["en", "fr"], "capacity": 4, "countries": ["ME", "FR"], "revision": 1}

    saved = client.post(PROFILE, data)
    stale = client.post(PROFILE, data | {"capacity": 9})
    client.post(reverse("reviews:tie"), {"person": stranger.email.upper(), "reason": "Wife"})
    wrong = client.post(reverse("reviews:tie"), {"person": "nobody@example.org", "reason": "Wife"})

    profile = ReviewerProfile.objects.get(user=reviewer)
    assert saved.status_code == 302
    assert (profile.capacity, profile.languages, set(profile.countries.values_list("pk", flat=True))) == (
        *(4, ["en", "fr"], {"ME", "FR"}),
    )
    assert "has changed since you opened it" in stale.content.decode()
    assert "Nobody has an account" in wrong.content.decode()
    tie = Tie.objects.get()
    assert (tie.person, tie.declared_by) == (stranger, reviewer)
    page = client_for(officer).get(reverse("reviews:reviewer", kwargs={"pk": reviewer.pk})).content.decode()
    assert ("Wife" in page, "France" in page, "Protection and Assistance" in page) == (True, True, True)


@pytest.mark.parametrize("name", ["applicant", "officer", "auditor"])
def test_profile_is_for_reviewers(client_for, request, reference, name):
    assert client_for(request.getfixturevalue(name)).get(PROFILE).status_code == 403


def test_ties_of_others_are_not_ended(client_for, reviewer, reviewer2, officer, stranger):
    tie = Tie.objects.create(reviewer=reviewer, person=stranger, reason="Wife", declared_by=officer)
    address = reverse("reviews:end_tie", kwargs={"pk": tie.pk})

    assert client_for(reviewer2).post(address).status_code == 404
    assert client_for(reviewer).post(address).status_code == 404
    assert client_for(officer).get(address).status_code == 405
    assert Tie.objects.standing().count() == 1
    assert client_for(officer).post(address).status_code == 302
    assert Tie.objects.standing().count() == 0


def test_report_is_free_of_formulas_and_keeps_its_filters(
    client_for, screened, reviewer, reviewer2, officer, auditor, soon
):
    for person, conflict in ((reviewer, "=cmd|' /C calc'!A0"), (reviewer2, "")):
        assignment = services.assign(screened, by=officer, reviewer=person, due_on=soon)
        services.declare(assignment, by=person, has_conflict=bool(conflict), conflict=conflict)
    client = client_for(auditor)

    page = client.get(CONFLICTS).content.decode()
    table = client.get(CONFLICTS + "conflicts.csv?only_conflicts=on").content.decode("utf-8-sig").splitlines()

    assert ("Rita Reviewer" in page, "Raul Reviewer" in page) == (True, True)
    assert len(table) == 2
    assert ",'=cmd|' /C calc'!A0," in table[1]
    assert "Raul" not in table[1]
    assert client.get(CONFLICTS + "conflicts.xlsx").status_code == 200
    assert client.get(CONFLICTS + "conflicts.exe").status_code == 404
    for user in (reviewer, screened.owner):
        closed = client_for(user)
        assert closed.get(CONFLICTS).status_code == closed.get(CONFLICTS + "conflicts.csv").status_code == 403


def test_report_costs_the_same_for_1_and_25_declarations(
    client_for, screened, officer, another_reviewer, reviewer, soon, django_assert_num_queries
):
    assignment = services.assign(screened, by=officer, reviewer=reviewer, due_on=soon)
    row = {"assignment": assignment, "kind": "CONFLICT", "text": "A friend", "declared_by": reviewer}
    Declaration.objects.create(**row)
    client = client_for(officer)
    client.get(CONFLICTS)
    with django_assert_num_queries(11):
        client.get(CONFLICTS)
    Declaration.objects.bulk_create(Declaration(**row) for _number in range(24))

    with django_assert_num_queries(11):
        page = client.get(CONFLICTS)

    assert page.context["page"].paginator.count == 25
