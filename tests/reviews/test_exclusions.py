"""Own team, country, organisation and ties: refused in the form, in bulk, from a list, by the service and the database."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from core.errors import DomainError
from reviews import forms, services
from reviews.models import Assignment, Board, BoardMember, ReviewerProfile, Rubric
from reviews.selectors import asking
from reviews.selectors.exclusions import Exclusions, obstacles, reviewers

WORDS = {
    "team": "works on the proposal, or once did",
    "country": "own country: Montenegro",
    "country of the organisation": "own country: Montenegro",
    "organisation": "own organisation or employer: {organisation}",
    "employer": "own organisation or employer: {organisation}",
    "tie": "declared tie: {organisation}",
    "tie to a person": "declared tie: Ana Applicant",
}


@pytest.fixture
def reasons(screened):
    """{kind: the reason in words}."""
    return {kind: words.format(organisation=screened.owner.organisation) for kind, words in WORDS.items()}


def form_for(application, person, due_on):
    people = reviewers()
    data = {"reviewer": person.pk, "due_on": due_on.isoformat()}
    found = Exclusions([application], people)
    return forms.AssignForm(data, application=application, reviewers=people, exclusions=found)


def test_form_leaves_them_out_with_the_reason_and_refuses_them(screened, excluded, reasons, reviewer, soon):
    form = form_for(screened, reviewer, soon)

    assert form.is_valid()
    left_out = dict(form.left_out)
    assert {kind: left_out[person] for kind, person in excluded.items()} == reasons
    assert reviewer not in left_out
    assert not {pk for pk, _label in form.fields["reviewer"].choices} & {person.pk for person in excluded.values()}
    for kind, person in excluded.items():
        refused = form_for(screened, person, soon)
        assert refused.errors == {"reviewer": [f"{person} cannot review this proposal: {reasons[kind]}."]}


def test_bulk_refuses_each_of_them_and_asks_the_others(screened, excluded, reasons, reviewer, officer, soon):
    data = {"proposals": [screened.pk], "reviewers": [reviewer.pk, *(one.pk for one in excluded.values())]}
    form = forms.BulkForm(data | {"due_on": soon.isoformat()}, user=officer)
    assert form.is_valid()

    asked = services.ask(form.wishes, by=officer)

    assert [assignment.reviewer for assignment in asked.made] == [reviewer]
    refused = {wish.reviewer: why for wish, why in asked.refused}
    assert refused == {person: reasons[kind] for kind, person in excluded.items()}


def test_list_refuses_each_of_them_and_asks_the_others(screened, excluded, reasons, reviewer, officer, soon):
    people = [reviewer, *excluded.values()]
    text = "reference,email\n" + "\n".join(f"{screened.reference},{person.email}" for person in people)
    files = {"file": SimpleUploadedFile("list.csv", text.encode())}
    form = forms.ListForm({"due_on": soon.isoformat()}, files, user=officer)
    assert form.is_valid()

    asked = services.ask(form.wishes, by=officer)

    assert form.problems == []
    assert [(one.reviewer, one.source) for one in asked.made] == [(reviewer, "LIST")]
    assert {wish.reviewer: why for wish, why in asked.refused} == {
        person: reasons[kind] for kind, person in excluded.items()
    }


def test_service_refuses_each_of_them(screened, excluded, reasons, officer, soon):
    for kind, person in excluded.items():
        with pytest.raises(DomainError) as refusal:
            services.assign(screened, by=officer, reviewer=person, due_on=soon)
        assert str(refusal.value) == f"{person} cannot review this proposal: {reasons[kind]}."

    assert Assignment.objects.count() == 0


def test_balance_asks_none_of_them(screened, excluded, reviewer, officer, soon):
    chosen, few = asking.balanced(officer, number=9, due_on=soon)

    assert [one.reviewer for one in chosen] == [reviewer, *(r for r in reviewers() if r.name == "Raul Reviewer")]
    assert [(one.application, one.missing) for one in few] == [(screened, 7)]
    assert few[0].left_out == [
        ("own country", 2),
        ("own organisation or employer", 2),
        ("works on the proposal, or once did", 1),
        ("declared tie", 2),
    ]


def test_database_refuses_each_of_them_one_by_one_and_in_bulk(screened, excluded, reviewer, officer, soon):
    def row(person):
        return Assignment(
            application=screened,
            submission=screened.submissions.get(),
            reviewer=person,
            assigned_by=officer,
            due_on=soon,
            rubric=Rubric.objects.get(),
        )

    for person in excluded.values():
        with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
            row(person).save()
        with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
            Assignment.objects.bulk_create([row(reviewer), row(person)])
    assert Assignment.objects.count() == 0

    Assignment.objects.bulk_create([row(reviewer)])
    for person in excluded.values():
        with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
            Assignment.objects.filter(reviewer=reviewer).update(reviewer=person)
    assert Assignment.objects.get().reviewer == reviewer


def test_administration_has_no_way_to_assign():
    registered = {model._meta.label for model in admin.site._registry if model._meta.app_label == "reviews"}

    assert registered == {"reviews.Round", "reviews.Rubric"}
    assert "reviews.Assignment" in {model._meta.label for model in apps.get_models()}
    assert [
        type(inline)
        for model in admin.site._registry.values()
        for inline in model.inlines
        if inline.model is Assignment
    ] == []


def test_everything_else_excludes_too_with_its_reason(screened, another_reviewer, officer, approver, soon):
    away, later, full, seated, asked, advised = map(another_reviewer, ["Abe", "Lea", "Finn", "Sid", "Ask", "Ada"])
    today = timezone.localdate()
    ReviewerProfile.objects.create(user=away, away_from=today, away_until=today)
    ReviewerProfile.objects.create(user=later, away_from=soon)
    ReviewerProfile.objects.create(user=full, capacity=0)
    facts = {"line": screened.line, "funding_year": screened.funding_year, "rubric": Rubric.objects.get()}
    board = Board.objects.create(title="Board", opened_by=officer, **facts)
    BoardMember.objects.create(board=board, user=seated)
    services.assign(screened, by=officer, reviewer=asked, due_on=soon)
    screened.advice.create(
        submission=screened.submissions.get(), asked_of=advised, asked_by=officer, question="Well?", due_on=soon
    )
    people = [away, later, full, seated, asked, advised, approver]

    now = Exclusions([screened], people)

    assert [list(now.found(screened, one)) for one in people] == [
        *(["AWAY"], [], ["FULL"], [], ["ASKED"], ["ACTED"], ["ROLE"])
    ]
    assert now.why(screened, later, due_on=soon) == "away"
    assert now.why(screened, full) == "has 0 of at most 0 at hand"
    assert now.why(screened, seated) == ""  # who sits on a board may review: the declaration is theirs
    assert now.why(screened, asked) == "asked already (Declaration awaited)"
    assert now.why(screened, advised) == "was asked for advice on the proposal"


def test_who_screened_or_endorsed_is_left_out(screened, officer, endorser):
    found = Exclusions([screened], [officer, endorser])

    assert found.found(screened, officer)["ACTED"] == "screened the proposal"
    assert found.found(screened, endorser)["ACTED"] == "endorsed the proposal"


def test_reviewers_of_the_demonstration_are_free(screened, reviewer, reviewer2):
    found = Exclusions([screened], [reviewer, reviewer2])

    assert [found.found(screened, one) for one in (reviewer, reviewer2)] == [{}, {}]


def test_obstacles_name_what_is_not_ready(screened, other_draft, officer, applicant):
    assert obstacles([screened], officer) == {}
    assert obstacles([other_draft], officer) == {other_draft.pk: "This proposal is not with the Fund for review."}
    assert "a colleague must ask" in obstacles([screened], applicant)[screened.pk]


def test_exclusions_cost_the_same_for_1_and_25_reviewers(
    screened, another_reviewer, reviewer, django_assert_num_queries
):
    with django_assert_num_queries(17):
        Exclusions([screened], [reviewer]).why(screened, reviewer)
    people = [another_reviewer(f"Number{n}") for n in range(25)]
    for person in people[:5]:
        ReviewerProfile.objects.create(user=person)

    with django_assert_num_queries(20):  # profiles have lists, read once for all
        found = Exclusions([screened], people)
        assert {found.why(screened, person) for person in people} == {""}
