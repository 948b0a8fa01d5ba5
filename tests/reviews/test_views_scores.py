"""The page on which reviewers score."""

import json

import pytest
from django.utils import timezone

from reviews import services
from reviews.models import Criterion, Round, Score

SCRIPT = {"headers": {"X-Autosave": "1"}}


@pytest.fixture
def sheet(begun, client_for, reviewer2):
    """``sheet(field=…, **data)``: what a script sends for one field; without ``field`` what a button sends."""
    client = client_for(reviewer2)

    def send(*, field=None, **data):
        if field is None:
            return client.post(begun.get_absolute_url(), {"was-summary": "", **data})
        return client.post(begun.get_absolute_url(), {"field": field, **data}, **SCRIPT)

    return send


def mark_of(criterion="FIT"):
    return f"mark_{Criterion.objects.get(code=criterion).pk}"


def test_a_script_saves_one_mark_and_hears_what_stands_there(sheet, begun):
    name = mark_of()

    answer = sheet(field=name, **{name: "4", f"was-{name}": ""}).json()

    assert {key: answer[key] for key in ("state", "hidden")} == {"state": "saved", "hidden": {f"was-{name}": "4"}}
    assert begun.scores.get().mark == 4


def test_a_script_that_is_behind_may_choose(sheet, begun, reviewer2):
    name = mark_of()
    services.write_score(begun, Criterion.objects.get(code="FIT"), by=reviewer2, name="mark", value=5, was="")

    answer = sheet(field=name, **{name: "2", f"was-{name}": ""}).json()

    assert (answer["state"], answer["hidden"]) == ("aside", {f"was-{name}": "5"})
    assert begun.scores.get().mark == 5


def test_a_script_names_a_field_of_the_sheet(sheet):
    assert sheet(field="state", state="DONE").status_code == 404


def test_a_mark_outside_the_scale_is_refused_in_place(sheet, begun):
    name = mark_of()

    answer = sheet(field=name, **{name: "6", f"was-{name}": ""}).json()

    assert answer["state"] == "refused"
    assert begun.scores.count() == 0


def test_the_button_saves_without_a_script_and_leads_back(sheet, begun):
    name = mark_of()

    response = sheet(
        **{name: "3", f"was-{name}": "", "summary": "Sound", "private_note": "Mine", "was-private_note": ""}
    )

    begun.refresh_from_db()
    assert response.headers["Location"] == begun.get_absolute_url()
    assert (begun.scores.get().mark, begun.summary, begun.private_note) == (3, "Sound", "Mine")


def test_what_is_missing_is_linked_to_its_field(sheet, begun, client_for, reviewer2):
    response = sheet(check="1")
    page = client_for(reviewer2).get(response.headers["Location"])

    wanted = [f"id_mark_{one.pk}_0" for one in begun.rubric.criteria.all()]
    assert [finding.control for finding in page.context["findings"]] == wanted
    sheet_page = client_for(reviewer2).get(begun.get_absolute_url()).content.decode()
    assert [control for control in wanted if f'id="{control}"' not in sheet_page] == []


def test_a_review_is_checked_then_handed_in(sheet, begun, client_for, reviewer2):
    names = [f"mark_{criterion.pk}" for criterion in begun.rubric.criteria.all()]
    address = sheet(**dict.fromkeys(names, "4"), check="1").headers["Location"]
    client = client_for(reviewer2)
    page = client.get(address)

    response = client.post(address)

    assert {hint.code for hint in page.context["hints"]} == {"empty", "equal", "no_reason"}
    assert response.headers["Location"] == "/en/workspace/reviews/mine/"
    assert begun.reviews.get().marks.keys() == {one.code for one in begun.rubric.criteria.all()}


def test_a_handed_in_review_is_changed_with_a_reason_on_the_check_page(client_for, done, reviewer):
    client, address = client_for(reviewer), done.get_absolute_url()
    score = Score.objects.filter(assignment=done).first()
    name = f"mark_{score.criterion_id}"
    saved = client.post(f"{address}change/", {name: "2", f"was-{name}": str(score.mark), "check": "1"})

    refused = client.post(saved.headers["Location"], {"number": "1", "reason": ""})
    response = client.post(saved.headers["Location"], {"number": "1", "reason": "The budget convinced me less"})

    assert list(refused.context["form"].errors) == ["reason"]
    assert response.headers["Location"] == address
    page = client.get(address).content.decode()
    assert "The budget convinced me less" in page
    assert f"before: {score.mark}" in page


def test_the_private_note_is_on_no_page_of_anybody_else(
    client_for, begun, done, reviewer, reviewer2, officer, auditor, applicant
):
    services.write_note(begun, by=reviewer2, text="CANARY-NOTE", was="")
    own = client_for(reviewer2).get(begun.get_absolute_url()).content.decode()
    application = begun.application
    addresses = [
        begun.get_absolute_url(), done.get_absolute_url(), application.get_absolute_url(), "/en/workspace/reviews/",
        "/en/workspace/reviews/mine/",
    ]  # fmt: skip

    leaks = [
        (str(person), address)
        for person in (reviewer, officer, auditor, applicant)
        for address in addresses
        if "CANARY-NOTE" in client_for(person).get(address, follow=True).content.decode()
    ]

    assert "CANARY-NOTE" in own
    assert leaks == []


def answered(application, officer, **changes):
    """The proposal with one more submission: the answer to a question, its data with ``changes``."""
    last = application.submissions.get()
    question = application.clarifications.create(
        number=1, asked_in="FUND_REVIEW", asked_by=officer, due_on=timezone.localdate(), answered_at=timezone.now()
    )
    fields = {
        field.attname: getattr(last, field.attname) for field in last._meta.concrete_fields if not field.primary_key
    }
    content = json.dumps(json.loads(last.content) | changes)
    return type(last).objects.create(
        **fields | {"number": 2, "content": content, "clarification_id": question.pk, "form_key": "another"}
    )


def test_what_changed_since_the_review_is_shown_with_the_way_to_score_again(client_for, done, reviewer, officer):
    answered(done.application, officer, title="Another title than before")
    client, address = client_for(reviewer), done.get_absolute_url()

    page = client.get(address).content.decode()
    changes = client.get(f"{address}changes/")

    assert f'href="{address}changes/"' in page
    assert [change.name for change in changes.context["changes"].fields] == ["title"]
    assert f'href="{address}change/"' in changes.content.decode()


def test_the_same_marks_on_a_newer_submission_are_another_version(done, reviewer, officer):
    newer = answered(done.application, officer)

    services.change_review(done, by=reviewer, number=1, reason="The answers change nothing")

    assert done.reviews.first().submission == newer


def test_nothing_changed_leads_back_to_the_review(client_for, done, reviewer):
    response = client_for(reviewer).get(f"{done.get_absolute_url()}changes/")

    assert response.headers["Location"] == done.get_absolute_url()


def test_the_text_is_closed_between_two_rounds(client_for, begun, reviewer2):
    Round.objects.create(name="Over", opens_at="2020-01-01T00:00Z", closes_at="2020-02-01T00:00Z")

    page = client_for(reviewer2).get(begun.get_absolute_url())

    assert page.context["reading"] is None
    assert "Cases are recorded in different ways" not in page.content.decode()


def test_the_sheet_costs_the_same_with_1_and_9_marks(
    client_for, begun, reviewer2, django_assert_num_queries, django_assert_max_num_queries
):
    client = client_for(reviewer2)
    client.get(begun.get_absolute_url())
    with django_assert_max_num_queries(40) as first:
        client.get(begun.get_absolute_url())
    for criterion in begun.rubric.criteria.all():
        services.write_score(begun, criterion, by=reviewer2, name="mark", value=3, was="")

    with django_assert_num_queries(len(first)):
        client.get(begun.get_absolute_url())


def test_round_without_names_opens_the_text_and_nobody_behind_it(client_for, begun, reviewer2, applicant):
    application = begun.application
    content = json.loads(application.submissions.get().content)
    client = client_for(reviewer2)
    letter = content["letters"][0]
    closed = [application.get_absolute_url(), f"/en/workspace/applications/letters/{letter['pk']}/"]
    before = client.get(begun.get_absolute_url()).content.decode()
    opened = [status_of(client, page) for page in closed]
    Round.objects.create(name="Blind", sees_team=False)

    after = client.get(begun.get_absolute_url()).content.decode()

    assert [letter["signatory"] in page for page in (before, after)] == [True, False]
    assert [applicant.organisation.name in page for page in (before, after)] == [True, False]
    assert ["Cases are recorded in different ways" in page for page in (before, after)] == [True, True]
    assert (opened, [status_of(client, page) for page in closed]) == ([200, 200], [404, 404])


def status_of(client, address):
    """The status of an answer, whose file is read to its end."""
    response = client.get(address)
    if response.streaming:
        b"".join(response)
    return response.status_code
