"""Asking several reviewers: choose, see who will be asked and who cannot, confirm."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from applications.models import Application
from core.audit import verify
from core.spreadsheets import csv_file
from demo import proposals
from funding.models import Theme
from reviews import importing, services
from reviews.exports.lists import to_fill_in
from reviews.models import Assignment, ReviewerProfile, Screening
from tests.conftest import person_with

CONFIRM = "/en/workspace/reviews/ask/confirm/"


@pytest.mark.parametrize("name", ["ask", "ask_list", "ask_balance", "ask_template", "reviewers"])
@pytest.mark.parametrize("person", ["reviewer", "applicant", "auditor", "approver"])
def test_pages_are_closed_to_everybody_but_officers(client_for, request, reference, name, person):
    client = client_for(request.getfixturevalue(person))

    assert client.get(reverse(f"reviews:{name}")).status_code == 403
    assert client.post(CONFIRM, {"preview": "x"}).status_code == 403


def test_bulk_is_previewed_and_then_done(client_for, screened, excluded, reviewer, reviewer2, officer, soon):
    client = client_for(officer)
    people = [reviewer.pk, reviewer2.pk, excluded["tie"].pk]
    data = {"proposals": [screened.pk], "reviewers": people, "due_on": soon.isoformat()}

    preview = client.post(reverse("reviews:ask"), data)
    words = " ".join(preview.content.decode().split())
    assert "2 reviews will be asked for. 1 cannot be asked for." in words
    assert f"declared tie: {screened.owner.organisation}" in words
    assert Assignment.objects.count() == 0
    services.assign(screened, by=officer, reviewer=reviewer2, due_on=soon)  # meanwhile, by a colleague
    done = client.post(CONFIRM, {"preview": preview.context["preview"]}, follow=True).content.decode()

    assert set(Assignment.objects.values_list("reviewer", "source")) == {
        (reviewer.pk, "BY_HAND"),
        (reviewer2.pk, "BY_HAND"),
    }
    assert "1 review is asked for." in done
    assert f"Raul Reviewer was not asked about {screened.reference}: asked already" in done


def test_preview_of_somebody_else_or_changed_is_refused(client_for, screened, reviewer, officer, soon):
    data = {"proposals": [screened.pk], "reviewers": [reviewer.pk], "due_on": soon.isoformat()}
    sealed = client_for(officer).post(reverse("reviews:ask"), data).context["preview"]
    other = client_for(person_with("Odile Officer", "OFFICER"))
    for client, preview in ((other, sealed), (client_for(officer), sealed[:-2] + "xx")):
        page = client.post(CONFIRM, {"preview": preview}, follow=True).content.decode()
        assert "no longer valid" in page

    assert Assignment.objects.count() == 0


def test_list_shows_every_row_that_is_left_out_with_its_line(client_for, screened, reviewer, reviewer2, officer, soon):
    text = (
        "Référence;Courriel;Échéance\n"
        f"{screened.reference.lower()};RITA@example.org;31.12.2099\n"
        f"{screened.reference};;\n"
        f"{screened.reference};rita@example.org;\n"
        "IDF-1999-0001;rita@example.org;\n"
        f"{screened.reference};otto@example.org;\n"
        f"{screened.reference};raul@example.org;tomorrow\n"
        ";raul@example.org;\n"
    )
    client = client_for(officer)

    page = client.post(
        reverse("reviews:ask_list"),
        {"file": SimpleUploadedFile("l.csv", text.encode("cp1252")), "due_on": soon.isoformat()},
    )

    assert [(line, str(problem)) for line, problem in page.context["problems"]] == [
        (4, "Stands in line 2 already; it counts once."),
        (5, "There is no proposal IDF-1999-0001."),
        (6, "No reviewer of today has the address otto@example.org."),
        (7, "“tomorrow” is no date. Write it like 2027-01-31."),
        (8, "Names no proposal."),
    ]
    assert [(one.reviewer, one.due_on.isoformat()) for one in page.context["fit"]] == [(reviewer, "2099-12-31")]
    client.post(CONFIRM, {"preview": page.context["preview"]})
    assert Assignment.objects.get().source == "LIST"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "first row must name"),
        (b"PK\x03\x04", "no CSV"),
        (b"email\nrita@example.org\n", "first row must name"),
        (b"reference,email\n" + b"IDF-2026-0001,a@b.org\n" * 501, "more than 500 rows"),
        (b"x" * (1024 * 1024 + 1), "larger than 1 MB"),
    ],
)
def test_list_that_cannot_be_read_says_why(data, words):
    with pytest.raises(importing.Unreadable, match=words):
        importing.read(data)


def test_template_is_free_of_formulas_and_can_be_read_again(client_for, screened, officer):
    Application.objects.filter(pk=screened.pk).update(title='=HYPERLINK("http://evil.example")')

    response = client_for(officer).get(reverse("reviews:ask_template"))

    rows = response.content.decode("utf-8-sig").splitlines()
    assert rows[0] == "reference,email,due,title"
    assert rows[1] == f'{screened.reference},,,"\'=HYPERLINK(""http://evil.example"")"'
    assert importing.read(csv_file(to_fill_in([screened]))) == []  # nothing filled in yet
    assert importing.read(b"reference,email\n=1+1,rita@example.org\n")[0].reference == "=1+1"  # read as text, never run


def test_balance_keeps_its_reasons(client_for, screened, reviewer, reviewer2, officer, soon):
    profile = ReviewerProfile.objects.create(user=reviewer2, languages=[screened.language], capacity=2)
    profile.themes.set(Theme.objects.filter(pk=screened.theme_id))
    client = client_for(officer)

    page = client.post(reverse("reviews:ask_balance"), {"number": 1, "due_on": soon.isoformat()})
    client.post(CONFIRM, {"preview": page.context["preview"]})

    made = Assignment.objects.get()
    assert (made.reviewer, made.source) == (reviewer2, "BALANCED")
    assert made.choice_reason == (
        f"Knows the theme “{screened.theme}”. Reads English. Has 0 of at most 2 proposals at hand."
    )
    assert made.choice_reason in client.get(screened.get_absolute_url()).content.decode()
    again = client.post(reverse("reviews:ask_balance"), {"number": 1, "due_on": soon.isoformat()})
    assert (again.context["fit"], again.context["few"]) == ([], [])


def test_capacity_holds_within_one_act(client_for, screened, other_draft, cast, reviewer, officer, soon):
    proposals.carry_on(other_draft, "endorsed", cast)
    services.screen(other_draft, by=officer, **dict.fromkeys(Screening.QUESTIONS, True))
    ReviewerProfile.objects.create(user=reviewer, capacity=1)
    wishes = [services.Wish(one, reviewer, soon) for one in (screened, other_draft)]

    asked = services.ask(wishes, by=officer)

    assert [one.application for one in asked.made] == [screened]
    assert [str(why) for _wish, why in asked.refused] == ["has 1 of at most 1 at hand"]


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_eight_at_once_ask_somebody_once(screened, reviewer, soon):
    officers = [
        person_with(f"{name} Officer", "OFFICER") for name in ("Oda", "Ole", "Oki", "Ona", "Ory", "Oz", "Olaf", "Ova")
    ]

    def one(officer):
        try:
            return len(services.ask([services.Wish(screened, reviewer, soon)], by=officer).made)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(one, officers))

    assert (sorted(made), Assignment.objects.count()) == ([0] * 7 + [1], 1)
    assert verify().broken_at is None


def test_pages_cost_the_same_for_1_proposal_and_reviewer_and_for_more(
    client_for, screened, other_draft, cast, officer, another_reviewer, reviewer, soon
):
    client = client_for(officer)
    data = {"number": 2, "due_on": soon.isoformat()}
    visits = {
        "ask": lambda: client.get(reverse("reviews:ask")),
        "assign": lambda: client.get(reverse("reviews:assign", kwargs={"key": screened.key})),
        "reviewers": lambda: client.get(reverse("reviews:reviewers")),
        "balance": lambda: client.post(reverse("reviews:ask_balance"), data),
    }

    def costs():
        found = {}
        for name, visit in visits.items():
            visit()
            with CaptureQueriesContext(connection) as queries:
                assert visit().status_code == 200
            found[name] = len(queries)
        return found

    def profile(user, languages, themes):
        ReviewerProfile.objects.create(user=user, languages=languages).themes.set(Theme.objects.all()[:themes])

    profile(reviewer, ["en"], 2)
    assert costs() == COSTS
    for number in range(24):
        profile(another_reviewer(f"Number{number}"), ["en", "fr"], 3)
    proposals.carry_on(other_draft, "endorsed", cast)
    services.screen(other_draft, by=officer, **dict.fromkeys(Screening.QUESTIONS, True))

    assert costs() == COSTS


COSTS = {"ask": 14, "assign": 28, "reviewers": 10, "balance": 53}
